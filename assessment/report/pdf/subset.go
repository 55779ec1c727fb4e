package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

var errFont = errors.New("the font cannot be cut")

// fontTables are what a reader of PDF needs of a font (ISO 32000-1, 9.9).
var fontTables = []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

// cut is a TrueType font without the outlines of letters that are not used. The
// letters keep their numbers.
func cut(data []byte, used []int) ([]byte, error) {
	tables, err := tablesOf(data)
	if err != nil {
		return nil, err
	}
	if len(tables["head"]) < 54 || len(tables["maxp"]) < 6 {
		return nil, fmt.Errorf("%w: head or maxp is missing", errFont)
	}
	places, err := outlines(tables)
	if err != nil {
		return nil, err
	}
	keep := map[int]bool{0: true}
	for _, g := range used {
		if err := tables.with(g, places, keep); err != nil {
			return nil, err
		}
	}
	var glyf, loca []byte
	for g := range len(places) - 1 {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if keep[g] {
			glyf = append(glyf, tables["glyf"][places[g]:places[g+1]]...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := slices.Clone(tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // places in loca are long
	tables["head"], tables["glyf"], tables["loca"] = head, glyf, loca
	return tables.file(fontTables), nil
}

// sfntTables are the tables of a font by name.
type sfntTables map[string][]byte

func tablesOf(data []byte) (sfntTables, error) {
	out := sfntTables{}
	if len(data) < 12 {
		return nil, fmt.Errorf("%w: %d bytes", errFont, len(data))
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		row := 12 + 16*i
		if row+16 > len(data) {
			return nil, fmt.Errorf("%w: table %d is missing", errFont, i)
		}
		from, size := uint64(binary.BigEndian.Uint32(data[row+8:])), uint64(binary.BigEndian.Uint32(data[row+12:]))
		if from+size > uint64(len(data)) {
			return nil, fmt.Errorf("%w: table %.4s ends behind the file", errFont, data[row:])
		}
		out[string(data[row:row+4])] = data[from : from+size]
	}
	return out, nil
}

// outlines is where each outline begins in glyf, and where the last one ends.
func outlines(t sfntTables) ([]int, error) {
	count, long := int(binary.BigEndian.Uint16(t["maxp"][4:])), binary.BigEndian.Uint16(t["head"][50:]) == 1
	loca, size := t["loca"], 2
	if long {
		size = 4
	}
	if len(loca) < size*(count+1) {
		return nil, fmt.Errorf("%w: loca is too short", errFont)
	}
	places := make([]int, count+1)
	for i := range places {
		if long {
			places[i] = int(binary.BigEndian.Uint32(loca[4*i:]))
		} else {
			places[i] = 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
		}
		if places[i] > len(t["glyf"]) || i > 0 && places[i] < places[i-1] {
			return nil, fmt.Errorf("%w: outline %d", errFont, i)
		}
	}
	return places, nil
}

// with keeps a letter and those that it is put together from.
func (t sfntTables) with(g int, places []int, keep map[int]bool) error {
	if g < 0 || g+1 >= len(places) {
		return fmt.Errorf("%w: there is no letter %d", errFont, g)
	}
	if keep[g] {
		return nil
	}
	keep[g] = true
	outline := t["glyf"][places[g]:places[g+1]]
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	const words, scale, more, two, four = 0x1, 0x8, 0x20, 0x40, 0x80 // flags of a part, as the OpenType table glyf has them
	for at := 10; ; {
		if at+4 > len(outline) {
			return fmt.Errorf("%w: a part of letter %d is missing", errFont, g)
		}
		flags := binary.BigEndian.Uint16(outline[at:])
		if err := t.with(int(binary.BigEndian.Uint16(outline[at+2:])), places, keep); err != nil {
			return err
		}
		at += 6
		for _, extra := range []struct{ flag, bytes int }{{words, 2}, {scale, 2}, {two, 4}, {four, 8}} {
			if int(flags)&extra.flag != 0 {
				at += extra.bytes
			}
		}
		if flags&more == 0 {
			return nil
		}
	}
}

// file puts tables, in the order of their names, into one font file.
func (t sfntTables) file(wanted []string) []byte {
	var names []string
	for _, name := range wanted {
		if len(t[name]) > 0 {
			names = append(names, name)
		}
	}
	power, log := 1, 0
	for power*2 <= len(names) {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), 16 * power, log, 16 * (len(names) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	body := []byte{}
	start := 12 + 16*len(names)
	for _, name := range names {
		out = append(out, name...)
		for _, v := range []uint32{sum(t[name]), uint32(start + len(body)), uint32(len(t[name]))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		body = append(body, t[name]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// sum is the checksum of a table.
func sum(table []byte) uint32 {
	var total uint32
	for i := 0; i < len(table); i += 4 {
		var word [4]byte
		copy(word[:], table[i:])
		total += binary.BigEndian.Uint32(word[:])
	}
	return total
}

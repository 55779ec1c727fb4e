package pdf

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/opmaat/opmaat/assessment/report/typeface"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// font writes a font with the letters that are used, by which a reader can also
// search and copy (ISO 32000-1, 9.7 and 9.10.3), and gives its number.
func (f *File) font(u *face) (int, error) {
	var letters typeface.Letters
	unit := fixed.I(typeface.Unit)
	metrics, err := u.font.Metrics(&letters.Buffer, unit, font.HintingNone)
	if err != nil {
		return 0, fmt.Errorf("font %s: %w", u.font.Name, err)
	}
	bounds, err := u.font.Bounds(&letters.Buffer, unit, font.HintingNone)
	if err != nil {
		return 0, fmt.Errorf("font %s: %w", u.font.Name, err)
	}
	used := slices.Sorted(maps.Keys(u.used))
	program, err := cut(u.font.Data, used)
	if err != nil {
		return 0, fmt.Errorf("font %s: %w", u.font.Name, err)
	}
	name := tag(used) + "+" + u.font.Name
	file := f.packed(fmt.Sprintf("/Length1 %d", len(program)), program)
	weight := 80
	if strings.HasSuffix(u.font.Name, "Bold") {
		weight = 140
	}
	descriptor := f.add("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %d 0 R>>",
		name, bounds.Min.X.Floor(), -bounds.Max.Y.Ceil(), bounds.Max.X.Ceil(), -bounds.Min.Y.Floor(),
		metrics.Ascent.Ceil(), -metrics.Descent.Ceil(), metrics.CapHeight.Ceil(), weight, file)
	var widths strings.Builder
	for _, index := range used {
		fmt.Fprintf(&widths, "%d [%s] ", index, number(u.used[index].Advance*1000))
	}
	cid := f.add("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /W [%s] /CIDToGIDMap /Identity>>",
		name, descriptor, widths.String())
	unicode := f.packed("", []byte(unicodes(u, used)))
	return f.add("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, cid, unicode), nil
}

// tag is six letters that stand for what a font has left (ISO 32000-1, 9.6.4).
func tag(used []int) string {
	sum := sha256.Sum256(fmt.Append(nil, used))
	letters := make([]byte, 6)
	for i := range letters {
		letters[i] = 'A' + sum[i]%26
	}
	return string(letters)
}

// unicodes says which character each letter is.
func unicodes(u *face, used []int) string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
	for part := range slices.Chunk(used, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, index := range part {
			fmt.Fprintf(&b, "<%04x> <", index)
			for _, unit := range utf16.Encode([]rune{u.used[index].Rune}) {
				fmt.Fprintf(&b, "%04x", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}

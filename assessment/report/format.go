package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Format writes a document as one kind of file.
type Format struct {
	Name      string // of the command line and of addresses, and the extension
	MediaType string
	Pictures  bool // it shows pictures; for others nobody needs to draw
	Write     func(*Document) ([]byte, error)
}

// formats is the table of all formats: a new one is one file and one row here.
var formats = []Format{
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true, writeDOCX},
	{"pdf", "application/pdf", true, writePDF},
	{"odt", odtType, true, writeODT},
	{"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", true, writePPTX},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, writeXLSX},
	{"ods", odsType, false, writeODS},
	{"csv", "text/csv; charset=utf-8", false, writeCSV},
	{"json", "application/json", true, writeJSON},
	{"html", "text/html; charset=utf-8", true, writeHTML},
}

// Formats are all formats that a document can be written in.
func Formats() []Format { return append([]Format(nil), formats...) }

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// readable removes what no reader can show and some formats forbid: control
// characters other than line breaks and tabs, marks that turn the direction of
// the text around, and broken characters.
func readable(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == utf8.RuneError, r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, s)
}

// escaped is readable text for an XML document.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(readable(s))) // a Builder does not fail
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

// attribute is text for an XML attribute: one line.
func attribute(s string) string { return escaped(strings.Join(strings.Fields(readable(s)), " ")) }

// part is one file of a package. Stored parts are not compressed.
type part struct {
	name   string
	data   []byte
	stored bool
}

// pack makes a zip file of parts, always with the date of the document. Size and
// checksum stand before each part and nothing extra does, because OpenDocument
// wants its first part so, and a reader that does not jump back needs it.
func pack(date string, parts []part) ([]byte, error) {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil, fmt.Errorf("date of the document: %w", err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	press, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	for _, p := range parts {
		if err == nil {
			err = p.add(w, press, at)
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return buf.Bytes(), nil
}

// add puts the part in a zip file.
func (p part) add(w *zip.Writer, press *flate.Writer, at time.Time) error {
	const version = 20 // of zip: folders and Deflate
	head := &zip.FileHeader{Name: p.name, CreatorVersion: version, ReaderVersion: version, CRC32: crc32.ChecksumIEEE(p.data), UncompressedSize64: uint64(len(p.data))}
	//lint:ignore SA1019 Modified, which is to be used instead, adds an extra field
	head.ModifiedDate = uint16(at.Day() + int(at.Month())<<5 + (at.Year()-1980)<<9)
	data := p.data
	if !p.stored {
		var small bytes.Buffer
		press.Reset(&small)
		if _, err := press.Write(data); err != nil {
			return err
		}
		if err := press.Close(); err != nil {
			return err
		}
		head.Method, data = zip.Deflate, small.Bytes()
	}
	head.CompressedSize64 = uint64(len(data))
	file, err := w.CreateRaw(head)
	if err == nil {
		_, err = file.Write(data)
	}
	return err
}

// numeric says whether a column holds numbers; the first one names the rows.
func (t Table) numeric(column int) bool {
	for _, row := range t.Numbers {
		if column > 0 && row[column].Known {
			return true
		}
	}
	return false
}

// shares are the widths of the columns, in parts of their sum.
func (t Table) shares() []int {
	if len(t.Widths) > 0 {
		return t.Widths
	}
	shares := make([]int, len(t.Head))
	for i := range shares {
		shares[i] = max(1, 100/(len(t.Head)+1))
	}
	shares[0] *= 2
	return shares
}

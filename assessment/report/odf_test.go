package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// What kind of file it is stands first, uncompressed and with nothing around it,
// so that a system knows it without opening the file; and the list names every
// other part with its type.
func TestOpenDocumentPackage(t *testing.T) {
	for name, kind := range map[string]string{"odt": odtType, "ods": odsType} {
		f, _ := FormatNamed(name)
		data, err := f.Write(specimen())
		if err != nil {
			t.Fatal(err)
		}
		if f.MediaType != kind || !bytes.HasPrefix(data[30:], []byte("mimetype"+kind+"PK")) {
			t.Errorf("%s begins with %q", name, data[:100])
		}
		names, parts := unpacked(t, data)
		listed := map[string]string{}
		in := xml.NewDecoder(strings.NewReader(parts["META-INF/manifest.xml"]))
		for token, err := in.Token(); err != io.EOF; token, err = in.Token() {
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "file-entry" {
				listed[attr(e, "full-path")] = attr(e, "media-type")
			}
		}
		if listed["/"] != kind || len(listed) != len(names)-1 {
			t.Errorf("%s: %d parts, listed %v", name, len(names), listed)
		}
		for _, part := range names {
			if want := map[bool]string{true: "image/png", false: "text/xml"}[strings.HasSuffix(part, ".png")]; part != "mimetype" && part != "META-INF/manifest.xml" && listed[part] != want {
				t.Errorf("%s: %s is listed as %q", name, part, listed[part])
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A package can be read from front to back: sizes stand before the parts.
func TestPackHeaders(t *testing.T) {
	data, err := pack("2026-11-22", []part{{name: "a", data: []byte("stored"), stored: true}, {name: "b", data: bytes.Repeat([]byte("pressed "), 1000)}})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range z.File {
		if f.Flags != 0 || len(f.Extra) != 0 || f.Modified.Format("2006-01-02") != "2026-11-22" || (f.Method == zip.Store) != (i == 0) {
			t.Errorf("%+v", f.FileHeader)
		}
	}
	if _, err := pack("2026-02-30", nil); err == nil {
		t.Error("a day that never was is taken")
	}
}

// Spaces that a reader would leave out are marked.
func TestOpenDocumentSpaces(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a b": "a b", "a  b": `a <text:s text:c="1"/>b`, " a": `<text:s text:c="1"/>a`, "   a   b": `<text:s text:c="3"/>a <text:s text:c="2"/>b`,
		"a\tb\n c": `a b<text:line-break/><text:s text:c="1"/>c`, "a < b": "a &lt; b", " ": `<text:s text:c="1"/>`, "a  ": `a <text:s text:c="1"/>`,
	} {
		if got := odfLines(text); got != want {
			t.Errorf("%q became %s, want %s", text, got, want)
		}
	}
}

// Languages as documents name them.
func TestOpenDocumentLanguage(t *testing.T) {
	for language, want := range map[string]string{"nl": `fo:language="nl" fo:country="NL"`, "nl-be": `fo:language="nl" fo:country="BE"`, "fy": `fo:language="fy" fo:country="none"`, "sr-Latn": `fo:language="sr" fo:country="none"`} {
		if got := odfLanguage(&Document{Language: language}); got != want {
			t.Errorf("%s: %s", language, got)
		}
	}
}

// A cell of an OpenDocument sheet is a number, a day or a text of lines, and
// never a formula.
func TestOpenDocumentCells(t *testing.T) {
	for _, c := range []struct {
		cell cell
		want string
	}{
		{cell{style: cellTenths, number: 62.5}, `<table:table-cell table:style-name="Cell5" office:value-type="float" office:value="62.5"><text:p>62,5</text:p></table:table-cell>`},
		{cell{style: cellWhole, number: 3}, `<table:table-cell table:style-name="Cell4" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>`},
		{cell{style: cellDate, text: "2026-11-22"}, `<table:table-cell table:style-name="Cell7" office:value-type="date" office:date-value="2026-11-22"><text:p>2026-11-22</text:p></table:table-cell>`},
		{textCell(cellText, "=1+1"), `<table:table-cell table:style-name="Cell0" office:value-type="string"><text:p>&#39;=1+1</text:p></table:table-cell>`},
		{textCell(cellName, "a\nb"), `<table:table-cell table:style-name="Cell3" office:value-type="string"><text:p>a</text:p><text:p>b</text:p></table:table-cell>`},
		{textCell(cellHead, ""), `<table:table-cell table:style-name="Cell1"/>`},
	} {
		w := &ods{d: &Document{Language: "nl"}}
		w.cell(c.cell)
		if got := w.body.String(); got != c.want {
			t.Errorf("%+v became %s", c.cell, got)
		}
	}
}

package report

import (
	"fmt"
	"regexp"
	"strings"
)

// What OpenDocument files have in common: OpenDocument 1.3, OASIS 2021, which
// every office program that is still looked after reads.
const (
	odtType = "application/vnd.oasis.opendocument.text"
	odsType = "application/vnd.oasis.opendocument.spreadsheet"

	odfHead   = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	odfSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
		`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" ` +
		`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ` +
		`xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" ` +
		`xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:ooo="http://openoffice.org/2004/office" xmlns:ooow="http://openoffice.org/2004/writer" office:version="1.3"`

	odfFont = `<office:font-face-decls><style:font-face style:name="Calibri" svg:font-family="Calibri" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>`
)

// odfPack makes the file: first what it is, uncompressed, then the parts, and
// the list of them.
func odfPack(d *Document, kind string, parts []part) ([]byte, error) {
	parts = append([]part{{name: "mimetype", data: []byte(kind), stored: true}, {name: "meta.xml", data: []byte(odfMeta(d))}}, parts...)
	return pack(d.Date, append(parts, part{name: "META-INF/manifest.xml", data: []byte(odfManifest(kind, parts[1:]))}))
}

func odfManifest(kind string, parts []part) string {
	var b strings.Builder
	b.WriteString(odfHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
		`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + kind + `"/>`)
	for _, p := range parts {
		media := "text/xml"
		if strings.HasSuffix(p.name, ".png") {
			media = "image/png"
		}
		fmt.Fprintf(&b, `<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>`, p.name, media)
	}
	return b.String() + `</manifest:manifest>`
}

// odfMeta is who made the document and when, as far as a reader may know.
func odfMeta(d *Document) string {
	at, author := d.Date+"T00:00:00", attribute(d.Author)
	return odfHead + `<office:document-meta ` + odfSpaces + `><office:meta><meta:generator>Opmaat</meta:generator>` +
		`<dc:title>` + attribute(d.Title+" – "+d.Cover.Organisation) + `</dc:title><meta:initial-creator>` + author + `</meta:initial-creator><dc:creator>` + author + `</dc:creator>` +
		`<meta:creation-date>` + at + `</meta:creation-date><dc:date>` + at + `</dc:date><dc:language>` + attribute(docxLanguage(d)) + `</dc:language></office:meta></office:document-meta>`
}

// odfLanguage are the attributes for the language of a text.
func odfLanguage(d *Document) string {
	parts, country := strings.Split(docxLanguage(d), "-"), "none"
	if last := parts[len(parts)-1]; len(parts) > 1 && len(last) == 2 {
		country = strings.ToUpper(last)
	}
	return `fo:language="` + parts[0] + `" fo:country="` + country + `"`
}

// odfColour puts the colour of the organisation in markup where COLOUR stands.
func odfColour(d *Document, markup string) string {
	return strings.ReplaceAll(markup, "COLOUR", d.Style.Colour)
}

// odfLines writes text with its line breaks.
func odfLines(s string) string {
	var b strings.Builder
	for i, line := range strings.Split(readable(s), "\n") {
		if i > 0 {
			b.WriteString(`<text:line-break/>`)
		}
		b.WriteString(odfLine(line))
	}
	return b.String()
}

// odfFalling are spaces that a reader of OpenDocument leaves out.
var odfFalling = regexp.MustCompile(`^ +| {2,}`)

// odfLine writes one line; spaces that would fall away are marked.
func odfLine(line string) string {
	line = escaped(strings.ReplaceAll(line, "\t", " "))
	begun := false
	return odfFalling.ReplaceAllStringFunc(line, func(spaces string) string {
		if !begun && strings.HasPrefix(line, " ") {
			begun = true
			return fmt.Sprintf(`<text:s text:c="%d"/>`, len(spaces))
		}
		return fmt.Sprintf(` <text:s text:c="%d"/>`, len(spaces)-1)
	})
}

package pdf

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// bookmark is an entry of the list beside the pages.
type bookmark struct {
	level  int
	title  string
	page   *Page
	top    float64
	number int
}

// Bookmark adds an entry to the list beside the pages, which leads to a place
// from the top of a page. Levels begin at 1 and go down one at a time.
func (f *File) Bookmark(level int, title string, p *Page, top float64) {
	f.marks = append(f.marks, bookmark{level: level, title: title, page: p, top: top})
}

// outlines writes the bookmarks and gives the number of their list, 0 for none.
func (f *File) outlines() int {
	if len(f.marks) == 0 {
		return 0
	}
	root := f.reserve()
	for i := range f.marks {
		f.marks[i].number = f.reserve()
	}
	for i, m := range f.marks {
		parent, before := root, 0
		for k := i - 1; k >= 0 && parent == root; k-- {
			switch above := f.marks[k]; {
			case above.level < m.level:
				parent = above.number
			case above.level == m.level && before == 0:
				before = above.number
			}
		}
		after := 0
		for k := i + 1; k < len(f.marks) && f.marks[k].level >= m.level && after == 0; k++ {
			if f.marks[k].level == m.level {
				after = f.marks[k].number
			}
		}
		f.set(m.number, "<</Title %s /Parent %d 0 R /Dest %s%s%s%s>>", text(m.title), parent, m.page.place(m.top), reference("Prev", before), reference("Next", after), f.below(i, m.level))
	}
	f.set(root, "<</Type /Outlines%s>>", f.below(-1, 0))
	return root
}

// below are the entries about the bookmarks under one. Those of the first level
// are open, others closed.
func (f *File) below(i, level int) string {
	first, last, count := 0, 0, 0
	for k := i + 1; k < len(f.marks) && f.marks[k].level > level; k++ {
		if f.marks[k].level == level+1 {
			if first == 0 {
				first = f.marks[k].number
			}
			last, count = f.marks[k].number, count+1
		}
	}
	if count == 0 {
		return ""
	}
	if level > 0 {
		count = -count
	}
	return reference("First", first) + reference("Last", last) + fmt.Sprintf(" /Count %d", count)
}

func reference(name string, number int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf(" /%s %d 0 R", name, number)
}

// catalog is where a reader begins.
func (f *File) catalog(pages, structure, outlines int) int {
	mode := ""
	if outlines != 0 {
		mode = reference("Outlines", outlines) + " /PageMode /UseOutlines"
	}
	return f.add("<</Type /Catalog /Pages %d 0 R /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /ViewerPreferences <</DisplayDocTitle true>> /Metadata %d 0 R%s>>",
		pages, text(f.info.Language), structure, f.metadata(), mode)
}

// metadata is what the file says about itself in XMP (ISO 16684-1), and that it
// is PDF/UA-1.
func (f *File) metadata() int {
	at := f.info.Date + "T00:00:00Z"
	return f.stream("/Type /Metadata /Subtype /XML", []byte(`<?xpacket begin="`+"\ufeff"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`+inXML(f.info.Title)+`</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>`+inXML(f.info.Author)+`</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>`+inXML(f.info.Language)+`</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>`+at+`</xmp:CreateDate><xmp:ModifyDate>`+at+`</xmp:ModifyDate>
<pdf:Producer>Opmaat</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`))
}

func inXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// text is a text string: as it is, or in UTF-16 where it has more than ASCII.
func text(s string) string {
	plain := true
	for _, r := range s {
		plain = plain && r >= ' ' && r < 0x7f
	}
	if plain {
		return literal(s)
	}
	var b strings.Builder
	b.WriteString("<feff")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", unit)
	}
	return b.String() + ">"
}

var literalEscapes = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`)

// literal is a string of ASCII.
func literal(s string) string { return "(" + literalEscapes.Replace(s) + ")" }

// plainAddress writes what is not ASCII in an address as its bytes.
func plainAddress(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// number is a number to a thousandth.
func number(v float64) string { return string(appendNumber(nil, v)) }

func appendNumber(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*1000)/1000+0, 'f', -1, 64)
}

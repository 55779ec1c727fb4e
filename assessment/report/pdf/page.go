package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// Page is one page. Places are in points from its top left corner.
type Page struct {
	Width, Height float64

	file    *File
	number  int // of its object
	content bytes.Buffer
	marks   []*Element // of each piece of content, by its number
	open    *Element   // whose content is written
	inside  bool       // something is open: an element, or an artifact
	links   []*link
	ink     string // colour in use
}

// link is an area of a page that leads to an address, or to a place in the file.
type link struct {
	element *Element
	page    *Page
	number  int // of its object
	rect    string
	target  string
	about   string
}

// AddPage adds a page of a size in points.
func (f *File) AddPage(width, height float64) *Page {
	p := &Page{Width: width, Height: height, file: f, number: f.reserve()}
	f.pages = append(f.pages, p)
	return p
}

func (p *Page) put(format string, values ...any) { fmt.Fprintf(&p.content, format, values...) }

// Begin says that what is drawn next belongs to an element.
func (p *Page) Begin(e *Element) {
	if p.inside && p.open == e {
		return
	}
	p.end()
	p.put("/%s <</MCID %d>> BDC\n", e.kind, len(p.marks))
	e.kids = append(e.kids, kid{page: p, mark: len(p.marks)})
	p.marks = append(p.marks, e)
	p.open, p.inside = e, true
}

// Artifact says that what is drawn next means nothing to a reader. Kind is
// "Pagination" for what repeats on pages, or "Layout".
func (p *Page) Artifact(kind string) {
	p.end()
	p.put("/Artifact <</Type /%s>> BDC\n", kind)
	p.open, p.inside = nil, true
}

func (p *Page) end() {
	if p.inside {
		p.put("EMC\n")
	}
	p.open, p.inside = nil, false
}

// paint sets the colour, "#12436d", of areas and lines.
func (p *Page) paint(colour string) {
	if p.ink == colour {
		return
	}
	p.ink = colour
	c, _ := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	rgb := ""
	for _, shift := range []int{16, 8, 0} {
		rgb += number(math.Round(float64(c>>shift&255)/255*1000)/1000) + " "
	}
	p.put("%srg %[1]sRG\n", rgb)
}

// Rect fills an upright rectangle.
func (p *Page) Rect(x, y, width, height float64, colour string) {
	p.paint(colour)
	p.put("%s %s %s %s re f\n", number(x), number(p.Height-y-height), number(width), number(height))
}

// Text draws letters on a base line.
func (p *Page) Text(x, y, size float64, colour string, glyphs []typeface.Glyph) {
	if len(glyphs) == 0 {
		return
	}
	p.paint(colour)
	p.put("BT %s %s Td", number(x), number(p.Height-y))
	p.letters(size, glyphs)
	p.put(" ET\n")
}

// letters shows letters, a piece for each font that they come from.
func (p *Page) letters(size float64, glyphs []typeface.Glyph) {
	for len(glyphs) > 0 {
		n := 1
		for n < len(glyphs) && glyphs[n].Font == glyphs[0].Font {
			n++
		}
		font, used := p.file.use(glyphs[0].Font)
		p.put("/F%d %s Tf[<", font, number(size))
		for i, g := range glyphs[:n] {
			if i > 0 && g.Before != 0 {
				p.put(">%s<", number(-g.Before*1000))
			}
			p.content.Write(hex.AppendEncode(p.content.AvailableBuffer(), []byte{byte(g.Index >> 8), byte(g.Index)}))
			if g.Missing {
				g.Rune = typeface.Box
			}
			used[int(g.Index)] = g
		}
		p.put(">]TJ")
		glyphs = glyphs[n:]
	}
}

// use is the number of a font in the file, and its letters so far.
func (f *File) use(font *typeface.Font) (int, map[int]typeface.Glyph) {
	for i, have := range f.fonts {
		if have.font == font {
			return i, have.used
		}
	}
	f.fonts = append(f.fonts, &face{font, map[int]typeface.Glyph{}})
	return len(f.fonts) - 1, f.fonts[len(f.fonts)-1].used
}

// rect are the corners of a rectangle as PDF counts: from the bottom left.
func (p *Page) rect(x, y, width, height float64) string {
	return number(x) + " " + number(p.Height-y-height) + " " + number(x+width) + " " + number(p.Height-y)
}

// Link makes an area of the page a link of an element to an address, which about
// puts into words.
func (p *Page) Link(e *Element, x, y, width, height float64, address, about string) {
	p.link(e, p.rect(x, y, width, height), "/A <</S /URI /URI "+literal(plainAddress(address))+">>", about)
}

// LinkTo makes an area of the page a link to a place on a page, Height from its top.
func (p *Page) LinkTo(e *Element, x, y, width, height float64, to *Page, top float64, about string) {
	p.link(e, p.rect(x, y, width, height), "/Dest "+to.place(top), about)
}

func (p *Page) link(e *Element, rect, target, about string) {
	l := &link{element: e, page: p, number: p.file.reserve(), rect: rect, target: target, about: about}
	p.file.links, p.links = append(p.file.links, l), append(p.links, l)
	e.kids = append(e.kids, kid{page: p, link: l})
}

func (p *Page) place(top float64) string {
	return fmt.Sprintf("[%d 0 R /XYZ null %s null]", p.number, number(p.Height-top))
}

// writePages ends all pages and gives the number of their list.
func (f *File) writePages(resources int) int {
	tree := f.reserve()
	keys := map[*link]int{}
	for i, l := range f.links {
		keys[l] = len(f.pages) + i
	}
	var kids strings.Builder
	for i, p := range f.pages {
		p.end()
		annotations := ""
		for _, l := range p.links {
			f.set(l.number, "<</Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] /F 4 /P %d 0 R /StructParent %d /Contents %s %s>>",
				l.rect, p.number, keys[l], text(l.about), l.target)
			annotations += fmt.Sprintf("%d 0 R ", l.number)
		}
		if annotations != "" {
			annotations = " /Annots [" + annotations + "]"
		}
		f.set(p.number, "<</Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Resources %d 0 R /Contents %d 0 R /StructParents %d /Tabs /S%s>>",
			tree, number(p.Width), number(p.Height), resources, f.packed("", p.content.Bytes()), i, annotations)
		fmt.Fprintf(&kids, "%d 0 R ", p.number)
	}
	f.set(tree, "<</Type /Pages /Kids [%s] /Count %d>>", kids.String(), len(f.pages))
	return tree
}

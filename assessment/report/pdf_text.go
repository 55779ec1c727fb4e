package report

import (
	"strings"
	"unicode"

	"github.com/opmaat/opmaat/assessment/report/pdf"
	"github.com/opmaat/opmaat/assessment/report/typeface"
	"golang.org/x/text/unicode/norm"
)

// pdfStyle is how a paragraph looks; lengths are in points.
type pdfStyle struct {
	size, leading float64
	before, after float64 // space, of which neighbours share the larger
	colour        string
	bold          bool
}

// The colours of text; pdfOwn is that of the organisation.
const (
	pdfInk  = "#1b2430"
	pdfSoft = "#4a5563"
	pdfLink = "#0b5394"
	pdfRed  = "#9c1c1c"
	pdfOwn  = ""
)

// atom is the smallest piece of a line: a word or a part of one, or a space.
type atom struct {
	glyphs []typeface.Glyph
	width  float64
	as     string // what it stands for, where letters are missing
	bold   bool
	link   *pdfAnchor
	space  bool // a line may end here
	open   bool // a line may end behind it
	feed   bool // a line must end here
}

// pdfAnchor is a link, which may run over several lines.
type pdfAnchor struct {
	address, about string
	element        *pdf.Element
}

// pdfLine is one line of text. Width leaves out the space at its end, which is
// there for who copies or listens.
type pdfLine struct {
	atoms []atom
	width float64
}

// lines breaks a text into lines that are at most width wide.
func (t *typesetter) lines(text Text, s pdfStyle, width float64) []pdfLine {
	atoms := t.atoms(text, s)
	b := breaker{most: width}
	for i := 0; i < len(atoms); {
		n := i + 1
		if a := atoms[i]; !a.space && !a.feed {
			for n < len(atoms) && !atoms[n-1].open && !atoms[n].space && !atoms[n].feed {
				n++
			}
		}
		b.add(atoms[i:n])
		i = n
	}
	b.end(false)
	return b.out
}

// breaker fills lines one after another.
type breaker struct {
	most float64
	out  []pdfLine
	line pdfLine
	gap  []atom // a space that is written if something follows on the line
}

// add adds what must not be parted.
func (b *breaker) add(unit []atom) {
	if unit[0].feed {
		b.end(true)
		return
	}
	if unit[0].space {
		b.gap = unit
		return
	}
	width, gap := widthOf(unit), widthOf(b.gap)
	if len(b.line.atoms) > 0 && b.line.width+gap+width > b.most {
		b.end(false)
	}
	if len(b.line.atoms) > 0 {
		b.put(b.gap...)
	}
	b.gap = nil
	if width <= b.most {
		b.put(unit...)
		return
	}
	for _, a := range unit {
		b.force(a)
	}
}

// force breaks a word that is wider than a line between its letters.
func (b *breaker) force(a atom) {
	size := a.width / max(typeface.Width(a.glyphs), 1e-9)
	rest := a.glyphs
	for len(rest) > 0 {
		n, width := 0, b.line.width
		for n < len(rest) && (width+(rest[n].Before+rest[n].Advance)*size <= b.most || n == 0 && len(b.line.atoms) == 0) {
			width += (rest[n].Before + rest[n].Advance) * size
			n++
		}
		if n > 0 {
			piece := a
			piece.glyphs, piece.width, piece.as = rest[:n], width-b.line.width, ""
			if lacking(piece.glyphs) {
				piece.as = spelled(piece.glyphs)
			}
			b.put(piece)
			rest = rest[n:]
		}
		if len(rest) > 0 {
			b.finish()
		}
	}
}

func (b *breaker) put(atoms ...atom) {
	b.line.atoms = append(b.line.atoms, atoms...)
	b.line.width += widthOf(atoms)
}

func (b *breaker) finish() {
	b.out = append(b.out, b.line)
	b.line = pdfLine{}
}

// end ends the line; feed says that there was a line feed, which may leave an
// empty line.
func (b *breaker) end(feed bool) {
	if len(b.line.atoms) > 0 || feed {
		b.line.atoms = append(b.line.atoms, b.gap...)
		b.finish()
	}
	b.gap = nil
}

func widthOf(atoms []atom) float64 {
	w := 0.0
	for _, a := range atoms {
		w += a.width
	}
	return w
}

// atoms cuts a text where lines may end.
func (t *typesetter) atoms(text Text, s pdfStyle) []atom {
	var out []atom
	for _, r := range text {
		like := atom{bold: s.bold || r.Bold}
		if r.Link != "" {
			like.link = &pdfAnchor{address: r.Link, about: oneLine(r.Text) + " (" + r.Link + ")"}
		}
		for _, word := range pdfWords(norm.NFC.String(readable(r.Text))) {
			a := like
			switch last := word[len(word)-1]; {
			case last == '\n':
				a.feed = true
			case last == ' ':
				a.space = true
			case strings.IndexByte("-/", last) >= 0:
				a.open = true
			}
			if !a.feed {
				a = t.measured(a, word, s.size)
			}
			out = append(out, a)
		}
	}
	return out
}

// measured looks up the letters of an atom.
func (t *typesetter) measured(a atom, word string, size float64) atom {
	weight := typeface.Regular
	if a.bold {
		weight = typeface.Bold
	}
	glyphs, err := t.letters.Word(t.faces[weight], word)
	if err != nil {
		t.fail(err)
	}
	a.glyphs, a.width = glyphs, typeface.Width(glyphs)*size
	if lacking(glyphs) {
		a.as, t.boxes = word, true
	}
	return a
}

func lacking(glyphs []typeface.Glyph) bool {
	for _, g := range glyphs {
		if g.Missing {
			return true
		}
	}
	return false
}

// spelled is what letters stand for.
func spelled(glyphs []typeface.Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.Rune)
	}
	return b.String()
}

// pdfWords cuts text into words, single spaces and line feeds; a word ends behind
// a hyphen or a slash within it.
func pdfWords(s string) []string {
	var out []string
	word := strings.Builder{}
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range s {
		switch {
		case r == '\n':
			flush()
			out = append(out, "\n")
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007':
			flush()
			if n := len(out); n == 0 || out[n-1] != " " {
				out = append(out, " ")
			}
		default:
			word.WriteRune(r)
			if (r == '-' || r == '/') && word.Len() > 1 {
				flush()
			}
		}
	}
	flush()
	return out
}

// oneLine is readable text in single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(readable(s)), " ") }

// write draws a line; its base line lies in the middle of its height as capital
// letters do. Without an element it belongs to what is open on the page.
func (t *typesetter) write(p *pdf.Page, e *pdf.Element, l pdfLine, s pdfStyle, x, top float64) {
	base, done := top+s.leading/2+0.35*s.size, 0.0
	for i := 0; i < len(l.atoms); {
		first, n := l.atoms[i], i+1
		glyphs, width := append(t.run[:0], first.glyphs...), first.width
		for n < len(l.atoms) && l.atoms[n].link == first.link && l.atoms[n].bold == first.bold && first.as == "" && l.atoms[n].as == "" {
			glyphs, width = append(glyphs, l.atoms[n].glyphs...), width+l.atoms[n].width
			n++
		}
		colour := t.colour(s)
		if a := first.link; a != nil && e != nil {
			if a.element == nil {
				a.element = t.file.Add(e, "Link")
			}
			colour = pdfLink
			p.Begin(a.element)
			p.Rect(x, base+0.12*s.size, min(width, l.width-done), 0.06*s.size, colour)
			p.Link(a.element, x, top, width, s.leading, a.address, a.about)
		} else if e != nil {
			p.Begin(e)
		}
		if first.as != "" && e != nil {
			t.stand(p, e, first)
		}
		p.Text(x, base, s.size, colour, glyphs)
		t.run = glyphs
		x, done, i = x+width, done+width, n
	}
}

// stand begins an element for letters that stand for others.
func (t *typesetter) stand(p *pdf.Page, e *pdf.Element, a atom) {
	if a.link != nil {
		e = a.link.element
	}
	span := t.file.Add(e, "Span")
	span.Text(a.as)
	p.Begin(span)
}

func (t *typesetter) colour(s pdfStyle) string {
	if s.colour == pdfOwn {
		return t.d.Style.Colour
	}
	return s.colour
}

package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/pdf"
)

// The styles of text, as in Word.
var (
	pdfBody     = pdfStyle{size: 10, leading: 14.5, after: 6.5, colour: pdfInk}
	pdfLeadText = pdfStyle{size: 12.5, leading: 17.5, after: 8, colour: pdfInk}
	pdfNote     = pdfStyle{size: 10, leading: 14.5, after: 6.5, colour: pdfSoft}
	pdfItem     = pdfStyle{size: 10, leading: 14.5, after: 3, colour: pdfInk}
	pdfCaption  = pdfStyle{size: 9, leading: 12.5, before: 7, after: 5, colour: pdfSoft}
	pdfHeadings = []pdfStyle{
		{size: 19, leading: 24, before: 24, after: 8, colour: pdfOwn, bold: true},
		{size: 13.5, leading: 18, before: 15, after: 5, colour: pdfOwn, bold: true},
		{size: 11.5, leading: 16, before: 13, after: 4, colour: pdfInk, bold: true},
	}
)

// textOf are the styles of blocks of text.
var pdfStyleOf = map[BlockKind]pdfStyle{Paragraph: pdfBody, Lead: pdfLeadText, Notice: pdfBody, Note: pdfNote}

// lazily is an element that is added when it is first drawn, so that the tree
// has the order of the pages.
func (t *typesetter) lazily(parent func() *pdf.Element, kind string, then func(*pdf.Element)) func() *pdf.Element {
	var e *pdf.Element
	return func() *pdf.Element {
		if e == nil {
			e = t.file.Add(parent(), kind)
			if then != nil {
				then(e)
			}
		}
		return e
	}
}

// stripsOf are lines as strips that belong to an element.
func (t *typesetter) stripsOf(lines []pdfLine, s pdfStyle, x float64, element func() *pdf.Element) []strip {
	out := make([]strip, len(lines))
	for i, l := range lines {
		out[i] = strip{height: s.leading, draw: func(p *pdf.Page, top float64) { t.write(p, element(), l, s, x, top) }}
	}
	return out
}

// plain adds a text of one kind of element over the whole width.
func (t *typesetter) plain(kind string, text Text, s pdfStyle, next bond) {
	strips := unlonely(t.stripsOf(t.lines(text, s, pdfText), s, pdfLeft, t.lazily(t.file.Root, kind, nil)))
	if next != parted {
		strips = bound(strips)
	}
	t.add(s.before, s.after, strips...)
}

// leads is how many lines that lead to a figure stay with it as a whole.
const leads = 5

// bound binds a text to what follows it, all of it if it is short.
func bound(strips []strip) []strip {
	n := len(strips)
	from := max(0, n-2)
	if n <= leads {
		from = 0
	}
	together(strips[from:], firm, firm)
	return strips
}

// section adds a heading with its bookmark, and what stands below it.
func (t *typesetter) section(s Section) {
	style := pdfHeadings[s.Level-1]
	element := t.lazily(t.file.Root, "H"+strconv.Itoa(s.Level), nil)
	strips := together(t.stripsOf(t.lines(Plain(oneLine(s.Title)), style, pdfText), style, pdfLeft, element), firm, firm)
	if len(strips) == 0 { // a title of characters that nobody sees
		strips = []strip{{keep: firm, draw: func(*pdf.Page, float64) {}}}
	}
	draw := strips[0].draw
	strips[0].section, strips[0].newPage = s.ID, s.NewPage
	strips[0].draw = func(p *pdf.Page, top float64) {
		t.file.Bookmark(s.Level, short(oneLine(s.Title), titleMost), p, top)
		draw(p, top)
	}
	t.add(style.before, style.after, strips...)
	for i, b := range s.Blocks {
		next := parted
		if i+1 < len(s.Blocks) && slices.Contains(stays, s.Blocks[i+1].Kind) {
			next = firm
		}
		t.block(b, next)
	}
}

// stays are what stands on one page with the end of what leads to it.
var stays = []BlockKind{Chart, Grid, Note}

// titleMost is how many letters of a heading stand where it is only referred to.
const titleMost = 160

func (t *typesetter) block(b Block, next bond) {
	switch b.Kind {
	case Bullets, Numbered:
		t.list(b, next)
	case Grid:
		t.table(*b.Table)
	case Chart:
		t.figure(*b.Figure)
	case Notice:
		t.notice(b.Text, next)
	default:
		t.plain("P", b.Text, pdfStyleOf[b.Kind], next)
	}
}

const (
	pdfIndent = 18.0 // of the items of a list
	noticePad = 7.0
	noticeBar = 3.0
)

func (t *typesetter) list(b Block, next bond) {
	marks := map[BlockKind]string{Bullets: "Disc", Numbered: "Decimal"}[b.Kind]
	list := t.lazily(t.file.Root, "L", func(e *pdf.Element) { e.Numbering(marks) })
	for i, text := range b.Items {
		label := "•"
		if b.Kind == Numbered {
			label = strconv.Itoa(i+1) + "."
		}
		item := t.lazily(list, "LI", nil)
		mark := t.lazily(item, "Lbl", nil)
		strips := unlonely(t.stripsOf(t.lines(text, pdfItem, pdfText-pdfIndent), pdfItem, pdfLeft+pdfIndent, t.lazily(item, "LBody", nil)))
		if len(strips) == 0 {
			continue
		}
		labelled := t.stripsOf(t.lines(Plain(label), pdfItem, pdfIndent), pdfItem, pdfLeft+2, mark)[0]
		draw := strips[0].draw
		strips[0].draw = func(p *pdf.Page, top float64) {
			labelled.draw(p, top)
			draw(p, top)
		}
		after := pdfItem.after
		if i == len(b.Items)-1 {
			after = pdfBody.after
			if next != parted {
				bound(strips)
			}
		}
		t.add(0, after, strips...)
	}
}

// notice is a text on a ground, with a bar beside it.
func (t *typesetter) notice(text Text, next bond) {
	s := pdfStyleOf[Notice]
	x := pdfLeft + noticeBar + 9
	strips := t.stripsOf(t.lines(text, s, pdfLeft+pdfText-x-9), s, x, t.lazily(t.file.Root, "P", nil))
	for i := range strips {
		above, draw, last := 0.0, strips[i].draw, i == len(strips)-1
		if i == 0 {
			above = noticePad
		}
		height := strips[i].height + above
		if last {
			height += noticePad
		}
		strips[i].height = height
		strips[i].draw = func(p *pdf.Page, top float64) {
			p.Artifact("Layout")
			over := 0.5 // no line of light between two pieces of the ground
			if last {
				over = 0
			}
			p.Rect(pdfLeft, top, pdfText, height+over, "#f2f4f7")
			p.Rect(pdfLeft, top, noticeBar, height+over, t.d.Style.Colour)
			draw(p, top+above)
		}
	}
	inside := parted
	if len(strips) <= 2*leads {
		inside = firm
	}
	t.add(9, 11, together(unlonely(strips), inside, next)...)
}

// labelled is a text with the number of a figure or a table before it.
func labelled(label string, n int, text string) Text {
	return Text{{Text: label + " " + strconv.Itoa(n) + ": ", Bold: true}, {Text: oneLine(text)}}
}

// joinedNotes are notes in one line.
func joinedNotes(notes []string) Text { return Plain(strings.Join(notes, " · ")) }

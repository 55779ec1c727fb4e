package report

import (
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/pdf"
)

var (
	pdfCoverName  = pdfStyle{size: 16, leading: 21, before: 64, after: 10, colour: pdfOwn, bold: true}
	pdfTitle      = pdfStyle{size: 30, leading: 36, after: 12, colour: pdfOwn, bold: true}
	pdfSubtitle   = pdfStyle{size: 14.5, leading: 20, after: 12, colour: pdfInk}
	pdfCoverDraft = pdfStyle{size: 17, leading: 22, before: 8, after: 12, colour: pdfRed, bold: true}
	pdfFact       = pdfStyle{size: 10.5, leading: 15.5, after: 3, colour: pdfInk}
	pdfContents   = pdfStyle{size: 13.5, leading: 18, before: 34, after: 7, colour: pdfOwn, bold: true}
	pdfEntry      = pdfStyle{size: 10.5, leading: 15.5, after: 4, colour: pdfInk}
)

const (
	coverLogoWide = 150.0 // at most
	coverLogoHigh = 70.0
	factName      = 150.0 // width of what a fact is called
	entryPage     = 34.0  // width of the page number in the contents
)

// cover is the first page: who, what, the result in a sentence and what it rests on.
func (t *typesetter) cover() {
	c := t.d.Cover
	if logo := t.d.Style.Logo; logo != nil {
		t.add(0, 0, t.picture(*logo, t.d.Labels.Logo+": "+c.Organisation, coverLogoWide, coverLogoHigh))
	} else {
		t.add(0, 0, strip{height: 1, draw: func(*pdf.Page, float64) {}}) // so that what follows keeps its distance
	}
	t.plain("P", Plain(c.Organisation), pdfCoverName, parted)
	t.plain(pdf.Title, Plain(t.d.Title), pdfTitle, parted)
	t.plain("P", Plain(c.Lead), pdfSubtitle, firm)
	t.add(2, 22, strip{height: 2.5, draw: func(p *pdf.Page, top float64) {
		p.Artifact("Layout")
		p.Rect(pdfLeft, top, pdfText, 2.5, t.d.Style.Colour)
	}})
	if c.Draft != "" {
		t.plain("P", Plain(strings.ToUpper(c.Draft)), pdfCoverDraft, parted)
	}
	for _, f := range c.Facts {
		t.fact(f)
	}
}

// fact is a name and a value in two columns.
func (t *typesetter) fact(f Pair) {
	element := t.lazily(t.file.Root, "P", nil)
	bold := pdfFact
	bold.bold = true
	names := t.stripsOf(t.lines(Plain(oneLine(f.Name)+": "), bold, factName-10), bold, pdfLeft, element)
	values := t.stripsOf(t.lines(Plain(f.Value), pdfFact, pdfText-factName), pdfFact, pdfLeft+factName, element)
	var rows []strip
	for i := range max(len(names), len(values)) {
		rows = append(rows, strip{height: pdfFact.leading, draw: func(p *pdf.Page, top float64) {
			if i < len(names) {
				names[i].draw(p, top)
			}
			if i < len(values) {
				values[i].draw(p, top)
			}
		}})
	}
	t.add(0, pdfFact.after, unlonely(rows)...)
}

// contents lists the headings of the first level with their pages, as links.
func (t *typesetter) contents() {
	list := t.lazily(t.file.Root, "TOC", nil)
	caption := t.stripsOf(t.lines(Plain(t.d.Labels.Contents), pdfContents, pdfText), pdfContents, pdfLeft, t.lazily(list, "Caption", nil))
	t.add(pdfContents.before, pdfContents.after, together(caption, firm, firm)...)
	for _, s := range t.d.Sections {
		if s.Level == 1 {
			t.entry(s, t.lazily(t.lazily(t.lazily(list, "TOCI", nil), "Reference", nil), "Link", nil))
		}
	}
}

// entry is a line of the contents.
func (t *typesetter) entry(s Section, link func() *pdf.Element) {
	title := short(oneLine(s.Title), titleMost)
	lines := t.lines(Plain(title+" "), pdfEntry, pdfText-entryPage)
	strips := t.stripsOf(lines, pdfEntry, pdfLeft, link)
	for i, l := range lines {
		draw := strips[i].draw
		strips[i].draw = func(p *pdf.Page, top float64) {
			draw(p, top)
			to := t.sections[s.ID]
			p.LinkTo(link(), pdfLeft, top, pdfText, pdfEntry.leading, t.pages[to.page], to.top, title)
			if i == len(lines)-1 {
				t.leader(p, link(), l, top, to.page+1)
			}
		}
	}
	t.add(0, pdfEntry.after, together(strips, firm, parted)...)
}

// leader leads from an entry to its page.
func (t *typesetter) leader(p *pdf.Page, link *pdf.Element, l pdfLine, top float64, page int) {
	number := t.lines(Plain(strconv.Itoa(page)), pdfEntry, entryPage)[0]
	right := pdfLeft + pdfText - number.width
	if from, to := pdfLeft+l.width+8, right-6; from < to {
		p.Artifact("Layout")
		p.Frame(0, 0, 1)
		y := top + pdfEntry.leading/2 + 0.33*pdfEntry.size
		p.Path(func(step func(byte, float64, float64)) { step('M', to, y); step('L', from, y) }, pdf.Pen{Width: 0.8, Dash: []float64{0, 4}, Round: true}, "#9aa3af", 1)
		p.Unframe()
	}
	t.write(p, link, number, pdfEntry, right, top)
}

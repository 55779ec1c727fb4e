package report

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/pdf"
	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// typesetter makes the pages of a document.
type typesetter struct {
	d       *Document
	file    *pdf.File
	letters typeface.Letters
	faces   [2]typeface.Face

	strips   []strip
	after    float64 // space that the last block wants below it
	tables   int
	figures  int
	boxes    bool // a letter is missing in the fonts
	run      []typeface.Glyph
	err      error
	pages    []*pdf.Page
	sections map[string]spot
}

// writePDF writes a tagged PDF with everything in it: fonts, charts as lines and
// letters, bookmarks, links, alternative texts and header cells.
func writePDF(d *Document) ([]byte, error) {
	faces, err := typeface.Faces()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	t := &typesetter{d: d, faces: faces}
	t.file = pdf.New(pdf.Info{Title: oneLine(d.Title + " – " + d.Cover.Organisation), Author: oneLine(d.Author), Language: d.Language, Date: d.Date})
	for _, s := range d.Sections {
		t.section(s)
	}
	body, boxes := t.strips, t.boxes
	t.strips, t.after = nil, 0
	t.cover()
	t.contents()
	if boxes = boxes || t.boxes; boxes && d.Labels.Boxes != "" {
		t.plain("P", Plain(d.Labels.Boxes), pdfCaption, parted)
	}
	if len(body) > 0 {
		body[0].gap = max(body[0].gap, t.after)
	}
	t.strips = append(t.strips, body...)
	t.draw()
	if t.err != nil {
		return nil, fmt.Errorf("pdf: %w", t.err)
	}
	data, err := t.file.Bytes()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return data, nil
}

// fail remembers what went wrong; the file is not made.
func (t *typesetter) fail(err error) { t.err = errors.Join(t.err, err) }

// draw puts all strips on pages.
func (t *typesetter) draw() {
	spots, sections := place(t.strips)
	t.sections = sections
	for range spots[len(spots)-1].page + 1 {
		t.pages = append(t.pages, t.file.AddPage(pdfWide, pdfHigh))
	}
	for _, s := range spots {
		s.draw(t.pages[s.page], s.top)
	}
	foot := oneLine(short(oneLine(t.d.Cover.Organisation), 60) + " · " + short(oneLine(t.d.Title), titleMost))
	head := strings.ToUpper(oneLine(short(t.d.Cover.Draft, 60)))
	for i, p := range t.pages[1:] {
		t.margins(p, i+2, foot, head)
	}
}

var (
	pdfFoot  = pdfStyle{size: 8.5, leading: 12, colour: pdfSoft}
	pdfDraft = pdfStyle{size: 9, leading: 12, colour: pdfRed, bold: true}
)

// margins draws what stands on every page but the first.
func (t *typesetter) margins(p *pdf.Page, n int, foot, head string) {
	p.Artifact("Pagination")
	y := pdfHigh - 44
	p.Rect(pdfLeft, y, pdfText, ruleThin, "#9aa3af")
	number := t.lines(Plain(t.d.Labels.Page+" "+strconv.Itoa(n)), pdfFoot, pdfText/2)
	room := pdfText - 12
	if len(number) > 0 {
		t.write(p, nil, number[0], pdfFoot, pdfLeft+pdfText-number[0].width, y+6)
		room -= number[0].width
	}
	if name := t.lines(Plain(foot), pdfFoot, room); len(name) > 0 {
		t.write(p, nil, name[0], pdfFoot, pdfLeft, y+6)
	}
	if draft := t.lines(Plain(head), pdfDraft, pdfText); len(draft) > 0 {
		t.write(p, nil, draft[0], pdfDraft, pdfLeft+pdfText-draft[0].width, 34)
	}
}

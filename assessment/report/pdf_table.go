package report

import (
	"math"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/pdf"
)

var (
	pdfCell     = pdfStyle{size: 9, leading: 12.5, colour: pdfInk}
	pdfCellHead = pdfStyle{size: 9, leading: 12.5, colour: pdfInk, bold: true}
	pdfUnder    = pdfStyle{size: 8.5, leading: 12, before: 4, after: 10, colour: pdfSoft}
)

const (
	cellSide  = 5.0 // space beside the text of a cell
	cellAbove = 2.7 // and above and below it
	ruleThin  = 0.5
	ruleThick = 1.2
	paleHead  = "#e8ecf1"
	paleRule  = "#c3cad3"
)

// grid is a table in the making.
type grid struct {
	t       *typesetter
	table   Table
	left    []float64 // of each column, and the right edge of the last
	element func() *pdf.Element
}

// table adds a table with its caption above it and its notes below.
func (t *typesetter) table(table Table) {
	t.tables++
	g := grid{t: t, table: table, element: t.lazily(t.file.Root, "Table", nil)}
	g.left = t.columns(table)
	caption := t.stripsOf(t.lines(labelled(t.d.Labels.Table, t.tables, table.Caption), pdfCaption, pdfText), pdfCaption, pdfLeft, t.lazily(g.element, "Caption", nil))
	t.add(pdfCaption.before, pdfCaption.after, together(caption, firm, firm)...)
	after := pdfUnder.after + 2
	if len(table.Notes) > 0 {
		after = pdfUnder.before
	}
	t.add(0, after, g.rows()...)
	if len(table.Notes) > 0 {
		t.strips[len(t.strips)-1].keep = firm
		t.plain("P", joinedNotes(table.Notes), pdfUnder, parted)
	}
}

// rows are all rows with their head, which comes back on every page.
func (g *grid) rows() []strip {
	head := g.row(g.table.Head, true, g.t.lazily(g.t.lazily(g.element, "THead", nil), "TR", nil))
	out := together(head, firm, firm)
	var again *strip
	if len(head) == 1 && head[0].height < pdfArea/4 {
		lines, height := g.cells(g.table.Head, pdfCellHead), head[0].height
		again = &strip{height: height, draw: func(p *pdf.Page, top float64) {
			p.Artifact("Pagination")
			g.ground(p, top, height, true)
			g.write(p, nil, lines, pdfCellHead, top+cellAbove, height-2*cellAbove)
		}}
	}
	body := g.t.lazily(g.element, "TBody", nil)
	for i, cells := range g.table.Rows {
		row := g.row(cells, false, g.t.lazily(body, "TR", nil))
		last := i == len(g.table.Rows)-1
		for k := range row {
			row[k].again = again
		}
		keep := parted
		switch {
		case last:
		case i == 0 || i == len(g.table.Rows)-2:
			keep = firm // no row is alone on a page
		case len(g.table.Rows) <= rowsTogether:
			keep = loose
		}
		row[len(row)-1].keep = keep
		if last {
			row[len(row)-1] = g.closed(row[len(row)-1])
		}
		out = append(out, row...)
	}
	return out
}

// closed draws the thick line below the last row.
func (g *grid) closed(s strip) strip {
	draw := s.draw
	s.draw = func(p *pdf.Page, top float64) {
		draw(p, top)
		p.Artifact("Layout")
		p.Rect(pdfLeft, top+s.height-ruleThick/2, pdfText, ruleThick, g.t.d.Style.Colour)
	}
	return s
}

func (g *grid) cells(texts []string, s pdfStyle) [][]pdfLine {
	out := make([][]pdfLine, len(texts))
	for i, text := range texts {
		out[i] = g.t.lines(Plain(strings.TrimSpace(text)), s, g.left[i+1]-g.left[i]-2*cellSide)
	}
	return out
}

// row is a row as one strip, or, if it is higher than half a page, a strip a line.
func (g *grid) row(texts []string, head bool, element func() *pdf.Element) []strip {
	style := pdfCell
	if head {
		style = pdfCellHead
	}
	lines := g.cells(texts, style)
	count := 1
	for _, cell := range lines {
		count = max(count, len(cell))
	}
	elements := make([]*pdf.Element, len(texts))
	begin := func() {
		if elements[0] == nil {
			g.elements(elements, element(), head)
		}
	}
	step := count
	if float64(count)*style.leading > pdfArea/2 {
		step = 1
	}
	var out []strip
	for from := 0; from < count; from += step {
		to := from + step
		above, below := 0.0, 0.0
		if from == 0 {
			above = cellAbove
		}
		if to == count {
			below = cellAbove
		}
		height := float64(step)*style.leading + above + below
		part := make([][]pdfLine, len(lines))
		for i, cell := range lines {
			part[i] = cell[min(from, len(cell)):min(to, len(cell))]
		}
		out = append(out, strip{height: height, draw: func(p *pdf.Page, top float64) {
			begin()
			p.Artifact("Layout")
			if head {
				g.ground(p, top, height, from == 0)
			} else if to == count {
				p.Rect(pdfLeft, top+height-ruleThin/2, pdfText, ruleThin, paleRule)
			}
			g.write(p, elements, part, style, top+above, height-above-below)
		}})
	}
	return out
}

// ground is what lies behind a head, with a line above it where it begins.
func (g *grid) ground(p *pdf.Page, top, height float64, begins bool) {
	p.Rect(pdfLeft, top, pdfText, height, paleHead)
	if begins {
		p.Rect(pdfLeft, top-ruleThick/2, pdfText, ruleThick, g.t.d.Style.Colour)
	}
}

// elements makes the cells of a row.
func (g *grid) elements(out []*pdf.Element, row *pdf.Element, head bool) {
	for i := range out {
		switch {
		case head:
			out[i] = g.t.file.Add(row, "TH")
			out[i].Scope("Column")
		case i == 0:
			out[i] = g.t.file.Add(row, "TH")
			out[i].Scope("Row")
		default:
			out[i] = g.t.file.Add(row, "TD")
		}
	}
}

// write draws the cells of a row: numbers at the right, the words of a head at
// the bottom. Without elements they belong to what is open on the page.
func (g *grid) write(p *pdf.Page, elements []*pdf.Element, cells [][]pdfLine, s pdfStyle, top, height float64) {
	for i, lines := range cells {
		y := top
		if s.bold {
			y += height - float64(len(lines))*s.leading
		}
		var e *pdf.Element
		if elements != nil {
			e = elements[i]
		}
		for _, l := range lines {
			x := g.left[i] + cellSide
			if g.table.numeric(i) {
				x = g.left[i+1] - cellSide - l.width
			}
			g.t.write(p, e, l, s, x, y)
			y += s.leading
		}
	}
}

// columns are the left edges of the columns, and the right edge of the last. The
// table shares the width as it asks for; a column that is too narrow for its
// longest word takes from those that have room.
func (t *typesetter) columns(table Table) []float64 {
	shares := table.shares()
	sum := 0
	for _, s := range shares {
		sum += max(s, 1)
	}
	widths, room := make([]float64, len(shares)), make([]float64, len(shares))
	missing, spare := 0.0, 0.0
	for i, s := range shares {
		widths[i] = pdfText * float64(max(s, 1)) / float64(sum)
		need := min(t.widest(table, i), max(widths[i], pdfText/4))
		room[i] = widths[i] - need
		missing, spare = missing+max(0, -room[i]), spare+max(0, room[i])
	}
	give := 0.0
	if spare > 0 {
		give = min(1, missing/spare)
	}
	take := 0.0
	if missing > 0 {
		take = min(1, spare/missing)
	}
	edges := []float64{pdfLeft}
	for i, w := range widths {
		w -= max(0, room[i])*give - max(0, -room[i])*take
		edges = append(edges, edges[i]+w)
	}
	edges[len(edges)-1] = pdfLeft + pdfText
	return edges
}

// widest is how wide a column is with its longest word.
func (t *typesetter) widest(table Table, column int) float64 {
	most := 0.0
	look := func(text string, s pdfStyle) {
		for _, a := range t.atoms(Plain(text), s) {
			most = math.Max(most, a.width)
		}
	}
	look(table.Head[column], pdfCellHead)
	for _, row := range table.Rows {
		look(row[column], pdfCell)
	}
	return most + 2*cellSide + 0.1
}

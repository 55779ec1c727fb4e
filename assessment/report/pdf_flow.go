package report

import (
	"github.com/opmaat/opmaat/assessment/report/pdf"
)

// The page is A4 with margins of 2 cm at the sides; lengths are in points.
const (
	pdfWide   = 595.28
	pdfHigh   = 841.89
	pdfLeft   = 56.7
	pdfTop    = 58.0
	pdfBottom = pdfHigh - 64
	pdfText   = pdfWide - 2*pdfLeft
	pdfArea   = pdfBottom - pdfTop
)

// bond is how much a strip wants to stay on one page with the next.
type bond int

// The bonds. Loose ones give way where they would leave too much of a page empty.
const (
	parted bond = iota
	loose
	firm
)

// strip is a horizontal piece of the document that does not break: a line of
// text, a row, a figure.
type strip struct {
	gap, height float64 // the gap above it falls away at the top of a page
	keep        bond
	newPage     bool
	section     string // whose heading it begins
	again       *strip // stands above it when it begins a page: the head of its table
	draw        func(p *pdf.Page, top float64)
}

// spot is where a strip goes.
type spot struct {
	page int
	top  float64
	draw func(p *pdf.Page, top float64)
}

// place puts strips on pages, and says where each section begins.
func place(strips []strip) (spots []spot, sections map[string]spot) {
	sections = map[string]spot{}
	groups := [2][]float64{heights(strips, loose), heights(strips, firm)}
	page, y, empty, broken := 0, pdfTop, true, 0
	for i, s := range strips {
		gap := s.gap
		need := s.height
		if room := pdfBottom - y - gap; i >= broken && groups[0][i] > room+0.01 && room > emptyMost || groups[0][i] > pdfArea {
			broken = ends(strips, i) // to keep it whole costs too much
		}
		switch {
		case i >= broken:
			need = groups[0][i]
		case groups[1][i] <= pdfArea:
			need = groups[1][i]
		}
		if !empty && (s.newPage || y+gap+need > pdfBottom+0.01) {
			page, y, empty = page+1, pdfTop, true
		}
		if empty {
			gap = 0
			if s.again != nil {
				spots = append(spots, spot{page, y, s.again.draw})
				y += s.again.height
			}
		}
		at := spot{page, y + gap, s.draw}
		if s.section != "" {
			sections[s.section] = at
		}
		spots = append(spots, at)
		y, empty = y+gap+s.height, false
	}
	return spots, sections
}

// emptyMost is how much of a page may stay empty so that a table stays whole.
const emptyMost = pdfArea / 4

// ends is behind the last strip that is bound to one, however loosely.
func ends(strips []strip, i int) int {
	for i < len(strips) && strips[i].keep != parted {
		i++
	}
	return i + 1
}

// heights are, for each strip, how high it is with all that it is bound to below.
func heights(strips []strip, least bond) []float64 {
	out := make([]float64, len(strips))
	for i := len(strips) - 1; i >= 0; i-- {
		out[i] = strips[i].height
		if i+1 < len(strips) && strips[i].keep >= least {
			out[i] += strips[i+1].gap + out[i+1]
		}
	}
	return out
}

// add adds the strips of a block, which wants some space above and below it.
func (t *typesetter) add(before, after float64, strips ...strip) {
	if len(strips) == 0 {
		return
	}
	strips[0].gap = max(before, t.after)
	t.after = after
	t.strips = append(t.strips, strips...)
}

// together binds the strips of a block to each other, and the last one to what
// follows the block.
func together(strips []strip, inside, next bond) []strip {
	for i := range strips {
		strips[i].keep = max(strips[i].keep, inside)
	}
	if n := len(strips); n > 0 {
		strips[n-1].keep = next
	}
	return strips
}

// unlonely keeps the first two and the last two lines of a paragraph together.
func unlonely(strips []strip) []strip {
	if n := len(strips); n > 1 {
		strips[0].keep, strips[n-2].keep = firm, firm
	}
	return strips
}

package report

import (
	"slices"
	"strings"
)

// slide is one page of a presentation: its message, what carries it on one or
// two sides, and what the speaker has beside it.
type slide struct {
	title string
	sides []side
	notes []string
}

// side is what stands on a slide or on half of it: lines, a table or a picture.
type side struct {
	heading string // of lines beside other lines
	lines   []line
	table   *Table
	picture *Drawing
}

// line is one paragraph or item. kind is Lead, Paragraph, Notice, Bullets or Numbered.
type line struct {
	kind BlockKind
	text Text
}

// deck are the slides after the cover, in the order of the document: of each
// section with a message one for its text, and one for each of its figures.
func deck(d *Document) []slide {
	var out []slide
	told := map[string]int{} // which slide has a message
	for _, s := range d.Sections {
		if s.Slide == "" {
			continue
		}
		one := sectionSlide(s)
		figures := figureSlides(s)
		if len(figures) > 0 && (len(one.sides) == 0 || one.sides[0].loose()) {
			figures[0].notes, one.sides = append(figures[0].notes, one.notes...), nil
		}
		if i, ok := told[s.Slide]; ok && len(one.sides) > 0 && out[i].takes(one) {
			out[i].sides, out[i].notes = append(out[i].sides, one.sides...), append(out[i].notes, one.notes...)
		} else if len(one.sides) > 0 {
			told[s.Slide] = len(out)
			out = append(out, one)
		}
		out = append(out, figures...)
	}
	return out
}

// loose says that nothing stands here but text, which leads to something else.
func (s side) loose() bool {
	return s.table == nil && s.picture == nil && !slices.ContainsFunc(s.lines, line.listed)
}

// figureSlides are the slides of the figures of a section.
func figureSlides(s Section) []slide {
	var out []slide
	for _, b := range s.Blocks {
		if b.Kind == Chart {
			out = append(out, figureSlide(b.Figure))
		}
	}
	return out
}

// takes says whether there is room for another slide on the other half.
func (s slide) takes(other slide) bool {
	return len(s.sides) == 1 && len(other.sides) == 1 && (s.sides[0].table == nil || other.sides[0].table == nil)
}

// sectionSlide is the slide of a section, without sides if there is nothing to
// show: its lists with the text around them, or else its first table, or else its
// text. What follows a figure belongs to that. All of it is in the notes.
func sectionSlide(s Section) slide {
	out := slide{title: s.Slide, notes: []string{s.Title}}
	one, lists, after := side{heading: s.Title}, false, false
	for _, b := range s.Blocks {
		out.notes = append(out.notes, b.spoken()...)
		if after = after || b.Kind == Chart; after {
			continue
		}
		switch b.Kind {
		case Bullets, Numbered:
			lists = true
			for _, item := range b.Items {
				one.lines = append(one.lines, line{b.Kind, item})
			}
		case Paragraph, Lead, Notice:
			one.lines = append(one.lines, line{b.Kind, b.Text})
		case Grid:
			if one.table == nil {
				one.table = b.Table
			}
		}
	}
	if one.table != nil && !lists {
		one.lines = nil
	} else {
		one.table = nil
	}
	if one.lines = untitled(one.lines, s.Slide); one.table != nil || len(one.lines) > 0 {
		out.sides = []side{one}
	}
	return out
}

// untitled are lines that do not begin with what the title says already.
func untitled(lines []line, title string) []line {
	if len(lines) == 0 || len(lines[0].text) == 0 {
		return lines
	}
	first := lines[0].text
	rest, same := strings.CutPrefix(strings.TrimSpace(first[0].Text), title)
	if !same {
		return lines
	}
	first = append(Text{{Text: strings.TrimSpace(rest), Bold: first[0].Bold}}, first[1:]...)
	if strings.TrimSpace(first.String()) == "" {
		return lines[1:]
	}
	return append([]line{{lines[0].kind, first}}, lines[1:]...)
}

// figureSlide shows a figure with the numbers that matter beside it, or only its
// table where there is no picture.
func figureSlide(f *Drawing) slide {
	out := slide{title: f.Figure.Sentence, notes: append([]string{f.Figure.Title}, f.Table.spoken()...)}
	if f.Picture == nil {
		out.sides = []side{{table: &f.Table}}
		return out
	}
	out.sides = []side{{picture: f}}
	if t := f.brief(); t != nil {
		out.sides = append(out.sides, side{table: t})
	}
	return out
}

// briefSeries is how many series can stand beside the picture of a figure.
const briefSeries = 2

// brief is the table of a figure without bounds and with short names, or nil if
// it is not the table that Figure.Table makes or has too many columns.
func (d *Drawing) brief() *Table {
	f, t := &d.Figure, &d.Table
	if len(f.Series) > briefSeries || len(t.Head) != len(f.tableHead()) || len(t.Rows) < len(f.Categories) || f.Kind == Heatmap {
		return nil
	}
	columns, at := []int{0}, 1
	for _, s := range f.Series {
		columns = append(columns, at)
		if at++; s.Bounded() {
			at += 2
		}
	}
	out := t.only(columns)
	for i, c := range f.Categories {
		out.Rows[i][0] = c.Brief()
	}
	return out
}

// only is a table with some of its columns.
func (t *Table) only(columns []int) *Table {
	out := &Table{Caption: t.Caption}
	pick := func(row []string) []string {
		var cells []string
		for _, c := range columns {
			cells = append(cells, row[c])
		}
		return cells
	}
	out.Head = pick(t.Head)
	for i, row := range t.Rows {
		out.Rows = append(out.Rows, pick(row))
		if len(t.Numbers) > 0 {
			var values []Value
			for _, c := range columns {
				values = append(values, t.Numbers[i][c])
			}
			out.Numbers = append(out.Numbers, values)
		}
	}
	return out
}

// spoken is a block as lines of text.
func (b Block) spoken() []string {
	switch b.Kind {
	case Bullets, Numbered:
		var out []string
		for _, item := range b.Items {
			out = append(out, "• "+item.String())
		}
		return out
	case Grid:
		return b.Table.spoken()
	case Chart:
		return nil // it has a slide of its own
	}
	return []string{b.Text.String()}
}

// spoken is a table as lines of text: each row with the heads of its columns.
func (t *Table) spoken() []string {
	out := []string{t.Caption}
	for _, row := range t.Rows {
		var cells []string
		for i, cell := range row[1:] {
			if cell != "" {
				cells = append(cells, t.Head[i+1]+" "+cell)
			}
		}
		out = append(out, "• "+row[0]+": "+strings.Join(cells, "; "))
	}
	return append(out, t.Notes...)
}

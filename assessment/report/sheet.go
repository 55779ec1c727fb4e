package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of a workbook.
const (
	sheetNameMost = 31
	cellMost      = 32767 // characters, counted in UTF-16
	cut           = "…"
)

// readMeWidth is how many characters the wide column of the first sheet has.
const readMeWidth = 90

// cellStyle is how a cell looks; formats have their styles in this order.
type cellStyle int

const (
	cellText cellStyle = iota
	cellHead
	cellTitle
	cellName
	cellWhole
	cellTenths
	cellHundredths
	cellDate
)

// decimals are those that a style of numbers shows.
var decimals = map[cellStyle]int{cellWhole: 0, cellTenths: 1, cellHundredths: 2}

// cell is text, ready to be escaped and never read as a formula; or a number; or
// a date, of which text is the form YYYY-MM-DD.
type cell struct {
	style  cellStyle
	text   string
	number float64
}

// sheetRow is a row that is as high as a number of lines. A row without cells is
// room between others.
type sheetRow struct {
	cells []cell
	lines int
}

// sheet is one sheet of a workbook. Widths are those of the columns, in characters.
// A table has a head that stays in sight and rows that can be filtered.
type sheet struct {
	name    string
	caption string
	widths  []int
	rows    []sheetRow
	table   bool
}

// sheets are those of a workbook: "Read me", then one tidy sheet for each table
// that has a name for its sheet.
func (d *Document) sheets() []sheet {
	names := []string{sheetName(d.Labels.ReadMe, nil)}
	out := []sheet{{}}
	for _, t := range d.Tables() {
		if t.Sheet != "" {
			names = append(names, sheetName(t.Sheet, names))
			out = append(out, t.sheet(names[len(names)-1]))
		}
	}
	out[0] = d.readMe(names[0], out[1:])
	return out
}

// quoted is the name of the sheet in an address.
func (s sheet) quoted() string { return `'` + strings.ReplaceAll(s.name, `'`, `''`) + `'` }

// sheetName makes a name that a workbook accepts and that is not taken.
func sheetName(name string, taken []string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, strings.Join(strings.Fields(readable(name)), " "))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), "' ")
	if name == "" || strings.EqualFold(name, "history") {
		name += "_"
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = " " + strconv.Itoa(n)
		}
		try := units(name, sheetNameMost-len(suffix)) + suffix
		if !slices.ContainsFunc(taken, func(t string) bool { return strings.EqualFold(t, try) }) {
			return try
		}
	}
}

// units cuts a text to a number of UTF-16 units, marking the cut.
func units(s string, most int) string {
	n := 0
	for _, r := range s {
		n += utf16Length(r)
	}
	if n <= most {
		return s
	}
	n = 0
	for i, r := range s {
		if n += utf16Length(r); n > most-1 {
			return strings.TrimRight(s[:i], " ") + cut
		}
	}
	return s
}

func utf16Length(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// column is the letter of a column: A, B... Z, AA.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + column(i%26)
}

// textCell is text in a style.
func textCell(style cellStyle, s string) cell {
	return cell{style: style, text: units(Guarded(readable(s)), cellMost)}
}

// sheet is the table on a sheet of its own.
func (t Table) sheet(name string) sheet {
	s := sheet{name: name, caption: t.Caption, table: true}
	for i := range t.Head {
		s.widths = append(s.widths, t.columnWidth(i))
	}
	var head []cell
	for _, text := range t.Head {
		head = append(head, textCell(cellHead, text))
	}
	s.rows = append(s.rows, sheetRow{head, t.lines(t.Head)})
	for r, row := range t.Rows {
		var cells []cell
		for i, text := range row {
			cells = append(cells, t.cell(r, i, text))
		}
		s.rows = append(s.rows, sheetRow{cells, t.lines(row)})
	}
	return s
}

// cell is a number where there is one, a date where the text is one, or text.
func (t Table) cell(r, i int, text string) cell {
	switch {
	case len(t.Numbers) > 0 && t.Numbers[r][i].Known:
		number := t.Numbers[r][i].Number
		return cell{style: t.numberStyle(i, number), number: number}
	case dated(text):
		return cell{style: cellDate, text: text}
	case i == 0:
		return textCell(cellName, text)
	}
	return textCell(cellText, text)
}

// numberStyle shows a number with as many decimals as its column needs, and a
// whole number as one: a level is 3 and not 3.0.
func (t Table) numberStyle(i int, number float64) cellStyle {
	style, largest := cellWhole, 0.0
	for _, row := range t.Numbers {
		largest = max(largest, row[i].Number)
		if row[i].Known && row[i].Number != math.Round(row[i].Number) {
			style = cellTenths
		}
	}
	if style == cellTenths && largest < 10 {
		style = cellHundredths
	}
	if scale := math.Pow10(decimals[style]); math.Mod(math.Round(number*scale), scale) == 0 {
		return cellWhole
	}
	return style
}

// firstDay is where the count of days of a spreadsheet is not disputed.
const firstDay = "1900-03-01"

// dated says whether a text is a day and nothing else.
func dated(text string) bool {
	if !dateForm.MatchString(text) || text < firstDay {
		return false
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// columnWidth is room for the longest cell, within reason, in characters.
func (t Table) columnWidth(i int) int {
	longest := utf8.RuneCountInString(t.Head[i]) + 4
	for _, row := range t.Rows {
		longest = max(longest, utf8.RuneCountInString(row[i])+3)
	}
	return min(60, max(10, longest))
}

// lines says how many lines a row has, because not every reader works it out.
func (t Table) lines(row []string) int {
	lines := 1
	for i, text := range row {
		lines = max(lines, cellLines(text, t.columnWidth(i)))
	}
	return lines
}

// cellLines is how many lines a text takes in a column of some width.
func cellLines(text string, width int) int {
	n := 0
	for _, line := range strings.Split(readable(text), "\n") {
		n += 1 + max(0, utf8.RuneCountInString(line)-1)/max(1, width-3)
	}
	return n
}

// points is how high the row is, at most what a workbook allows.
func (r sheetRow) points() int { return min(409, 15*r.lines+1) }

// readMe says what the workbook is, what is on which sheet and how to read it.
func (d *Document) readMe(name string, tables []sheet) sheet {
	s := sheet{name: name, caption: d.Title, widths: []int{30, readMeWidth}}
	row := func(first cellStyle, texts ...string) {
		r := sheetRow{lines: 1}
		if first == cellTitle {
			r.lines = 2
		}
		for i, text := range texts {
			style := first
			if i > 0 {
				r.lines = max(r.lines, cellLines(text, readMeWidth))
				if first != cellHead {
					style = cellText
				}
			}
			r.cells = append(r.cells, textCell(style, text))
		}
		s.rows = append(s.rows, r)
	}
	gap := func() { s.rows = append(s.rows, sheetRow{lines: 1}) }
	row(cellTitle, d.Title)
	row(cellName, d.Cover.Organisation, d.Cover.Lead)
	if d.Cover.Draft != "" {
		row(cellName, d.Cover.Draft)
	}
	for _, f := range d.Cover.Facts {
		row(cellName, f.Name, f.Value)
	}
	gap()
	row(cellHead, d.Labels.Sheet, d.Labels.Contents)
	n := 0
	for _, t := range d.Tables() {
		if t.Sheet != "" {
			row(cellName, tables[n].name, strings.Join(append([]string{t.Caption}, t.Notes...), "\n"))
			n++
		}
	}
	gap()
	for _, text := range d.Reading {
		row(cellText, "", text)
	}
	return s
}

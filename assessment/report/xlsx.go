package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of a workbook.
const (
	sheetNameMost = 31
	cellMost      = 32767 // characters, counted in UTF-16
	cut           = "…"
)

// The cell styles of xlsxStyles.
const (
	cellText = iota
	cellHead
	cellTitle
	cellName
	cellWhole
	cellTenths
	cellHundredths
)

// sheet is one sheet of a workbook with its markup.
type sheet struct {
	name string
	xml  string
}

// writeXLSX writes a workbook: "Read me", then one tidy sheet for each table
// that has a name for its sheet. Numbers are numbers, text is never a formula.
func writeXLSX(d *Document) ([]byte, error) {
	var tables []Table
	names := []string{sheetName(d.Labels.ReadMe, nil)}
	for _, t := range d.Tables() {
		if t.Sheet != "" {
			tables, names = append(tables, t), append(names, sheetName(t.Sheet, names))
		}
	}
	sheets := []sheet{{names[0], readMe(d, tables, names[1:])}}
	for i, t := range tables {
		sheets = append(sheets, sheet{names[i+1], tableSheet(t)})
	}
	parts := []part{
		{name: "[Content_Types].xml", data: []byte(xlsxTypes(len(sheets)))},
		{name: "_rels/.rels", data: []byte(strings.ReplaceAll(docxRoot, "word/document.xml", "xl/workbook.xml"))},
		{name: "docProps/core.xml", data: []byte(coreProperties(d))},
		{name: "docProps/app.xml", data: []byte(docxApp)},
		{name: "xl/workbook.xml", data: []byte(workbook(sheets))},
		{name: "xl/_rels/workbook.xml.rels", data: []byte(xlsxRelations(len(sheets)))},
		{name: "xl/styles.xml", data: []byte(xlsxStyles(d))},
	}
	for i, s := range sheets {
		parts = append(parts, part{name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), data: []byte(s.xml)})
	}
	return pack(d.Date, parts)
}

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

// textCell is text in a style; it is never read as a formula.
func textCell(at string, style int, s string) string {
	return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, escaped(units(Guarded(readable(s)), cellMost)))
}

// tableSheet is a table with a head that stays in sight and can be filtered.
func tableSheet(t Table) string {
	var b strings.Builder
	b.WriteString(docxHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + xlsxFit + `<sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i := range t.Head {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, t.columnWidth(i))
	}
	fmt.Fprintf(&b, `</cols><sheetData><row r="1"%s>`, t.height(t.Head))
	for i, head := range t.Head {
		b.WriteString(textCell(column(i)+"1", cellHead, head))
	}
	b.WriteString(`</row>`)
	for r, row := range t.Rows {
		fmt.Fprintf(&b, `<row r="%d"%s>`, r+2, t.height(row))
		for i, cell := range row {
			b.WriteString(t.cellXML(r, i, cell))
		}
		b.WriteString(`</row>`)
	}
	last := fmt.Sprintf("A1:%s%d", column(len(t.Head)-1), len(t.Rows)+1)
	return b.String() + `</sheetData><autoFilter ref="` + last + `"/>` + xlsxPaper + `</worksheet>`
}

func (t Table) cellXML(r, i int, cell string) string {
	at := column(i) + strconv.Itoa(r+2)
	if len(t.Numbers) > 0 && t.Numbers[r][i].Known {
		number := strconv.FormatFloat(t.Numbers[r][i].Number, 'g', -1, 64)
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at, t.numberStyle(i), number)
	}
	style := cellText
	if i == 0 {
		style = cellName
	}
	return textCell(at, style, cell)
}

// numberStyle is how many decimals a column needs.
func (t Table) numberStyle(i int) int {
	style, largest := cellWhole, 0.0
	for _, row := range t.Numbers {
		largest = max(largest, row[i].Number)
		if row[i].Known && row[i].Number != math.Round(row[i].Number) {
			style = cellTenths
		}
	}
	if style == cellTenths && largest < 10 {
		return cellHundredths
	}
	return style
}

// columnWidth is room for the longest cell, within reason, in characters.
func (t Table) columnWidth(i int) int {
	longest := utf8.RuneCountInString(t.Head[i]) + 4
	for _, row := range t.Rows {
		longest = max(longest, utf8.RuneCountInString(row[i])+2)
	}
	return min(60, max(10, longest))
}

// height says how high a row is, because not every reader works it out.
func (t Table) height(row []string) string {
	lines := 1
	for i, cell := range row {
		lines = max(lines, cellLines(cell, t.columnWidth(i)))
	}
	return rowHeight(lines)
}

// cellLines is how many lines a text takes in a column of some width.
func cellLines(cell string, width int) int {
	n := 0
	for _, line := range strings.Split(readable(cell), "\n") {
		n += 1 + max(0, utf8.RuneCountInString(line)-1)/max(1, width-3)
	}
	return n
}

// rowHeight is the height for a number of lines, at most what a workbook allows.
func rowHeight(lines int) string {
	return fmt.Sprintf(` ht="%d" customHeight="1"`, min(409, 15*lines+1))
}

// readMe says what the workbook is, what is on which sheet and how to read it.
func readMe(d *Document, tables []Table, names []string) string {
	var b strings.Builder
	n := 0
	row := func(style int, cells ...string) {
		n++
		lines := 1
		if style == cellTitle {
			lines = 2
		}
		for _, cell := range cells[1:] {
			lines = max(lines, cellLines(cell, readMeWidth))
		}
		fmt.Fprintf(&b, `<row r="%d"%s>`, n, rowHeight(lines))
		for i, cell := range cells {
			if i > 0 {
				style = cellText
			}
			b.WriteString(textCell(column(i)+strconv.Itoa(n), style, cell))
		}
		b.WriteString(`</row>`)
	}
	row(cellTitle, d.Title)
	row(cellName, d.Cover.Organisation, d.Cover.Lead)
	if d.Cover.Draft != "" {
		row(cellName, d.Cover.Draft)
	}
	for _, f := range d.Cover.Facts {
		row(cellName, f.Name, f.Value)
	}
	n++
	row(cellHead, d.Labels.Sheet, d.Labels.Contents)
	for i, t := range tables {
		row(cellName, names[i], strings.Join(append([]string{t.Caption}, t.Notes...), "\n"))
	}
	n++
	for _, text := range d.Reading {
		row(cellText, "", text)
	}
	return docxHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + xlsxFit + `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>` +
		`<cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="2" width="` + strconv.Itoa(readMeWidth) + `" customWidth="1"/></cols><sheetData>` + b.String() + `</sheetData>` + xlsxPaper + `</worksheet>`
}

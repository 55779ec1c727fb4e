package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// writeXLSX writes a workbook. Numbers are numbers, dates are dates, text is
// never a formula.
func writeXLSX(d *Document) ([]byte, error) {
	sheets := d.sheets()
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
		parts = append(parts, part{name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), data: []byte(xlsxSheet(s))})
	}
	return pack(d.Date, parts)
}

// xlsxSheet is one sheet; the head of a table stays in sight and can be filtered.
func xlsxSheet(s sheet) string {
	view, filter := `<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/>`, ""
	if s.table {
		view = `<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`
		filter = fmt.Sprintf(`<autoFilter ref="A1:%s%d"/>`, column(len(s.widths)-1), len(s.rows))
	}
	var b strings.Builder
	b.WriteString(docxHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + xlsxFit + `<sheetViews>` + view + `</sheetViews><cols>`)
	for i, width := range s.widths {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	b.WriteString(`</cols><sheetData>`)
	for r, row := range s.rows {
		if len(row.cells) == 0 {
			continue
		}
		fmt.Fprintf(&b, `<row r="%d" ht="%d" customHeight="1">`, r+1, row.points())
		for i, c := range row.cells {
			b.WriteString(c.xlsx(column(i) + strconv.Itoa(r+1)))
		}
		b.WriteString(`</row>`)
	}
	return b.String() + `</sheetData>` + filter + xlsxPaper + `</worksheet>`
}

// xlsx is the markup of a cell at a place.
func (c cell) xlsx(at string) string {
	if _, ok := decimals[c.style]; ok {
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at, c.style, strconv.FormatFloat(c.number, 'g', -1, 64))
	}
	if c.style == cellDate {
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%d</v></c>`, at, c.style, serial(c.text))
	}
	return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, c.style, escaped(c.text))
}

// serial is the number of a day as Excel counts: 1 January 1900 is 1, and a day
// in 1900 that never was counts too.
func serial(day string) int {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return int(at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}

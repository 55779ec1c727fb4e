package report

import (
	"fmt"
	"strconv"
	"strings"
)

// ods is an OpenDocument spreadsheet in the making.
type ods struct {
	d       *Document
	styles  strings.Builder
	named   map[string]bool // styles of columns and rows that are there
	body    strings.Builder
	filters strings.Builder
}

// writeODS writes the workbook that writeXLSX writes, as an OpenDocument
// spreadsheet. Numbers are numbers, dates are dates, text is never a formula.
func writeODS(d *Document) ([]byte, error) {
	w, sheets := &ods{d: d, named: map[string]bool{}}, d.sheets()
	for i, s := range sheets {
		w.sheet(i, s)
	}
	content := odfHead + `<office:document-content ` + odfSpaces + `>` + odfFont + `<office:automatic-styles>` + odfColour(d, odsCells) + w.styles.String() + `</office:automatic-styles>` +
		`<office:body><office:spreadsheet>` + w.body.String() + `<table:database-ranges>` + w.filters.String() + `</table:database-ranges></office:spreadsheet></office:body></office:document-content>`
	return odfPack(d, odsType, []part{
		{name: "content.xml", data: []byte(content)},
		{name: "styles.xml", data: []byte(odsStyles(d))},
		{name: "settings.xml", data: []byte(odsSettings(sheets))},
	})
}

// put writes markup; every value in it must be escaped already.
func (w *ods) put(format string, values ...any) { fmt.Fprintf(&w.body, format, values...) }

// style makes sure that a style of a column or row is there, and gives its name.
func (w *ods) style(name, family, properties string) string {
	if !w.named[name] {
		w.named[name] = true
		fmt.Fprintf(&w.styles, `<style:style style:name="%s" style:family="%s"><style:%s-properties %s/></style:style>`, name, family, family, properties)
	}
	return name
}

// sheet writes one sheet; the head of a table is repeated on paper.
func (w *ods) sheet(n int, s sheet) {
	w.put(`<table:table table:name="%s" table:style-name="Sheet"><table:title>%s</table:title>`, attribute(s.name), attribute(s.caption))
	for _, width := range s.widths {
		points := fmt.Sprintf("%.2f", float64(7*width+5)*0.75) // as wide as in Excel: 7 pixels a character
		w.put(`<table:table-column table:style-name="%s" table:default-cell-style-name="Cell0"/>`, w.style("Column"+strconv.Itoa(width), "table-column", `style:column-width="`+points+`pt"`))
	}
	for i, row := range s.rows {
		if s.table && i == 0 {
			w.put(`<table:table-header-rows>`)
		}
		w.row(row, len(s.widths))
		if s.table && i == 0 {
			w.put(`</table:table-header-rows>`)
		}
	}
	w.put(`</table:table>`)
	if s.table {
		fmt.Fprintf(&w.filters, `<table:database-range table:name="Table%d" table:target-range-address="%s" table:display-filter-buttons="true"/>`,
			n, attribute(fmt.Sprintf("%[1]s.A1:%[1]s.%[2]s%[3]d", s.quoted(), column(len(s.widths)-1), len(s.rows))))
	}
}

// row writes a row, with nothing in the columns that it has no cells for.
func (w *ods) row(r sheetRow, columns int) {
	points := strconv.Itoa(r.points())
	w.put(`<table:table-row table:style-name="%s">`, w.style("Row"+points, "table-row", `style:row-height="`+points+`pt" style:use-optimal-row-height="false"`))
	for _, c := range r.cells {
		w.cell(c)
	}
	for range columns - len(r.cells) {
		w.put(`<table:table-cell/>`)
	}
	w.put(`</table:table-row>`)
}

// cell writes a value with the text that shows it.
func (w *ods) cell(c cell) {
	places, number := decimals[c.style]
	switch {
	case number:
		shown := strconv.FormatFloat(c.number, 'f', places, 64)
		if decimalComma[w.d.Language] {
			shown = strings.Replace(shown, ".", ",", 1)
		}
		w.put(`<table:table-cell table:style-name="Cell%d" office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>`, c.style, strconv.FormatFloat(c.number, 'g', -1, 64), shown)
	case c.style == cellDate:
		w.put(`<table:table-cell table:style-name="Cell%d" office:value-type="date" office:date-value="%s"><text:p>%s</text:p></table:table-cell>`, c.style, c.text, c.text)
	case c.text == "":
		w.put(`<table:table-cell table:style-name="Cell%d"/>`, c.style)
	default:
		w.put(`<table:table-cell table:style-name="Cell%d" office:value-type="string">`, c.style)
		for _, line := range strings.Split(c.text, "\n") {
			w.put(`<text:p>%s</text:p>`, odfLine(line))
		}
		w.put(`</table:table-cell>`)
	}
}

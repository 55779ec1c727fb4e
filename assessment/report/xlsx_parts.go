package report

import (
	"fmt"
	"strings"
)

// A sheet prints on A4 lying down, as wide as the paper.
const (
	xlsxFit   = `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`
	xlsxPaper = `<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`
)

// workbook lists the sheets, and of each table what is filtered and that its head
// is repeated on paper.
func workbook(sheets []sheet) string {
	var b strings.Builder
	b.WriteString(docxHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`)
	for i, s := range sheets {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="sheet%d"/>`, attribute(s.name), i+1, i+1)
	}
	b.WriteString(`</sheets>`)
	if names := definedNames(sheets); names != "" {
		b.WriteString(`<definedNames>` + names + `</definedNames>`)
	}
	return b.String() + `</workbook>`
}

func definedNames(sheets []sheet) string {
	var b strings.Builder
	for i, s := range sheets {
		if s.table {
			fmt.Fprintf(&b, `<definedName name="_xlnm._FilterDatabase" localSheetId="%[1]d" hidden="1">%[2]s!$A$1:$%[3]s$%[4]d</definedName><definedName name="_xlnm.Print_Titles" localSheetId="%[1]d">%[2]s!$1:$1</definedName>`,
				i, escaped(s.quoted()), column(len(s.widths)-1), len(s.rows))
		}
	}
	return b.String()
}

func xlsxTypes(sheets int) string {
	var b strings.Builder
	b.WriteString(docxHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
	}
	return b.String() + `</Types>`
}

func xlsxRelations(sheets int) string {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b strings.Builder
	b.WriteString(docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="styles" Type="` + kind + `styles" Target="styles.xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="sheet%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, kind, i+1)
	}
	return b.String() + `</Relationships>`
}

// xlsxStyles has the cell styles in the order of their constants.
func xlsxStyles(d *Document) string {
	colour := "FF" + strings.ToUpper(strings.TrimPrefix(d.Style.Colour, "#"))
	xf := func(number, font, fill int, align string) string {
		return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top"%s/></xf>`, number, font, fill, align)
	}
	const wrap, right = ` wrapText="1"`, ` horizontal="right" indent="1"`
	return docxHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="18"/><color rgb="` + colour + `"/><name val="Calibri"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/></patternFill></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="8">` + xf(0, 0, 0, wrap) + xf(0, 1, 2, wrap) + xf(0, 2, 0, "") + xf(0, 1, 0, wrap) + xf(1, 0, 0, right) + xf(164, 0, 0, right) + xf(2, 0, 0, right) + xf(165, 0, 0, right) + `</cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

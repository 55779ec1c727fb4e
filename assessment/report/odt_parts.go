package report

import (
	"fmt"
	"strings"
)

const (
	odtSequences = `<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Figure"/><text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>`

	odtContents = `<text:table-of-content text:name="Contents" text:style-name="Contents"><text:table-of-content-source text:outline-level="1" text:use-index-marks="false">` +
		`<text:index-title-template text:style-name="Contents_20_Heading">%s</text:index-title-template><text:table-of-content-entry-template text:outline-level="1" text:style-name="Contents_20_1">` +
		`<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-link-end/></text:table-of-content-entry-template></text:table-of-content-source>` +
		`<text:index-body><text:index-title text:name="Contents_Title"><text:p text:style-name="Contents_20_Heading">%s</text:p></text:index-title>`

	// The styles of sections, pictures, rows and cells, which are the same in every document.
	odtCells = `<style:style style:name="Contents" style:family="section"><style:section-properties style:editable="false"/></style:style>` +
		`<style:style style:name="Picture" style:family="graphic" style:parent-style-name="Graphics"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline" fo:padding="0pt" fo:border="none"/></style:style>` +
		`<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>` +
		`<style:style style:name="CellHead" style:family="table-cell"><style:table-cell-properties style:vertical-align="bottom" fo:background-color="#e8ecf1" ` + odtCellPadding + ` fo:border-top="1pt solid COLOUR" fo:border-bottom="0.5pt solid #c3cad3" fo:border-left="none" fo:border-right="none"/></style:style>` +
		`<style:style style:name="CellBody" style:family="table-cell"><style:table-cell-properties ` + odtCellPadding + ` fo:border-top="none" fo:border-bottom="0.5pt solid #c3cad3" fo:border-left="none" fo:border-right="none"/></style:style>` +
		`<style:style style:name="CellLast" style:family="table-cell"><style:table-cell-properties ` + odtCellPadding + ` fo:border-top="none" fo:border-bottom="1pt solid COLOUR" fo:border-left="none" fo:border-right="none"/></style:style>`

	odtCellPadding = `fo:padding-left="4.25pt" fo:padding-right="4.25pt" fo:padding-top="0.75pt" fo:padding-bottom="0.75pt"`

	// Lists have a hanging mark.
	odtList = `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" ` +
		`text:list-tab-stop-position="19.85pt" fo:text-indent="-19.85pt" fo:margin-left="19.85pt"/></style:list-level-properties>`

	odtPage = `fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-left="2cm" fo:margin-right="2cm"`
)

// odtStyle is one paragraph style: its attributes, and the properties of paragraph and text.
type odtStyle struct{ name, parent, next, class, paragraph, text string }

// odtStyleTable has the styles of docxStyleTable under the names that OpenDocument
// programs know and translate.
var odtStyleTable = []odtStyle{
	{"Standard", "", "", "text", ``, ``},
	{"Text_20_body", "Standard", "Text_20_body", "text", ``, ``},
	{"Cover_20_Name", "Standard", "Title", "text", `fo:margin-top="70pt" fo:margin-bottom="12pt"`, `fo:font-weight="bold" fo:color="COLOUR" fo:font-size="16pt"`},
	{"Title", "Standard", "Subtitle", "chapter", `fo:margin-bottom="12pt" fo:line-height="100%"`, `fo:font-weight="bold" fo:color="COLOUR" fo:font-size="32pt"`},
	{"Subtitle", "Standard", "Cover_20_Text", "chapter", `fo:border-top="none" fo:border-left="none" fo:border-right="none" fo:border-bottom="2.25pt solid COLOUR" fo:padding-bottom="12pt" fo:margin-bottom="24pt"`, `fo:font-size="15pt"`},
	{"Cover_20_Text", "Standard", "Cover_20_Text", "text", `fo:margin-bottom="4pt"`, ``},
	{"Draft_20_Mark", "Standard", "Cover_20_Text", "text", `fo:margin-bottom="12pt"`, `fo:font-weight="bold" fo:text-transform="uppercase" fo:color="#9c1c1c" fo:font-size="18pt"`},
	{"Heading_20_1", "Standard", "Text_20_body", "text", odtHeading + ` fo:margin-top="18pt" fo:margin-bottom="7pt"`, `fo:font-weight="bold" fo:color="COLOUR" fo:font-size="19pt"`},
	{"Heading_20_2", "Standard", "Text_20_body", "text", odtHeading + ` fo:margin-top="11pt" fo:margin-bottom="4pt"`, `fo:font-weight="bold" fo:color="COLOUR" fo:font-size="13.5pt"`},
	{"Heading_20_3", "Standard", "Text_20_body", "text", odtHeading + ` fo:margin-top="10pt" fo:margin-bottom="4pt"`, `fo:font-weight="bold" fo:font-size="11.5pt"`},
	{"Contents_20_Heading", "Standard", "Text_20_body", "index", `fo:keep-with-next="always" fo:margin-top="36pt" fo:margin-bottom="6pt"`, `fo:font-weight="bold" fo:color="COLOUR" fo:font-size="13.5pt"`},
	{"Contents_20_1", "Standard", "Contents_20_1", "index", `fo:margin-bottom="2pt"`, ``},
	{"Lead", "Standard", "Text_20_body", "text", `fo:margin-bottom="8pt"`, `fo:font-size="13.5pt"`},
	{"Notice", "Standard", "Text_20_body", "text", `fo:keep-together="always" fo:border-top="none" fo:border-bottom="none" fo:border-right="none" fo:border-left="3pt solid COLOUR" fo:padding-left="8pt" fo:background-color="#f2f4f7" fo:margin-top="6pt" fo:margin-bottom="8pt" fo:margin-left="11.35pt"`, ``},
	{"Note_20_Text", "Standard", "Text_20_body", "text", ``, `fo:color="#4a5563"`},
	{"List_20_1", "Standard", "List_20_1", "list", `fo:margin-bottom="4pt"`, ``},
	{"Numbering_20_1", "Standard", "Numbering_20_1", "list", `fo:margin-bottom="4pt"`, ``},
	{"Figure_20_Line", "Standard", "Caption", "text", `fo:keep-with-next="always" fo:margin-top="6pt" fo:margin-bottom="3pt" fo:line-height="100%"`, ``},
	{"Caption", "Standard", "Text_20_body", "extra", `fo:keep-together="always" fo:margin-top="3pt" fo:margin-bottom="5pt" fo:line-height="100%"`, `fo:color="#4a5563" fo:font-size="9.5pt"`},
	{"Table_20_Contents", "Standard", "Table_20_Contents", "extra", `fo:margin-top="1pt" fo:margin-bottom="1pt" fo:line-height="100%"`, `fo:font-size="9pt"`},
	{"Table_20_Heading", "Table_20_Contents", "Table_20_Contents", "extra", ``, `fo:font-weight="bold"`},
	{"Table_20_Note", "Standard", "Text_20_body", "extra", `fo:margin-top="2pt" fo:margin-bottom="12pt" fo:line-height="100%"`, `fo:color="#4a5563" fo:font-size="9pt"`},
	{"Header", "Standard", "Header", "extra", `fo:text-align="end"`, `fo:font-weight="bold" fo:text-transform="uppercase" fo:color="#9c1c1c" fo:font-size="9pt"`},
	{"Footer", "Standard", "Footer", "extra", `fo:border-bottom="none" fo:border-left="none" fo:border-right="none" fo:border-top="0.5pt solid #9aa3af" fo:padding-top="6pt" fo:margin-bottom="0pt"`, `fo:color="#4a5563" fo:font-size="8.5pt"`},
}

const odtHeading = `fo:keep-with-next="always" fo:keep-together="always" fo:line-height="100%"`

// odtStyles is the style sheet with the pages. COLOUR stands for the colour of
// the organisation.
func odtStyles(d *Document) string {
	var b strings.Builder
	b.WriteString(odfHead + `<office:document-styles ` + odfSpaces + `>` + odfFont + `<office:styles>` +
		`<style:default-style style:family="graphic"/><style:default-style style:family="table"/>` +
		`<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="5.5pt" fo:line-height="110%" fo:orphans="2" fo:widows="2" style:writing-mode="page" style:tab-stop-distance="28.35pt"/>` +
		`<style:text-properties style:font-name="Calibri" fo:font-size="10.5pt" ` + odfLanguage(d) + ` fo:hyphenate="false"/></style:default-style>` +
		`<style:style style:name="Graphics" style:family="graphic"/>`)
	for _, s := range odtStyleTable {
		b.WriteString(s.markup())
	}
	b.WriteString(`<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#0b5394" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>` +
		`<style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text"/>` + odtOutline() +
		`<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">` + odtList + `</text:list-level-style-bullet></text:list-style>` +
		`<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">` + odtList + `</text:list-level-style-number></text:list-style>` +
		`</office:styles>` + odtPages(d) + `</office:document-styles>`)
	return odfColour(d, b.String())
}

func (s odtStyle) markup() string {
	paragraph := `<style:paragraph-properties ` + s.paragraph + `/>`
	if s.name == "Footer" {
		paragraph = `<style:paragraph-properties ` + s.paragraph + `><style:tab-stops><style:tab-stop style:position="481.9pt" style:type="right"/></style:tab-stops></style:paragraph-properties>`
	}
	based := ""
	if s.parent != "" {
		based = fmt.Sprintf(` style:parent-style-name="%s" style:next-style-name="%s"`, s.parent, s.next)
	}
	if level, ok := strings.CutPrefix(s.name, "Heading_20_"); ok {
		based += ` style:default-outline-level="` + level + `"`
	}
	return fmt.Sprintf(`<style:style style:name="%s" style:display-name="%s" style:family="paragraph" style:class="%s"%s>%s<style:text-properties %s/></style:style>`,
		s.name, strings.ReplaceAll(s.name, "_20_", " "), s.class, based, paragraph, s.text)
}

// odtOutline says that headings are not numbered.
func odtOutline() string {
	var b strings.Builder
	for level := 1; level <= 10; level++ {
		fmt.Fprintf(&b, `<text:outline-level-style text:level="%d" style:num-format=""/>`, level)
	}
	return `<text:outline-style style:name="Outline">` + b.String() + `</text:outline-style>`
}

// odtPages are the cover, without anything around the text, and the other pages,
// with the draft mark above and the page number below.
func odtPages(d *Document) string {
	const bar = `<style:header-footer-properties fo:min-height="0.7cm" fo:margin-%s="0.5cm" style:dynamic-spacing="true"/>`
	return `<office:automatic-styles>` +
		`<style:page-layout style:name="CoverPage"><style:page-layout-properties ` + odtPage + ` fo:margin-top="2.3cm" fo:margin-bottom="2.3cm"/></style:page-layout>` +
		`<style:page-layout style:name="ReportPage"><style:page-layout-properties ` + odtPage + ` fo:margin-top="1.1cm" fo:margin-bottom="1.1cm"/>` +
		`<style:header-style>` + fmt.Sprintf(bar, "bottom") + `</style:header-style><style:footer-style>` + fmt.Sprintf(bar, "top") + `</style:footer-style></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="ReportPage"><style:header><text:p text:style-name="Header">` + odfLines(d.Cover.Draft) + `</text:p></style:header>` +
		`<style:footer><text:p text:style-name="Footer">` + odfLines(short(d.Cover.Organisation, 60)+" · "+d.Title) + `<text:tab/>` + odfLines(d.Labels.Page) + ` <text:page-number text:select-page="current">2</text:page-number></text:p></style:footer></style:master-page>` +
		`<style:master-page style:name="First_20_Page" style:display-name="First Page" style:page-layout-name="CoverPage" style:next-style-name="Standard"/></office:master-styles>`
}

package report

import (
	"fmt"
	"strings"
)

const (
	docxHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

	docxPage = `<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" w:header="624" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>`

	docxInline = `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %d" descr="%s"/>` +
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d.png" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr>` +
		`<pic:blipFill><a:blip r:embed="image%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>` +
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`

	docxTypes = docxHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

	docxRoot = docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="app" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`

	docxApp = docxHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Opmaat</Application></Properties>`
)

// coreProperties is who made an Office document and when, as far as a reader may know.
func coreProperties(d *Document) string {
	at := d.Date + "T00:00:00Z"
	return docxHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + attribute(d.Title+" – "+d.Cover.Organisation) + `</dc:title><dc:creator>` + attribute(d.Author) + `</dc:creator><dc:language>` + attribute(d.Language) + `</dc:language>` +
		`<cp:lastModifiedBy>` + attribute(d.Author) + `</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified></cp:coreProperties>`
}

// docxLanguages are the full codes that Word knows for languages of one country.
var docxLanguages = map[string]string{"en": "en-GB", "nl": "nl-NL"}

func docxLanguage(d *Document) string {
	if full, ok := docxLanguages[d.Language]; ok {
		return full
	}
	return d.Language
}

func docxSettings(d *Document) string {
	return docxHead + `<w:settings ` + docxSpaces + `><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="` + attribute(docxLanguage(d)) + `"/></w:settings>`
}

// docxHeader has the draft mark on every page after the cover.
func docxHeader(d *Document) string {
	return docxHead + `<w:hdr ` + docxSpaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>` + docxLines(d.Cover.Draft) + `</w:r></w:p></w:hdr>`
}

func docxFooter(d *Document) string {
	return docxHead + `<w:ftr ` + docxSpaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r>` + docxLines(short(d.Cover.Organisation, 60)+" · "+d.Title) +
		`</w:r><w:r><w:tab/><w:t xml:space="preserve">` + escaped(d.Labels.Page) + ` </w:t></w:r>` + field("PAGE", "2") + `</w:p></w:ftr>`
}

// short cuts a text to a number of characters.
func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// docxNumbering has bullets as list 1 and a numbered list of its own for each
// of n lists, so that each starts at 1.
func docxNumbering(n int) string {
	var b strings.Builder
	level := func(id int, format, text string) {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>`+
			`<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>`, id, format, text)
	}
	b.WriteString(docxHead + `<w:numbering ` + docxSpaces + `>`)
	level(0, "bullet", "•")
	level(1, "decimal", "%1.")
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range n {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, i+2)
	}
	return b.String() + `</w:numbering>`
}

// docxStyle is one paragraph style: its properties of paragraph and text.
type docxStyle struct{ id, name, based, next, paragraph, text string }

// docxStyles is the style sheet. COLOUR stands for the colour of the organisation.
func docxStyles(d *Document) string {
	var b strings.Builder
	b.WriteString(docxHead + `<w:styles ` + docxSpaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>` +
		`<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="` + attribute(docxLanguage(d)) + `" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="110" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for _, s := range docxStyleTable {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/><w:next w:val="%s"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
			s.id, s.name, s.based, s.next, s.paragraph, s.text)
	}
	b.WriteString(docxTableStyle + `</w:styles>`)
	return strings.ReplaceAll(b.String(), "COLOUR", strings.ToUpper(strings.TrimPrefix(d.Style.Colour, "#")))
}

var docxStyleTable = []docxStyle{
	{"BodyText", "Body Text", "Normal", "BodyText", `<w:widowControl/>`, ``},
	{"CoverName", "Cover Name", "Normal", "Title", `<w:spacing w:before="1400" w:after="240"/>`, `<w:b/><w:color w:val="COLOUR"/><w:sz w:val="32"/>`},
	{"Title", "Title", "Normal", "Subtitle", `<w:spacing w:after="240" w:line="240" w:lineRule="auto"/>`, `<w:b/><w:color w:val="COLOUR"/><w:sz w:val="64"/>`},
	{"Subtitle", "Subtitle", "Normal", "CoverText", `<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="12" w:color="COLOUR"/></w:pBdr><w:spacing w:after="480"/>`, `<w:sz w:val="30"/>`},
	{"CoverText", "Cover Text", "Normal", "CoverText", `<w:spacing w:after="80"/>`, ``},
	{"DraftMark", "Draft Mark", "Normal", "CoverText", `<w:spacing w:after="240"/>`, `<w:b/><w:caps/><w:color w:val="9C1C1C"/><w:sz w:val="36"/>`},
	{"Heading1", "heading 1", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="140" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:color w:val="COLOUR"/><w:sz w:val="38"/>`},
	{"Heading2", "heading 2", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:spacing w:before="220" w:after="80" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:color w:val="COLOUR"/><w:sz w:val="27"/>`},
	{"Heading3", "heading 3", "Normal", "BodyText", `<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="2"/>`, `<w:b/><w:sz w:val="23"/>`},
	{"ContentsHeading", "Contents Heading", "Normal", "BodyText", `<w:keepNext/><w:spacing w:before="480" w:after="100"/>`, `<w:b/><w:color w:val="COLOUR"/><w:sz w:val="27"/>`},
	{"TOC1", "toc 1", "Normal", "Normal", `<w:spacing w:after="40"/>`, ``},
	{"Lead", "Lead", "Normal", "BodyText", `<w:spacing w:after="160"/>`, `<w:sz w:val="27"/>`},
	{"Notice", "Notice", "Normal", "BodyText", `<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="COLOUR"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F4F7"/><w:spacing w:before="120" w:after="160"/><w:ind w:left="227"/>`, ``},
	{"NoteText", "Note Text", "Normal", "BodyText", ``, `<w:color w:val="4A5563"/>`},
	{"ListBullet", "List Bullet", "Normal", "ListBullet", `<w:spacing w:after="80"/>`, ``},
	{"ListNumber", "List Number", "Normal", "ListNumber", `<w:spacing w:after="80"/>`, ``},
	{"FigureLine", "Figure Line", "Normal", "Caption", `<w:keepNext/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>`, ``},
	{"Caption", "caption", "Normal", "BodyText", `<w:keepLines/><w:spacing w:before="60" w:after="100" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="4A5563"/><w:sz w:val="19"/>`},
	{"TableText", "Table Text", "Normal", "TableText", `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="18"/>`},
	{"TableNote", "Table Note", "Normal", "BodyText", `<w:spacing w:before="40" w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="4A5563"/><w:sz w:val="18"/>`},
	{"TableEnd", "Table End", "Normal", "BodyText", `<w:spacing w:after="120" w:line="120" w:lineRule="exact"/>`, `<w:sz w:val="8"/>`},
	{"Header", "header", "Normal", "Header", `<w:jc w:val="right"/>`, `<w:caps/><w:color w:val="9C1C1C"/><w:sz w:val="18"/>`},
	{"Footer", "footer", "Normal", "Footer", `<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="9AA3AF"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>`, `<w:color w:val="4A5563"/><w:sz w:val="17"/>`},
}

const docxTableStyle = `<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>` +
	`<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="COLOUR"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="COLOUR"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C3CAD3"/></w:tblBorders>` +
	`<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="15" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
	`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>`

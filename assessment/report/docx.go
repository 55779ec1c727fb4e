package report

import (
	"fmt"
	"strconv"
	"strings"
)

// The page is A4 with margins of 2 cm; lengths are in twentieths of a point.
const (
	docxTextWidth = 9638
	// Two figures of usual height, at this width, stand on one page.
	docxFigureWidth = docxTextWidth * 85 / 100
	emuPerPixel     = 9525 // English Metric Units in a CSS pixel
	emuPerTwip      = 635
)

// docx is a Word document in the making.
type docx struct {
	d       *Document
	body    strings.Builder
	links   []string   // targets of the relationships link1, link2...
	images  []*Picture // of the relationships image1, image2...
	lists   int        // numbered lists so far
	tables  int
	figures int
	marks   int // bookmarks
}

// writeDOCX writes a Word document: real headings, lists, tables with header
// rows that repeat, captions, alternative texts, and nothing from outside.
func writeDOCX(d *Document) ([]byte, error) {
	w := &docx{d: d}
	w.cover()
	w.contents()
	for _, s := range d.Sections {
		w.section(s)
	}
	w.body.WriteString(docxPage)
	document := docxHead + `<w:document ` + docxSpaces + `><w:body>` + w.body.String() + `</w:body></w:document>`
	parts := []part{
		{name: "[Content_Types].xml", data: []byte(docxTypes)},
		{name: "_rels/.rels", data: []byte(docxRoot)},
		{name: "docProps/core.xml", data: []byte(coreProperties(d))},
		{name: "docProps/app.xml", data: []byte(docxApp)},
		{name: "word/document.xml", data: []byte(document)},
		{name: "word/styles.xml", data: []byte(docxStyles(d))},
		{name: "word/numbering.xml", data: []byte(docxNumbering(w.lists))},
		{name: "word/settings.xml", data: []byte(docxSettings(d))},
		{name: "word/header1.xml", data: []byte(docxHeader(d))},
		{name: "word/footer1.xml", data: []byte(docxFooter(d))},
		{name: "word/_rels/document.xml.rels", data: []byte(w.relations())},
	}
	for i, image := range w.images {
		parts = append(parts, part{name: fmt.Sprintf("word/media/image%d.png", i+1), data: image.PNG, stored: true})
	}
	return pack(d.Date, parts)
}

// put writes markup; every value in it must be escaped already.
func (w *docx) put(format string, values ...any) { fmt.Fprintf(&w.body, format, values...) }

// paragraph writes runs in a style; extra are further properties.
func (w *docx) paragraph(style, extra string, t Text) {
	w.put(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`, style, extra)
	w.runs(t)
	w.put(`</w:p>`)
}

func (w *docx) runs(t Text) {
	for _, r := range t {
		if r.Link != "" {
			w.links = append(w.links, r.Link)
			w.put(`<w:hyperlink r:id="link%d" w:history="1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>%s</w:r></w:hyperlink>`, len(w.links), docxLines(r.Text))
			continue
		}
		bold := ""
		if r.Bold {
			bold = `<w:rPr><w:b/></w:rPr>`
		}
		w.put(`<w:r>%s%s</w:r>`, bold, docxLines(r.Text))
	}
}

// docxLines writes text with its line breaks.
func docxLines(s string) string {
	var b strings.Builder
	for i, line := range strings.Split(readable(s), "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">` + escaped(strings.ReplaceAll(line, "\t", " ")) + `</w:t>`)
	}
	return b.String()
}

// field is a value that Word computes, with what it is now.
func field(instruction, now string) string {
	return `<w:fldSimple w:instr=" ` + attribute(instruction) + ` "><w:r><w:t>` + escaped(now) + `</w:t></w:r></w:fldSimple>`
}

func (w *docx) cover() {
	d := w.d
	if logo := d.Style.Logo; logo != nil {
		w.put(`<w:p><w:pPr><w:pStyle w:val="CoverText"/></w:pPr>`)
		w.picture(logo, d.Labels.Logo+": "+d.Cover.Organisation, 3000, 1400)
		w.put(`</w:p>`)
	}
	above := ""
	if d.Style.Logo != nil {
		above = `<w:spacing w:before="600" w:after="240"/>`
	}
	w.paragraph("CoverName", above, Plain(d.Cover.Organisation))
	w.paragraph("Title", "", Plain(d.Title))
	w.paragraph("Subtitle", "", Plain(d.Cover.Lead))
	if d.Cover.Draft != "" {
		w.paragraph("DraftMark", "", Plain(d.Cover.Draft))
	}
	for _, fact := range d.Cover.Facts {
		w.paragraph("CoverText", "", Text{{Text: fact.Name + ": ", Bold: true}, {Text: fact.Value}})
	}
}

// contents lists the headings as links. The field has no page numbers, so that
// what stands in it is right without Word asking to renew it.
func (w *docx) contents() {
	w.paragraph("ContentsHeading", "", Plain(w.d.Labels.Contents))
	begin := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \n \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	var parts []Section
	for _, s := range w.d.Sections {
		if s.Level == 1 {
			parts = append(parts, s)
		}
	}
	for i, s := range parts {
		end := ""
		if i == len(parts)-1 {
			end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>` // in the last line: one of its own may be alone on a page
		}
		w.put(`<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>%s<w:hyperlink w:anchor="%s" w:history="1"><w:r>%s</w:r></w:hyperlink>%s</w:p>`,
			begin, docxMark(s.ID), docxLines(s.Title), end)
		begin = ""
	}
}

// docxMark is the bookmark of a section: at most 40 letters, digits and "_".
func docxMark(id string) string {
	name := "_" + strings.ReplaceAll(id, "-", "_")
	return name[:min(40, len(name))]
}

func (w *docx) section(s Section) {
	extra := ""
	if s.NewPage {
		extra = `<w:pageBreakBefore/>`
	}
	w.marks++
	w.put(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/>%s</w:pPr><w:bookmarkStart w:id="%d" w:name="%s"/><w:r>%s</w:r><w:bookmarkEnd w:id="%d"/></w:p>`,
		s.Level, extra, w.marks, docxMark(s.ID), docxLines(s.Title), w.marks)
	for i, b := range s.Blocks {
		next := ""
		if i+1 < len(s.Blocks) && (s.Blocks[i+1].Kind == Chart || s.Blocks[i+1].Kind == Grid) {
			next = `<w:keepNext/>` // what leads to a figure stays with it
		}
		w.block(b, next)
	}
}

// docxStyleOf is the style of a block of text.
var docxStyleOf = map[BlockKind]string{Paragraph: "BodyText", Lead: "Lead", Notice: "Notice", Note: "NoteText"}

func (w *docx) block(b Block, extra string) {
	switch b.Kind {
	case Bullets:
		w.list("ListBullet", 1, b.Items)
	case Numbered:
		w.lists++
		w.list("ListNumber", w.lists+1, b.Items)
	case Grid:
		w.table(*b.Table)
	case Chart:
		w.figure(*b.Figure)
	default:
		w.paragraph(docxStyleOf[b.Kind], extra, b.Text)
	}
}

func (w *docx) list(style string, number int, items []Text) {
	for _, item := range items {
		w.paragraph(style, fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, number), item)
	}
}

// caption numbers a figure or a table; extra are further properties.
func (w *docx) caption(label string, n int, text, extra string) {
	w.put(`<w:p><w:pPr><w:pStyle w:val="Caption"/>%s</w:pPr><w:r><w:t xml:space="preserve">%s </w:t></w:r>%s<w:r><w:t xml:space="preserve">: %s</w:t></w:r></w:p>`,
		extra, escaped(label), field(`SEQ `+label+` \* ARABIC`, strconv.Itoa(n)), attribute(text))
}

// figure is a picture with its caption below and its table after that.
func (w *docx) figure(f Drawing) {
	if f.Picture != nil {
		w.figures++
		w.put(`<w:p><w:pPr><w:pStyle w:val="FigureLine"/></w:pPr>`)
		w.picture(f.Picture, f.Figure.Sentence, docxFigureWidth, 9500)
		w.put(`</w:p>`)
		w.caption(w.d.Labels.Figure, w.figures, f.Figure.Title+". "+f.Figure.Sentence, "")
	} else {
		w.paragraph("BodyText", "", Plain(f.Figure.Sentence))
	}
	if f.Shown {
		w.table(f.Table)
	}
}

// picture is an image in its own size, or smaller where it must fit.
func (w *docx) picture(p *Picture, alt string, width, height int) {
	w.images = append(w.images, p)
	n := len(w.images)
	wide, high := float64(p.Width)/p.Scale*emuPerPixel, float64(p.Height)/p.Scale*emuPerPixel
	fit := min(1, float64(width*emuPerTwip)/wide, float64(height*emuPerTwip)/high)
	w.put(docxInline, int(wide*fit), int(high*fit), n, n, attribute(alt), n, n, attribute(alt), n, int(wide*fit), int(high*fit))
}

func (w *docx) table(t Table) {
	w.tables++
	w.caption(w.d.Labels.Table, w.tables, t.Caption, `<w:keepNext/>`)
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, attribute(t.Caption))
	widths := docxWidths(t.shares())
	for _, width := range widths {
		w.put(`<w:gridCol w:w="%d"/>`, width)
	}
	w.put(`</w:tblGrid>`)
	w.row(t, t.Head, widths, true, true)
	for i, row := range t.Rows {
		w.row(t, row, widths, false, t.together() && i < len(t.Rows)-1)
	}
	w.put(`</w:tbl>`)
	if len(t.Notes) > 0 {
		w.paragraph("TableNote", "", Plain(strings.Join(t.Notes, " · ")))
	}
	w.put(`<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>`)
}

// How many rows, and bytes in all, a table may have to stand on one page as a whole.
const (
	rowsTogether  = 12
	bytesTogether = 2000
)

// together says whether a table stands on one page as a whole.
func (t Table) together() bool {
	n := 0
	for _, row := range t.Rows {
		for _, cell := range row {
			n += len(cell)
		}
	}
	return len(t.Rows) <= rowsTogether && n <= bytesTogether
}

// row writes one row; keep says that the next one stays on the same page.
func (w *docx) row(t Table, cells []string, widths []int, head, keep bool) {
	w.put(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		w.put(`<w:tblHeader/>`)
	}
	w.put(`</w:trPr>`)
	for i, cell := range cells {
		side, next := "", ""
		if t.numeric(i) {
			side = `<w:jc w:val="right"/>`
		}
		if keep {
			next = `<w:keepNext/>`
		}
		w.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>%s%s</w:pPr><w:r>%s</w:r></w:p></w:tc>`,
			widths[i], next, side, docxLines(cell))
	}
	w.put(`</w:tr>`)
}

// docxWidths shares the width of the text among columns.
func docxWidths(shares []int) []int {
	sum := 0
	for _, s := range shares {
		sum += s
	}
	widths := make([]int, len(shares))
	for i, s := range shares {
		widths[i] = docxTextWidth * s / sum
	}
	return widths
}

func (w *docx) relations() string {
	var b strings.Builder
	b.WriteString(docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	one := func(id, kind, target, mode string) {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/>`, id, kind, target, mode)
	}
	for _, name := range []string{"styles", "numbering", "settings"} {
		one(name, name, name+".xml", "")
	}
	one("header1", "header", "header1.xml", "")
	one("footer1", "footer", "footer1.xml", "")
	for i := range w.images {
		one(fmt.Sprintf("image%d", i+1), "image", fmt.Sprintf("media/image%d.png", i+1), "")
	}
	for i, link := range w.links {
		one(fmt.Sprintf("link%d", i+1), "hyperlink", attribute(link), ` TargetMode="External"`)
	}
	return b.String() + `</Relationships>`
}

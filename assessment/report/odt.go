package report

import (
	"fmt"
	"strconv"
	"strings"
)

// Lengths in points: the width of the text on A4 with margins of 2 cm, and of figures.
const (
	odtTextWidth   = docxTextWidth / 20.0
	odtFigureWidth = docxFigureWidth / 20.0
)

// odt is an OpenDocument text in the making.
type odt struct {
	d       *Document
	body    strings.Builder
	styles  []string // markup of the automatic styles, without their names
	images  []*Picture
	tables  int
	figures int
}

// writeODT writes an OpenDocument text that looks as the Word document does: real
// headings, lists, tables with header rows that repeat, captions, alternative
// texts, and nothing from outside.
func writeODT(d *Document) ([]byte, error) {
	w := &odt{d: d}
	w.cover()
	w.contents()
	for _, s := range d.Sections {
		w.section(s)
	}
	content := odfHead + `<office:document-content ` + odfSpaces + `>` + odfFont + `<office:automatic-styles>` + w.automatic() + `</office:automatic-styles>` +
		`<office:body><office:text>` + odtSequences + w.body.String() + `</office:text></office:body></office:document-content>`
	parts := []part{
		{name: "content.xml", data: []byte(content)},
		{name: "styles.xml", data: []byte(odtStyles(d))},
	}
	for i, image := range w.images {
		parts = append(parts, part{name: odtImage(i), data: image.PNG, stored: true})
	}
	return odfPack(d, odtType, parts)
}

// odtImage is the name of a picture in the file.
func odtImage(i int) string { return fmt.Sprintf("Pictures/image%d.png", i+1) }

// put writes markup; every value in it must be escaped already.
func (w *odt) put(format string, values ...any) { fmt.Fprintf(&w.body, format, values...) }

// style is the name of the automatic style with these attributes and properties.
func (w *odt) style(attributes, properties string) string {
	markup, at := attributes+`>`+properties+`</style:style>`, 0
	for at < len(w.styles) && w.styles[at] != markup {
		at++
	}
	if at == len(w.styles) {
		w.styles = append(w.styles, markup)
	}
	return fmt.Sprintf("A%d", at+1)
}

// variant is a paragraph style with something added.
func (w *odt) variant(style, properties string) string {
	if properties == "" {
		return style
	}
	return w.style(`style:family="paragraph" style:parent-style-name="`+style+`"`, `<style:paragraph-properties `+properties+`/>`)
}

// automatic are the styles that the text asked for.
func (w *odt) automatic() string {
	var b strings.Builder
	for i, markup := range w.styles {
		fmt.Fprintf(&b, `<style:style style:name="A%d" %s`, i+1, markup)
	}
	return b.String() + odfColour(w.d, odtCells)
}

// paragraph writes runs in a style.
func (w *odt) paragraph(style string, t Text) {
	w.put(`<text:p text:style-name="%s">`, style)
	w.runs(t)
	w.put(`</text:p>`)
}

func (w *odt) runs(t Text) {
	for _, r := range t {
		switch {
		case r.Link != "":
			w.put(`<text:a xlink:type="simple" xlink:href="%s" text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link">%s</text:a>`, attribute(r.Link), odfLines(r.Text))
		case r.Bold:
			w.put(`<text:span text:style-name="Strong_20_Emphasis">%s</text:span>`, odfLines(r.Text))
		default:
			w.put(`%s`, odfLines(r.Text))
		}
	}
}

// cover writes the first page, which has a page style of its own.
func (w *odt) cover() {
	d, name := w.d, "Cover_20_Name"
	first := func(style string) string {
		return w.style(`style:family="paragraph" style:parent-style-name="`+style+`" style:master-page-name="First_20_Page"`, ``)
	}
	if logo := d.Style.Logo; logo != nil {
		w.put(`<text:p text:style-name="%s">`, first("Cover_20_Text"))
		w.picture(logo, d.Labels.Logo, d.Labels.Logo+": "+d.Cover.Organisation, 150, 70)
		w.put(`</text:p>`)
	} else {
		name = first(name)
	}
	w.paragraph(name, Plain(d.Cover.Organisation))
	w.paragraph("Title", Plain(d.Title))
	w.paragraph("Subtitle", Plain(d.Cover.Lead))
	if d.Cover.Draft != "" {
		w.paragraph("Draft_20_Mark", Plain(d.Cover.Draft))
	}
	for _, fact := range d.Cover.Facts {
		w.paragraph("Cover_20_Text", Text{{Text: fact.Name + ": ", Bold: true}, {Text: fact.Value}})
	}
}

// contents lists the headings as links, as the Word document does.
func (w *odt) contents() {
	title := odfLines(w.d.Labels.Contents)
	w.put(odtContents, title, title)
	for _, s := range w.d.Sections {
		if s.Level == 1 {
			w.put(`<text:p text:style-name="Contents_20_1"><text:a xlink:type="simple" xlink:href="#%s" text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link">%s</text:a></text:p>`, s.ID, odfLines(s.Title))
		}
	}
	w.put(`</text:index-body></text:table-of-content>`)
}

func (w *odt) section(s Section) {
	style := fmt.Sprintf("Heading_20_%d", s.Level)
	if s.NewPage {
		style = w.variant(style, `fo:break-before="page"`)
	}
	w.put(`<text:h text:style-name="%s" text:outline-level="%d"><text:bookmark-start text:name="%s"/>%s<text:bookmark-end text:name="%s"/></text:h>`,
		style, s.Level, s.ID, odfLines(s.Title), s.ID)
	for i, b := range s.Blocks {
		next := ""
		if i+1 < len(s.Blocks) && (s.Blocks[i+1].Kind == Chart || s.Blocks[i+1].Kind == Grid) {
			next = `fo:keep-with-next="always"` // what leads to a figure stays with it
		}
		w.block(b, next)
	}
}

// odtStyleOf is the style of a block of text.
var odtStyleOf = map[BlockKind]string{Paragraph: "Text_20_body", Lead: "Lead", Notice: "Notice", Note: "Note_20_Text"}

func (w *odt) block(b Block, properties string) {
	switch b.Kind {
	case Bullets:
		w.list("Bullets", "List_20_1", b.Items)
	case Numbered:
		w.list("Numbers", "Numbering_20_1", b.Items)
	case Grid:
		w.table(*b.Table)
	case Chart:
		w.figure(*b.Figure)
	default:
		w.paragraph(w.variant(odtStyleOf[b.Kind], properties), b.Text)
	}
}

func (w *odt) list(list, style string, items []Text) {
	w.put(`<text:list text:style-name="%s">`, list)
	for _, item := range items {
		w.put(`<text:list-item>`)
		w.paragraph(style, item)
		w.put(`</text:list-item>`)
	}
	w.put(`</text:list>`)
}

// caption numbers a figure or a table; sequence is how the program calls the count.
func (w *odt) caption(style, label, sequence string, n int, text string) {
	w.put(`<text:p text:style-name="%s">%s <text:sequence text:ref-name="ref%s%d" text:name="%s" text:formula="ooow:%s+1" style:num-format="1">%d</text:sequence>: %s</text:p>`,
		style, attribute(label), sequence, n, sequence, sequence, n, attribute(text))
}

// figure is a picture with its caption below and its table after that.
func (w *odt) figure(f Drawing) {
	if f.Picture != nil {
		w.figures++
		w.put(`<text:p text:style-name="Figure_20_Line">`)
		w.picture(f.Picture, f.Figure.Title, f.Figure.Sentence, odtFigureWidth, 475)
		w.put(`</text:p>`)
		w.caption("Caption", w.d.Labels.Figure, "Figure", w.figures, f.Figure.Title+". "+f.Figure.Sentence)
	} else {
		w.paragraph("Text_20_body", Plain(f.Figure.Sentence))
	}
	if f.Shown {
		w.table(f.Table)
	}
}

// picture is an image in its own size, or smaller where it must fit; lengths are
// in points.
func (w *odt) picture(p *Picture, title, alt string, width, height float64) {
	w.images = append(w.images, p)
	n := len(w.images)
	wide, high := float64(p.Width)/p.Scale*0.75, float64(p.Height)/p.Scale*0.75
	fit := min(1, width/wide, height/high)
	w.put(`<draw:frame draw:style-name="Picture" draw:name="Picture %d" text:anchor-type="as-char" svg:width="%.2fpt" svg:height="%.2fpt">`+
		`<draw:image xlink:href="%s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:title>%s</svg:title><svg:desc>%s</svg:desc></draw:frame>`,
		n, wide*fit, high*fit, odtImage(n-1), attribute(title), attribute(alt))
}

func (w *odt) table(t Table) {
	w.tables++
	w.caption(w.variant("Caption", `fo:keep-with-next="always"`), w.d.Labels.Table, "Table", w.tables, t.Caption)
	w.put(`<table:table table:name="%s" table:style-name="%s"><table:title>%s</table:title>`, "Table"+strconv.Itoa(w.tables), w.tableStyle(t), attribute(t.Caption))
	for _, width := range docxWidths(t.shares()) {
		w.put(`<table:table-column table:style-name="%s"/>`, w.style(`style:family="table-column"`, fmt.Sprintf(`<style:table-column-properties style:column-width="%.2fpt"/>`, float64(width)/20)))
	}
	w.put(`<table:table-header-rows>`)
	w.row(t, t.Head, "CellHead", "Table_20_Heading")
	w.put(`</table:table-header-rows>`)
	for i, row := range t.Rows {
		cell := "CellBody"
		if i == len(t.Rows)-1 {
			cell = "CellLast"
		}
		w.row(t, row, cell, "Table_20_Contents")
	}
	w.put(`</table:table>`)
	if len(t.Notes) > 0 {
		w.paragraph("Table_20_Note", Plain(strings.Join(t.Notes, " · ")))
	}
}

// tableStyle says how a table stands: a short one on one page, with room below.
func (w *odt) tableStyle(t Table) string {
	room, split := 12, "true"
	if len(t.Notes) > 0 {
		room = 0
	}
	if t.together() {
		split = "false"
	}
	return w.style(`style:family="table"`, fmt.Sprintf(`<style:table-properties style:width="%.2fpt" table:align="left" fo:margin-bottom="%dpt" table:border-model="collapsing" style:may-break-between-rows="%s"/>`,
		odtTextWidth, room, split))
}

func (w *odt) row(t Table, cells []string, cellStyle, style string) {
	w.put(`<table:table-row table:style-name="Row">`)
	for i, cell := range cells {
		side := ""
		if t.numeric(i) {
			side = `fo:text-align="end"`
		}
		w.put(`<table:table-cell table:style-name="%s" office:value-type="string"><text:p text:style-name="%s">%s</text:p></table:table-cell>`, cellStyle, w.variant(style, side), odfLines(cell))
	}
	w.put(`</table:table-row>`)
}

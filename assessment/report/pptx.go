package report

import (
	"fmt"
	"strings"
)

// pptx is a presentation in the making.
type pptx struct {
	d      *Document
	colour string     // of titles and heads of tables, readable on white and under white
	images []*Picture // image1, image2...
	slides []pptxPage
}

// pptxPage is a finished slide: its markup, layout, notes, and the numbers of its images.
type pptxPage struct {
	markup string
	layout int
	notes  []string
	images []int
}

// writePPTX writes a presentation of the report: a slide for each message, with
// real titles, tables and pictures, and the numbers in the notes. What does not
// fit on a slide is left out there, and the slide says so. Links are plain text.
func writePPTX(d *Document) ([]byte, error) {
	w := &pptx{d: d, colour: deepened(d.Style.Colour)}
	w.cover()
	for _, s := range deck(d) {
		w.slide(s)
	}
	parts := []part{
		{name: "[Content_Types].xml", data: []byte(pptxTypes(len(w.slides)))},
		{name: "_rels/.rels", data: []byte(strings.ReplaceAll(docxRoot, "word/document.xml", "ppt/presentation.xml"))},
		{name: "docProps/core.xml", data: []byte(coreProperties(d))},
		{name: "docProps/app.xml", data: []byte(docxApp)},
		{name: "ppt/presentation.xml", data: []byte(pptxPresentation(d, len(w.slides)))},
		{name: "ppt/_rels/presentation.xml.rels", data: []byte(pptxRelations(len(w.slides)))},
		{name: "ppt/tableStyles.xml", data: []byte(pptxTableStyles)},
		{name: "ppt/theme/theme1.xml", data: []byte(w.theme())},
		{name: "ppt/theme/theme2.xml", data: []byte(w.theme())},
		{name: "ppt/slideMasters/slideMaster1.xml", data: []byte(pptxMaster(d))},
		{name: "ppt/slideMasters/_rels/slideMaster1.xml.rels", data: []byte(pptxMasterRelations())},
		{name: "ppt/notesMasters/notesMaster1.xml", data: []byte(pptxNotesMaster(d))},
		{name: "ppt/notesMasters/_rels/notesMaster1.xml.rels", data: []byte(relations(related{"theme", "theme", "../theme/theme2.xml"}))},
	}
	for i, layout := range pptxLayouts(d) {
		name := fmt.Sprintf("slideLayout%d.xml", i+1)
		parts = append(parts, part{name: "ppt/slideLayouts/" + name, data: []byte(layout)},
			part{name: "ppt/slideLayouts/_rels/" + name + ".rels", data: []byte(relations(related{"master", "slideMaster", "../slideMasters/slideMaster1.xml"}))})
	}
	for i, page := range w.slides {
		parts = append(parts, w.pageParts(i+1, page)...)
	}
	for i, image := range w.images {
		parts = append(parts, part{name: fmt.Sprintf("ppt/media/image%d.png", i+1), data: image.PNG, stored: true})
	}
	return pack(d.Date, parts)
}

// pageParts are slide n with its notes.
func (w *pptx) pageParts(n int, page pptxPage) []part {
	links := []related{{"layout", "slideLayout", fmt.Sprintf("../slideLayouts/slideLayout%d.xml", page.layout)},
		{"notes", "notesSlide", fmt.Sprintf("../notesSlides/notesSlide%d.xml", n)}}
	for _, image := range page.images {
		links = append(links, related{fmt.Sprintf("image%d", image), "image", fmt.Sprintf("../media/image%d.png", image)})
	}
	return []part{
		{name: fmt.Sprintf("ppt/slides/slide%d.xml", n), data: []byte(page.markup)},
		{name: fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", n), data: []byte(relations(links...))},
		{name: fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n), data: []byte(w.notes(page.notes))},
		{name: fmt.Sprintf("ppt/notesSlides/_rels/notesSlide%d.xml.rels", n), data: []byte(relations(related{"master", "notesMaster", "../notesMasters/notesMaster1.xml"},
			related{"slide", "slide", fmt.Sprintf("../slides/slide%d.xml", n)}))},
	}
}

// related is one relationship of a part: its id, the last word of its type, and the other part.
type related struct{ id, kind, target string }

func relations(all ...related) string {
	var b strings.Builder
	b.WriteString(docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range all {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, r.id, r.kind, r.target)
	}
	return b.String() + `</Relationships>`
}

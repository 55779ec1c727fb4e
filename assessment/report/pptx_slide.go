package report

import (
	"fmt"
	"strings"
)

// page is the markup of one slide in the making.
type page struct {
	w      *pptx
	b      strings.Builder
	shapes int // so far; their ids begin at 2
	images []int
}

// put writes markup; every value in it must be escaped already.
func (p *page) put(format string, values ...any) { fmt.Fprintf(&p.b, format, values...) }

// next is the id of a new shape.
func (p *page) next() int {
	p.shapes++
	return p.shapes + 1
}

// box is a place on a slide, in English Metric Units.
type box struct{ x, y, w, h int }

func (b box) String() string {
	return fmt.Sprintf(`<a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/>`, b.x, b.y, b.w, b.h)
}

// points are the sides of a box in points.
func (b box) points() (wide, high float64) {
	return float64(b.w) / emuPerPoint, float64(b.h) / emuPerPoint
}

// cover is the first slide: who, what, the result in a sentence and the date.
func (w *pptx) cover() {
	c, p := w.d.Cover, &page{w: w}
	p.one("ctrTitle", 0, coverTitle, w.d.Title, coverSize)
	p.one("body", coverName, coverNameBox, c.Organisation, leastSize+4)
	p.one("subTitle", 1, coverLead, c.Lead, 24)
	notes := []string{w.d.Title, c.Lead}
	for i, f := range c.Facts {
		if i == 0 {
			p.one("body", coverFact, coverFactBox, f.Name+": "+f.Value, leastSize)
		}
		notes = append(notes, f.Name+": "+f.Value)
	}
	if c.Draft != "" {
		p.draft(c.Draft)
		notes = append(notes, c.Draft)
	}
	if logo := w.d.Style.Logo; logo != nil {
		p.picture(coverLogo, logo, w.d.Labels.Logo+": "+c.Organisation, right)
	}
	w.finish(p, layoutCover, notes)
}

// draft is the mark of a draft on the cover.
func (p *page) draft(text string) {
	size := leastSize + 6
	at := coverDraft
	wide, _ := at.points()
	text = fitted(text, wide/1.5, size, 1) // capitals are wider
	at.w = int((textWidth(strings.ToUpper(text), size*widthBold) + 2*indent) * emuPerPoint)
	p.put(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>%s</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`+
		`<a:ln w="28575"><a:solidFill><a:srgbClr val="`+draftColour+`"/></a:solidFill></a:ln></p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>`+
		`<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="%s" sz="%d" b="1" cap="all"><a:solidFill><a:srgbClr val="`+draftColour+`"/></a:solidFill><a:latin typeface="+mn-lt"/></a:rPr><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`,
		p.next(), at, p.lang(), int(size*100), attribute(text))
}

func (p *page) lang() string { return attribute(docxLanguage(p.w.d)) }

// placeholder opens a shape that takes its place and look from the layout.
// Another place, insets and a fill go over those.
func (p *page) placeholder(kind string, index int, at box, insets, fill string) {
	name := map[string]string{"title": "Title", "ctrTitle": "Title", "subTitle": "Subtitle"}[kind]
	if name == "" {
		name = "Text"
	}
	ph := `type="` + kind + `"`
	if index > 0 {
		ph += fmt.Sprintf(` idx="%d"`, index)
	}
	if kind == "body" && index < coverName {
		ph = fmt.Sprintf(`idx="%d"`, index)
	}
	place := ""
	if at != (box{}) {
		place = `<a:xfrm>` + at.String() + `</a:xfrm>`
	}
	p.put(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr><p:spPr>%s%s</p:spPr><p:txBody><a:bodyPr%s/><a:lstStyle/>`,
		p.next(), name, ph, place, fill, insets)
}

// one is a placeholder with one text, cut to the lines that its box in the layout has.
func (p *page) one(kind string, index int, at box, text string, size float64) {
	wide, high := at.points()
	p.placeholder(kind, index, box{}, "", "")
	p.put(`<a:p><a:r><a:rPr lang="%s"/><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`, p.lang(), attribute(message(text, wide, size*widthBold, max(1, int(high/size/lineHeight)))))
}

// slide writes one slide after the cover.
func (w *pptx) slide(s slide) {
	p := &page{w: w}
	p.one("title", 0, titleBox, s.title, titleSize)
	layout := layoutText
	switch {
	case s.sides[0].picture != nil:
		layout = layoutFigure
		p.figure(s.sides)
	case len(s.sides) == 2:
		layout = layoutTwo
		p.two(s.sides)
	case s.sides[0].table != nil:
		layout = layoutTable
		t := s.sides[0].table
		p.table(bodyBox, *t, whole(t.shares()))
	default:
		wide, high := bodyBox.points()
		p.placeholder("body", 1, box{}, "", "")
		p.lines(flowed(s.sides[0].lines, wide, high, bodySizes[0]))
	}
	w.footer(p)
	w.finish(p, layout, append([]string{s.title}, s.notes...))
}

func whole(shares []int) []float64 {
	var out []float64
	for _, s := range shares {
		out = append(out, float64(s))
	}
	return out
}

// two are two sides: lines beside lines as cards, or lines beside a table.
func (p *page) two(sides []side) {
	boxes := [2]box{leftBox, rightBox}
	if sides[0].table == nil && sides[1].table == nil {
		p.cards(boxes, sides)
		return
	}
	for i, s := range sides {
		wide, high := boxes[i].points()
		if s.table == nil {
			p.placeholder("body", i+1, boxes[i], "", "")
			p.lines(flowed(s.lines, wide, high, bodySizes[0]))
			continue
		}
		t := s.table.narrowed(wide)
		p.table(boxes[i], *t, t.sharesByText(wide))
	}
}

// cards are two boxes of lines under a heading, in letters of one size and as
// high as the fuller one.
func (p *page) cards(boxes [2]box, sides []side) {
	wide, high := boxes[0].points()
	wide, high = wide-2*cardEdge, high-2*cardEdge-headSize*(lineHeight+lineGap)
	size := bodySizes[1]
	for _, s := range sides {
		size = min(size, flowed(s.lines, wide, high, size).size)
	}
	var flows [2]flow
	tall := 0.0
	for i, s := range sides {
		flows[i] = flowed(s.lines, wide, high, size)
		tall = max(tall, flows[i].high(wide))
	}
	edge := int(cardEdge * emuPerPoint)
	for i, s := range sides {
		at := boxes[i]
		at.h -= int((high - tall) * emuPerPoint)
		p.placeholder("body", i+1, at, fmt.Sprintf(` lIns="%d" tIns="%d" rIns="%d" bIns="%d"`, edge, edge, edge, edge), `<a:solidFill><a:schemeClr val="bg2"/></a:solidFill>`)
		p.put(`<a:p><a:pPr marL="0" indent="0"><a:buNone/></a:pPr><a:r><a:rPr lang="%s" sz="%d" b="1"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:rPr><a:t>%s</a:t></a:r></a:p>`,
			p.lang(), int(headSize*100), attribute(fitted(s.heading, wide, headSize*widthBold, 1)))
		p.lines(flows[i])
	}
}

// lines are the text of an open placeholder, which they close.
func (p *page) lines(f flow) {
	for _, l := range f.lines {
		p.line(l, int(f.size*100))
	}
	if f.more > 0 {
		p.line(line{Note, Plain(p.w.more(f.more))}, int(f.size*100))
	}
	p.put(`</p:txBody></p:sp>`)
}

// more says how many the report has beyond what is shown.
func (w *pptx) more(n int) string {
	return strings.ReplaceAll(w.d.Labels.More, "{n}", fmt.Sprint(n))
}

// lineMarks are the marks before each kind of line; plain text has none.
var lineMarks = map[BlockKind]string{Bullets: `<a:buFont typeface="Arial"/><a:buChar char="•"/>`, Numbered: `<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>`}

func (p *page) line(l line, size int) {
	mark, ok := lineMarks[l.kind]
	edge := fmt.Sprintf(` marL="%d" indent="-%d"`, int(indent*emuPerPoint), int(indent*emuPerPoint))
	if !ok {
		mark, edge = `<a:buNone/>`, ` marL="0" indent="0"`
	}
	p.put(`<a:p><a:pPr%s>%s</a:pPr>`, edge, mark)
	look := ""
	switch l.kind {
	case Lead:
		look = `<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>`
	case Note:
		look = `<a:solidFill><a:srgbClr val="` + softColour + `"/></a:solidFill>`
	}
	for _, r := range l.text {
		bold := ""
		if r.Bold || l.kind == Notice || l.kind == Lead {
			bold = ` b="1"`
		}
		p.run(r.Text, fmt.Sprintf(` sz="%d"%s`, size, bold), look)
	}
	p.put(`</a:p>`)
}

// run is text in one look, with its line breaks.
func (p *page) run(text, attributes, look string) {
	for i, part := range strings.Split(readable(text), "\n") {
		if i > 0 {
			p.put(`<a:br><a:rPr lang="%s"%s/></a:br>`, p.lang(), attributes)
		}
		p.put(`<a:r><a:rPr lang="%s"%s>%s</a:rPr><a:t>%s</a:t></a:r>`, p.lang(), attributes, look, escaped(strings.ReplaceAll(part, "\t", " ")))
	}
}

// figure is a picture with its numbers beside it. One without, or one as flat as
// the slide, on which the letters become large enough, has the slide for itself.
func (p *page) figure(sides []side) {
	f := sides[0].picture
	if len(sides) == 1 || f.Picture.Height*bodyWidth <= f.Picture.Width*bodyHigh {
		p.picture(bodyBox, f.Picture, f.Figure.Sentence, middle)
		return
	}
	end := p.picture(pictureBox, f.Picture, f.Figure.Sentence, left)
	at := box{end + gutter, bodyTop, slideLeft + bodyWidth - end - gutter, bodyHigh}
	if at.w > numbersMost {
		at.x, at.w = slideLeft+bodyWidth-numbersMost, numbersMost
	}
	wide, _ := at.points()
	p.table(at, *sides[1].table, sides[1].table.sharesByText(wide))
}

// align is where in its box a picture stands.
type align float64

const left, middle, right align = 0, 0.5, 1

// picture is an image as large as its box allows, at the top; it says where the image ends.
func (p *page) picture(at box, image *Picture, alt string, where align) (end int) {
	p.w.images = append(p.w.images, image)
	n := len(p.w.images)
	p.images = append(p.images, n)
	fit := min(float64(at.w)/float64(image.Width), float64(at.h)/float64(image.Height))
	w, h := int(fit*float64(image.Width)), int(fit*float64(image.Height))
	at = box{at.x + int(float64(where)*float64(at.w-w)), at.y, w, h}
	p.put(`<p:pic><p:nvPicPr><p:cNvPr id="%d" name="image%d.png" descr="%s"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>`+
		`<p:blipFill><a:blip r:embed="image%d"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>%s</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
		p.next(), n, attribute(alt), n, at)
	return at.x + at.w
}

// footer names the organisation and numbers the slide.
func (w *pptx) footer(p *page) {
	wide, _ := footerBox.points()
	draft := ""
	if w.d.Cover.Draft != "" {
		text := fitted(w.d.Cover.Draft, wide/5, footerSize*widthBold, 1) + " · "
		wide -= textWidth(text, footerSize*widthBold)
		draft = fmt.Sprintf(`<a:r><a:rPr lang="%s" b="1"><a:solidFill><a:srgbClr val="`+draftColour+`"/></a:solidFill></a:rPr><a:t>%s</a:t></a:r>`, p.lang(), escaped(text))
	}
	text := fitted(short(w.d.Cover.Organisation, 60)+" · "+w.d.Title, wide, footerSize, 1)
	p.foot("Footer", `type="ftr" sz="quarter" idx="`+indexFooter+`"`, fmt.Sprintf(`<a:pPr algn="l"/>%s<a:r><a:rPr lang="%s">%s</a:rPr><a:t>%s</a:t></a:r>`, draft, p.lang(), footLook, attribute(text)))
	p.foot("Slide Number", `type="sldNum" sz="quarter" idx="`+indexNumber+`"`, fmt.Sprintf(`<a:pPr algn="r"/><a:fld id="`+numberField+`" type="slidenum"><a:rPr lang="%s">%s</a:rPr><a:t>%d</a:t></a:fld>`, p.lang(), footLook, len(w.slides)+1))
}

// footLook is said on each slide too, because not every reader asks the layout.
const footLook = `<a:solidFill><a:srgbClr val="` + softColour + `"/></a:solidFill><a:latin typeface="+mn-lt"/>`

// foot is a placeholder at the foot of a slide.
func (p *page) foot(name, ph, text string) {
	p.put(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>%s</a:p></p:txBody></p:sp>`,
		p.next(), name, ph, text)
}

// finish closes a slide and keeps it.
func (w *pptx) finish(p *page, layout int, notes []string) {
	markup := docxHead + `<p:sld ` + pptxSpaces + `><p:cSld><p:spTree>` + pptxGroup + p.b.String() + `</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`
	w.slides = append(w.slides, pptxPage{markup, layout, notes, p.images})
}

// notes is the page of notes of a slide.
func (w *pptx) notes(lines []string) string {
	p := &page{w: w, shapes: 2}
	for _, text := range lines {
		if text = strings.TrimSpace(readable(text)); text != "" {
			p.put(`<a:p>`)
			p.run(text, "", "")
			p.put(`</a:p>`)
		}
	}
	if p.b.Len() == 0 {
		p.put(`<a:p/>`)
	}
	return docxHead + `<p:notes ` + pptxSpaces + `><p:cSld><p:spTree>` + pptxGroup +
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>` +
		`<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>` +
		p.b.String() + `</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`
}

package report

import (
	"fmt"
	"strings"
)

// A slide is 16 by 9. Lengths are in English Metric Units, of which a point has
// emuPerPoint; the boxes are those of the layouts.
const (
	slideWidth, slideHeight = 12192000, 6858000
	emuPerPoint             = 12700
	slideLeft, bodyWidth    = 609600, 10972800
	bodyTop, bodyHigh       = 1640000, 4600000
	gutter                  = 460000
	halfWidth               = (bodyWidth - gutter) / 2
	titleEdge               = 230000  // between the bar and the title
	coverEnd                = 4300000 // of the colour on the cover
	numbersMost             = 4600000 // width of the numbers beside a figure
	headSize, coverSize     = 22.0, 40.0
	cardEdge                = 14.0 // around the text of a card, in points
	draftColour, softColour = "9C1C1C", "4A5563"
	inkColour, lineColour   = "1B2430", "C3CAD3"
)

// The layouts by their number.
const (
	layoutCover = iota + 1
	layoutText
	layoutTwo
	layoutFigure
	layoutTable
)

// The places of the cover that are not a title, and of the foot of each slide.
const (
	coverName, coverFact     = 10, 11
	indexFooter, indexNumber = "20", "21"
	numberField              = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
)

var (
	titleBox   = box{slideLeft + titleEdge, 400000, bodyWidth - titleEdge, 1000000}
	bodyBox    = box{slideLeft, bodyTop, bodyWidth, bodyHigh}
	leftBox    = box{slideLeft, bodyTop, halfWidth, bodyHigh}
	rightBox   = box{slideLeft + halfWidth + gutter, bodyTop, halfWidth, bodyHigh}
	pictureBox = box{slideLeft, bodyTop, 6600000, bodyHigh}
	footerBox  = box{slideLeft, 6420000, 9600000, 240000}
	numberBox  = box{slideLeft + 9700000, 6420000, bodyWidth - 9700000, 240000}

	coverNameBox = box{slideLeft, 560000, bodyWidth, 400000}
	coverTitle   = box{slideLeft, 1240000, bodyWidth, 1300000}
	coverLead    = box{slideLeft, 2660000, bodyWidth, 1250000}
	coverFactBox = box{slideLeft, 4750000, 6600000, 340000}
	coverDraft   = box{slideLeft, 5480000, 6600000, 560000}
	coverLogo    = box{slideLeft + bodyWidth - 3200000, 4700000, 3200000, 1500000}
)

const (
	pptxSpaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	pptxGroup = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>` +
		`<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>`
	pptxColours     = `bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"`
	pptxTableStyles = docxHead + `<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="` + tableStyle + `"><a:tblStyle styleId="` + tableStyle + `" styleName="Opmaat">` +
		`<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:tcBdr><a:bottom>` + tableLine + `</a:bottom><a:insideH>` + tableLine + `</a:insideH></a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>` +
		`<a:firstRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:schemeClr val="bg1"/></a:tcTxStyle><a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>`
	tableStyle = "{6F0B1C52-9D0E-4B57-8C39-2D1A7E4F5B60}"
	tableLine  = `<a:ln w="9525"><a:solidFill><a:srgbClr val="` + lineColour + `"/></a:solidFill></a:ln>`
)

func pptxTypes(slides int) string {
	var b strings.Builder
	b.WriteString(docxHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>` +
		`<Override PartName="/ppt/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>` +
		`<Override PartName="/ppt/theme/theme2.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>`)
	one := func(name, kind string) {
		fmt.Fprintf(&b, `<Override PartName="/ppt/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.%s+xml"/>`, name, kind)
	}
	one("tableStyles", "tableStyles")
	one("slideMasters/slideMaster1", "slideMaster")
	one("notesMasters/notesMaster1", "notesMaster")
	for i := range layoutTable {
		one(fmt.Sprintf("slideLayouts/slideLayout%d", i+1), "slideLayout")
	}
	for i := range slides {
		one(fmt.Sprintf("slides/slide%d", i+1), "slide")
		one(fmt.Sprintf("notesSlides/notesSlide%d", i+1), "notesSlide")
	}
	return b.String() + `</Types>`
}

func pptxPresentation(d *Document, slides int) string {
	var b strings.Builder
	b.WriteString(docxHead + `<p:presentation ` + pptxSpaces + `><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="master"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="notes"/></p:notesMasterIdLst><p:sldIdLst>`)
	for i := range slides {
		fmt.Fprintf(&b, `<p:sldId id="%d" r:id="slide%d"/>`, 256+i, i+1)
	}
	fmt.Fprintf(&b, `</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="%d" cy="%d"/><p:defaultTextStyle><a:defPPr><a:defRPr lang="%s"/></a:defPPr><a:lvl1pPr><a:defRPr sz="1800"><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:defaultTextStyle></p:presentation>`,
		slideWidth, slideHeight, notesWidth, notesHeight, attribute(docxLanguage(d)))
	return b.String()
}

func pptxRelations(slides int) string {
	all := []related{{"master", "slideMaster", "slideMasters/slideMaster1.xml"}, {"notes", "notesMaster", "notesMasters/notesMaster1.xml"},
		{"theme", "theme", "theme/theme1.xml"}, {"tables", "tableStyles", "tableStyles.xml"}}
	for i := range slides {
		all = append(all, related{fmt.Sprintf("slide%d", i+1), "slide", fmt.Sprintf("slides/slide%d.xml", i+1)})
	}
	return relations(all...)
}

func pptxMasterRelations() string {
	all := []related{{"theme", "theme", "../theme/theme1.xml"}}
	for i := range layoutTable {
		all = append(all, related{fmt.Sprintf("layout%d", i+1), "slideLayout", fmt.Sprintf("../slideLayouts/slideLayout%d.xml", i+1)})
	}
	return relations(all...)
}

// theme has the colour of the organisation as the second dark one; who edits the
// slides changes it in one place.
func (w *pptx) theme() string {
	var b strings.Builder
	b.WriteString(docxHead + `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Opmaat"><a:themeElements><a:clrScheme name="Opmaat">`)
	for _, c := range [][2]string{{"dk1", inkColour}, {"lt1", "FFFFFF"}, {"dk2", w.colour}, {"lt2", "F2F4F7"}, {"accent1", w.colour}, {"accent2", "28A197"},
		{"accent3", "801650"}, {"accent4", "F46A25"}, {"accent5", "3D3D3D"}, {"accent6", "A285D1"}, {"hlink", "0B5394"}, {"folHlink", "801650"}} {
		fmt.Fprintf(&b, `<a:%s><a:srgbClr val="%s"/></a:%s>`, c[0], c[1], c[0])
	}
	const face = `<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>`
	const fill = `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	b.WriteString(`</a:clrScheme><a:fontScheme name="Opmaat"><a:majorFont>` + face + `</a:majorFont><a:minorFont>` + face + `</a:minorFont></a:fontScheme><a:fmtScheme name="Opmaat">` +
		`<a:fillStyleLst>` + strings.Repeat(fill, 3) + `</a:fillStyleLst><a:lnStyleLst>` + strings.Repeat(`<a:ln w="9525">`+fill+`</a:ln>`, 3) + `</a:lnStyleLst>` +
		`<a:effectStyleLst>` + strings.Repeat(`<a:effectStyle><a:effectLst/></a:effectStyle>`, 3) + `</a:effectStyleLst><a:bgFillStyleLst>` + strings.Repeat(fill, 3) + `</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`)
	return b.String()
}

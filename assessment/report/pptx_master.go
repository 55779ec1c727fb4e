package report

import (
	"fmt"
	"strings"
)

// A page of notes is A4; the slide is above the notes.
const notesWidth, notesHeight = 6858000, 9906000

// plain is a rectangle in a colour of the theme that means nothing by itself.
func plain(id int, at box, colour string) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Colour"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>%s</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`+
		`<a:solidFill>%s</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>`, id, at, colour)
}

const (
	themeColour = `<a:schemeClr val="tx2"/>`
	thinColour  = `<a:srgbClr val="` + lineColour + `"/>`
)

// holder is a placeholder of the master or a layout: what it is for, where it is,
// how its box and its letters are, and what stands in it.
func holder(id int, name, ph string, at box, body, list, text string) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>%s</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`+
		`<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"%s><a:noAutofit/></a:bodyPr><a:lstStyle>%s</a:lstStyle><a:p>%s</a:p></p:txBody></p:sp>`, id, name, ph, at, body, list, text)
}

// level is how the first level of text looks in a placeholder.
func level(size float64, attributes, colour string) string {
	return fmt.Sprintf(`<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="%d"%s><a:solidFill>%s</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>`, int(size*100), attributes, colour)
}

// foot is the footer and the number of a slide.
func foot() string {
	soft := `<a:srgbClr val="` + softColour + `"/>`
	return holder(90, "Footer", `type="ftr" sz="quarter" idx="`+indexFooter+`"`, footerBox, ` anchor="ctr"`, level(footerSize, "", soft), `<a:endParaRPr/>`) +
		holder(91, "Slide Number", `type="sldNum" sz="quarter" idx="`+indexNumber+`"`, numberBox, ` anchor="ctr"`,
			strings.Replace(level(footerSize, "", soft), `indent="0"`, `indent="0" algn="r"`, 1), `<a:fld id="`+numberField+`" type="slidenum"><a:rPr/><a:t>1</a:t></a:fld>`)
}

func pptxMaster(d *Document) string {
	var b strings.Builder
	b.WriteString(docxHead + `<p:sldMaster ` + pptxSpaces + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>` + pptxGroup +
		plain(80, box{slideLeft, titleBox.y + 60000, 80000, titleBox.h - 120000}, themeColour) +
		plain(81, box{slideLeft, footerBox.y - 80000, bodyWidth, 9525}, thinColour) +
		holder(2, "Title", `type="title"`, titleBox, ` anchor="ctr"`, "", "") +
		holder(3, "Text", `type="body" idx="1"`, bodyBox, "", "", "") + foot() +
		`</p:spTree></p:cSld><p:clrMap ` + pptxColours + `/><p:sldLayoutIdLst>`)
	for i := range layoutTable {
		fmt.Fprintf(&b, `<p:sldLayoutId id="%d" r:id="layout%d"/>`, 2147483649+i, i+1)
	}
	lang := attribute(docxLanguage(d))
	face := `<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>`
	b.WriteString(`</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>` +
		fmt.Sprintf(`<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr lang="%s" sz="%d" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>`+
			`<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>`, lang, int(titleSize*100)) + `</p:titleStyle><p:bodyStyle>` +
		fmt.Sprintf(`<a:lvl1pPr marL="%d" indent="-%d" algn="l"><a:spcBef><a:spcPct val="%.0f"/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr lang="%s" sz="2000" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>%s</a:defRPr></a:lvl1pPr>`,
			int(indent*emuPerPoint), int(indent*emuPerPoint), lineGap/lineHeight*100000, lang, face) + `</p:bodyStyle><p:otherStyle>` +
		fmt.Sprintf(`<a:lvl1pPr algn="l"><a:defRPr lang="%s" sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>%s</a:defRPr></a:lvl1pPr>`, lang, face) + `</p:otherStyle></p:txStyles></p:sldMaster>`)
	return b.String()
}

// pptxLayouts are the layouts in the order of their numbers.
func pptxLayouts(d *Document) []string {
	layout := func(kind, name, shapes string) string {
		return docxHead + `<p:sldLayout ` + pptxSpaces + kind + ` preserve="1"><p:cSld name="` + attribute(name) + `"><p:spTree>` + pptxGroup + shapes + `</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`
	}
	title := holder(2, "Title", `type="title"`, titleBox, ` anchor="ctr"`, "", "")
	white, ink := `<a:schemeClr val="bg1"/>`, `<a:schemeClr val="tx1"/>`
	cover := plain(80, box{0, 0, slideWidth, coverEnd}, themeColour) +
		holder(2, "Title", `type="ctrTitle"`, coverTitle, ` anchor="b"`, level(coverSize, ` b="1"`, white), "") +
		holder(3, "Subtitle", `type="subTitle" idx="1"`, coverLead, "", level(24, "", white), "") +
		holder(4, "Text", fmt.Sprintf(`type="body" idx="%d"`, coverName), coverNameBox, "", level(leastSize+4, ` b="1"`, white), "") +
		holder(5, "Text", fmt.Sprintf(`type="body" idx="%d"`, coverFact), coverFactBox, "", level(leastSize, "", ink), "")
	return []string{
		layout(` type="title" showMasterSp="0"`, "Opmaat", cover),
		layout(` type="obj"`, "Opmaat 1", title+holder(3, "Text", `idx="1"`, bodyBox, "", "", "")+foot()),
		layout(` type="twoObj"`, "Opmaat 2", title+holder(3, "Text", `sz="half" idx="1"`, leftBox, "", "", "")+holder(4, "Text", `sz="half" idx="2"`, rightBox, "", "", "")+foot()),
		layout(` type="titleOnly"`, d.Labels.Figure, title+foot()),
		layout(` type="titleOnly"`, d.Labels.Table, title+foot()),
	}
}

func pptxNotesMaster(d *Document) string {
	const edge = 685800
	image := box{edge, 700000, notesWidth - 2*edge, (notesWidth - 2*edge) * slideHeight / slideWidth}
	text := box{edge, image.y + image.h + 300000, notesWidth - 2*edge, notesHeight - image.y - image.h - 1000000}
	return docxHead + `<p:notesMaster ` + pptxSpaces + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>` + pptxGroup +
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>` + image.String() +
		`</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525">` + `<a:solidFill>` + thinColour + `</a:solidFill></a:ln></p:spPr></p:sp>` +
		holder(3, "Notes", `type="body" sz="quarter" idx="1"`, text, "", "", "") +
		`</p:spTree></p:cSld><p:clrMap ` + pptxColours + `/><p:notesStyle><a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="300"/></a:spcBef><a:defRPr lang="` + attribute(docxLanguage(d)) + `" sz="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>` +
		`<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>`
}

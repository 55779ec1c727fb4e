package report

import "fmt"

// table is a real table with a header row in the colour of the organisation,
// and below it how many rows the report has beyond those that fit.
func (p *page) table(at box, t Table, shares []float64) {
	wide, high := at.points()
	l := laidOut(t, shares, wide, high)
	at.h = int(l.high() * emuPerPoint)
	p.put(`<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="Table" descr="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>%s</p:xfrm>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"><a:tableStyleId>`+tableStyle+`</a:tableStyleId></a:tblPr><a:tblGrid>`, p.next(), attribute(t.Caption), at)
	for _, w := range l.widths {
		p.put(`<a:gridCol w="%d"/>`, int(w*emuPerPoint))
	}
	p.put(`</a:tblGrid>`)
	p.row(l, l.Head, 0)
	for i, row := range l.Rows {
		p.row(l, row, i+1)
	}
	p.put(`</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`)
	if l.more > 0 {
		p.below(box{at.x, at.y + at.h + int(cellTop*emuPerPoint), at.w, int(leastSize * lineHeight * emuPerPoint)}, p.w.more(l.more))
	}
}

// row is row n of a table, the head being row 0.
func (p *page) row(l laid, cells []string, n int) {
	p.put(`<a:tr h="%d">`, int(l.heights[n]*emuPerPoint))
	anchor, bold := "ctr", ""
	if n == 0 {
		anchor, bold = "b", ` b="1"`
	} else if l.heights[n] > leastSize*lineHeight*1.5+2*cellTop {
		anchor = "t" // texts of several lines begin at the same height
	}
	for i, cell := range cells {
		side := ""
		if l.numeric(i) {
			side = ` algn="r"`
		}
		p.put(`<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr%s/>`, side)
		p.run(cell, fmt.Sprintf(` sz="%d"%s`, int(leastSize*100), bold), "")
		p.put(`</a:p></a:txBody><a:tcPr marL="%d" marR="%d" marT="%d" marB="%d" anchor="%s"/></a:tc>`,
			int(cellEdge*emuPerPoint), int(cellEdge*emuPerPoint), int(cellTop*emuPerPoint), int(cellTop*emuPerPoint), anchor)
	}
	p.put(`</a:tr>`)
}

// below is a line of soft text under a table.
func (p *page) below(at box, text string) {
	p.put(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>%s</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>`+
		`<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p>`, p.next(), at)
	wide, _ := at.points()
	p.run(fitted(text, wide, leastSize, 1), fmt.Sprintf(` sz="%d"`, int(leastSize*100)), footLook)
	p.put(`</a:p></p:txBody></p:sp>`)
}

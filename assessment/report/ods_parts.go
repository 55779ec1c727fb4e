package report

import (
	"fmt"
	"strings"
)

// odsCells are the styles of sheets and cells, the latter in the order of their
// constants. COLOUR stands for the colour of the organisation.
const odsCells = `<number:number-style style:name="Whole"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>` +
	`<number:number-style style:name="Tenths"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/></number:number-style>` +
	`<number:number-style style:name="Hundredths"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>` +
	`<number:date-style style:name="Day"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>` +
	`<style:style style:name="Sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true" style:writing-mode="lr-tb"/></style:style>` +
	odsCell + `0"` + odsWrap + `/></style:style>` +
	odsCell + `1"` + odsWrap + ` fo:background-color="#e8ecf1"/><style:text-properties fo:font-weight="bold"/></style:style>` +
	odsCell + `2"` + odsTop + `/><style:text-properties fo:font-weight="bold" fo:font-size="18pt" fo:color="COLOUR"/></style:style>` +
	odsCell + `3"` + odsWrap + `/><style:text-properties fo:font-weight="bold"/></style:style>` +
	odsCell + `4" style:data-style-name="Whole"` + odsRight + `</style:style>` +
	odsCell + `5" style:data-style-name="Tenths"` + odsRight + `</style:style>` +
	odsCell + `6" style:data-style-name="Hundredths"` + odsRight + `</style:style>` +
	odsCell + `7" style:data-style-name="Day"` + odsRight + `</style:style>`

const (
	odsCell  = `<style:style style:family="table-cell" style:parent-style-name="Default" style:name="Cell`
	odsTop   = `><style:table-cell-properties style:vertical-align="top"`
	odsRight = odsTop + ` style:text-align-source="fix" fo:padding-right="8pt"/><style:paragraph-properties fo:text-align="end"/>`
	odsWrap  = odsTop + ` fo:wrap-option="wrap"`
)

// odsStyles has the usual cell, and paper lying down, on which a sheet is as wide
// as the paper.
func odsStyles(d *Document) string {
	return odfHead + `<office:document-styles ` + odfSpaces + `>` + odfFont + `<office:styles>` +
		`<style:default-style style:family="table-cell"><style:text-properties style:font-name="Calibri" fo:font-size="11pt" ` + odfLanguage(d) + `/></style:default-style>` +
		`<style:style style:name="Default" style:family="table-cell"/></office:styles>` +
		`<office:automatic-styles><style:page-layout style:name="Lying"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" ` +
		`fo:margin="1.8cm" style:scale-to-X="1"/></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Default" style:page-layout-name="Lying"/></office:master-styles></office:document-styles>`
}

// odsSettings show the first sheet first, without lines, and keep the heads of
// the others in sight.
func odsSettings(sheets []sheet) string {
	var b strings.Builder
	for _, s := range sheets {
		settings := [][2]string{{"ShowGrid", "boolean false"}}
		if s.table {
			settings = [][2]string{{"HorizontalSplitMode", "short 0"}, {"VerticalSplitMode", "short 2"}, {"HorizontalSplitPosition", "int 0"}, {"VerticalSplitPosition", "int 1"},
				{"ActiveSplitRange", "short 2"}, {"PositionLeft", "int 0"}, {"PositionRight", "int 0"}, {"PositionTop", "int 0"}, {"PositionBottom", "int 1"}, {"ShowGrid", "boolean true"}}
		}
		fmt.Fprintf(&b, `<config:config-item-map-entry config:name="%s">%s</config:config-item-map-entry>`, attribute(s.name), odsItems(settings))
	}
	return odfHead + `<office:document-settings ` + odfSpaces + `><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">` +
		`<config:config-item-map-entry>` + odsItems([][2]string{{"ViewId", "string view1"}}) + `<config:config-item-map-named config:name="Tables">` + b.String() + `</config:config-item-map-named>` +
		odsItems([][2]string{{"ActiveTable", "string " + sheets[0].name}}) + `</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`
}

// odsItems are settings of the program, by name: "boolean true", "int 3".
func odsItems(settings [][2]string) string {
	var b strings.Builder
	for _, s := range settings {
		kind, value, _ := strings.Cut(s[1], " ")
		fmt.Fprintf(&b, `<config:config-item config:name="%s" config:type="%s">%s</config:config-item>`, s[0], kind, escaped(value))
	}
	return b.String()
}

package picture

import (
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/typeface"
	"golang.org/x/image/font/sfnt"
)

// letters draws and measures text. It is for one goroutine.
type letters struct {
	typeface.Letters
	shapes map[shapeKey][]line
}

type shapeKey struct {
	font  *typeface.Font
	index sfnt.GlyphIndex
}

// width is how wide a text is in a font as CSS writes it, "bold 14px sans-serif".
// It leaves out kerning: ECharts remembers the widths of single letters and adds
// them up later, and both ways must give the same picture.
func (l *letters) width(s, css string) (float64, error) {
	faces, err := typeface.Faces()
	if err != nil {
		return 0, err
	}
	size, weight := cssFont(css)
	glyphs, err := l.Glyphs(faces[weight], s)
	total := 0.0
	for _, g := range glyphs {
		total += g.Advance
	}
	return total * size, err
}

// cssFont reads the size in pixels and the weight (0 regular, 1 bold).
func cssFont(css string) (size float64, weight int) {
	size = 12
	for _, word := range strings.Fields(css) {
		if number, ok := strings.CutSuffix(word, "px"); ok {
			if v, err := strconv.ParseFloat(number, 64); err == nil {
				size = v
			}
		}
		if n, err := strconv.Atoi(word); word == "bold" || err == nil && n >= 600 {
			weight = typeface.Bold
		}
	}
	return size, weight
}

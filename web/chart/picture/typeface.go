package picture

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts/figtree-regular.ttf
var figtreeRegular []byte

//go:embed fonts/figtree-bold.ttf
var figtreeBold []byte

// typeface is one weight: the font of the page, and one for what it lacks.
type typeface []*sfnt.Font

// typefaces are regular and bold.
var typefaces = sync.OnceValues(func() ([2]typeface, error) {
	var out [2]typeface
	for i, sources := range [2][][]byte{{figtreeRegular, goregular.TTF}, {figtreeBold, gobold.TTF}} {
		for _, source := range sources {
			f, err := sfnt.Parse(source)
			if err != nil {
				return out, fmt.Errorf("font: %w", err)
			}
			out[i] = append(out[i], f)
		}
	}
	return out, nil
})

// letters draws and measures text in one size. It is for one goroutine.
type letters struct{ buffer sfnt.Buffer }

// glyph is a letter of a font; advance is in units of the size.
type glyph struct {
	font    *sfnt.Font
	index   sfnt.GlyphIndex
	advance float64
	before  float64 // kerning with the letter before, of the same font
}

// glyphs are the letters of a text. What no font has is drawn as a box.
func (l *letters) glyphs(face typeface, s string) ([]glyph, error) {
	var out []glyph
	for _, r := range s {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			continue // takes no room
		}
		g, err := l.glyph(face, r)
		if err != nil {
			return nil, err
		}
		if n := len(out); n > 0 && out[n-1].font == g.font {
			k, err := g.font.Kern(&l.buffer, out[n-1].index, g.index, fixed.I(unit), font.HintingNone)
			if err == nil {
				g.before = float64(k) / 64 / unit
			} else if !errors.Is(err, sfnt.ErrNotFound) {
				return nil, err
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// unit is the size at which letters are measured.
const unit = 1000

func (l *letters) glyph(face typeface, r rune) (glyph, error) {
	g := glyph{font: face[0]}
	if unicode.IsSpace(r) {
		r = ' ' // fonts lack most of the narrow ones
	}
	for _, f := range face {
		index, err := f.GlyphIndex(&l.buffer, r)
		if err != nil {
			return g, err
		}
		if index != 0 {
			g.font, g.index = f, index
			break
		}
	}
	advance, err := g.font.GlyphAdvance(&l.buffer, g.index, fixed.I(unit), font.HintingNone)
	g.advance = float64(advance) / 64 / unit
	return g, err
}

// width is how wide a text is in a font as CSS writes it, "bold 14px sans-serif".
// It leaves out kerning: ECharts remembers the widths of single letters and adds
// them up later, and both ways must give the same picture.
func (l *letters) width(s, css string) (float64, error) {
	faces, err := typefaces()
	if err != nil {
		return 0, err
	}
	size, weight := cssFont(css)
	glyphs, err := l.glyphs(faces[weight], s)
	total := 0.0
	for _, g := range glyphs {
		total += g.advance
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
			weight = 1
		}
	}
	return size, weight
}

// Package typeface holds the letters of documents and of the pictures in them, so
// that a text is as wide in a chart as it is on the page around it.
package typeface

import (
	_ "embed"
	"errors"
	"fmt"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed figtree-regular.ttf
var figtreeRegular []byte

//go:embed figtree-bold.ttf
var figtreeBold []byte

// Font is one font file.
type Font struct {
	*sfnt.Font
	Name string // as PostScript calls it
	Data []byte // TrueType
}

// Face is one weight: the font of the page, and one for what it lacks.
type Face []*Font

// The weights that Faces has.
const (
	Regular = 0
	Bold    = 1
)

// Faces are regular and bold.
var Faces = sync.OnceValues(func() ([2]Face, error) {
	var out [2]Face
	for i, fonts := range [2][]Font{
		{{Name: "Figtree-Regular", Data: figtreeRegular}, {Name: "GoRegular", Data: goregular.TTF}},
		{{Name: "Figtree-Bold", Data: figtreeBold}, {Name: "Go-Bold", Data: gobold.TTF}},
	} {
		for _, f := range fonts {
			outlines, err := sfnt.Parse(f.Data)
			if err != nil {
				return out, fmt.Errorf("font %s: %w", f.Name, err)
			}
			f.Font = outlines
			out[i] = append(out[i], &f)
		}
	}
	return out, nil
})

// Unit is the size at which letters are measured.
const Unit = 1000

// Glyph is a letter of a font. Advance is in sizes of the font, and so is Before,
// the kerning with the letter before it of the same font.
type Glyph struct {
	Font            *Font
	Index           sfnt.GlyphIndex
	Rune            rune // what it stands for
	Advance, Before float64
	Missing         bool // no font has it: this is Box
}

// Box is what stands for letters that no font has.
const Box = '□'

// Letters looks up and measures letters. The zero value is ready; it is for one
// goroutine.
type Letters struct {
	Buffer sfnt.Buffer
	known  map[place]Glyph
	kerns  map[pair]float64
}

type place struct {
	font *Font
	r    rune
}

type pair struct {
	font        *Font
	left, right sfnt.GlyphIndex
}

// Glyphs are the letters of a text, each from the first font that has it.
func (l *Letters) Glyphs(face Face, s string) ([]Glyph, error) {
	out := make([]Glyph, 0, len(s))
	for _, r := range s {
		if Silent(r) {
			continue
		}
		g, err := l.first(face, r)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, l.kern(out)
}

// Word is a text in one font if one has all of it: a word that changes its font
// in the middle looks broken.
func (l *Letters) Word(face Face, s string) ([]Glyph, error) {
	for _, f := range face {
		out, whole, err := l.within(f, s)
		if err != nil {
			return nil, err
		}
		if whole {
			return out, l.kern(out)
		}
	}
	return l.Glyphs(face, s)
}

func (l *Letters) within(f *Font, s string) (out []Glyph, whole bool, err error) {
	out = make([]Glyph, 0, len(s))
	for _, r := range s {
		if Silent(r) {
			continue
		}
		g, ok, err := l.of(f, r)
		if err != nil || !ok {
			return nil, false, err
		}
		out = append(out, g)
	}
	return out, true, nil
}

// Silent says whether a character takes no room of its own.
func Silent(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Cf, unicode.Variation_Selector)
}

func (l *Letters) first(face Face, r rune) (Glyph, error) {
	for _, f := range face {
		if g, ok, err := l.of(f, r); ok || err != nil {
			return g, err
		}
	}
	for _, f := range face {
		if g, ok, err := l.of(f, Box); ok || err != nil {
			g.Rune, g.Missing = r, true
			return g, err
		}
	}
	return Glyph{}, fmt.Errorf("no font has %q", Box)
}

// of is a letter of one font, if it has it.
func (l *Letters) of(f *Font, r rune) (Glyph, bool, error) {
	if unicode.IsSpace(r) {
		r = ' ' // fonts lack most of the narrow ones
	}
	if g, ok := l.known[place{f, r}]; ok {
		return g, true, nil
	}
	index, err := f.GlyphIndex(&l.Buffer, r)
	if err != nil || index == 0 {
		return Glyph{}, false, err
	}
	advance, err := f.GlyphAdvance(&l.Buffer, index, fixed.I(Unit), font.HintingNone)
	if err != nil {
		return Glyph{}, false, err
	}
	g := Glyph{Font: f, Index: index, Rune: r, Advance: float64(advance) / 64 / Unit}
	if l.known == nil {
		l.known = map[place]Glyph{}
	}
	l.known[place{f, r}] = g // as many as the fonts have
	return g, true, nil
}

// kern moves neighbours of the same font together, or apart.
func (l *Letters) kern(glyphs []Glyph) error {
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], &glyphs[i]
		if a.Font != b.Font {
			continue
		}
		key := pair{a.Font, a.Index, b.Index}
		k, ok := l.kerns[key]
		if !ok {
			wide, err := a.Font.Kern(&l.Buffer, a.Index, b.Index, fixed.I(Unit), font.HintingNone)
			if err != nil && !errors.Is(err, sfnt.ErrNotFound) {
				return err
			}
			k = float64(wide) / 64 / Unit
			if l.kerns == nil {
				l.kerns = map[pair]float64{}
			}
			l.kerns[key] = k
		}
		b.Before = k
	}
	return nil
}

// Width is how wide letters are, in sizes.
func Width(glyphs []Glyph) float64 {
	w := 0.0
	for _, g := range glyphs {
		w += g.Before + g.Advance
	}
	return w
}

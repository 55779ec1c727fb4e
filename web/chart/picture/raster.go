package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report/typeface"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// raster draws a tree of elements as pixels.
type raster struct {
	defs
	*tools
	to *image.RGBA
}

// rasterize draws an SVG that ECharts made on a ground of one colour, with scale
// pixels to one CSS pixel. The pixels belong to the tools, which draw over them
// the next time.
func (t *tools) rasterize(root *node, ground string, scale float64) (*image.RGBA, error) {
	w, h := int(math.Ceil(root.number("width", 0)*scale)), int(math.Ceil(root.number("height", 0)*scale))
	if w <= 0 || h <= 0 || w > 8000 || h > 8000 {
		return nil, fmt.Errorf("%w: size %d by %d", ErrSVG, w, h)
	}
	r := &raster{definitions(root), t, t.canvas(w, h)}
	fill, _, err := paint(ground)
	if err != nil {
		return nil, err
	}
	draw.Draw(r.to, r.to.Bounds(), image.NewUniform(fill), image.Point{}, draw.Src)
	return r.to, r.walk(r, root.children, affine{a: scale, d: scale}, box{high: point{float64(w), float64(h)}})
}

// path draws an element.
func (r *raster) path(n *node, lines []line, m affine, clip box) error {
	return r.shape(n, lines, m, clip.pixels())
}

// shape fills and strokes lines, which are in pixels already.
func (r *raster) shape(n *node, lines []line, m affine, clip image.Rectangle) error {
	fill := func() error {
		r.areas.reset()
		for _, l := range lines {
			r.areas.add(l.points...)
		}
		return r.fill(n, n.attr["fill"], n.number("fill-opacity", 1), "#000", m, clip)
	}
	stroke := func() error {
		width := n.number("stroke-width", 1) * m.scale()
		if n.attr["stroke"] == "" || width <= 0 {
			return nil
		}
		p := pen{width: width, round: n.attr["stroke-linecap"] == "round", join: n.attr["stroke-linejoin"]}
		dash, err := numbers(n.attr["stroke-dasharray"])
		if err != nil {
			return err
		}
		for _, d := range dash {
			p.dash = append(p.dash, d*m.scale())
		}
		r.areas.reset()
		p.outline(&r.areas, lines)
		return r.fill(n, n.attr["stroke"], n.number("stroke-opacity", 1), "none", m, clip)
	}
	return painted(n, fill, stroke)
}

// fill covers the areas with a paint; otherwise is the paint of an element that names none.
func (r *raster) fill(n *node, name string, opacity float64, otherwise string, m affine, clip image.Rectangle) error {
	if name == "" {
		name = otherwise
	}
	box := r.areas.box().pixels().Intersect(clip)
	if name == "none" || box.Empty() || opacity <= 0 {
		return nil
	}
	source, err := r.source(name, opacity*n.number("opacity", 1), m)
	if err != nil {
		return err
	}
	r.ink.Reset(box.Dx(), box.Dy())
	x, y := float64(box.Min.X), float64(box.Min.Y)
	r.areas.each(func(area []point) {
		for i, p := range area {
			if i == 0 {
				r.ink.MoveTo(float32(p.x-x), float32(p.y-y))
			} else {
				r.ink.LineTo(float32(p.x-x), float32(p.y-y))
			}
		}
		r.ink.ClosePath()
	})
	r.ink.Draw(r.to, box, source, box.Min)
	return nil
}

// source is what an area is filled with.
func (r *raster) source(name string, opacity float64, m affine) (image.Image, error) {
	if id := reference(name); id != "" {
		return r.pattern(id, opacity, m)
	}
	c, visible, err := paint(name)
	if err != nil || !visible {
		return image.Transparent, err
	}
	c.A = uint8(math.Round(float64(c.A) * min(1, opacity)))
	return image.NewUniform(c), nil
}

// paint reads "#rgb", "#rrggbb", "rgb(r,g,b)", "rgba(r,g,b,a)" and "transparent".
func paint(s string) (c color.NRGBA, visible bool, err error) {
	bad := fmt.Errorf("%w: colour %q", ErrSVG, s)
	if s == "transparent" || s == "none" {
		return c, false, nil
	}
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		if len(hex) == 3 {
			hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
		}
		v, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) != 6 {
			return c, false, bad
		}
		return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, true, nil
	}
	inside, ok := strings.CutSuffix(s, ")")
	_, inside, named := strings.Cut(inside, "(")
	v, err := numbers(inside)
	if !ok || !named || !strings.HasPrefix(s, "rgb") || err != nil || len(v) < 3 || len(v) > 4 {
		return c, false, bad
	}
	v = append(v, 1)
	return color.NRGBA{uint8(v[0]), uint8(v[1]), uint8(v[2]), uint8(math.Round(255 * min(1, max(0, v[3]))))}, true, nil
}

// tiles is a pattern that repeats over the whole picture.
type tiles struct {
	bounds        image.Rectangle
	back          affine // from pixels to the pattern
	width, height float64
	areas         [][]point
	colour        color.NRGBA
	inked         []bool // of gridSize by gridSize places of the pattern
}

// gridSize is on how many places across and down a pattern is looked at. It is
// repeated so often that to look once is a fraction of the time.
const gridSize = 64

// look finds which places of the pattern are in its areas.
func (t *tiles) look() {
	t.inked = make([]bool, gridSize*gridSize)
	for i := range t.inked {
		p := point{(float64(i%gridSize) + 0.5) / gridSize * t.width, (float64(i/gridSize) + 0.5) / gridSize * t.height}
		t.inked[i] = slices.ContainsFunc(t.areas, func(area []point) bool { return inside(area, p) })
	}
}

// pattern is the source of a pattern. ECharts makes patterns of filled paths in one colour.
func (r *raster) pattern(id string, opacity float64, m affine) (image.Image, error) {
	n, ok := r.patterns[id]
	if !ok {
		return nil, fmt.Errorf("%w: pattern %q", ErrSVG, id)
	}
	turn, err := parseTransform(n.attr["patternTransform"])
	if err != nil {
		return nil, err
	}
	t := &tiles{bounds: r.to.Bounds(), back: m.then(turn).inverse(), width: n.number("width", 0), height: n.number("height", 0)}
	if !(t.width > 0) || !(t.height > 0) {
		return nil, fmt.Errorf("%w: pattern %q has no size", ErrSVG, id)
	}
	if err := t.gather(n); err != nil {
		return nil, err
	}
	t.look()
	t.colour.A = uint8(math.Round(float64(t.colour.A) * min(1, opacity)))
	return t, nil
}

func (t *tiles) gather(n *node) error {
	for _, child := range n.children {
		if child.name == "g" {
			if err := t.gather(child); err != nil {
				return err
			}
			continue
		}
		lines, err := child.outline()
		if err != nil {
			return err
		}
		for _, l := range lines {
			t.areas = append(t.areas, l.points)
		}
		if t.colour, _, err = paint(child.attr["fill"]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tiles) ColorModel() color.Model { return color.NRGBAModel }
func (t *tiles) Bounds() image.Rectangle { return t.bounds }

// fine is how many places of a pixel are looked at in each direction.
const fine = 4

// At is how much of a pixel the pattern covers.
func (t *tiles) At(x, y int) color.Color {
	covered := 0
	for i := range fine * fine {
		p := t.back.apply(point{float64(x) + (float64(i%fine)+0.5)/fine, float64(y) + (float64(i/fine)+0.5)/fine})
		if t.inked[cell(p.y/t.height)*gridSize+cell(p.x/t.width)] {
			covered++
		}
	}
	c := t.colour
	c.A = uint8(int(c.A) * covered / (fine * fine))
	return c
}

// cell is the place of the grid in which a coordinate lies, counted in patterns.
func cell(v float64) int { return int((v-math.Floor(v))*gridSize) & (gridSize - 1) }

// inside says whether a place lies in an area.
func inside(area []point, p point) bool {
	in := false
	for i, a := range area {
		b := area[(i+1)%len(area)]
		if (a.y > p.y) != (b.y > p.y) && p.x < (b.x-a.x)*(p.y-a.y)/(b.y-a.y)+a.x {
			in = !in
		}
	}
	return in
}

// middle is how far the middle of the letters lies above their base line, in
// sizes: what SVG calls the central base line.
const middle = 0.35

// text draws one line of text.
func (r *raster) text(n *node, m affine, clip box) error {
	size, _, glyphs, at, err := r.letters.set(n)
	if err != nil {
		return err
	}
	var lines []line
	for _, g := range glyphs {
		at.x += g.Before * size
		shape, err := r.letters.outline(g)
		if err != nil {
			return fmt.Errorf("%w: text: %w", ErrSVG, err)
		}
		lines = append(lines, transformed(shape, m.then(affine{size, 0, 0, size, at.x, at.y}))...)
		at.x += g.Advance * size
	}
	return r.path(n, lines, m, clip)
}

// set measures a line of text; at is where its base line begins, in user units.
func (l *letters) set(n *node) (size float64, weight int, glyphs []typeface.Glyph, at point, err error) {
	faces, err := typeface.Faces()
	if err != nil {
		return 0, 0, nil, at, err
	}
	size, weight = textStyle(n.attr["style"])
	if glyphs, err = l.Glyphs(faces[weight], n.text); err != nil {
		return 0, 0, nil, at, fmt.Errorf("%w: text: %w", ErrSVG, err)
	}
	at = point{n.number("x", 0), n.number("y", 0)}
	switch n.attr["text-anchor"] {
	case "middle":
		at.x -= typeface.Width(glyphs) * size / 2
	case "end":
		at.x -= typeface.Width(glyphs) * size
	}
	if n.attr["dominant-baseline"] == "central" {
		at.y += middle * size
	}
	return size, weight, glyphs, at, nil
}

// textStyle reads "font-size:12px;font-weight:bold" and "font: bold 12px sans-serif".
func textStyle(style string) (size float64, weight int) {
	words := strings.NewReplacer(":", " ", ";", " ").Replace(style)
	return cssFont(words)
}

// outline is the shape of a letter of size 1 that stands at the origin.
func (l *letters) outline(g typeface.Glyph) ([]line, error) {
	key := shapeKey{g.Font, g.Index}
	if known, ok := l.shapes[key]; ok {
		return known, nil
	}
	segments, err := g.Font.LoadGlyph(&l.Buffer, g.Index, fixed.I(typeface.Unit), nil)
	if err != nil {
		return nil, err
	}
	place := func(p fixed.Point26_6) point {
		return point{float64(p.X) / 64 / typeface.Unit, float64(p.Y) / 64 / typeface.Unit}
	}
	var p pathReader
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.at = place(s.Args[0])
			p.lines = append(p.lines, line{points: []point{p.at}, closed: true})
		case sfnt.SegmentOpLineTo:
			p.line(place(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.bend(place(s.Args[0]), place(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.curve(place(s.Args[0]), place(s.Args[1]), place(s.Args[2]))
		}
	}
	if l.shapes == nil {
		l.shapes = map[shapeKey][]line{}
	}
	l.shapes[key] = p.lines // as many as the fonts have
	return p.lines, nil
}

// bends is how many straight pieces stand for the small curves of letters.
const bends = 4

func (p *pathReader) bend(b, c point) {
	a := p.at
	for i := 1; i <= bends; i++ {
		t := float64(i) / bends
		u := 1 - t
		p.line(point{u*u*a.x + 2*u*t*b.x + t*t*c.x, u*u*a.y + 2*u*t*b.y + t*t*c.y})
	}
}

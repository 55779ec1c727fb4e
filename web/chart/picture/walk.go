package picture

import (
	"fmt"
	"image"
	"math"
	"strings"
)

// defs are the elements of a drawing that others point at.
type defs struct{ clips, patterns map[string]*node }

// visitor takes what is seen of a drawing, in its order. Lines are where they are
// in the picture; m leads there from the element.
type visitor interface {
	path(n *node, lines []line, m affine, clip box) error
	text(n *node, m affine, clip box) error
}

// definitions finds what other elements point at.
func definitions(root *node) defs {
	d := defs{map[string]*node{}, map[string]*node{}}
	d.add(root)
	return d
}

func (d defs) add(n *node) {
	switch n.name {
	case "clipPath":
		d.clips[n.attr["id"]] = n
	case "pattern":
		d.patterns[n.attr["id"]] = n
	}
	for _, child := range n.children {
		d.add(child)
	}
}

// walk leads a visitor through elements. It fails on what it does not know.
func (d defs) walk(v visitor, list []*node, m affine, clip box) error {
	for _, n := range list {
		if err := d.element(v, n, m, clip); err != nil {
			return err
		}
	}
	return nil
}

func (d defs) element(v visitor, n *node, m affine, clip box) error {
	switch n.name {
	case "defs", "style", "clipPath", "pattern", "title", "desc":
		return nil
	}
	local, err := parseTransform(n.attr["transform"])
	if err != nil {
		return err
	}
	if clip, err = d.clipped(n, m, clip); err != nil {
		return err
	}
	m = m.then(local)
	switch n.name {
	case "g":
		return d.walk(v, n.children, m, clip)
	case "text":
		return v.text(n, m, clip)
	}
	lines, err := n.outline()
	if err != nil {
		return err
	}
	return v.path(n, transformed(lines, m), m, clip)
}

// clipped narrows the clip. ECharts clips by upright rectangles only, so the box
// around the clip is the clip.
func (d defs) clipped(n *node, m affine, clip box) (box, error) {
	id := reference(n.attr["clip-path"])
	if id == "" {
		return clip, nil
	}
	def, ok := d.clips[id]
	if !ok || len(def.children) != 1 {
		return clip, fmt.Errorf("%w: clip %q", ErrSVG, id)
	}
	lines, err := def.children[0].outline()
	if err != nil {
		return clip, err
	}
	return clip.within(around(transformed(lines, m))), nil
}

// reference is the id in "url(#id)".
func reference(s string) string {
	if inside, ok := strings.CutPrefix(s, "url(#"); ok {
		return strings.TrimSuffix(inside, ")")
	}
	return ""
}

func transformed(lines []line, m affine) []line {
	out := make([]line, len(lines))
	for i, l := range lines {
		out[i] = line{make([]point, len(l.points)), l.closed}
		for k, p := range l.points {
			out[i].points[k] = m.apply(p)
		}
	}
	return out
}

// painted fills an element and draws its edge, in the order that it asks for.
func painted(n *node, fill, stroke func() error) error {
	first, second := fill, stroke
	if strings.HasPrefix(n.attr["paint-order"], "stroke") {
		first, second = stroke, fill
	}
	if err := first(); err != nil {
		return err
	}
	return second()
}

// box is an upright rectangle.
type box struct{ low, high point }

// everywhere is the clip of a shape that has none.
var everywhere = box{point{math.Inf(-1), math.Inf(-1)}, point{math.Inf(1), math.Inf(1)}}

// within is what two boxes share.
func (b box) within(c box) box {
	return box{point{max(b.low.x, c.low.x), max(b.low.y, c.low.y)}, point{min(b.high.x, c.high.x), min(b.high.y, c.high.y)}}
}

// around is the box around lines.
func around(lines []line) box {
	b := box{everywhere.high, everywhere.low}
	for _, l := range lines {
		for _, p := range l.points {
			b.low, b.high = point{min(b.low.x, p.x), min(b.low.y, p.y)}, point{max(b.high.x, p.x), max(b.high.y, p.y)}
		}
	}
	return b
}

func (b box) empty() bool { return !(b.low.x < b.high.x) || !(b.low.y < b.high.y) }

func (b box) holds(c box, margin float64) bool {
	return c.low.x-margin >= b.low.x && c.low.y-margin >= b.low.y && c.high.x+margin <= b.high.x && c.high.y+margin <= b.high.y
}

// pixels is the whole pixels around a box, none of one that is too large to draw.
func (b box) pixels() image.Rectangle {
	if !(b.low.x <= b.high.x) || !(b.low.y <= b.high.y) || b.high.x-b.low.x > 1e6 || b.high.y-b.low.y > 1e6 {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(b.low.x)), int(math.Floor(b.low.y)), int(math.Ceil(b.high.x)), int(math.Ceil(b.high.y)))
}

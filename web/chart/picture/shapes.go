package picture

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// tracer makes shapes of a tree of elements, in CSS pixels.
type tracer struct {
	defs
	letters *letters
	shapes  []report.Shape
}

// trace makes shapes of an SVG that ECharts made, on a ground of one colour.
func (k *tools) trace(root *node, ground string) ([]report.Shape, error) {
	t := &tracer{defs: definitions(root), letters: &k.letters}
	page := &node{name: "rect", attr: map[string]string{"width": root.attr["width"], "height": root.attr["height"], "fill": ground}}
	if err := t.walk(t, append([]*node{page}, root.children...), affine{a: 1, d: 1}, everywhere); err != nil {
		return nil, err
	}
	return t.shapes, nil
}

// path adds the shape of an element.
func (t *tracer) path(n *node, lines []line, m affine, clip box) error {
	return t.layers(n, m, clip, around(lines), report.Shape{Path: pathOf(lines)})
}

func (b box) path() string {
	return pathOf([]line{{[]point{b.low, {b.high.x, b.low.y}, b.high, {b.low.x, b.high.y}}, true}})
}

// pathOf writes lines as the path of a shape, to a hundredth of a pixel.
func pathOf(lines []line) string {
	var b []byte
	for _, l := range lines {
		for i, p := range l.points {
			b = append(b, "ML"[min(i, 1)])
			b = append(coordinate(b, p.x), ' ')
			b = coordinate(b, p.y)
		}
		if l.closed {
			b = append(b, 'Z')
		}
	}
	return string(b)
}

func coordinate(b []byte, v float64) []byte { return strconv.AppendFloat(b, hundredth(v), 'f', -1, 64) }

func hundredth(v float64) float64 { return math.Round(v*100)/100 + 0 }

// layers adds what is filled of a shape and what is drawn along its edge.
func (t *tracer) layers(n *node, m affine, clip, area box, s report.Shape) error {
	fill := func() error {
		name := n.attr["fill"]
		if name == "" {
			name = "#000"
		}
		if id := reference(name); id != "" {
			return t.pattern(id, n, m, clip, area, s)
		}
		return t.add(n, name, n.number("fill-opacity", 1), clip, area, s)
	}
	stroke := func() error {
		width, name := n.number("stroke-width", 1)*m.scale(), n.attr["stroke"]
		if name == "" || width <= 0 {
			return nil
		}
		dash, err := numbers(n.attr["stroke-dasharray"])
		if err != nil {
			return err
		}
		edge := s
		edge.Width, edge.Round = hundredth(width), n.attr["stroke-linecap"] == "round"
		if join := n.attr["stroke-linejoin"]; join == "round" || join == "bevel" {
			edge.Join = join
		}
		for _, d := range dash {
			edge.Dash = append(edge.Dash, hundredth(d*m.scale()))
		}
		return t.add(n, name, n.number("stroke-opacity", 1), clip, area, edge)
	}
	return painted(n, fill, stroke)
}

// add adds a shape in a colour, unless nothing of it is seen.
func (t *tracer) add(n *node, name string, opacity float64, clip, area box, s report.Shape) error {
	c, visible, err := paint(name)
	if err != nil {
		return err
	}
	alpha := float64(c.A) / 255 * min(1, opacity*n.number("opacity", 1))
	if !visible || alpha <= 0 || s.Path == "" && strings.TrimSpace(s.Text) == "" {
		return nil
	}
	s.Colour, s.Clear = fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B), hundredth(1-alpha)
	if !clip.holds(area, s.Width/2) {
		if clip.empty() {
			return nil
		}
		s.Clip = append(s.Clip, clip.path())
	}
	if err := s.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrSVG, err)
	}
	t.shapes = append(t.shapes, s)
	return nil
}

// tilesMost is how often a pattern may repeat in a shape.
const tilesMost = 5000

// pattern fills a shape with the areas of a pattern, repeated over it.
func (t *tracer) pattern(id string, n *node, m affine, clip, area box, s report.Shape) error {
	def, ok := t.patterns[id]
	if !ok {
		return fmt.Errorf("%w: pattern %q", ErrSVG, id)
	}
	turn, err := parseTransform(def.attr["patternTransform"])
	if err != nil {
		return err
	}
	tile := tiles{width: def.number("width", 0), height: def.number("height", 0)}
	if !(tile.width > 0) || !(tile.height > 0) {
		return fmt.Errorf("%w: pattern %q has no size", ErrSVG, id)
	}
	if err := tile.gather(def); err != nil {
		return err
	}
	lines, err := tile.repeat(m.then(turn), area)
	if err != nil || s.Path == "" {
		return err
	}
	hatch := report.Shape{Path: pathOf(lines), Clip: []string{s.Path}}
	name := fmt.Sprintf("rgba(%d,%d,%d,%v)", tile.colour.R, tile.colour.G, tile.colour.B, float64(tile.colour.A)/255)
	return t.add(n, name, n.number("fill-opacity", 1), clip, area, hatch)
}

// repeat lays the areas of a pattern side by side until they cover a box. m leads
// from the pattern to the picture. Areas that meet themselves in the next tile
// become one stripe: seams would show.
func (t *tiles) repeat(m affine, area box) ([]line, error) {
	back := m.inverse()
	corners := around([]line{{points: []point{back.apply(area.low), back.apply(area.high), back.apply(point{area.low.x, area.high.y}), back.apply(point{area.high.x, area.low.y})}}})
	left, right := math.Floor(corners.low.x/t.width), math.Ceil(corners.high.x/t.width)
	top, bottom := math.Floor(corners.low.y/t.height), math.Ceil(corners.high.y/t.height)
	if count := (right - left) * (bottom - top); !(count <= tilesMost) {
		return nil, fmt.Errorf("%w: a pattern repeats %v times", ErrSVG, count)
	}
	var out []line
	for _, points := range t.areas {
		tile := box{high: point{t.width, t.height}}
		b := around([]line{{points: points}})
		if !upright(points, b) {
			if !tile.holds(b, 0) {
				return nil, fmt.Errorf("%w: a pattern reaches over its edge", ErrSVG)
			}
			out = append(out, copies(points, m, left, right, top, bottom, t.width, t.height)...)
			continue
		}
		if b = b.within(tile); b.empty() {
			continue // what lies beside a tile is not seen
		}
		across, down, high := t.width, t.height, b.high
		if b.high.x-b.low.x == t.width {
			across, high.x = (right-left)*t.width, (right-left)*t.width
		}
		if b.high.y-b.low.y == t.height {
			down, high.y = (bottom-top)*t.height, (bottom-top)*t.height
		}
		corners := []point{b.low, {high.x, b.low.y}, high, {b.low.x, high.y}}
		shift := affine{1, 0, 0, 1, left * t.width, top * t.height}
		out = append(out, copies(corners, m.then(shift), 0, (right-left)*t.width/across, 0, (bottom-top)*t.height/down, across, down)...)
	}
	return out, nil
}

// upright says whether an area is the box around it.
func upright(points []point, b box) bool {
	for _, p := range points {
		if p.x != b.low.x && p.x != b.high.x || p.y != b.low.y && p.y != b.high.y {
			return false
		}
	}
	return len(points) == 4
}

// copies are an area in every tile of some columns and rows of tiles.
func copies(points []point, m affine, left, right, top, bottom, width, height float64) []line {
	var out []line
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			moved := line{closed: true}
			for _, p := range points {
				moved.points = append(moved.points, m.apply(point{p.x + x*width, p.y + y*height}))
			}
			out = append(out, moved)
		}
	}
	return out
}

// text adds a line of text. It may be turned, but not stretched.
func (t *tracer) text(n *node, m affine, clip box) error {
	size, weight, glyphs, at, err := t.letters.set(n)
	if err != nil {
		return err
	}
	if math.Abs(m.a-m.d) > 1e-6 || math.Abs(m.b+m.c) > 1e-6 {
		return fmt.Errorf("%w: stretched text", ErrSVG)
	}
	start, end := m.apply(at), m.apply(point{at.x + typeface.Width(glyphs)*size, at.y})
	area := around([]line{{points: []point{start, end}}})
	area = box{point{area.low.x - size, area.low.y - size}, point{area.high.x + size, area.high.y + size}}
	return t.layers(n, m, clip, area, report.Shape{Text: n.text, X: hundredth(start.x), Y: hundredth(start.y), Size: hundredth(size * m.scale()),
		Turn: hundredth(math.Atan2(m.b, m.a) * 180 / math.Pi), Bold: weight == typeface.Bold})
}

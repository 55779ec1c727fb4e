package picture

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ErrSVG is wrapped by the error of a drawing that has something in it that
// pictures are not made of. ECharts writes a small part of SVG; this is that part.
var ErrSVG = errors.New("drawing cannot be read")

// node is one element with what it inherits filled in by whoever draws it.
type node struct {
	name     string
	attr     map[string]string
	text     string
	children []*node
}

// parseSVG reads a drawing into a tree.
func parseSVG(source string) (*node, error) {
	in := xml.NewDecoder(strings.NewReader(source))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrSVG, err)
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attr: make(map[string]string, len(t.Attr))}
			for _, a := range t.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
	if len(root.children) != 1 || root.children[0].name != "svg" {
		return nil, fmt.Errorf("%w: it is not one svg element", ErrSVG)
	}
	return root.children[0], nil
}

// number is an attribute in user units, or what stands for it when it is not there.
func (n *node) number(name string, otherwise float64) float64 {
	if v, err := strconv.ParseFloat(strings.TrimSuffix(n.attr[name], "px"), 64); err == nil {
		return v
	}
	return otherwise
}

// point is a place in user units or in pixels.
type point struct{ x, y float64 }

// line is a row of points; closed says that the last one leads to the first.
type line struct {
	points []point
	closed bool
}

// affine is a transformation: x' = a x + c y + e, y' = b x + d y + f.
type affine struct{ a, b, c, d, e, f float64 }

func (m affine) apply(p point) point { return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f} }

// then is n first and m after it.
func (m affine) then(n affine) affine {
	return affine{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f}
}

// scale is by how much lengths grow.
func (m affine) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// inverse undoes m.
func (m affine) inverse() affine {
	det := m.a*m.d - m.b*m.c
	n := affine{a: m.d / det, b: -m.b / det, c: -m.c / det, d: m.a / det}
	n.e, n.f = -(n.a*m.e + n.c*m.f), -(n.b*m.e + n.d*m.f)
	return n
}

// parseTransform reads translate, rotate, scale and matrix, one after another.
func parseTransform(s string) (affine, error) {
	m := affine{a: 1, d: 1}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		name, rest, ok := strings.Cut(s, "(")
		inside, after, closed := strings.Cut(rest, ")")
		v, err := numbers(inside)
		if !ok || !closed || err != nil {
			return m, fmt.Errorf("%w: transform %q", ErrSVG, s)
		}
		next, err := transformOf(strings.TrimSpace(name), v)
		if err != nil {
			return m, err
		}
		m, s = m.then(next), after
	}
	return m, nil
}

func transformOf(name string, v []float64) (affine, error) {
	switch {
	case name == "translate" && len(v) == 2:
		return affine{1, 0, 0, 1, v[0], v[1]}, nil
	case name == "translate" && len(v) == 1:
		return affine{1, 0, 0, 1, v[0], 0}, nil
	case name == "rotate" && len(v) == 1:
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		return affine{cos, sin, -sin, cos, 0, 0}, nil
	case name == "scale" && len(v) == 2:
		return affine{v[0], 0, 0, v[1], 0, 0}, nil
	case name == "matrix" && len(v) == 6:
		return affine{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
	}
	return affine{}, fmt.Errorf("%w: transform %s of %d numbers", ErrSVG, name, len(v))
}

// numbers reads numbers between spaces or commas.
func numbers(s string) ([]float64, error) {
	var out []float64
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }) {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %q is not a number", ErrSVG, word)
		}
		out = append(out, v)
	}
	return out, nil
}

// outline is the shape of an element as lines; curves become short pieces.
func (n *node) outline() ([]line, error) {
	switch n.name {
	case "rect":
		x, y, w, h := n.number("x", 0), n.number("y", 0), n.number("width", 0), n.number("height", 0)
		return []line{{[]point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, true}}, nil
	case "polygon", "polyline":
		v, err := numbers(n.attr["points"])
		if err != nil || len(v)%2 != 0 {
			return nil, fmt.Errorf("%w: points %q", ErrSVG, n.attr["points"])
		}
		l := line{closed: n.name == "polygon"}
		for i := 0; i < len(v); i += 2 {
			l.points = append(l.points, point{v[i], v[i+1]})
		}
		return []line{l}, nil
	case "path":
		p := pathReader{rest: n.attr["d"]}
		err := p.read()
		return p.lines, err
	}
	return nil, fmt.Errorf("%w: element %s", ErrSVG, n.name)
}

// pathReader reads the data of a path.
type pathReader struct {
	rest  string
	at    point
	lines []line
}

// pathNumbers is how many numbers each command takes.
var pathNumbers = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'A': 7, 'C': 6, 'Z': 0}

func (p *pathReader) read() error {
	for {
		p.rest = strings.TrimLeft(p.rest, " ,\n")
		if p.rest == "" {
			return nil
		}
		command := p.rest[0]
		upper := command &^ 0x20
		count, ok := pathNumbers[upper]
		end := strings.IndexAny(p.rest[1:], "MmLlHhVvAaCcZz") + 1
		if end == 0 {
			end = len(p.rest)
		}
		v, err := pathValues(p.rest[1:end])
		if !ok || err != nil || count == 0 && len(v) != 0 || count > 0 && (len(v) == 0 || len(v)%count != 0) {
			return fmt.Errorf("%w: path at %.40q", ErrSVG, p.rest)
		}
		p.rest = p.rest[end:]
		if count == 0 {
			p.close()
		}
		for i := 0; count > 0 && i < len(v); i += count {
			if err := p.step(upper, command != upper, i > 0, v[i:i+count]); err != nil {
				return err
			}
		}
	}
}

// pathValues reads numbers that may stand together, as in "1-2" and "0 01.5".
func pathValues(s string) ([]float64, error) {
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '-' && i > 0 && s[i-1] != 'e' && s[i-1] != ' ' && s[i-1] != ',' {
			b.WriteByte(' ')
		}
		b.WriteByte(s[i])
	}
	return numbers(b.String())
}

func (p *pathReader) close() {
	if n := len(p.lines); n > 0 {
		p.lines[n-1].closed = true
		p.at = p.lines[n-1].points[0]
	}
}

// step does one command; again says that it is a repetition, which for M is a line.
func (p *pathReader) step(command byte, relative, again bool, v []float64) error {
	from := p.at
	to := func(x, y float64) point {
		if relative {
			return point{from.x + x, from.y + y}
		}
		return point{x, y}
	}
	if command == 'M' && !again {
		p.at = to(v[0], v[1])
		p.lines = append(p.lines, line{points: []point{p.at}})
		return nil
	}
	if len(p.lines) == 0 {
		return fmt.Errorf("%w: a path does not begin with M", ErrSVG)
	}
	if p.lines[len(p.lines)-1].closed {
		p.lines = append(p.lines, line{points: []point{from}})
	}
	switch command {
	case 'H':
		p.line(point{to(v[0], 0).x, from.y})
	case 'V':
		p.line(point{from.x, to(0, v[0]).y})
	case 'A':
		p.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, to(v[5], v[6]))
	case 'C':
		p.curve(to(v[0], v[1]), to(v[2], v[3]), to(v[4], v[5]))
	default:
		p.line(to(v[0], v[1]))
	}
	return nil
}

func (p *pathReader) line(to point) {
	last := &p.lines[len(p.lines)-1]
	last.points, p.at = append(last.points, to), to
}

// pieces is how many straight pieces stand for a curve.
const pieces = 24

func (p *pathReader) curve(b, c, d point) {
	a := p.at
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		p.line(point{u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x, u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y})
	}
}

// arc goes along an ellipse, by the formulas of SVG 1.1, appendix F.6.5.
func (p *pathReader) arc(rx, ry, turn float64, large, sweep bool, to point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || p.at == to {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (p.at.x-to.x)/2, (p.at.y-to.y)/2
	x, y := cos*dx+sin*dy, -sin*dx+cos*dy
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	k := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	start, end := math.Atan2((y-cy)/ry, (x-cx)/rx), math.Atan2((-y-cy)/ry, (-x-cx)/rx)
	if sweep && end < start {
		end += 2 * math.Pi
	} else if !sweep && end > start {
		end -= 2 * math.Pi
	}
	midX, midY := cos*cx-sin*cy+(p.at.x+to.x)/2, sin*cx+cos*cy+(p.at.y+to.y)/2
	n := max(2, int(math.Ceil(math.Abs(end-start)/(2*math.Pi)*2*pieces)))
	for i := 1; i < n; i++ {
		s, c := math.Sincos(start + (end-start)*float64(i)/float64(n))
		p.line(point{midX + cos*rx*c - sin*ry*s, midY + sin*rx*c + cos*ry*s})
	}
	p.line(to)
}

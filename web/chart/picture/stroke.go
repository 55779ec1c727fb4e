package picture

import "math"

// pen is how a line is drawn. Lengths are in pixels.
type pen struct {
	width float64
	round bool // ends
	dash  []float64
	join  string // "miter", "bevel" or "round"
}

// miterLimit is how long a corner may be, in widths (SVG 1.1, 11.4: stroke-miterlimit).
const miterLimit = 4

// outline is a line as the areas that it covers. All run the same way round, so
// that areas that overlap cover once.
func (p pen) outline(lines []line) [][]point {
	var out [][]point
	for _, l := range lines {
		for _, part := range p.dashes(l) {
			out = append(out, p.stroke(part)...)
		}
	}
	return out
}

func (p pen) stroke(l line) [][]point {
	var out [][]point
	points := distinct(l)
	n := len(points)
	if n == 1 && p.round {
		return [][]point{circle(points[0], p.width/2)}
	}
	segments := n - 1
	if l.closed && n > 2 {
		segments = n
	}
	for i := range segments {
		a, b := points[i], points[(i+1)%n]
		v := across(a, b, p.width/2)
		out = append(out, facing([]point{{a.x + v.x, a.y + v.y}, {b.x + v.x, b.y + v.y}, {b.x - v.x, b.y - v.y}, {a.x - v.x, a.y - v.y}}))
		if i+1 < segments || l.closed && n > 2 {
			out = append(out, p.corner(a, b, points[(i+2)%n])...)
		}
	}
	if p.round && !l.closed {
		out = append(out, circle(points[0], p.width/2), circle(points[n-1], p.width/2))
	}
	return out
}

// distinct leaves out points that repeat the one before.
func distinct(l line) []point {
	var out []point
	for _, p := range l.points {
		if len(out) == 0 || math.Hypot(p.x-out[len(out)-1].x, p.y-out[len(out)-1].y) > 1e-6 {
			out = append(out, p)
		}
	}
	if n := len(out); l.closed && n > 1 && math.Hypot(out[0].x-out[n-1].x, out[0].y-out[n-1].y) <= 1e-6 {
		out = out[:n-1]
	}
	return out
}

// across is a step of some length at right angles to a line.
func across(a, b point, length float64) point {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	return point{-(b.y - a.y) / d * length, (b.x - a.x) / d * length}
}

// corner fills the gap between two pieces of a line at b.
func (p pen) corner(a, b, c point) [][]point {
	if p.join == "round" {
		return [][]point{circle(b, p.width/2)}
	}
	v, w := across(a, b, p.width/2), across(b, c, p.width/2)
	turn := (b.x-a.x)*(c.y-b.y) - (b.y-a.y)*(c.x-b.x)
	if turn > 0 { // the gap is on the other side
		v, w = point{-v.x, -v.y}, point{-w.x, -w.y}
	}
	shape := []point{b, {b.x + v.x, b.y + v.y}, {b.x + w.x, b.y + w.y}}
	sum := point{v.x + w.x, v.y + w.y}
	if long := math.Hypot(sum.x, sum.y); p.join != "bevel" && long > p.width/miterLimit {
		k := p.width * p.width / 2 / (long * long)
		shape = []point{b, shape[1], {b.x + sum.x*k, b.y + sum.y*k}, shape[2]}
	}
	return [][]point{facing(shape)}
}

// circle is a round point.
func circle(middle point, radius float64) []point {
	out := make([]point, 0, pieces)
	for i := range pieces {
		s, c := math.Sincos(2 * math.Pi * float64(i) / pieces)
		out = append(out, point{middle.x + radius*c, middle.y + radius*s})
	}
	return out
}

// facing turns an area so that it runs clockwise on the screen.
func facing(shape []point) []point {
	area := 0.0
	for i, p := range shape {
		q := shape[(i+1)%len(shape)]
		area += p.x*q.y - q.x*p.y
	}
	if area < 0 {
		for i, j := 0, len(shape)-1; i < j; i, j = i+1, j-1 {
			shape[i], shape[j] = shape[j], shape[i]
		}
	}
	return shape
}

// dashes cuts a line into its dashes.
func (p pen) dashes(l line) []line {
	total := 0.0
	for _, d := range p.dash {
		total += d
	}
	if len(l.points) == 0 || !(total > 0) {
		return []line{l}[:min(1, len(l.points))]
	}
	points := l.points
	if l.closed {
		points = append(append([]point(nil), points...), points[0])
	}
	var out []line
	k, left := 0, p.dash[0]
	now := line{points: []point{points[0]}}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for at := 0.0; at < length; {
			step := min(left, length-at)
			at, left = at+step, left-step
			q := point{a.x + (b.x-a.x)*at/length, a.y + (b.y-a.y)*at/length}
			now.points = append(now.points, q)
			if left <= 1e-9 {
				if k%2 == 0 {
					out = append(out, now)
				}
				k++
				left, now = p.dash[k%len(p.dash)], line{points: []point{q}}
			}
		}
	}
	if k%2 == 0 && len(now.points) > 1 {
		out = append(out, now)
	}
	return out
}

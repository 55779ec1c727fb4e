package picture

import (
	"math"
	"slices"
)

// pen is how a line is drawn. Lengths are in pixels.
type pen struct {
	width float64
	round bool // ends
	dash  []float64
	join  string // "miter", "bevel" or "round"
}

// miterLimit is how long a corner may be, in widths (SVG 1.1, 11.4: stroke-miterlimit).
const miterLimit = 4

// outline adds the areas that a line covers. All run the same way round, so that
// areas that overlap cover once.
func (p pen) outline(to *areas, lines []line) {
	for _, l := range lines {
		for _, part := range p.dashes(l) {
			p.stroke(to, distinct(part))
		}
	}
}

// stroke adds a line of which no point repeats the one before.
func (p pen) stroke(to *areas, l line) {
	points := l.points
	n := len(points)
	if n == 1 && p.round {
		to.circle(points[0], p.width/2)
		return
	}
	segments := n - 1
	if l.closed && n > 2 {
		segments = n
	}
	for i := range segments {
		a, b := points[i], points[(i+1)%n]
		v := across(a, b, p.width/2)
		to.facing(point{a.x + v.x, a.y + v.y}, point{b.x + v.x, b.y + v.y}, point{b.x - v.x, b.y - v.y}, point{a.x - v.x, a.y - v.y})
		if i+1 < segments || l.closed && n > 2 {
			p.corner(to, a, b, points[(i+2)%n])
		}
	}
	if p.round && !l.closed {
		to.circle(points[0], p.width/2)
		to.circle(points[n-1], p.width/2)
	}
}

// distinct leaves out points that repeat the one before. The points of a line
// without such points are those of the line that it came from.
func distinct(l line) line {
	out := line{l.points, l.closed}
	for i := 1; i < len(l.points); i++ {
		if near(l.points[i], l.points[i-1]) {
			out.points = slices.CompactFunc(slices.Clone(l.points), near)
			break
		}
	}
	if n := len(out.points); l.closed && n > 1 && near(out.points[0], out.points[n-1]) {
		out.points = out.points[:n-1]
	}
	return out
}

// near says whether two points are the same but for rounding.
func near(a, b point) bool { return math.Hypot(a.x-b.x, a.y-b.y) <= 1e-6 }

// across is a step of some length at right angles to a line.
func across(a, b point, length float64) point {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	return point{-(b.y - a.y) / d * length, (b.x - a.x) / d * length}
}

// corner fills the gap between two pieces of a line at b.
func (p pen) corner(to *areas, a, b, c point) {
	if p.join == "round" {
		to.circle(b, p.width/2)
		return
	}
	v, w := across(a, b, p.width/2), across(b, c, p.width/2)
	turn := (b.x-a.x)*(c.y-b.y) - (b.y-a.y)*(c.x-b.x)
	if turn > 0 { // the gap is on the other side
		v, w = point{-v.x, -v.y}, point{-w.x, -w.y}
	}
	start, end := point{b.x + v.x, b.y + v.y}, point{b.x + w.x, b.y + w.y}
	sum := point{v.x + w.x, v.y + w.y}
	if long := math.Hypot(sum.x, sum.y); p.join != "bevel" && long > p.width/miterLimit {
		k := p.width * p.width / 2 / (long * long)
		to.facing(b, start, point{b.x + sum.x*k, b.y + sum.y*k}, end)
		return
	}
	to.facing(b, start, end)
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

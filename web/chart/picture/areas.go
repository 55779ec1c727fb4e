package picture

import "math"

// areas are areas to be filled, one after another, in memory that is used again.
type areas struct {
	points []point
	ends   []int // of each area, in points
}

func (a *areas) reset() { a.points, a.ends = a.points[:0], a.ends[:0] }

func (a *areas) add(points ...point) {
	a.points = append(a.points, points...)
	a.ends = append(a.ends, len(a.points))
}

// facing adds an area turned so that it runs clockwise on the screen.
func (a *areas) facing(shape ...point) {
	start := len(a.points)
	a.add(shape...)
	shape = a.points[start:]
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
}

// circle adds a round point. A small one needs fewer corners to look round.
func (a *areas) circle(middle point, radius float64) {
	step := 1
	if radius <= smallRadius {
		step = 2
	}
	for i := 0; i < pieces; i += step {
		a.points = append(a.points, point{middle.x + radius*unitCircle[i].x, middle.y + radius*unitCircle[i].y})
	}
	a.ends = append(a.ends, len(a.points))
}

// smallRadius is up to where half the corners do: they lie within a sixth of a
// pixel of the circle.
const smallRadius = 4

var unitCircle = func() (out [pieces]point) {
	for i := range out {
		s, c := math.Sincos(2 * math.Pi * float64(i) / pieces)
		out[i] = point{c, s}
	}
	return out
}()

// each calls fn with every area.
func (a *areas) each(fn func([]point)) {
	start := 0
	for _, end := range a.ends {
		fn(a.points[start:end])
		start = end
	}
}

// box is the box around all areas.
func (a *areas) box() box { return around([]line{{points: a.points}}) }

package chart

// plane is a plot that is as high in every drawing but not as wide: at least
// and at most so many CSS pixels with what is beside it, left and right.
type plane struct {
	left, right, least, most float64
	head, height, foot       float64 // the plot, and the room for names above and below
	line                     float64 // height of a name
}

// tag is a name of some length that belongs to a point: across as part of the
// width of the plot, down in pixels from its top, with a symbol of some radius.
type tag struct {
	across, down   float64
	radius, length float64
}

// seat is where a name goes, seen from its point: where its edge (or middle)
// lies, and whether a pole leads there.
type seat struct {
	dx, dy float64
	align  string // "left": dx is where the name starts
	pole   bool
	taken  bool // false: there was no seat, the name is left out
}

// area is what something takes: from left to right in the narrowest and in the
// widest drawing, and in pixels from the top of the plot.
type area struct {
	left, right [2]float64
	top, bottom float64
}

// area is what lies around a place across, from so many pixels before it to so
// many behind.
func (p plane) area(across, from, to, top, bottom float64) area {
	a := area{top: top, bottom: bottom}
	for i, width := range [2]float64{p.least, p.most} {
		x := p.left + across*(width-p.left-p.right)
		a.left[i], a.right[i] = x+from, x+to
	}
	return a
}

// before says whether a ends before b starts in the narrowest and in the widest
// drawing. Both move in proportion to the width, so it holds in between.
func (a *area) before(b *area) bool {
	return a.right[0] <= b.left[0] && a.right[1] <= b.left[1]
}

func (a *area) apart(b *area) bool {
	return a.bottom <= b.top || b.bottom <= a.top || a.before(b) || b.before(a)
}

func (a *area) apartFromAll(others []area) bool {
	for i := range others {
		if !a.apart(&others[i]) {
			return false
		}
	}
	return true
}

// holds says whether an area lies in the plot and the room around it.
func (p plane) holds(a *area) bool {
	return min(a.left[0], a.left[1]) >= p.left && a.right[0] <= p.least && a.right[1] <= p.most &&
		a.top >= -p.head && a.bottom <= p.height+p.foot
}

// seats are the places for a name, best first: beside the point, over and under
// it, at its corners, and then at the end of ever longer poles. A pole stays in
// the plot.
func (p plane) seats(t tag) []seat {
	beside, over, corner := t.radius+4, t.radius+p.line/2+1, t.radius*0.7
	all := []seat{
		{dx: beside, align: "left"}, {dx: -beside, align: "right"},
		{dy: -over, align: "center"}, {dy: over, align: "center"},
		{dx: corner, dy: -over, align: "left"}, {dx: -corner, dy: -over, align: "right"},
		{dx: corner, dy: over, align: "left"}, {dx: -corner, dy: over, align: "right"},
	}
	const gap = 5
	for far := over + p.line/3; far < p.height; far += p.line / 3 {
		for _, dy := range []float64{far, -far} {
			if end := t.down + dy; end >= 0 && end <= p.height {
				all = append(all, seat{dx: gap, dy: dy, align: "left", pole: true}, seat{dx: -gap, dy: dy, align: "right", pole: true})
			}
		}
	}
	return all
}

// name is the area that a name takes in a seat.
func (p plane) name(t tag, s seat) area {
	from := s.dx
	switch s.align {
	case "right":
		from -= t.length
	case "center":
		from -= t.length / 2
	}
	middle := t.down + s.dy
	return p.area(t.across, from, from+t.length, middle-p.line/2, middle+p.line/2)
}

// pole is the area that a pole takes, from the symbol to the height of the name.
func (p plane) pole(t tag, s seat) area {
	const half = 2
	if s.dy < 0 {
		return p.area(t.across, -half, half, t.down+s.dy, t.down-t.radius)
	}
	return p.area(t.across, -half, half, t.down+t.radius, t.down+s.dy)
}

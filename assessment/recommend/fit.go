package recommend

import (
	"math"
	"slices"
)

// The share of fit in the rank, and how much smaller a difference than a
// threshold must be to count: rounding noise decides nothing.
const (
	fitShare = 0.7
	epsilon  = 1e-9
)

// scale holds the numbers behind the needs of one situation.
type scale struct {
	weight [NeedCount]float64
	total  float64
}

func newScale(s *Situation) scale {
	var sc scale
	numbers := s.weights()
	for n, w := range s.Needs {
		sc.weight[n] = numbers[min(w, Must)]
		sc.total += sc.weight[n]
	}
	return sc
}

// points is w*f. Products are converted before they are added: a machine that
// fuses both gives the same bits.
func (sc *scale) points(n int, value float64) float64 { return float64(sc.weight[n] * value) }

// share is points as a share of the most there can be, 0..1.
func (sc *scale) share(points float64) float64 {
	if sc.total == 0 {
		return 0
	}
	return points / float64(MaxValue*sc.total)
}

// span is the value of one cell: known, or anything between 0 and 3.
type span struct{ low, mid, high float64 }

func (c *Cell) span(mode Mode) span {
	value, known := c.In(mode)
	if !known {
		return span{0, MaxValue / 2.0, MaxValue}
	}
	v := float64(value)
	return span{v, v, v}
}

// fit fills in the additive value of a tool.
func (r *Ranked) fit(t *Tool, sc *scale, mode Mode) {
	for n := range t.Needs {
		if sc.weight[n] == 0 {
			continue
		}
		v := t.Needs[n].span(mode)
		r.Contributions[n] = sc.share(sc.points(n, v.mid))
		r.Fit += sc.points(n, v.mid)
		r.FitLow += sc.points(n, v.low)
		r.FitHigh += sc.points(n, v.high)
	}
	r.Fit, r.FitLow, r.FitHigh = sc.share(r.Fit), sc.share(r.FitLow), sc.share(r.FitHigh)
}

// feasibility is the mean over the required kinds of readiness of how far each
// is reached, 0..1; 1 when nothing is required.
func feasibility(required, have Readiness) float64 {
	sum, n := 0.0, 0
	for _, r := range [...][2]float64{{required.People, have.People}, {required.Culture, have.Culture}, {required.Channels, have.Channels}} {
		if r[0] > 0 {
			sum += min(1, r[1]/r[0])
			n++
		}
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// rank mixes fit and feasibility; without a test result it is the fit alone.
func rank(fit float64, feasible Fact[float64], share float64) float64 {
	if !feasible.Known {
		return fit
	}
	return float64(share*fit) + float64((1-share)*feasible.Value)
}

// order sorts by rank, ties in the order of the catalogue. The rank is rounded
// to 12 digits first, so that noise in the last bit does not decide.
func order(a, b *Ranked) int {
	x, y := math.Round(a.Rank*1e12), math.Round(b.Rank*1e12)
	switch {
	case x > y:
		return -1
	case x < y:
		return 1
	}
	return a.Tool - b.Tool
}

func sortRanking(ranking []Ranked) {
	slices.SortFunc(ranking, func(a, b Ranked) int { return order(&a, &b) })
}

// markDominated marks every tool that another one matches in each need and in
// feasibility, and beats in at least one.
func markDominated(c *Catalogue, ranking []Ranked, sc *scale, mode Mode) {
	for i := range ranking {
		a := &ranking[i]
		a.Dominated = slices.ContainsFunc(ranking, func(b Ranked) bool { return b.dominates(a, c, sc, mode) })
	}
}

func (r *Ranked) dominates(other *Ranked, c *Catalogue, sc *scale, mode Mode) bool {
	if r.Tool == other.Tool || r.Feasibility.Value < other.Feasibility.Value {
		return false
	}
	better := r.Feasibility.Value > other.Feasibility.Value
	for n, w := range sc.weight {
		if w == 0 {
			continue
		}
		mine, theirs := c.Tools[r.Tool].Needs[n].span(mode).low, c.Tools[other.Tool].Needs[n].span(mode).high
		if mine < theirs {
			return false
		}
		better = better || mine > theirs
	}
	return better
}

package recommend

import "slices"

// leastGain is how much a pair must raise the fit over the best single tool.
const leastGain = 0.15

// Pair is two tools used together: each need is served by the better of both.
type Pair struct {
	A, B          int // indices in Catalogue.Tools; A ranks higher
	Fit           float64
	Gain          float64 // over the highest fit of a single tool
	Contributions [NeedCount]float64
	// Warnings has W5 when a second login is added.
	Warnings []string
}

// bestPair finds the pair with the highest fit among the ranked tools; of equal
// pairs the one whose tools rank higher. It is nil with fewer than two tools.
func bestPair(c *Catalogue, ranking []Ranked, sc *scale, mode Mode) *Pair {
	if len(ranking) < 2 {
		return nil
	}
	single := 0.0
	for i := range ranking {
		single = max(single, ranking[i].Fit)
	}
	var best Pair
	found := false
	for b := 1; b < len(ranking); b++ {
		for a := range b {
			p := newPair(c, ranking[a].Tool, ranking[b].Tool, sc, mode)
			if !found || p.Fit > best.Fit+epsilon {
				best, found = p, true
			}
		}
	}
	best.Gain = best.Fit - single
	if secondLogin(&c.Tools[best.A], mode) || secondLogin(&c.Tools[best.B], mode) {
		best.Warnings = []string{"W5"}
	}
	return &best
}

func newPair(c *Catalogue, a, b int, sc *scale, mode Mode) Pair {
	p := Pair{A: a, B: b}
	for n, w := range sc.weight {
		if w == 0 {
			continue
		}
		value := max(c.Tools[a].Needs[n].span(mode).mid, c.Tools[b].Needs[n].span(mode).mid)
		p.Contributions[n] = sc.share(sc.points(n, value))
		p.Fit += sc.points(n, value)
	}
	p.Fit = sc.share(p.Fit)
	return p
}

var singleSignOn = slices.Index(Needs, "single_sign_on")

// secondLogin reports whether a tool does not simply work with the work account.
func secondLogin(t *Tool, mode Mode) bool {
	value, known := t.Needs[singleSignOn].In(mode)
	return slices.Contains(t.Warnings, "W5") && !(known && value == MaxValue)
}

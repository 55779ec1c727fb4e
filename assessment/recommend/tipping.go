package recommend

import (
	"math"
	"slices"
)

// Tip is a weight of one need at which another tool comes first, all other
// weights unchanged. Beyond Weight, seen from the present weight, Winner leads.
type Tip struct {
	Need    int     // index in Needs
	Present float64 // the weight now
	Weight  float64 // from 0 to the highest plausible weight of a Must; Present when both are level now
	Winner  int     // index in Catalogue.Tools
}

// tipping finds, for each need, the nearest tipping point below and above its
// present weight. Only weights that an organisation could give are looked at,
// and no knock-out is judged again. The nearest in weight comes first.
func tipping(c *Catalogue, ranking []Ranked, s *Situation, sc *scale, mode Mode) []Tip {
	if len(ranking) < 2 {
		return nil
	}
	var tips []Tip
	highest := float64(s.weights()[Must] * plausible[Must][1])
	for n := range Needs {
		var down, up nearest
		for i := 1; i < len(ranking); i++ {
			lead, slope := contest(c, &ranking[0], &ranking[i], n, sc, mode)
			if math.Abs(slope) < epsilon {
				continue
			}
			weight := sc.weight[n] - lead/slope
			if slope < 0 && weight < highest-epsilon {
				up.offer(ranking[i].Tool, weight-sc.weight[n], -slope)
			} else if slope > 0 && weight > epsilon {
				down.offer(ranking[i].Tool, sc.weight[n]-weight, slope)
			}
		}
		tips = down.tip(tips, n, sc, -1)
		tips = up.tip(tips, n, sc, 1)
	}
	slices.SortStableFunc(tips, func(a, b Tip) int {
		x, y := math.Abs(a.Weight-a.Present), math.Abs(b.Weight-b.Present)
		switch {
		case x < y-epsilon:
			return -1
		case y < x-epsilon:
			return 1
		}
		return 0
	})
	return tips
}

// contest compares the first tool with another as a function of the weight w of
// need n. With the sum W of the other weights, both ranks times W+w are linear
// in w, and so is their difference: lead + slope*(w - present).
func contest(c *Catalogue, first, other *Ranked, n int, sc *scale, mode Mode) (lead, slope float64) {
	share, feasible := 1.0, 0.0
	if first.Feasibility.Known {
		share, feasible = fitShare, float64((1-fitShare)*(first.Feasibility.Value-other.Feasibility.Value))
	}
	for k := range Needs {
		ahead := c.Tools[first.Tool].Needs[k].span(mode).mid - c.Tools[other.Tool].Needs[k].span(mode).mid
		lead += sc.points(k, ahead)
		if k == n {
			slope = float64(share*ahead)/MaxValue + feasible
		}
	}
	lead = float64(share*lead)/MaxValue + float64(feasible*sc.total)
	return max(0, lead), slope
}

// nearest keeps the tool that overtakes first; of several at the same weight
// the one that leads beyond it.
type nearest struct {
	found           bool
	tool            int
	distance, speed float64
}

func (b *nearest) offer(tool int, distance, speed float64) {
	closer := distance < b.distance-epsilon
	faster := distance < b.distance+epsilon && speed > b.speed+epsilon
	if !b.found || closer || faster {
		*b = nearest{true, tool, distance, speed}
	}
}

func (b *nearest) tip(tips []Tip, n int, sc *scale, sign float64) []Tip {
	if !b.found {
		return tips
	}
	return append(tips, Tip{Need: n, Present: sc.weight[n], Weight: sc.weight[n] + float64(sign*b.distance), Winner: b.tool})
}

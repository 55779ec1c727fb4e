package balance

import (
	"fmt"
	"math"
	"slices"

	"github.com/opmaat/opmaat/game"
)

// EndingShare is how often an ending was reached, in per cent of the plays.
type EndingShare struct {
	ID    string  `json:"id"`
	Share float64 `json:"share"`
}

// Spread describes outcomes.
type Spread struct {
	Mean   float64 `json:"mean"`
	P10    float64 `json:"p10"`
	Median float64 `json:"median"`
	P90    float64 `json:"p90"`
}

// StrategyPlay is a named strategy. Luck is p90 - p10 over the draws of events
// with the needs held fixed; of several choices of needs the widest counts.
type StrategyPlay struct {
	ID      string        `json:"id"`
	Group   int           `json:"group"`
	Outcome Spread        `json:"outcome"`
	Luck    float64       `json:"luck"`
	Endings []EndingShare `json:"endings"`
}

// Median is the median of an indicator under the best strategy.
type Median struct {
	Indicator string `json:"indicator"`
	Strategy  string `json:"strategy"`
	Median    int    `json:"median"`
}

// played is what is kept of a game.
type played struct {
	outcome int
	ending  int
	levels  [game.IndicatorCount]int
	needs   uint8
}

func (r *run) keep(s *game.State, needs uint8) played {
	p := played{outcome: r.sc.Outcome(s), ending: r.sc.EndingAt(s), needs: needs}
	for i := range p.levels {
		p.levels[i] = s.Level(game.Indicator(i))
	}
	return p
}

// plays checks B1, B5, B6 and B8. Half of the plays are random, the other half
// is divided evenly among the named strategies.
func (r *run) plays(result *Result) {
	chance, sets := r.playAll(false)
	shortChance, shortSets := r.playAll(true)
	result.Endings = r.shares(append(sets, chance)...)
	result.Short = r.shares(append(shortSets, shortChance)...)
	result.Random = spread(chance)
	for i, set := range sets {
		result.Strategies = append(result.Strategies, StrategyPlay{
			ID: r.named[i].id, Group: r.named[i].group, Outcome: spread(set), Luck: luck(set), Endings: present(r.shares(set)),
		})
	}
	result.Checks = append(result.Checks, r.endings(result), r.groups(result), r.luck(result), r.saturation(result, sets))
	r.work.step()
}

func (r *run) playAll(short bool) (chance []played, sets [][]played) {
	n := r.o.Plays / 2
	chance = make([]played, n)
	games(r.ctx, n, func(i int) {
		l, needs := randomLine(r.sc, game.Draw(r.o.Seed, drawStart, 0, i)), r.anyNeeds(i)
		s := play(r.sc, r.gameSeed(i), short, needs, &l)
		chance[i] = r.keep(&s, needs)
	})
	for _, named := range r.named {
		set := make([]played, max(n/len(r.named), len(named.needs)))
		games(r.ctx, len(set), func(i int) {
			needs := named.needs[i%len(named.needs)]
			s := play(r.sc, r.gameSeed(i/len(named.needs)), short, needs, &named.line)
			set[i] = r.keep(&s, needs)
		})
		sets = append(sets, set)
	}
	return chance, sets
}

func (r *run) shares(sets ...[]played) []EndingShare {
	count, all := make([]int, len(r.sc.Endings)), 0
	for _, set := range sets {
		all += len(set)
		for _, p := range set {
			count[p.ending]++
		}
	}
	out := make([]EndingShare, len(count))
	for i, n := range count {
		out[i] = EndingShare{r.sc.Endings[i].ID, percent(n, all)}
	}
	return out
}

// present leaves out the endings that did not occur.
func present(all []EndingShare) []EndingShare {
	return slices.DeleteFunc(all, func(e EndingShare) bool { return e.Share == 0 })
}

func (r *run) endings(result *Result) Check {
	var findings, notes []string
	for _, e := range result.Endings {
		switch {
		case e.Share < r.limit.EndingMin:
			findings = append(findings, fmt.Sprintf("ending %s: %.2f %% of all plays (at least %g): widen its condition, or place it before the ending that takes its plays", e.ID, e.Share, r.limit.EndingMin))
		case e.Share > r.limit.EndingMax:
			findings = append(findings, fmt.Sprintf("ending %s: %.1f %% of all plays (at most %g): narrow its condition, or split it", e.ID, e.Share, r.limit.EndingMax))
		}
	}
	for _, e := range result.Short {
		if e.Share == 0 {
			notes = append(notes, fmt.Sprintf("short version: ending %s was not reached", e.ID))
		}
	}
	return check("B1", findings, notes)
}

// groups checks B5: the lowest median of a group against the highest of the next.
func (r *run) groups(result *Result) Check {
	low, high := map[int]StrategyPlay{}, map[int]StrategyPlay{}
	var order []int
	for _, s := range result.Strategies {
		if _, known := low[s.Group]; !known {
			low[s.Group], high[s.Group] = s, s
			order = append(order, s.Group)
		}
		if s.Outcome.Median < low[s.Group].Outcome.Median {
			low[s.Group] = s
		}
		if s.Outcome.Median > high[s.Group].Outcome.Median {
			high[s.Group] = s
		}
	}
	slices.Sort(order)
	var findings []string
	for i := 1; i < len(order); i++ {
		upper, lower := low[order[i-1]], high[order[i]]
		if gap := upper.Outcome.Median - lower.Outcome.Median; gap < r.limit.GroupGap {
			findings = append(findings, fmt.Sprintf("strategy %s (group %d, median %.1f) leads %s (group %d, median %.1f) by %.1f points (at least %g): raise the first, lower the second, or put them in one group",
				upper.ID, upper.Group, upper.Outcome.Median, lower.ID, lower.Group, lower.Outcome.Median, gap, r.limit.GroupGap))
		}
	}
	return check("B5", findings, nil)
}

func (r *run) luck(result *Result) Check {
	var findings []string
	for _, s := range result.Strategies {
		if s.Luck > r.limit.LuckMax {
			findings = append(findings, fmt.Sprintf("strategy %s: p90 - p10 is %.1f points over the draws of events (at most %g): soften the harshest event case it meets", s.ID, s.Luck, r.limit.LuckMax))
		}
	}
	return check("B6", findings, nil)
}

// saturation checks B8 on the strategy with the highest median outcome.
func (r *run) saturation(result *Result, sets [][]played) Check {
	best := -1
	for i, s := range result.Strategies {
		if best < 0 || s.Outcome.Median > result.Strategies[best].Outcome.Median {
			best = i
		}
	}
	if best < 0 {
		return skipped("B8", "the scenario names no strategies")
	}
	var findings []string
	for i := range game.IndicatorCount {
		values := make([]int, len(sets[best]))
		for k, p := range sets[best] {
			values[k] = p.levels[i]
		}
		m := Median{game.Indicators[i], r.named[best].id, quantile(values, 0.5)}
		result.Saturation = append(result.Saturation, m)
		if float64(m.Median) >= r.limit.SaturationMax {
			findings = append(findings, fmt.Sprintf("indicator %s: median %d under strategy %s (below %g): lower what raises it, or its start", m.Indicator, m.Median, m.Strategy, r.limit.SaturationMax))
		}
	}
	return check("B8", findings, nil)
}

func spread(set []played) Spread {
	values, sum := make([]int, len(set)), 0
	for i, p := range set {
		values[i] = p.outcome
		sum += p.outcome
	}
	return Spread{Mean: mean(sum, len(set)), P10: points(quantile(values, 0.1)), Median: points(quantile(values, 0.5)), P90: points(quantile(values, 0.9))}
}

func luck(set []played) float64 {
	by := map[uint8][]int{}
	for _, p := range set {
		by[p.needs] = append(by[p.needs], p.outcome)
	}
	widest := 0
	for _, values := range by {
		widest = max(widest, quantile(values, 0.9)-quantile(values, 0.1))
	}
	return points(widest)
}

// quantile is the value at share q (0-1) of the sorted values, the nearest rank
// below; 0 without values. It sorts in place.
func quantile(values []int, q float64) int {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[int(q*float64(len(values)-1))]
}

// points turns an outcome in hundredths into points.
func points(hundredths int) float64 { return float64(hundredths) / 100 }

// mean is the mean of n outcomes in points.
func mean(sum, n int) float64 {
	if n == 0 {
		return 0
	}
	return round(float64(sum) / float64(n) / 100)
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return round(100 * float64(n) / float64(of))
}

// round keeps two decimals.
func round(v float64) float64 { return math.Round(v*100) / 100 }

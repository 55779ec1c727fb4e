package balance

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/opmaat/opmaat/game"
)

// BestPlay is the best play found for a choice of needs.
type BestPlay struct {
	Needs   []string   `json:"needs"`
	Outcome float64    `json:"outcome"`
	Ending  string     `json:"ending"` // the most frequent
	Options []string   `json:"options"`
	Moves   [][]string `json:"moves"`
}

// Restricted is what it costs, in points of best play on average over all
// choices of needs, when a card must be played or cannot be played. A move that
// can never be bought has no Forced cost.
type Restricted struct {
	Card   string   `json:"card"`
	Forced *float64 `json:"forced,omitempty"`
	Banned *float64 `json:"banned,omitempty"`
}

// card is an option or a move with its two restrictions.
func (r *run) restrictions() []restriction {
	var all []restriction
	for _, forced := range []bool{true, false} {
		for round := 1; round <= r.sc.Rounds; round++ {
			for i := range r.sc.Dilemmas[round-1].Options {
				all = append(all, restriction{round: round, option: i, forced: forced})
			}
		}
		for i := range r.sc.Moves {
			all = append(all, restriction{move: i, forced: forced})
		}
	}
	return all
}

func (r *run) card(x restriction) string {
	if x.round > 0 {
		return r.sc.Dilemmas[x.round-1].Options[x.option].ID
	}
	return r.sc.Moves[x.move].ID
}

// found is a line and its value on the draws that the search did not see.
type found struct {
	line  line
	value int
}

// restricted checks B4.
func (r *run) restricted(result *Result) {
	if r.o.Brief {
		result.Checks = append(result.Checks, skipped("B4", "left out of the brief check"))
		return
	}
	all := r.restrictions()
	tops := make([][]line, len(r.pairs))
	each(r.ctx, len(r.pairs), func(p int) {
		tops[p] = r.climb(r.pairs[p])
		r.work.step()
	})
	values := make([]found, len(r.pairs)*len(all))
	each(r.ctx, len(values), func(i int) {
		p := i / len(all)
		values[i] = r.climbWithin(r.pairs[p], tops[p], &all[i%len(all)])
		r.work.step()
	})
	best := make([]found, len(r.pairs))
	for p := range r.pairs {
		best[p] = r.valued(r.pairs[p], nil, tops[p])
		for _, f := range values[p*len(all) : (p+1)*len(all)] {
			if f.value > best[p].value {
				best[p] = f
			}
		}
		result.Best = append(result.Best, r.bestPlay(r.pairs[p], best[p]))
	}
	result.Restricted = r.costs(all, best, values)
	result.Checks = append(result.Checks, r.judgeCosts(result.Restricted))
}

// costs is what each restriction costs on average.
func (r *run) costs(all []restriction, best, values []found) []Restricted {
	half := len(all) / 2
	out := make([]Restricted, half)
	for k, x := range all {
		sum, possible := 0, true
		for p := range r.pairs {
			v := values[p*len(all)+k].value
			possible = possible && v > broken
			sum += best[p].value - v
		}
		cost := mean(sum, valueSeeds*len(r.pairs))
		row := &out[k%half]
		row.Card = r.card(x)
		switch {
		case possible && x.forced:
			row.Forced = &cost
		case possible:
			row.Banned = &cost
		}
	}
	return out
}

func (r *run) judgeCosts(rows []Restricted) Check {
	var findings, notes []string
	for _, row := range rows {
		switch {
		case row.Forced == nil:
			notes = append(notes, fmt.Sprintf("%s could not be forced: no play was found that buys it", row.Card))
		case *row.Forced > r.limit.ForcedMax:
			findings = append(findings, fmt.Sprintf("%s, when forced, costs %.1f points of best play (at most %g): soften what it takes away", row.Card, *row.Forced, r.limit.ForcedMax))
		}
		if row.Banned != nil && *row.Banned > r.limit.BannedMax {
			findings = append(findings, fmt.Sprintf("%s, when banned, costs %.1f points of best play (at most %g): weaken it, or let another card do part of its work", row.Card, *row.Banned, r.limit.BannedMax))
		}
	}
	return check("B4", findings, notes)
}

func (r *run) seeds(first, n int) []uint64 {
	all := make([]uint64, n)
	for i := range all {
		all[i] = r.gameSeed(first + i)
	}
	return all
}

// climb finds good lines for a choice of needs, the best first.
func (r *run) climb(needs uint8) []line {
	x := newSearcher(r.sc, r.seeds(0, searchSeeds), needs, nil)
	var chance []found
	for i := range randomStarts {
		l := randomLine(r.sc, game.Draw(r.o.Seed, drawStart, int(needs), i))
		chance = append(chance, found{l, x.from(0, &l)})
	}
	sortFound(chance)
	var starts []line
	for _, n := range r.named {
		starts = append(starts, n.line)
	}
	for _, f := range chance[:keptStarts] {
		starts = append(starts, f.line)
	}
	var tops []found
	for _, l := range starts {
		l, v := x.improve(l)
		tops = append(tops, found{l, v})
	}
	sortFound(tops)
	return lines(tops)
}

// climbWithin does the same under a restriction, from the good lines changed to
// keep to it.
func (r *run) climbWithin(needs uint8, tops []line, only *restriction) found {
	x := newSearcher(r.sc, r.seeds(0, searchSeeds), needs, only)
	var starts []found
	for _, l := range tops {
		l = x.obey(l)
		starts = append(starts, found{l, x.from(0, &l)})
	}
	sortFound(starts)
	var ends []line
	for _, f := range starts[:min(restarts, len(starts))] {
		l, _ := x.improve(f.line)
		ends = append(ends, l)
	}
	return r.valued(needs, only, ends)
}

// valued is the best of some lines on draws that the search did not see.
func (r *run) valued(needs uint8, only *restriction, all []line) found {
	x := newSearcher(r.sc, r.seeds(searchSeeds, valueSeeds), needs, only)
	best := found{value: 2 * broken}
	for _, l := range all {
		if v := x.from(0, &l); v > best.value {
			best = found{l, v}
		}
	}
	return best
}

func sortFound(all []found) {
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.value, a.value) })
}

// lines are the lines of what was found, each once.
func lines(all []found) []line {
	var out []line
	for _, f := range all {
		if !slices.Contains(out, f.line) {
			out = append(out, f.line)
		}
	}
	return out
}

func (r *run) bestPlay(needs uint8, f found) BestPlay {
	b := BestPlay{Needs: needNames(r.sc, needs), Outcome: mean(f.value, valueSeeds)}
	count := make([]int, len(r.sc.Endings))
	for _, seed := range r.seeds(searchSeeds, valueSeeds) {
		s := play(r.sc, seed, false, needs, &f.line)
		count[r.sc.EndingAt(&s)]++
	}
	b.Ending = r.sc.Endings[slices.Index(count, slices.Max(count))].ID
	s := start(r.sc, r.gameSeed(searchSeeds), false, needs)
	playOut(r.sc, &s, &f.line)
	for round := 1; round <= r.sc.Rounds; round++ {
		b.Options = append(b.Options, r.sc.Chosen(&s, round))
		b.Moves = append(b.Moves, r.sc.MovesIn(&s, round))
	}
	return b
}

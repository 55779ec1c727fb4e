package balance

import (
	"fmt"
	"slices"

	"github.com/opmaat/opmaat/game"
)

// NeedsPlay compares the instruments under one choice of needs by good play:
// the mean outcome of the best tenth of many lines (the named strategies and
// random ones), each with only the instrument replaced, over the same draws of
// events. What the best tenth is, is found anew for each instrument. Ties of
// the best are told by a lead of 0.
type NeedsPlay struct {
	Needs    []string     `json:"needs"`
	Best     string       `json:"best"`
	RunnerUp string       `json:"runner_up"`
	Lead     float64      `json:"lead"`
	Options  []Instrument `json:"options"`
}

// Instrument is an option of the dilemma in which the instrument is chosen.
type Instrument struct {
	ID       string  `json:"id"`
	GoodPlay float64 `json:"good_play"`
}

const (
	needsOf    = 25 // one line for every so many plays of the first check
	needsSeeds = 4
	goodShare  = 10 // the best tenth
)

// needs checks B7.
func (r *run) needs(result *Result) {
	round := r.instrument()
	if round == 0 {
		result.Checks = append(result.Checks, skipped("B7", "the scenario names no dilemma of the instrument"))
		return
	}
	result.Needs = make([]NeedsPlay, len(r.pairs))
	each(r.ctx, len(r.pairs), func(p int) {
		result.Needs[p] = r.needsPlay(round, r.pairs[p])
		r.work.step()
	})
	result.Checks = append(result.Checks, r.judgeNeeds(result.Needs))
}

// instrument is the round of the dilemma of the instrument, 0 when there is none.
func (r *run) instrument() int {
	return 1 + slices.IndexFunc(r.sc.Dilemmas, func(d game.Dilemma) bool { return d.ID == r.limit.Instrument })
}

func (r *run) judgeNeeds(all []NeedsPlay) Check {
	clear, same := 0, true
	for _, n := range all {
		same = same && n.Best == all[0].Best
		if n.Lead >= r.limit.NeedsGap {
			clear++
		}
	}
	var findings []string
	if same {
		findings = append(findings, fmt.Sprintf("%s: %s is the best instrument for all needs: let the needs change more of what the instruments bring", r.limit.Instrument, all[0].Best))
	}
	if clear < r.limit.NeedsPairs {
		findings = append(findings, fmt.Sprintf("%s: the best instrument leads by %g points or more for %d choices of needs (at least %d): widen what need conditions give and take", r.limit.Instrument, r.limit.NeedsGap, clear, r.limit.NeedsPairs))
	}
	return check("B7", findings, nil)
}

func (r *run) needsPlay(round int, needs uint8) NeedsPlay {
	options := r.sc.Dilemmas[round-1].Options
	values := make([][]int, len(options))
	for i := range max(r.o.Plays/needsOf, 2*goodShare) {
		l := randomLine(r.sc, game.Draw(r.o.Seed, drawStart, round, i))
		if i < len(r.named) {
			l = r.named[i].line
		}
		for k, v := range r.instruments(round, len(options), needs, l) {
			values[k] = append(values[k], v)
		}
	}
	n := NeedsPlay{Needs: needNames(r.sc, needs)}
	for k, o := range options {
		slices.Sort(values[k])
		top, sum := values[k][len(values[k])*(goodShare-1)/goodShare:], 0
		for _, v := range top {
			sum += v
		}
		n.Options = append(n.Options, Instrument{o.ID, mean(sum, len(top)*needsSeeds)})
	}
	n.rank()
	return n
}

// instruments plays a line with each instrument in turn.
func (r *run) instruments(round, options int, needs uint8, l line) []int {
	sums := make([]int, options)
	for i := range needsSeeds {
		base := start(r.sc, r.gameSeed(i), false, needs)
		for base.Round() < round {
			playRound(r.sc, &base, &l)
		}
		for k := range options {
			s := base
			l.option[round] = int8(k)
			playOut(r.sc, &s, &l)
			sums[k] += r.sc.Outcome(&s)
		}
	}
	return sums
}

// rank names the best and the next best.
func (n *NeedsPlay) rank() {
	sorted := slices.Clone(n.Options)
	slices.SortStableFunc(sorted, func(a, b Instrument) int {
		switch {
		case a.GoodPlay > b.GoodPlay:
			return -1
		case a.GoodPlay < b.GoodPlay:
			return 1
		}
		return 0
	})
	n.Best = sorted[0].ID
	if len(sorted) > 1 {
		n.RunnerUp, n.Lead = sorted[1].ID, round(sorted[0].GoodPlay-sorted[1].GoodPlay)
	}
}

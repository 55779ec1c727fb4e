// Package balance plays a scenario many times and judges it by the checks B1 to
// B11 of the shared design (game.md, section 9), with the limits that the
// scenario sets itself. Every number follows from the seed: neither the number
// of processors nor the order of the work can change it.
package balance

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/opmaat/opmaat/game"
)

// Options say how much is played.
type Options struct {
	Plays int    // plays of the first check; the other checks take a part of it. 0: StandardPlays
	Seed  uint64 // decides all chance
	Brief bool   // leave out B4, which takes nine tenths of the time
	// Words is how many words a table reads in a round; nil leaves out B11.
	Words func(round int) int
	// Progress, if any, hears how many of the parts of the work are done. It is
	// called from several goroutines at once.
	Progress func(done, total int)
}

// StandardPlays is how many games the first check plays unless told otherwise.
const StandardPlays = 20_000

// Result is what was found. Shares are in per cent, scores in points of outcome
// (0-100), both rounded to two decimals.
type Result struct {
	Scenario   string         `json:"scenario"`
	SHA256     string         `json:"sha256"`
	Seed       uint64         `json:"seed"`
	Plays      int            `json:"plays"`
	Passed     bool           `json:"passed"`
	Checks     []Check        `json:"checks"`
	Endings    []EndingShare  `json:"endings"`
	Short      []EndingShare  `json:"short"` // endings of the short version; not judged
	Random     Spread         `json:"random"`
	Strategies []StrategyPlay `json:"strategies"`
	Dilemmas   []DilemmaPlay  `json:"dilemmas"`
	Best       []BestPlay     `json:"best,omitempty"`
	Restricted []Restricted   `json:"restricted,omitempty"`
	Needs      []NeedsPlay    `json:"needs"`
	Saturation []Median       `json:"saturation"`
	Greedy     []GreedyPlay   `json:"greedy"`
	Minutes    []RoundMinutes `json:"minutes,omitempty"`
}

// Check is one of B1 to B11. A check that was left out says why in Skipped and
// counts as passed. Findings name what to mend, Notes what is worth a look.
type Check struct {
	ID       string   `json:"id"`
	About    string   `json:"about"`
	Passed   bool     `json:"passed"`
	Skipped  string   `json:"skipped,omitempty"`
	Findings []string `json:"findings,omitempty"`
	Notes    []string `json:"notes,omitempty"`
}

// Run plays the scenario and judges it. The only error is that the context ended
// before that was done.
func Run(ctx context.Context, sc *game.Scenario, o Options) (Result, error) {
	if o.Plays <= 0 {
		o.Plays = StandardPlays
	}
	r := newRun(ctx, sc, o)
	result := Result{Scenario: sc.Ref.String(), SHA256: sc.Hash, Seed: o.Seed, Plays: o.Plays}
	for _, part := range []func(*Result){r.plays, r.dilemmas, r.restricted, r.needs, r.greedy, r.minutes} {
		part(&result)
		if ctx.Err() != nil {
			return Result{}, fmt.Errorf("balance of %s: %w", sc.Ref, context.Cause(ctx))
		}
	}
	result.Checks = append(result.Checks, Check{ID: "B10", About: abouts["B10"], Passed: true, Skipped: "the words are counted by opmaat content check"})
	slices.SortStableFunc(result.Checks, func(a, b Check) int { return cmp.Compare(order(a.ID), order(b.ID)) })
	result.Passed = !slices.ContainsFunc(result.Checks, func(c Check) bool { return !c.Passed })
	return result, nil
}

// order is the number of a check.
func order(id string) int { return slices.Index(ids, id) }

var ids = []string{"B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11"}

var abouts = map[string]string{
	"B1":  "every ending occurs, and none too often",
	"B2":  "no option is the obvious answer",
	"B3":  "every option is good for something, or is a trap on purpose",
	"B4":  "good play survives one forced or one banned card",
	"B5":  "the named strategies score in the declared order",
	"B6":  "luck does not decide",
	"B7":  "the best instrument depends on the needs",
	"B8":  "no indicator saturates under the best strategy",
	"B9":  "chasing one indicator is not enough",
	"B10": "the texts are short and readable",
	"B11": "a round fits its time",
}

// check makes a check of its findings: none means passed.
func check(id string, findings, notes []string) Check {
	return Check{ID: id, About: abouts[id], Passed: len(findings) == 0, Findings: findings, Notes: notes}
}

func skipped(id, why string) Check {
	return Check{ID: id, About: abouts[id], Passed: true, Skipped: why}
}

// run is one judgement under way.
type run struct {
	ctx   context.Context
	sc    *game.Scenario
	o     Options
	limit game.Thresholds
	pairs []uint8 // every choice of needs, as bits
	named []named // the strategies, as lines
	work  *progress
}

func newRun(ctx context.Context, sc *game.Scenario, o Options) *run {
	r := &run{ctx: ctx, sc: sc, o: o, limit: sc.Thresholds, pairs: needChoices(sc)}
	for i := range sc.Strategies {
		r.named = append(r.named, nameLine(sc, &sc.Strategies[i]))
	}
	total := len(sc.Dilemmas) + len(r.pairs) + game.IndicatorCount + 1
	if !o.Brief {
		total += len(r.pairs) * (1 + len(r.restrictions()))
	}
	r.work = &progress{total: total, tell: o.Progress}
	return r
}

// needChoices are all ways to pick the needs, as bits.
func needChoices(sc *game.Scenario) []uint8 {
	var all []uint8
	for mask := range 1 << len(sc.Needs) {
		n := 0
		for i := range sc.Needs {
			n += mask >> i & 1
		}
		if n == sc.PickNeeds {
			all = append(all, uint8(mask))
		}
	}
	return all
}

// needNames are the ids of a choice of needs.
func needNames(sc *game.Scenario, mask uint8) []string {
	var ids []string
	for i, n := range sc.Needs {
		if mask&(1<<i) != 0 {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

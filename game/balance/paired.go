package balance

import (
	"fmt"

	"github.com/opmaat/opmaat/game"
)

// DilemmaPlay compares the options of a dilemma in paired contexts: needs,
// events, other answers and wished moves are the same, only this answer differs.
type DilemmaPlay struct {
	ID       string       `json:"id"`
	Contexts int          `json:"contexts"`
	Ties     float64      `json:"ties"` // share of contexts in which two or more are best
	Options  []OptionPlay `json:"options"`
}

// OptionPlay is one option. Best is the share of contexts in which it has the
// highest outcome; a tie is divided among those that share it. Leads is, by
// indicator, the share in which it alone ends highest.
type OptionPlay struct {
	ID    string             `json:"id"`
	Trap  bool               `json:"trap,omitempty"`
	Mean  float64            `json:"mean"`
	Best  float64            `json:"best"`
	Leads map[string]float64 `json:"leads"`
}

// The other answers of a context are random: half of what the first check plays
// would be strategies, whose narrow paths say little about a free choice.
const contextsOf = 10 // one context for every so many plays

// tally counts the contexts of one dilemma; shares of ties are in sixtieths,
// which divide evenly among up to six options.
type tally struct {
	best  [game.MaxOptions]int
	sum   [game.MaxOptions]int
	leads [game.MaxOptions][game.IndicatorCount]int
	ties  int
}

const whole = 60

// dilemmas checks B2 and B3.
func (r *run) dilemmas(result *Result) {
	n := max(r.o.Plays/contextsOf, 1)
	var b2, b3, notes2, notes3 []string
	for round := 1; round <= r.sc.Rounds; round++ {
		d := r.dilemma(round, n)
		result.Dilemmas = append(result.Dilemmas, d)
		for _, o := range d.Options {
			if o.Best > r.limit.BestMax {
				b2 = append(b2, fmt.Sprintf("%s is best in %.0f %% of contexts (limit %g): weaken it, or strengthen the others of %s", o.ID, o.Best, r.limit.BestMax, d.ID))
			}
			top, leads := topLead(o)
			if leads < r.limit.LeadMin && !o.Trap {
				b3 = append(b3, fmt.Sprintf("%s leads on no indicator: most on %s, in %.1f %% of contexts (at least %g): give it something of its own, or mark it as a trap", o.ID, top, leads, r.limit.LeadMin))
			}
			if o.Best < 1 && !o.Trap {
				notes3 = append(notes3, fmt.Sprintf("%s is hardly ever best (%.1f %% of contexts): improve it, or mark it as a trap", o.ID, o.Best))
			}
			if o.Best > 5 && o.Trap {
				notes3 = append(notes3, fmt.Sprintf("%s is marked as a trap but best in %.0f %% of contexts", o.ID, o.Best))
			}
		}
		if d.Ties > 20 {
			notes2 = append(notes2, fmt.Sprintf("%s: in %.0f %% of contexts two or more options are equally good", d.ID, d.Ties))
		}
		r.work.step()
	}
	result.Checks = append(result.Checks, check("B2", b2, notes2), check("B3", b3, notes3))
}

func topLead(o OptionPlay) (indicator string, share float64) {
	for _, id := range game.Indicators {
		if indicator == "" || o.Leads[id] > share {
			indicator, share = id, o.Leads[id]
		}
	}
	return indicator, share
}

func (r *run) dilemma(round, n int) DilemmaPlay {
	options := r.sc.Dilemmas[round-1].Options
	tallies := make([]tally, (n+chunk-1)/chunk)
	games(r.ctx, n, func(i int) { r.context(round, i, len(options), &tallies[i/chunk]) })
	all := tally{}
	for i := range tallies {
		all.add(&tallies[i])
	}
	d := DilemmaPlay{ID: r.sc.Dilemmas[round-1].ID, Contexts: n, Ties: percent(all.ties, n)}
	for k, o := range options {
		p := OptionPlay{ID: o.ID, Trap: o.Trap, Mean: mean(all.sum[k], n), Best: percent(all.best[k], n*whole), Leads: map[string]float64{}}
		for i, id := range game.Indicators {
			p.Leads[id] = percent(all.leads[k][i], n)
		}
		d.Options = append(d.Options, p)
	}
	return d
}

// context plays one context with every option of the dilemma.
func (r *run) context(round, i, options int, t *tally) {
	l := randomLine(r.sc, game.Draw(r.o.Seed, drawStart, round, i))
	base := start(r.sc, r.gameSeed(i), false, r.anyNeeds(i))
	for base.Round() < round {
		playRound(r.sc, &base, &l)
	}
	var ends [game.MaxOptions]played
	for k := range options {
		s := base
		l.option[round] = int8(k)
		playOut(r.sc, &s, &l)
		ends[k] = r.keep(&s, 0)
		t.sum[k] += ends[k].outcome
	}
	t.judge(ends[:options])
}

// judge notes who is best overall, and who leads alone on which indicator.
func (t *tally) judge(ends []played) {
	count, top := leaders(ends, func(p *played) int { return p.outcome })
	if count > 1 {
		t.ties++
	}
	for k := range ends {
		if ends[k].outcome == ends[top].outcome {
			t.best[k] += whole / count
		}
	}
	for i := range game.IndicatorCount {
		if count, top := leaders(ends, func(p *played) int { return p.levels[i] }); count == 1 {
			t.leads[top][i]++
		}
	}
}

// leaders counts who has the highest value, and names the first of them.
func leaders(ends []played, value func(*played) int) (count, top int) {
	for k := range ends {
		switch a, b := value(&ends[k]), value(&ends[top]); {
		case a > b:
			count, top = 1, k
		case a == b:
			count++
		}
	}
	return count, top
}

func (t *tally) add(o *tally) {
	t.ties += o.ties
	for k := range t.best {
		t.best[k] += o.best[k]
		t.sum[k] += o.sum[k]
		for i := range t.leads[k] {
			t.leads[k][i] += o.leads[k][i]
		}
	}
}

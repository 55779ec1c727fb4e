package balance

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// few is enough play for the small test scenario.
const few = 2000

// scenario is the test scenario with changes.
func scenario(t testing.TB, changes ...func(d *game.Definition)) *game.Scenario {
	t.Helper()
	d := gametest.Definition()
	for _, change := range changes {
		change(&d)
	}
	sc, err := game.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

func encode(t *testing.T, r Result) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func judge(t *testing.T, sc *game.Scenario, o Options) Result {
	t.Helper()
	r, err := Run(t.Context(), sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestStops: nothing is judged when the context ends.
func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	o := Options{Plays: few, Progress: func(done, _ int) {
		if done == 3 {
			stop()
		}
	}}
	if r, err := Run(ctx, gametest.Scenario(), o); !errors.Is(err, context.Canceled) || r.Checks != nil {
		t.Errorf("%v, %d checks", err, len(r.Checks))
	}
}

// TestSameEverywhere: the result depends on the seed, not on the number of
// processors nor on the order of the work.
func TestSameEverywhere(t *testing.T) {
	run := func(processors int, seed uint64) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		return encode(t, judge(t, gametest.Scenario(), Options{Plays: 600, Seed: seed}))
	}
	if run(1, 5) != run(3, 5) {
		t.Error("three processors give another result than one")
	}
	brief := Options{Plays: 600, Seed: 5, Brief: true}
	one := encode(t, judge(t, gametest.Scenario(), brief))
	brief.Seed++
	if encode(t, judge(t, gametest.Scenario(), brief)) == one {
		t.Error("the seed does not count")
	}
}

// TestPasses: the test scenario passes every check that can be made of it.
func TestPasses(t *testing.T) {
	var told, last atomic.Int64
	r := judge(t, gametest.Scenario(), Options{Plays: few, Seed: 1, Words: func(int) int { return 300 }, Progress: func(done, total int) {
		told.Add(1)
		if done == total {
			last.Add(1)
		}
	}})
	for i, c := range r.Checks {
		if c.ID != ids[i] || c.About == "" || !c.Passed || (c.Skipped != "") != (c.ID == "B10") {
			t.Errorf("%+v", c)
		}
	}
	if !r.Passed || len(r.Checks) != len(ids) || r.Scenario != "zandhoek@1" || last.Load() != 1 || told.Load() < 10 {
		t.Errorf("passed %v, %d checks, %d times told, %d times the end", r.Passed, len(r.Checks), told.Load(), last.Load())
	}
	sum := 0.0
	for _, e := range r.Endings {
		sum += e.Share
	}
	if sum < 99.9 || sum > 100.1 {
		t.Errorf("the endings make %v %%", sum)
	}
}

// failing runs a brief check and gives the findings of one check.
func failing(t *testing.T, id string, o Options, changes ...func(d *game.Definition)) []string {
	t.Helper()
	o.Plays, o.Seed = few, 1
	r := judge(t, scenario(t, changes...), o)
	c := r.Checks[order(id)]
	if c.Passed == (len(c.Findings) > 0) || r.Passed && !c.Passed {
		t.Errorf("%+v, all passed: %v", c, r.Passed)
	}
	return c.Findings
}

// TestFindings: each check finds what it is for, and names the card to mend.
func TestFindings(t *testing.T) {
	limits := func(change func(l *game.Thresholds)) func(d *game.Definition) {
		return func(d *game.Definition) { change(&d.Thresholds) }
	}
	for _, c := range []struct {
		id, name string
		change   func(d *game.Definition)
		says     string
	}{
		{"B1", "an ending that never comes", func(d *game.Definition) {
			d.Endings = slices.Insert(d.Endings, 0, game.Ending{ID: "moon", When: &game.Condition{Flag: "never"}})
		}, "ending moon: 0.00 %"},
		{"B1", "an ending that swallows the rest", func(d *game.Definition) { *d.Endings[0].When.Below = 90 }, "ending leak: 100.0 % of all plays (at most 70)"},
		{"B2", "an obvious answer", func(d *game.Definition) { d.Dilemmas[2].Options[2].Effects[0].Fit = 40 }, "d3.equip is best in 100 % of contexts (limit 85): weaken it"},
		{"B3", "an option that is good for nothing", func(d *game.Definition) { d.Dilemmas[1].Options[2].Effects = []game.Effect{{Fit: -5}} }, "d2.wait leads on no indicator"},
		{"B5", "strategies too close", limits(func(l *game.Thresholds) { l.GroupGap = 12 }), "strategy ask-first (group 1"},
		{"B6", "too much luck", limits(func(l *game.Thresholds) { l.LuckMax = 1 }), "strategy ask-first: p90 - p10"},
		{"B7", "needs that do not matter", func(d *game.Definition) {
			for i := range d.Dilemmas[1].Options {
				o := &d.Dilemmas[1].Options[i]
				o.Effects = o.Effects[:1]
			}
		}, "is the best instrument for all needs"},
		{"B7", "needs that hardly matter", limits(func(l *game.Thresholds) { l.NeedsGap = 30 }), "leads by 30 points or more for 0"},
		{"B8", "an indicator at its end", limits(func(l *game.Thresholds) { l.SaturationMax = 60 }), "indicator own: median 6"},
		{"B9", "chasing one indicator is enough", limits(func(l *game.Thresholds) { l.GreedyOverRandom = -30 }), "chasing fit alone"},
	} {
		t.Run(c.id+" "+c.name, func(t *testing.T) {
			found := failing(t, c.id, Options{Brief: true}, c.change)
			if !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, c.says) }) {
				t.Errorf("%q lacks %q", found, c.says)
			}
		})
	}
	t.Run("B11", func(t *testing.T) {
		found := failing(t, "B11", Options{Brief: true, Words: func(round int) int { return 500 + 100*round }})
		if len(found) != 2 || !strings.Contains(found[0], "round 3: 800 words to read make it 9.5 minutes (at most 9): shorten d3") {
			t.Errorf("%q", found)
		}
	})
	t.Run("B4", func(t *testing.T) {
		found := failing(t, "B4", Options{}, func(d *game.Definition) { d.Thresholds.ForcedMax, d.Thresholds.BannedMax = 3, 2.5 })
		for _, says := range []string{"d4.leave, when forced, costs 3.", "m.rules, when banned, costs 3."} {
			if !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, says) }) {
				t.Errorf("%q lacks %q", found, says)
			}
		}
	})
}

// TestTies: two options that do the same share what they win; neither gets it
// because it stands first, and a tie leads on nothing.
func TestTies(t *testing.T) {
	sc := scenario(t, func(d *game.Definition) {
		o := &d.Dilemmas[3].Options
		copied := (*o)[0]
		copied.ID = "d4.same"
		*o = []game.Option{(*o)[0], copied}
		d.Dilemmas[3].Fallback = "d4.same"
		d.Strategies = nil
	})
	r := judge(t, sc, Options{Plays: few, Seed: 1, Brief: true})
	d := r.Dilemmas[3]
	if d.Ties != 100 || d.Options[0].Best != 50 || d.Options[1].Best != 50 || d.Options[0].Mean != d.Options[1].Mean {
		t.Errorf("%+v", d)
	}
	for _, o := range d.Options {
		if _, share := topLead(o); share != 0 {
			t.Errorf("%+v", o)
		}
	}
	if notes := r.Checks[order("B2")].Notes; len(notes) != 1 || !strings.HasPrefix(notes[0], "d4: in 100 % of contexts") {
		t.Errorf("%q", notes)
	}
}

// TestTraps: a trap may lead on nothing; one that is often best is noted.
func TestTraps(t *testing.T) {
	useless := func(d *game.Definition) {
		d.Dilemmas[1].Options[2].Effects, d.Dilemmas[1].Options[2].Trap = []game.Effect{{Fit: -5}}, true
		d.Dilemmas[3].Options[0].Trap = true
	}
	r := judge(t, scenario(t, useless), Options{Plays: few, Seed: 1, Brief: true})
	c := r.Checks[order("B3")]
	if !c.Passed || !slices.ContainsFunc(c.Notes, func(s string) bool { return strings.HasPrefix(s, "d4.host is marked as a trap but best in") }) {
		t.Errorf("%+v", c)
	}
}

// TestBestPlay: best play keeps to the rules of the game, does better than every
// named strategy and than nine tenths of random play, and a restriction is kept.
func TestBestPlay(t *testing.T) {
	sc := gametest.Scenario()
	r := newRun(context.Background(), sc, Options{Plays: few, Seed: 3})
	result := Result{}
	r.plays(&result)
	r.restricted(&result)
	for _, b := range result.Best {
		if b.Outcome < result.Random.P90 {
			t.Errorf("%v: %v, random p90 %v", b.Needs, b.Outcome, result.Random.P90)
		}
		for _, s := range result.Strategies {
			if b.Outcome < s.Outcome.Mean-1 {
				t.Errorf("%v: %v, %s has %v", b.Needs, b.Outcome, s.ID, s.Outcome.Mean)
			}
		}
		plan := game.Plan{Needs: b.Needs}
		for i, o := range b.Options {
			plan.Rounds = append(plan.Rounds, game.PlanRound{Option: o, Moves: b.Moves[i]})
		}
		if _, err := game.PlayPlan(sc, game.Setup{Seed: 1}, plan); err != nil {
			t.Errorf("%v: %v", b, err)
		}
	}
	for _, row := range result.Restricted {
		if row.Forced == nil || row.Banned == nil || *row.Forced < -0.01 || *row.Banned < -0.01 {
			t.Errorf("%+v", row)
		}
	}
	tops := r.climb(r.pairs[0])[:1]
	for _, x := range r.restrictions() {
		f := r.climbWithin(r.pairs[0], tops, &x)
		s := play(sc, 77, false, r.pairs[0], &f.line)
		has := x.round > 0 && int(f.line.option[max(x.round, 1)]) == x.option || x.round == 0 && sc.Bought(&s, x.move)
		if has != x.forced {
			t.Errorf("%s: forced %v, played %v", r.card(x), x.forced, has)
		}
	}
}

// TestNeverBought: a move that cannot be bought has no cost when forced.
func TestNeverBought(t *testing.T) {
	sc := scenario(t, func(d *game.Definition) { d.Moves[0].Offer = &game.Condition{Flag: "never"} })
	r := newRun(context.Background(), sc, Options{Plays: few, Seed: 3})
	r.pairs = r.pairs[:1]
	all := []restriction{{move: 0, forced: true}, {move: 0}}
	tops := r.climb(r.pairs[0])
	values := []found{r.climbWithin(r.pairs[0], tops, &all[0]), r.climbWithin(r.pairs[0], tops, &all[1])}
	rows := r.costs(all, []found{r.valued(r.pairs[0], nil, tops)}, values)
	if len(rows) != 1 || rows[0].Card != "m.talks" || rows[0].Forced != nil || rows[0].Banned == nil {
		t.Errorf("%+v", rows)
	}
	if c := r.judgeCosts(rows); !c.Passed || len(c.Notes) != 1 || !strings.HasPrefix(c.Notes[0], "m.talks could not be forced") {
		t.Errorf("%+v", c)
	}
}

// TestStrategies: a strategy is played as it is written, with what cannot be
// bought left out, and with every choice of needs when it names none.
func TestStrategies(t *testing.T) {
	sc := gametest.Scenario()
	n := nameLine(sc, &sc.Strategies[0])
	if len(n.needs) != 3 {
		t.Errorf("needs %v", n.needs)
	}
	if known := nameLine(sc, &sc.Strategies[1]); len(known.needs) != 1 || known.needs[0] != 1<<sc.NeedAt("know") {
		t.Errorf("needs %v", known.needs)
	}
	s := play(sc, 1, false, n.needs[0], &n.line)
	for i, want := range sc.Strategies[0].Options {
		if got := sc.Chosen(&s, i+1); got != want {
			t.Errorf("round %d: %s, want %s", i+1, got, want)
		}
		moves := slices.Clone(sc.Strategies[0].Moves[i])
		slices.Sort(moves)
		got := sc.MovesIn(&s, i+1)
		slices.Sort(got)
		if !slices.Equal(got, moves) {
			t.Errorf("round %d: %v, want %v", i+1, got, moves)
		}
	}
	costly := game.Strategy{Options: sc.Strategies[0].Options, Moves: [][]string{{"m.host", "m.rules", "m.manual", "m.talks"}, nil, nil, nil}}
	l := nameLine(sc, &costly)
	s = play(sc, 1, false, n.needs[0], &l.line)
	if got := sc.MovesIn(&s, 1); !slices.Equal(got, []string{"m.talks", "m.rules"}) {
		t.Errorf("bought %v", got)
	}
}

// TestReach: what is reached is told, and what cannot be reached is not.
func TestReach(t *testing.T) {
	sc := scenario(t, func(d *game.Definition) {
		d.Endings = slices.Insert(d.Endings, 0, game.Ending{ID: "moon", When: &game.Condition{Flag: "never"}})
		d.Moves[5].Offer = &game.Condition{Flag: "never"}
		d.Events[0].Cases = slices.Insert(d.Events[0].Cases, 0, game.Case{ID: "moon", When: &game.Condition{Flag: "never"}})
	})
	r := Reach(sc, few, 1)
	if r.Endings["moon"] || !r.Endings["leak"] || !r.Endings["muddling"] || len(r.Endings) != 4 {
		t.Errorf("endings %v", r.Endings)
	}
	if r.Moves["m.mail"] || len(r.Moves) != 5 || len(r.Options) != 12 {
		t.Errorf("moves %v options %v", r.Moves, r.Options)
	}
	if r.Cases["e.story/moon"] || !r.Cases["e.story/bad"] || !r.Cases["e.storm/reached"] || len(r.Cases) != 6 {
		t.Errorf("cases %v", r.Cases)
	}
}

// TestText: the report says first what to mend.
func TestText(t *testing.T) {
	r := judge(t, scenario(t, func(d *game.Definition) { d.Thresholds.LuckMax = 1 }), Options{Plays: few, Seed: 1, Words: func(int) int { return 250 }})
	var b strings.Builder
	if err := r.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"zandhoek@1  sha256 000000000000  seed 1  2000 plays", "ok      B1   every ending occurs", "FAILED  B6   luck does not decide\n             strategy ",
		"-       B10  the texts", "\nending    all plays", "\nchance ", "\nonly stam ", "d3.all (trap)", "\nbest play found", "\ncard ", "\nneeds ", "\nround  words  minutes\n1      250    6.8",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q:\n%s", want, b.String())
		}
	}
}

// BenchmarkPlays plays the standard number of random games on one processor;
// the limit is two seconds.
func BenchmarkPlays(b *testing.B) {
	sc := gametest.Scenario()
	r := newRun(context.Background(), sc, Options{Seed: 1})
	for b.Loop() {
		for i := range StandardPlays {
			l, needs := randomLine(sc, game.Draw(1, drawStart, 0, i)), r.anyNeeds(i)
			s := play(sc, r.gameSeed(i), false, needs, &l)
			r.keep(&s, needs)
		}
	}
}

package game_test

import (
	"slices"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

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

// calm takes all events away and lets every round be passed without an effect.
func calm(d *game.Definition) {
	d.Events, d.EventPlan = nil, game.EventPlan{}
	for i := range d.Dilemmas {
		d.Dilemmas[i].Options = append(d.Dilemmas[i].Options, game.Option{ID: d.Dilemmas[i].ID + ".pass"})
	}
}

// only keeps one event, which closes round 2. It must need no other event.
func only(id string) func(d *game.Definition) {
	return func(d *game.Definition) {
		d.Events = slices.DeleteFunc(d.Events, func(e game.Event) bool { return e.ID != id })
		d.EventPlan = game.EventPlan{Full: []int{2}, Short: []int{2}}
	}
}

// effect adds an option d1.try with these effects to the first round.
func effect(all ...game.Effect) func(d *game.Definition) {
	return func(d *game.Definition) {
		d.Dilemmas[0].Options = append(d.Dilemmas[0].Options, game.Option{ID: "d1.try", Effects: all})
	}
}

func begin(ind game.Indicator, value int) func(d *game.Definition) {
	return func(d *game.Definition) { d.Indicators[ind].Start = value }
}

func number(n int) *int { return &n }

// round is a decision of a table.
type round struct {
	option string
	moves  []string
}

// playOn plays rounds from a state on; every one must be allowed.
func playOn(t testing.TB, sc *game.Scenario, s game.State, rounds ...round) (game.State, [][]game.Fact) {
	t.Helper()
	var all [][]game.Fact
	for _, r := range rounds {
		next, facts, err := game.Step(sc, s, game.Command{Kind: game.PlayRound, Round: s.Round(), Option: r.option, Moves: r.moves})
		if err != nil {
			t.Fatalf("round %d: %v", s.Round(), err)
		}
		s = next
		all = append(all, facts)
	}
	return s, all
}

// playNew plays rounds from the start.
func playNew(t testing.TB, sc *game.Scenario, setup game.Setup, need string, rounds ...round) (game.State, [][]game.Fact) {
	t.Helper()
	s, _ := sc.Start(setup)
	s, _, err := game.Step(sc, s, game.Command{Kind: game.PickNeeds, Needs: []string{need}})
	if err != nil {
		t.Fatal(err)
	}
	return playOn(t, sc, s, rounds...)
}

// find is the first fact of a kind about a target that came from an origin.
func find(t testing.TB, facts []game.Fact, kind game.FactKind, target, by string) game.Fact {
	t.Helper()
	for _, f := range facts {
		if f.Kind == kind && f.Target == target && f.Cause.By.ID == by {
			return f
		}
	}
	t.Fatalf("no fact %s %s by %q in %+v", kind, target, by, facts)
	return game.Fact{}
}

func none(t testing.TB, facts []game.Fact, kind game.FactKind, target, by string) {
	t.Helper()
	for _, f := range facts {
		if f.Kind == kind && f.Target == target && f.Cause.By.ID == by {
			t.Errorf("unexpected: %+v", f)
		}
	}
}

// TestSoftCap: a gain is min(d, d*(105-now)/70), a loss counts in full, and a
// value stays within 0 and 100.
func TestSoftCap(t *testing.T) {
	for _, c := range []struct{ own, delta, want int }{
		{0, 6, 6}, {34, 6, 40}, {35, 6, 41}, {36, 6, 41}, {70, 6, 73}, {93, 6, 94}, {94, 6, 94}, {100, 6, 100},
		{0, 100, 100}, {60, 100, 100}, {99, 100, 100}, {90, 12, 92},
		{100, -8, 92}, {8, -8, 0}, {3, -8, 0}, {0, -8, 0}, {50, -100, 0},
	} {
		sc := scenario(t, calm, begin(game.Own, c.own), effect(game.Effect{Own: c.delta}))
		s, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil})
		f := find(t, facts[0], game.IndicatorMoved, "own", "d1.try")
		if s.Level(game.Own) != c.want || f.Before != c.own || f.After != c.want || f.Wanted != c.delta {
			t.Errorf("%d %+d: %d, want %d: %+v", c.own, c.delta, s.Level(game.Own), c.want, f)
		}
	}
}

// TestExtremes: what no scenario should hold does not run over.
func TestExtremes(t *testing.T) {
	sc := scenario(t, calm, effect(slices.Repeat([]game.Effect{{Effort: 10}}, 40)...))
	if s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil}); s.Effort() != 100 {
		t.Errorf("effort %d", s.Effort())
	}
	sc = scenario(t, calm, effect(slices.Repeat([]game.Effect{{Effort: -10}}, 40)...))
	if s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil}); s.Effort() != 0 {
		t.Errorf("effort %d", s.Effort())
	}
	for affinity, want := range map[int]int{1_000_000: 100, -1_000_000: 0} {
		sc = scenario(t, calm, effect(game.Effect{Channel: "network"}), func(d *game.Definition) { d.Channels[1].Affinity = map[string]int{"office": affinity} })
		if s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil}); s.Adoption(0) != want {
			t.Errorf("affinity %d: adoption %d, want %d", affinity, s.Adoption(0), want)
		}
	}
}

// TestSegments: "all" adds to what is given for one segment, and the derived
// indicator is the adoption weighted by size, rounded half up.
func TestSegments(t *testing.T) {
	sc := scenario(t, calm, effect(game.Effect{Segments: map[string]int{"all": 5, "crew": 4}}))
	s, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil})
	// office 20+5, crew 10+9, then each -2 without a channel
	if s.Adoption(0) != 23 || s.Adoption(1) != 17 {
		t.Errorf("office %d crew %d", s.Adoption(0), s.Adoption(1))
	}
	if want := (35*23 + 25*17 + 30) / 60; s.Level(game.Use) != want { // 20.5 becomes 21
		t.Errorf("use %d, want %d", s.Level(game.Use), want)
	}
	if f := find(t, facts[0], game.UseMoved, "use", ""); f.Before != 16 || f.After != s.Level(game.Use) {
		t.Errorf("%+v", f)
	}
}

// TestDelayed: what is delayed arrives at the first round played at or after its
// time, before the decision of that round, and says what it came from.
func TestDelayed(t *testing.T) {
	sc := scenario(t, calm)
	pass := []round{{"d1.ask", nil}, {"d2.pass", nil}, {"d3.pass", nil}, {"d4.pass", nil}}
	_, full := playNew(t, sc, game.Setup{}, "know", pass...)
	_, short := playNew(t, sc, game.Setup{Short: true}, "know", pass[0], pass[1], pass[3])
	for _, c := range []struct {
		facts [][]game.Fact
		at    int
	}{{full, 2}, {short, 2}} { // rounds 3 and 4
		for i, facts := range c.facts {
			if i == 0 || i == c.at {
				continue
			}
			none(t, facts, game.IndicatorMoved, "fit", "d1.ask")
		}
		f := find(t, c.facts[c.at], game.IndicatorMoved, "fit", "d1.ask")
		if !f.Cause.Delayed || f.Cause.By.Round != 1 || f.Cause.Because != "d1.ask.answers" || f.Wanted != 6 || c.facts[c.at][0].Target != "fit" {
			t.Errorf("%+v", f)
		}
	}
	if full[2][0].Round != 3 || short[2][0].Round != 4 {
		t.Errorf("rounds %d and %d", full[2][0].Round, short[2][0].Round)
	}
}

// TestDelayedCondition: the condition of a delayed effect is looked at when it
// arrives, not when it was decided.
func TestDelayedCondition(t *testing.T) {
	for _, c := range []struct {
		name string
		sets string
		held bool
	}{{"set in between", "asked", true}, {"not set", "other", false}} {
		t.Run(c.name, func(t *testing.T) {
			sc := scenario(t, calm, func(d *game.Definition) {
				d.Moves[0].Effects = append(d.Moves[0].Effects, game.Effect{Set: []string{c.sets}})
			})
			_, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.launch", []string{"m.talks"}}, round{"d2.pass", nil})
			f := facts[1][0]
			if f.Cause.By.ID != "d1.launch" || f.Cause.Held != c.held || !f.Cause.Condition || len(f.Cause.Checks) != 1 {
				t.Fatalf("%+v", f)
			}
			if by := f.Cause.Checks[0].By; c.held && (by == nil || by.ID != "m.talks" || by.Round != 1) {
				t.Errorf("made so by %+v", by)
			}
			if c.held != (f.Kind == game.IndicatorMoved) || !c.held && (f.Kind != game.Missed || f.Would[0] != game.Would{Target: "fit", Wanted: 6}) {
				t.Errorf("%+v", f)
			}
		})
	}
}

// TestGrowth: growth = affinity * (fit + own) / 110 - 6, +3 hosted, +2 with help
// for hesitant staff, -5 when tired; without a channel -2. Office has affinity
// 16 to the network, crew 7 and is hesitant.
func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		name         string
		effect       game.Effect
		office, crew int
	}{
		{"no channel", game.Effect{}, -2, -2},
		{"network", game.Effect{Channel: "network"}, 16*70/110 - 6, 7*70/110 - 6},
		{"meetings", game.Effect{Channel: "meetings"}, 0, 12*70/110 - 6},
		{"hosted", game.Effect{Channel: "network", Set: []string{"hosted"}}, 16*70/110 - 3, 7*70/110 - 3},
		{"manual", game.Effect{Channel: "network", Set: []string{"manual"}}, 16*70/110 - 6, 7*70/110 - 4},
		{"tired", game.Effect{Channel: "network", Stam: -31}, 16*70/110 - 11, 7*70/110 - 11},
		{"nearly tired", game.Effect{Channel: "network", Stam: -30}, 16*70/110 - 6, 7*70/110 - 6},
		{"all at once", game.Effect{Channel: "network", Stam: -31, Set: []string{"hosted", "manual"}}, 16*70/110 - 8, 7*70/110 - 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc := scenario(t, calm, effect(c.effect))
			_, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil})
			for id, want := range map[string]int{"office": c.office, "crew": c.crew} {
				f := find(t, facts[0], game.SegmentMoved, id, "")
				g := f.Growth
				if f.Wanted != want || f.Cause.By.Kind != "time" || g.Spans != 1 || g.Base-g.Decay+g.Hosted+g.Manual-g.Tired-g.Idle != want {
					t.Errorf("%s: %+v %+v, want %d", id, f, g, want)
				}
			}
		})
	}
}

// TestShortTime: in the short version growth runs once for every round number
// that has passed, each time with the soft cap.
func TestShortTime(t *testing.T) {
	sc := scenario(t, calm, effect(game.Effect{Channel: "network", Fit: 60, Own: 50}))
	s, facts := playNew(t, sc, game.Setup{Short: true}, "know", round{"d1.try", nil}, round{"d2.pass", nil}, round{"d4.pass", nil})
	for i, spans := range []int{1, 1, 2} {
		f := find(t, facts[i], game.SegmentMoved, "office", "")
		if f.Growth.Spans != spans {
			t.Errorf("round %d: %d spans, want %d", f.Round, f.Growth.Spans, spans)
		}
	}
	f := find(t, facts[2], game.SegmentMoved, "office", "")
	once := f.Wanted / 2
	want := f.Before
	for range 2 {
		want += min(once, once*(105-want)/70)
	}
	if f.After != want || s.Adoption(0) != want || f.Wanted != 2*once {
		t.Errorf("%+v, want %d", f, want)
	}
}

// TestFirstCase: an event ends by the first of its cases that holds, as things
// stand after the moves and the growth of its round.
func TestFirstCase(t *testing.T) {
	sc := scenario(t, only("e.story"))
	for _, c := range []struct {
		moves []string
		which string
		safe  int
	}{{nil, "bad", -18}, {[]string{"m.rules"}, "ready", -2}} {
		s, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.ask", nil}, round{"d2.wait", c.moves})
		f := find(t, facts[1], game.EventCame, "e.story", "e.story")
		event, which := sc.EventOf(&s, 2)
		if event != "e.story" || which != c.which || f.Cause.By.Case != c.which {
			t.Errorf("%s/%s, %+v", event, which, f)
		}
		if len(f.Cause.Checks) != 1 || f.Cause.Checks[0].Held != (c.which == "ready") {
			t.Errorf("checks %+v", f.Cause.Checks)
		}
		if f := find(t, facts[1], game.IndicatorMoved, "safe", "e.story"); f.Wanted != c.safe {
			t.Errorf("%+v", f)
		}
	}
}

// TestEndings: the first ending that holds is the one.
func TestEndings(t *testing.T) {
	pass := []round{{"d1.try", nil}, {"d2.pass", nil}, {"d3.pass", nil}, {"d4.pass", nil}}
	for _, c := range []struct {
		name string
		e    game.Effect
		want string
	}{
		{"leak before ghost", game.Effect{Safe: -20, Segments: map[string]int{"all": -50}}, "leak"},
		{"at the limit", game.Effect{Safe: -15, Segments: map[string]int{"all": -50}}, "ghost"},
		{"leak before alive", game.Effect{Safe: -20, Own: 40, Segments: map[string]int{"all": 90}}, "leak"},
		{"alive", game.Effect{Own: 40, Segments: map[string]int{"all": 90}}, "alive"},
		{"only half of alive", game.Effect{Segments: map[string]int{"all": 90}}, "muddling"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc := scenario(t, calm, effect(c.e))
			s, _ := playNew(t, sc, game.Setup{}, "know", pass...)
			if got := sc.Arrived(&s).ID; got != c.want || !s.Ended() || sc.Endings[sc.EndingAt(&s)].ID != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			for _, check := range sc.EndingChecks(&s) {
				if !check.Held {
					t.Errorf("%+v", check)
				}
			}
		})
	}
}

// TestEffort: three a round, at most one of what is left is kept, moves cost,
// and an option may give more for the next round.
func TestEffort(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds []round
		want   []int // effort at the start of each round
	}{
		{"nothing spent", []round{{"d1.ask", nil}, {"d2.network", nil}, {"d3.test", nil}}, []int{3, 4, 4, 4}},
		{"one left", []round{{"d1.ask", []string{"m.rules"}}}, []int{3, 4}},
		{"all spent", []round{{"d1.ask", []string{"m.rules", "m.jury"}}}, []int{3, 3}},
		{"what was kept is spent", []round{{"d1.ask", nil}, {"d2.network", []string{"m.rules", "m.manual"}}}, []int{3, 4, 3}},
		{"more from an option, once", []round{{"d1.ask", []string{"m.rules", "m.jury"}}, {"d2.wait", nil}, {"d3.test", nil}}, []int{3, 3, 5, 4}},
		{"none at the end", []round{{"d1.ask", nil}, {"d2.wait", nil}, {"d3.test", nil}, {"d4.host", nil}}, []int{3, 4, 5, 4, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc := scenario(t)
			for n, want := range c.want {
				if s, _ := playNew(t, sc, game.Setup{}, "know", c.rounds[:n]...); s.Effort() != want {
					t.Errorf("after %d rounds %d, want %d", n, s.Effort(), want)
				}
			}
		})
	}
}

// TestOffers: a move is offered while its condition holds and until it is bought.
func TestOffers(t *testing.T) {
	sc := scenario(t)
	ids := func(s *game.State) (all []string) {
		for _, o := range sc.Offers(s) {
			all = append(all, o.Move)
			if o.Enough != (o.Cost <= s.Effort()) {
				t.Errorf("%+v with %d", o, s.Effort())
			}
		}
		return all
	}
	s, _ := playNew(t, sc, game.Setup{}, "know")
	if got := ids(&s); !slices.Equal(got, []string{"m.talks", "m.rules", "m.manual", "m.jury", "m.mail"}) {
		t.Errorf("round 1: %v", got)
	}
	s, _ = playOn(t, sc, s, round{"d1.launch", []string{"m.talks"}}, round{"d2.network", nil})
	if got := ids(&s); !slices.Equal(got, []string{"m.rules", "m.host", "m.manual", "m.mail"}) {
		t.Errorf("round 3: %v", got)
	}
	s, _ = playOn(t, sc, s, round{"d3.test", nil}, round{"d4.host", nil})
	if got := ids(&s); got != nil {
		t.Errorf("at the end: %v", got)
	}
}

// TestOrderRules: kept when the first half came true in an earlier moment than
// the second; a decision and each move are moments of their own.
func TestOrderRules(t *testing.T) {
	for _, c := range []struct {
		name        string
		rounds      []round
		status      game.OrderStatus
		first, then int
	}{
		{"asked, then a channel", []round{{"d1.ask", nil}, {"d2.meetings", nil}}, game.Kept, 1, 2},
		{"a channel, never asked", []round{{"d1.launch", nil}, {"d2.network", nil}}, game.Broken, 0, 1},
		{"no channel", []round{{"d1.ask", nil}, {"d2.wait", nil}}, game.NotAtStake, 1, 0},
		{"neither", []round{{"d1.policy", nil}, {"d2.wait", nil}}, game.NotAtStake, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc := scenario(t)
			s, _ := playNew(t, sc, game.Setup{}, "know", c.rounds...)
			got := sc.Alignment(&s).Order[0]
			if want := (game.OrderResult{Rule: "need-before-tool", Status: c.status, First: c.first, Then: c.then}); got != want {
				t.Errorf("%+v, want %+v", got, want)
			}
		})
	}
	rules := func(moves ...string) game.OrderStatus {
		sc := scenario(t, calm)
		s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.pass", nil}, round{"d2.pass", nil}, round{"d3.all", moves})
		return sc.Alignment(&s).Order[1].Status
	}
	if got := rules("m.rules"); got != game.Broken { // the move comes after the option
		t.Errorf("rules in the same round: %s", got)
	}
	both := scenario(t, calm, effect(game.Effect{Set: []string{"asked"}, Channel: "network"}))
	s, _ := playNew(t, both, game.Setup{}, "know", round{"d1.try", nil})
	if got := both.Alignment(&s).Order[0].Status; got != game.Broken {
		t.Errorf("in one moment: %s", got)
	}
	before := scenario(t, calm, func(d *game.Definition) {
		d.OrderRules[0].Then = &game.Condition{Indicator: "fit", AtLeast: number(30)}
	})
	s, _ = playNew(t, before, game.Setup{}, "know", round{"d1.ask", nil})
	if got := before.Alignment(&s).Order[0].Status; got != game.NotAtStake {
		t.Errorf("true from the start: %s", got)
	}
}

// TestFlags: a flag and a channel remember who made them; clearing takes a flag
// away; only what changes is a fact.
func TestFlags(t *testing.T) {
	sc := scenario(t, calm, effect(game.Effect{Channel: "network", Set: []string{"hosted"}}), func(d *game.Definition) {
		d.Dilemmas[3].Options[1].Effects = append(d.Dilemmas[3].Options[1].Effects,
			game.Effect{When: &game.Condition{Any: []game.Condition{{Flag: "hosted"}, {Channels: []string{"network"}}, {Moved: "m.host"}, {Chose: "d1.try"}}}, Fit: 1})
	})
	s, facts := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil}, round{"d2.pass", []string{"m.host"}}, round{"d3.pass", nil})
	find(t, facts[0], game.FlagSet, "hosted", "d1.try")
	if f := find(t, facts[0], game.ChannelOpened, "network", "d1.try"); f.Before != 0 || f.After != 1 {
		t.Errorf("%+v", f)
	}
	none(t, facts[1], game.FlagSet, "hosted", "m.host")
	if got := sc.MovesIn(&s, 2); !slices.Equal(got, []string{"m.host"}) || sc.MovesIn(&s, 1) != nil {
		t.Errorf("moves of round 2: %v", got)
	}
	s, facts = playOn(t, sc, s, round{"d4.leave", nil})
	find(t, facts[0], game.FlagCleared, "hosted", "d4.leave")
	if slices.Contains(sc.Flags(&s), "hosted") {
		t.Error("the flag is still set")
	}
	checks := find(t, facts[0], game.IndicatorMoved, "fit", "d4.leave").Cause.Checks
	want := []game.Origin{{}, {Kind: "option", ID: "d1.try", Round: 1}, {Kind: "move", ID: "m.host", Round: 2}, {Kind: "option", ID: "d1.try", Round: 1}}
	for i, c := range checks {
		if c.Held != (i > 0) || (c.By == nil) == c.Held || c.Held && *c.By != want[i] {
			t.Errorf("check %d: %+v by %+v", i, c, c.By)
		}
	}
}

// TestUseWithinARound: an effect sees what the effect before it did to adoption.
func TestUseWithinARound(t *testing.T) {
	sc := scenario(t, calm, effect(
		game.Effect{Segments: map[string]int{"all": 60}},
		game.Effect{When: &game.Condition{Indicator: "use", AtLeast: number(60)}, Set: []string{"seen"}}))
	s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.try", nil})
	if !slices.Contains(sc.Flags(&s), "seen") {
		t.Error("use was not counted anew")
	}
}

// TestStages: the people of a segment lie within twenty points of its adoption.
func TestStages(t *testing.T) {
	for _, c := range []struct {
		start int
		want  [game.Stages]int
	}{
		{0, [5]int{60, 0, 0, 0, 0}}, {100, [5]int{0, 0, 0, 0, 60}}, {50, [5]int{0, 15, 30, 15, 0}}, {30, [5]int{15, 30, 15, 0, 0}},
	} {
		sc := scenario(t, func(d *game.Definition) { d.Segments[0].Size, d.Segments[0].Start = 60, c.start })
		s, _ := sc.Start(game.Setup{})
		if got := sc.StagesOf(&s, 0); got != c.want {
			t.Errorf("%d: %v, want %v", c.start, got, c.want)
		}
	}
}

// TestAlignment: earned is what the chosen cards are tagged with, best is the
// best card of each round played and all good moves that were on offer, and the
// order rules that were at stake.
func TestAlignment(t *testing.T) {
	sc := scenario(t)
	s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.ask", []string{"m.jury"}}, round{"d2.network", nil}, round{"d3.all", nil}, round{"d4.host", nil})
	a := sc.Alignment(&s)
	want := map[string]game.Score{
		"needs":     {Earned: 2 + 3, Best: 2 + 3},
		"involve":   {Earned: 0, Best: 0 + 1 + 2}, // m.talks and m.jury were on offer
		"secure":    {Earned: 0, Best: 2 + 2 + 2}, // d1.policy, m.rules, the broken rule
		"restraint": {Earned: 0, Best: 2},
		"private":   {Earned: 0, Best: 0},
		"alive":     {Earned: 2, Best: 2 + 2},
	}
	for _, got := range a.Principles {
		if w, ok := want[got.ID]; ok && (got.Earned != w.Earned || got.Best != w.Best) {
			t.Errorf("%+v, want %+v", got, w)
		}
	}
	if len(a.Principles) != 12 || len(a.Needs) != 1 || a.Needs[0] != (game.Score{ID: "know", Earned: 3, Best: 3}) {
		t.Errorf("%+v", a.Needs)
	}
	for _, c := range []struct {
		s       game.Score
		percent int
		stake   bool
	}{
		{game.Score{Earned: 1, Best: 3}, 33, true}, {game.Score{Earned: 2, Best: 3}, 67, true}, {game.Score{Earned: -2, Best: 3}, 0, true},
		{game.Score{Earned: 3, Best: 3}, 100, true}, {game.Score{Earned: -2, Best: 0}, 0, false},
	} {
		if p, stake := c.s.Percent(); p != c.percent || stake != c.stake {
			t.Errorf("%+v: %d %v", c.s, p, stake)
		}
	}
}

// TestOwnTest: of the rules for one dimension only the first that holds counts.
func TestOwnTest(t *testing.T) {
	sc := scenario(t)
	for _, c := range []struct {
		bands     map[string]int
		fit, safe int
	}{
		{nil, 30, 50}, {map[string]int{"d1": 1}, 24, 50}, {map[string]int{"d1": 2}, 27, 50}, {map[string]int{"d1": 3}, 30, 50},
		{map[string]int{"d1": 1, "d5": 2}, 24, 45}, {map[string]int{"d9": 1}, 30, 50},
	} {
		s, facts := sc.Start(game.Setup{TestBands: c.bands})
		if s.Level(game.Fit) != c.fit || s.Level(game.Safe) != c.safe {
			t.Errorf("%v: fit %d safe %d", c.bands, s.Level(game.Fit), s.Level(game.Safe))
		}
		for _, f := range facts {
			if f.Cause.By.Kind != "test" || c.bands[f.Cause.By.ID] == 0 {
				t.Errorf("%+v", f)
			}
		}
	}
}

// TestConditions: every kind of condition, in a round that was played with needs
// "know", d1.launch and m.talks, and with fit 30 or more.
func TestConditions(t *testing.T) {
	yes, no := true, false
	c := func(c game.Condition) game.Condition { return c }
	holds := map[string]game.Condition{
		"flag": c(game.Condition{Flag: "mark"}), "need": {Need: "know"}, "channel": {Channels: []string{"meetings", "network"}},
		"channel set": {ChannelSet: &yes}, "at least": {Indicator: "fit", AtLeast: number(30)}, "below": {Indicator: "stam", Below: number(61)},
		"between": {Indicator: "fit", AtLeast: number(30), Below: number(31)}, "segment": {Segment: "crew", AtLeast: number(8)},
		"from": {FromRound: number(2)}, "to": {ToRound: number(2)}, "chose": {Chose: "d1.try"}, "moved": {Moved: "m.talks"},
		"all": {All: []game.Condition{{Need: "know"}, {Moved: "m.talks"}}}, "any": {Any: []game.Condition{{Need: "news"}, {Moved: "m.talks"}}},
		"not": {Not: &game.Condition{Need: "news"}}, "all of none": {All: []game.Condition{}},
	}
	fails := map[string]game.Condition{
		"flag": {Flag: "never"}, "need": {Need: "news"}, "channel": {Channels: []string{"none", "meetings"}}, "channel set": {ChannelSet: &no},
		"at least": {Indicator: "fit", AtLeast: number(31)}, "below": {Indicator: "stam", Below: number(60)}, "segment": {Segment: "crew", Below: number(8)},
		"from": {FromRound: number(3)}, "to": {ToRound: number(1)}, "chose": {Chose: "d1.ask"}, "not": {Not: &game.Condition{Need: "know"}},
		"moved": {Moved: "m.mail"}, "all": {All: []game.Condition{{Need: "know"}, {Moved: "m.mail"}}}, "any": {Any: []game.Condition{{Need: "news"}}},
		"happened": {Happened: "e.story"}, "any of none": {Any: []game.Condition{}}, "ending, known later": {Ending: "leak"}, "divergence, known later": {Diverged: "d1"},
	}
	test := func(name string, cond game.Condition, want bool) {
		t.Run(name, func(t *testing.T) {
			sc := scenario(t, effect(game.Effect{Channel: "network", Set: []string{"mark"}}), func(d *game.Definition) {
				d.EventPlan = game.EventPlan{}
				d.Moves[0].Effects = nil
				d.Dilemmas[1].Options = append(d.Dilemmas[1].Options, game.Option{ID: "d2.try", Effects: []game.Effect{{When: &cond, Set: []string{"seen"}}}})
			})
			s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.try", []string{"m.talks"}}, round{"d2.try", nil})
			if got := slices.Contains(sc.Flags(&s), "seen"); got != want {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
	for name, cond := range holds {
		test(name+" holds", cond, true)
	}
	for name, cond := range fails {
		test(name+" fails", cond, false)
	}
}

// TestSkip: a skipped round lets time pass and the event come, and decides nothing.
func TestSkip(t *testing.T) {
	sc := scenario(t, only("e.story"))
	s, _ := playNew(t, sc, game.Setup{}, "know", round{"d1.ask", nil})
	next, facts, err := game.Step(sc, s, game.Command{Kind: game.SkipRound, Round: 2})
	if err != nil || sc.Chosen(&next, 2) != "" || next.Round() != 3 {
		t.Fatalf("%v, chosen %q", err, sc.Chosen(&next, 2))
	}
	find(t, facts, game.EventCame, "e.story", "e.story")
	find(t, facts, game.SegmentMoved, "office", "")
}

package game_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
	"pgregory.net/rapid"
)

// chooser makes choices 0..n-1; a fuzzer or rapid decides them.
type chooser func(n int) int

// fromBytes chooses by the bytes of an input, and 0 when they are used up.
func fromBytes(data []byte) chooser {
	return func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := int(data[0])
		data = data[1:]
		return b % n
	}
}

// command is any command: mostly an allowed one, sometimes nonsense.
func command(sc *game.Scenario, s *game.State, choose chooser) game.Command {
	switch {
	case choose(5) == 4:
		return nonsense(sc, s, choose)
	case !s.Begun():
		return game.Command{Kind: game.PickNeeds, Needs: []string{sc.Needs[choose(len(sc.Needs))].ID}}
	case choose(10) == 9:
		return game.Command{Kind: game.SkipRound, Round: s.Round()}
	}
	options := sc.Dilemmas[s.Round()-1].Options
	c := game.Command{Kind: game.PlayRound, Round: s.Round(), Option: options[choose(len(options))].ID}
	for range choose(3) {
		if offers := sc.Offers(s); len(offers) > 0 {
			c.Moves = append(c.Moves, offers[choose(len(offers))].Move)
		}
	}
	return c
}

// nonsense is a command that is hardly ever allowed.
func nonsense(sc *game.Scenario, s *game.State, choose chooser) game.Command {
	c := game.Command{Kind: []game.CommandKind{game.PlayRound, game.PickNeeds, game.SkipRound, "dance"}[choose(4)], Round: s.Round()}
	if choose(3) == 0 {
		c.Round = choose(12) - 2
	}
	for range choose(4) {
		c.Needs = append(c.Needs, []string{"know", "news", "together", "money", ""}[choose(5)])
	}
	options := []string{"", "d9.x"}
	for _, d := range sc.Dilemmas {
		options = append(options, d.Options[choose(len(d.Options))].ID)
	}
	c.Option = options[choose(len(options))]
	for range choose(5) {
		moves := []string{"", "m.x"}
		for _, m := range sc.Moves {
			moves = append(moves, m.ID)
		}
		c.Moves = append(c.Moves, moves[choose(len(moves))])
	}
	return c
}

// walk plays commands and checks what must hold after every single one.
func walk(t rapid.TB, sc *game.Scenario, setup game.Setup, choose chooser, steps int) {
	s, opening := sc.Start(setup)
	ledger(t, sc, nil, &s, opening, setup)
	var allowed []game.Command
	for range steps {
		c := command(sc, &s, choose)
		before := s
		next, facts, err := game.Step(sc, s, c)
		again, factsAgain, errAgain := game.Step(sc, before, c)
		if s != before || next != again || !reflect.DeepEqual(facts, factsAgain) || (err == nil) != (errAgain == nil) {
			t.Fatalf("%+v: two steps from one state differ", c)
		}
		if err != nil {
			refused(t, c, err, next == before, facts)
			continue
		}
		ledger(t, sc, &before, &next, facts, setup)
		moved(t, &before, &next, c)
		s = next
		allowed = append(allowed, c)
	}
	replayed(t, sc, setup, allowed, s)
}

// refused: a command that is not allowed changes nothing and says why.
func refused(t rapid.TB, c game.Command, err error, same bool, facts []game.Fact) {
	if !same || facts != nil {
		t.Fatalf("%+v was refused and changed something", c)
	}
	if !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.Conflict) {
		t.Fatalf("%+v: %v", c, err)
	}
}

// moved: picking needs changes nothing else, a round is followed by the next.
func moved(t rapid.TB, before, after *game.State, c game.Command) {
	if c.Kind == game.PickNeeds {
		if before.Begun() || !after.Begun() || after.Position() != before.Position() {
			t.Fatalf("needs: %d to %d", before.Position(), after.Position())
		}
		return
	}
	if before.Ended() || after.Position() != before.Position()+1 || !after.Ended() && after.Round() <= before.Round() {
		t.Fatalf("%+v at round %d, then %d", c, before.Round(), after.Round())
	}
}

// ledger: the facts account for every change. For every target the first Before
// is the old value, each After is the Before of the next, and the last After is
// the new value; what no fact names has not changed. Everything stays in bounds.
func ledger(t rapid.TB, sc *game.Scenario, before, after *game.State, facts []game.Fact, setup game.Setup) {
	if before == nil {
		s, _ := sc.Start(game.Setup{Seed: setup.Seed, Short: setup.Short})
		before = &s
	}
	values, flags, channel := map[string]int{}, sc.Flags(before), sc.Channel(before)
	for i, id := range game.Indicators {
		values[id] = before.Level(game.Indicator(i))
	}
	for i, segment := range sc.Segments {
		values[segment.ID] = before.Adoption(i)
	}
	for _, f := range facts {
		caused(t, f, before)
		switch f.Kind {
		case game.IndicatorMoved, game.SegmentMoved, game.UseMoved:
			if values[f.Target] != f.Before || f.Before == f.After && f.Kind == game.UseMoved || f.Wanted > 0 && f.After < f.Before || f.Wanted < 0 && f.After > f.Before {
				t.Fatalf("%+v with %v", f, values)
			}
			values[f.Target] = f.After
		case game.FlagSet:
			flags = append(flags, f.Target)
		case game.FlagCleared:
			flags = slices.DeleteFunc(flags, func(id string) bool { return id == f.Target })
		case game.ChannelOpened:
			if sc.Channels[f.Before].ID != channel {
				t.Fatalf("%+v from %s", f, channel)
			}
			channel = f.Target
		}
	}
	balanced(t, sc, after, values, flags, channel)
}

func balanced(t rapid.TB, sc *game.Scenario, after *game.State, values map[string]int, flags []string, channel string) {
	for i, id := range game.Indicators {
		level := after.Level(game.Indicator(i))
		if id == "use" && values[id] != level && !after.Begun() {
			continue // the own test may move adoption before the first round
		}
		if values[id] != level || level < 0 || level > 100 {
			t.Fatalf("%s: the facts say %d, the state %d", id, values[id], level)
		}
	}
	for i, segment := range sc.Segments {
		if n := after.Adoption(i); values[segment.ID] != n || n < 0 || n > 100 {
			t.Fatalf("%s: the facts say %d, the state %d", segment.ID, values[segment.ID], n)
		}
	}
	now := sc.Flags(after)
	slices.Sort(flags)
	slices.Sort(now)
	if !slices.Equal(flags, now) || channel != sc.Channel(after) {
		t.Fatalf("flags %v and channel %s, the facts say %v and %s", now, sc.Channel(after), flags, channel)
	}
	if after.Effort() < 0 || after.Effort() > 20 {
		t.Fatalf("effort %d", after.Effort())
	}
}

// caused: every fact is of the round that was played, and names its cause.
func caused(t rapid.TB, f game.Fact, before *game.State) {
	by := f.Cause.By
	if by.Kind == "" || (by.ID == "") != (by.Kind == "time") || f.Cause.Delayed && by.Round >= f.Round {
		t.Fatalf("cause of %+v", f)
	}
	if by.Kind != "test" && f.Round != before.Round() {
		t.Fatalf("fact of round %d in round %d", f.Round, before.Round())
	}
	if f.Cause.Held == (f.Kind == game.Missed) {
		t.Fatalf("held and missed: %+v", f)
	}
}

// replayed: the same commands give the same state and the same transcript.
func replayed(t rapid.TB, sc *game.Scenario, setup game.Setup, commands []game.Command, want game.State) {
	one, err := game.Replay(sc, setup, commands)
	if err != nil || *one.Last() != want {
		t.Fatalf("replay: %v", err)
	}
	two, _ := game.Replay(sc, setup, commands)
	if !reflect.DeepEqual(one.Transcript(), two.Transcript()) {
		t.Fatalf("two transcripts differ")
	}
	if want.Ended() && one.Transcript().Ending == nil {
		t.Fatalf("no ending")
	}
}

// TestWalks plays any commands in any order.
func TestWalks(t *testing.T) {
	sc := gametest.Scenario()
	rapid.Check(t, func(t *rapid.T) {
		setup := game.Setup{Seed: rapid.Uint64().Draw(t, "seed"), Short: rapid.Bool().Draw(t, "short")}
		if rapid.Bool().Draw(t, "tested") {
			setup.TestBands = map[string]int{"d1": rapid.IntRange(0, 4).Draw(t, "d1"), "d5": rapid.IntRange(0, 4).Draw(t, "d5")}
		}
		walk(t, sc, setup, func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }, rapid.IntRange(0, 20).Draw(t, "steps"))
	})
}

// FuzzStep plays the commands that the bytes of an input spell.
func FuzzStep(f *testing.F) {
	sc := gametest.Scenario()
	f.Add(uint64(1), false, []byte{})
	f.Add(uint64(7), true, []byte("\x04\x01\x00\x01\x05\x00\x05\x02\x03\x04"))
	f.Add(uint64(7), false, []byte("a long enough text plays a whole game, with some nonsense in between, and then it goes on to ask for more"))
	f.Fuzz(func(t *testing.T, seed uint64, short bool, data []byte) {
		walk(t, sc, game.Setup{Seed: seed, Short: short}, fromBytes(data), min(len(data)/4+1, 60))
	})
}

// TestEventsAreShared: the events follow from the seed alone, whatever a table
// does and in whatever order tables play.
func TestEventsAreShared(t *testing.T) {
	sc := gametest.Scenario()
	seen := map[string]bool{}
	for seed := range uint64(60) {
		setup := game.Setup{Seed: seed}
		_, _ = sc.Start(game.Setup{Seed: seed + 1}) // a game of others in between
		a, _ := playNew(t, sc, setup, "know", round{"d1.launch", nil}, round{"d2.network", nil}, round{"d3.all", nil}, round{"d4.leave", nil})
		b, _ := playNew(t, sc, setup, "news", round{"d1.ask", []string{"m.jury"}}, round{"d2.wait", nil}, round{"d3.test", nil}, round{"d4.host", nil})
		came := map[string]bool{}
		for r := 1; r <= 4; r++ {
			x, _ := sc.EventOf(&a, r)
			y, _ := sc.EventOf(&b, r)
			if x != y || (x == "") != (r == 1 || r == 4) || came[x] && x != "" {
				t.Fatalf("seed %d round %d: %q and %q", seed, r, x, y)
			}
			came[x], seen[x] = true, true
		}
	}
	if len(seen) != 4 { // three events and none
		t.Errorf("seen %v", seen)
	}
}

// TestDraw: a draw depends on all of its parts and on nothing else, and Pick is
// even.
func TestDraw(t *testing.T) {
	base := game.Draw(1, 2, 3, 4)
	for _, other := range []uint64{game.Draw(2, 2, 3, 4), game.Draw(1, 3, 3, 4), game.Draw(1, 2, 4, 4), game.Draw(1, 2, 3, 5)} {
		if other == base {
			t.Error("a part does not count")
		}
	}
	if base != game.Draw(1, 2, 3, 4) {
		t.Error("not the same twice")
	}
	const n, draws = 7, 70_000
	var count [n]int
	for i := range draws {
		count[game.Pick(game.Draw(9, 1, 1, i), n)]++
	}
	for i, c := range count { // mean 10 000, standard deviation 93
		if c < draws/n-500 || c > draws/n+500 {
			t.Errorf("%d came %d times", i, c)
		}
	}
}

// TestQuickPlay: what plays thousands of games does the same as Step.
func TestQuickPlay(t *testing.T) {
	sc := gametest.Scenario()
	for seed := range uint64(20) {
		slow, _ := playNew(t, sc, game.Setup{Seed: seed}, "news", round{"d1.ask", []string{"m.jury", "m.rules"}}, round{"d2.meetings", []string{"m.talks"}})
		quick, _ := sc.Start(game.Setup{Seed: seed})
		sc.Begin(&quick, 1<<sc.NeedAt("news"))
		if !sc.CanBuy(&quick, sc.MoveAt("m.jury"), 2) || sc.CanBuy(&quick, sc.MoveAt("m.jury"), 3) || sc.CanBuy(&quick, sc.MoveAt("m.host"), 0) {
			t.Error("what can be bought")
		}
		_, ask := sc.OptionAt("d1.ask")
		_, meetings := sc.OptionAt("d2.meetings")
		sc.Advance(&quick, ask, sc.MoveAt("m.jury"), sc.MoveAt("m.rules"))
		sc.Advance(&quick, meetings, sc.MoveAt("m.talks"))
		if quick != slow || !sc.Bought(&quick, sc.MoveAt("m.rules")) || sc.Bought(&quick, sc.MoveAt("m.mail")) {
			t.Errorf("seed %d: differs", seed)
		}
		event, _ := sc.EventOf(&quick, 2)
		if at, _ := sc.CaseAt(&quick, 2); sc.Events[at].ID != event {
			t.Errorf("seed %d: event %d is %s", seed, at, event)
		}
	}
	if round, _ := sc.OptionAt("d9.x"); round != 0 || sc.MoveAt("m.x") != -1 || sc.NeedAt("x") != -1 {
		t.Error("found what is not there")
	}
	s, _ := playNew(t, sc, game.Setup{}, "news", round{"d1.ask", nil})
	lone := s.WithoutEvent()
	sc.Advance(&lone, 0)
	if event, _ := sc.EventOf(&lone, 2); event != "" {
		t.Errorf("event %s came", event)
	}
}

// BenchmarkStep plays round 2 with its facts; the limit is 100 microseconds.
func BenchmarkStep(b *testing.B) {
	sc := gametest.Scenario()
	s, _ := playNew(b, sc, game.Setup{Seed: 1}, "know", round{"d1.ask", []string{"m.jury"}})
	c := game.Command{Kind: game.PlayRound, Round: 2, Option: "d2.network", Moves: []string{"m.talks", "m.rules"}}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := game.Step(sc, s, c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGame plays a whole game with its facts and writes its transcript.
func BenchmarkGame(b *testing.B) {
	sc, plan := gametest.Scenario(), goodPlan()
	b.ReportAllocs()
	for b.Loop() {
		play, err := game.PlayPlan(sc, game.Setup{Seed: 1}, plan)
		if err != nil {
			b.Fatal(err)
		}
		play.Transcript()
	}
}

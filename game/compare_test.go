package game_test

import (
	"slices"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// turnsOf takes the first options of the test scenario with some moves.
func turnsOf(sc *game.Scenario, option func(round int) string) []game.Turn {
	var turns []game.Turn
	for _, round := range sc.Schedule(false) {
		t := game.Turn{Attempt: 1, Round: round, Option: option(round)}
		if round == 1 {
			t.Moves = []string{"m.talks", "m.rules"}
		}
		if round == 3 {
			t.Moves = []string{"m.host"}
		}
		turns = append(turns, t)
	}
	return turns
}

// TestOtherwise: the option that was chosen leads to the same state; another one
// drops what is no longer allowed, and says so.
func TestOtherwise(t *testing.T) {
	sc, needs, setup := gametest.Scenario(), []string{"know"}, game.Setup{Seed: 5}
	turns := turnsOf(sc, func(round int) string { return []string{"d1.ask", "d2.network", "d3.test", "d4.host"}[round-1] })
	solo := game.Solo{Setup: setup, Needs: needs, Attempts: []game.Attempt{{Number: 1}}, Turns: turns}
	play, err := solo.Play(sc, 1)
	if err != nil {
		t.Fatal(err)
	}
	same, dropped, err := sc.Otherwise(setup, needs, turns, 2, "d2.network")
	if err != nil || len(dropped) != 0 || same != *play.Last() {
		t.Errorf("the same choice: %v, dropped %v, equal %v", err, dropped, same == *play.Last())
	}
	other, dropped, err := sc.Otherwise(setup, needs, turns, 2, "d2.wait")
	if err != nil || !slices.Equal(dropped, []game.Dropped{{Round: 3, Move: "m.host"}}) || sc.Chosen(&other, 2) != "d2.wait" || sc.Chosen(&other, 4) != "d4.host" {
		t.Errorf("another choice: %v, dropped %v", err, dropped)
	}
	if _, _, err := sc.Otherwise(setup, needs, turns, 2, "d1.ask"); err == nil {
		t.Error("an option of another round is taken")
	}
}

// TestPlayStrategy: a named strategy plays its options in both versions, with the
// moves it can pay for.
func TestPlayStrategy(t *testing.T) {
	sc := gametest.Scenario()
	for _, short := range []bool{false, true} {
		for _, st := range sc.Strategies {
			s, err := sc.PlayStrategy(game.Setup{Seed: 3, Short: short}, []string{"news"}, st)
			if err != nil || !s.Ended() {
				t.Fatalf("%s: %v", st.ID, err)
			}
			for _, round := range sc.Schedule(short) {
				if sc.Chosen(&s, round) != st.Options[round-1] {
					t.Errorf("%s chose %s in round %d", st.ID, sc.Chosen(&s, round), round)
				}
			}
		}
	}
	if _, err := sc.PlayStrategy(game.Setup{}, []string{"news"}, game.Strategy{ID: "empty"}); err == nil {
		t.Error("a strategy without options plays")
	}
}

// TestPromptsFor: prompts follow the ending and where attempts went apart.
func TestPromptsFor(t *testing.T) {
	def := gametest.Definition()
	def.Prompts = append(def.Prompts, game.Prompt{ID: "db.d2", Phase: "analyse", When: &game.Condition{Diverged: "d2"}},
		game.Prompt{ID: "db.not", Phase: "analyse", When: &game.Condition{Not: &game.Condition{Any: []game.Condition{{Ending: "leak"}, {Diverged: "d2"}}}}},
		game.Prompt{ID: "db.asked", Phase: "apply", When: &game.Condition{All: []game.Condition{{Flag: "asked"}, {Ending: "leak"}}}})
	sc, err := game.New(def)
	if err != nil {
		t.Fatal(err)
	}
	leak, calm := endedWith(t, sc, "leak"), endedWith(t, sc, "muddling")
	for _, c := range []struct {
		s        game.State
		diverged map[string]bool
		want     []string
	}{
		{leak, nil, []string{"db.leak", "db.home"}}, {leak, map[string]bool{"d2": true}, []string{"db.leak", "db.home", "db.d2"}},
		{calm, nil, []string{"db.home", "db.not"}}, {calm, map[string]bool{"d1": true}, []string{"db.home", "db.not"}},
	} {
		var got []string
		for _, p := range sc.PromptsFor(&c.s, c.diverged) {
			if p.ID != "db.asked" {
				got = append(got, p.ID)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %v: %v, want %v", sc.Arrived(&c.s).ID, c.diverged, got, c.want)
		}
	}
}

// endedWith finds a game that comes to an ending.
func endedWith(t *testing.T, sc *game.Scenario, ending string) game.State {
	t.Helper()
	for seed := range uint64(400) {
		turns := turnsOf(sc, func(round int) string {
			options := sc.Dilemmas[round-1].Options
			return options[game.Pick(game.Draw(seed, 99, round, 0), len(options))].ID
		})
		for i := range turns {
			turns[i].Moves = nil
		}
		if s, _, err := sc.Otherwise(game.Setup{Seed: seed}, []string{"know"}, turns, 0, ""); err == nil && sc.Arrived(&s).ID == ending {
			return s
		}
	}
	t.Fatalf("no game ends in %s", ending)
	return game.State{}
}

// TestDecides: of a condition that fails, only what failed decides; of one that
// holds, only what holds.
func TestDecides(t *testing.T) {
	sc := gametest.Scenario()
	play, err := game.Replay(sc, game.Setup{Seed: 1}, []game.Command{{Kind: game.PickNeeds, Needs: []string{"together"}},
		{Kind: game.PlayRound, Round: 1, Option: "d1.policy"}, {Kind: game.PlayRound, Round: 2, Option: "d2.meetings"},
		{Kind: game.PlayRound, Round: 3, Option: "d3.test"}, {Kind: game.PlayRound, Round: 4, Option: "d4.open"}})
	if err != nil {
		t.Fatal(err)
	}
	decided := map[string]bool{}
	for _, step := range play.Steps {
		for _, f := range step.Facts {
			for _, check := range f.Cause.Checks {
				if c := check.Condition; check.Decides {
					decided[f.Cause.By.ID+" "+c.Need+c.Flag+c.Moved] = true
				} else {
					decided["not "+f.Cause.By.ID+" "+c.Need+c.Flag+c.Moved] = true
				}
			}
		}
	}
	for _, want := range []string{"d2.meetings together", "not d2.meetings news", "d4.open m.talks", "not d4.open rules"} {
		if !decided[want] {
			t.Errorf("%q is not among %v", want, decided)
		}
	}
}

package game_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// TestNewRefuses: a scenario that cannot be played is refused with all that is
// wrong with it.
func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		says   string
		change func(d *game.Definition)
	}{
		{"rounds: found 9", func(d *game.Definition) { d.Rounds = 9 }},
		{"dilemmas: found 3", func(d *game.Definition) { d.Dilemmas = d.Dilemmas[:3] }},
		{"dilemma d1: round 2", func(d *game.Definition) { d.Dilemmas[0].Round = 2 }},
		{"dilemma d1: 0 options", func(d *game.Definition) { d.Dilemmas[0].Options = nil }},
		{"no staff", func(d *game.Definition) { d.Segments = []game.Segment{{ID: "a"}} }},
		{"divisor", func(d *game.Definition) { d.Growth.Divisor = 0 }},
		{"moves per round: found 33", func(d *game.Definition) { d.Effort.MovesPerRound = 33 }},
		{"indicator safe: start 101", func(d *game.Definition) { d.Indicators[game.Safe].Start = 101 }},
		{"segment crew: start -1", func(d *game.Definition) { d.Segments[1].Start = -1 }},
		{"event e.story: the last case", func(d *game.Definition) { d.Events[0].Cases = d.Events[0].Cases[:1] }},
		{"event e.storm: the last case", func(d *game.Definition) { d.Events[1].Cases = nil }},
		{"ending ghost: the last ending", func(d *game.Definition) { d.Endings = d.Endings[:3] }},
		{"there is no round 5", func(d *game.Definition) { d.EventPlan.Full = []int{5} }},
		{"round 1 is out of place", func(d *game.Definition) { d.Short = []int{1, 1} }},
		{"option d1.ask is there twice", func(d *game.Definition) { d.Dilemmas[1].Options[0].ID = "d1.ask" }},
		{"move m.talks is there twice", func(d *game.Definition) { d.Moves[1].ID = "m.talks" }},
		{`segment "field" is not known`, func(d *game.Definition) { d.Moves[0].Effects[0].Segments = map[string]int{"field": 1} }},
		{`channel "radio" is not known`, func(d *game.Definition) { d.Moves[0].Effects[0].Channel = "radio" }},
		{`option "d2.x" is not known`, func(d *game.Definition) { d.Dilemmas[0].Fallback = "d2.x" }},
		{`principle "x" is not known`, func(d *game.Definition) { d.OrderRules[0].Principle = "x" }},
		{"a condition is empty", func(d *game.Definition) { d.Moves[0].Offer = &game.Condition{} }},
		{"one more than the 64", func(d *game.Definition) {
			for i := range 65 {
				d.Moves[0].Effects = append(d.Moves[0].Effects, game.Effect{Set: []string{"f" + strconv.Itoa(i)}})
			}
		}},
		{"under way at once", func(d *game.Definition) {
			d.Moves[0].Effects = slices.Repeat([]game.Effect{{After: 1, Fit: 1}}, 60)
		}},
	} {
		d := gametest.Definition()
		c.change(&d)
		if _, err := game.New(d); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "zandhoek@1") {
			t.Errorf("%s: %v", c.says, err)
		}
	}
}

package game_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// goodPlan is a whole game of the full version of the test scenario.
func goodPlan() game.Plan {
	return game.Plan{Needs: []string{"news"}, Rounds: []game.PlanRound{
		{Option: "d1.ask", Moves: []string{"m.jury", "m.rules"}},
		{Option: "d2.meetings", Moves: []string{"m.talks"}},
		{Option: "d3.equip", Moves: []string{"m.host"}},
		{Option: "d4.host"},
	}}
}

// TestParsePlan: what is wrong is refused with its place and what is allowed.
func TestParsePlan(t *testing.T) {
	many := func(s string, n int) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }
	for _, c := range []struct{ name, in, path, says string }{
		{"empty", " \n", "/", "empty"},
		{"not JSON", `{"needs":`, "/needs", "not valid JSON"},
		{"two documents", `{}{}`, "/", "not valid JSON"},
		{"invalid UTF-8", "{\"needs\":[\"\xff\"]}", "/needs/0", "not valid JSON"},
		{"not an object", `[]`, "/", "wrong kind"},
		{"unknown key", `{"need":[]}`, "/need", "allowed are needs and rounds"},
		{"unknown key in a round", `{"rounds":[{"option":"a"},{"move":["m"]}]}`, "/rounds/1/move", "allowed are"},
		{"other case", `{"Needs":[]}`, "/Needs", "unknown key"},
		{"key twice", `{"needs":[],"needs":[]}`, "/needs", "twice"},
		{"needs as text", `{"needs":"know"}`, "/needs", "wrong kind"},
		{"number as option", `{"rounds":[{"option":1}]}`, "/rounds/0/option", "wrong kind"},
		{"too many needs", `{"needs":[` + many(`"a"`, 9) + `]}`, "/needs", "at most 8"},
		{"too many rounds", `{"rounds":[` + many(`{}`, 9) + `]}`, "/rounds", "at most 8"},
		{"too many moves", `{"rounds":[{"moves":[` + many(`"a"`, 33) + `]}]}`, "/rounds/0/moves", "at most 32"},
		{"long need", `{"needs":["` + strings.Repeat("a", 101) + `"]}`, "/needs/0", "at most 100"},
		{"long option", `{"rounds":[{"option":"` + strings.Repeat("a", 101) + `"}]}`, "/rounds/0/option", "at most 100"},
		{"long move", `{"rounds":[{"moves":["b","` + strings.Repeat("a", 101) + `"]}]}`, "/rounds/0/moves/1", "at most 100"},
		{"too large", strings.Repeat(" ", game.MaxPlanFile+1), "/", "larger than 65536 bytes"},
		{"too deep", strings.Repeat("[", 20_000), "/", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := game.ParsePlan([]byte(c.in))
			e, ok := errors.AsType[*errs.E](err)
			if !ok || e.Kind != errs.Invalid || e.Key != "game.error.plan" {
				t.Fatalf("%v", err)
			}
			if !strings.HasPrefix(e.Field, c.path) || !strings.Contains(e.Err.Error(), c.says) {
				t.Errorf("%s: %v, want %s: %s", e.Field, e.Err, c.path, c.says)
			}
		})
	}
	p, err := game.ParsePlan([]byte(`{"needs": ["know"], "rounds": [{"option": "d1.ask", "moves": ["m.talks"]}, {"option": "d2.wait", "moves": null}, {}]}`))
	if err != nil || len(p.Needs) != 1 || len(p.Rounds) != 3 || p.Rounds[0].Moves[0] != "m.talks" {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestPlayPlanRefuses: a plan that breaks a rule is refused as a whole, with the
// place in the plan.
func TestPlayPlanRefuses(t *testing.T) {
	sc := gametest.Scenario()
	for _, c := range []struct {
		name   string
		change func(p *game.Plan)
		field  string
		key    string
	}{
		{"too few rounds", func(p *game.Plan) { p.Rounds = p.Rounds[:3] }, "/rounds", "rounds"},
		{"too many rounds", func(p *game.Plan) { p.Rounds = append(p.Rounds, game.PlanRound{Option: "d4.host"}) }, "/rounds", "rounds"},
		{"no needs", func(p *game.Plan) { p.Needs = nil }, "/needs", "needs"},
		{"two needs", func(p *game.Plan) { p.Needs = []string{"know", "news"} }, "/needs", "needs"},
		{"unknown need", func(p *game.Plan) { p.Needs = []string{"money"} }, "/needs", "need"},
		{"no option", func(p *game.Plan) { p.Rounds[1].Option = "" }, "/rounds/1/option", "noOption"},
		{"unknown option", func(p *game.Plan) { p.Rounds[1].Option = "d2.x" }, "/rounds/1/option", "option"},
		{"option of another round", func(p *game.Plan) { p.Rounds[1].Option = "d3.test" }, "/rounds/1/option", "option"},
		{"unknown move", func(p *game.Plan) { p.Rounds[2].Moves = []string{"m.x"} }, "/rounds/2/moves", "move"},
		{"move twice in a round", func(p *game.Plan) { p.Rounds[2].Moves = []string{"m.host", "m.host"} }, "/rounds/2/moves", "twice"},
		{"move bought before", func(p *game.Plan) { p.Rounds[2].Moves = []string{"m.jury"} }, "/rounds/2/moves", "bought"},
		{"move not on offer", func(p *game.Plan) { p.Rounds[0].Moves = []string{"m.host"} }, "/rounds/0/moves", "notOffered"},
		{"too many moves", func(p *game.Plan) { p.Rounds[0].Moves = []string{"m.jury", "m.talks", "m.rules"} }, "/rounds/0/moves", "moves"},
		{"too little effort", func(p *game.Plan) { p.Rounds[0].Moves = []string{"m.rules", "m.manual"} }, "/rounds/0/moves", "effort"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := goodPlan()
			c.change(&p)
			play, err := game.PlayPlan(sc, game.Setup{Seed: 1}, p)
			e, ok := errors.AsType[*errs.E](err)
			if !ok || e.Field != c.field || e.Key != "game.error."+c.key || play.Steps != nil {
				t.Errorf("%v (%d steps)", err, len(play.Steps))
			}
		})
	}
	if _, err := game.PlayPlan(sc, game.Setup{Seed: 1}, goodPlan()); err != nil {
		t.Error(err)
	}
}

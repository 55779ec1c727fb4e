package content

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/balance"
)

// How many games are played to see whether every ending and every case of an
// event is reached: the first number first, then more only while something is
// missing.
const (
	fewPlays = 400
	maxTries = 4 // each with three times as many plays
)

// play compiles a scenario without problems, plays its golden plans, and looks
// for what no game reaches.
func (p *scenarioPack) play() {
	sc, err := game.New(p.define())
	if err != nil {
		p.report.problem(p.dir, "cannot be played: %s", err)
		return
	}
	p.played = sc
	reached := balance.Reached{Endings: map[string]bool{}, Cases: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(p.plans)) {
		p.playPlan(sc, p.plans[name], reached)
	}
	if p.allReached(reached) {
		return
	}
	games := 0
	for try, plays := 0, fewPlays; try < maxTries; try, plays = try+1, plays*3 {
		found := balance.Reach(sc, plays, uint64(try+1))
		games += plays
		maps.Copy(reached.Endings, found.Endings)
		maps.Copy(reached.Cases, found.Cases)
		if p.allReached(reached) {
			return
		}
	}
	p.unreached(reached, games)
}

// allReached says whether every ending and every case is among those reached.
func (p *scenarioPack) allReached(reached balance.Reached) bool {
	cases := 0
	for _, e := range p.events.body.Events {
		cases += len(e.Cases)
	}
	return len(reached.Endings) == len(p.endings.body.Endings) && len(reached.Cases) == cases
}

func (p *scenarioPack) unreached(reached balance.Reached, games int) {
	for i, e := range p.endings.body.Endings {
		if !reached.Endings[e.ID] {
			p.endings.problem(at("endings", i), "ending %q was reached in none of %d games, played at random and by the strategies", e.ID, games)
		}
	}
	for i, e := range p.events.body.Events {
		for j, c := range e.Cases {
			if !reached.Cases[e.ID+"/"+c.ID] {
				p.events.problem(at(at("events", i, "cases"), j), "case %q of event %q came in none of %d games, played at random and by the strategies", c.ID, e.ID, games)
			}
		}
	}
}

// playPlan plays a golden plan and adds what it reaches.
func (p *scenarioPack) playPlan(sc *game.Scenario, plan *part[planFile], reached balance.Reached) {
	g := plan.body.golden()
	played, err := game.Replay(sc, g.Setup, g.Plan.Commands(sc, g.Setup.Short))
	if err != nil {
		plan.problem(commandPath(len(played.Steps), err), "the game refuses this: %s", refusal(err))
		return
	}
	last := played.Last()
	if ending := sc.Arrived(last).ID; ending != g.Ending {
		plan.problem("expect.ending", "this plan ends in %q, not in %q (%s)", ending, g.Ending, levels(sc, last))
	}
	reached.Endings[sc.Arrived(last).ID] = true
	for round := 1; round <= sc.Rounds; round++ {
		if event, which := sc.EventOf(last, round); event != "" {
			reached.Cases[event+"/"+which] = true
		}
	}
}

// commandPath is the place in a plan of the command that was refused after so
// many steps.
func commandPath(steps int, err error) string {
	if steps == 0 {
		return "needs"
	}
	path := at("plan", steps-1)
	if e, ok := errors.AsType[*errs.E](err); ok && e.Field == "move" {
		return path + ".moves"
	}
	return path
}

// refusals says for an author why the game refuses a command.
func refusals() map[string]string {
	return map[string]string{
		"game.error.effort": "the moves cost more than the effort there is", "game.error.moves": "these are too many moves for a round",
		"game.error.bought": "this move was bought before", "game.error.twice": "a move is bought twice",
		"game.error.notOffered": "this move is not on offer then",
	}
}

// refusal writes an error of the game for an author.
func refusal(err error) string {
	e, ok := errors.AsType[*errs.E](err)
	if !ok {
		return err.Error()
	}
	var args []string
	for i := 0; i+1 < len(e.Args); i += 2 {
		args = append(args, fmt.Sprintf("%v: %v", e.Args[i], e.Args[i+1]))
	}
	return cmp.Or(refusals()[e.Key], e.Key) + " (" + strings.Join(args, "; ") + ")"
}

// levels writes the indicators at the end of a game.
func levels(sc *game.Scenario, s *game.State) string {
	var out []string
	for i, id := range game.Indicators {
		out = append(out, fmt.Sprintf("%s %d", id, s.Level(game.Indicator(i))))
	}
	for i, e := range sc.Segments {
		out = append(out, fmt.Sprintf("%s %d", e.ID, s.Adoption(i)))
	}
	flags := sc.Flags(s)
	slices.Sort(flags)
	return strings.Join(out, ", ") + "; channel " + sc.Channel(s) + "; flags " + strings.Join(flags, " ")
}

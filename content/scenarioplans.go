package content

import (
	"maps"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// maxWishes is how many moves a strategy may wish for in a round.
const maxWishes = 4

// checkBalance checks the thresholds and the named strategies.
func (p *scenarioPack) checkBalance() {
	d, f := p.balance.document, &p.balance.body
	t := &f.Thresholds
	for key, share := range map[string]float64{
		"ending_min": t.EndingMin, "ending_max": t.EndingMax, "best_max": t.BestMax, "lead_min": t.LeadMin,
		"forced_max": t.ForcedMax, "banned_max": t.BannedMax, "group_gap": t.GroupGap, "luck_max": t.LuckMax,
		"needs_gap": t.NeedsGap, "saturation_max": t.SaturationMax, "greedy_over_random": t.GreedyOverRandom, "minutes_max": t.MinutesMax,
	} {
		if path := "thresholds." + key; d.given(path) && (share < 0 || share > 100) {
			d.problem(path, "%s must be 0 to 100, found %v", key, share)
		}
	}
	d.checkRange("thresholds.needs_pairs", "needs_pairs", t.NeedsPairs, 0, 28)
	d.known("thresholds.instrument", "dilemma", t.Instrument, p.known.dilemmas)
	d.checkCount("strategies", "strategies", len(f.Strategies), minStrategies, maxStrategies)
	for i, e := range f.Strategies {
		p.checkStrategy(at("strategies", i), e)
	}
}

func (p *scenarioPack) checkStrategy(path string, e strategyEntry) {
	d, rounds := p.balance.document, p.pack.body.Rounds
	d.checkRange(path+".group", "group", e.Group, 1, 10)
	if len(e.Needs) > 0 {
		p.checkPicked(d, path+".needs", e.Needs)
	}
	if n := len(e.Options); d.given(path+".options") && p.pack.given("rounds") && n != rounds {
		d.problem(path+".options", "%d options are needed, one for each round, found %d", rounds, n)
	}
	for i, id := range e.Options {
		p.checkTaken(d, at(path+".options", i), id, i+1)
	}
	if n := len(e.Moves); d.given(path+".moves") && p.pack.given("rounds") && n != rounds {
		d.problem(path+".moves", "%d lists of moves are needed, one for each round, found %d", rounds, n)
	}
	for i, moves := range e.Moves {
		list := at(path+".moves", i)
		d.allKnown(list, "move", moves, p.known.moves, 0)
		d.checkCount(list, "moves", len(moves), 0, maxWishes)
	}
}

// checkPicked checks the needs that a team picks.
func (p *scenarioPack) checkPicked(d *document, list string, needs []string) {
	d.allKnown(list, "need", needs, p.known.needs, 0)
	if want := p.pack.body.PickNeeds; d.given(list) && p.pack.given("pick_needs") && len(needs) != want {
		d.problem(list, "a team picks %d needs, found %d", want, len(needs))
	}
}

// checkTaken checks that an option is of the dilemma of a round.
func (p *scenarioPack) checkTaken(d *document, path, id string, round int) {
	dilemmas := p.dilemmas.body.Dilemmas
	if p.known.options == nil || !d.said(path) || round < 1 || round > len(dilemmas) {
		return
	}
	at, known := p.known.options[id]
	switch {
	case !known:
		d.problem(path, "%s", unknown("option", id, p.known.options.ids()))
	case at != round-1:
		d.problem(path, "option %q is of round %d, not of round %d", id, at+1, round)
	}
}

// checkPlans checks the golden plans by themselves; play plays them.
func (p *scenarioPack) checkPlans() {
	covered := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(p.plans)) {
		plan := p.plans[name]
		if plan.unread {
			continue
		}
		ending := plan.body.Expect.Ending
		covered[ending] = true
		plan.known("expect.ending", "ending", ending, p.known.endings)
		if p.known.endings.has(ending) && name != ending && !strings.HasPrefix(name, ending+"-") {
			plan.problem("expect.ending", "a plan for ending %q is in the file %s.yaml or %s-....yaml", ending, ending, ending)
		}
		p.checkPlan(plan)
	}
	for i, e := range p.endings.body.Endings {
		if p.endings.said(at("endings", i, "id")) && !covered[e.ID] {
			p.endings.problem(at("endings", i, "id"), "ending %q has no golden plan: plans/%s.yaml", e.ID, e.ID)
		}
	}
}

func (p *scenarioPack) checkPlan(plan *part[planFile]) {
	d, f := plan.document, &plan.body
	d.checkRange("seed", "seed", f.Seed, 0, 1<<31)
	p.checkPicked(d, "needs", f.Needs)
	if versions := []string{"full", "short"}; !slices.Contains(versions, f.Rounds) {
		d.checkWord("rounds", "version", f.Rounds, versions)
		return
	}
	schedule := p.schedule(f.Rounds == "short")
	if n := len(f.Plan); d.given("plan") && p.pack.given("rounds") && n != len(schedule) {
		d.problem("plan", "the %s version has %d rounds, this plan has %d", f.Rounds, len(schedule), n)
	}
	for i, e := range f.Plan[:min(len(f.Plan), len(schedule))] {
		p.checkTaken(d, at("plan", i, "option"), e.Option, schedule[i])
		d.allKnown(at("plan", i, "moves"), "move", e.Moves, p.known.moves, 0)
	}
}

// schedule lists the rounds of a version.
func (p *scenarioPack) schedule(short bool) []int {
	if short {
		return p.pack.body.ShortRounds
	}
	var out []int
	for round := 1; round <= min(p.pack.body.Rounds, game.MaxRounds); round++ {
		out = append(out, round)
	}
	return out
}

// golden makes a plan of its file.
func (f *planFile) golden() GoldenPlan {
	g := GoldenPlan{Setup: game.Setup{Seed: uint64(f.Seed), Short: f.Rounds == "short"}, Ending: f.Expect.Ending}
	g.Plan.Needs = f.Needs
	for _, e := range f.Plan {
		g.Plan.Rounds = append(g.Plan.Rounds, game.PlanRound{Option: e.Option, Moves: e.Moves})
	}
	return g
}

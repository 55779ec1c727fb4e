package content

import (
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/game"
)

// Limits on a scenario beside those of package game.
const (
	minRounds     = 2
	minSegments   = 2
	maxEndings    = 16
	minPrompts    = 12
	maxPrompts    = 64
	maxCases      = 6
	maxEffects    = 16 // of one option, move or case
	numGameBands  = 5
	minStrategies = 6
	maxStrategies = 10
	maxMinutes    = 240
)

// scenarioIDs are the ids of a scenario. A list of a file that cannot be read is
// nil, and references to it are left alone.
type scenarioIDs struct {
	sources, objectives, segments, channels, needs, roles                  index
	dilemmas, options, moves, events, endings, orders, prompts, strategies index
	principles, indicators                                                 index
	flags, reasons                                                         index // that some effect sets, or gives
}

// together checks the files of the folder against each other.
func (p *scenarioPack) together() {
	p.index()
	p.checkConditions()
	for _, rule := range []func(*scenarioPack){
		(*scenarioPack).checkPack, (*scenarioPack).checkModel, (*scenarioPack).checkFromTest,
		(*scenarioPack).checkNeeds, (*scenarioPack).checkDilemmas, (*scenarioPack).checkMoves,
		(*scenarioPack).checkEvents, (*scenarioPack).checkEndings, (*scenarioPack).checkDebrief,
		(*scenarioPack).checkFlags, (*scenarioPack).checkOrder, (*scenarioPack).checkReach,
		(*scenarioPack).checkBalance, (*scenarioPack).checkPlans, (*scenarioPack).checkWords,
	} {
		rule(p)
	}
}

// index gathers the ids of all files and checks that they are well-formed and
// differ.
func (p *scenarioPack) index() {
	k := &p.known
	k.principles, k.indicators = positions(game.Principles), positions(game.Indicators[:])
	k.sources = idsFrom(&p.pack, "source_list", plainID, p.pack.body.SourceList, func(e sourceEntry) string { return e.ID })
	k.objectives = idsFrom(&p.pack, "objectives", objectiveID, p.pack.body.Objectives, func(e objectiveEntry) string { return e.ID })
	k.segments = idsFrom(&p.model, "segments", plainID, p.model.body.Segments, func(e segmentEntry) string { return e.ID })
	k.channels = idsFrom(&p.model, "channels", plainID, p.model.body.Channels, func(e channelEntry) string { return e.ID })
	k.needs = idsFrom(&p.needs, "needs", plainID, p.needs.body.Needs, func(e gameNeedEntry) string { return e.ID })
	k.dilemmas = idsFrom(&p.dilemmas, "dilemmas", plainID, p.dilemmas.body.Dilemmas, func(e dilemmaEntry) string { return e.ID })
	k.moves = idsFrom(&p.moves, "moves", dottedID, p.moves.body.Moves, func(e moveEntry) string { return e.ID })
	k.events = idsFrom(&p.events, "events", dottedID, p.events.body.Events, func(e eventEntry) string { return e.ID })
	k.endings = idsFrom(&p.endings, "endings", plainID, p.endings.body.Endings, func(e endingEntry) string { return e.ID })
	k.orders = idsFrom(&p.debrief, "order_rules", plainID, p.debrief.body.OrderRules, func(e orderEntry) string { return e.ID })
	k.prompts = idsFrom(&p.debrief, "prompts", dottedID, p.debrief.body.Prompts, func(e promptEntry) string { return e.ID })
	k.strategies = idsFrom(&p.balance, "strategies", plainID, p.balance.body.Strategies, func(e strategyEntry) string { return e.ID })
	if !p.roles.unread {
		k.roles = idsAt(p.roles.document, "roles", plainID, p.roles.body.Roles, func(i int) string { return at("roles", i) })
	}
	if !p.dilemmas.unread {
		k.options = index{}
		for i, d := range p.dilemmas.body.Dilemmas {
			for id := range idsAs(p.dilemmas.document, at("dilemmas", i, "options"), dottedID, d.Options, func(e optionEntry) string { return e.ID }) {
				k.options[id] = i
			}
		}
	}
}

// idsFrom indexes a list of a file; it is nil when the file cannot be read.
func idsFrom[F, E any](from *part[F], list string, form idForm, entries []E, id func(E) string) index {
	if from.unread {
		return nil
	}
	return idsAs(from.document, list, form, entries, id)
}

func positions(names []string) index {
	out := index{}
	for i, name := range names {
		out[name] = i
	}
	return out
}

// known checks a reference, unless the file that has the ids cannot be read.
func (d *document) known(path, kind, ref string, ids index) {
	if ids != nil {
		d.one(path, kind, ref, ids)
	}
}

// allKnown checks a list of references in the same way.
func (d *document) allKnown(path, kind string, refs []string, ids index, least int) {
	if ids != nil {
		d.refer(path, kind, refs, ids, least)
	}
}

// checkCount checks how many entries a list has.
func (d *document) checkCount(list, what string, n, low, high int) {
	if d.given(list) && (n < low || n > high) {
		d.problem(list, "%d to %d %s are needed, found %d", low, high, what, n)
	}
}

func (p *scenarioPack) checkPack() {
	d, f := p.pack.document, &p.pack.body
	d.checkRange("order", "order", f.Order, 1, 1000)
	d.checkRange("minutes.short", "minutes", f.Minutes.Short, 1, maxMinutes)
	d.checkRange("minutes.full", "minutes", f.Minutes.Full, 1, maxMinutes)
	d.checkRange("rounds", "rounds", f.Rounds, minRounds, game.MaxRounds)
	needs := len(p.known.needs)
	if p.needs.unread {
		needs = game.MaxNeeds
	}
	d.checkRange("pick_needs", "pick_needs", f.PickNeeds, 1, max(1, needs))
	d.checkSources("source_list", f.SourceList)
	d.allKnown("sources", "source", f.Sources, p.known.sources, 1)
	d.checkCount("objectives", "objectives", len(f.Objectives), 1, 12)
	for i, e := range f.Objectives {
		d.refer(at("objectives", i, "principles"), "principle", e.Principles, p.known.principles, 1)
		d.refer(at("objectives", i, "sources"), "source", e.Sources, positions(f.Sources), 1)
	}
	last := p.lastRound()
	d.checkRising("short_rounds", f.ShortRounds, last)
	if n := len(f.ShortRounds); d.given("short_rounds") && last == f.Rounds && (n < 2 || f.ShortRounds[0] != 1 || f.ShortRounds[n-1] != f.Rounds) {
		d.problem("short_rounds", "the short version needs the first round and the last: 1 and %d", f.Rounds)
	}
	d.checkRising("events.full", f.Events.Full, last)
	d.checkRising("events.short", f.Events.Short, last)
	for i, round := range f.Events.Short {
		if path := at("events.short", i); d.given(path) && d.given("short_rounds") && !slices.Contains(f.ShortRounds, round) {
			d.problem(path, "round %d is not one of short_rounds", round)
		}
	}
}

// lastRound is the number of the last round, the highest there can be when the
// file does not say it right.
func (p *scenarioPack) lastRound() int {
	if n := p.pack.body.Rounds; n >= minRounds && n <= game.MaxRounds {
		return n
	}
	return game.MaxRounds
}

// checkRising checks a list of round numbers.
func (d *document) checkRising(list string, rounds []int, last int) {
	for i, round := range rounds {
		path := at(list, i)
		d.checkRange(path, "a round", round, 1, last)
		if i > 0 && d.given(path) && round <= rounds[i-1] {
			d.problem(path, "the rounds must rise: %d comes after %d", round, rounds[i-1])
		}
	}
}

func (p *scenarioPack) checkNeeds() {
	d := p.needs.document
	d.checkCount("needs", "needs", len(p.needs.body.Needs), 2, game.MaxNeeds)
	for i, e := range p.needs.body.Needs {
		list := at("needs", i, "tools")
		for _, need := range d.keys[list] {
			d.checkKey(join(list, need), "need of the recommender", need, recommend.Needs)
			if path := join(list, need); d.said(path) && !slices.Contains(needWeights(), e.Tools[need]) {
				d.problem(path, "%s", unknown("weight", e.Tools[need], needWeights()))
			}
		}
	}
	p.roles.checkCount("roles", "roles", len(p.roles.body.Roles), 1, 8)
}

func needWeights() []string { return []string{"must", "should", "could"} }

// checkKey checks the key of a mapping.
func (d *document) checkKey(path, kind, key string, known []string) {
	if !slices.Contains(known, key) {
		d.problem(path, "%s", unknown(kind, key, known))
	}
}

func (p *scenarioPack) checkDilemmas() {
	d, rounds := p.dilemmas.document, p.pack.body.Rounds
	if n := len(p.dilemmas.body.Dilemmas); d.given("dilemmas") && p.pack.given("rounds") && n != rounds {
		d.problem("dilemmas", "there are %d rounds and %d dilemmas; each round has one", rounds, n)
	}
	for i, e := range p.dilemmas.body.Dilemmas {
		list := at("dilemmas", i)
		if d.given(list+".round") && e.Round != i+1 {
			d.problem(list+".round", "the dilemmas stand in the order of rounds: this one is number %d", i+1)
		}
		d.checkCount(list+".options", "options", len(e.Options), 2, game.MaxOptions)
		own := positions(idsOf(e.Options, func(o optionEntry) string { return o.ID }))
		d.one(list+".fallback", "option", e.Fallback, own)
		for _, role := range d.keys[list+".leans"] {
			at := join(list+".leans", role)
			if p.known.roles != nil {
				d.checkKey(at, "role", role, p.known.roles.ids())
			}
			d.one(at, "option", e.Leans[role], own)
		}
		for j, o := range e.Options {
			p.checkOption(at(list+".options", j), e.ID, o)
		}
	}
}

func (p *scenarioPack) checkOption(path, dilemma string, e optionEntry) {
	d := p.dilemmas.document
	if d.said(path+".id") && dottedID.fits(e.ID) && !strings.HasPrefix(e.ID, dilemma+".") {
		d.problem(path+".id", "option %q is not of its dilemma: its id starts with %q", e.ID, dilemma+".")
	}
	p.checkTags(d, path, e.Principles, e.Needs)
	p.checkEffects(d, path+".effects", e.Effects)
}

// checkTags checks what an option or move says about principles and needs.
func (p *scenarioPack) checkTags(d *document, path string, principles, needs map[string]int) {
	for _, id := range d.keys[path+".principles"] {
		at := join(path+".principles", id)
		d.checkKey(at, "principle", id, game.Principles)
		d.checkRange(at, "a principle", principles[id], -2, 2)
	}
	for _, id := range d.keys[path+".needs"] {
		at := join(path+".needs", id)
		if p.known.needs != nil {
			d.checkKey(at, "need", id, p.known.needs.ids())
		}
		d.checkRange(at, "a need", needs[id], -2, 2)
	}
}

func (p *scenarioPack) checkMoves() {
	d := p.moves.document
	d.checkCount("moves", "moves", len(p.moves.body.Moves), 0, game.MaxMoves)
	for i, e := range p.moves.body.Moves {
		path := at("moves", i)
		d.checkRange(path+".cost", "cost", e.Cost, 1, 10)
		p.checkTags(d, path, e.Principles, e.Needs)
		p.checkEffects(d, path+".effects", e.Effects)
	}
}

func (p *scenarioPack) checkEvents() {
	d, last := p.events.document, p.lastRound()
	d.checkCount("events", "events", len(p.events.body.Events), 0, game.MaxEvents)
	for i, e := range p.events.body.Events {
		path := at("events", i)
		d.checkRange(path+".weight", "weight", e.Weight, 1, 100)
		d.allKnown(path+".learning", "objective", e.Learning, p.known.objectives, 0)
		p.checkCases(path+".cases", e.Cases)
		switch {
		case !d.given(path + ".rounds"):
		case len(e.Rounds) != 2:
			d.problem(path+".rounds", "rounds needs 2 numbers, the first and the last round it may come, found %d", len(e.Rounds))
		case e.Rounds[0] < 1 || e.Rounds[0] > e.Rounds[1] || e.Rounds[1] > last:
			d.problem(path+".rounds", "rounds must be within 1 and %d, the first not after the last", last)
		}
	}
}

func (p *scenarioPack) checkCases(list string, cases []caseEntry) {
	d := p.events.document
	d.checkCount(list, "cases", len(cases), 1, maxCases)
	ids(d, list, cases, func(e caseEntry) string { return e.ID })
	for i, e := range cases {
		p.checkEffects(d, at(list, i, "effects"), e.Effects)
	}
}

// checkOrder checks the cases of every event and the endings: the first that
// holds is taken.
func (p *scenarioPack) checkOrder() {
	if p.overgrown {
		return
	}
	for i, e := range p.events.body.Events {
		p.events.checkFirstThatHolds(at("events", i, "cases"), "case", len(e.Cases), func(j int) (string, *whenEntry) { return e.Cases[j].ID, e.Cases[j].When })
	}
	endings := p.endings.body.Endings
	p.endings.checkFirstThatHolds("endings", "ending", len(endings), func(i int) (string, *whenEntry) { return endings[i].ID, endings[i].When })
}

func tones() []string { return []string{"good", "mixed", "fail"} }

func (p *scenarioPack) checkEndings() {
	d, endings := p.endings.document, p.endings.body.Endings
	d.checkCount("endings", "endings", len(endings), 2, maxEndings)
	for i, e := range endings {
		d.checkWord(at("endings", i, "tone"), "tone", e.Tone, tones())
	}
}

// checkWord checks a text that must be one of a few words.
func (d *document) checkWord(path, kind, word string, known []string) {
	if d.said(path) && !slices.Contains(known, word) {
		d.problem(path, "%s", unknown(kind, word, known))
	}
}

func phases() []string { return []string{"describe", "analyse", "transition", "apply"} }

func (p *scenarioPack) checkDebrief() {
	d, f := p.debrief.document, &p.debrief.body
	d.checkCount("order_rules", "rules of order", len(f.OrderRules), 0, game.MaxOrder)
	for i, e := range f.OrderRules {
		d.known(at("order_rules", i, "principle"), "principle", e.Principle, p.known.principles)
		d.checkRange(at("order_rules", i, "points"), "points", e.Points, 1, 10)
	}
	d.checkCount("prompts", "prompts", len(f.Prompts), minPrompts, maxPrompts)
	for i, e := range f.Prompts {
		d.checkWord(at("prompts", i, "phase"), "phase", e.Phase, phases())
	}
}

// checkScenarioOrder checks that the latest versions have different places in
// the chooser.
func checkScenarioOrder(packs []*scenarioPack) {
	taken := map[int]string{}
	for i, p := range packs {
		if i+1 < len(packs) && packs[i+1].ref.ID == p.ref.ID || !p.pack.given("order") {
			continue
		}
		if other, ok := taken[p.pack.body.Order]; ok {
			p.pack.problem("order", "order %d is also that of scenario %q", p.pack.body.Order, other)
			continue
		}
		taken[p.pack.body.Order] = p.ref.ID
	}
}

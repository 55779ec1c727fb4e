package content

import (
	"slices"

	"github.com/opmaat/opmaat/game"
)

// checkReach finds what can never happen, as far as the files show without
// playing: conditions that cannot hold, moves that are never on offer, effects
// after the last round, events that never come, and what the short version
// breaks.
func (p *scenarioPack) checkReach() {
	last := p.pack.body.Rounds
	whole := !p.pack.unread && !p.model.unread && !p.dilemmas.unread && !p.moves.unread && !p.events.unread
	if !whole || p.overgrown || last < minRounds || last > game.MaxRounds {
		return
	}
	var rounds []int
	for round := 1; round <= last; round++ {
		rounds = append(rounds, round)
	}
	sites := p.sites()
	full := p.newWorld("any game", rounds, p.pack.body.Events.Full, sites)
	short := p.newWorld("the short version", p.pack.body.ShortRounds, p.pack.body.Events.Short, sites)
	p.checkSupply(full)
	p.checkSupply(short)
	p.checkCosts(full)
	for _, s := range sites {
		p.checkArrival(full, s)
		if p.checkPossible(full, s) {
			p.checkShort(full, short, s)
		}
	}
}

// checkPossible checks that a condition can hold, and that what is not the last
// of a list can fail.
func (p *scenarioPack) checkPossible(w *world, s site) bool {
	yes, no, ever := w.verdict(s)
	if s.when == nil || !ever || !s.d.given(s.condition()) {
		return false
	}
	switch {
	case !yes:
		s.d.problem(s.condition(), "%s: %s", p.never(s), w.reason(s))
	case !no && s.effect == nil && (s.cause == ofEvent || s.cause == ofEnding):
		s.d.problem(s.condition(), "this always holds, so those after it are never reached")
	}
	return yes
}

// never says what a condition that cannot hold takes with it.
func (p *scenarioPack) never(s site) string {
	switch {
	case s.cause == ofOffer:
		return "this move can never be offered"
	case s.cause == ofEnding:
		return "this ending can never be reached"
	case s.cause == ofEvent && s.effect == nil:
		return "this case can never come"
	}
	return "this can never hold"
}

// checkArrival finds a delayed effect that never arrives.
func (p *scenarioPack) checkArrival(w *world, s site) {
	if s.effect == nil || s.effect.After == 0 || !s.d.given(s.path+".after") {
		return
	}
	if decided := w.decided(s); len(decided) > 0 && len(w.moments(s)) == 0 {
		s.d.problem(s.path+".after", "this effect never arrives: it would come in round %d at the earliest, and the last round is %d",
			decided[0]+s.effect.After, w.rounds[len(w.rounds)-1])
	}
}

// checkCosts finds moves that no team can ever pay for.
func (p *scenarioPack) checkCosts(w *world) {
	rule := p.model.body.Effort
	if rule.MovesPerRound == 0 && len(p.moves.body.Moves) > 0 {
		p.model.problem("effort.moves_per_round", "no move can ever be bought")
	}
	extra := 0
	for _, s := range w.sites {
		if s.effect != nil {
			extra += max(0, s.effect.Effort)
		}
	}
	for _, s := range w.sites {
		if s.cause != ofOffer {
			continue
		}
		most := 0
		for _, m := range w.moments(s) {
			effort := rule.PerRound
			if m.round() > 1 {
				effort += rule.Carry + extra
			}
			if yes, _ := w.may(s.when, m); yes {
				most = max(most, effort)
			}
		}
		if cost := p.moves.body.Moves[s.owner].Cost; most > 0 && cost > most && s.d.given(s.path+".cost") {
			s.d.problem(s.path+".cost", "this move can never be bought: it costs %d and there is never more effort than %d", cost, most)
		}
	}
}

// checkSupply checks that every event can come, and that whatever came before,
// an event is left for every round that one closes.
func (p *scenarioPack) checkSupply(w *world) {
	for i, e := range p.events.body.Events {
		if path := at("events", i, "rounds"); len(e.Rounds) == 2 && p.events.given(path) && w.version == "any game" && len(w.comes(e)) == 0 {
			p.events.problem(path, "event %q never comes: no event closes the rounds %d to %d", e.ID, e.Rounds[0], e.Rounds[1])
		}
	}
	for i, round := range w.closed {
		var candidates []eventEntry
		for _, e := range p.events.body.Events[:min(len(p.events.body.Events), game.MaxEvents)] {
			if slices.Contains(w.comes(e), round) {
				candidates = append(candidates, e)
			}
		}
		if w.used(candidates, w.closed[:min(i, game.MaxRounds)]) {
			p.pack.problem("events", "in %s, round %d may be left without an event: all that fit may have come before", w.version, round)
		}
	}
}

// used says whether earlier rounds may take all these events.
func (w *world) used(events []eventEntry, earlier []int) bool {
	if len(events) == 0 {
		return true
	}
	for i, round := range earlier {
		if slices.Contains(w.comes(events[0]), round) && w.used(events[1:], slices.Delete(slices.Clone(earlier), i, i+1)) {
			return true
		}
	}
	return false
}

// checkShort compares what can happen in the short version with the full one.
// Something that cannot come because it needs a skipped round is a warning: the
// game goes on without it. It is an error when it does harm that no team can
// prevent, because then the short version punishes what nobody could do.
func (p *scenarioPack) checkShort(full, short *world, s site) {
	_, fails, _ := full.verdict(s)
	yes, no, ever := short.verdict(s)
	switch {
	case !ever || s.cause == ofOrder || s.cause == ofPrompt:
	case !yes && s.effect == nil && s.cause == ofEvent && p.worstLeft(short, s):
		s.d.problem(s.condition(), "in the short version this case can never come and the event only ends badly: %s", short.reason(s))
	case !yes:
		s.d.warning(s.condition(), "in the short version, %s: %s", p.never(s), short.reason(s))
	case fails && !no && p.harms(s):
		s.d.problem(s.condition(), "in the short version this always holds, so its harm cannot be prevented; what prevents it is in a skipped round")
	}
}

// harms says whether what hangs on a condition is bad for a team.
func (p *scenarioPack) harms(s site) bool {
	switch {
	case s.effect != nil:
		return net([]effectEntry{*s.effect}) < 0
	case s.cause == ofEvent:
		return net(p.events.body.Events[s.owner].Cases[s.part].Effects) < 0
	}
	return s.cause == ofEnding && p.endings.body.Endings[s.owner].Tone == "fail"
}

// worstLeft says whether every case that is left to an event does more harm than
// the one that can never come.
func (p *scenarioPack) worstLeft(w *world, s site) bool {
	cases := p.events.body.Events[s.owner].Cases
	lost, best := net(cases[s.part].Effects), -maxDelta*maxEffects
	for i, c := range cases[:min(len(cases), maxCases)] {
		other := s
		other.part, other.when = i, c.When
		if yes, _, _ := w.verdict(other); yes {
			best = max(best, net(c.Effects))
		}
	}
	return best < 0 && best < lost
}

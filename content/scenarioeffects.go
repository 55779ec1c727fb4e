package content

import (
	"slices"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// maxDelta limits what one effect does to an indicator or a segment: twice the
// largest that the built-in scenarios need. More would let one card decide a game.
const maxDelta = 40

func (p *scenarioPack) checkEffects(d *document, list string, effects []effectEntry) {
	d.checkCount(list, "effects", len(effects), 0, maxEffects)
	for i, e := range effects {
		p.checkEffect(d, at(list, i), e)
	}
}

// checkEffect checks the form of an effect. Its condition and its flags are
// looked at together with all others.
func (p *scenarioPack) checkEffect(d *document, path string, e effectEntry) {
	for key, delta := range map[string]int{"fit": e.Fit, "own": e.Own, "safe": e.Safe, "stam": e.Stam} {
		d.checkRange(path+"."+key, key, delta, -maxDelta, maxDelta)
	}
	d.checkRange(path+".effort", "effort", e.Effort, -10, 10)
	d.checkRange(path+".after", "after", e.After, 1, game.MaxRounds-1)
	if id := path + ".because"; d.said(id) && !dottedID.fits(e.Because) {
		d.problem(id, "because %q is not well-formed: %s, at most %d", shorten(e.Because), dottedID.text, maxID)
	}
	for _, segment := range d.keys[path+".seg"] {
		at := join(path+".seg", segment)
		if p.known.segments != nil && segment != "all" {
			d.checkKey(at, "segment", segment, append(p.known.segments.ids(), "all"))
		}
		d.checkRange(at, "a segment", e.Seg[segment], -maxDelta, maxDelta)
	}
	d.known(path+".channel", "channel", e.Channel, p.known.channels)
	p.checkMarks(d, path, e)
	if d.given(path) && e.idle() {
		d.problem(path, "this effect does nothing")
	}
}

// checkMarks checks the flags that an effect sets and clears.
func (p *scenarioPack) checkMarks(d *document, path string, e effectEntry) {
	for key, flags := range map[string][]string{"set": e.Set, "clear": e.Clear} {
		for i, flag := range flags {
			if at := at(path+"."+key, i); d.said(at) && !plainID.fits(flag) {
				d.problem(at, "flag %q is not well-formed: %s, at most %d", shorten(flag), plainID.text, maxID)
			}
		}
	}
	for i, flag := range e.Clear {
		if slices.Contains(e.Set, flag) {
			d.problem(at(path+".clear", i), "flag %q is set and cleared by the same effect", flag)
		}
	}
}

func (e effectEntry) idle() bool {
	for _, delta := range e.Seg {
		if delta != 0 {
			return false
		}
	}
	return e.Fit == 0 && e.Own == 0 && e.Safe == 0 && e.Stam == 0 && e.Effort == 0 &&
		len(e.Set) == 0 && len(e.Clear) == 0 && e.Channel == ""
}

// net adds up the changes of effects: below 0 they do harm on balance.
func net(effects []effectEntry) int {
	sum := 0
	for _, e := range effects {
		sum += e.Fit + e.Own + e.Safe + e.Stam + e.Effort
		segments := 0
		for _, delta := range e.Seg {
			segments += delta
		}
		sum += segments / max(1, len(e.Seg))
	}
	return sum
}

// phase is a moment within a round; in later ones more has happened.
type phase int

const (
	atArrival phase = iota // delayed effects, and what moves are on offer
	atOption
	atMoves
	atEvent
	atEnd
)

// cause is what an effect or a condition belongs to.
type cause int

const (
	ofOption cause = iota
	ofMove
	ofOffer
	ofEvent // a case, or the effects of one
	ofEnding
	ofOrder
	ofPrompt
)

// site is a place in the files where a condition may stand and an effect may
// happen, with the moments at which it is looked at.
type site struct {
	d      *document
	path   string // of the effect, or of what else has the condition
	key    string // of the condition below path: when, offer, first or then
	when   *whenEntry
	effect *effectEntry // nil for a condition that is not of an effect
	cause  cause
	owner  int // place of the option's dilemma, the move, the event, the ending
	part   int // place of the option in its dilemma, the case in its event
}

// condition is the path of the condition.
func (s site) condition() string { return s.path + "." + s.key }

// sites lists every effect and every condition of the scenario, but for the
// start values. It stops at the limits, so that a huge file costs no more.
func (p *scenarioPack) sites() []site {
	var out []site
	effects := func(d *document, path string, list []effectEntry, of cause, owner, part int) {
		for i := range list[:min(len(list), maxEffects)] {
			out = append(out, site{d, at(path, i), "when", list[i].When, &list[i], of, owner, part})
		}
	}
	for i, e := range p.dilemmas.body.Dilemmas[:min(len(p.dilemmas.body.Dilemmas), game.MaxRounds)] {
		for j, o := range e.Options[:min(len(e.Options), game.MaxOptions)] {
			effects(p.dilemmas.document, at(at("dilemmas", i, "options"), j, "effects"), o.Effects, ofOption, i, j)
		}
	}
	for i, e := range p.moves.body.Moves[:min(len(p.moves.body.Moves), game.MaxMoves)] {
		out = append(out, site{p.moves.document, at("moves", i), "offer", e.Offer, nil, ofOffer, i, 0})
		effects(p.moves.document, at("moves", i, "effects"), e.Effects, ofMove, i, 0)
	}
	for i, e := range p.events.body.Events[:min(len(p.events.body.Events), game.MaxEvents)] {
		for j, c := range e.Cases[:min(len(e.Cases), maxCases)] {
			path := at(at("events", i, "cases"), j)
			out = append(out, site{p.events.document, path, "when", c.When, nil, ofEvent, i, j})
			effects(p.events.document, path+".effects", c.Effects, ofEvent, i, j)
		}
	}
	for i, e := range p.endings.body.Endings[:min(len(p.endings.body.Endings), maxEndings)] {
		out = append(out, site{p.endings.document, at("endings", i), "when", e.When, nil, ofEnding, i, 0})
	}
	return append(out, p.debriefSites()...)
}

func (p *scenarioPack) debriefSites() []site {
	var out []site
	d, f := p.debrief.document, &p.debrief.body
	for i := range f.OrderRules[:min(len(f.OrderRules), game.MaxOrder)] {
		for key, when := range map[string]*whenEntry{"first": &f.OrderRules[i].First, "then": &f.OrderRules[i].Then} {
			out = append(out, site{d, at("order_rules", i), key, when, nil, ofOrder, i, 0})
		}
	}
	for i := range f.Prompts[:min(len(f.Prompts), maxPrompts)] {
		out = append(out, site{d, at("prompts", i), "when", f.Prompts[i].When, nil, ofPrompt, i, 0})
	}
	slices.SortFunc(out, func(a, b site) int { return strings.Compare(a.condition(), b.condition()) })
	return out
}

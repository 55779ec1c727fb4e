package content

import (
	"fmt"
	"slices"
)

// moment is a point in time in a game: later ones are greater.
type moment int

func in(round int, p phase) moment { return moment(round*10 + int(p)) }

func (m moment) round() int { return int(m) / 10 }

// world is what can happen at all in one version of a scenario, whatever is
// decided: the first moment from which each thing may be so. What is not in a
// map never is. It errs on the side of what is possible.
type world struct {
	p        *scenarioPack
	version  string // how to call it in a sentence
	rounds   []int  // that are played
	closed   []int  // that an event closes
	flags    map[string]moment
	chose    map[string]moment
	moved    map[string]moment
	happened map[string]moment
	channels map[string]moment
	sites    []site
}

// newWorld looks ahead until nothing new becomes possible.
func (p *scenarioPack) newWorld(version string, rounds, closed []int, sites []site) *world {
	w := &world{
		p: p, version: version, rounds: rounds, closed: closed, sites: sites,
		flags: map[string]moment{}, chose: map[string]moment{}, moved: map[string]moment{},
		happened: map[string]moment{}, channels: map[string]moment{},
	}
	if len(p.model.body.Channels) > 0 {
		w.channels[p.model.body.Channels[0].ID] = 0
	}
	for i, e := range p.dilemmas.body.Dilemmas {
		for _, o := range e.Options {
			if slices.Contains(rounds, i+1) {
				w.chose[o.ID] = in(i+1, atOption)
			}
		}
	}
	for _, e := range p.events.body.Events {
		if came := w.comes(e); len(came) > 0 {
			w.happened[e.ID] = in(came[0], atEvent)
		}
	}
	for w.grow() {
	}
	return w
}

// comes lists the rounds in which an event may come.
func (w *world) comes(e eventEntry) []int {
	if len(e.Rounds) != 2 {
		return nil
	}
	var out []int
	for _, round := range w.closed {
		if round >= e.Rounds[0] && round <= e.Rounds[1] {
			out = append(out, round)
		}
	}
	return out
}

// grow adds what the effects that may happen make possible, and says whether
// that was anything. Every round of it makes a moment earlier or a thing
// possible, so it ends.
func (w *world) grow() bool {
	changed := false
	earlier := func(of map[string]moment, id string, m moment) {
		if old, there := of[id]; !there || m < old {
			of[id] = m
			changed = true
		}
	}
	for _, s := range w.sites {
		if s.cause == ofOffer {
			if first, ok := w.first(s); ok {
				earlier(w.moved, w.p.moves.body.Moves[s.owner].ID, in(first.round(), atMoves))
			}
			continue
		}
		if s.effect == nil {
			continue
		}
		first, ok := w.first(s)
		if !ok {
			continue
		}
		for _, flag := range s.effect.Set {
			earlier(w.flags, flag, first)
		}
		if s.effect.Channel != "" {
			earlier(w.channels, s.effect.Channel, first)
		}
	}
	return changed
}

// first is the first moment at which the condition of a site may hold.
func (w *world) first(s site) (moment, bool) {
	for _, m := range w.moments(s) {
		if yes, _ := w.may(s.when, m); yes {
			return m, true
		}
	}
	return 0, false
}

// moments lists when a site is looked at, from early to late.
func (w *world) moments(s site) []moment {
	var out []moment
	for _, round := range w.decided(s) {
		switch {
		case s.effect != nil && s.effect.After > 0:
			if arrival, ok := w.arrival(round + s.effect.After); ok {
				out = append(out, in(arrival, atArrival))
			}
		default:
			out = append(out, in(round, phaseOf(s.cause)))
		}
	}
	return out
}

func phaseOf(c cause) phase {
	return map[cause]phase{ofOption: atOption, ofMove: atMoves, ofOffer: atArrival, ofEvent: atEvent, ofEnding: atEnd, ofOrder: atEnd, ofPrompt: atEnd}[c]
}

// decided lists the rounds in which what a site belongs to may be chosen,
// bought or come.
func (w *world) decided(s site) []int {
	switch s.cause {
	case ofOption:
		if slices.Contains(w.rounds, s.owner+1) {
			return []int{s.owner + 1}
		}
		return nil
	case ofMove:
		first, ok := w.moved[w.p.moves.body.Moves[s.owner].ID]
		offer := w.p.moves.body.Moves[s.owner].Offer
		return slices.DeleteFunc(slices.Clone(w.rounds), func(round int) bool {
			yes, _ := w.may(offer, in(round, atArrival))
			return !ok || round < first.round() || !yes
		})
	case ofEvent:
		return w.comes(w.p.events.body.Events[s.owner])
	case ofOffer, ofOrder:
		return w.rounds
	}
	return w.rounds[max(0, len(w.rounds)-1):]
}

// arrival is the first round played at or after a round.
func (w *world) arrival(round int) (int, bool) {
	for _, r := range w.rounds {
		if r >= round {
			return r, true
		}
	}
	return 0, false
}

// may says whether a condition can hold, and whether it can fail, at a moment.
// What is unknown may be either: that is told elsewhere.
func (w *world) may(e *whenEntry, m moment) (yes, no bool) {
	switch {
	case e == nil:
		return true, false
	case len(e.All) > 0:
		return w.mayAll(e, m)
	case len(e.Any) > 0:
		no = true
		for i := range e.Any {
			y, n := w.may(&e.Any[i], m)
			yes, no = yes || y, no && n
		}
		return yes, no
	case e.Not != nil:
		no, yes = w.may(e.Not, m)
		return yes, no
	}
	return w.mayLeaf(e, m)
}

func (w *world) mayAll(e *whenEntry, m moment) (yes, no bool) {
	yes = !contradicts(e.All, w.p)
	no = !yes
	for i := range e.All {
		y, n := w.may(&e.All[i], m)
		yes, no = yes && y, no || n
	}
	return yes, no
}

func (w *world) mayLeaf(e *whenEntry, m moment) (yes, no bool) {
	k := &w.p.known
	from := func(ids index, of map[string]moment, id string) (bool, bool) {
		first, there := of[id]
		return !ids.has(id) || there && first <= m, true
	}
	switch {
	case e.Flag != "":
		return from(k.flags, w.flags, e.Flag)
	case e.Chose != "":
		return from(k.options, w.chose, e.Chose)
	case e.Moved != "":
		return from(k.moves, w.moved, e.Moved)
	case e.Happened != "":
		return from(k.events, w.happened, e.Happened)
	case len(e.Channel) > 0:
		for _, id := range e.Channel {
			y, _ := from(k.channels, w.channels, id)
			yes = yes || y
		}
		return yes, w.otherChannel(e.Channel, m)
	case e.ChannelSet != nil:
		set := w.otherChannel([]string{"none"}, m)
		return set || !*e.ChannelSet, set || *e.ChannelSet
	case e.Round != nil:
		held := e.Round.holds(m.round())
		return held, !held
	}
	return true, true
}

// verdict says whether the condition of a site can hold, and whether it can
// fail, at any moment at which it is looked at. It is false when there is none.
func (w *world) verdict(s site) (yes, no, ever bool) {
	for _, m := range w.moments(s) {
		y, n := w.may(s.when, m)
		yes, no, ever = yes || y, no || n, true
	}
	return yes, no, ever
}

// reason says why the condition of a site never holds.
func (w *world) reason(s site) string {
	at := w.moments(s)
	first, last := at[0], at[len(at)-1]
	early, late := w.why(s.when, first), w.why(s.when, last)
	if early == late {
		return late
	}
	return fmt.Sprintf("in round %d, %s; in round %d, %s", first.round(), early, last.round(), late)
}

// otherChannel says whether a channel outside the list may be the live one.
func (w *world) otherChannel(listed []string, m moment) bool {
	for id, first := range w.channels {
		if first <= m && !slices.Contains(listed, id) {
			return true
		}
	}
	return false
}

func (s *spanEntry) holds(round int) bool {
	return (s.Gte == nil || round >= *s.Gte) && (s.Lte == nil || round <= *s.Lte)
}

// why says what makes a condition impossible at a moment, "" when it is possible.
func (w *world) why(e *whenEntry, m moment) string {
	if yes, _ := w.may(e, m); yes || e == nil {
		return ""
	}
	for i := range e.All {
		if reason := w.why(&e.All[i], m); reason != "" {
			return reason
		}
	}
	if len(e.All) > 0 {
		return "its parts exclude each other"
	}
	for i := range e.Any {
		if reason := w.why(&e.Any[i], m); reason != "" {
			return reason
		}
	}
	switch {
	case e.Flag != "":
		return w.late("flag", e.Flag, w.flags)
	case e.Chose != "":
		return w.late("option", e.Chose, w.chose)
	case e.Moved != "":
		return w.late("move", e.Moved, w.moved)
	case e.Happened != "":
		return w.late("event", e.Happened, w.happened)
	case len(e.Channel) > 0:
		return w.late("channel", e.Channel[0], w.channels)
	case e.Round != nil:
		return "the round does not fit"
	}
	return "what it denies always holds"
}

func (w *world) late(what, id string, of map[string]moment) string {
	if first, there := of[id]; there {
		return fmt.Sprintf("%s %q is possible from round %d on, which is later", what, id, first.round())
	}
	return fmt.Sprintf("%s %q is not possible in %s", what, id, w.version)
}

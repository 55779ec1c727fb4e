package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// mostCauses is how many causes beside the event are told at once: a person
// remembers a few. The whole account stands below them, folded away.
const mostCauses = 3

// mostClauses is how many of the conditions behind an event are told at once.
const mostClauses = 2

// causeView is one of the causes that did most in a round. Kind is that of a
// whyLine.
type causeView struct{ Kind, Cause, Text string }

// cause is one effect, or time, before the heaviest are picked.
type cause struct {
	causeView
	weight int  // how much it moved, in hundredths of a point
	always bool // told whatever it moved
	event  bool // done by the event of the round
}

// causes tells the few causes that did most in a round, in the order in which
// they came; the event is always among them. What time did for a reason that
// also held in the round before, by its facts, is not told again.
func (sp *speaker) causes(round int, facts, before []game.Fact) []causeView {
	var all []cause
	for _, e := range effectsOf(facts, func(*game.Cause) bool { return true }) {
		if e.cause.Held {
			all = append(all, sp.causeOf(round, e))
		}
	}
	at := slices.IndexFunc(all, func(c cause) bool { return c.event }) // time comes before the event
	if at < 0 {
		at = len(all)
	}
	all = slices.Insert(all, at, sp.growthCause(facts, before))
	return byCause(heaviest(all))
}

// heaviest keeps the causes that must be told and those that moved most, in the
// order in which they came.
func heaviest(all []cause) []cause {
	var others []int
	for i, c := range all {
		if !c.always && c.Text != "" && c.weight > 0 {
			others = append(others, i)
		}
	}
	slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(all[b].weight, all[a].weight) })
	others = others[:min(len(others), mostCauses)]
	var kept []cause
	for i, c := range all {
		if c.always && c.Text != "" || slices.Contains(others, i) {
			kept = append(kept, c)
		}
	}
	return kept
}

// byCause puts what one cause did in one place.
func byCause(causes []cause) []causeView {
	var out []causeView
	for _, c := range causes {
		if last := len(out) - 1; last >= 0 && out[last].Cause == c.Cause {
			if out[last].Kind == "note" {
				out[last].Kind = c.Kind
			} else if c.Kind != "note" && out[last].Kind != c.Kind {
				out[last].Kind = "mixed"
			}
			out[last].Text += " " + c.Text
			continue
		}
		out = append(out, c.causeView)
	}
	return out
}

// causeOf tells one effect that came. A channel that opens is told whatever else
// moved.
func (sp *speaker) causeOf(round int, e effectFacts) cause {
	event := e.cause.By.Kind == "event" && !e.cause.Delayed
	out := cause{causeView: causeView{Kind: "note", Cause: sp.causeName(round, &e.cause)}, event: event, always: event}
	if e.facts[0].Kind == game.EventCame {
		if clauses := sp.clauses(e.cause.Checks, round); len(clauses) > 0 {
			out.Text = sp.t("game.why.event_case", "clauses", sp.p.List(clauses[:min(len(clauses), mostClauses)]))
		}
		return out
	}
	for _, f := range e.facts {
		out.weight += sp.weight(f)
	}
	out.Text, out.Kind = sp.movedText(round, e)
	if opened := sp.openedText(e.facts); opened != "" {
		out.Text, out.always = strings.TrimSpace(out.Text+" "+opened), true
	}
	return out
}

// movedText says what an effect moved most, and why it did. Where the scenario
// says why and nothing moved more than a little, that is enough.
func (sp *speaker) movedText(round int, e effectFacts) (text, kind string) {
	facts := notable(e.facts)
	told, little := sp.w.Because[e.cause.Because], len(facts) == 0
	if little {
		facts = e.facts
	}
	clauses, kind := sp.movedClauses(facts, true)
	if len(clauses) == 0 {
		return "", kind
	}
	moved := upper(sp.p.List(clauses))
	switch {
	case told == "":
		return moved + sp.because(e.cause.Checks, round) + ".", kind
	case little:
		return sp.withRounds(told, e.cause.Checks, round), kind
	}
	return moved + ". " + sp.withRounds(told, e.cause.Checks, round), kind
}

// openedText says which channel is in use from now on, when an effect opened one.
func (sp *speaker) openedText(facts []game.Fact) string {
	for _, f := range facts {
		if f.Kind == game.ChannelOpened && f.After > 0 {
			return sp.t("game.why.opened", "channel", sp.channel(f.Target))
		}
	}
	return ""
}

// causeName names what did it: this round's decision, a move, the event, or the
// earlier round that it comes from.
func (sp *speaker) causeName(round int, c *game.Cause) string {
	switch {
	case c.By.Round != round:
		return sp.t("game.why.round_n", "round", sp.number(c.By.Round))
	case c.By.Kind == "move":
		return sp.w.Moves[c.By.ID].Name
	case c.By.Kind == "event":
		return sp.t("game.why.title.event")
	}
	return sp.t("game.why.title.option")
}

// weight is how much a fact moved, in hundredths of a point; a group of staff
// counts by its size, as in taking part.
func (sp *speaker) weight(f game.Fact) int {
	moved := max(f.After-f.Before, f.Before-f.After)
	switch f.Kind {
	case game.IndicatorMoved:
		return 100 * moved
	case game.SegmentMoved:
		return moved * sp.share(f.Target)
	}
	return 0
}

// share is how many in a hundred of the staff a group is.
func (sp *speaker) share(segment string) int {
	staff, size := 0, 0
	for _, s := range sp.sc.Segments {
		staff += s.Size
		if s.ID == segment {
			size = s.Size
		}
	}
	return 100 * size / max(staff, 1)
}

// notable are the facts that moved more than a little.
func notable(facts []game.Fact) []game.Fact {
	var out []game.Fact
	for _, f := range facts {
		if moved := f.After - f.Before; moved >= plainChange || moved <= -plainChange {
			out = append(out, f)
		}
	}
	return out
}

// withRounds adds to a sentence of the scenario the earlier rounds it speaks of.
func (sp *speaker) withRounds(text string, checks []game.Check, now int) string {
	var rounds []int
	for _, check := range checks {
		if by := check.By; check.Decides && by != nil && by.Round > 0 && by.Round != now && !slices.Contains(rounds, sp.number(by.Round)) {
			rounds = append(rounds, sp.number(by.Round))
		}
	}
	if len(rounds) == 0 {
		return text
	}
	slices.Sort(rounds)
	names := make([]string, len(rounds))
	for i, n := range rounds {
		names[i] = sp.p.Integer(n)
	}
	return strings.TrimSuffix(text, ".") + " (" + sp.t("game.why.rounds", "count", len(rounds), "rounds", sp.p.List(names)) + ")."
}

// growthCause is what time did: what is new in it for all groups, and the groups
// that moved most.
func (sp *speaker) growthCause(facts, before []game.Fact) cause {
	out := cause{causeView: causeView{Kind: "note", Cause: sp.t("game.why.title.time")}}
	var told []string
	known := sp.growthEverywhere(before)
	for _, line := range sp.growthEverywhere(facts) {
		if !slices.Contains(known, line) {
			told = append(told, line.Text)
		}
	}
	stories, groups := sp.growthStories(facts)
	heaviest := 0
	var most growthStory
	for _, story := range stories {
		weight := 0
		for _, f := range facts {
			if f.Growth != nil && slices.Contains(groups[story], f.Target) {
				weight += sp.weight(f)
			}
		}
		out.weight += weight
		if weight > heaviest {
			heaviest, most = weight, story
		}
	}
	if heaviest > 0 {
		out.Kind = most.kind
		told = append(told, sp.storyText(most, groups[most]))
	}
	out.Text = strings.Join(told, " ")
	out.always = sp.reachedBand(facts)
	return out
}

// reachedBand says whether taking part came to another band: then what time did
// must be told, for it moves nothing else.
func (sp *speaker) reachedBand(facts []game.Fact) bool {
	return slices.ContainsFunc(facts, func(f game.Fact) bool { return f.Kind == game.UseMoved && sp.sc.Band(f.Before) != sp.sc.Band(f.After) })
}

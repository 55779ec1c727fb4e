package web

import (
	"slices"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// whyGroup is one cause of a round with what it did.
type whyGroup struct {
	Title string
	Lines []whyLine
}

// whyLine is one sentence. Kind is up, down, mixed, note, missed or spared.
type whyLine struct{ Kind, Text string }

// effectFacts are the facts of one effect: what it did at once, by one cause.
type effectFacts struct {
	cause game.Cause
	facts []game.Fact
}

// why tells the causes of a round, each with its changes, in the order in which
// a person looks for them.
func (sp *speaker) why(round int, facts []game.Fact) []whyGroup {
	var groups []whyGroup
	for _, g := range []struct {
		title  string
		lines  []whyLine
		titled bool
	}{
		{title: sp.t("game.why.title.option"), lines: sp.linesOf(round, facts, func(c *game.Cause) bool { return c.By.Kind == "option" && !c.Delayed })},
		{title: "move"},
		{title: sp.t("game.why.title.later"), lines: sp.linesOf(round, facts, func(c *game.Cause) bool { return c.Delayed })},
		{title: sp.t("game.why.title.time"), lines: sp.growthLines(round, facts)},
		{title: sp.t("game.why.title.event"), lines: sp.linesOf(round, facts, func(c *game.Cause) bool { return c.By.Kind == "event" && !c.Delayed })},
	} {
		if g.title == "move" {
			groups = append(groups, sp.moveGroups(round, facts)...)
		} else if len(g.lines) > 0 {
			groups = append(groups, whyGroup{g.title, g.lines})
		}
	}
	return groups
}

// moveGroups has a group for each move of the round.
func (sp *speaker) moveGroups(round int, facts []game.Fact) []whyGroup {
	var groups []whyGroup
	seen := map[string]bool{}
	for _, f := range facts {
		id := f.Cause.By.ID
		if f.Cause.By.Kind != "move" || f.Cause.Delayed || seen[id] {
			continue
		}
		seen[id] = true
		lines := sp.linesOf(round, facts, func(c *game.Cause) bool { return c.By.Kind == "move" && c.By.ID == id && !c.Delayed })
		if len(lines) > 0 {
			groups = append(groups, whyGroup{sp.t("game.why.title.move", "name", sp.w.Moves[id].Name), lines})
		}
	}
	return groups
}

// linesOf tells the effects whose cause passes.
func (sp *speaker) linesOf(round int, facts []game.Fact, pass func(*game.Cause) bool) []whyLine {
	var lines, missed []whyLine
	told := map[string]bool{}
	effects := effectsOf(facts, pass)
	for _, e := range effects {
		if e.cause.Held {
			told[leaves(e.cause)] = true
		}
	}
	var from game.Origin // the earlier decision that was named last
	for _, e := range effects {
		again := e.cause.By == from
		from = e.cause.By
		if e.cause.Held {
			lines = append(lines, sp.effectLines(round, e, again)...)
		} else if !told[leaves(e.cause)] && !otherNeed(&e.cause) {
			missed = append(missed, sp.missedLines(round, e)...)
		}
	}
	return append(lines, missed...)
}

// otherNeed says whether an effect failed only because it serves a need that was
// not picked: that is said once, by the needs themselves.
func otherNeed(c *game.Cause) bool {
	other := false
	for _, check := range c.Checks {
		if check.Decides {
			if check.Condition.Need == "" {
				return false
			}
			other = true
		}
	}
	return other
}

// effectsOf puts the facts of one effect together. Effects without a condition
// of one cause are told as one.
func effectsOf(facts []game.Fact, pass func(*game.Cause) bool) []effectFacts {
	var out []effectFacts
	for _, f := range facts {
		if f.Growth != nil || f.Kind == game.UseMoved || !pass(&f.Cause) {
			continue
		}
		if n := len(out); n > 0 && f.Kind != game.EventCame && len(out[n-1].facts) > 0 && sameEffect(&out[n-1].cause, &f.Cause) && out[n-1].facts[0].Kind != game.EventCame {
			out[n-1].facts = append(out[n-1].facts, f)
			continue
		}
		out = append(out, effectFacts{f.Cause, []game.Fact{f}})
	}
	return out
}

func sameEffect(a, b *game.Cause) bool {
	return a.By == b.By && a.Delayed == b.Delayed && a.Because == b.Because && a.Held == b.Held && len(a.Checks) == len(b.Checks) &&
		(len(a.Checks) == 0 || &a.Checks[0] == &b.Checks[0])
}

// leaves names what an effect looked at, whichever way it came out: an effect
// for the case that holds and one for the case that fails share it.
func leaves(c game.Cause) string {
	var b strings.Builder
	b.WriteString(c.By.Kind + c.By.ID)
	for _, check := range c.Checks {
		b.WriteString(" " + check.Condition.Flag + check.Condition.Need + check.Condition.Indicator + check.Condition.Segment + check.Condition.Chose +
			check.Condition.Moved + check.Condition.Happened + strings.Join(check.Condition.Channels, ","))
	}
	return b.String()
}

// effectLines tells one effect that came: what it moved and why, what else
// changed, and the scenario's own explanation.
func (sp *speaker) effectLines(round int, e effectFacts, again bool) []whyLine {
	clauses, kind := sp.movedClauses(e.facts, false)
	if e.facts[0].Kind == game.EventCame {
		if because := sp.clauses(e.cause.Checks, round); len(because) > 0 {
			return []whyLine{{"note", sp.t("game.why.event_case", "clauses", sp.p.List(because))}}
		}
		return nil
	}
	text := ""
	if len(clauses) > 0 {
		text = sp.sentence(sp.p.List(clauses)+sp.because(e.cause.Checks, round), e.cause, again)
	}
	because := sp.w.Because[e.cause.Because]
	if text == "" && because != "" && e.cause.Delayed {
		text = sp.t("game.why.later_note", "origin", sp.decision(e.cause.By))
	}
	if because != "" {
		text = strings.TrimSpace(text + " " + because)
	}
	var lines []whyLine
	if text != "" {
		lines = append(lines, whyLine{kind, text})
	}
	return append(lines, sp.otherLines(e.facts)...)
}

// sentence makes a sentence of what happened; a delayed effect begins with the
// decision it comes from, unless that was named just before.
func (sp *speaker) sentence(text string, c game.Cause, again bool) string {
	if c.Delayed && !again {
		return sp.t("game.why.later", "origin", sp.decision(c.By), "text", text)
	}
	return upper(text) + "."
}

// decision names an earlier decision in full.
func (sp *speaker) decision(o game.Origin) string {
	if o.Kind == "option" {
		return sp.t("game.why.by_option_label", "round", sp.number(o.Round), "label", label(sp.w.Options[o.ID].Label))
	}
	return sp.earlier(o)
}

// otherLines tells what is no level: a channel that opened, effort that changed.
func (sp *speaker) otherLines(facts []game.Fact) []whyLine {
	var lines []whyLine
	for _, f := range facts {
		switch {
		case f.Kind == game.ChannelOpened && f.After == 0:
			lines = append(lines, whyLine{"note", sp.t("game.why.closed")})
		case f.Kind == game.ChannelOpened:
			lines = append(lines, whyLine{"note", sp.t("game.why.opened", "channel", sp.channel(f.Target))})
		case f.Kind == game.EffortMoved && f.Wanted > 0:
			lines = append(lines, whyLine{"note", sp.t("game.why.effort_more")})
		case f.Kind == game.EffortMoved:
			lines = append(lines, whyLine{"note", sp.t("game.why.effort_less")})
		}
	}
	return lines
}

// indicatorClauses say how an indicator moved; groupClauses how interest in
// groups of staff did.
var indicatorClauses = map[string]string{
	"up_little": "game.why.ind.up_little", "up": "game.why.ind.up", "up_lot": "game.why.ind.up_lot",
	"down_little": "game.why.ind.down_little", "down": "game.why.ind.down", "down_lot": "game.why.ind.down_lot",
}

var groupClauses = map[string]string{
	"same": "game.why.group.same", "up_little": "game.why.group.up_little", "up": "game.why.group.up", "up_lot": "game.why.group.up_lot",
	"down_little": "game.why.group.down_little", "down": "game.why.group.down", "down_lot": "game.why.group.down_lot",
}

// nounTexts are the indicators as they stand in a sentence.
var nounTexts = map[string]string{"fit": "game.noun.fit", "own": "game.noun.own", "use": "game.noun.use", "safe": "game.noun.safe", "stam": "game.noun.stam"}

// alike puts together what moved by the same size, in the order it came.
type alike struct {
	sizes []string
	names map[string][]string
}

func (a *alike) add(size, name string) {
	if a.names == nil {
		a.names = map[string][]string{}
	}
	if a.names[size] == nil {
		a.sizes = append(a.sizes, size)
	}
	a.names[size] = append(a.names[size], name)
}

// merge puts what moved a lot with what moved the same way, if anything did.
func (a *alike) merge() {
	for _, way := range []string{"up", "down"} {
		if lot := way + "_lot"; a.names[way] != nil && a.names[lot] != nil {
			a.names[way] = append(a.names[way], a.names[lot]...)
			a.sizes = slices.DeleteFunc(a.sizes, func(size string) bool { return size == lot })
		}
	}
}

// movedClauses say what an effect moved: each indicator, and groups of staff
// that moved alike together; in short, those that moved the same way.
func (sp *speaker) movedClauses(facts []game.Fact, short bool) (clauses []string, kind string) {
	up, down := false, false
	var indicators, groups alike
	for _, f := range facts {
		direction, size := change(f.After - f.Before)
		if f.Kind != game.IndicatorMoved && f.Kind != game.SegmentMoved || direction == "same" {
			continue
		}
		up, down = up || direction == "up", down || direction == "down"
		if f.Kind == game.IndicatorMoved {
			indicators.add(size, sp.t(nounTexts[f.Target]))
		} else {
			groups.add(size, f.Target)
		}
	}
	for _, size := range indicators.sizes {
		names := indicators.names[size]
		clauses = append(clauses, sp.t(indicatorClauses[size], "count", len(names), "names", sp.p.List(names)))
	}
	if short {
		groups.merge()
	}
	for _, size := range groups.sizes {
		clauses = append(clauses, sp.t(groupClauses[size], "names", sp.groupNames(groups.names[size])))
	}
	switch {
	case up && down:
		return clauses, "mixed"
	case up:
		return clauses, "up"
	case down:
		return clauses, "down"
	}
	return clauses, "note"
}

// groupNames lists groups of staff; all of them have a name together.
func (sp *speaker) groupNames(ids []string) string {
	if len(ids) == len(sp.sc.Segments) && len(ids) > 1 {
		return sp.t("game.why.everybody")
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = sp.quoted(sp.w.Segments[id])
	}
	return sp.p.List(names)
}

// missedLines tell an effect that did not come: gains that were missed, losses
// that were spared.
func (sp *speaker) missedLines(round int, e effectFacts) []whyLine {
	var gains, losses, groupGains, groupLosses []string
	for _, w := range e.facts[0].Would {
		noun, indicator := nounTexts[w.Target]
		switch {
		case indicator && w.Wanted > 0:
			gains = append(gains, sp.t(noun))
		case indicator:
			losses = append(losses, sp.t(noun))
		case w.Wanted > 0:
			groupGains = append(groupGains, w.Target)
		default:
			groupLosses = append(groupLosses, w.Target)
		}
	}
	if len(groupGains) > 0 {
		gains = append(gains, sp.t("game.why.interest", "names", sp.groupNames(groupGains)))
	}
	if len(groupLosses) > 0 {
		losses = append(losses, sp.t("game.why.interest", "names", sp.groupNames(groupLosses)))
	}
	because := sp.because(e.cause.Checks, round)
	var lines []whyLine
	if len(gains) > 0 {
		lines = append(lines, whyLine{"missed", sp.missed(e.cause, sp.t("game.why.could_up", "count", len(gains), "names", sp.p.List(gains)), sp.t("game.why.missed", "because", because))})
	}
	if len(losses) > 0 {
		lines = append(lines, whyLine{"spared", sp.missed(e.cause, sp.t("game.why.could_down", "count", len(losses), "names", sp.p.List(losses)), sp.t("game.why.spared", "because", because))})
	}
	return lines
}

func (sp *speaker) missed(c game.Cause, could, not string) string {
	if c.Delayed {
		return sp.t("game.why.later", "origin", sp.earlier(c.By), "text", could) + " " + not
	}
	return upper(could) + ". " + not
}

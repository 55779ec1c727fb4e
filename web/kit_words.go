package web

import (
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// kit puts a scenario on paper in one language.
type kit struct {
	speaker
	marks []string // flags that some condition reads, in the order they can be set
	open  bool     // for the tables: words without the numbers of marks
}

// newKit numbers the flags as the marks of the tally sheet: those that some
// condition or the growth of the groups looks at.
func newKit(sp speaker) *kit {
	k := &kit{speaker: sp}
	for i := range sp.sc.Dilemmas {
		for j := range sp.sc.Dilemmas[i].Options {
			k.addMarks(sp.sc.Dilemmas[i].Options[j].Effects)
		}
	}
	for i := range sp.sc.Moves {
		k.addMarks(sp.sc.Moves[i].Effects)
	}
	for i := range sp.sc.Events {
		for j := range sp.sc.Events[i].Cases {
			k.addMarks(sp.sc.Events[i].Cases[j].Effects)
		}
	}
	return k
}

func (k *kit) addMarks(effects []game.Effect) {
	g := &k.sc.Growth
	for i := range effects {
		for _, f := range effects[i].Set {
			_, read := k.w.Flags[f]
			if (read || f == g.HostFlag || f == g.ManualFlag) && k.mark(f) == 0 {
				k.marks = append(k.marks, f)
			}
		}
	}
}

// mark is the number of a flag on the tally sheet, 0 when it has none.
func (k *kit) mark(flag string) int {
	for i, f := range k.marks {
		if f == flag {
			return i + 1
		}
	}
	return 0
}

// markText says what a mark stands for, as a clause.
func (k *kit) markText(flag string) string {
	switch w, ok := k.w.Flags[flag]; {
	case ok:
		return w.Held
	case flag == k.sc.Growth.HostFlag:
		return k.t("kit.mark.host")
	default:
		return k.t("kit.mark.manual")
	}
}

// anyOf joins alternatives: "a, b or c".
func (k *kit) anyOf(items []string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:n-1], ", ") + " " + k.t("kit.or") + " " + items[n-1]
}

// condition is a condition as a clause behind "if"; with not it must fail.
func (k *kit) condition(c *game.Condition, not bool) string {
	switch {
	case c.Not != nil:
		return k.condition(c.Not, !not)
	case c.All != nil:
		return k.several(c.All, not, not)
	case c.Any != nil:
		return k.several(c.Any, !not, not)
	}
	return k.simple(c, !not)
}

// several joins conditions by "or" or by "and". A group within a group stands in
// brackets.
func (k *kit) several(list []game.Condition, or, not bool) string {
	clauses := make([]string, len(list))
	for i := range list {
		clauses[i] = k.condition(&list[i], not)
		if inner := &list[i]; len(list) > 1 && (len(inner.All) > 1 || len(inner.Any) > 1 || inner.Not != nil && (len(inner.Not.All) > 1 || len(inner.Not.Any) > 1)) {
			clauses[i] = "(" + clauses[i] + ")"
		}
	}
	if or {
		return k.anyOf(clauses)
	}
	return k.p.List(clauses)
}

// simple is one condition that holds or fails.
func (k *kit) simple(c *game.Condition, held bool) string {
	switch {
	case c.Flag != "":
		n := k.mark(c.Flag)
		if k.open || n == 0 {
			return k.clause(game.Check{Condition: c, Held: held})
		}
		if held {
			return k.t("kit.if.mark", "clause", k.markText(c.Flag), "n", n)
		}
		return k.t("kit.if.no_mark", "clause", k.w.Flags[c.Flag].Failed, "n", n)
	case c.Channels != nil:
		var names []string
		for _, id := range c.Channels {
			names = append(names, k.channel(id))
		}
		return k.t(either(held, "game.why.channel", "game.why.channel_not"), "names", k.anyOf(names))
	case c.Indicator != "":
		return k.measured(c, k.t(nounTexts[c.Indicator]), held)
	case c.Segment != "":
		return k.measured(c, k.quoted(k.w.Segments[c.Segment]), held)
	case c.FromRound != nil || c.ToRound != nil:
		return k.rounds(c, held)
	case c.Chose != "":
		round, place := k.sc.OptionAt(c.Chose)
		return k.t(either(held, "kit.if.chose", "kit.if.chose_not"), "letter", letter(place), "round", round)
	case c.Happened != "":
		return k.t(either(held, "kit.if.happened", "kit.if.happened_not"), "title", k.w.Events[c.Happened].Title)
	case c.Ending != "":
		return k.t(either(held, "kit.if.ending", "kit.if.ending_not"), "title", k.w.Endings[c.Ending].Title)
	case c.Diverged != "":
		return k.t(either(held, "kit.if.diverged", "kit.if.diverged_not"), "round", k.roundOf(c.Diverged))
	}
	return k.clause(game.Check{Condition: c, Held: held})
}

// roundOf is the round of a dilemma.
func (k *kit) roundOf(dilemma string) int {
	for i := range k.sc.Dilemmas {
		if k.sc.Dilemmas[i].ID == dilemma {
			return k.sc.Dilemmas[i].Round
		}
	}
	return 0
}

// measured is a condition on a number of the tally sheet.
func (k *kit) measured(c *game.Condition, name string, held bool) string {
	if c.AtLeast != nil {
		return k.t(either(held, "kit.if.least", "kit.if.below"), "name", name, "n", *c.AtLeast)
	}
	return k.t(either(held, "kit.if.below", "kit.if.least"), "name", name, "n", *c.Below)
}

// rounds is a condition on the round that is played.
func (k *kit) rounds(c *game.Condition, held bool) string {
	switch from, to := c.FromRound, c.ToRound; {
	case from == nil && held:
		return k.t("kit.if.until", "round", *to)
	case from == nil:
		return k.t("kit.if.from", "round", *to+1)
	case to == nil && held:
		return k.t("kit.if.from", "round", *from)
	case to == nil:
		return k.t("kit.if.until", "round", *from-1)
	default:
		return k.t(either(held, "kit.if.between", "kit.if.between_not"), "from", *from, "to", *to)
	}
}

// signed writes a change with its sign: +4, 0 or −3.
func signed(n int) string {
	switch {
	case n < 0:
		return "−" + strconv.Itoa(-n)
	case n == 0:
		return "0"
	}
	return "+" + strconv.Itoa(n)
}

// noBreak keeps a name and its change on one line.
const noBreak = "\u00a0"

// changes are what an effect changes on the tally sheet, in a few words.
func (k *kit) changes(e *game.Effect) string {
	var out []string
	add := func(name string, n int) {
		if n != 0 {
			out = append(out, name+noBreak+signed(n))
		}
	}
	for i, n := range [...]int{game.Fit: e.Fit, game.Own: e.Own, game.Safe: e.Safe, game.Stam: e.Stam} {
		add(k.t(indicatorTexts[game.Indicators[i]][0]), n)
	}
	k.groupChanges(e.Segments, add)
	if e.Channel != "" {
		out = append(out, k.t("kit.change.channel", "name", k.channel(e.Channel)))
	}
	if e.Effort != 0 {
		out = append(out, k.t("kit.change.effort", "n", signed(e.Effort)))
	}
	for _, f := range e.Set {
		if n := k.mark(f); n > 0 {
			out = append(out, k.t("kit.change.mark", "n", n))
		}
	}
	for _, f := range e.Clear {
		if n := k.mark(f); n > 0 {
			out = append(out, k.t("kit.change.unmark", "n", n))
		}
	}
	return strings.Join(out, " · ")
}

// groupChanges are the changes of the groups of staff: one when all change alike.
func (k *kit) groupChanges(by map[string]int, add func(string, int)) {
	all, alike := by["all"], true
	for _, s := range k.sc.Segments {
		alike = alike && by[s.ID] == by[k.sc.Segments[0].ID]
	}
	if alike {
		add(k.t("kit.groups.all"), all+by[k.sc.Segments[0].ID])
		return
	}
	for _, s := range k.sc.Segments {
		add(k.w.Segments[s.ID], all+by[s.ID])
	}
}

// kitChange is a line of an answer sheet: when and if, what changes, and why.
type kitChange struct{ Lead, Text, Why string }

// lines are the effects of something done in a round, 0 when it may be any round.
func (k *kit) lines(effects []game.Effect, round int) []kitChange {
	var out []kitChange
	for i := range effects {
		e := &effects[i]
		text := k.changes(e)
		if text == "" {
			continue // it sets what nobody looks at
		}
		lead := k.lead(e, round)
		if lead != "" {
			lead = upper(lead)
		}
		out = append(out, kitChange{lead, text, k.w.Because[e.Because]})
	}
	return out
}

// lead says when a change comes and on what condition, "" for now and always.
func (k *kit) lead(e *game.Effect, round int) string {
	when := ""
	switch due := round + e.After; {
	case e.After == 0:
	case round == 0:
		when = k.t("kit.lead.after", "count", e.After)
	default:
		when = k.t("kit.lead.later", "n", due)
		if short := k.dueInShort(round, due); short != due && short > 0 {
			when = k.t("kit.lead.later_short", "n", due, "short", short)
		}
	}
	switch {
	case e.When == nil:
		return when
	case when == "":
		return k.t("kit.lead.if", "clause", k.condition(e.When, false))
	}
	return k.t("kit.lead.both", "when", when, "clause", k.condition(e.When, false))
}

// dueInShort is the round of the short version in which something arrives that
// was decided in this round; 0 when the short version does not play the round.
func (k *kit) dueInShort(round, due int) int {
	played, at := false, 0
	for _, r := range k.sc.Short {
		played = played || r == round
		if r >= due && at == 0 {
			at = r
		}
	}
	if !played {
		return 0
	}
	return at
}

package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opmaat/opmaat/game"
)

// clauses are the conditions that decided, as clauses behind "because", each
// with the earlier decision that made it so. now is the round that is told.
func (sp *speaker) clauses(checks []game.Check, now int) []string {
	var out []string
	seen := map[string]bool{}
	for _, check := range checks {
		if !check.Decides {
			continue
		}
		clause := sp.clause(check)
		if clause == "" || seen[clause] {
			continue
		}
		seen[clause] = true
		if by := check.By; by != nil && by.Round != now && check.Condition.Chose == "" && check.Condition.Moved == "" {
			clause = sp.t("game.why.made", "clause", clause, "origin", sp.when(*by))
		}
		out = append(out, clause)
	}
	return out
}

// because joins clauses behind "because", or is empty when there are none.
func (sp *speaker) because(checks []game.Check, now int) string {
	clauses := sp.clauses(checks, now)
	if len(clauses) == 0 {
		return ""
	}
	return sp.t("game.why.because", "clauses", sp.p.List(clauses))
}

// either picks one of two texts.
func either(held bool, yes, no string) string {
	if held {
		return yes
	}
	return no
}

// clause puts one simple condition into words, as it stood.
func (sp *speaker) clause(check game.Check) string {
	c, held := check.Condition, check.Held
	switch {
	case c.Flag != "":
		f := sp.w.Flags[c.Flag]
		return either(held, f.Held, f.Failed)
	case c.Need != "":
		return sp.t(either(held, "game.why.need", "game.why.need_not"), "need", sp.need(c.Need))
	case c.Channels != nil:
		var names []string
		for _, id := range c.Channels {
			if id == sp.sc.Channels[0].ID { // none at all is no channel to name
				if held && check.By == nil || len(c.Channels) == 1 {
					return sp.t(either(held, "game.why.channel_none", "game.why.channel_set"))
				}
				continue
			}
			if by := check.By; held && by != nil && by.Kind == "option" && !sp.opens(by.ID, id) {
				continue // of several channels only the one in use
			}
			names = append(names, sp.channel(id))
		}
		return sp.t(either(held, "game.why.channel", "game.why.channel_not"), "names", sp.anyOf(names))
	case c.ChannelSet != nil:
		return sp.t(either(held == *c.ChannelSet, "game.why.channel_set", "game.why.channel_none"))
	case c.Indicator != "":
		enough := held == (c.AtLeast != nil)
		return sp.t(either(enough, levelTexts[c.Indicator][0], levelTexts[c.Indicator][1]))
	case c.Segment != "":
		enough := held == (c.AtLeast != nil)
		return sp.t(either(enough, "game.why.group.enough", "game.why.group.short"), "group", sp.w.Segments[c.Segment])
	case c.FromRound != nil || c.ToRound != nil:
		return sp.t(either(held, "game.why.round", "game.why.round_not"))
	}
	return sp.clauseOfPath(c, held)
}

// opens says whether an option makes a channel the live one.
func (sp *speaker) opens(option, channel string) bool {
	round, at := sp.sc.OptionAt(option)
	if round == 0 {
		return false
	}
	for _, e := range sp.sc.Dilemmas[round-1].Options[at].Effects {
		if e.Channel == channel {
			return true
		}
	}
	return false
}

// anyOf joins names with "or".
func (sp *speaker) anyOf(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return sp.t("game.why.or", "list", strings.Join(names[:last], ", "), "last", names[last])
}

// clauseOfPath is a condition on what was chosen, bought or met.
func (sp *speaker) clauseOfPath(c *game.Condition, held bool) string {
	switch {
	case c.Chose != "":
		round, _ := sp.sc.OptionAt(c.Chose)
		return sp.t(either(held, "game.why.chose", "game.why.chose_not"), "label", label(sp.w.Options[c.Chose].Label), "round", sp.number(round))
	case c.Moved != "":
		return sp.t(either(held, "game.why.moved", "game.why.moved_not"), "name", sp.w.Moves[c.Moved].Name)
	case c.Happened != "":
		return sp.t(either(held, "game.why.happened", "game.why.happened_not"), "title", sp.w.Events[c.Happened].Title)
	}
	return ""
}

// channel is the name of a channel, in quotes.
func (sp *speaker) channel(id string) string { return sp.quoted(sp.w.Channels[id]) }

// earlier names a decision, a move or an event of an earlier round.
func (sp *speaker) earlier(o game.Origin) string {
	switch o.Kind {
	case "option":
		return sp.t("game.why.by_option", "round", sp.number(o.Round))
	case "move":
		return sp.t("game.why.by_move", "name", sp.w.Moves[o.ID].Name, "round", sp.number(o.Round))
	case "event":
		return sp.t("game.why.by_event", "title", sp.w.Events[o.ID].Title, "round", sp.number(o.Round))
	}
	return sp.t("game.why.by_test")
}

// when is the round of an earlier decision; of a move, a choice or an event the
// clause itself says what it was.
func (sp *speaker) when(o game.Origin) string {
	if o.Round == 0 {
		return sp.earlier(o)
	}
	return sp.t("game.why.in_round", "round", sp.number(o.Round))
}

// label is an answer as it stands within a sentence.
func label(text string) string { return strings.TrimSuffix(text, ".") }

// lower writes a name that begins with one capital as it stands within a sentence.
func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

// upper begins a sentence with a capital.
func upper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

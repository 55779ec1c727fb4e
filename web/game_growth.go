package web

import "github.com/opmaat/opmaat/game"

// Limits of the words for growth, in the unit of the scenario: a channel suits a
// group well from 11, hardly below 7; need fit and ownership together pull from
// 110 and do not below 80.
const (
	suitsWell   = 11
	suitsHardly = 7
	pullsWell   = 110
	pullsHardly = 80
)

// growthLines tell what time did to the groups of staff: first what holds for
// all of them, then each; groups to which the same happened for the same reasons
// share a sentence.
func (sp *speaker) growthLines(round int, facts []game.Fact) []whyLine {
	var lines []whyLine
	var order []growthStory
	groups := map[growthStory][]string{}
	for _, f := range facts {
		if f.Growth == nil {
			continue
		}
		if len(order) == 0 {
			lines = sp.growthIntro(round, f)
		}
		story := sp.growthStory(f)
		if groups[story] == nil {
			order = append(order, story)
		}
		groups[story] = append(groups[story], f.Target)
	}
	for _, story := range order {
		text := upper(sp.t(groupClauses[story.size], "names", sp.groupNames(groups[story])))
		lines = append(lines, whyLine{story.kind, text + story.because + "."})
	}
	return lines
}

// growthStory is what happened to a group and why.
type growthStory struct{ kind, size, because string }

// growthIntro is what holds for all groups: the channel and the decision it
// comes from, how much time went by, and what helps or hinders everywhere.
func (sp *speaker) growthIntro(round int, f game.Fact) []whyLine {
	g := f.Growth
	var lines []whyLine
	if g.Spans > 1 {
		lines = append(lines, whyLine{"note", sp.t("game.why.spans", "count", g.Spans)})
	}
	for _, check := range f.Cause.Checks {
		if check.By != nil && len(check.Condition.Channels) == 1 && check.By.Round != round {
			lines = append(lines, whyLine{"note", sp.t("game.why.channel_by", "channel", sp.channel(check.Condition.Channels[0]), "origin", sp.earlier(*check.By))})
		}
	}
	if g.Idle > 0 {
		return append(lines, whyLine{"note", sp.t("game.why.all.idle")})
	}
	for _, all := range []struct {
		holds     bool
		kind, key string
	}{
		{g.Pull >= pullsWell, "up", "game.why.all.pulls"}, {g.Pull < pullsHardly, "down", "game.why.all.weak"},
		{g.Hosted > 0, "up", "game.why.all.hosted"}, {g.Hosted == 0, "down", "game.why.all.fades"}, {g.Tired > 0, "down", "game.why.all.tired"},
	} {
		if all.holds {
			lines = append(lines, whyLine{all.kind, sp.t(all.key)})
		}
	}
	return lines
}

// growthStory says why this group moved otherwise than others: how the channel
// suits its work, and whether there is help.
func (sp *speaker) growthStory(f game.Fact) growthStory {
	direction, size := change(f.After - f.Before)
	story := growthStory{kind: direction, size: size}
	var reasons []string
	for _, reason := range []struct {
		direction string
		holds     bool
		key       string
	}{
		{"up", f.Growth.Affinity >= suitsWell, "game.why.grow.suits"}, {"up", f.Growth.Manual > 0, "game.why.grow.manual"},
		{"down", f.Growth.Idle == 0 && f.Growth.Affinity < suitsHardly, "game.why.grow.hardly"},
	} {
		if reason.holds && reason.direction == direction {
			reasons = append(reasons, sp.t(reason.key))
		}
	}
	if direction == "same" {
		story.kind = "note"
	}
	if len(reasons) > 0 {
		story.because = sp.t("game.why.because", "clauses", sp.p.List(reasons))
	}
	return story
}

// opening tells how the own test result moved the start.
func (x *played) opening() []string {
	var out []string
	words, _ := x.ed.library.Words(x.testRef(), x.lang)
	for _, e := range effectsOf(x.play.Opening, func(*game.Cause) bool { return true }) {
		clauses, _ := x.movedClauses(e.facts)
		if len(clauses) == 0 || words == nil {
			continue
		}
		out = append(out, x.t("game.opening", "changes", upper(x.p.List(clauses)), "dimension", words.Dimensions[e.cause.By.ID].Name))
	}
	return out
}

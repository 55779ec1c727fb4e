package web

import (
	"slices"

	"github.com/opmaat/opmaat/game"
)

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
	stories, groups := sp.growthStories(facts)
	if len(stories) == 0 {
		return nil
	}
	lines := append(sp.growthIntro(round, facts), sp.growthEverywhere(facts)...)
	for _, story := range stories {
		lines = append(lines, whyLine{story.kind, sp.storyText(story, groups[story])})
	}
	return lines
}

// growthStories are the different things that time did, in the order they came,
// each with the groups to which it happened.
func (sp *speaker) growthStories(facts []game.Fact) ([]growthStory, map[growthStory][]string) {
	var order []growthStory
	groups := map[growthStory][]string{}
	for _, f := range facts {
		if f.Growth == nil {
			continue
		}
		story := sp.growthStory(f)
		if groups[story] == nil {
			order = append(order, story)
		}
		groups[story] = append(groups[story], f.Target)
	}
	return order, groups
}

// storyText is one sentence on groups to which the same happened.
func (sp *speaker) storyText(story growthStory, groups []string) string {
	return upper(sp.t(groupClauses[story.size], "names", sp.groupNames(groups))) + story.because + "."
}

// growthStory is what happened to a group and why.
type growthStory struct{ kind, size, because string }

// firstGrowth finds what time did to the first group: what holds for all of them
// is the same in each.
func firstGrowth(facts []game.Fact) (game.Fact, bool) {
	at := slices.IndexFunc(facts, func(f game.Fact) bool { return f.Growth != nil })
	if at < 0 {
		return game.Fact{}, false
	}
	return facts[at], true
}

// growthIntro is how much time went by, and the channel with the decision it
// comes from.
func (sp *speaker) growthIntro(round int, facts []game.Fact) []whyLine {
	f, ok := firstGrowth(facts)
	if !ok {
		return nil
	}
	var lines []whyLine
	if f.Growth.Spans > 1 {
		lines = append(lines, whyLine{"note", sp.t("game.why.spans", "count", f.Growth.Spans)})
	}
	for _, check := range f.Cause.Checks {
		if check.By != nil && len(check.Condition.Channels) == 1 && check.By.Round != round {
			lines = append(lines, whyLine{"note", sp.t("game.why.channel_by", "channel", sp.channel(check.Condition.Channels[0]), "origin", sp.earlier(*check.By))})
		}
	}
	return lines
}

// growthEverywhere is what helped or hindered all groups.
func (sp *speaker) growthEverywhere(facts []game.Fact) []whyLine {
	f, ok := firstGrowth(facts)
	if !ok {
		return nil
	}
	g := f.Growth
	if g.Idle > 0 {
		return []whyLine{{"note", sp.t("game.why.all.idle")}}
	}
	var lines []whyLine
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
		clauses, _ := x.movedClauses(e.facts, false)
		if len(clauses) == 0 || words == nil {
			continue
		}
		out = append(out, x.t("game.opening", "changes", upper(x.p.List(clauses)), "dimension", words.Dimensions[e.cause.By.ID].Name))
	}
	return out
}

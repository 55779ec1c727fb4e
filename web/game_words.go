package web

import (
	"slices"

	"github.com/opmaat/opmaat/content/i18n"
	"github.com/opmaat/opmaat/game"
)

// bandTexts names the five bands of an indicator, from low to high; literal
// keys, here and below, so that tests can find them.
var bandTexts = [game.Stages]string{"game.band.fragile", "game.band.shaky", "game.band.steady", "game.band.strong", "game.band.thriving"}

// stageTexts names the five stages of adoption, from low to high.
var stageTexts = [game.Stages]string{"game.stage.unaware", "game.stage.aware", "game.stage.curious", "game.stage.trying", "game.stage.using"}

// indicatorTexts are the name and the meaning of each indicator.
var indicatorTexts = map[string][2]string{
	"fit":  {"game.ind.fit", "game.ind.fit.about"},
	"own":  {"game.ind.own", "game.ind.own.about"},
	"use":  {"game.ind.use", "game.ind.use.about"},
	"safe": {"game.ind.safe", "game.ind.safe.about"},
	"stam": {"game.ind.stam", "game.ind.stam.about"},
}

// levelTexts are clauses behind "because": the indicator was high enough, or not.
var levelTexts = map[string][2]string{
	"fit":  {"game.why.fit.enough", "game.why.fit.short"},
	"own":  {"game.why.own.enough", "game.why.own.short"},
	"use":  {"game.why.use.enough", "game.why.use.short"},
	"safe": {"game.why.safe.enough", "game.why.safe.short"},
	"stam": {"game.why.stam.enough", "game.why.stam.short"},
}

// principleTexts are the name of each principle and what it asks.
var principleTexts = map[string][2]string{
	"needs":     {"game.principle.needs", "game.principle.needs.about"},
	"reuse":     {"game.principle.reuse", "game.principle.reuse.about"},
	"involve":   {"game.principle.involve", "game.principle.involve.about"},
	"secure":    {"game.principle.secure", "game.principle.secure.about"},
	"test":      {"game.principle.test", "game.principle.test.about"},
	"manuals":   {"game.principle.manuals", "game.principle.manuals.about"},
	"alive":     {"game.principle.alive", "game.principle.alive.about"},
	"size":      {"game.principle.size", "game.principle.size.about"},
	"private":   {"game.principle.private", "game.principle.private.about"},
	"groups":    {"game.principle.groups", "game.principle.groups.about"},
	"open":      {"game.principle.open", "game.principle.open.about"},
	"restraint": {"game.principle.restraint", "game.principle.restraint.about"},
}

// toneTexts names the tones of an ending.
var toneTexts = map[string]string{"good": "game.tone.good", "mixed": "game.tone.mixed", "fail": "game.tone.fail"}

// phaseTexts are the headings of the phases of the debrief.
var phaseTexts = []struct{ phase, key string }{
	{"describe", "game.phase.describe"}, {"analyse", "game.phase.analyse"}, {"transition", "game.phase.transition"}, {"apply", "game.phase.apply"},
}

// speaker puts the scenario of one game into words of one language.
type speaker struct {
	p        *i18n.Printer
	sc       *game.Scenario
	w        *gameWords
	schedule []int // rounds of the version that is played
}

// number is a round as a person counts it: in the short version the third one
// played may be round 4 of the scenario.
func (sp *speaker) number(round int) int {
	if at := slices.Index(sp.schedule, round); at >= 0 {
		return at + 1
	}
	return round
}

func (sp *speaker) t(key string, args ...any) string { return sp.p.T(key, args...) }

// need is the name of a need.
func (sp *speaker) need(id string) string { return sp.w.Needs[id].Name }

// needs are the names of needs as a list in a sentence.
func (sp *speaker) needs(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = sp.quoted(sp.need(id))
	}
	return sp.p.List(names)
}

// quoted puts a text in the quotation marks of the language.
func (sp *speaker) quoted(text string) string { return sp.t("game.quoted", "text", text) }

func (sp *speaker) role(id string) string { return sp.w.Roles[id].Name }

// roleInside is the name of a role within a sentence.
func (sp *speaker) roleInside(id string) string { return lower(sp.role(id)) }

package content

import (
	"maps"
	"slices"

	"github.com/opmaat/opmaat/assessment"
)

func severities() []string {
	return []string{string(assessment.Contradiction), string(assessment.Unlikely), string(assessment.Note)}
}

func shares() []string {
	return []string{"dont_know", "not_applicable", "blank", "0", "1", "2", "3", "4"}
}

// checkChecks checks the consistency checks of the questionnaire: severity
// known, at least one condition, each well-formed.
func (s *structure) checkChecks() {
	for i, e := range s.Checks {
		path := at("checks", i, "severity")
		if s.said(path) && !slices.Contains(severities(), e.Severity) {
			s.problem(path, "%s", unknown("severity", e.Severity, severities()))
		}
		if len(e.When) == 0 && s.given(at("checks", i, "when")) {
			s.problem(at("checks", i, "when"), "check %q has no condition", e.ID)
		}
		for j, c := range e.When {
			s.checkCondition(at(at("checks", i, "when"), j), c, true)
		}
	}
}

// checkCondition checks that a condition is of exactly one kind and complete.
// A group within a group is refused.
func (s *structure) checkCondition(path string, c conditionEntry, groups bool) {
	kinds := 0
	for _, key := range []string{"item", "share", "any"} {
		if _, there := s.places[path+"."+key]; there {
			kinds++
		}
	}
	if kinds != 1 {
		s.problem(path, "a condition needs exactly one of item, share and any, found %d", kinds)
		return
	}
	switch {
	case s.given(path + ".item"):
		s.checkItemCondition(path, c)
	case s.given(path + ".share"):
		s.checkShareCondition(path, c)
	case s.given(path + ".any"):
		s.checkGroup(path, c, groups)
	}
}

func (s *structure) checkItemCondition(path string, c conditionEntry) {
	s.one(path+".item", "item", c.Item, s.items)
	s.foreign(path, "item", "at_least")
	if c.Min == nil && c.Max == nil && c.State == "" && c.Comment == "" {
		s.problem(path, "a condition on an item needs min, max, state or comment")
	}
	for key, n := range map[string]*int{"min": c.Min, "max": c.Max} {
		if n != nil {
			s.checkRange(path+"."+key, key, *n, 0, assessment.MaxValue)
		}
	}
	if c.Min != nil && c.Max != nil && *c.Min > *c.Max {
		s.problem(path+".min", "min %d is above max %d", *c.Min, *c.Max)
	}
	if states := answerStates(); s.said(path + ".state") {
		if _, ok := states[c.State]; !ok {
			s.problem(path+".state", "%s", unknown("state", c.State, slices.Sorted(maps.Keys(states))))
		}
		if c.Min != nil || c.Max != nil {
			s.problem(path+".state", "state and min or max cannot both hold")
		}
	}
	if s.said(path+".comment") && c.Comment != "missing" {
		s.problem(path+".comment", "comment can only be missing, found %q", shorten(c.Comment))
	}
}

func (s *structure) checkShareCondition(path string, c conditionEntry) {
	s.foreign(path, "share", "min", "max", "state", "comment")
	if s.said(path+".share") && !slices.Contains(shares(), c.Share) {
		s.problem(path+".share", "%s", unknown("share", c.Share, shares()))
	}
	if !s.given(path + ".at_least") {
		s.problem(path, "a condition on a share needs at_least, in per cent")
		return
	}
	s.checkRange(path+".at_least", "at_least", *c.AtLeast, 1, 100)
}

func (s *structure) checkGroup(path string, c conditionEntry, groups bool) {
	s.foreign(path, "any", "min", "max", "state", "comment", "at_least")
	if !groups {
		s.problem(path+".any", "any within any is not allowed")
		return
	}
	if len(c.Any) < 2 {
		s.problem(path+".any", "any needs at least 2 conditions, found %d", len(c.Any))
	}
	for i, inner := range c.Any {
		s.checkCondition(at(path+".any", i), inner, false)
	}
}

// foreign refuses keys that belong to another kind of condition.
func (s *structure) foreign(path, kind string, keys ...string) {
	for _, key := range keys {
		if s.given(path + "." + key) {
			s.problem(path+"."+key, "%s does not belong in a condition of kind %s", key, kind)
		}
	}
}

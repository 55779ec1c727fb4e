package content

import (
	"strings"
)

// maxConditionParts is how many conditions one condition may consist of.
const maxConditionParts = 40

// maxConditionDepth is how deep its parts may be nested.
const maxConditionDepth = 5

// conditionKinds are the keys of which a condition has exactly one.
func conditionKinds() []string {
	return []string{
		"all", "any", "not", "flag", "need", "channel", "channel_set", "ind", "seg", "round",
		"chose", "moved", "happened", "ending", "diverged",
	}
}

// checkConditions checks the form and the references of every condition.
func (p *scenarioPack) checkConditions() {
	for _, s := range p.sites() {
		if s.when == nil || !s.d.given(s.condition()) {
			continue
		}
		c := conditionCheck{p: p, d: s.d, debrief: s.cause == ofPrompt}
		c.check(s.condition(), s.when, 1)
		if c.parts > maxConditionParts {
			s.d.problem(s.condition(), "this condition has %d parts, at most %d", c.parts, maxConditionParts)
		}
		if c.depth > maxConditionDepth {
			s.d.problem(s.condition(), "this condition is nested %d deep, at most %d", c.depth, maxConditionDepth)
		}
		p.overgrown = p.overgrown || c.parts > maxConditionParts || c.depth > maxConditionDepth
	}
}

// conditionCheck checks one condition with its parts.
type conditionCheck struct {
	p       *scenarioPack
	d       *document
	debrief bool // endings and tables that differ are known
	parts   int
	depth   int
}

func (c *conditionCheck) check(path string, e *whenEntry, depth int) {
	c.parts++
	c.depth = max(c.depth, depth)
	var found []string
	for _, kind := range conditionKinds() {
		if _, there := c.d.places[path+"."+kind]; there {
			found = append(found, kind)
		}
	}
	if len(found) != 1 {
		text := "none"
		if len(found) > 1 {
			text = strings.Join(found, " and ")
		}
		c.d.problem(path, "a condition needs exactly one kind, found %s; kinds: %s", text, strings.Join(conditionKinds(), ", "))
		return
	}
	kind := found[0]
	c.numbers(path, kind, e)
	c.groups(path, e, depth+1)
	c.references(path, kind, e)
}

// numbers checks gte and lt, and the rounds.
func (c *conditionCheck) numbers(path, kind string, e *whenEntry) {
	d := c.d
	if measured := kind == "ind" || kind == "seg"; measured {
		if e.Gte == nil && e.Lt == nil {
			d.problem(path, "a condition on %s needs gte or lt", kind)
		}
		if e.Gte != nil && e.Lt != nil && *e.Gte >= *e.Lt {
			d.problem(path+".gte", "gte %d is not below lt %d: this never holds", *e.Gte, *e.Lt)
		}
	} else if e.Gte != nil || e.Lt != nil {
		d.problem(path, "gte and lt do not belong in a condition of kind %s", kind)
	}
	if e.Gte != nil {
		d.checkRange(path+".gte", "gte", *e.Gte, 1, 100)
	}
	if e.Lt != nil {
		d.checkRange(path+".lt", "lt", *e.Lt, 1, 100)
	}
	if e.Round != nil && d.given(path+".round") {
		c.rounds(path+".round", e.Round)
	}
}

func (c *conditionCheck) rounds(path string, e *spanEntry) {
	d, last := c.d, c.p.lastRound()
	if e.Gte == nil && e.Lte == nil {
		d.problem(path, "round needs gte or lte")
	}
	if e.Gte != nil {
		d.checkRange(path+".gte", "gte", *e.Gte, 1, last)
	}
	if e.Lte != nil {
		d.checkRange(path+".lte", "lte", *e.Lte, 1, last)
	}
	if e.Gte != nil && e.Lte != nil && *e.Gte > *e.Lte {
		d.problem(path+".gte", "gte %d is above lte %d: this never holds", *e.Gte, *e.Lte)
	}
}

func (c *conditionCheck) groups(path string, e *whenEntry, depth int) {
	for key, list := range map[string][]whenEntry{"all": e.All, "any": e.Any} {
		if at := path + "." + key; c.d.given(at) && len(list) < 2 {
			c.d.problem(at, "%s needs at least 2 conditions, found %d", key, len(list))
		}
		for i := range list {
			c.check(at(path+"."+key, i), &list[i], depth)
		}
	}
	if e.Not != nil && c.d.given(path+".not") {
		c.check(path+".not", e.Not, depth)
	}
}

func (c *conditionCheck) references(path, kind string, e *whenEntry) {
	d, k := c.d, &c.p.known
	d.known(path+".need", "need", e.Need, k.needs)
	d.known(path+".ind", "indicator", e.Ind, k.indicators)
	d.known(path+".seg", "segment", e.Seg, k.segments)
	d.known(path+".chose", "option", e.Chose, k.options)
	d.known(path+".moved", "move", e.Moved, k.moves)
	d.known(path+".happened", "event", e.Happened, k.events)
	d.known(path+".ending", "ending", e.Ending, k.endings)
	d.known(path+".diverged", "dilemma", e.Diverged, k.dilemmas)
	d.allKnown(path+".channel", "channel", e.Channel, k.channels, 1)
	if !c.debrief && (kind == "ending" || kind == "diverged") {
		d.problem(path+"."+kind, "%s is known only afterwards: it belongs in prompts", kind)
	}
}

// parts walks a condition and its parts, each with its path.
func (e *whenEntry) parts(path string, each func(path string, e *whenEntry)) {
	if e == nil {
		return
	}
	each(path, e)
	for i := range e.All {
		e.All[i].parts(at(path+".all", i), each)
	}
	for i := range e.Any {
		e.Any[i].parts(at(path+".any", i), each)
	}
	e.Not.parts(path+".not", each)
}

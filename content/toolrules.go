package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// Numbers of the knock-outs K1.. and the warnings W1.. of the recommender.
const (
	numKnockOuts = 12
	numWarnings  = 5
	endedRule    = "K8" // the product ended
)

// toolRules lists what must hold for tool.yaml beyond its form. The first one
// builds the indices that the others use.
func toolRules() []func(*tool) {
	return []func(*tool){
		(*tool).checkIDs,
		func(t *tool) { t.checkSources("sources", t.Sources) },
		(*tool).checkAliases,
		(*tool).checkState,
		(*tool).checkFacts,
		(*tool).checkNumbers,
		(*tool).checkRules,
		(*tool).checkNeedOrder,
		(*tool).checkCells,
	}
}

func (t *tool) checkIDs() {
	t.sources = ids(t.document, "sources", t.Sources, func(e sourceEntry) string { return e.ID })
	t.facts = ids(t.document, "facts", t.Facts, func(e factEntry) string { return e.ID })
	if len(t.Sources) == 0 && t.given("sources") {
		t.problem("sources", "there is no source")
	}
}

func (t *tool) checkAliases() {
	for i, alias := range t.Aliases {
		path := at("aliases", i)
		t.checkText(path)
		switch {
		case !t.said(path):
		case alias != folded(alias):
			t.problem(path, "alias %q must be in small letters without spare spaces", shorten(alias))
		case slices.Index(t.Aliases, alias) < i:
			t.problem(path, "alias %q is here twice", alias)
		}
		t.checkLength(path, maxToolName)
	}
}

func states() []string {
	return []string{string(StateCurrent), string(StateRenamed), string(StateEnded)}
}

func (t *tool) checkState() {
	if t.said("state") && !slices.Contains(states(), t.State) {
		t.problem("state", "%s", unknown("state", t.State, states()))
		return
	}
	switch {
	case !t.said("state_since"):
	case t.StateSince != "":
		t.checkDate("state_since", t.StateSince)
	case t.State != string(StateCurrent):
		t.problem("state_since", "a tool that is %s needs a date in state_since", t.State)
	}
}

// checkDate checks the date of an event, of which the day or the month may not
// be known.
func (t *tool) checkDate(path, date string) {
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(form, date); err == nil {
			return
		}
	}
	if t.said(path) {
		t.problem(path, "date %q is not written YYYY, YYYY-MM or YYYY-MM-DD", shorten(date))
	}
}

func (t *tool) checkFacts() {
	for i, e := range t.Facts {
		t.checkDate(at("facts", i, "date"), e.Date)
		t.one(at("facts", i, "source"), "source", e.Source, t.sources)
	}
}

func (t *tool) checkNumbers() {
	if t.given("order") && t.Order < 1 {
		t.problem("order", "order must be 1 or more, found %d", t.Order)
	}
	t.checkRange("effort", "effort", t.Effort, 1, 3)
	for key, n := range map[string]float64{"people": t.Readiness.People, "culture": t.Readiness.Culture, "channels": t.Readiness.Channels} {
		if path := "readiness." + key; t.given(path) && (n < 0 || n > 100) {
			t.problem(path, "readiness of %s must be 0 to 100, found %v", key, n)
		}
	}
}

// checkRules checks the knock-outs and warnings. Exactly the ended tools have
// the knock-out that says so.
func (t *tool) checkRules() {
	t.refer("rules", "rule", t.Rules, numbered("K", numKnockOuts), 0)
	t.refer("warnings", "warning", t.Warnings, numbered("W", numWarnings), 0)
	place, ended := slices.Index(t.Rules, endedRule), t.State == string(StateEnded)
	switch {
	case !t.given("rules") || !slices.Contains(states(), t.State):
	case ended && place < 0:
		t.problem("rules", "a tool that has ended needs the rule %s", endedRule)
	case !ended && place >= 0:
		t.problem(at("rules", place), "the rule %s is only for a tool that has ended", endedRule)
	}
}

// numbered indexes K1..Kn.
func numbered(letter string, n int) index {
	out := index{}
	for i := range n {
		out[fmt.Sprint(letter, i+1)] = i
	}
	return out
}

// checkNeedOrder checks that every need is there, in the fixed order. That none
// is there twice is for the decoder.
func (t *tool) checkNeedOrder() {
	last := -1
	for _, need := range t.keys["needs"] {
		switch place := slices.Index(recommend.Needs, need); {
		case place < 0:
			t.problem("needs."+need, "%s", unknown("need", need, recommend.Needs))
		case place < last:
			t.problem("needs."+need, "need %q belongs before %q: the order is fixed", need, recommend.Needs[last])
		default:
			last = place
		}
	}
	var missing []string
	for _, need := range recommend.Needs {
		if !slices.Contains(t.keys["needs"], need) {
			missing = append(missing, need)
		}
	}
	if len(missing) > 0 && t.given("needs") {
		t.problem("needs", "of the %d needs %d are missing: %s", recommend.NeedCount, len(missing), strings.Join(missing, ", "))
	}
}

func kinds() []string {
	return []string{string(recommend.Seed), string(recommend.Verified), string(recommend.Assumption)}
}

func (t *tool) checkCells() {
	for _, need := range t.keys["needs"] {
		path, e := "needs."+need, t.Needs[need]
		if e.Value != nil {
			t.checkRange(path+".value", "value", *e.Value, 0, recommend.MaxValue)
		}
		if t.said(path+".kind") && !slices.Contains(kinds(), e.Kind) {
			t.problem(path+".kind", "%s", unknown("kind", e.Kind, kinds()))
		}
		t.one(path+".source", "source", e.Source, t.sources)
		if _, err := time.Parse(time.DateOnly, e.Checked); err != nil && t.said(path+".checked") {
			t.problem(path+".checked", "date %q is not a day written YYYY-MM-DD", shorten(e.Checked))
		}
		t.checkSeed(path, e)
	}
}

// checkSeed checks that a seed's value is there only where it says more than
// the value does.
func (t *tool) checkSeed(path string, e cellEntry) {
	if e.Seed == nil || !t.given(path+".seed") {
		return
	}
	path += ".seed"
	t.checkRange(path, "seed", *e.Seed, 0, recommend.MaxValue)
	switch {
	case e.Value != nil && *e.Value == *e.Seed:
		t.problem(path, "seed is the same as value; leave it out")
	case e.Kind == string(recommend.Seed):
		t.problem(path, "a value of kind seed is what the seed says; it cannot differ from it")
	}
}

// checkTools checks the tools against each other.
func checkTools(tools []*toolPack) {
	known, ended, orders := index{}, map[string]bool{}, map[int]string{}
	for i, p := range tools {
		known[p.id] = i
		ended[p.id] = p.tool != nil && p.tool.State == string(StateEnded)
	}
	for _, p := range tools {
		if p.tool == nil {
			continue
		}
		t := p.tool
		if other, taken := orders[t.Order]; taken && t.given("order") {
			t.problem("order", "order %d is also that of tool %q", t.Order, other)
		} else {
			orders[t.Order] = p.id
		}
		t.refer("alternatives", "tool", t.Alternatives, known, 0)
		for i, id := range t.Alternatives {
			switch {
			case id == p.id:
				t.problem(at("alternatives", i), "a tool cannot be its own alternative")
			case ended[id]:
				t.problem(at("alternatives", i), "tool %q has ended and is no alternative", id)
			}
		}
	}
	checkToolNames(tools)
}

// checkToolNames checks that an id, an alias or a name in any language leads to
// one tool only.
func checkToolNames(tools []*toolPack) {
	owner := map[string]string{}
	for _, p := range tools {
		owner[p.id] = p.id
	}
	claim := func(p *toolPack, d *document, path, kind, name string) {
		key := folded(name)
		if other, taken := owner[key]; taken && other != p.id {
			d.problem(path, "%s %q also leads to tool %q", kind, shorten(name), other)
		} else if key != "" {
			owner[key] = p.id
		}
	}
	for _, p := range tools {
		if p.tool != nil {
			for i, alias := range p.tool.Aliases {
				claim(p, p.tool.document, at("aliases", i), "alias", alias)
			}
		}
	}
	for _, p := range tools {
		for _, lang := range slices.Sorted(maps.Keys(p.words)) {
			claim(p, p.words[lang].document, "name", "name", p.words[lang].Name)
		}
	}
}

// folded makes names that differ in case or spaces only the same.
func folded(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

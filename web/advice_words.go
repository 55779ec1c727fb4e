package web

import (
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// ruleTexts are, by knock-out, why it hits and what lets the tool pass; literal
// keys, so that tests can find them. K8 never passes; K10 has two ways.
var ruleTexts = map[string][2]string{
	"K1": {"rule.k1", "passes.k1"}, "K2": {"rule.k2", "passes.k2"}, "K3": {"rule.k3", "passes.k3"}, "K4": {"rule.k4", "passes.k4"},
	"K5": {"rule.k5", "passes.k5"}, "K6": {"rule.k6", "passes.k6"}, "K7": {"rule.k7", "passes.k7"}, "K8": {"rule.k8", ""},
	"K9": {"rule.k9", "passes.k9"}, "K10": {"rule.k10", "passes.k10.lower"}, "K11": {"rule.k11", "passes.k11"}, "K12": {"rule.k12", "passes.k12"},
}

// warningKeys name the warnings; literal keys, so that tests can find them.
var warningKeys = map[string]string{"W1": "warning.w1", "W2": "warning.w2", "W3": "warning.w3", "W4": "warning.w4", "W5": "warning.w5"}

// kindTexts name the kinds of a value and their letters.
var kindTexts = map[recommend.Kind][2]string{
	recommend.Seed: {"kind.seed", "kind.seed.letter"}, recommend.Verified: {"kind.verified", "kind.verified.letter"}, recommend.Assumption: {"kind.assumption", "kind.assumption.letter"},
}

// valueTexts name the values 0..3.
var valueTexts = [...]string{"value.0", "value.1", "value.2", "value.3"}

func (a *advice) need(i int) string { return a.t(needTexts[recommend.Needs[i]]) }

func (a *advice) reason(h recommend.Hit) string {
	need := ""
	if h.Need >= 0 {
		need = a.need(h.Need)
	}
	return a.t(ruleTexts[h.Rule][0], "need", need, "limit", recommend.StandardLimits.Group)
}

// condition says what lets a tool pass one rule, as the end of a sentence with "if".
func (a *advice) condition(h recommend.Hit) string {
	if !h.Change.Possible() {
		return ""
	}
	if h.Rule == "K10" {
		if h.Change.Fact == recommend.FactWorkaroundOK {
			return a.t("passes.k10.workaround", "need", a.need(h.Need))
		}
		return a.t("passes.k10.lower", "need", a.need(h.Need))
	}
	return a.t(ruleTexts[h.Rule][1], "number", a.ed.printers[a.lang].Number(h.Change.Number, decimals(h.Change.Number)))
}

func decimals(v float64) int {
	if v == float64(int(v)) {
		return 0
	}
	return 1
}

func (a *advice) excluded() []excludedRow {
	var out []excludedRow
	for _, e := range a.r.Excluded {
		row := excludedRow{ID: a.tool(e.Tool).ID, Name: a.name(e.Tool), Also: a.oldName(e.Tool)}
		var conditions []string
		for _, h := range e.Rules {
			row.Reasons = append(row.Reasons, a.reason(h))
			if text := a.condition(h); text != "" {
				conditions = append(conditions, text)
			} else {
				row.Passes = a.t("tools.never")
			}
		}
		if row.Passes == "" {
			row.Passes = a.t("tools.passes", "condition", a.ed.printers[a.lang].List(conditions))
		}
		out = append(out, row)
	}
	return out
}

// cheapest puts the cheapest ways out of "none yet" into words.
func (a *advice) cheapest() []string {
	var out []string
	for _, r := range a.r.Cheapest {
		var changes, tools []string
		for _, c := range r.Changes {
			changes = append(changes, a.change(c))
		}
		for _, i := range r.Opens {
			tools = append(tools, a.name(i))
		}
		out = append(out, a.t("tools.cheapest", "count", len(tools), "changes", a.ed.printers[a.lang].List(changes), "tools", a.ed.printers[a.lang].List(tools)))
	}
	return out
}

// change finds the rule whose passing is this change, and says it in its words.
func (a *advice) change(c recommend.Change) string {
	for _, e := range a.r.Excluded {
		for _, h := range e.Rules {
			if h.Change == c {
				return a.condition(h)
			}
		}
	}
	if c.Need >= 0 {
		return a.t("passes.k10.lower", "need", a.need(c.Need))
	}
	return c.String()
}

// shared are the warnings that every ranked tool has; they are told once.
func (a *advice) shared() []string {
	var out []string
	for _, id := range []string{"W1", "W2", "W3", "W4"} {
		all := len(a.r.Ranking) > 1
		for _, r := range a.r.Ranking {
			all = all && slices.Contains(r.Warnings, id)
		}
		if all {
			out = append(out, id)
		}
	}
	return out
}

// own are the warnings of a tool that not every tool has.
func (a *advice) own(r recommend.Ranked) []string {
	common := a.shared()
	return slices.DeleteFunc(slices.Clone(r.Warnings), func(id string) bool { return slices.Contains(common, id) })
}

// warningTexts puts warnings into words; rules that could not be judged come with their condition.
func (a *advice) warningTexts(ids []string, open []recommend.Hit) []string {
	var out []string
	for _, h := range open {
		if condition := a.condition(h); condition != "" {
			out = append(out, a.t("warning.open", "condition", condition))
		}
	}
	for _, id := range ids {
		if key, ok := warningKeys[id]; ok {
			out = append(out, a.t(key))
		}
	}
	return out
}

// tipCount is how many tipping points are told, the nearest first.
const tipCount = 4

func (a *advice) tips() []string {
	var out []string
	p := a.ed.printers[a.lang]
	for _, tip := range a.r.Tipping[:min(tipCount, len(a.r.Tipping))] {
		out = append(out, a.t("tools.tip", "need", a.need(tip.Need), "weight", p.Number(tip.Weight, 1), "present", p.Number(tip.Present, decimals(tip.Present)), "tool", a.name(tip.Winner)))
	}
	return out
}

// missing are the unknown facts that matter, as links back to their question.
func (a *advice) missing() []missingLink {
	var out []missingLink
	for _, id := range a.r.Missing {
		link := missingLink{Name: strings.TrimSuffix(a.t(factTexts[id][0]), "?"), Href: "/tools?s=" + a.code + "#" + factField + id}
		if id == recommend.FactReadiness {
			link.Href = "/test"
		}
		out = append(out, link)
	}
	return out
}

// then are the needs asked for where the papers said something else than today.
func (a *advice) then() []thenRow {
	var out []thenRow
	for i := range a.cat.Tools {
		for n := range recommend.Needs {
			cell := a.cat.Tools[i].Needs[n]
			if !cell.HasSeed || a.s.Needs[n] == recommend.Wont {
				continue
			}
			out = append(out, thenRow{ID: a.cat.Tools[i].ID, Tool: a.name(i), Need: a.need(n), Papers: a.value(cell.SeedValue), Today: a.value(cell.Value), Kind: a.t(kindTexts[cell.Kind][0])})
		}
	}
	return out
}

// value writes a need value with its meaning: "2 (partly)".
func (a *advice) value(v int) string {
	return string(rune('0'+v)) + " (" + a.t(valueTexts[v]) + ")"
}

package content

import (
	"cmp"
	"maps"
	"slices"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
)

// GoldenPlan is a way to play a scenario and the ending it leads to.
type GoldenPlan struct {
	Name   string // of its file, without .yaml
	Setup  game.Setup
	Plan   game.Plan
	Ending string
}

// scenarioUnit is one version of a scenario with its words by language.
type scenarioUnit struct {
	order    int
	scenario *game.Scenario
	sources  []assessment.Source
	plans    []GoldenPlan
	words    map[string]*ScenarioWords
}

// addScenarios takes over the scenarios, which have no problems.
func (l *Library) addScenarios(packs []*scenarioPack, spoken []string) {
	l.scenarios, l.latestScenario = map[assessment.Ref]*scenarioUnit{}, map[string]int{}
	for _, p := range packs {
		u := &scenarioUnit{order: p.pack.body.Order, scenario: p.played, words: map[string]*ScenarioWords{}}
		for _, e := range p.pack.body.SourceList {
			u.sources = append(u.sources, assessment.Source{ID: e.ID, Title: e.Title, URL: e.URL, Date: e.Date})
		}
		for _, name := range slices.Sorted(maps.Keys(p.plans)) {
			plan := p.plans[name].body.golden()
			plan.Name = name
			u.plans = append(u.plans, plan)
		}
		for _, lang := range spoken {
			u.words[lang] = p.speak(lang)
		}
		l.scenarios[p.ref] = u
		l.latestScenario[p.ref.ID] = max(l.latestScenario[p.ref.ID], p.ref.Version)
	}
}

// Scenarios returns the latest version of every scenario, in the order of the
// chooser. It may be empty.
func (l *Library) Scenarios() []*game.Scenario {
	var units []*scenarioUnit
	for id, n := range l.latestScenario {
		units = append(units, l.scenarios[assessment.Ref{ID: id, Version: n}])
	}
	slices.SortFunc(units, func(a, b *scenarioUnit) int { return cmp.Compare(a.order, b.order) })
	out := make([]*game.Scenario, len(units))
	for i, u := range units {
		out[i] = u.scenario
	}
	return out
}

// Scenario returns one version of a scenario, ready to be played.
func (l *Library) Scenario(ref assessment.Ref) (*game.Scenario, bool) {
	u, ok := l.scenarios[ref]
	if !ok {
		return nil, false
	}
	return u.scenario, true
}

// LatestScenario returns the highest version of a scenario.
func (l *Library) LatestScenario(id string) (*game.Scenario, bool) {
	return l.Scenario(assessment.Ref{ID: id, Version: l.latestScenario[id]})
}

// ScenarioWords returns the texts of one version in a language, with the same
// rules as Words. It is false when there is no such version.
func (l *Library) ScenarioWords(ref assessment.Ref, lang string) (*ScenarioWords, bool) {
	u, ok := l.scenarios[ref]
	if !ok {
		return nil, false
	}
	if w, ok := u.words[lang]; ok {
		return w, true
	}
	return u.words[fallback], true
}

// ScenarioSources returns the sources of one version, nil when there is no such
// version.
func (l *Library) ScenarioSources(ref assessment.Ref) []assessment.Source {
	if u, ok := l.scenarios[ref]; ok {
		return u.sources
	}
	return nil
}

// Plans returns the golden plans of one version in the order of their names, nil
// when there is no such version. The check has played every one of them.
func (l *Library) Plans(ref assessment.Ref) []GoldenPlan {
	if u, ok := l.scenarios[ref]; ok {
		return u.plans
	}
	return nil
}

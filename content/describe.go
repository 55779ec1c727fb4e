package content

import (
	"maps"
	"slices"

	"github.com/opmaat/opmaat/assessment"
)

// Description counts what a library holds, for a page about the system.
type Description struct {
	Files          map[string]int // files seen by kind, as in Report
	Questionnaires []QuestionnaireCount
	Scenarios      []ScenarioCount
	Tools          ToolsCount
	Languages      []LanguageCount
}

// QuestionnaireCount describes one version. Borrowed counts the texts that are
// shown in English for want of their own, by language; a complete one is 0.
type QuestionnaireCount struct {
	Ref        assessment.Ref
	Hash       string
	Dimensions int
	Items      int
	Pulse      int
	Forms      int
	Checks     int
	Borrowed   map[string]int
}

// ScenarioCount describes one version of a scenario. Borrowed is as in
// QuestionnaireCount.
type ScenarioCount struct {
	Ref      assessment.Ref
	Hash     string
	Rounds   int
	Options  int
	Moves    int
	Events   int
	Endings  int
	Plans    int
	Borrowed map[string]int
}

// ToolsCount describes the catalogue of tools. Borrowed counts the texts that
// are shown in English for want of their own, by language.
type ToolsCount struct {
	Hash     string
	Tools    int
	Borrowed map[string]int
}

// LanguageCount says how far a language is. Missing counts the texts of the
// program that are shown in English.
type LanguageCount struct {
	Language string
	Offered  bool
	Missing  int
}

// Describe counts files, questionnaires and scenarios by id and version, tools,
// and languages.
func (l *Library) Describe() Description {
	d := Description{Files: maps.Clone(l.files)}
	for _, ref := range slices.SortedFunc(maps.Keys(l.units), compareRefs) {
		u := l.units[ref]
		q := u.questionnaire
		count := QuestionnaireCount{
			Ref: ref, Hash: q.Hash, Dimensions: len(q.Dimensions), Items: len(q.Items),
			Pulse: len(q.Pulse), Forms: len(q.Forms), Checks: len(q.Checks), Borrowed: map[string]int{},
		}
		for lang, w := range u.words {
			count.Borrowed[lang] = len(w.Borrowed)
		}
		d.Questionnaires = append(d.Questionnaires, count)
	}
	for _, ref := range slices.SortedFunc(maps.Keys(l.scenarios), compareRefs) {
		d.Scenarios = append(d.Scenarios, l.scenarios[ref].count())
	}
	d.Tools = ToolsCount{Hash: l.tools.Hash, Tools: len(l.tools.Tools), Borrowed: map[string]int{}}
	for _, u := range l.sheets {
		for lang, w := range u.words {
			d.Tools.Borrowed[lang] += len(w.Borrowed)
		}
	}
	for _, lang := range l.catalogue.Languages() {
		d.Languages = append(d.Languages, LanguageCount{
			Language: lang, Offered: slices.Contains(l.languages, lang), Missing: len(l.catalogue.Missing(lang)),
		})
	}
	return d
}

func (u *scenarioUnit) count() ScenarioCount {
	sc := u.scenario
	count := ScenarioCount{
		Ref: sc.Ref, Hash: sc.Hash, Rounds: sc.Rounds, Moves: len(sc.Moves), Events: len(sc.Events),
		Endings: len(sc.Endings), Plans: len(u.plans), Borrowed: map[string]int{},
	}
	for _, e := range sc.Dilemmas {
		count.Options += len(e.Options)
	}
	for lang, w := range u.words {
		count.Borrowed[lang] = len(w.Borrowed)
	}
	return count
}

package content

import (
	"maps"
	"slices"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content/i18n"
)

// Library is all content that passed the check. It never changes and is safe
// for concurrent use; nobody may change what it hands out.
type Library struct {
	units          map[assessment.Ref]*unit
	latest         map[string]int // id -> highest version
	languages      []string
	catalogue      *i18n.Catalogue
	scenarios      map[assessment.Ref]*scenarioUnit
	latestScenario map[string]int // id -> highest version
	tools          *recommend.Catalogue
	sheets         map[string]*toolUnit
	toolNames      map[string]string // folded name or alias -> id
	dated          []dated
	files          map[string]int
}

// unit is one version of a questionnaire with its words by language.
type unit struct {
	questionnaire *assessment.Questionnaire
	words         map[string]*Words
}

func newLibrary(a *assembly) *Library {
	l := &Library{
		units: map[assessment.Ref]*unit{}, latest: map[string]int{},
		catalogue: a.catalogue, files: a.report.Files,
	}
	spoken := a.spoken()
	for _, p := range a.packs {
		u := &unit{questionnaire: p.structure.build(p.ref), words: map[string]*Words{}}
		for _, lang := range spoken {
			u.words[lang] = p.speak(lang)
		}
		l.units[p.ref] = u
		l.latest[p.ref.ID] = max(l.latest[p.ref.ID], p.ref.Version)
	}
	l.addScenarios(a.scenarios, spoken)
	l.addTools(a.tools, spoken)
	l.languages = l.offered(a)
	return l
}

// spoken returns the languages in which there are any words.
func (a *assembly) spoken() []string {
	out := a.catalogue.Languages()
	for _, p := range a.packs {
		out = slices.AppendSeq(out, maps.Keys(p.words))
	}
	for _, p := range a.scenarios {
		out = slices.AppendSeq(out, maps.Keys(p.words))
	}
	for _, p := range a.tools {
		out = slices.AppendSeq(out, maps.Keys(p.words))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// offered returns the languages whose locale is complete and in which the
// latest version of every questionnaire and scenario and every tool is complete.
func (l *Library) offered(a *assembly) []string {
	out := []string{}
	for _, lang := range a.catalogue.Languages() {
		complete := len(a.catalogue.Missing(lang)) == 0
		for _, p := range a.packs {
			complete = complete && (p.ref.Version != l.latest[p.ref.ID] || p.complete(lang))
		}
		for _, p := range a.scenarios {
			complete = complete && (p.ref.Version != l.latestScenario[p.ref.ID] || p.complete(lang))
		}
		for _, p := range a.tools {
			complete = complete && p.complete(lang)
		}
		if complete {
			out = append(out, lang)
		}
	}
	return out
}

// Questionnaire returns one version of a questionnaire.
func (l *Library) Questionnaire(ref assessment.Ref) (*assessment.Questionnaire, bool) {
	u, ok := l.units[ref]
	if !ok {
		return nil, false
	}
	return u.questionnaire, true
}

// Latest returns the highest version of a questionnaire.
func (l *Library) Latest(id string) (*assessment.Questionnaire, bool) {
	return l.Questionnaire(assessment.Ref{ID: id, Version: l.latest[id]})
}

// Words returns the texts of one version in a language. Texts that language
// lacks are in English and listed in Borrowed; a language that no content
// speaks gets the English words. It is false when there is no such version.
func (l *Library) Words(ref assessment.Ref, lang string) (*Words, bool) {
	u, ok := l.units[ref]
	if !ok {
		return nil, false
	}
	if w, ok := u.words[lang]; ok {
		return w, true
	}
	return u.words[fallback], true
}

// Languages returns the languages on offer, English first: those with every
// text of the program, of the latest version of every questionnaire and
// scenario, and of every tool.
func (l *Library) Languages() []string { return slices.Clone(l.languages) }

// Catalogue returns the texts of the program.
func (l *Library) Catalogue() *i18n.Catalogue { return l.catalogue }

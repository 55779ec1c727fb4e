package web

import "github.com/opmaat/opmaat/game"

// methodGame explains the game on the method page.
type methodGame struct {
	Sections   []section
	Principles []methodPrinciple
	Scenarios  []methodScenario
}

type methodPrinciple struct {
	Name, About string
	Sources     []string
}

// methodScenario names the ways to play that the computer plays for comparison.
type methodScenario struct {
	Title      string
	Strategies []string
	Ref, Hash  string
}

var gameSections = []sectionKeys{
	{"game-round", "method.game.round.title", "method.game.round.text"},
	{"game-indicators", "method.game.indicators.title", "method.game.indicators.text"},
	{"game-growth", "method.game.growth.title", "method.game.growth.text"},
	{"game-cap", "method.game.cap.title", "method.game.cap.text"},
	{"game-events", "method.game.events.title", "method.game.events.text"},
	{"game-results", "method.game.results.title", "method.game.results.text"},
	{"game-own-test", "method.game.test.title", "method.game.test.text"},
	{"game-nature", "method.game.nature.title", "method.game.nature.text"},
}

// principleSources are the papers behind each principle, P1 to P12.
var principleSources = map[string][]string{
	"needs": {"seed-002", "seed-004"}, "reuse": {"seed-002"}, "involve": {"seed-001", "seed-002"}, "secure": {"seed-001", "seed-002"},
	"test": {"seed-000"}, "manuals": {"seed-002"}, "alive": {"seed-000", "seed-002"}, "size": {"seed-004"},
	"private": {"seed-002", "seed-004"}, "groups": {"seed-000", "seed-001"}, "open": {"seed-003"}, "restraint": {"seed-002", "seed-004"},
}

func (s *Server) methodGame(ed *edition, lang string) (methodGame, error) {
	printer := ed.printers[lang]
	m := methodGame{Sections: s.sections(ed, lang, gameSections)}
	for _, id := range game.Principles {
		m.Principles = append(m.Principles, methodPrinciple{printer.T(principleTexts[id][0]), printer.T(principleTexts[id][1]), principleSources[id]})
	}
	for _, sc := range ed.library.Scenarios() {
		sp, err := ed.speaker(lang, sc)
		if err != nil {
			return m, err
		}
		v := methodScenario{Title: sp.w.Title, Ref: sc.Ref.String(), Hash: sc.Hash}
		for _, st := range sc.Strategies {
			v.Strategies = append(v.Strategies, sp.w.Strategies[st.ID])
		}
		m.Scenarios = append(m.Scenarios, v)
	}
	return m, nil
}

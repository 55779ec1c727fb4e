package web

import (
	"fmt"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
)

// gameWords are the texts of a scenario in one language.
type gameWords = content.ScenarioWords

// speaker finds the words of a scenario.
func (ed *edition) speaker(lang string, sc *game.Scenario) (speaker, error) {
	w, ok := ed.library.ScenarioWords(sc.Ref, lang)
	if !ok {
		return speaker{}, fmt.Errorf("no texts for scenario %s in %s", sc.Ref, lang)
	}
	return speaker{p: ed.printers[lang], sc: sc, w: w}, nil
}

// Scenario and LatestScenario find scenarios in whatever library is current.
func (l library) Scenario(ref assessment.Ref) (*game.Scenario, bool) {
	return l.current().Scenario(ref)
}

// LatestScenario is the newest version of a scenario.
func (l library) LatestScenario(id string) (*game.Scenario, bool) {
	return l.current().LatestScenario(id)
}

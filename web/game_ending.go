package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/game"
)

// endingPage is where the organisation arrived, as a story.
type endingPage struct {
	gamePage
	Ending, Name  string // id and title
	Tone, ToneFor string
	Story         string
	Carried, Cost string
	Why           string
	Turning       turningView
	Prompts       []string
	Bands         []bandView
	Groups        []groupView // those that came to another stage
	Tools         string      // address of the recommender with the needs of this game
	Take          takeView
}

// finished is an attempt that came to its ending.
func (s *Server) finished(c *gin.Context) (played, error) {
	x, err := s.played(c)
	if err == nil && !x.ended() {
		err = errNotEnded
	}
	return x, err
}

func (s *Server) getEnding(c *gin.Context) error {
	x, err := s.finished(c)
	if err != nil {
		return err
	}
	p, err := s.endingPage(c, &x)
	if err != nil {
		return err
	}
	s.charts.warm()
	s.render(c, x.ed, http.StatusOK, "game_ending", p)
	return nil
}

func (s *Server) endingPage(c *gin.Context, x *played) (endingPage, error) {
	last := x.play.Last()
	e := x.sc.Arrived(last)
	w := x.w.Endings[e.ID]
	p := endingPage{gamePage: s.gamePage(c, x, w.Title), Ending: e.ID, Name: w.Title, Tone: e.Tone, ToneFor: x.t(toneTexts[e.Tone]), Story: w.Story,
		Carried: w.Carried, Cost: w.Cost, Prompts: w.Prompts, Why: x.endingWhy(), Bands: x.bands(last, &x.play.Start),
		Groups: restaged(x.groups(last, &x.play.Start)), Tools: x.toolsAddress(s.keyHash(c) != ""), Take: x.take()}
	var err error
	p.Turning, err = x.turning()
	return p, err
}

// take are the links to the report of this attempt.
func (x *played) take() takeView { return x.ed.take(x.lang, x.address("report"), nil) }

// endingWhy says which conditions led to the ending.
func (x *played) endingWhy() string {
	checks := x.sc.EndingChecks(x.play.Last())
	clauses := x.clauses(slices.DeleteFunc(slices.Clone(checks), isLevel), 0)
	clauses = append(clauses, x.levelClauses(checks)...)
	if len(clauses) == 0 {
		return x.t("game.ending.default")
	}
	return x.t("game.ending.because", "clauses", x.p.List(clauses))
}

// isLevel says whether a check asks how high an indicator was.
func isLevel(c game.Check) bool { return c.Condition.Indicator != "" }

// levelClauses are the indicators that decided, those that were high enough and
// those that were not each in one clause.
func (sp *speaker) levelClauses(checks []game.Check) []string {
	var out []string
	for _, side := range []struct {
		enough bool
		key    string
	}{{true, "game.ending.enough"}, {false, "game.ending.short"}} {
		var names []string
		for _, c := range checks {
			if c.Decides && isLevel(c) && (c.Held == (c.Condition.AtLeast != nil)) == side.enough {
				names = append(names, sp.t(nounTexts[c.Condition.Indicator]))
			}
		}
		if len(names) > 0 {
			out = append(out, sp.t(side.key, "count", len(names), "names", sp.p.List(names)))
		}
	}
	return out
}

// toolsAddress is the form of the recommender with the needs of this game filled
// in, and with what the test of this browser knows when it holds one.
func (x *played) toolsAddress(test bool) string {
	var situation recommend.Situation
	for _, id := range x.solo.Needs {
		at := x.sc.NeedAt(id)
		if at < 0 {
			continue
		}
		addNeeds(&situation, x.sc.Needs[at])
	}
	address := "/tools?s=" + encodeSituation(situation, recommend.Now) + "&" + fromGame + "=1"
	if test {
		address += "&from=test"
	}
	return address
}

// addNeeds gives each tool need of a game need its weight, or keeps the heavier
// one that it has.
func addNeeds(s *recommend.Situation, need game.Need) {
	for i, id := range recommend.Needs {
		if w, ok := recommend.ParseWeight(need.Tools[id]); ok && w > s.Needs[i] {
			s.Needs[i] = w
		}
	}
}

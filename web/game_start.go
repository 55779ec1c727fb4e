package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// briefingPage is the page before the first round: the situation, two needs, a
// chair at the table, and how long to play.
type briefingPage struct {
	Page
	Problems   []problem
	Card       scenarioCard
	Situation  []string
	Groups     []groupView
	Pick       int
	Needs      []briefNeed
	Roles      []briefRole
	Short      bool
	FromTest   bool // a test result of this browser can be used
	UseTest    bool
	HasOther   bool   // this browser holds a game, which this one would take the place of
	Capability string // becomes the secret of this game: sent twice, it still begins one
	DraftDays  int
}

type briefNeed struct {
	ID, Name, Text string
	Selected       bool
}

type briefRole struct {
	ID, Name, Wants, Fears, Brief string
	Selected                      bool
}

// scenarioOf is the newest version of the scenario in the address.
func (s *Server) scenarioOf(c *gin.Context) (*game.Scenario, error) {
	sc, ok := s.mustCurrent().library.LatestScenario(c.Param("id"))
	if !ok {
		return nil, errPageNotFound()
	}
	return sc, nil
}

func (s *Server) getBriefing(c *gin.Context) error {
	sc, err := s.scenarioOf(c)
	if err != nil {
		return err
	}
	bands, err := s.testBands(c)
	if err != nil {
		return err
	}
	p, err := s.briefingPage(c, sc, url.Values{"rounds": {"full"}, "from": {c.Query("from")}}, bands != nil)
	if err != nil {
		return err
	}
	s.render(c, s.mustCurrent(), http.StatusOK, "game_start", p)
	return nil
}

func (s *Server) postBriefing(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "role", "rounds", "from", "capability")
	}
	if err != nil {
		return err
	}
	sc, err := s.scenarioOf(c)
	if err != nil {
		return err
	}
	bands, err := s.testBands(c)
	if err != nil {
		return err
	}
	in := game.BeginInput{Scenario: sc.Ref.ID, Short: form.Get("rounds") == "short", Role: form.Get("role"), Needs: form["need"]}
	if form.Get("from") == "test" {
		in.TestBands = bands
	}
	capability := form.Get("capability")
	if !assessment.ValidCapability(capability) {
		return errMalformed
	}
	problems, err := s.games.Begin(c, capability, in)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		s.setGameCapability(c, capability)
		return seeOther(c, "/game/continue")
	}
	return s.refuseBriefing(c, sc, form, bands != nil, problems)
}

// refuseBriefing shows the page again with everything that was chosen.
func (s *Server) refuseBriefing(c *gin.Context, sc *game.Scenario, form url.Values, test bool, problems []*errs.E) error {
	p, err := s.briefingPage(c, sc, form, test)
	if err != nil {
		return err
	}
	p.Problems, p.Error = s.problems(c, problems), true
	s.render(c, s.mustCurrent(), http.StatusUnprocessableEntity, "game_start", p)
	return nil
}

func (s *Server) briefingPage(c *gin.Context, sc *game.Scenario, typed url.Values, test bool) (briefingPage, error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	sp, err := ed.speaker(lang, sc)
	if err != nil {
		return briefingPage{}, err
	}
	card, err := ed.scenarioCard(lang, sc)
	if err != nil {
		return briefingPage{}, err
	}
	p := briefingPage{Page: s.page(c, ed, lang, sp.w.Title), Card: card, Situation: sp.w.Situation, Pick: sc.PickNeeds, Short: typed.Get("rounds") == "short",
		FromTest: test && len(sc.FromTest) > 0, UseTest: typed.Get("from") == "test", HasOther: s.gameCapability(c) != "", Capability: typed.Get("capability"), DraftDays: s.DraftDays}
	p.Nav, p.HasGame = "game", p.HasOther
	if !assessment.ValidCapability(p.Capability) {
		p.Capability = assessment.NewCapability()
	}
	start, _ := sc.Start(game.Setup{})
	p.Groups = sp.groups(&start, nil)
	for _, n := range sc.Needs {
		w := sp.w.Needs[n.ID]
		p.Needs = append(p.Needs, briefNeed{n.ID, w.Name, w.Text, slices.Contains(typed["need"], n.ID)})
	}
	for _, id := range sc.Roles {
		w := sp.w.Roles[id]
		p.Roles = append(p.Roles, briefRole{id, w.Name, w.Wants, w.Fears, w.Brief, typed.Get("role") == id})
	}
	return p, nil
}

// testBands are the bands (1-4) of the published dimensions of this browser's
// own test result; nil when there is none.
func (s *Server) testBands(c *gin.Context) (map[string]int, error) {
	key := s.keyHash(c)
	if key == "" {
		return nil, nil
	}
	t, sub, plan, err := s.Tests.Result(c, key)
	if errs.Is(err, errs.NotFound) || err == nil && sub.Seq == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	x, err := s.outcomeOf(s.languageOf(c), t, sub, plan)
	if err != nil || !x.form.DimensionScores {
		return nil, err
	}
	bands := make(map[string]int)
	for i := range x.analysis.Result.Dimensions {
		if d := &x.analysis.Result.Dimensions[i]; d.Published {
			bands[d.ID] = d.Band
		}
	}
	if len(bands) == 0 {
		return nil, nil
	}
	return bands, nil
}

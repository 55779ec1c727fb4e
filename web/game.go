package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// gamesPage lists the scenarios.
type gamesPage struct {
	Page
	Cards    []scenarioCard
	Resume   *gameResume
	FromTest bool // comes from a test result, whose weak points it may begin with
}

// scenarioCard is one scenario to choose.
type scenarioCard struct {
	ID, Title, Theme, Summary string
	Staff, Full, Short        int // people; minutes of both versions
	Rounds, ShortRounds       int
}

// gameResume says where the game of this browser stands.
type gameResume struct {
	Title    string
	N, Total int
	Ended    bool
}

// gamePage is what every page within a game has.
type gamePage struct {
	Page
	Scenario   string // id
	Title2     string // title of the scenario
	Replay     string // said on every page of a later attempt, or ""
	Short      bool
	Attempt    int
	Base       string // address of the attempt, without a slash at the end
	KeptUntil  string
	ScenarioID string // id@n
}

func (s *Server) getGames(c *gin.Context) error {
	p, err := s.gamesPage(c)
	if err != nil {
		return err
	}
	if p.Resume, err = s.gameResume(c); err != nil {
		return err
	}
	s.render(c, s.mustCurrent(), http.StatusOK, "game", p)
	return nil
}

func (s *Server) gamesPage(c *gin.Context) (gamesPage, error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := gamesPage{Page: s.page(c, ed, lang, ed.printers[lang].T("game.title"))}
	p.Nav, p.HasGame, p.FromTest = "game", s.gameCapability(c) != "", c.Query("from") == "test"
	for _, sc := range ed.library.Scenarios() {
		card, err := ed.scenarioCard(lang, sc)
		if err != nil {
			return p, err
		}
		p.Cards = append(p.Cards, card)
	}
	return p, nil
}

func (ed *edition) scenarioCard(lang string, sc *game.Scenario) (scenarioCard, error) {
	sp, err := ed.speaker(lang, sc)
	if err != nil {
		return scenarioCard{}, err
	}
	card := scenarioCard{ID: sc.Ref.ID, Title: sp.w.Title, Theme: sp.w.Theme, Summary: sp.w.Summary,
		Full: sc.Minutes.Full, Short: sc.Minutes.Short, Rounds: sc.Rounds, ShortRounds: len(sc.Short)}
	for _, segment := range sc.Segments {
		card.Staff += segment.Size
	}
	return card, nil
}

// gameResume says where the game of this browser stands; nil when there is none
// or it can no longer be played.
func (s *Server) gameResume(c *gin.Context) (*gameResume, error) {
	x, err := s.played(c)
	switch {
	case errs.Is(err, errs.NotFound), errs.Is(err, errs.Conflict):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &gameResume{Title: x.w.Title, N: min(len(x.turns)+1, len(x.schedule)), Total: len(x.schedule), Ended: x.ended()}, nil
}

// getGameContinue goes to where the game stands.
func (s *Server) getGameContinue(c *gin.Context) error {
	x, err := s.played(c)
	if err != nil {
		return err
	}
	return seeOther(c, x.next())
}

// gamePage begins a page of this attempt.
func (s *Server) gamePage(c *gin.Context, x *played, title string) gamePage {
	p := gamePage{Page: s.page(c, x.ed, x.lang, title), Scenario: x.sc.Ref.ID, Title2: x.w.Title, Short: x.solo.Setup.Short, Attempt: x.attempt.Number,
		Base: x.address("")[:len(x.address(""))-1], ScenarioID: x.solo.Ref.String(), KeptUntil: x.p.Date(x.solo.Updated.AddDate(0, 0, s.DraftDays))}
	p.Nav, p.HasGame = "game", true
	if x.attempt.From > 0 {
		p.Replay = x.t("game.replay", "attempt", x.attempt.Number, "round", x.place(x.attempt.Before)+1)
	}
	return p
}

package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// homePage has three doors and the workshop box.
type homePage struct {
	Page
	Resume    string // address of the running test, or ""
	Game      string // address of the running game, or ""
	Seat      string // where this browser's seat in a workshop is found, or ""
	Minutes   int    // of the standard form
	Questions int
}

func (s *Server) getHome(c *gin.Context) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := homePage{Page: s.page(c, ed, lang, ed.printers[lang].T("home.title"))}
	p.Nav, p.Seat = "home", s.wayBack(c)
	if q, ok := ed.library.Latest(Questionnaire); ok {
		if form, ok := q.Form(defaultForm); ok {
			p.Minutes, p.Questions = form.Minutes, len(form.Items)
		}
	}
	if p.HasTest {
		p.Resume = "/test/continue"
	}
	if s.gameCapability(c) != "" {
		p.Game = "/game/continue"
	}
	s.render(c, ed, http.StatusOK, "home", p)
	return nil
}

package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// gameLinkPage hands the game over to another device or another day.
type gameLinkPage struct {
	gamePage
	Link  string
	QR    string // address of the picture
	Local bool   // the address works on this computer only
}

// gameDeletePage explains what goes and has the one button.
type gameDeletePage struct {
	Page
	Gone bool
}

// getGameCapability takes the secret out of the address: into a cookie, and on
// to a clean address.
func (s *Server) getGameCapability(c *gin.Context) error {
	capability := c.Param("capability")
	if !assessment.ValidCapability(capability) {
		return errGameLink
	}
	_, err := s.Games.Solo(c, assessment.KeyHash(capability))
	if errs.Is(err, errs.NotFound) {
		return errGameLink
	}
	if err != nil {
		return err
	}
	s.setGameCapability(c, capability)
	return seeOther(c, "/game/continue")
}

func (s *Server) gameLinkOf(c *gin.Context) string {
	return s.origin(c.Request) + "/g/" + s.gameCapability(c)
}

func (s *Server) getGameLink(c *gin.Context) error {
	x, err := s.played(c)
	if err != nil {
		return err
	}
	p := gameLinkPage{gamePage: s.gamePage(c, &x, x.t("game.link.title")), Link: s.gameLinkOf(c), QR: "/game/link.svg", Local: s.BaseURL == nil && loopback(c.Request.Host)}
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, x.ed, http.StatusOK, "game_link", p)
	return nil
}

// getGameLinkQR draws the link as a QR code.
func (s *Server) getGameLinkQR(c *gin.Context) error {
	if s.gameCapability(c) == "" {
		return errNoGame
	}
	return sendQR(c, s.gameLinkOf(c))
}

func (s *Server) getGameDelete(c *gin.Context) error {
	return s.showGameDelete(c, s.gameCapability(c) == "")
}

func (s *Server) showGameDelete(c *gin.Context, gone bool) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := gameDeletePage{Page: s.page(c, ed, lang, ed.printers[lang].T("game.delete.title")), Gone: gone}
	p.Nav, p.HasGame = "game", !gone
	s.render(c, ed, http.StatusOK, "game_delete", p)
	return nil
}

// postGameDelete removes the game at once. What is gone stays gone.
func (s *Server) postGameDelete(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	if key := s.gameKey(c); key != "" {
		if err := s.Games.DeleteSolo(c, key); err != nil {
			return err
		}
	}
	s.setGameCapability(c, "")
	return seeOther(c, "/game/delete")
}

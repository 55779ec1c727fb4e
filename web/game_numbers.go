package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// numbersPage shows what was hidden in play: numbers, and how they came about.
type numbersPage struct {
	gamePage
	Outcome string
}

func (s *Server) getNumbers(c *gin.Context) error {
	x, err := s.finished(c)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_numbers", numbersPage{gamePage: s.gamePage(c, &x, x.t("game.numbers.title"))})
	return nil
}

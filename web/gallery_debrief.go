package web

import (
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// exhibitDebrief is how it went at a table of a session that is stored nowhere.
func (s *Server) exhibitDebrief(c *gin.Context) error {
	x, err := s.sampleStage(c, workshop.Analyse)
	if err != nil {
		return err
	}
	p, err := x.debriefPage(2)
	if err != nil {
		return err
	}
	s.renderDebrief(c, x.lang, p)
	return nil
}

package web

import (
	"net/http"

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

// exhibitRehearsal is a rehearsal, as one of those who take part sees it.
func (s *Server) exhibitRehearsal(c *gin.Context, member string) error {
	if member == screenMember {
		return s.exhibitScreen(c, workshop.Vote, func(st *workshop.State) { st.Rehearsal = "en" })
	}
	x, err := s.sampleStage(c, workshop.Vote)
	if err != nil {
		return err
	}
	x.st.Rehearsal = "en"
	if member == "" {
		p := x.phone(x.st.Seat(1), nil)
		s.renderPhone(c, http.StatusOK, x.lang, p)
		return nil
	}
	p := &consolePage{Links: "/host", Screen: "/dev/gallery/screen-rehearsal", Code: "1234 5678", JoinHost: s.joinHost(c.Request), Pledges: "/host"}
	if err := s.fillConsole(c, x, p, nil); err != nil {
		return err
	}
	s.renderConsole(c, http.StatusOK, x.lang, p)
	return nil
}

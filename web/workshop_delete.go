package web

import (
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// errStillOn refuses to delete a session that people may still be playing.
var errStillOn = errs.New(errs.Conflict, "workshop.error.stillOn")

// postDeleteSession removes a session that is over with all that was sent there,
// at once: whoever still has a page of it is told so. What is gone stays gone.
func (s *Server) postDeleteSession(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	over := false
	err = h.room.Read(c, func(st *workshop.State) error { over = st.Phase == workshop.Closed; return nil })
	if err == nil && !over {
		return s.showConsole(c, h, statusOf(errStillOn), errStillOn)
	}
	if err == nil {
		err = s.Workshops.DeleteSession(c, h.session.ID)
	}
	if err != nil {
		return err
	}
	s.forgetSession(h.session.ID)
	return seeOther(c, consoleAddress(h.session.ID))
}

// forgetSession drops what this process has in memory of a session that is gone.
func (s *Server) forgetSession(id string) {
	s.rooms.Forget(id)
	s.moulds.drop(id)
	s.hub.End(id)
}

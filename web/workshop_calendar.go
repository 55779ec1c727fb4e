package web

import (
	"net/http"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// getSeatCalendar is the promise of this seat as an all-day event on its date.
func (s *Server) getSeatCalendar(c *gin.Context) error {
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	var promise *promiseView
	summary, story := "", ""
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil {
			return errNoSeat
		}
		x, err := s.stage(s.languageOf(c), room.Session(), st)
		if err != nil {
			return err
		}
		promise, summary, story = x.promise(seat), seat.Pledge.What, x.w.Title
		return nil
	})
	if err != nil {
		return s.offerSeat(c, err)
	}
	if promise == nil || promise.By == "" {
		return errNoPledge
	}
	by, err := time.Parse(time.DateOnly, promise.By)
	if err != nil {
		return errNoPledge
	}
	cal := ics.NewCalendarFor("Opmaat")
	cal.SetMethod(ics.MethodPublish)
	e := cal.AddEvent(room.ID + "-" + strconv.Itoa(promise.Seat) + "@opmaat")
	e.SetDtStampTime(s.Now())
	e.SetAllDayStartAt(by)
	e.SetAllDayEndAt(by.AddDate(0, 0, 1))
	e.SetSummary(summary)
	e.SetDescription(promise.Text + "\n" + story)
	download(c, "opmaat-pledge.ics")
	c.Data(http.StatusOK, "text/calendar; charset=utf-8", []byte(cal.Serialize(ics.WithNewLineWindows)))
	return nil
}

package web

import (
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// addPromise adds a promise on its date; without a date it is in no calendar.
func addPromise(cal *ics.Calendar, id string, seat int, now time.Time, p game.Pledge, text string) bool {
	by, err := time.Parse(time.DateOnly, p.By)
	if err != nil {
		return false
	}
	addDay(cal, id+"-"+strconv.Itoa(seat), now, by, p.What, text)
	return true
}

// getSeatCalendar is the promise of this seat as an all-day event on its date.
func (s *Server) getSeatCalendar(c *gin.Context) error {
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	cal, dated := newCalendar(), false
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil {
			return errNoSeat
		}
		x, err := s.stage(s.languageOf(c), room.Session(), st)
		if err == nil {
			dated = addPromise(cal, room.ID, seat.Number, s.Now(), seat.Pledge, x.pledgeText(seat.Pledge)+"\n"+x.w.Title)
		}
		return err
	})
	if err != nil {
		return s.offerSeat(c, err)
	}
	if !dated {
		return errNoPledge
	}
	sendCalendar(c, cal, "opmaat-pledge.ics")
	return nil
}

// calendar is the whole register: a day for each promise with a date, and one
// for each check with the link to it.
func (x *register) calendar(link string, now time.Time) *ics.Calendar {
	cal := newCalendar()
	cal.SetName(x.t("workshop.pledges.calendar", "title", x.story))
	for _, p := range x.Promises {
		addPromise(cal, x.ID, p.Seat, now, p.Pledge, x.pledgeText(p.Pledge)+"\n"+x.story)
	}
	for _, check := range workshop.Checks {
		e := addDay(cal, x.ID+"-check-"+strconv.Itoa(int(check)), now, x.Day(check), x.t("workshop.promises.event", "days", int(check), "title", x.story),
			x.t("workshop.promises.event.text", "count", len(x.Promises))+"\n"+link)
		e.SetURL(link)
	}
	return cal
}

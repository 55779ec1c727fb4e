package web

import (
	"net/http"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
)

// newCalendar begins a calendar that people add to their own.
func newCalendar() *ics.Calendar {
	cal := ics.NewCalendarFor("Opmaat")
	cal.SetMethod(ics.MethodPublish)
	return cal
}

// addDay adds an event of a whole day. The same id again replaces the event in
// the calendar of who imports it.
func addDay(cal *ics.Calendar, id string, now, day time.Time, summary, text string) *ics.VEvent {
	e := cal.AddEvent(id + "@opmaat")
	e.SetDtStampTime(now)
	e.SetAllDayStartAt(day)
	e.SetAllDayEndAt(day.AddDate(0, 0, 1))
	e.SetSummary(summary)
	e.SetDescription(text)
	return e
}

// sendCalendar sends a calendar as a file to import.
func sendCalendar(c *gin.Context, cal *ics.Calendar, name string) {
	download(c, name)
	c.Data(http.StatusOK, "text/calendar; charset=utf-8", []byte(cal.Serialize(ics.WithNewLineWindows)))
}

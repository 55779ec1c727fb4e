package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

// submitted is the outcome of a test that was sent at least once.
func (s *Server) submitted(c *gin.Context) (outcome, error) {
	x, err := s.outcome(c)
	if err == nil && x.submission.Seq == 0 {
		err = errNotSubmitted
	}
	return x, err
}

// dueDates are the due dates of the actions by item: chosen, or the weeks of the
// step counted from the submission or from the last open step that comes first.
func (x *outcome) dueDates() map[int]time.Time {
	due := make(map[int]time.Time, len(x.analysis.Actions))
	for _, a := range x.analysis.Actions { // prerequisites stand first
		start := x.submission.At
		for _, first := range a.WaitsFor {
			if d, ok := due[first]; ok && d.After(start) && x.stillToDo(first) {
				start = d
			}
		}
		due[a.Item] = start.AddDate(0, 0, 7*x.q.Items[a.Item].Weeks[a.From])
		if chosen, err := time.Parse(time.DateOnly, x.plan[x.q.Items[a.Item].ID].Due); err == nil {
			due[a.Item] = chosen
		}
	}
	return due
}

// open reports whether an action still has to be done.
func (x *outcome) open(a assessment.Action) bool { return x.stillToDo(a.Item) }

func (x *outcome) stillToDo(item int) bool {
	status := x.plan[x.q.Items[item].ID].Status
	return status != assessment.ActionDone && status != assessment.ActionDropped
}

// getPlanCalendar is the plan as a calendar: an all-day event on each due date.
func (s *Server) getPlanCalendar(c *gin.Context) error {
	x, err := s.submitted(c)
	if err != nil {
		return err
	}
	cal := ics.NewCalendarFor("Opmaat")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(x.ed.printers[x.lang].T("plan.calendar"))
	for i, a := range x.analysis.Actions {
		if x.open(a) {
			x.addEvent(cal, a, x.actionView(i+1, a), s.Now())
		}
	}
	download(c, "opmaat-plan.ics")
	c.Data(http.StatusOK, "text/calendar; charset=utf-8", []byte(cal.Serialize(ics.WithNewLineWindows)))
	return nil
}

func (x *outcome) addEvent(cal *ics.Calendar, a assessment.Action, v actionView, now time.Time) {
	due := x.due[a.Item]
	e := cal.AddEvent(x.test.ID + "-" + v.Item + "@opmaat")
	e.SetDtStampTime(now)
	e.SetAllDayStartAt(due)
	e.SetAllDayEndAt(due.AddDate(0, 0, 1))
	e.SetSummary(v.Topic + ": " + v.Do)
	who := v.Who
	if v.Owner != "" {
		who = v.Owner
	}
	e.SetDescription(x.ed.printers[x.lang].T("plan.event", "dimension", v.Dimension, "who", who, "now", v.Now, "target", v.Target))
}

// getPlanCSV is the plan as a table for a spreadsheet. In Dutch the separator is
// a semicolon, as Dutch Excel expects; both begin with a byte order mark.
func (s *Server) getPlanCSV(c *gin.Context) error {
	x, err := s.submitted(c)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	buf.WriteString("\ufeff")
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	if x.lang == "nl" {
		w.Comma = ';'
	}
	_ = w.Write(x.planHead()) // a bytes.Buffer does not fail
	for i, a := range x.analysis.Actions {
		v := x.actionView(i+1, a)
		row := []string{fmt.Sprint(v.N), v.Dimension, v.Topic, v.Now, v.Target, v.Do, v.Who, v.Owner, x.due[a.Item].Format(time.DateOnly), v.Status, v.Priority, strings.Join(x.waitsFor(a), ", ")}
		for n := range row {
			row[n] = plainCell(row[n])
		}
		_ = w.Write(row)
	}
	w.Flush()
	download(c, "opmaat-plan.csv")
	c.Data(http.StatusOK, "text/csv; charset=utf-8", buf.Bytes())
	return nil
}

func (x *outcome) planHead() []string {
	p := x.ed.printers[x.lang]
	return []string{p.T("plan.col.order"), p.T("plan.col.dimension"), p.T("plan.col.topic"), p.T("plan.col.now"), p.T("plan.col.target"), p.T("plan.col.do"),
		p.T("plan.col.who"), p.T("plan.col.owner"), p.T("plan.col.due"), p.T("plan.col.status"), p.T("plan.col.priority"), p.T("plan.col.after")}
}

// plainCell keeps a spreadsheet from reading text as a formula (OWASP ASVS 1.2.10).
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
		return "'" + s
	}
	return s
}

func download(c *gin.Context, name string) {
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
}

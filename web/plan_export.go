package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
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
	cal := newCalendar()
	cal.SetName(x.ed.printers[x.lang].T("plan.calendar"))
	for i, a := range x.analysis.Actions {
		if x.open(a) {
			x.addEvent(cal, a, x.actionView(i+1, a), s.Now())
		}
	}
	sendCalendar(c, cal, "opmaat-plan.ics")
	return nil
}

func (x *outcome) addEvent(cal *ics.Calendar, a assessment.Action, v actionView, now time.Time) {
	who := v.Who
	if v.Owner != "" {
		who = v.Owner
	}
	addDay(cal, x.test.ID+"-"+v.Item, now, x.due[a.Item], v.Topic+": "+v.Do,
		x.ed.printers[x.lang].T("plan.event", "dimension", v.Dimension, "who", who, "now", v.Now, "target", v.Target))
}

// getPlanCSV is the plan as a table for a spreadsheet.
func (s *Server) getPlanCSV(c *gin.Context) error {
	x, err := s.submitted(c)
	if err != nil {
		return err
	}
	rows := [][]string{x.planHead()}
	for i, a := range x.analysis.Actions {
		v := x.actionView(i+1, a)
		rows = append(rows, []string{fmt.Sprint(v.N), v.Dimension, v.Topic, v.Now, v.Target, v.Do, v.Who, v.Owner, x.due[a.Item].Format(time.DateOnly), v.Status, v.Priority, strings.Join(x.waitsFor(a), ", ")})
	}
	return sendTable(c, x.lang, "opmaat-plan.csv", rows)
}

func (x *outcome) planHead() []string {
	p := x.ed.printers[x.lang]
	return []string{p.T("plan.col.order"), p.T("plan.col.dimension"), p.T("plan.col.topic"), p.T("plan.col.now"), p.T("plan.col.target"), p.T("plan.col.do"),
		p.T("plan.col.who"), p.T("plan.col.owner"), p.T("plan.col.due"), p.T("plan.col.status"), p.T("plan.col.priority"), p.T("plan.col.after")}
}

// sendTable sends rows as a table for a spreadsheet, the head first.
func sendTable(c *gin.Context, lang, name string, rows [][]string) error {
	data, err := report.CSV(lang, rows)
	if err != nil {
		return err
	}
	download(c, name)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", data)
	return nil
}

func download(c *gin.Context, name string) {
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
}

package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// promisesPage looks back at the promises of a session at one of the checks.
type promisesPage struct {
	Page
	Problems []problem
	Live     string // address of this page
	Story    string
	Check    int
	Tabs     []checkTab
	Date     string
	Left     int // days until the check
	Until    string
	Of       int
	Tally    []tallyView
	Sentence string
	Todo     []string
	Rows     []checkRow
	Link     string
	QR       qrView
}

// checkTab leads to a check.
type checkTab struct {
	Days    int
	Href    string
	Current bool
}

// tallyView counts the promises of which the same was said.
type tallyView struct {
	ID, Name string
	Count    int
}

// checkRow is a promise at a check.
type checkRow struct {
	Seat   int
	Text   string
	Table  string
	Hows   []howView
	Said   string // how it went in words, "" when nobody said
	SaidID string
	Line   string
	Before string // what was said at the check before
	Wrong  bool   // the form of this promise was refused
}

type howView struct {
	ID, Name string
	Selected bool
}

// howNames name what can be said of a promise.
var howNames = map[workshop.How]string{
	workshop.PromiseKept: "workshop.how.kept", workshop.PromisePart: "workshop.how.partly", workshop.PromiseLate: "workshop.how.not_yet",
}

func (s *Server) getPromises(c *gin.Context) error {
	x, secret, err := s.openRegister(c)
	if err != nil {
		return err
	}
	return s.showPromises(c, http.StatusOK, x, x.check(c.Query("check"), s.Now()), s.origin(c.Request)+"/p/"+secret, nil, nil)
}

// check is the one that the address names, or the nearest.
func (x *register) check(days string, now time.Time) workshop.Check {
	n, _ := strconv.Atoi(days) // 0 is no check
	if slices.Contains(workshop.Checks, workshop.Check(n)) {
		return workshop.Check(n)
	}
	return x.Current(now)
}

// showPromises shows the promises at a check, with what was refused and typed.
func (s *Server) showPromises(c *gin.Context, status int, x *register, check workshop.Check, link string, typed url.Values, problems []*errs.E) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := promisesPage{Page: s.page(c, ed, lang, x.t("workshop.promises.title", "days", int(check))), Problems: s.problems(c, problems), Live: registerAddress(x.ID), Link: link}
	p.Nav, p.Error = "game", len(problems) > 0
	x.fill(&p, check, s.Now(), typed)
	p.Languages = languageLinks(ed, lang, p.Live+"?check="+strconv.Itoa(int(check)))
	var err error
	if p.QR, err = s.codes.draw(link); err != nil {
		return err
	}
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, ed, status, "promises", p)
	return nil
}

// fill puts the promises and what was said of them on the page.
func (x *register) fill(p *promisesPage, check workshop.Check, now time.Time, typed url.Values) {
	p.Story, p.Check, p.Of = x.story, int(check), len(x.Promises)
	p.Date, p.Left, p.Until = x.p.Date(x.Day(check)), x.Left(check, now), x.p.Date(x.end())
	for _, each := range workshop.Checks {
		p.Tabs = append(p.Tabs, checkTab{int(each), p.Live + "?check=" + strconv.Itoa(int(each)), each == check})
	}
	count := map[workshop.How]int{}
	for i := range x.Promises {
		promise := &x.Promises[i]
		if m := promise.Mark(check); m != nil {
			count[m.How]++
		}
		p.Rows = append(p.Rows, x.row(promise, check, typed))
	}
	for _, how := range workshop.Hows {
		p.Tally = append(p.Tally, tallyView{string(how), x.t(howNames[how]), count[how]})
	}
	p.Sentence, p.Todo = x.outlook(check, count[workshop.PromiseKept], count[workshop.PromisePart], count[workshop.PromiseLate])
}

func (x *register) row(promise *workshop.Promise, check workshop.Check, typed url.Values) checkRow {
	row := checkRow{Seat: promise.Seat, Text: x.pledgeText(promise.Pledge), Table: x.table(promise.Table), Wrong: typed.Get("seat") == strconv.Itoa(promise.Seat)}
	chosen := workshop.How("")
	if m := promise.Mark(check); m != nil {
		chosen, row.Line, row.Said, row.SaidID = m.How, m.Line, x.t(howNames[m.How]), string(m.How)
	}
	if row.Wrong {
		chosen, row.Line = workshop.How(typed.Get("how")), typed.Get("line")
	}
	if m := promise.Mark(workshop.Check30); m != nil && check == workshop.Check90 {
		row.Before = x.said(m)
	}
	for _, how := range workshop.Hows {
		row.Hows = append(row.Hows, howView{string(how), x.t(howNames[how]), how == chosen})
	}
	return row
}

// said is a mark as text.
func (x *register) said(m *workshop.Mark) string {
	if m == nil {
		return ""
	}
	text := x.t(howNames[m.How])
	if m.Line != "" {
		text += ": " + m.Line
	}
	return text
}

// outlook is a sentence about how it went, and what to do next. Somebody has to
// begin; what was kept may grow; what was not kept was perhaps too large.
func (x *register) outlook(check workshop.Check, kept, part, late int) (sentence string, todo []string) {
	of, said := len(x.Promises), kept+part+late
	sentence = x.t("workshop.promises.sentence", "kept", kept, "partly", part, "count", of)
	say := func(keys ...string) {
		for _, key := range keys {
			todo = append(todo, x.t(key))
		}
	}
	if said == 0 {
		say("workshop.promises.todo.begin", "workshop.promises.todo.calendar")
		return x.t("workshop.promises.none"), todo
	}
	if kept == of {
		sentence = x.t("workshop.promises.all")
	}
	if said < of {
		say("workshop.promises.todo.rest")
	}
	if late > 0 {
		say("workshop.promises.todo.smaller")
	}
	if 2*kept >= said {
		say("workshop.promises.todo.tell")
	}
	if part > 0 {
		say("workshop.promises.todo.finish")
	}
	if check == workshop.Check90 {
		say("workshop.promises.todo.test")
	} else {
		say("workshop.promises.todo.again")
	}
	return sentence, todo
}

// postPromises says of one promise how it went.
func (s *Server) postPromises(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "seat", "check", "how", "line")
	}
	if err != nil {
		return err
	}
	x, secret, err := s.openRegister(c)
	if err != nil {
		return err
	}
	check := x.check(form.Get("check"), s.Now())
	err = s.rooms.MarkPromise(c, x.ID, number1(form.Get("seat")), workshop.Mark{Check: check, How: workshop.How(form.Get("how")), Line: form.Get("line")})
	if e, ok := err.(*errs.E); ok && e.Kind == errs.Invalid {
		e.Field += "-" + strconv.Itoa(number1(form.Get("seat")))
		return s.showPromises(c, statusOf(e), x, check, s.origin(c.Request)+"/p/"+secret, form, []*errs.E{e})
	}
	if err != nil {
		return err
	}
	return seeOther(c, x.page(check)+"#promise-"+strconv.Itoa(number1(form.Get("seat"))))
}

// page is the address of a check of this register.
func (x *register) page(check workshop.Check) string {
	return registerAddress(x.ID) + "?check=" + strconv.Itoa(int(check))
}

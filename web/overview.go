package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

// overviewPage lists the dimensions with their questions; any order is fine.
type overviewPage struct {
	Page
	Groups       []questionGroup
	Count, Total int
	Next         string // where to go on, or "" when all is answered
	Test         testFacts
	Organisation string
}

// questionGroup is one dimension with its questions of the form.
type questionGroup struct {
	Name, About  string
	Rows         []questionRow
	Count, Total int
	First        string // first unanswered question, else the first one
	Scorable     bool   // enough answers for a score
}

// questionRow is one question with the answer given.
type questionRow struct {
	N                       int
	Topic, Question, Href   string
	Answered                bool
	Answer, Reason, Comment string
}

// testFacts is what pages around a test repeat.
type testFacts struct {
	Form      string
	State     assessment.TestState
	KeptUntil string
	Ref       string
}

// loaded is what the pages around a test need.
type loaded struct {
	sitting
	ed    *edition
	lang  string
	words *content.Words
}

// load finds the test of this browser with all entries.
func (s *Server) load(c *gin.Context) (loaded, error) {
	key := s.keyHash(c)
	if key == "" {
		return loaded{}, errNoTest
	}
	t, entries, err := s.Tests.Entries(c, key)
	if err != nil {
		return loaded{}, err
	}
	return s.loadedFrom(s.languageOf(c), t, entries)
}

func (s *Server) loadedFrom(lang string, t assessment.Test, entries map[string]assessment.Entry) (loaded, error) {
	x := loaded{ed: s.mustCurrent(), lang: lang}
	var err error
	if x.sitting, err = s.sitting(t, entries); err != nil {
		return x, err
	}
	x.words, _ = x.ed.library.Words(t.Ref, lang)
	return x, nil
}

func (s *Server) facts(x loaded) testFacts {
	p := x.ed.printers[x.lang]
	until := x.test.Updated.AddDate(0, s.ResultMonths, 0)
	if x.test.State == assessment.Draft {
		until = x.test.Updated.AddDate(0, 0, s.DraftDays)
	}
	return testFacts{Form: p.T(formTexts[x.form.ID][0]), State: x.test.State, KeptUntil: p.Date(until), Ref: x.test.Ref.String()}
}

// groups lists the questions of the form by dimension. suffix is put behind each address.
func (x *loaded) groups(suffix string) []questionGroup {
	out := make([]questionGroup, len(x.q.Dimensions))
	for d := range out {
		w := x.words.Dimensions[x.q.Dimensions[d].ID]
		out[d].Name, out[d].About = w.Name, w.About
	}
	for place, i := range x.form.Items {
		g := &out[x.q.Items[i].Dimension]
		row := x.row(place, i, suffix)
		g.Total++
		if row.Answered {
			g.Count++
		}
		if g.First == "" && !row.Answered {
			g.First = row.Href
		}
		g.Rows = append(g.Rows, row)
	}
	for d := range out {
		if out[d].First == "" && len(out[d].Rows) > 0 {
			out[d].First = out[d].Rows[0].Href
		}
	}
	return out
}

func (x *loaded) row(place, i int, suffix string) questionRow {
	id := x.q.Items[i].ID
	e, w := x.entries[id], x.words.Items[id]
	return questionRow{N: place + 1, Topic: w.Topic, Question: w.Question, Href: questionAddress(id) + suffix, Answered: e.State != assessment.Blank,
		Answer: x.answerText(e, w), Reason: e.Reason, Comment: e.Comment}
}

func (x *loaded) answerText(e assessment.Entry, w content.ItemWords) string {
	p := x.ed.printers[x.lang]
	switch e.State {
	case assessment.Scored:
		return w.Options[e.Value]
	case assessment.DontKnow:
		return p.T("answer.dont_know")
	case assessment.NotApplicable:
		return p.T("answer.not_applicable")
	default:
		return p.T("answer.blank")
	}
}

func (s *Server) overviewOf(c *gin.Context, x loaded, title, suffix string) overviewPage {
	p := overviewPage{Page: s.page(c, x.ed, x.lang, title), Groups: x.groups(suffix), Count: x.count(), Total: len(x.form.Items), Test: s.facts(x), Organisation: x.test.Profile.Name}
	p.Nav, p.HasTest = "test", true
	if place := x.next(); place >= 0 && x.test.State != assessment.Closed {
		p.Next = x.address(place)
	}
	return p
}

func (s *Server) getOverview(c *gin.Context) error {
	x, err := s.load(c)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "overview", s.overviewOf(c, x, x.ed.printers[x.lang].T("overview.title"), ""))
	return nil
}

// getContinue goes to where the person left off.
func (s *Server) getContinue(c *gin.Context) error {
	x, err := s.load(c)
	if err != nil {
		return err
	}
	place := x.next()
	switch {
	case x.test.State != assessment.Draft:
		return seeOther(c, "/test/result")
	case place < 0:
		return seeOther(c, "/test/check")
	default:
		return seeOther(c, x.address(place))
	}
}

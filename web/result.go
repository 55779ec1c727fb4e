package web

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

// getResult shows the latest submission. The finished page is kept by revision,
// because many readers open one result and nothing in it changes between.
func (s *Server) getResult(c *gin.Context) error {
	key := s.keyHash(c)
	if key == "" {
		return errNoTest
	}
	lang, ed := s.languageOf(c), s.mustCurrent()
	t, err := s.Tests.Test(c, key)
	if err != nil {
		return err
	}
	s.charts.warm()
	g, err := s.linkedGame(c)
	if err != nil {
		return err
	}
	id := resultKey{test: t.ID, revision: t.Revision, lang: lang, edition: ed}
	if g != nil {
		id.test += " " + g.w.Title // the page of somebody with a game has one more link
	}
	if body, ok := s.results.get(id); ok {
		send(c, http.StatusOK, body)
		return nil
	}
	x, err := s.outcome(c)
	if err != nil {
		return err
	}
	if x.submission.Seq == 0 {
		return seeOther(c, "/test/check")
	}
	body, err := s.resultBody(c, x, g)
	if err != nil {
		return err
	}
	if x.test.Revision == t.Revision {
		s.results.put(id, body)
	}
	send(c, http.StatusOK, body)
	return nil
}

// resultBody makes the page. It is not squeezed: comments keep their lines.
func (s *Server) resultBody(c *gin.Context, x outcome, g *played) ([]byte, error) {
	page, err := s.resultPage(c, x)
	if err != nil {
		return nil, err
	}
	if g != nil {
		page.Take.Story, page.Take.With = g.w.Title, x.ed.take(x.lang, "/test/report", url.Values{"game": {"1"}}).Quick
	}
	buf := bytes.NewBuffer(make([]byte, 0, resultSize))
	err = x.ed.execute(buf, x.lang, "result", page)
	return buf.Bytes(), err
}

// resultSize is room for a result page of the full test.
const resultSize = 80 << 10

// resultPage is the whole result in words.
type resultPage struct {
	Page
	Organisation, Country string
	Staff                 int
	Submitted, Today      string
	Test                  testFacts
	Form                  string
	Changed               bool // answers changed since they were sent
	Quick                 bool // no scores a dimension
	Overall               overallView
	Dimensions            []dimensionSection
	Strongest, Weakest    []nameScore
	Alike                 string // said when there is neither strong nor weak
	Indices               []indexView
	Unknown               []unknownView
	NotApplicable         []questionRow
	Scores, Radar, Gaps   *figureView
	First, Actions, Later []actionView
	Settled               []actionView
	Findings              []findingView
	Worked                *workedView
	Levels                []levelRow
	Scored, Applicable    int // questions with a score, of those that apply
	Ref                   string
	Take                  takeView
}

// overallView is the headline.
type overallView struct {
	Published         bool
	Level             int
	Name, Line, Text  string
	Sentence          string
	RangeSentence     string // the honest range, or "" when the level is sure
	Range             string // "2-3" or "3"
	HeldBy            []string
	AverageBand       int
	Score, Low, High  string
	Balance, Minimum  string
	SensLow, SensHigh string
	Coverage          string
	Provisional       bool
	Steps             []bool // four marks, filled up to the level
}

type nameScore struct {
	ID, Name, Score string
}

type indexView struct {
	Name, About, Score string
	Published          bool
}

// unknownView is a question without a known answer and who may know.
type unknownView struct {
	Topic, Href string
	Who         string
}

// dimensionSection is one dimension with its questions.
type dimensionSection struct {
	Head dimensionView
	Rows []questionRow
}

// dimensionView is one dimension of the result.
type dimensionView struct {
	ID, Name, About     string
	Published           bool
	OutOfScope          bool
	Score, Low, High    string
	BandName, BandText  string
	Band                int
	BandRange           string
	Answered, Total     int
	DontKnow, NA, Blank int
	Applies             int // questions that apply
	Holds               bool
	Quick               bool // the form gives no scores a dimension
}

type findingView struct {
	Severity, SeverityName, Text, Advice string
}

// actionView is one line of the plan.
type actionView struct {
	N                      int
	Item, Topic, Dimension string
	Now, Target            string
	Do, Who, Time          string
	Priority               string
	Owner, Due, Status     string
	StatusCode             string
	After                  string // topics that come first, in one phrase
	Early                  bool   // the target is only the first stage
	Lifts                  bool
	Reason                 string
	Chosen                 bool
}

// workedView is the calculation of one dimension of this very result.
type workedView struct {
	Dimension    string
	Values       string
	Sum, N, Max  int
	Score        string
	Weakest      string
	WeakestScore string
	WeakestBand  int
	Limit        int
	Average      string
	AverageBand  int
	Level        int
	Priority     *workedPriority
}

type workedPriority struct {
	Topic               string
	Gap, Impact, Effort int
	Lifts               bool
	Priority            string
}

// severityTexts names the severities; literal keys, so that tests can find them.
var severityTexts = map[assessment.Severity]string{
	assessment.Contradiction: "severity.contradiction", assessment.Unlikely: "severity.unlikely", assessment.Note: "severity.note",
}

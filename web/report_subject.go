package web

import (
	"errors"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// subject is what a browser may have a report of.
type subject struct {
	ed            *edition
	lang          string
	title         string // key of the title of the page
	back, backFor string // address, and key of its name
	nav           string
	base          string     // address of the page; a format is added to it
	query         url.Values // what is in the report
	organisation  string
	file          string // begins the name of the file, or ""
	both          string // address of the report of the test with this game
	story         string // of the game that may be in the report of the test
	game          bool   // that game is asked for
	// write puts it into words.
	write func(look ReportLook, game bool) (*paper, error)
}

// subjectOf finds what the address is about. Without the right to it there is
// nothing to find.
type subjectOf func(*gin.Context) (*subject, error)

// testSubject is the test of this browser, with the situation of the address and
// with the game that began from a test, if this browser holds one.
func (s *Server) testSubject(c *gin.Context) (*subject, error) {
	x, err := s.submitted(c)
	if err != nil {
		return nil, err
	}
	a, err := s.adviceOf(c, &x)
	if err != nil {
		return nil, err
	}
	g, err := s.linkedGame(c)
	if err != nil {
		return nil, err
	}
	return s.subjectOfTest(&x, a, g, c.Query("s"), g != nil && c.Query("game") == "1"), nil
}

func (s *Server) subjectOfTest(x *outcome, a *advice, g *played, situation string, withGame bool) *subject {
	sub := &subject{ed: x.ed, lang: x.lang, title: "report.download.title", back: "/test/result", backFor: "report.download.back", nav: "test", base: "/test/report",
		query: url.Values{}, organisation: x.test.Profile.Name, game: withGame}
	if situation != "" {
		sub.query.Set("s", situation)
	}
	if withGame {
		sub.query.Set("game", "1")
	}
	if g != nil {
		sub.story = g.w.Title
	}
	sub.write = func(look ReportLook, game bool) (*paper, error) {
		m := matter{x: x, a: a}
		if game {
			m.g = g
		}
		return newReport(m, look)
	}
	return sub
}

// adviceOf is the answer to the situation in the address, or nil without one.
func (s *Server) adviceOf(c *gin.Context, x *outcome) (*advice, error) {
	code := c.Query("s")
	if code == "" {
		return nil, nil
	}
	a, _, err := s.advice(c, code)
	if err != nil {
		return nil, err
	}
	a.ed, a.lang = x.ed, x.lang
	return &a, nil
}

// linkedGame is the game of this browser that began from a test: its newest
// attempt that came to an ending. Nil when there is none.
func (s *Server) linkedGame(c *gin.Context) (*played, error) {
	key := s.gameKey(c)
	if key == "" {
		return nil, nil
	}
	solo, sc, err := s.games.Open(c, key)
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Conflict) || err == nil && len(solo.Setup.TestBands) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for number := solo.Newest(); number > 0; number-- {
		x, err := s.playedFrom(s.languageOf(c), solo, sc, number)
		if err != nil {
			return nil, err
		}
		if x.ended() {
			return &x, nil
		}
	}
	return nil, nil
}

// gameSubject is the attempt of the address, which must have come to its ending;
// when it began from a test that this browser holds, it is of that organisation.
func (s *Server) gameSubject(c *gin.Context) (*subject, error) {
	x, err := s.finished(c)
	if err != nil {
		return nil, err
	}
	sub := s.subjectOfGame(&x)
	if len(x.solo.Setup.TestBands) == 0 {
		return sub, nil
	}
	test, err := s.submitted(c)
	if errs.Is(err, errs.NotFound) || errors.Is(err, errNotSubmitted) {
		return sub, nil
	}
	sub.organisation, sub.both = test.test.Profile.Name, "/test/report?game=1"
	return sub, err
}

func (s *Server) subjectOfGame(x *played) *subject {
	return &subject{ed: x.ed, lang: x.lang, title: "report.game.page", back: x.address("ending"), backFor: "report.game.back", nav: "game", base: x.address("report"),
		query: url.Values{}, file: x.sc.Ref.ID, write: func(look ReportLook, _ bool) (*paper, error) { return newReport(matter{g: x}, look) }}
}

// errEarlyReport is about a workshop whose numbers are not known yet.
var errEarlyReport = errs.New(errs.Conflict, "report.workshop.early")

// workshopSubject is the session of the address, for who leads it, once the
// tables look back.
func (s *Server) workshopSubject(c *gin.Context) (*subject, error) {
	h, err := s.lead(c)
	if err != nil {
		return nil, err
	}
	sub := &subject{ed: s.mustCurrent(), lang: s.languageOf(c), title: "report.workshop.page", back: consoleAddress(h.session.ID), backFor: "workshop.links.back",
		nav: "game", base: consoleAddress(h.session.ID) + "/report", query: url.Values{}}
	read := func(fn func(*stage) error) error {
		return h.room.Read(c, func(st *workshop.State) error {
			if !inDebrief(st.Phase) {
				return errEarlyReport
			}
			x, err := s.stage(sub.lang, h.session, st)
			if err == nil {
				err = fn(x)
			}
			return err
		})
	}
	sub.write = func(look ReportLook, _ bool) (b *paper, err error) {
		err = read(func(x *stage) error { b, err = newReport(matter{w: x}, look); return err })
		return b, err
	}
	return sub, read(func(x *stage) error { sub.file = x.sc.Ref.ID; return nil })
}

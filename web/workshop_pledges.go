package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// pledgesPage is the register of what people promised, for the facilitator.
type pledgesPage struct {
	Page
	Back     string
	Live     string // address of this page
	Story    string
	Promises []promiseView
	Dates    []string // of the checks
	Until    string
	Link     string // to the checks; "" while nothing was promised
	Open     string // the same on this site
	QR       qrView
	Local    bool
}

func (s *Server) getPledges(c *gin.Context) error {
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	r, err := s.rooms.Register(c, h.room)
	if err != nil {
		return err
	}
	p := pledgesPage{Back: consoleAddress(h.session.ID), Live: consoleAddress(h.session.ID) + "/pledges"}
	lang := s.languageOf(c)
	err = h.room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(lang, h.session, st)
		if err == nil {
			p.Story, p.Promises = x.w.Title, x.promises(st.Present())
		}
		return err
	})
	if err != nil {
		return err
	}
	if r.Key != "" {
		p.Link, p.Open = s.registerLink(c.Request, h.session), "/p/"+workshop.RegisterSecret(h.session)
	}
	return s.showPledges(c, lang, p, r)
}

// showPledges shows the register with the link to its checks.
func (s *Server) showPledges(c *gin.Context, lang string, p pledgesPage, r workshop.Register) (err error) {
	ed := s.mustCurrent()
	x := s.registered(lang, r)
	p.Page = s.page(c, ed, lang, x.t("workshop.pledges.title"))
	p.Nav, p.Local = "game", s.BaseURL == nil && loopback(c.Request.Host)
	if p.Link != "" {
		for _, check := range workshop.Checks {
			p.Dates = append(p.Dates, x.p.Date(x.Day(check)))
		}
		p.Until = x.p.Date(x.end())
		if p.QR, err = s.codes.draw(p.Link); err != nil {
			return err
		}
	}
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, ed, http.StatusOK, "host_pledges", p)
	return nil
}

// ledRegister is the register of the session that this browser leads, with the names
// that its seats have now.
func (s *Server) ledRegister(c *gin.Context) (x *register, names map[int]string, h lead, err error) {
	if h, err = s.lead(c); err != nil {
		return nil, nil, h, err
	}
	r, err := s.rooms.Register(c, h.room)
	if err == nil && r.Key == "" {
		err = errNoPledge
	}
	if err != nil {
		return nil, nil, h, err
	}
	lang := s.languageOf(c)
	names = map[int]string{}
	err = h.room.Read(c, func(st *workshop.State) error {
		stage, err := s.stage(lang, h.session, st)
		if err != nil {
			return err
		}
		for _, seat := range st.Present() {
			names[seat.Number] = stage.name(seat)
		}
		return nil
	})
	return s.registered(lang, r), names, h, err
}

// getPledgesCalendar is the register as a calendar, for the facilitator.
func (s *Server) getPledgesCalendar(c *gin.Context) error {
	x, _, h, err := s.ledRegister(c)
	if err != nil {
		return err
	}
	sendCalendar(c, x.calendar(s.registerLink(c.Request, h.session), s.Now()), "opmaat-promises.ics")
	return nil
}

// getPledgesTable is the register as a table, for the facilitator.
func (s *Server) getPledgesTable(c *gin.Context) error {
	x, names, _, err := s.ledRegister(c)
	if err != nil {
		return err
	}
	return sendTable(c, x.p.Lang(), "opmaat-promises.csv", x.rows(names))
}

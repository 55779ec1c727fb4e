package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// joinPage is the way into a session: a box for the code, or the one button of
// a session that was found.
type joinPage struct {
	Page
	Problems []problem
	Code     string // as typed
	Lost     bool   // came from a page that needs a seat
	Gone     bool   // of a session that was deleted
	Seated   string // where the seat of this browser is found, or ""
	// Of a session that was found:
	Story    string
	Scenario string
	To       string // address of the form
	Token    string // becomes the secret of the seat: sent twice, it still is one seat
	Locked   bool
	Full     bool
	Over     bool
	Back     string // this browser has a seat already
	Name     string // of that seat, or of the one that a pass leads to
	Pass     bool
}

// seatBack is where somebody gets back to the seat of this browser who has lost
// its page.
const seatBack = "/seat"

// wayBack is that address for a browser with a seat, else "".
func (s *Server) wayBack(c *gin.Context) string {
	if s.secretOf(c, seatCookie) == "" {
		return ""
	}
	return seatBack
}

func (s *Server) getJoin(c *gin.Context) error {
	return s.showJoin(c, http.StatusOK, joinPage{Seated: s.wayBack(c)})
}

// getJoinBack leads to the seat of this browser. It looks in the sessions in
// memory: one that goes on is there. Of another one the code is asked for.
func (s *Server) getJoinBack(c *gin.Context) error {
	own := s.secretOf(c, seatCookie)
	if own == "" {
		return seeOther(c, "/join")
	}
	for _, id := range s.rooms.Loaded() {
		room, err := s.rooms.Room(c, id)
		if err == nil && s.hasSeat(c, room, own) {
			return seeOther(c, phoneAddress(id))
		}
	}
	return s.showJoin(c, http.StatusNotFound, joinPage{Lost: true})
}

// showJoin shows the way in.
func (s *Server) showJoin(c *gin.Context, status int, p joinPage) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	failed := len(p.Problems) > 0
	p.Page = s.page(c, ed, lang, ed.printers[lang].T("workshop.join.title"))
	p.Nav, p.Error = "game", failed
	if p.To == "" && c.Request.Method == http.MethodPost || p.Lost {
		p.Languages = languageLinks(ed, lang, "/join")
	}
	s.render(c, ed, status, "join", p)
	return nil
}

// postJoin goes to the page of the code that was typed.
func (s *Server) postJoin(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "code")
	}
	if err != nil {
		return err
	}
	code, err := workshop.ParseCode(form.Get("code"))
	if err != nil {
		return s.refuseCode(c, form.Get("code"), err)
	}
	return seeOther(c, "/join/"+code)
}

// longestCode is as much of a wrong code as is shown again.
const longestCode = 40

// refuseCode shows the box again with what was typed.
func (s *Server) refuseCode(c *gin.Context, typed string, err error) error {
	lang := s.languageOf(c)
	e := err.(*errs.E) // ParseCode returns no other
	typed = assessment.CleanLine(typed)
	if runes := []rune(typed); len(runes) > longestCode {
		typed = string(runes[:longestCode])
	}
	text := s.mustCurrent().printers[lang].T(e.Key, e.Args...)
	return s.showJoin(c, http.StatusUnprocessableEntity, joinPage{Code: typed, Problems: []problem{{Field: "code", Text: text}}})
}

// sessionOfCode finds the open session of the code in the address. Unknown
// codes and those of sessions that ended are one and the same.
func (s *Server) sessionOfCode(c *gin.Context) (workshop.Session, error) {
	code, err := workshop.ParseCode(c.Param("code"))
	if err != nil {
		return workshop.Session{}, err
	}
	var session workshop.Session
	err = s.guess(c, func() (err error) {
		session, err = s.Workshops.SessionByCode(c, code)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return session, errNoCode
	}
	return session, err
}

// sessionOfLink finds the session of the secret that the QR code holds.
func (s *Server) sessionOfLink(c *gin.Context) (workshop.Session, error) {
	secret := c.Param("secret")
	if !assessment.ValidCapability(secret) {
		return workshop.Session{}, errNoCode
	}
	session, err := s.Workshops.SessionBy(c, workshop.ByJoin, assessment.KeyHash(secret))
	if errs.Is(err, errs.NotFound) {
		return session, errNoCode
	}
	return session, err
}

func (s *Server) getJoinCode(c *gin.Context) error {
	session, err := s.sessionOfCode(c)
	return s.greet(c, session, err)
}

func (s *Server) getJoinLink(c *gin.Context) error {
	session, err := s.sessionOfLink(c)
	return s.greet(c, session, err)
}

// greet shows a session that was found with the one button that joins it. A GET
// takes no seat.
func (s *Server) greet(c *gin.Context, session workshop.Session, err error) error {
	if err != nil {
		return s.refuseJoin(c, err)
	}
	p, err := s.joinPage(c, session)
	if err != nil {
		return err
	}
	return s.showJoin(c, http.StatusOK, p)
}

func (s *Server) joinPage(c *gin.Context, session workshop.Session) (joinPage, error) {
	room, err := s.rooms.Room(c, session.ID)
	if err != nil {
		return joinPage{}, err
	}
	p := joinPage{To: c.Request.URL.Path, Token: assessment.NewCapability()}
	token := s.secretOf(c, seatCookie)
	err = room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(s.languageOf(c), session, st)
		if err != nil {
			return err
		}
		p.Story, p.Scenario = x.w.Title, x.sc.Ref.ID
		p.Locked, p.Full, p.Over = st.Locked, len(st.Present()) >= workshop.MaxSeats, st.Phase == workshop.Closed
		if seat := st.SeatBy(assessment.KeyHash(token)); token != "" && seat != nil && !seat.Removed {
			p.Back, p.Name = phoneAddress(session.ID), x.name(seat)
		}
		return nil
	})
	return p, err
}

// refuseJoin says that there is no such session, in the same words and with the
// same box whatever the reason.
func (s *Server) refuseJoin(c *gin.Context, err error) error {
	e, ok := err.(*errs.E)
	if !ok || e.Kind != errs.NotFound && e.Kind != errs.Invalid && e.Kind != errs.TooMany {
		return err
	}
	text := s.mustCurrent().printers[s.languageOf(c)].T(e.Key, e.Args...)
	p := joinPage{Problems: []problem{{Field: "code", Text: text}}}
	if code, err := workshop.ParseCode(c.Param("code")); err == nil {
		p.Code = workshop.ShowCode(code)
	}
	return s.showJoin(c, statusOf(err), p)
}

func (s *Server) postJoinCode(c *gin.Context) error {
	session, err := s.sessionOfCode(c)
	return s.join(c, session, err)
}

func (s *Server) postJoinLink(c *gin.Context) error {
	session, err := s.sessionOfLink(c)
	return s.join(c, session, err)
}

// join takes a seat.
func (s *Server) join(c *gin.Context, session workshop.Session, err error) error {
	if err != nil {
		return s.refuseJoin(c, err)
	}
	form, err := readForm(c)
	if err == nil {
		err = single(form, "token")
	}
	if err != nil {
		return err
	}
	token := form.Get("token")
	if !assessment.ValidCapability(token) {
		return errMalformed
	}
	room, err := s.rooms.Room(c, session.ID)
	if err != nil {
		return err
	}
	if own := s.secretOf(c, seatCookie); own != "" && s.hasSeat(c, room, own) {
		return seeOther(c, phoneAddress(room.ID))
	}
	_, err = room.Do(c, workshop.Command{Kind: workshop.Join, At: s.Now().UnixMilli(), Hash: assessment.KeyHash(token), Language: s.languageOf(c)})
	if errs.Is(err, errs.Conflict) || errs.Is(err, errs.TooMany) {
		p, problem := s.joinPage(c, session)
		if problem != nil {
			return problem
		}
		return s.showJoin(c, statusOf(err), p) // locked, full or over: the page says which
	}
	if err != nil {
		return err
	}
	err = room.Read(c, func(st *workshop.State) error {
		if seat := st.SeatBy(assessment.KeyHash(token)); seat != nil {
			s.hub.Expect(room.ID, seatMember(seat.Number))
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.keepSecret(c, seatCookie, token, seatAge)
	return seeOther(c, phoneAddress(room.ID))
}

// hasSeat says whether a token holds a seat that takes part.
func (s *Server) hasSeat(c *gin.Context, room *workshop.Room, token string) bool {
	has := false
	err := room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(assessment.KeyHash(token))
		has = seat != nil && !seat.Removed
		return nil
	})
	return err == nil && has
}

// devicePage shows the way for a seat to another device: a link that works once.
type devicePage struct {
	Page
	Name    string
	Link    string
	QR      qrView
	Minutes int
	Back    string
}

// postDevice makes a pass for the own seat.
func (s *Server) postDevice(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	number := 0
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil || seat.Removed {
			return errNoSeat
		}
		number = seat.Number
		return nil
	})
	if err != nil {
		return s.offerSeat(c, err)
	}
	return s.makePass(c, room, number, false, phoneAddress(room.ID))
}

// makePass makes a pass for a seat and shows it. The secret is stored nowhere.
func (s *Server) makePass(c *gin.Context, room *workshop.Room, number int, facilitator bool, back string) error {
	secret := assessment.NewCapability()
	_, err := room.Do(c, workshop.Command{Kind: workshop.Pass, At: s.Now().UnixMilli(), Seat: number, Hash: assessment.KeyHash(secret), Facilitator: facilitator})
	if err != nil {
		return err
	}
	p := devicePage{Back: back, Link: s.origin(c.Request) + phoneAddress(room.ID) + "/pass/" + secret}
	err = room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(s.languageOf(c), room.Session(), st)
		if err == nil {
			p.Name = x.name(st.Seat(number))
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.showDevice(c, p)
}

// showDevice shows the way to another device.
func (s *Server) showDevice(c *gin.Context, p devicePage) (err error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p.Page = s.page(c, ed, lang, ed.printers[lang].T("workshop.device.title"))
	p.Nav, p.Languages, p.Minutes = "game", languageLinks(ed, lang, p.Back), workshop.PassMinutes
	if p.QR, err = drawQR(p.Link); err != nil {
		return err
	}
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, ed, http.StatusOK, "device", p)
	return nil
}

// getPass shows to whom the pass belongs; opening it uses nothing up.
func (s *Server) getPass(c *gin.Context) error {
	room, err := s.rooms.Room(c, c.Param("id"))
	if err != nil || !assessment.ValidCapability(c.Param("secret")) {
		return errPass
	}
	p := joinPage{To: c.Request.URL.Path, Token: assessment.NewCapability(), Pass: true}
	err = room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(s.languageOf(c), room.Session(), st)
		if err != nil {
			return err
		}
		hash := assessment.KeyHash(c.Param("secret"))
		at := slices.IndexFunc(st.Seats, func(seat *workshop.Seat) bool { return seat.Carry.Hash == hash })
		if at < 0 || st.Seats[at].Removed || s.Now().UnixMilli() > st.Seats[at].Carry.Until {
			return errPass
		}
		p.Story, p.Scenario, p.Name = x.w.Title, x.sc.Ref.ID, x.name(st.Seats[at])
		return nil
	})
	if err != nil {
		return err
	}
	return s.showJoin(c, http.StatusOK, p)
}

// postPass gives the seat to this device too.
func (s *Server) postPass(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "token")
	}
	if err != nil {
		return err
	}
	token := form.Get("token")
	room, err := s.rooms.Room(c, c.Param("id"))
	if err != nil || !assessment.ValidCapability(token) || !assessment.ValidCapability(c.Param("secret")) {
		return errPass
	}
	hash := assessment.KeyHash(token)
	_, err = room.Do(c, workshop.Command{Kind: workshop.Claim, At: s.Now().UnixMilli(), Hash: assessment.KeyHash(c.Param("secret")), NewHash: hash})
	if err != nil && !s.hasSeat(c, room, token) {
		return err
	}
	s.keepSecret(c, seatCookie, token, seatAge)
	err = room.Read(c, func(st *workshop.State) error {
		if seat := st.SeatBy(hash); seat != nil && slices.Contains(s.mustCurrent().languages, seat.Language) {
			s.setLanguage(c, seat.Language)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return seeOther(c, phoneAddress(room.ID))
}

// speakSeat remembers the language with the seat, when somebody switches on its
// page, so that another device opens in the same one.
func (s *Server) speakSeat(c *gin.Context, next, lang string) {
	u, err := url.Parse(next)
	if err != nil {
		return
	}
	id, ok := strings.CutPrefix(u.Path, phoneAddress(""))
	token := s.secretOf(c, seatCookie)
	if !ok || strings.Contains(id, "/") || token == "" {
		return
	}
	room, err := s.rooms.Room(c, id)
	if err != nil {
		return
	}
	number := 0
	_ = room.Read(c, func(st *workshop.State) error { // without a seat there is nothing to remember
		if seat := st.SeatBy(assessment.KeyHash(token)); seat != nil {
			number = seat.Number
		}
		return nil
	})
	if number > 0 {
		_, err = room.Do(c, workshop.Command{Kind: workshop.Speak, At: s.Now().UnixMilli(), Seat: number, Language: lang})
		if err != nil {
			s.Log.Warn("language of a seat not kept", "err", err)
		}
	}
}

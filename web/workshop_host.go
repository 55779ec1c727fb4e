package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// hostPage is where a facilitator begins: everything is chosen already.
type hostPage struct {
	Page
	Problems []problem
	Cards    []hostCard
	Agendas  []agendaChoice
	Devices  []deviceChoice
	Timers   bool
	Token    string // makes a form that is sent twice one session
	Resume   *hostResume
	Ready    string // title of the scenario that is chosen
}

type hostCard struct {
	scenarioCard
	Selected bool
}

type agendaChoice struct {
	Minutes, Rounds int
	Selected        bool
}

type deviceChoice struct {
	ID, Name, About string
	Selected        bool
}

// hostResume is the session that this browser leads.
type hostResume struct{ Title, Code, Phase, Href string }

// The preset of the start page.
const (
	presetScenario = "vlasbrugge"
	presetAgenda   = workshop.Agenda60
)

// preset is what is chosen before anybody chose.
func preset() url.Values {
	return url.Values{"scenario": {presetScenario}, "agenda": {strconv.Itoa(int(presetAgenda))}, "devices": {string(workshop.Personal)}, "timers": {"on"}}
}

func (s *Server) getHost(c *gin.Context) error {
	p, err := s.hostPage(c, preset())
	if err != nil {
		return err
	}
	if p.Resume, err = s.hostResume(c); err != nil {
		return err
	}
	s.render(c, s.mustCurrent(), http.StatusOK, "host", p)
	return nil
}

func (s *Server) hostPage(c *gin.Context, typed url.Values) (hostPage, error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	printer := ed.printers[lang]
	p := hostPage{Page: s.page(c, ed, lang, printer.T("workshop.host.title")), Timers: typed.Get("timers") == "on",
		Token: assessment.NewCapability()}
	p.Nav = "game"
	for i, sc := range ed.library.Scenarios() {
		card, err := ed.scenarioCard(lang, sc)
		if err != nil {
			return p, err
		}
		chosen := typed.Get("scenario") == card.ID
		p.Cards = append(p.Cards, hostCard{card, chosen})
		if chosen || i == 0 {
			p.Ready = card.Title
		}
	}
	if len(p.Cards) > 0 && !slices.ContainsFunc(p.Cards, func(card hostCard) bool { return card.Selected }) && typed.Get("scenario") == presetScenario {
		p.Cards[0].Selected = true // a library without the preset
	}
	for _, agenda := range workshop.Agendas {
		rounds := 0
		if len(p.Cards) > 0 {
			if rounds = p.Cards[0].Rounds; agenda.Short() {
				rounds = p.Cards[0].ShortRounds
			}
		}
		p.Agendas = append(p.Agendas, agendaChoice{int(agenda), rounds, typed.Get("agenda") == strconv.Itoa(int(agenda))})
	}
	for _, devices := range []workshop.Devices{workshop.Personal, workshop.Shared, workshop.Paper} {
		texts := deviceNames[devices]
		p.Devices = append(p.Devices, deviceChoice{string(devices), printer.T(texts[0]), printer.T(texts[1]), typed.Get("devices") == string(devices)})
	}
	return p, nil
}

// hostResume finds the session that this browser leads, if it still runs.
func (s *Server) hostResume(c *gin.Context) (*hostResume, error) {
	secret := s.secretOf(c, hostCookie)
	if secret == "" {
		return nil, nil
	}
	session, err := s.sessionLed(c, secret)
	if errs.Is(err, errs.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	room, err := s.rooms.Room(c, session.ID)
	if errs.Is(err, errs.Conflict) {
		return nil, nil // of a scenario that was changed
	}
	if err != nil {
		return nil, err
	}
	var resume *hostResume
	err = room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(s.languageOf(c), session, st)
		if err == nil && st.Phase != workshop.Closed {
			resume = &hostResume{x.w.Title, workshop.ShowCode(session.Code), x.t(phaseNames[st.Phase]), consoleAddress(session.ID)}
		}
		return err
	})
	return resume, err
}

// sessionLed finds a session by the secret of its facilitator or co-facilitator.
func (s *Server) sessionLed(c *gin.Context, secret string) (workshop.Session, error) {
	hash := assessment.KeyHash(secret)
	session, err := s.Workshops.SessionBy(c, workshop.ByHost, hash)
	if errs.Is(err, errs.NotFound) {
		session, err = s.Workshops.SessionBy(c, workshop.ByCohost, hash)
	}
	return session, err
}

// fullPause is after how long somebody may try again to make a session when as
// many run as may.
const fullPause = 10 * time.Minute

// postHost makes a session and opens its console.
func (s *Server) postHost(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "scenario", "agenda", "devices", "timers", "rehearsal", "then", "token")
	}
	if err != nil {
		return err
	}
	who := "session " + s.address(c.Request)
	if _, wait := s.tries.take(who, s.Now(), sessionWindow, mostSessions); wait > 0 {
		c.Header("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
		return errs.New(errs.TooMany, "workshop.error.sessions")
	}
	agenda, _ := strconv.Atoi(form.Get("agenda")) // 0 is refused below
	in := workshop.CreateInput{Scenario: form.Get("scenario"), Agenda: agenda, Devices: form.Get("devices"), Timers: form.Get("timers") == "on"}
	if assessment.ValidCapability(form.Get("token")) {
		in.Token = form.Encode()
	}
	if form.Get("rehearsal") == "on" {
		in.Rehearsal = s.languageOf(c)
	}
	session, secrets, err := s.rooms.Create(c, in)
	if errs.Is(err, errs.TooMany) {
		c.Header("Retry-After", strconv.Itoa(int(fullPause/time.Second)))
	}
	if err != nil {
		return s.refuseHost(c, form, err)
	}
	s.keepSecret(c, hostCookie, secrets.Host, hostAge)
	s.keepSecret(c, screenCookie, secrets.Screen, hostAge)
	s.keepSecret(c, recoveryCookie, secrets.Recovery, recoveryAge)
	if form.Get("then") == "check" {
		return seeOther(c, consoleAddress(session.ID)+"/check")
	}
	return seeOther(c, consoleAddress(session.ID))
}

func (s *Server) refuseHost(c *gin.Context, form url.Values, err error) error {
	e, ok := err.(*errs.E)
	if !ok || e.Kind != errs.Invalid {
		return err
	}
	p, err := s.hostPage(c, form)
	if err != nil {
		return err
	}
	p.Problems, p.Error = s.problems(c, []*errs.E{e}), true
	s.render(c, s.mustCurrent(), http.StatusUnprocessableEntity, "host", p)
	return nil
}

// getHostLink takes the secret of a facilitator out of the address: into a
// cookie, and on to the console.
func (s *Server) getHostLink(c *gin.Context) error {
	secret := c.Param("secret")
	if !assessment.ValidCapability(secret) {
		return errNotHost
	}
	session, err := s.sessionLed(c, secret)
	if errs.Is(err, errs.NotFound) {
		return errNotHost
	}
	if err != nil {
		return err
	}
	s.keepSecret(c, hostCookie, secret, hostAge)
	return seeOther(c, consoleAddress(session.ID))
}

// getScreenLink does the same for a projector.
func (s *Server) getScreenLink(c *gin.Context) error {
	secret := c.Param("secret")
	if !assessment.ValidCapability(secret) {
		return errNotScreen
	}
	session, err := s.Workshops.SessionBy(c, workshop.ByScreen, assessment.KeyHash(secret))
	if errs.Is(err, errs.NotFound) {
		return errNotScreen
	}
	if err != nil {
		return err
	}
	s.keepSecret(c, screenCookie, secret, hostAge)
	return seeOther(c, screenAddress(session.ID))
}

// recoverPage asks for the recovery code.
type recoverPage struct {
	Page
	Problems []problem
}

func (s *Server) getRecover(c *gin.Context) error { return s.showRecover(c, http.StatusOK, nil) }

func (s *Server) showRecover(c *gin.Context, status int, problems []*errs.E) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := recoverPage{Page: s.page(c, ed, lang, ed.printers[lang].T("workshop.recover.title")), Problems: s.problems(c, problems)}
	p.Nav, p.Error = "game", len(problems) > 0
	s.render(c, ed, status, "host_recover", p)
	return nil
}

// postRecover gives the console back to whoever has the recovery code.
func (s *Server) postRecover(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "recovery")
	}
	if err != nil {
		return err
	}
	code, session := workshop.ParseRecovery(form.Get("recovery")), workshop.Session{}
	err = s.guess(c, func() (err error) {
		session, err = s.Workshops.SessionBy(c, workshop.ByRecovery, assessment.KeyHash(code))
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return s.showRecover(c, http.StatusUnprocessableEntity, []*errs.E{errs.Field("recovery", "workshop.error.recovery")})
	}
	if err != nil {
		return err
	}
	s.keepSecret(c, hostCookie, workshop.SecretsFrom(workshop.ByRecovery, code).Host, hostAge)
	return seeOther(c, consoleAddress(session.ID))
}

// linksPage shows the links of a session, which are secrets.
type linksPage struct {
	Page
	Console  string
	Links    []linkView
	Recovery string // only just after the session was made
	Code     string
	Join     string
	JoinQR   qrView
	NewCode  newCode
	Local    bool
}

// linkView is a link with what it is for.
type linkView struct{ ID, Name, About, Link string }

func (s *Server) getLinks(c *gin.Context) error {
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	p, err := s.linksPage(c, x.session, x.secrets)
	if err != nil {
		return err
	}
	c.Header("No-Gzip-Compression", "1") // a page with a secret is not compressed (BREACH)
	s.render(c, s.mustCurrent(), http.StatusOK, "host_links", p)
	return nil
}

func (s *Server) linksPage(c *gin.Context, session workshop.Session, secrets workshop.Secrets) (linksPage, error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	t, origin := ed.printers[lang].T, s.origin(c.Request)
	p := linksPage{Page: s.page(c, ed, lang, t("workshop.links.title")), Console: consoleAddress(session.ID), Code: workshop.ShowCode(session.Code),
		Join: origin + "/j/" + secrets.Join, NewCode: newCodeOf(session), Local: s.BaseURL == nil && loopback(c.Request.Host)}
	p.Nav = "game"
	if secrets.Host != "" {
		p.Links = append(p.Links, linkView{"host", t("workshop.links.host"), t("workshop.links.host.about"), origin + "/h/" + secrets.Host})
		p.Recovery = s.recoveryOf(c, session)
	}
	p.Links = append(p.Links,
		linkView{"cohost", t("workshop.links.cohost"), t("workshop.links.cohost.about"), origin + "/h/" + secrets.Cohost},
		linkView{"screen", t("workshop.links.screen"), t("workshop.links.screen.about"), origin + "/s/" + secrets.Screen},
		linkView{"join", t("workshop.links.join"), t("workshop.links.join.about"), p.Join})
	var err error
	p.JoinQR, err = s.codes.draw(p.Join)
	return p, err
}

// recoveryOf is the recovery code of this session, as long as this browser
// remembers it, in groups of four.
func (s *Server) recoveryOf(c *gin.Context, session workshop.Session) string {
	cookie, err := c.Request.Cookie(s.secretName(c.Request, recoveryCookie))
	if err != nil {
		return ""
	}
	code := workshop.ParseRecovery(cookie.Value)
	if code == "" || assessment.KeyHash(code) != session.Recovery {
		return ""
	}
	return workshop.ShowRecovery(code)
}

// postWritten says that the recovery code was written down: it is shown no more.
func (s *Server) postWritten(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	s.keepSecret(c, recoveryCookie, "", 0)
	return seeOther(c, consoleAddress(x.session.ID))
}

// qrView is a QR code as one path in a square of modules, quiet zone included.
type qrView struct {
	Size int
	Path string
}

// drawQR draws a text as runs of dark modules.
func drawQR(text string) (qrView, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return qrView{}, fmt.Errorf("draw QR code: %w", err)
	}
	n := code.Bounds().Dx()
	dark := func(x, y int) bool {
		if x >= n {
			return false
		}
		r, _, _, _ := code.At(x, y).RGBA()
		return r == 0
	}
	var path strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for dark(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+4, y+4, run, run)
				x += run
			}
		}
	}
	return qrView{n + 8, path.String()}, nil
}

package web

import (
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// pingAge is how long a question to the phones stands, to see which answer.
const pingAge = time.Minute

// ping is a question to the phones of a session: they fetch their page again,
// and each that does has answered.
type ping struct {
	number   int
	at       time.Time
	answered map[int]bool // by seat
}

// pings are the questions that this process has asked. It is memory only: after a
// restart the facilitator asks again.
type pings struct {
	mu sync.Mutex
	by map[string]*ping
}

// ask begins a new question and forgets old ones.
func (p *pings) ask(id string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by == nil {
		p.by = map[string]*ping{}
	}
	number := 1
	if last := p.by[id]; last != nil {
		number = last.number + 1
	}
	maps.DeleteFunc(p.by, func(_ string, x *ping) bool { return now.Sub(x.at) > pingAge })
	p.by[id] = &ping{number: number, at: now, answered: map[int]bool{}}
}

// answer notes that a seat fetched its page, and says whether that is news.
func (p *pings) answer(id string, seat int, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	x := p.by[id]
	if x == nil || now.Sub(x.at) > pingAge || x.answered[seat] {
		return false
	}
	x.answered[seat] = true
	return true
}

// asked is a copy of the last question of a session.
func (p *pings) asked(id string) ping {
	p.mu.Lock()
	defer p.mu.Unlock()
	if x := p.by[id]; x != nil {
		return ping{x.number, x.at, maps.Clone(x.answered)}
	}
	return ping{}
}

// answeredPing notes that a phone is there, when it was asked, and tells the
// facilitator.
func (s *Server) answeredPing(id string, seat int) {
	if s.pings.answer(id, seat, s.Now()) {
		s.hub.Moved(id, 0)
	}
}

// roomPage is the room before people come in: what works, and what to do about
// the rest.
type roomPage struct {
	livePage
	Back   string
	Screen string // address of the projector with its secret
	Points []roomPoint
	Ready  bool
	Asked  bool
	Code   string
	Join   string
	QR     qrView
}

// roomPoint is one point of the check.
type roomPoint struct {
	ID, Name, Text string
	Good           bool
	Silent         []string // phones that did not answer
}

// mostModules is how many squares a QR code may have across to be read from the
// back of a room: the wall gives it almost half its height.
const mostModules = 57

func (s *Server) getRoom(c *gin.Context) error {
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	lang := s.languageOf(c)
	p := &roomPage{Screen: "/s/" + h.secrets.Screen}
	link := s.origin(c.Request) + "/j/" + h.secrets.Join
	if p.QR, err = s.codes.draw(link); err != nil {
		return err
	}
	err = h.room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(lang, h.session, st)
		if err != nil {
			return err
		}
		local := s.BaseURL == nil && loopback(c.Request.Host)
		return s.fillRoom(x, p, local, s.joinHost(c.Request))
	})
	if err != nil {
		return err
	}
	c.Header("No-Gzip-Compression", "1") // it holds the address of the projector
	s.renderRoom(c, lang, p)
	return nil
}

// fillRoom looks at each point.
func (s *Server) fillRoom(x *stage, p *roomPage, local bool, join string) error {
	p.livePage, p.Back = x.livePage(), consoleAddress(x.id)
	p.Group, p.Key, p.Refresh = hostMember, x.consoleKey(), true
	p.Code, p.Join, p.Asked = workshop.ShowCode(x.code), join, x.ping.number > 0
	p.Points = []roomPoint{x.screenPoint(), x.phonePoint(), x.codePoint(p.QR, local), x.linePoint()}
	p.Ready = !slices.ContainsFunc(p.Points, func(point roomPoint) bool { return !point.Good })
	return nil
}

// point says of a point of the check that it is good, or what to do.
func (x *stage) point(id, name string, good bool, yes, no string) roomPoint {
	text := no
	if good {
		text = yes
	}
	return roomPoint{ID: id, Name: x.t(name), Text: text, Good: good}
}

func (x *stage) screenPoint() roomPoint {
	return x.point("screen", "workshop.check.screen", x.here[screenMember], x.t("workshop.check.screen.yes"), x.t("workshop.check.screen.no"))
}

// real are the seats of people, and how many of them have a stream.
func (x *stage) real() (seats []*workshop.Seat, streams int) {
	for _, seat := range x.st.Present() {
		if seat.Pretend() {
			continue
		}
		seats = append(seats, seat)
		if x.here[seatMember(seat.Number)] {
			streams++
		}
	}
	return seats, streams
}

// phonePoint is good when at least one phone joined, and all that were asked
// answered.
func (x *stage) phonePoint() roomPoint {
	seats, _ := x.real()
	var silent []string
	answered := 0
	for _, seat := range seats {
		if x.ping.answered[seat.Number] {
			answered++
		} else {
			silent = append(silent, x.name(seat))
		}
	}
	no := x.t("workshop.check.phone.none")
	if len(seats) > 0 {
		no = x.t("workshop.check.phone.ask")
		if x.ping.number > 0 {
			no = x.t("workshop.check.phone.silent")
		}
	}
	p := x.point("phone", "workshop.check.phone", answered > 0 && len(silent) == 0, x.t("workshop.check.phone.yes", "count", answered), no)
	if x.ping.number > 0 {
		p.Silent = silent
	}
	return p
}

// codePoint: a code that leads to this very computer helps no phone, and one with
// many squares cannot be read from afar.
func (x *stage) codePoint(qr qrView, local bool) roomPoint {
	no := x.t("workshop.check.code.long")
	if local {
		no = x.t("workshop.check.code.local")
	}
	return x.point("code", "workshop.check.code", !local && qr.Size-8 <= mostModules, x.t("workshop.check.code.yes"), no)
}

// linePoint is good when the pages that are open hear news at once. Phones that
// answered without a stream ask every few seconds.
func (x *stage) linePoint() roomPoint {
	seats, _ := x.real()
	polling := 0
	for _, seat := range seats {
		if x.ping.answered[seat.Number] && !x.here[seatMember(seat.Number)] {
			polling++
		}
	}
	no := x.t("workshop.check.line.host")
	if polling > 0 {
		no = x.t("workshop.check.line.polling", "count", polling)
	}
	return x.point("line", "workshop.check.line", x.here[hostMember] && polling == 0, x.t("workshop.check.line.yes"), no)
}

func (s *Server) renderRoom(c *gin.Context, lang string, p *roomPage) {
	ed := s.mustCurrent()
	s.dress(c, ed, lang, &p.livePage, ed.printers[lang].T("workshop.check.title"), consoleAddress(p.ID))
	p.Languages = languageLinks(ed, lang, consoleAddress(p.ID)+"/check")
	s.render(c, ed, http.StatusOK, "host_check", p)
}

// postRoom asks the phones to answer.
func (s *Server) postRoom(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	s.pings.ask(h.session.ID, s.Now())
	s.hub.Moved(h.session.ID, 0)
	return seeOther(c, consoleAddress(h.session.ID)+"/check")
}

// exhibitRoom is a room in which not all is well yet, or all is.
func (s *Server) exhibitRoom(c *gin.Context, good bool) error {
	x, err := s.sampleStage(c, workshop.Lobby)
	if err != nil {
		return err
	}
	x.ping = ping{number: 1, answered: map[int]bool{1: true, 2: true}}
	p := &roomPage{Screen: "/host"}
	if p.QR, err = drawQR(sampleLink); err != nil {
		return err
	}
	if good {
		for _, seat := range x.st.Present() {
			x.ping.answered[seat.Number] = true
			x.here[seatMember(seat.Number)] = true
		}
	} else {
		x.here = map[string]bool{}
	}
	if err := s.fillRoom(x, p, !good, "opmaat.example/join"); err != nil {
		return err
	}
	s.renderRoom(c, x.lang, p)
	return nil
}

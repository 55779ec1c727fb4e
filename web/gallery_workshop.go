package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// workshopExhibits are the pages of a workshop in every phase, made from a
// session that was played for the purpose and is stored nowhere.
func workshopExhibits() []exhibit {
	list := []exhibit{
		{"host", func(s *Server, c *gin.Context) error {
			return s.exhibitHost(c, &hostResume{"Vlasbrugge", "1234 5678", s.mustCurrent().printers[s.languageOf(c)].T(phaseNames[workshop.Vote]), "/host"})
		}},
		{"host-recover", (*Server).getRecover},
		{"host-links", (*Server).exhibitLinks},
		{"host-pledges", (*Server).exhibitPledges},
		{"promises-early", func(s *Server, c *gin.Context) error { return s.exhibitPromises(c, workshop.Check30, 0, nil) }},
		{"promises", func(s *Server, c *gin.Context) error { return s.exhibitPromises(c, workshop.Check30, 3, nil) }},
		{"promises-last", func(s *Server, c *gin.Context) error { return s.exhibitPromises(c, workshop.Check90, 4, nil) }},
		{"promises-error", func(s *Server, c *gin.Context) error {
			return s.exhibitPromises(c, workshop.Check30, 1, []*errs.E{errs.Field("how-2", "workshop.error.how")})
		}},
		{"host-debrief", (*Server).exhibitDebrief},
		{"host-check", func(s *Server, c *gin.Context) error { return s.exhibitRoom(c, false) }},
		{"host-check-good", func(s *Server, c *gin.Context) error { return s.exhibitRoom(c, true) }},
		{"console-guesses", (*Server).exhibitGuesses},
		{"console-rehearsal", func(s *Server, c *gin.Context) error { return s.exhibitRehearsal(c, hostMember) }},
		{"screen-rehearsal", func(s *Server, c *gin.Context) error { return s.exhibitRehearsal(c, screenMember) }},
		{"phone-rehearsal", func(s *Server, c *gin.Context) error { return s.exhibitRehearsal(c, "") }},
		{"join", (*Server).getJoin},
		{"join-wrong", func(s *Server, c *gin.Context) error { return s.refuseJoin(c, errNoCode) }},
		{"join-found", func(s *Server, c *gin.Context) error {
			return s.showJoin(c, http.StatusOK, joinPage{To: "/join", Story: "Vlasbrugge", Scenario: presetScenario, Token: "T"})
		}},
		{"join-locked", func(s *Server, c *gin.Context) error {
			return s.showJoin(c, http.StatusConflict, joinPage{To: "/join", Story: "Vlasbrugge", Scenario: presetScenario, Locked: true})
		}},
		{"join-gone", func(s *Server, c *gin.Context) error { return s.offerSeat(c, errGone) }},
		{"join-lost", func(s *Server, c *gin.Context) error { return s.offerSeat(c, errNoSeat) }},
		{"join-device", (*Server).exhibitDevice},
		{"phone-removed", func(s *Server, c *gin.Context) error { return s.exhibitRemoved(c) }},
		{"phone-refused", func(s *Server, c *gin.Context) error {
			return s.exhibitPhone(c, workshop.Decide, url.Values{"do": {"decision"}, "reason": {"typed"}}, errs.New(errs.Conflict, "workshop.error.late"))
		}},
		{"screen-dark", func(s *Server, c *gin.Context) error {
			return s.exhibitScreen(c, workshop.Vote, func(st *workshop.State) { st.Blackout = true })
		}},
	}
	for _, phase := range workshop.Phases {
		name := string(phase)
		list = append(list,
			exhibit{"phone-" + name, func(s *Server, c *gin.Context) error { return s.exhibitPhone(c, phase, nil, nil) }},
			exhibit{"console-" + name, func(s *Server, c *gin.Context) error { return s.exhibitConsole(c, phase) }},
			exhibit{"screen-" + name, func(s *Server, c *gin.Context) error { return s.exhibitScreen(c, phase, func(*workshop.State) {}) }},
		)
	}
	return list
}

// sampleRoom is a made-up session of some people and a paper table.
type sampleRoom struct {
	*workshop.State
	now int64
}

// How many people a made-up session has, unless the address of the exhibit says
// another number of them with people=.
const sampleRoomSeats = 7

// sampleSession plays a session up to a phase: of the second round, when the
// phase belongs to one.
func (s *Server) sampleSession(phase workshop.Phase) (*workshop.State, error) {
	return s.sampleCrowd(phase, sampleRoomSeats)
}

// sampleCrowd does the same with more people.
func (s *Server) sampleCrowd(phase workshop.Phase, people int) (*workshop.State, error) {
	sc, ok := s.mustCurrent().library.LatestScenario(presetScenario)
	if !ok {
		return nil, errPageNotFound()
	}
	start := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC).UnixMilli()
	settings := workshop.Settings{Ref: sc.Ref, Hash: sc.Hash, Seed: 7, Agenda: workshop.Agenda60, Devices: workshop.Personal, Timers: true}
	r := sampleRoom{workshop.New(sc, settings, start), start}
	for n := range people {
		if err := r.do(workshop.Command{Kind: workshop.Join, Hash: fmt.Sprint("sample-", n), Language: "en"}); err != nil {
			return nil, err
		}
	}
	for r.Phase != phase || phase.InRound() && r.Turn == 0 {
		if err := r.fill(); err != nil {
			return nil, err
		}
		if err := r.do(workshop.Command{Kind: workshop.Next, Facilitator: true, Version: r.Version}); err != nil {
			return nil, err
		}
	}
	return r.State, r.fill()
}

func (r *sampleRoom) do(c workshop.Command) error {
	r.now += 1000
	c.At = r.now
	_, err := r.Apply(c)
	return err
}

// fill does what people do in a phase.
func (r *sampleRoom) fill() error {
	var todo []workshop.Command
	switch r.Phase {
	case workshop.Lobby:
		todo = append(todo, workshop.Command{Kind: workshop.Rename, Seat: 1, Text: "Noor"})
	case workshop.Briefing:
		todo = append(todo, workshop.Command{Kind: workshop.AddTable, Facilitator: true},
			workshop.Command{Kind: workshop.Needs, Seat: 1, Needs: []string{r.Scenario.Needs[0].ID, r.Scenario.Needs[1].ID}})
	case workshop.Vote:
		for n := range len(r.Seats) - 1 {
			todo = append(todo, workshop.Command{Kind: workshop.Ballot, Seat: n + 1, Turn: r.Turn, Option: r.Dilemma().Options[(n/2)%3].ID})
		}
	case workshop.Decide:
		for n := range len(r.Tables) - 1 {
			todo = append(todo, workshop.Command{Kind: workshop.Decision, Seat: n + 1, Turn: r.Turn, Option: r.Dilemma().Options[(n+n/3*r.Turn)%4].ID, Text: "People asked for <b>this</b> & nobody asked for more."})
		}
	case workshop.Reveal:
		todo = append(todo, workshop.Command{Kind: workshop.Keep, Facilitator: true, Table: 1, Turn: r.Turn, On: true})
	case workshop.Reflect:
		todo = append(todo, workshop.Command{Kind: workshop.Reflection, Seat: 1, Turn: r.Turn, Text: "We asked too late."})
	case workshop.Numbers:
		for n := range len(r.Seats)/10 + 2 {
			todo = append(todo, workshop.Command{Kind: workshop.Word, Seat: n + 1, Text: []string{"relief", "finally", "loud", "doubt"}[n%4]})
		}
	case workshop.Commit:
		for n := range len(r.Tables)/5*5 + 1 { // one of three tables, or most of many
			todo = append(todo, workshop.Command{Kind: workshop.Pledge, Seat: n + 1, Pledge: &game.Pledge{What: "Ask three colleagues what they miss", With: "Bram", By: "2026-12-20"}},
				workshop.Command{Kind: workshop.PickPledge, Seat: n + 1, Into: n + 1})
		}
	}
	for _, c := range todo {
		if err := r.do(c); err != nil && !errs.Is(err, errs.Conflict) {
			return err
		}
	}
	return nil
}

// sampleID is the id of a session that is stored nowhere.
const sampleID = "SAMPLE"

// sampleStage is a played session in the language of the browser, with some of
// its people connected.
func (s *Server) sampleStage(c *gin.Context, phase workshop.Phase) (*stage, error) {
	people, _ := strconv.Atoi(c.Query("people"))
	st, err := s.sampleCrowd(phase, min(max(people, sampleRoomSeats), workshop.MaxSeats))
	if err != nil {
		return nil, err
	}
	x, err := s.stage(s.languageOf(c), workshop.Session{ID: sampleID, Code: "12345678"}, st)
	if err != nil {
		return nil, err
	}
	x.here = map[string]bool{hostMember: true, screenMember: true}
	for n := range len(st.Seats) - 2 {
		x.here[seatMember(n+1)] = true
	}
	return x, nil
}

func (s *Server) exhibitPhone(c *gin.Context, phase workshop.Phase, typed url.Values, problem error) error {
	x, err := s.sampleStage(c, phase)
	if err != nil {
		return err
	}
	p := x.phone(x.st.Seat(1), typed)
	status := http.StatusOK
	if problem != nil {
		status = statusOf(problem)
	}
	if err := s.troubled(c, x, &p.livePage, problem); err != nil {
		return err
	}
	s.renderPhone(c, status, x.lang, p)
	return nil
}

func (s *Server) exhibitRemoved(c *gin.Context) error {
	x, err := s.sampleStage(c, workshop.Vote)
	if err != nil {
		return err
	}
	s.renderPhone(c, http.StatusForbidden, x.lang, x.removed(x.st.Seat(1)))
	return nil
}

func (s *Server) exhibitConsole(c *gin.Context, phase workshop.Phase) error {
	x, err := s.sampleStage(c, phase)
	if err != nil {
		return err
	}
	p := &consolePage{Links: "/host", Screen: "/dev/gallery/screen-" + string(phase), Code: "1234 5678", JoinHost: s.joinHost(c.Request), Pledges: "/host"}
	if phase == workshop.Lobby {
		p.Recovery = workshop.ShowRecovery("ABCDEFGHIJKLMNOPQRSTUVWX")
		if p.QR, err = drawQR(sampleLink); err != nil {
			return err
		}
	}
	if err := s.fillConsole(c, x, p, nil); err != nil {
		return err
	}
	s.renderConsole(c, http.StatusOK, x.lang, p)
	return nil
}

// exhibitGuesses is a console while somebody guesses codes.
func (s *Server) exhibitGuesses(c *gin.Context) error {
	x, err := s.sampleStage(c, workshop.Lobby)
	if err != nil {
		return err
	}
	x.guesses = oddOfAll
	p := &consolePage{Links: "/host", Screen: "/dev/gallery/screen-lobby", Code: "1234 5678", JoinHost: s.joinHost(c.Request), Pledges: "/host",
		NewCode: newCodeOf(workshop.Session{ID: sampleID, Open: true})}
	if err := s.fillConsole(c, x, p, nil); err != nil {
		return err
	}
	s.renderConsole(c, http.StatusOK, x.lang, p)
	return nil
}

func (s *Server) exhibitScreen(c *gin.Context, phase workshop.Phase, change func(*workshop.State)) error {
	x, err := s.sampleStage(c, phase)
	if err != nil {
		return err
	}
	change(x.st)
	p := &screenPage{JoinHost: s.joinHost(c.Request), Code: "1234 5678"}
	if p.QR, err = drawQR(sampleLink); err != nil {
		return err
	}
	if err := s.fillScreen(x, p); err != nil {
		return err
	}
	s.renderScreen(c, x.lang, p)
	return nil
}

func (s *Server) exhibitHost(c *gin.Context, resume *hostResume) error {
	p, err := s.hostPage(c, preset())
	if err != nil {
		return err
	}
	p.Resume = resume
	s.render(c, s.mustCurrent(), http.StatusOK, "host", p)
	return nil
}

func (s *Server) exhibitLinks(c *gin.Context) error {
	secrets := workshop.SecretsFrom(workshop.ByRecovery, "ABCDEFGHIJKLMNOPQRSTUVWX")
	p, err := s.linksPage(c, workshop.Session{ID: sampleID, Code: "12345678", Open: true}, secrets)
	if err != nil {
		return err
	}
	p.Recovery, p.Local, p.Console = workshop.ShowRecovery(secrets.Recovery), true, "/host"
	s.render(c, s.mustCurrent(), http.StatusOK, "host_links", p)
	return nil
}

func (s *Server) exhibitPledges(c *gin.Context) error {
	x, err := s.sampleStage(c, workshop.Commit)
	if err != nil {
		return err
	}
	p := pledgesPage{Back: "/host", Live: consoleAddress(sampleID) + "/pledges", Story: x.w.Title, Promises: x.promises(x.st.Present()), Link: sampleLink, Open: registerAddress(sampleID)}
	return s.showPledges(c, x.lang, p, x.st.Register(workshop.Session{ID: sampleID}))
}

// exhibitPromises is the register at a check, so many days after the session and
// with some promises looked back at.
func (s *Server) exhibitPromises(c *gin.Context, check workshop.Check, marks int, problems []*errs.E) error {
	x, err := s.sampleStage(c, workshop.Commit)
	if err != nil {
		return err
	}
	r := x.st.Register(workshop.Session{ID: sampleID})
	first := r.Promises[0]
	for n, text := range []string{"Show the field crew how to post a picture", "Write down who answers in the weekend", "Close the group that nobody reads"} {
		p := first
		p.Seat, p.Table, p.Pledge = 2+n, 1+n%2, game.Pledge{What: text}
		r.Promises = append(r.Promises, p)
	}
	for n := range min(marks, len(r.Promises)) {
		p := &r.Promises[n]
		p.Marks = append(p.Marks, workshop.Mark{Check: workshop.Check30, How: workshop.Hows[n%3], Line: "We asked four people & wrote it <b>down</b>."})
		if check == workshop.Check90 {
			p.Marks = append(p.Marks, workshop.Mark{Check: check, How: workshop.PromiseKept})
		}
	}
	status, typed := http.StatusOK, url.Values(nil)
	if len(problems) > 0 {
		status, typed = http.StatusUnprocessableEntity, url.Values{"seat": {"2"}, "line": {"typed"}}
	}
	return s.showPromises(c, status, s.registered(x.lang, r), check, sampleLink, typed, problems)
}

func (s *Server) exhibitDevice(c *gin.Context) error {
	return s.showDevice(c, devicePage{Name: "Noor", Link: sampleLink, Back: "/host"})
}

package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// consolePage is the page of the facilitator.
type consolePage struct {
	livePage
	consoleView
	Recovery string
	Links    string
	Screen   string // address of the projector with its secret
	Pledges  string
	Code     string
	NewCode  newCode
	JoinHost string
	QR       qrView // of the way in, in the lobby
	Began    int64
	Minutes  int // since the session left the lobby
	Planned  int // as the plan has it
	Debrief  *debriefView
}

// consoleView is what the console shows of the session; its key is made of it.
type consoleView struct {
	View     livePage
	Next     string // label of the button, "" at the end
	NextIs   string
	CanBack  bool
	CanSkip  bool
	Timers   bool
	Locked   bool
	Renewed  int // how often there was a new code
	Guesses  int // at least so many wrong codes came in the last minutes
	Blackout bool
	Paper    bool // the session is played on paper
	Full     bool // no more tables
	Joined   int
	Here     int
	Dilemma  string
	Scene    string
	Events   []wallEvent // to be read aloud
	Say      []string
	Ask      []string
	Watch    []string
	Tables   []tableView
	Seats    []seatView
	Quotes   []decidedView
	Widest   string
	Task     bool // the phase is one in which tables do something
	Wall     bool // the projector is open
	Answered int  // phones that answered the last question
	Waiting  int  // tables that still have to do what the phase is for
}

// tableView is a table on the console.
type tableView struct {
	Number    int
	Name      string
	Paper     bool
	Seats     []seatView
	Here      int
	Voted, Of int
	Needs     string
	Ready     bool // did what the phase is for
	Choice    *decidedView
	// For the facilitator who enters what a table decided:
	NeedList []briefNeed
	Pick     int
	Answers  []answerView
	Moves    []moveCard
	Effort   int
	Arrival  *arrivalView
	Promises []promiseView
}

// console makes the view of the facilitator.
func (x *stage) console() *consoleView {
	st := x.st
	v := &consoleView{View: x.livePage(), Timers: st.Timers, Locked: st.Locked, Renewed: st.Renewed, Guesses: x.guesses, Blackout: st.Blackout, Paper: st.Devices == workshop.Paper,
		Full: len(st.Tables) >= workshop.MaxTables, Joined: len(st.Present()), Seats: x.seats(st.Present())}
	for _, seat := range v.Seats {
		if seat.Here {
			v.Here++
		}
	}
	v.Task = st.Phase == workshop.Briefing || st.Phase == workshop.Vote || st.Phase == workshop.Decide
	v.CanBack, v.Wall, v.Answered = st.CanGoBack(), x.here[screenMember], len(x.ping.answered)
	v.CanSkip = st.Phase == workshop.Inject || st.Phase == workshop.Vote || st.Phase == workshop.Decide
	if next := st.Following(); next != st.Phase {
		v.NextIs, v.Next = string(next), x.t(nextNames[next], "n", x.coming())
	}
	x.addNotes(v)
	for _, t := range st.Tables {
		tv := x.tableView(t)
		v.Tables = append(v.Tables, tv)
		if !tv.Ready {
			v.Waiting++
		}
	}
	for _, q := range st.Quotes {
		if c := x.choice(st.Table(q.Table), q.Turn); c != nil {
			v.Quotes = append(v.Quotes, *c)
		}
	}
	if turn := x.widest(); turn >= 0 && afterPlay(st.Phase) {
		v.Widest = x.t("workshop.widest", "n", turn+1, "title", x.w.Dilemmas[x.sc.Dilemmas[x.schedule[turn]-1].ID].Title)
	}
	return v
}

// coming is the round that begins next, as people count.
func (x *stage) coming() int {
	if x.st.Phase.InRound() {
		return x.st.Turn + 2
	}
	return 1
}

// sayKey is what to say in this phase: it depends on what the phones ask, and on
// whether anything happened.
func (x *stage) sayKey(v *consoleView) string {
	switch {
	case x.st.Phase == workshop.Reveal && len(v.Events) == 0:
		return "workshop.say.quiet"
	case x.writes():
		return "workshop.say.write"
	}
	return ownNotes[x.st.Phase][0]
}

// addNotes adds what to say, to ask and to watch for.
func (x *stage) addNotes(v *consoleView) {
	own := ownNotes[x.st.Phase]
	if x.st.Phase == workshop.Reveal {
		v.Events = x.events()
	}
	add := func(list *[]string, key string) {
		if key != "" {
			*list = append(*list, x.t(key))
		}
	}
	add(&v.Say, x.sayKey(v))
	add(&v.Ask, own[1])
	add(&v.Watch, own[2])
	if !x.st.Phase.InRound() {
		if afterPlay(x.st.Phase) {
			v.Ask = append(v.Ask, x.allPrompts(x.st.Phase)...)
		}
		return
	}
	d, _ := x.round()
	w := x.w.Dilemmas[d.ID]
	v.Dilemma = w.Title
	switch x.st.Phase {
	case workshop.Inject:
		v.Scene = w.Inject
		v.Say = append(v.Say, w.Facilitator.Say)
	case workshop.Decide: // in the vote nobody talks yet
		v.Watch = append(v.Watch, w.Facilitator.Watch)
	case workshop.Reflect:
		v.Ask = append(v.Ask, w.Facilitator.Ask)
	}
}

func (x *stage) tableView(t *workshop.Table) tableView {
	st := x.st
	v := tableView{Number: t.Number, Name: x.table(t.Number), Paper: t.Paper, Seats: x.seats(st.At(t.Number)), Choice: x.choice(t, st.Turn), Ready: true, Pick: x.sc.PickNeeds}
	v.Voted, v.Of = x.turnout(t)
	for _, seat := range v.Seats {
		if seat.Here {
			v.Here++
		}
	}
	if len(t.Needs) > 0 {
		v.Needs = x.needs(t.Needs)
	}
	switch st.Phase {
	case workshop.Briefing:
		v.Ready = len(t.Needs) > 0
		for _, n := range x.sc.Needs {
			v.NeedList = append(v.NeedList, briefNeed{n.ID, x.w.Needs[n.ID].Name, "", slices.Contains(t.Needs, n.ID)})
		}
	case workshop.Vote:
		v.Ready = t.Paper || v.Voted >= v.Of && v.Of > 0
	case workshop.Decide:
		r := st.Current(t)
		v.Ready = r.Option != ""
		v.Answers = x.answers()
		for i := range v.Answers {
			v.Answers[i].Chosen = v.Answers[i].ID == r.Option
		}
		spread(v.Answers, r)
		v.Effort, v.Moves = t.Play.Last().Effort(), x.offers(t.Play.Last(), r.Moves)
	}
	if afterPlay(st.Phase) {
		v.Arrival, v.Promises = x.arrival(t), x.promises(st.At(t.Number))
	}
	return v
}

func (s *Server) getConsole(c *gin.Context) error {
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	return s.showConsole(c, x, http.StatusOK, nil)
}

// showConsole shows the console, with what went wrong.
func (s *Server) showConsole(c *gin.Context, h lead, status int, problem error) error {
	lang := s.languageOf(c)
	p := &consolePage{Recovery: s.recoveryOf(c, h.session), Links: consoleAddress(h.session.ID) + "/links", Screen: "/s/" + h.secrets.Screen,
		Code: workshop.ShowCode(h.session.Code), JoinHost: s.joinHost(c.Request), Pledges: consoleAddress(h.session.ID) + "/pledges"}
	p.NewCode = newCodeOf(h.session)
	s.rehearse(h.session)
	err := h.room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(lang, h.room.Session(), st)
		if err != nil {
			return err
		}
		return s.fillConsole(c, x, p, problem)
	})
	if err == nil && p.Phase == string(workshop.Lobby) && !p.Locked {
		p.QR, err = s.codes.draw(s.origin(c.Request) + "/j/" + h.secrets.Join)
	}
	if err != nil {
		return err
	}
	c.Header("No-Gzip-Compression", "1") // it holds the address of the projector
	s.renderConsole(c, status, lang, p)
	return nil
}

// fillConsole puts what the session shows on the page.
func (s *Server) fillConsole(c *gin.Context, x *stage, p *consolePage, problem error) error {
	p.livePage, p.consoleView = x.livePage(), *x.console()
	p.Group, p.Key, p.Refresh = hostMember, x.consoleKey(), true
	if x.st.Began > 0 && x.st.Phase != workshop.Closed {
		p.Began = x.st.Began
		p.Minutes = int((s.Now().UnixMilli() - x.st.Began) / time.Minute.Milliseconds())
		p.Planned = x.planned()
	}
	var err error
	if p.Debrief, err = x.debrief(false); err != nil {
		return err
	}
	return s.troubled(c, x, &p.livePage, problem)
}

// planned is how many minutes after the lobby this phase ends by the plan.
func (x *stage) planned() int {
	st := x.st
	until := st.Agenda.Until(st.Phase, len(x.schedule), st.Turn) + st.Agenda.Planned(st.Phase) - st.Agenda.Planned(workshop.Lobby)
	return int(until / time.Minute)
}

func (s *Server) renderConsole(c *gin.Context, status int, lang string, p *consolePage) {
	ed := s.mustCurrent()
	s.dress(c, ed, lang, &p.livePage, ed.printers[lang].T("workshop.console.title", "phase", p.PhaseFor), consoleAddress(p.ID))
	s.render(c, ed, status, "console", p)
}

// hostKinds are the commands that a facilitator may send from the console.
var hostKinds = []workshop.Kind{workshop.Next, workshop.Back, workshop.Pause, workshop.Resume, workshop.AddTime, workshop.TimersOff, workshop.TimersOn,
	workshop.Skip, workshop.Blackout, workshop.Lock, workshop.Plenary, workshop.Remove, workshop.Merge, workshop.Shift, workshop.AddTable, workshop.Keep,
	workshop.End, workshop.Needs, workshop.Decision}

func (s *Server) postConsole(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, singles...)
	}
	if err != nil {
		return err
	}
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	if form.Get("do") == string(workshop.Pass) {
		return s.makePass(c, x.room, number1(form.Get("seat")), true, consoleAddress(x.session.ID))
	}
	if err := s.hostCommand(c, x, form); err != nil {
		return s.showConsole(c, x, statusOf(err), err)
	}
	if form.Get("from") == "debrief" {
		return seeOther(c, x.debriefAddress(form))
	}
	return seeOther(c, consoleAddress(x.session.ID)+anchorOf(form))
}

// debriefAddress keeps the place on the page of a table that looks back.
func (x lead) debriefAddress(form url.Values) string {
	return consoleAddress(x.session.ID) + "/debrief?table=" + strconv.Itoa(number1(form.Get("table"))) + "#round-" + strconv.Itoa(number1(form.Get("turn"))+1)
}

// anchorOf keeps the place on the page after a command about a table or a seat.
func anchorOf(form url.Values) string {
	switch workshop.Kind(form.Get("do")) {
	case workshop.Needs, workshop.Decision, workshop.Keep:
		return "#table-" + strconv.Itoa(number1(form.Get("table")))
	case workshop.Remove, workshop.Merge, workshop.Shift:
		return "#seats"
	}
	return ""
}

// hostCommand does what a facilitator asks for. A session that closed frees its code.
func (s *Server) hostCommand(c *gin.Context, x lead, form url.Values) error {
	command, err := s.command(form, hostKinds, "host")
	if err != nil {
		return err
	}
	command.Facilitator = true
	if command.Kind == workshop.Decision {
		command.Seat = 0
	}
	if _, err := x.room.Do(c, command); err != nil {
		return err
	}
	closed := false
	err = x.room.Read(c, func(st *workshop.State) error { closed = st.Phase == workshop.Closed; return nil })
	if err == nil && closed {
		err = s.Workshops.CloseSession(c, x.session.ID)
	}
	return err
}

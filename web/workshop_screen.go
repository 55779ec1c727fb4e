package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// screenPage is the page of the projector.
type screenPage struct {
	livePage
	wallView
	JoinHost string
	Code     string
	QR       qrView
	Debrief  *debriefView
}

// wallView is what stands on the wall: nothing private before it is revealed,
// no numbers before their phase. Its key is made of it.
type wallView struct {
	View      livePage
	Blackout  bool
	Locked    bool
	Renewed   int // the code is a new one
	Joined    int
	Seats     []seatView // in the lobby
	Situation []string
	Theme     string
	Pick      int
	Needs     []briefNeed
	Groups    []groupView
	Roles     []briefRole
	Round     string
	Scene     string
	Answers   []answerView
	Tables    []wallTable
	Matrix    wallMatrix
	Events    []wallEvent
	Question  string
	Writes    bool // people answer it on their phones
	Prompts   []string
	Words     []string
	Widest    *wallWidest
	Promises  []promiseView
	Quotes    []decidedView
}

// wallTable is a table on the wall.
type wallTable struct {
	Number    int
	Name      string
	Voted, Of int
	Ready     bool
	Letter    string
	Fallback  bool
	Skipped   bool
	Bands     []bandView // until they stand in the matrix
	Arrival   *arrivalView
	Path      []decidedView
	Numbers   *numbersView
	Seats     []string
}

// wallMatrix are the indicators of all tables as words: a row for each indicator
// and a column for each table, or with many tables the other way round.
type wallMatrix struct {
	Heads []wallHead
	Rows  []wallRow
}

// wallHead names a table, with its number alone and the letter it chose, or an
// indicator by its id.
type wallHead struct{ ID, Name, Short, Letter string }

type wallRow struct {
	wallHead
	Cells []bandView
}

// manyTables is with how many tables the matrix has a row for each.
const manyTables = 5

// matrix puts the bands of the tables side by side.
func (v *wallView) matrix() {
	var tables []wallRow
	for i := range v.Tables {
		if t := &v.Tables[i]; t.Bands != nil {
			tables = append(tables, wallRow{wallHead{Name: t.Name, Letter: t.Letter}, t.Bands})
			t.Bands = nil
		}
	}
	if len(tables) == 0 {
		return
	}
	var indicators []wallRow
	for n, band := range tables[0].Cells {
		row := wallRow{wallHead: wallHead{ID: band.ID, Name: band.Name}}
		for _, t := range tables {
			row.Cells = append(row.Cells, t.Cells[n])
		}
		indicators = append(indicators, row)
	}
	rows, columns := indicators, tables
	if len(tables) >= manyTables {
		rows, columns = tables, indicators
	}
	v.Matrix.Rows = rows
	for _, c := range columns {
		v.Matrix.Heads = append(v.Matrix.Heads, c.wallHead)
	}
}

// wallEvent is an event with what it did to which tables.
type wallEvent struct {
	Title, Inject string
	Cases         []wallCase
}

type wallCase struct {
	Text   string
	Tables []string
}

// wallWidest is the round in which the tables differed most, by what they chose.
type wallWidest struct {
	N       int
	Title   string
	Choices []wallChoice
}

// wallChoice is an answer with the tables that chose it and some of their
// reasons, the ones that were kept first.
type wallChoice struct {
	Letter, Label string
	Tables        []string
	Reasons       []decidedView
	Votes         int // private votes for it, at all tables
}

// mostNames is how many names stand on the wall while people come in: the newest
// ones, so that who joins sees it happen.
const mostNames = 16

// mostReasons is how many reasons stand on the wall under one answer.
const mostReasons = 2

// widestOf gathers what the tables chose in a turn.
func (x *stage) widestOf(turn int) *wallWidest {
	d := &x.sc.Dilemmas[x.schedule[turn]-1]
	v := &wallWidest{N: turn + 1, Title: x.w.Dilemmas[d.ID].Title}
	choices := x.choices(turn)
	told := slices.Clone(choices)
	slices.SortStableFunc(told, func(a, b decidedView) int { return cmp.Compare(b.rank(), a.rank()) })
	for i, o := range d.Options {
		c := wallChoice{Letter: letter(i), Label: x.w.Options[o.ID].Label}
		for _, t := range x.st.Tables {
			c.Votes += t.Rounds[turn].Spread()[o.ID]
		}
		for n := range choices {
			if choices[n].Letter == c.Letter {
				c.Tables = append(c.Tables, choices[n].Table)
			}
			if told[n].Letter == c.Letter && told[n].Reason != "" && len(c.Reasons) < mostReasons {
				c.Reasons = append(c.Reasons, told[n])
			}
		}
		if len(c.Tables) > 0 {
			v.Choices = append(v.Choices, c)
		}
	}
	return v
}

// rank puts reasons that were kept before others.
func (d decidedView) rank() int {
	if d.Kept {
		return 1
	}
	return 0
}

// wall makes the view of the projector.
func (x *stage) wall() *wallView {
	st := x.st
	v := &wallView{View: x.livePage(), Blackout: st.Blackout, Locked: st.Locked, Renewed: st.Renewed, Joined: len(st.Present())}
	if st.Blackout {
		return v
	}
	for _, t := range st.Tables {
		v.Tables = append(v.Tables, wallTable{Number: t.Number, Name: x.table(t.Number)})
	}
	switch {
	case st.Phase == workshop.Lobby:
		v.Seats = x.seats(st.Present())
		v.Seats = v.Seats[max(0, len(v.Seats)-mostNames):]
		for i := range v.Seats {
			v.Seats[i].Here = true // who drops out for a moment stays on the wall
		}
	case st.Phase == workshop.Briefing:
		x.wallBriefing(v)
	case st.Phase == workshop.Roles:
		for _, role := range x.roleCards(x.sc.Roles) {
			role.Brief = "" // for those who have the role
			v.Roles = append(v.Roles, role)
		}
		x.wallSeats(v)
	case st.Phase.InRound():
		x.wallRound(v)
	default:
		x.wallDebrief(v)
	}
	v.matrix()
	return v
}

func (x *stage) wallBriefing(v *wallView) {
	v.Theme, v.Situation, v.Pick, v.Groups = x.w.Theme, x.w.Situation[:min(len(x.w.Situation), 1)], x.sc.PickNeeds, x.groupsAtStart()
	for _, n := range x.sc.Needs {
		w := x.w.Needs[n.ID]
		v.Needs = append(v.Needs, briefNeed{ID: n.ID, Name: w.Name, Text: w.Text})
	}
	x.wallSeats(v)
	for i, t := range x.st.Tables {
		v.Tables[i].Ready = len(t.Needs) > 0
	}
}

// wallSeats puts the names of people beside their tables.
func (x *stage) wallSeats(v *wallView) {
	for i, t := range x.st.Tables {
		for _, seat := range x.st.At(t.Number) {
			v.Tables[i].Seats = append(v.Tables[i].Seats, x.name(seat))
		}
	}
}

func (x *stage) wallRound(v *wallView) {
	d, _ := x.round()
	w := x.w.Dilemmas[d.ID]
	v.Round, v.Scene = w.Title, w.Inject
	if x.st.Phase == workshop.Inject {
		return
	}
	v.Answers = x.answers()
	for i, t := range x.st.Tables {
		r := x.st.Current(t)
		switch x.st.Phase {
		case workshop.Vote:
			v.Tables[i].Voted, v.Tables[i].Of = x.turnout(t)
			v.Tables[i].Ready = v.Tables[i].Of > 0 && v.Tables[i].Voted == v.Tables[i].Of
		case workshop.Decide:
			v.Tables[i].Ready = r.Option != ""
		case workshop.Reveal, workshop.Reflect:
			x.wallTold(&v.Tables[i], t, r, v.Answers, optionAt(d, r.Option))
		}
	}
	if x.st.Phase == workshop.Reveal || x.st.Phase == workshop.Reflect {
		v.Question, v.Writes = w.Facilitator.Ask, x.writes()
		v.Events = x.events()
		for i := range v.Answers {
			a := &v.Answers[i]
			if len(v.Tables) > 0 {
				a.TableShare = 100 * len(a.Tables) / len(v.Tables)
			}
			if len(a.Tables) > 0 {
				a.Consequence = firstSentence(x.w.Options[a.ID].Consequence)
			}
		}
	}
}

// firstSentence is as much of a text as fits on a wall; the phones have it all.
func firstSentence(text string) string {
	for i, r := range text {
		if rest := text[i+utf8.RuneLen(r):]; strings.ContainsRune(".!?…", r) && i >= shortest && (rest == "" || rest[0] == ' ' || rest[0] == '\n') {
			return text[:i+utf8.RuneLen(r)]
		}
	}
	return text
}

// shortest is how long a sentence must be to stand alone, in bytes.
const shortest = 40

// wallTold puts what a table decided on the wall.
func (x *stage) wallTold(v *wallTable, t *workshop.Table, r *workshop.Round, answers []answerView, at int) {
	before, step := taken(t, r.Number)
	v.Skipped, v.Fallback = r.Skipped, r.Fallback
	if step == nil {
		return
	}
	v.Bands = x.bands(&step.State, before)
	if at >= 0 && !r.Skipped {
		v.Letter = letter(at)
		answers[at].Tables = append(answers[at].Tables, v.Name)
	}
}

// events gathers the events of the round; all tables meet the same one, but it
// may have treated them differently.
func (x *stage) events() (events []wallEvent) {
	for _, t := range x.st.Tables {
		r := x.st.Current(t)
		_, step := taken(t, r.Number)
		if step == nil {
			continue
		}
		e := x.event(&step.State, r.Number)
		if e == nil {
			continue
		}
		at := slices.IndexFunc(events, func(w wallEvent) bool { return w.Title == e.Title })
		if at < 0 {
			events, at = append(events, wallEvent{Title: e.Title, Inject: e.Inject}), len(events)
		}
		cases := &events[at].Cases
		which := slices.IndexFunc(*cases, func(k wallCase) bool { return k.Text == e.Text })
		if which < 0 {
			*cases, which = append(*cases, wallCase{Text: e.Text}), len(*cases)
		}
		(*cases)[which].Tables = append((*cases)[which].Tables, x.table(t.Number))
	}
	return events
}

func (x *stage) wallDebrief(v *wallView) {
	st := x.st
	for i, t := range st.Tables {
		w := &v.Tables[i]
		w.Arrival = x.arrival(t)
		if w.Arrival == nil {
			continue
		}
		w.Bands, w.Numbers = x.bands(t.Play.Last(), &t.Play.Start), x.numbers(t.Play.Last())
		for turn := range t.Rounds {
			if c := x.choice(t, turn); c != nil {
				c.Reason, c.Votes, c.By = "", nil, ""
				w.Path = append(w.Path, *c)
			}
		}
	}
	v.Prompts = x.allPrompts(st.Phase)
	if st.Phase == workshop.Numbers || st.Phase == workshop.Describe {
		for _, seat := range st.Present() {
			if seat.Word != "" {
				v.Words = append(v.Words, seat.Word)
			}
		}
	}
	if turn := x.widest(); turn >= 0 && st.Phase == workshop.Analyse {
		v.Widest = x.widestOf(turn)
	}
	for _, q := range st.Quotes {
		if c := x.choice(st.Table(q.Table), q.Turn); c != nil {
			v.Quotes = append(v.Quotes, *c)
		}
	}
	if st.Phase == workshop.Commit || st.Phase == workshop.Closed {
		for _, p := range x.promises(st.Present()) {
			if p.Picked {
				v.Promises = append(v.Promises, p)
			}
		}
	}
}

func (s *Server) getScreen(c *gin.Context) error {
	w, err := s.watched(c)
	if err != nil {
		return err
	}
	lang := s.languageOf(c)
	p := &screenPage{JoinHost: s.joinHost(c.Request), Code: workshop.ShowCode(w.session.Code)}
	if p.QR, err = s.codes.draw(s.origin(c.Request) + "/j/" + w.secrets.Join); err != nil {
		return err
	}
	err = w.room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(lang, w.session, st)
		if err != nil {
			return err
		}
		return s.fillScreen(x, p)
	})
	if err != nil {
		return err
	}
	s.renderScreen(c, lang, p)
	return nil
}

func (s *Server) fillScreen(x *stage, p *screenPage) (err error) {
	p.livePage, p.wallView = x.livePage(), *x.wall()
	p.Group, p.Refresh = screenMember, true
	if p.Debrief, err = x.debrief(true); err != nil {
		return err
	}
	p.Key, err = s.wallKey(x)
	return err
}

// wallKey is the key that the notice of the projector has: it is made in one
// language, whatever the wall shows.
func (s *Server) wallKey(x *stage) (string, error) {
	y, err := s.stage(x.ed.languages[0], workshop.Session{ID: x.id, Code: x.code}, x.st)
	if err != nil {
		return "", err
	}
	return viewKey(y.wall())
}

func (s *Server) renderScreen(c *gin.Context, lang string, p *screenPage) {
	ed := s.mustCurrent()
	s.dress(c, ed, lang, &p.livePage, p.PhaseFor, screenAddress(p.ID))
	s.render(c, ed, http.StatusOK, "screen", p)
}

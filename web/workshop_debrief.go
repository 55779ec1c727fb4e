package web

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/web/chart"
)

// debriefView puts the tables side by side when play is over. It is nil before:
// most of it is numbers.
type debriefView struct {
	Wall       bool
	Rounds     []debriefRound
	Paths      []debriefPath
	Adoption   *figureView
	Principles *principleTable
	Why        []debriefWhy
	Detail     string // address of the pages of single tables
}

// debriefRound heads a column of the path of the tables.
type debriefRound struct {
	N      int
	Title  string
	Widest bool // the tables differed most in it
}

// debriefPath is what a table chose, round by round, and where it came.
type debriefPath struct {
	Number       int
	Name         string
	Steps        []debriefStep
	Ending, Tone string
}

type debriefStep struct {
	Letter, Label string
	Widest        bool
}

// principleTable is how much of what was possible each table did for each
// principle.
type principleTable struct {
	Tables []string
	Rows   []principleCells
	Part   bool // only those in which the tables differ most
}

type principleCells struct {
	Name, About string
	Cells       []principleCell
	apart       int
}

// principleCell is a share in per cent, if anything was at stake, and who has it
// when that is not the table of the column.
type principleCell struct {
	Percent int
	AtStake bool
	Who     string
}

// debriefWhy is why the round in which the tables differed most went as it did
// at a table.
type debriefWhy struct {
	Table, Letter string
	Groups        []whyGroup
}

// mostApart is how many principles fit on a wall, and wallPlot how high a plot
// is there, in pixels of a chart: letters of 12 of them are as large as the rest.
const (
	mostApart = 4
	wallPlot  = 130
)

// inDebrief says whether the tables look back, and the numbers are known.
func inDebrief(p workshop.Phase) bool {
	return slices.Index(workshop.Phases, p) >= slices.Index(workshop.Phases, workshop.Describe)
}

// arrived are the tables that played to an ending.
func (x *stage) arrived() []*workshop.Table {
	var out []*workshop.Table
	for _, t := range x.st.Tables {
		if t.Play.Last().Ended() {
			out = append(out, t)
		}
	}
	return out
}

// debrief compares the tables as the phase asks: what happened, then why. The
// wall shows as much of it as can be read from the back of a room.
func (x *stage) debrief(wall bool) (*debriefView, error) {
	phase, tables := x.st.Phase, x.arrived()
	onWall := phase == workshop.Describe || phase == workshop.Analyse
	if !inDebrief(phase) || len(tables) == 0 || wall && !onWall {
		return nil, nil
	}
	v := &debriefView{Wall: wall, Detail: consoleAddress(x.id) + "/debrief"}
	var err error
	if !wall || phase == workshop.Describe {
		v.Rounds, v.Paths = x.debriefRounds(), x.paths(tables)
		theme := chart.Light()
		if theme.Number = x.number0; wall {
			theme.Plot = wallPlot
		}
		if v.Adoption, err = drawFigure("adoption", x.adoptionFigure(tables), theme); err != nil {
			return nil, err
		}
	}
	if !wall || phase == workshop.Analyse {
		if v.Principles = x.principleTable(tables, wall); wall && len(tables) >= manyTables {
			v.Principles.extremes(&x.speaker)
		}
		v.Why = x.whyWidest(tables, wall)
	}
	return v, nil
}

// take are the links to the report of the session.
func (x *stage) take() takeView { return x.ed.take(x.lang, consoleAddress(x.id)+"/report", nil) }

func (x *stage) number0(n float64) string { return x.p.Number(n, 0) }

func (x *stage) debriefRounds() []debriefRound {
	widest := x.widest()
	out := make([]debriefRound, len(x.schedule))
	for turn, number := range x.schedule {
		out[turn] = debriefRound{turn + 1, x.w.Dilemmas[x.sc.Dilemmas[number-1].ID].Title, turn == widest}
	}
	return out
}

func (x *stage) paths(tables []*workshop.Table) []debriefPath {
	widest := x.widest()
	var out []debriefPath
	for _, t := range tables {
		a := x.arrival(t)
		p := debriefPath{Number: t.Number, Name: x.table(t.Number), Ending: a.Title, Tone: a.Tone}
		for turn := range t.Rounds {
			step := debriefStep{Widest: turn == widest}
			if c := x.choice(t, turn); c != nil && !c.Skipped {
				step.Letter, step.Label = c.Letter, c.Label
			}
			p.Steps = append(p.Steps, step)
		}
		out = append(out, p)
	}
	return out
}

// adoption is how far all staff came, groups weighed by their size, from 0 to 100.
func (x *stage) adoption(s *game.State) float64 {
	sum, staff := 0, 0
	for i, segment := range x.sc.Segments {
		sum += segment.Size * s.Adoption(i)
		staff += segment.Size
	}
	if staff == 0 {
		return 0
	}
	return float64(sum) / float64(staff)
}

// adoptionFigure has a line for each table: the adoption of all staff after
// every round. Of many tables it shows the one that came furthest, the one that
// came least far, and the average.
func (x *stage) adoptionFigure(tables []*workshop.Table) report.Figure {
	f := x.played(tables[0]).overMoments(report.Lines, 100, x.t("workshop.debrief.adoption"), x.t("game.figure.adoption"))
	var all []report.Series
	for _, t := range tables {
		s := report.Series{Name: x.table(t.Number)}
		for _, state := range x.played(t).moments() {
			s.Values = append(s.Values, report.Of(x.adoption(state)))
		}
		all = append(all, s)
	}
	last := func(s report.Series) float64 { return s.Values[len(s.Values)-1].Number }
	byEnd := slices.SortedStableFunc(slices.Values(all), func(a, b report.Series) int { return int(1000*last(b)) - int(1000*last(a)) })
	top, low := byEnd[0], byEnd[len(byEnd)-1]
	switch {
	case len(all) == 1:
		f.Sentence = x.t("workshop.debrief.adoption.one", "from", x.number0(all[0].Values[0].Number), "to", x.number0(last(top)))
	case x.number0(last(top)) == x.number0(last(low)):
		f.Sentence = x.t("workshop.debrief.adoption.same", "to", x.number0(last(top)))
	default:
		f.Sentence = x.t("workshop.debrief.adoption.sentence", "top", top.Name, "to", x.number0(last(top)), "low", low.Name, "least", x.number0(last(low)))
	}
	if f.Series = all; len(all) > report.LinesMost {
		f.Series = []report.Series{top, low, x.average(all)}
	}
	return f
}

func (x *stage) average(all []report.Series) report.Series {
	s := report.Series{Name: x.t("workshop.debrief.average", "count", len(all))}
	for i := range all[0].Values {
		sum := 0.0
		for _, one := range all {
			sum += one.Values[i].Number
		}
		s.Values = append(s.Values, report.Of(sum/float64(len(all))))
	}
	return s
}

// played is the game of a table as the pages of a single game know it.
func (x *stage) played(t *workshop.Table) *played {
	return &played{speaker: x.speaker, ed: x.ed, lang: x.lang, play: t.Play, turns: turnsOf(t.Play)}
}

// turnsOf are the rounds of a play as turns, without reasons.
func turnsOf(play game.Play) []game.Turn {
	var turns []game.Turn
	for i := 1; i < len(play.Steps); i++ { // the first step is the needs
		c := play.Steps[i].Command
		turns = append(turns, game.Turn{Round: c.Round, Option: c.Option, Moves: c.Moves})
	}
	return turns
}

// principleTable sets the tables side by side; a wall has room for the
// principles in which they differ most.
func (x *stage) principleTable(tables []*workshop.Table, part bool) *principleTable {
	v := &principleTable{}
	for _, id := range game.Principles {
		texts := principleTexts[id]
		v.Rows = append(v.Rows, principleCells{Name: x.t(texts[0]), About: x.t(texts[1])})
	}
	for _, t := range tables {
		v.Tables = append(v.Tables, x.table(t.Number))
		for i, score := range x.sc.Alignment(t.Play.Last()).Principles {
			percent, atStake := score.Percent()
			v.Rows[i].Cells = append(v.Rows[i].Cells, principleCell{Percent: percent, AtStake: atStake})
		}
	}
	if !part {
		return v
	}
	for i := range v.Rows {
		v.Rows[i].apart = apart(v.Rows[i].Cells)
	}
	slices.SortStableFunc(v.Rows, func(a, b principleCells) int { return b.apart - a.apart })
	v.Part, v.Rows = true, v.Rows[:min(mostApart, len(v.Rows))]
	return v
}

// mostNamed is how many tables are named in one cell.
const mostNamed = 3

// extremes leaves of each row the tables that did most and those that did least,
// because a column for each of many tables cannot be read from afar.
func (v *principleTable) extremes(x *speaker) {
	names := v.Tables
	v.Tables = []string{x.t("workshop.debrief.most"), x.t("workshop.debrief.least")}
	for i := range v.Rows {
		row := &v.Rows[i]
		low, high := bounds(row.Cells)
		var ends []principleCell
		for _, end := range []int{high, low} {
			var who []string
			for n, c := range row.Cells {
				if c.AtStake && c.Percent == end {
					who = append(who, names[n])
				}
			}
			cell := principleCell{Percent: end, AtStake: len(who) > 0, Who: x.p.List(who)}
			if len(who) > mostNamed {
				cell.Who = x.t("workshop.debrief.tables", "count", len(who))
			}
			ends = append(ends, cell)
		}
		row.Cells = ends
	}
}

// bounds are the lowest and the highest share, 101 and -1 when nothing was at stake.
func bounds(cells []principleCell) (low, high int) {
	low, high = 101, -1
	for _, c := range cells {
		if c.AtStake {
			low, high = min(low, c.Percent), max(high, c.Percent)
		}
	}
	return low, high
}

// apart is how far the cells lie apart, -1 when nothing was at stake.
func apart(cells []principleCell) int {
	low, high := bounds(cells)
	return max(high-low, -1)
}

// whyWidest tells why the round in which the tables differed most went as it
// did: on a wall one line a table, what its choice did.
func (x *stage) whyWidest(tables []*workshop.Table, part bool) []debriefWhy {
	turn := x.widest()
	if turn < 0 {
		return nil
	}
	var out []debriefWhy
	for _, t := range tables {
		c := x.choice(t, turn)
		if c == nil || c.Skipped {
			continue
		}
		r := t.Rounds[turn]
		groups := x.why(r.Number, r.Facts)
		if part && len(groups) > 0 {
			groups = []whyGroup{{groups[0].Title, groups[0].Lines[:1]}}
		}
		if len(groups) > 0 {
			out = append(out, debriefWhy{c.Table, c.Letter, groups})
		}
	}
	return out
}

// debriefPage is how it went at one table, for the facilitator.
type debriefPage struct {
	Page
	Back       string
	Live       string
	Nonce      string // makes a command that is sent twice one command
	Story      string
	Name       string
	Tables     []debriefTab
	Arrival    *arrivalView
	Outcome    string
	Indicators *figureView
	Groups     *figureView
	Principles *figureView
	Needs      []string
	Kept       []string
	Broken     []string
	Rounds     []debriefTurn
	Phases     []reflectPhase
	Take       takeView
}

// debriefTab leads to a table.
type debriefTab struct {
	Name, Href string
	Here       bool
}

// debriefTurn is a round of a table with what it led to and why.
type debriefTurn struct {
	N     int
	Title string
	*decidedView
	Bands []bandView
	Why   []whyGroup
	Event *eventView
}

func (s *Server) getDebrief(c *gin.Context) error {
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	var p *debriefPage
	lang := s.languageOf(c)
	err = h.room.Read(c, func(st *workshop.State) error {
		x, err := s.stage(lang, h.session, st)
		if err == nil {
			p, err = x.debriefPage(number1(c.Query("table")))
		}
		return err
	})
	if err != nil {
		return err
	}
	if p == nil { // not yet: there are numbers on it
		return seeOther(c, consoleAddress(h.session.ID))
	}
	s.charts.warm()
	s.renderDebrief(c, lang, p)
	return nil
}

func (s *Server) renderDebrief(c *gin.Context, lang string, p *debriefPage) {
	ed := s.mustCurrent()
	p.Page = s.page(c, ed, lang, ed.printers[lang].T("workshop.debrief.title", "table", p.Name))
	p.Nav = "game"
	s.render(c, ed, http.StatusOK, "host_debrief", p)
}

// debriefPage tells how it went at a table, or at the first one when the number
// names none; nil before the debrief.
func (x *stage) debriefPage(number int) (*debriefPage, error) {
	tables := x.arrived()
	if !inDebrief(x.st.Phase) || len(tables) == 0 {
		return nil, nil
	}
	t := tables[max(slices.IndexFunc(tables, func(t *workshop.Table) bool { return t.Number == number }), 0)]
	p := &debriefPage{Back: consoleAddress(x.id), Live: consoleAddress(x.id) + "/debrief", Nonce: rand.Text(), Story: x.w.Title, Name: x.table(t.Number), Arrival: x.arrival(t),
		Take: x.take()}
	for _, other := range tables {
		p.Tables = append(p.Tables, debriefTab{x.table(other.Number), p.Live + "?table=" + strconv.Itoa(other.Number), other == t})
	}
	play := x.played(t)
	a := x.sc.Alignment(t.Play.Last())
	p.Outcome = play.points(x.sc.Outcome(t.Play.Last()))
	p.Kept, p.Broken = play.orderRules(a.Order)
	for _, score := range a.Needs {
		p.Needs = append(p.Needs, play.needSentence(score))
	}
	x.addDebriefTurns(p, t)
	for _, phase := range phaseTexts {
		if prompts := x.prompts(t, workshop.Phase(phase.phase)); len(prompts) > 0 {
			p.Phases = append(p.Phases, reflectPhase{Title: x.t(phase.key), Prompts: prompts})
		}
	}
	var err error
	if p.Indicators, err = newFigureView("indicators", play.indicatorFigure(), x.number0); err != nil {
		return nil, err
	}
	if p.Groups, err = newFigureView("groups", play.groupFigure(), x.number0); err != nil {
		return nil, err
	}
	p.Principles, err = newFigureView("principles", play.principleFigure(a), x.number0)
	return p, err
}

func (x *stage) addDebriefTurns(p *debriefPage, t *workshop.Table) {
	for turn, r := range t.Rounds {
		c := x.choice(t, turn)
		before, step := taken(t, r.Number)
		if c == nil || step == nil {
			continue
		}
		p.Rounds = append(p.Rounds, debriefTurn{turn + 1, x.w.Dilemmas[x.sc.Dilemmas[r.Number-1].ID].Title, c, x.bands(&step.State, before),
			x.why(r.Number, r.Facts), x.event(&step.State, r.Number)})
	}
}

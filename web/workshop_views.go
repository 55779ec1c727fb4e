package web

import (
	"slices"
	"strconv"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// clockView is the timer: a deadline, or what is left while paused.
type clockView struct {
	Deadline, Left int64
	Paused, On     bool
}

func (x *stage) clock() clockView {
	return clockView{x.st.Deadline, x.st.Left, x.st.Paused, x.st.Deadline > 0 || x.st.Left > 0}
}

// answerView is an answer of a round with its letter.
type answerView struct {
	ID, Letter, Label string
	Own               bool // what this seat voted, or what is chosen in the form
	Chosen            bool // what the table decided
	Votes, Share      int  // at this table; Share in per cent of its votes
	Tables            []string
	TableShare        int // in per cent of the tables
	Consequence       string
}

// Dots is a list as long as there are votes.
func (a answerView) Dots() []struct{} { return make([]struct{}, a.Votes) }

// answers are the answers of the current round.
func (x *stage) answers() []answerView {
	d, _ := x.round()
	out := make([]answerView, len(d.Options))
	for i, o := range d.Options {
		out[i] = answerView{ID: o.ID, Letter: letter(i), Label: x.w.Options[o.ID].Label}
	}
	return out
}

// spread puts the votes of a table beside the answers.
func spread(answers []answerView, r *workshop.Round) {
	count := r.Spread()
	for i := range answers {
		answers[i].Votes = count[answers[i].ID]
		if len(r.Votes) > 0 {
			answers[i].Share = 100 * answers[i].Votes / len(r.Votes)
		}
	}
}

// decidedView is what a table decided in a round.
type decidedView struct {
	Table         string
	Number        int
	Letter, Label string
	Reason        string
	Moves         []string
	By            string
	Fallback      bool
	Skipped       bool
	Votes         []answerView
	Against       bool // the table decided otherwise than most of its votes
	Kept          bool // the facilitator kept the reason
	Turn          int
}

// choice is what a table decided in a turn; nil when it has not.
func (x *stage) choice(t *workshop.Table, turn int) *decidedView {
	if turn < 0 || turn >= len(t.Rounds) {
		return nil
	}
	r := t.Rounds[turn]
	if r.Option == "" && !r.Skipped {
		return nil
	}
	v := &decidedView{Table: x.table(t.Number), Number: t.Number, Reason: r.Reason, Fallback: r.Fallback, Skipped: r.Skipped, Turn: turn,
		Kept: slices.Contains(x.st.Quotes, workshop.Quote{Table: t.Number, Turn: turn})}
	if r.Skipped {
		return v
	}
	d := &x.sc.Dilemmas[r.Number-1]
	v.Letter, v.Label, v.Against = letter(optionAt(d, r.Option)), x.w.Options[r.Option].Label, r.AgainstMajority()
	for _, id := range r.Moves {
		v.Moves = append(v.Moves, x.w.Moves[id].Name)
	}
	if seat := x.st.Seat(r.By); seat != nil {
		v.By = x.name(seat)
	}
	count := r.Spread()
	for i, o := range d.Options {
		v.Votes = append(v.Votes, answerView{ID: o.ID, Letter: letter(i), Label: x.w.Options[o.ID].Label, Votes: count[o.ID]})
	}
	return v
}

// choices are what all tables decided in a turn.
func (x *stage) choices(turn int) []decidedView {
	var out []decidedView
	for _, t := range x.st.Tables {
		if v := x.choice(t, turn); v != nil {
			out = append(out, *v)
		}
	}
	return out
}

// table is the name of a table.
func (x *stage) table(number int) string {
	if number == 0 {
		return ""
	}
	return x.t("workshop.table", "n", strconv.Itoa(number))
}

// storyView is what a round led to at one table.
type storyView struct {
	decidedView
	Consequence string
	Event       *eventView
	Bands       []bandView
	Groups      []groupView
	Why         []whyGroup
}

// story is what the current round led to at a table; nil before the reveal.
func (x *stage) story(t *workshop.Table) *storyView {
	r := x.st.Current(t)
	if r == nil {
		return nil
	}
	before, step := taken(t, r.Number)
	choice := x.choice(t, x.st.Turn)
	if step == nil || choice == nil {
		return nil
	}
	v := &storyView{decidedView: *choice, Bands: x.bands(&step.State, before), Groups: x.groups(&step.State, before), Why: x.why(r.Number, r.Facts)}
	if !r.Skipped {
		v.Consequence = x.w.Options[r.Option].Consequence
	}
	v.Event = x.event(&step.State, r.Number)
	return v
}

// event is what came from outside in a round, with what it led to in this state.
func (x *stage) event(s *game.State, number int) *eventView {
	id, which := x.sc.EventOf(s, number)
	if id == "" {
		return nil
	}
	e := x.w.Events[id]
	return &eventView{e.Title, e.Inject, e.Cases[which]}
}

// seatView is a seat as others see it.
type seatView struct {
	Number int
	Name   string
	Table  int
	Roles  []string
	Here   bool
	Voted  bool
	Self   bool
	Typed  bool // somebody typed the name
}

func (x *stage) seat(seat *workshop.Seat) seatView {
	v := seatView{Number: seat.Number, Name: x.name(seat), Table: seat.Table, Here: x.connected(seat), Typed: seat.Name != ""}
	for _, id := range seat.Roles {
		v.Roles = append(v.Roles, x.role(id))
	}
	if t := x.st.Table(seat.Table); t != nil && (x.st.Phase == workshop.Vote || x.st.Phase == workshop.Decide) {
		if r := x.st.Current(t); r != nil {
			v.Voted = r.Votes[seat.Number] != ""
		}
	}
	return v
}

func (x *stage) seats(seats []*workshop.Seat) []seatView {
	out := make([]seatView, len(seats))
	for i, seat := range seats {
		out[i] = x.seat(seat)
	}
	return out
}

// numbersView is what was hidden in play, of one table.
type numbersView struct {
	Outcome string // of 100
	Rows    []numberRow
	Groups  []numberRow
}

// numberRow is a level from 0 to 100 with its band.
type numberRow struct {
	ID, Name, Word string
	Value          int
	Band           int
}

// numbers are the numbers of a table; nobody calls it before the phase of numbers.
func (x *stage) numbers(s *game.State) *numbersView {
	v := &numbersView{Outcome: x.p.Integer((x.sc.Outcome(s) + 50) / 100)}
	for i, b := range x.bands(s, nil) {
		v.Rows = append(v.Rows, numberRow{b.ID, b.Name, b.Word, s.Level(game.Indicator(i)), b.Band})
	}
	for i, g := range x.groups(s, nil) {
		v.Groups = append(v.Groups, numberRow{g.ID, g.Name, g.Word, s.Adoption(i), g.Stage})
	}
	return v
}

// arrivalView is the ending of a table.
type arrivalView struct {
	Table, Title, Story, Tone string
	Carried, Cost             string
}

func (x *stage) arrival(t *workshop.Table) *arrivalView {
	last := t.Play.Last()
	if !last.Ended() {
		return nil
	}
	e := x.sc.Arrived(last)
	w := x.w.Endings[e.ID]
	return &arrivalView{x.table(t.Number), w.Title, w.Story, e.Tone, w.Carried, w.Cost}
}

// afterPlay says whether a phase comes after the last round.
func afterPlay(p workshop.Phase) bool {
	return slices.Index(workshop.Phases, p) >= slices.Index(workshop.Phases, workshop.Numbers)
}

// promiseView is a pledge.
type promiseView struct {
	Seat             int
	Who, Text, Table string
	By               string // YYYY-MM-DD, or ""
	Picked, Own      bool
}

// promise writes a pledge as a sentence; nil when the seat made none.
func (x *stage) promise(seat *workshop.Seat) *promiseView {
	if seat.Pledge.What == "" {
		return nil
	}
	v := &promiseView{Seat: seat.Number, Who: x.name(seat), Text: x.pledgeText(seat.Pledge), Table: x.table(seat.Table), By: seat.Pledge.By}
	if t := x.st.Table(seat.Table); t != nil {
		v.Picked = t.Pledge == seat.Number
	}
	return v
}

// promises are the pledges of some seats.
func (x *stage) promises(seats []*workshop.Seat) []promiseView {
	var out []promiseView
	for _, seat := range seats {
		if v := x.promise(seat); v != nil {
			out = append(out, *v)
		}
	}
	return out
}

// groupsAtStart are the groups of staff before the first round.
func (x *stage) groupsAtStart() []groupView {
	start, _ := x.sc.Start(game.Setup{})
	return x.groups(&start, nil)
}

package web

import (
	"net/url"
	"slices"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// livePage is what every page of a running session has.
type livePage struct {
	Page
	ID        string
	Live      string // address of this page
	Follow    string // the same, when its /events and /state tell what changes
	Group     string
	Key       string // of the page; another one in a notice means: fetch it again
	Nonce     string // makes a command that is sent twice one command
	Version   int64
	Turn      int
	Phase     string
	PhaseFor  string // its name
	Scenario  string // id
	Story     string // title of the scenario
	N, Total  int    // round as people count
	Clock     clockView
	Plenary   bool
	Rehearsal bool // with pretend players
	Refresh   bool // without JavaScript, load again every few seconds
	Notice    string
	Problems  []problem
}

// phonePage is the page of a seat.
type phonePage struct {
	livePage
	Seat      string
	Elsewhere bool // the seat was taken along to a newer device
	TypedName string
	Table     string
	Shared    bool // one device for the table
	Joined    int
	Mates     []seatView
	Situation []string
	Groups    []groupView
	Pick      int
	Needs     []briefNeed
	Picked    string
	Roles     []briefRole
	Round     string // title of the dilemma
	Scene     string
	Hints     []adviserView
	Answers   []answerView
	Vote      *answerView
	Turnout   string // how many of the table voted
	Choice    *decidedView
	Seen      int // decisions of the table that this page knows of, and one
	Moves     []moveCard
	Done      []string
	Effort    int
	Max       int
	Reason    string
	MaxReason int
	Bands     []bandView
	Told      *storyView
	Others    []decidedView
	Question  string
	Writes    bool
	Wrote     string
	Word      string
	Numbers   *numbersView
	Arrival   *arrivalView
	Prompts   []string
	Widest    []decidedView // what tables chose where they differed most
	WidestN   int
	WidestFor string
	Path      []decidedView
	Pledge    game.Pledge
	Promise   *promiseView
	Promises  []promiseView
	Notes     []noteView
}

// noteView is what a seat wrote for itself after a round.
type noteView struct {
	N    int
	Text string
}

// livePage begins a page of this session. Its address, title and secrets are
// filled in where it is shown.
func (x *stage) livePage() livePage {
	st := x.st
	p := livePage{ID: x.id, Version: st.Version, Turn: st.Turn, Phase: string(st.Phase), PhaseFor: x.t(phaseNames[st.Phase]),
		Scenario: x.sc.Ref.ID, Story: x.w.Title, Clock: x.clock(), Plenary: st.Plenary, Total: len(x.schedule), Rehearsal: st.Rehearsal != ""}
	if st.Phase.InRound() {
		p.N = st.Turn + 1
	}
	return p
}

// phone makes the page of a seat. typed is what was sent and refused, or nil.
func (x *stage) phone(seat *workshop.Seat, typed url.Values) *phonePage {
	p := &phonePage{livePage: x.livePage(), Seat: x.name(seat), TypedName: seat.Name, Table: x.table(seat.Table),
		Shared: x.st.Devices == workshop.Shared}
	p.Group, p.Key = tableGroup(seat.Table), x.tableKey(seat.Table)
	if typed.Has("name") {
		p.TypedName = typed.Get("name")
	}
	t := x.st.Table(seat.Table)
	if t == nil {
		p.Refresh, p.Joined = true, len(x.st.Present())
		return p
	}
	x.addPhase(p, seat, t, typed)
	return p
}

// removedPhase stands for the phase on the page of a seat that was taken out.
const removedPhase = "removed"

// removed is the page of a seat that was taken out.
func (x *stage) removed(seat *workshop.Seat) *phonePage {
	p := &phonePage{livePage: x.livePage(), Seat: x.name(seat)}
	p.Phase, p.PhaseFor, p.N = removedPhase, x.t("workshop.phase.removed"), 0
	return p
}

// addPhase adds what a seat sees in the phase that is on.
func (x *stage) addPhase(p *phonePage, seat *workshop.Seat, t *workshop.Table, typed url.Values) {
	phase := x.st.Phase
	switch {
	case phase == workshop.Briefing:
		p.Situation, p.Groups, p.Pick = x.w.Situation, x.groupsAtStart(), x.sc.PickNeeds
		p.Mates = x.mates(seat)
		for i := range p.Mates {
			p.Mates[i].Roles = nil // they come in the next phase
		}
		x.addNeeds(p, t, typed)
	case phase == workshop.Roles:
		p.Roles, p.Mates, p.Refresh = x.roleCards(seat.Roles), x.mates(seat), true
	case phase.InRound():
		x.addRound(p, seat, t, typed)
	case afterPlay(phase):
		x.addDebrief(p, seat, t, typed)
	}
}

func (x *stage) addNeeds(p *phonePage, t *workshop.Table, typed url.Values) {
	chosen := t.Needs
	if typed.Has("need") {
		chosen = typed["need"]
	}
	for _, n := range x.sc.Needs {
		w := x.w.Needs[n.ID]
		p.Needs = append(p.Needs, briefNeed{n.ID, w.Name, w.Text, slices.Contains(chosen, n.ID)})
	}
	if len(t.Needs) > 0 {
		p.Picked = x.needs(t.Needs)
	}
	p.Refresh = p.Picked != "" && typed == nil
}

// mates are all at the table of a seat, itself too.
func (x *stage) mates(seat *workshop.Seat) []seatView {
	mates := x.seats(x.st.At(seat.Table))
	for i := range mates {
		mates[i].Self = mates[i].Number == seat.Number
	}
	return mates
}

// roleCards are roles with what they want and fear.
func (x *stage) roleCards(ids []string) []briefRole {
	var out []briefRole
	for _, id := range ids {
		w := x.w.Roles[id]
		out = append(out, briefRole{ID: id, Name: w.Name, Wants: w.Wants, Fears: w.Fears, Brief: w.Brief})
	}
	return out
}

func (x *stage) addRound(p *phonePage, seat *workshop.Seat, t *workshop.Table, typed url.Values) {
	d, _ := x.round()
	w, r := x.w.Dilemmas[d.ID], x.st.Current(t)
	p.Round, p.Scene = w.Title, w.Inject
	if len(t.Needs) > 0 {
		p.Picked = x.needs(t.Needs)
	}
	for _, role := range seat.Roles {
		p.Hints = append(p.Hints, adviserView{role, x.role(role), w.Hints[role]})
	}
	if r == nil {
		return
	}
	switch x.st.Phase {
	case workshop.Inject:
		p.Refresh = true
	case workshop.Vote:
		x.addVote(p, seat, t, r)
		p.Refresh = p.Vote != nil && typed == nil
	case workshop.Decide:
		x.addVote(p, seat, t, r)
		x.addDecision(p, t, r, typed)
	case workshop.Reveal, workshop.Reflect:
		p.Told, p.Others = x.story(t), x.choices(x.st.Turn)
		p.Question, p.Wrote = w.Facilitator.Ask, r.Reflections[seat.Number]
		if p.Writes = x.writes(); typed.Has("text") {
			p.Wrote = typed.Get("text")
		}
		p.Refresh = x.st.Phase == workshop.Reveal || !p.Writes
	}
}

// writes says whether people write something down after this round: after the
// second and the fourth one that is played (shared design, game 6.5).
func (x *stage) writes() bool {
	return x.st.Phase == workshop.Reflect && x.st.Turn%2 == 1
}

func (x *stage) addVote(p *phonePage, seat *workshop.Seat, t *workshop.Table, r *workshop.Round) {
	p.Answers = x.answers()
	voted, of := x.turnout(t)
	p.Turnout = x.t("workshop.vote.count", "n", voted, "of", of)
	vote := r.Votes[seat.Number]
	for i := range p.Answers {
		if p.Answers[i].ID == vote {
			own := p.Answers[i]
			p.Vote = &own
		}
		p.Answers[i].Own = p.Answers[i].ID == vote
	}
}

func (x *stage) addDecision(p *phonePage, t *workshop.Table, r *workshop.Round, typed url.Values) {
	spread(p.Answers, r)
	p.Choice, p.Seen = x.choice(t, x.st.Turn), r.Sent+1
	state := t.Play.Last()
	p.Effort, p.Max, p.MaxReason, p.Bands = state.Effort(), x.sc.Effort.MovesPerRound, workshop.MaxText, x.bands(state, nil)
	option, moves := r.Option, r.Moves
	p.Reason = r.Reason
	if typed.Get("do") == string(workshop.Decision) {
		option, moves, p.Reason = typed.Get("option"), typed["move"], typed.Get("reason")
	}
	for i := range p.Answers {
		p.Answers[i].Chosen = p.Answers[i].ID == option
	}
	p.Moves = x.offers(state, moves)
	for _, earlier := range t.Rounds[:x.st.Turn] {
		for _, id := range earlier.Moves {
			p.Done = append(p.Done, x.w.Moves[id].Name)
		}
	}
}

// offers are the moves on offer in a state.
func (x *stage) offers(state *game.State, chosen []string) []moveCard {
	var out []moveCard
	for _, o := range x.sc.Offers(state) {
		m := x.w.Moves[o.Move]
		out = append(out, moveCard{o.Move, m.Name, m.Text, o.Cost, o.Enough, slices.Contains(chosen, o.Move)})
	}
	return out
}

func (x *stage) addDebrief(p *phonePage, seat *workshop.Seat, t *workshop.Table, typed url.Values) {
	phase := x.st.Phase
	p.Arrival, p.Word, p.Pledge, p.Promise = x.arrival(t), seat.Word, seat.Pledge, x.promise(seat)
	if typed.Has("text") {
		p.Word = typed.Get("text")
	}
	if typed.Has("what") {
		p.Pledge = game.Pledge{What: typed.Get("what"), With: typed.Get("with"), By: typed.Get("by")}
	}
	if p.Arrival != nil {
		p.Numbers = x.numbers(t.Play.Last())
	}
	p.Prompts = x.prompts(t, phase)
	for turn := range t.Rounds {
		if c := x.choice(t, turn); c != nil {
			p.Path = append(p.Path, *c)
		}
	}
	if turn := x.widest(); turn >= 0 && phase == workshop.Analyse {
		p.Widest, p.WidestN = x.choices(turn), turn+1
		p.WidestFor = x.w.Dilemmas[x.sc.Dilemmas[x.schedule[turn]-1].ID].Title
	}
	p.Promises = x.promises(x.st.At(t.Number))
	for i := range p.Promises {
		p.Promises[i].Own = p.Promises[i].Seat == seat.Number
	}
	for i, r := range t.Rounds {
		if text := r.Reflections[seat.Number]; text != "" {
			p.Notes = append(p.Notes, noteView{i + 1, text})
		}
	}
	p.Refresh = phase == workshop.Analyse || phase == workshop.Closed && p.Promise != nil
}

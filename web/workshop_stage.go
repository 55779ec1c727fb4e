package web

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// stage is a session at one moment in the words of one language. All pages of a
// workshop are made from it, while the room is being read.
type stage struct {
	speaker
	ed    *edition
	lang  string
	id    string
	code  string
	st    *workshop.State
	here  map[string]bool // members that are connected
	ping  ping            // last question to the phones
	names []string        // generated names of seats

	guesses int // wrong codes in the last minutes, 0 when they are few
}

func (s *Server) stage(lang string, session workshop.Session, st *workshop.State) (*stage, error) {
	ed := s.mustCurrent()
	sp, err := ed.speaker(lang, st.Scenario)
	if err != nil {
		return nil, err
	}
	sp.schedule = st.Schedule()
	return &stage{speaker: sp, ed: ed, lang: lang, id: session.ID, code: session.Code, st: st, ping: s.pings.asked(session.ID), guesses: s.alarm.guesses(s.Now()), here: s.hub.Present(session.ID),
		names: seatNames(sp.t("workshop.names"))}, nil
}

// Members and groups of the hub.
const (
	hostMember   = "host"
	screenMember = "screen"
	lobbyGroup   = "lobby"
)

func seatMember(number int) string { return "seat-" + strconv.Itoa(number) }

func tableGroup(number int) string {
	if number == 0 {
		return lobbyGroup
	}
	return "table-" + strconv.Itoa(number)
}

// name is what a seat is called.
func (x *stage) name(seat *workshop.Seat) string {
	if seat.Name != "" {
		return seat.Name
	}
	return generated(x.names, seat.Number)
}

func (x *stage) connected(seat *workshop.Seat) bool {
	return seat.Pretend() || x.here[seatMember(seat.Number)]
}

// turnout is how many of a table voted, of how many that are there: who is not
// connected and did not vote is not waited for.
func (x *stage) turnout(t *workshop.Table) (voted, of int) {
	r := x.st.Current(t)
	for _, seat := range x.st.At(t.Number) {
		has := r != nil && r.Votes[seat.Number] != ""
		if has {
			voted++
		}
		if has || x.connected(seat) {
			of++
		}
	}
	return voted, of
}

// round is the dilemma of the current round and its words.
func (x *stage) round() (*game.Dilemma, int) { return x.st.Dilemma(), x.st.Turn + 1 }

// taken is the step in which a table played a round, and the state before it.
// Nil when it has not.
func taken(t *workshop.Table, number int) (before *game.State, step *game.Taken) {
	for i := range t.Play.Steps {
		if c := t.Play.Steps[i].Command; i > 0 && c.Round == number && (c.Kind == game.PlayRound || c.Kind == game.SkipRound) {
			return &t.Play.Steps[i-1].State, &t.Play.Steps[i]
		}
	}
	return nil, nil
}

// optionAt is the place of an option in its round, -1 when there is none.
func optionAt(d *game.Dilemma, id string) int {
	return slices.IndexFunc(d.Options, func(o game.Option) bool { return o.ID == id })
}

// diverged are the dilemmas in which tables chose differently.
func (x *stage) diverged() map[string]bool {
	out := map[string]bool{}
	for turn, number := range x.schedule {
		if different, _ := x.st.Divergence(turn); different > 0 {
			out[x.sc.Dilemmas[number-1].ID] = true
		}
	}
	return out
}

// widest is the turn in which the tables differed most, -1 when they never did.
func (x *stage) widest() int {
	best, most, evenest := -1, 0, 0
	for turn := range x.schedule {
		different, even := x.st.Divergence(turn)
		if different > most || different == most && different > 0 && even > evenest {
			best, most, evenest = turn, different, even
		}
	}
	return best
}

// prompts are the questions of a phase of the debrief for one table.
func (x *stage) prompts(t *workshop.Table, phase workshop.Phase) []string {
	last := t.Play.Last()
	if !last.Ended() {
		return nil
	}
	var out []string
	for _, prompt := range x.sc.PromptsFor(last, x.diverged()) {
		if prompt.Phase == string(phase) {
			out = append(out, x.w.Prompts[prompt.ID])
		}
	}
	if phase == workshop.Analyse {
		out = slices.Concat(x.w.Endings[x.sc.Arrived(last).ID].Prompts, out)
	}
	return out[:min(len(out), mostPrompts)]
}

// mostPrompts is how many questions a page shows at once.
const mostPrompts = 4

// allPrompts are the questions of a phase for the whole room: what most tables
// have in common comes first.
func (x *stage) allPrompts(phase workshop.Phase) []string {
	count, order := map[string]int{}, []string(nil)
	for _, t := range x.st.Tables {
		for _, prompt := range x.prompts(t, phase) {
			if count[prompt]++; count[prompt] == 1 {
				order = append(order, prompt)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	return order[:min(len(order), mostPrompts)]
}

// consoleKey changes whenever anything happens in the session: the console shows
// nearly all of it. To make a key of what it shows takes eighty times as long,
// which a large room would pay for every push.
func (x *stage) consoleKey() string {
	here := uint64(len(x.here))
	for member := range x.here { // in any order
		h := fnv.New64a()
		_, _ = h.Write([]byte(member)) // a hash takes everything
		here += h.Sum64()
	}
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, x.st.Seq, " ", here, " ", x.ping.number, " ", len(x.ping.answered), " ", x.guesses)
	return strconv.FormatUint(h.Sum64(), 16)
}

// tableKey changes whenever the page of a phone at this table, or in the lobby,
// must be drawn again. What changes within a page comes in the notice.
func (x *stage) tableKey(table int) string {
	h := fnv.New64a()
	add := func(parts ...string) {
		for _, p := range parts {
			_, _ = h.Write([]byte(p + "\x00")) // a hash takes everything
		}
	}
	add(strconv.FormatInt(x.st.Version, 10), strconv.Itoa(x.ping.number), strconv.FormatBool(x.st.Plenary), strconv.FormatBool(x.st.Paused))
	t := x.st.Table(table)
	if t == nil {
		return strconv.FormatUint(h.Sum64(), 16)
	}
	add(t.Needs...)
	for _, seat := range x.st.At(table) {
		add(strconv.Itoa(seat.Number), seat.Name, strconv.Itoa(len(seat.Hashes)))
		if r := x.st.Current(t); r != nil && len(seat.Hashes) > 1 {
			add(r.Votes[seat.Number]) // its devices show the same vote
		}
		add(seat.Roles...)
		if !x.st.Phase.InRound() {
			add(seat.Pledge.What, seat.Pledge.With, seat.Pledge.By, strconv.Itoa(t.Pledge))
		}
	}
	if r := x.st.Current(t); r != nil && x.st.Phase.InRound() {
		add(r.Option, r.Reason, strconv.Itoa(r.Sent))
		add(r.Moves...)
		if x.st.Phase == workshop.Decide {
			for _, o := range x.st.Dilemma().Options {
				add(strconv.Itoa(r.Spread()[o.ID]))
			}
		}
	}
	return strconv.FormatUint(h.Sum64(), 16)
}

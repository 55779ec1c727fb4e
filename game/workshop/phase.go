// Package workshop is the live session of the strategy game: tables, seats,
// phases, votes and timers. It is pure: a State changes only by Apply, which is
// given the time of every command; replaying the accepted commands gives the
// same state again. Who is connected is not part of it.
package workshop

import "time"

// Phase is where a session stands.
type Phase string

// The phases in their order. Inject to Reflect repeat for every round.
const (
	Lobby      Phase = "lobby"
	Briefing   Phase = "briefing"
	Roles      Phase = "roles"
	Inject     Phase = "inject"
	Vote       Phase = "vote"
	Decide     Phase = "decide"
	Reveal     Phase = "reveal"
	Reflect    Phase = "reflect"
	Numbers    Phase = "numbers"
	Describe   Phase = "describe"
	Analyse    Phase = "analyse"
	Transition Phase = "transition"
	Commit     Phase = "apply"
	Closed     Phase = "closed"
)

// Phases are all phases, a round once.
var Phases = []Phase{Lobby, Briefing, Roles, Inject, Vote, Decide, Reveal, Reflect,
	Numbers, Describe, Analyse, Transition, Commit, Closed}

// InRound says whether the phase belongs to a round.
func (p Phase) InRound() bool {
	switch p {
	case Inject, Vote, Decide, Reveal, Reflect:
		return true
	}
	return false
}

// after gives the phase that follows within a session of which the current
// round is the last or not, and whether a new round begins.
func (p Phase) after(lastRound bool) (next Phase, newRound bool) {
	switch p {
	case Roles:
		return Inject, true
	case Reflect:
		if lastRound {
			return Numbers, false
		}
		return Inject, true
	case Closed:
		return Closed, false
	}
	for i, q := range Phases {
		if p == q {
			return Phases[i+1], false
		}
	}
	return Closed, false
}

// before gives the phase to go back to. Nothing goes back over a reveal, over
// the making of tables or over the beginning of a game.
func (p Phase) before() (Phase, bool) {
	switch p {
	case Vote:
		return Inject, true
	case Decide:
		return Vote, true
	case Reflect:
		return Reveal, true
	case Describe:
		return Numbers, true
	case Analyse:
		return Describe, true
	case Transition:
		return Analyse, true
	case Commit:
		return Transition, true
	}
	return p, false
}

// Following is the phase that Next leads to; the last one follows itself.
func (s *State) Following() Phase {
	next, _ := s.Phase.after(s.Turn >= len(s.Schedule())-1)
	return next
}

// CanGoBack says whether Back leads anywhere from here.
func (s *State) CanGoBack() bool {
	_, ok := s.Phase.before()
	return ok
}

// Agenda is how many minutes a session is planned for.
type Agenda int

// The agendas of the shared design (game 6.10).
const (
	Agenda60  Agenda = 60
	Agenda90  Agenda = 90
	Agenda120 Agenda = 120
)

// Agendas are the agendas on offer.
var Agendas = []Agenda{Agenda60, Agenda90, Agenda120}

// seconds a phase is planned for, by agenda. A round of the 60-minute agenda
// takes 7 minutes, of the 90-minute one 7.5 and of the 120-minute one 8.5.
var seconds = map[Phase][3]int{
	Lobby: {5 * 60, 6 * 60, 8 * 60}, Briefing: {5 * 60, 6 * 60, 9 * 60}, Roles: {2 * 60, 3 * 60, 3 * 60},
	Inject: {40, 40, 45}, Vote: {80, 90, 90}, Decide: {200, 210, 240}, Reveal: {60, 65, 80}, Reflect: {40, 45, 55},
	Numbers: {60, 2 * 60, 3 * 60}, Describe: {4 * 60, 5 * 60, 7 * 60}, Analyse: {5 * 60, 8 * 60, 12 * 60},
	Transition: {3 * 60, 5 * 60, 9 * 60}, Commit: {5 * 60, 7 * 60, 13 * 60}, Closed: {2 * 60, 3 * 60, 5 * 60},
}

// Planned is how long a phase is planned to take.
func (a Agenda) Planned(p Phase) time.Duration {
	column := 0
	switch a {
	case Agenda90:
		column = 1
	case Agenda120:
		column = 2
	}
	return time.Duration(seconds[p][column]) * time.Second
}

// Short says whether the agenda plays the short version of a scenario.
func (a Agenda) Short() bool { return a == Agenda60 }

// Until is how much of the plan lies before a phase, with this many rounds of
// which so many are over. It is put beside the real clock.
func (a Agenda) Until(p Phase, rounds, over int) time.Duration {
	sum := time.Duration(0)
	for _, q := range Phases {
		if q == p {
			break
		}
		times := 1
		if q.InRound() {
			times = rounds
			if p.InRound() {
				times = over + 1
			}
		}
		sum += time.Duration(times) * a.Planned(q)
	}
	if p.InRound() {
		for _, q := range []Phase{Inject, Vote, Decide, Reveal, Reflect} {
			if !earlier(q, p) {
				sum += time.Duration(over) * a.Planned(q)
			}
		}
	}
	return sum
}

// earlier says whether q comes before p within a round.
func earlier(q, p Phase) bool {
	for _, r := range Phases {
		if r == p {
			return false
		}
		if r == q {
			return true
		}
	}
	return false
}

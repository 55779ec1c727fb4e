package game

import (
	"time"

	"github.com/opmaat/opmaat/assessment"
)

// Solo is a game that one person plays, as it is stored: the scenario by id@n
// and hash, the setup, and what was decided. States are never stored; replaying
// the turns gives them back.
type Solo struct {
	ID       string
	KeyHash  string // of the capability
	Ref      assessment.Ref
	Hash     string // of the scenario when the game began
	Setup    Setup
	Role     string // whose chair the person sits in
	Needs    []string
	Created  time.Time
	Updated  time.Time
	Attempts []Attempt // from the first; there is always one
	Turns    []Turn    // by attempt, then round
	Pledge   Pledge
}

// Attempt is one way through a game. The first starts at the beginning; a later
// one goes back before a round of an earlier one and is marked as replay.
type Attempt struct {
	Number int // from 1
	From   int // attempt it went back into, 0 for the first
	Before int // round that is decided anew, 0 for the first
}

// Turn is what was decided in a round of an attempt.
type Turn struct {
	Attempt int
	Round   int
	Option  string
	Moves   []string
	Reason  string
	At      time.Time
}

// Pledge is what the person will do: I will ... with ... by ...
type Pledge struct {
	What string
	With string
	By   string // a date, 2006-01-02, or empty
}

// Newest is the number of the newest attempt.
func (g *Solo) Newest() int { return len(g.Attempts) }

// TurnsOf are the turns that lead through an attempt, those before it went its
// own way included, in the order of rounds.
func (g *Solo) TurnsOf(attempt int) []Turn {
	if attempt < 1 || attempt > len(g.Attempts) {
		return nil
	}
	var turns []Turn
	a := g.Attempts[attempt-1]
	for _, t := range g.TurnsOf(a.From) {
		if t.Round < a.Before {
			turns = append(turns, t)
		}
	}
	for _, t := range g.Turns {
		if t.Attempt == attempt {
			turns = append(turns, t)
		}
	}
	return turns
}

// Play rebuilds an attempt from its turns. An error means that the scenario is
// not the one that was played.
func (g *Solo) Play(sc *Scenario, attempt int) (Play, error) {
	commands := []Command{{Kind: PickNeeds, Needs: g.Needs}}
	for _, t := range g.TurnsOf(attempt) {
		commands = append(commands, t.command())
	}
	return Replay(sc, g.Setup, commands)
}

func (t *Turn) command() Command {
	return Command{Kind: PlayRound, Round: t.Round, Option: t.Option, Moves: t.Moves}
}

// Deciding is how a person decided: facts, no grade (shared design, game 6.8).
type Deciding struct {
	Turns   int            // rounds decided
	Reasons int            // rounds with a reason written down
	Against int            // rounds in which no adviser spoke for the option chosen, though one spoke
	With    map[string]int // by role: rounds in which its hint spoke for the option chosen
}

// Deciding counts over the turns of an attempt.
func (sc *Scenario) Deciding(turns []Turn) Deciding {
	d := Deciding{Turns: len(turns), With: map[string]int{}}
	for _, t := range turns {
		if t.Reason != "" {
			d.Reasons++
		}
		p, ok := sc.at[t.Option]
		if !ok {
			continue
		}
		leans, heard := sc.Dilemmas[p.round-1].Leans, false
		for role, option := range leans {
			if option == t.Option {
				d.With[role]++
				heard = true
			}
		}
		if len(leans) > 0 && !heard {
			d.Against++
		}
	}
	return d
}

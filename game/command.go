package game

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment/errs"
)

// Setup is what is known before the first command.
type Setup struct {
	Seed      uint64
	Short     bool
	TestBands map[string]int // bands (1-4) of the organisation's own test by dimension; may be nil
}

// CommandKind says what a command does.
type CommandKind string

// The commands: pick the needs once, then play the rounds in their order. A
// facilitator who runs out of time may skip a round: time passes and the event
// comes, but nothing is decided.
const (
	PickNeeds CommandKind = "needs"
	PlayRound CommandKind = "round"
	SkipRound CommandKind = "skip"
)

// Command is one thing a team does.
type Command struct {
	Kind   CommandKind `json:"kind"`
	Needs  []string    `json:"needs,omitempty"`
	Round  int         `json:"round,omitempty"`
	Option string      `json:"option,omitempty"`
	Moves  []string    `json:"moves,omitempty"`
}

// numbers is a command with its names resolved and found to be allowed.
type numbers struct {
	needs  uint8
	option int
	moves  [MaxMoves]uint8
	bought int
}

// resolve says whether the command is allowed in this state. Errors: Invalid or
// Conflict, each with the sentence for the person.
func (sc *Scenario) resolve(s *State, cmd Command) (n numbers, err error) {
	switch cmd.Kind {
	case PickNeeds:
		err = sc.resolveNeeds(s, cmd, &n)
	case PlayRound:
		if err = sc.resolveTurn(s, cmd); err == nil {
			err = sc.resolveRound(cmd, s, &n)
		}
	case SkipRound:
		n.option = skipped
		err = sc.resolveTurn(s, cmd)
	default:
		err = errs.New(errs.Invalid, "game.error.command", "command", string(cmd.Kind))
	}
	if err != nil {
		err = fmt.Errorf("scenario %s: %w", sc.Ref, err)
	}
	return n, err
}

func (sc *Scenario) resolveNeeds(s *State, cmd Command, n *numbers) error {
	if s.begun {
		return errs.New(errs.Conflict, "game.error.begun")
	}
	for _, id := range cmd.Needs {
		i, ok := sc.index["need"][id]
		if !ok {
			return errs.Field("need", "game.error.need", "need", id, "allowed", names(sc.Needs, func(n Need) string { return n.ID }))
		}
		n.needs |= 1 << i
	}
	picked := 0
	for i := range sc.Needs {
		picked += int(n.needs >> i & 1)
	}
	if picked != sc.PickNeeds || len(cmd.Needs) != sc.PickNeeds {
		return errs.Field("need", "game.error.needs", "wanted", sc.PickNeeds, "found", len(cmd.Needs))
	}
	return nil
}

// skipped is the option of a round in which nothing was decided.
const skipped = -1

// resolveTurn says whether this round may be played now.
func (sc *Scenario) resolveTurn(s *State, cmd Command) error {
	switch {
	case !s.begun:
		return errs.New(errs.Conflict, "game.error.notBegun")
	case s.ended:
		return errs.New(errs.Conflict, "game.error.ended")
	case cmd.Round != int(s.round):
		return errs.New(errs.Conflict, "game.error.round", "round", cmd.Round, "wanted", int(s.round))
	}
	return nil
}

func (sc *Scenario) resolveRound(cmd Command, s *State, n *numbers) error {
	if cmd.Option == "" {
		return errs.Field("option", "game.error.noOption", "allowed", sc.optionNames(cmd.Round))
	}
	p, ok := sc.at[cmd.Option]
	if !ok || p.round != cmd.Round {
		return errs.Field("option", "game.error.option", "option", cmd.Option, "allowed", sc.optionNames(cmd.Round))
	}
	n.option = p.index
	return sc.resolveMoves(s, cmd, n)
}

func (sc *Scenario) resolveMoves(s *State, cmd Command, n *numbers) error {
	if len(cmd.Moves) > sc.Effort.MovesPerRound {
		return errs.Field("move", "game.error.moves", "max", sc.Effort.MovesPerRound, "found", len(cmd.Moves))
	}
	cost := 0
	for i, id := range cmd.Moves {
		at, ok := sc.index["move"][id]
		switch {
		case !ok:
			return errs.Field("move", "game.error.move", "move", id, "allowed", sc.offerNames(s))
		case slices.Contains(cmd.Moves[:i], id):
			return errs.Field("move", "game.error.twice", "move", id)
		case s.bought&(1<<at) != 0:
			return errs.Field("move", "game.error.bought", "move", id, "allowed", sc.offerNames(s))
		case !sc.offers(s, at):
			return errs.Field("move", "game.error.notOffered", "move", id, "allowed", sc.offerNames(s))
		}
		n.moves[n.bought] = uint8(at)
		n.bought++
		cost += sc.moves[at].cost
	}
	if cost > int(s.effort) {
		return errs.Field("move", "game.error.effort", "cost", cost, "effort", int(s.effort))
	}
	return nil
}

// names lists ids for a sentence that says what is allowed; a dash is nothing.
func names[T any](all []T, id func(T) string) string {
	if len(all) == 0 {
		return "–"
	}
	ids := make([]string, len(all))
	for i, v := range all {
		ids[i] = id(v)
	}
	return strings.Join(ids, ", ")
}

func (sc *Scenario) optionNames(round int) string {
	return names(sc.Dilemmas[round-1].Options, func(o Option) string { return o.ID })
}

func (sc *Scenario) offerNames(s *State) string {
	return names(sc.Offers(s), func(o Offer) string { return o.Move })
}

package game

import "slices"

// PlayStrategy plays a named strategy with the setup and needs of a game: its
// option in each round of the version, and of the moves it wants those that are
// on offer and paid for, in its order. It returns the state at the end.
func (sc *Scenario) PlayStrategy(setup Setup, needs []string, st Strategy) (State, error) {
	s, err := sc.seated(setup, needs)
	for err == nil && !s.ended {
		round := int(s.round)
		cmd := Command{Kind: PlayRound, Round: round}
		if round <= len(st.Options) {
			cmd.Option = st.Options[round-1]
		}
		if round <= len(st.Moves) {
			cmd.Moves = st.Moves[round-1]
		}
		_, err = sc.playOn(&s, cmd)
	}
	return s, err
}

// Dropped is a move that could not be bought again in another course of a game.
type Dropped struct {
	Round int
	Move  string
}

// Otherwise plays turns again with another option in one round, all else the
// same where it is still allowed. Moves that are not on offer then, or not paid
// for, are left out and named.
func (sc *Scenario) Otherwise(setup Setup, needs []string, turns []Turn, round int, option string) (State, []Dropped, error) {
	s, err := sc.seated(setup, needs)
	var dropped []Dropped
	for _, t := range turns {
		cmd := t.command()
		if t.Round == round {
			cmd.Option = option
		}
		var out []string
		if err == nil {
			out, err = sc.playOn(&s, cmd)
		}
		for _, m := range out {
			dropped = append(dropped, Dropped{t.Round, m})
		}
	}
	return s, dropped, err
}

// seated is the state in which the first round is decided.
func (sc *Scenario) seated(setup Setup, needs []string) (State, error) {
	s, _ := sc.Start(setup)
	s, _, err := Step(sc, s, Command{Kind: PickNeeds, Needs: needs})
	return s, err
}

// playOn plays one round with the moves that are allowed, without noting facts,
// and gives the moves that are not.
func (sc *Scenario) playOn(s *State, cmd Command) (out []string, err error) {
	wanted := cmd.Moves
	cmd.Moves = nil
	for _, m := range wanted {
		next := append(slices.Clone(cmd.Moves), m)
		if _, err := sc.resolve(s, Command{Kind: PlayRound, Round: cmd.Round, Option: cmd.Option, Moves: next}); err != nil {
			out = append(out, m)
			continue
		}
		cmd.Moves = next
	}
	n, err := sc.resolve(s, cmd)
	if err != nil {
		return nil, err
	}
	sc.play(s, &n, nil)
	return out, nil
}

package game

import "slices"

// PlayStrategy plays a named strategy with the setup and needs of a game: its
// option in each round of the version, and of the moves it wants those that are
// on offer and paid for, in its order.
func (sc *Scenario) PlayStrategy(setup Setup, needs []string, st Strategy) (Play, error) {
	p, err := Replay(sc, setup, []Command{{Kind: PickNeeds, Needs: needs}})
	if err != nil {
		return p, err
	}
	for !p.Last().Ended() {
		round := p.Last().Round()
		var wanted []string
		if round <= len(st.Moves) {
			wanted = st.Moves[round-1]
		}
		if _, err := p.playOn(Command{Kind: PlayRound, Round: round, Option: at(st.Options, round), Moves: wanted}); err != nil {
			return p, err
		}
	}
	return p, nil
}

// at is the entry of a round, "" when there is none.
func at(list []string, round int) string {
	if round > len(list) {
		return ""
	}
	return list[round-1]
}

// Dropped is a move that could not be bought again in another course of a game.
type Dropped struct {
	Round int
	Move  string
}

// Otherwise plays turns again with another option in one round, all else the
// same where it is still allowed. Moves that are not on offer then, or not paid
// for, are left out and named.
func (sc *Scenario) Otherwise(setup Setup, needs []string, turns []Turn, round int, option string) (Play, []Dropped, error) {
	p, err := Replay(sc, setup, []Command{{Kind: PickNeeds, Needs: needs}})
	if err != nil {
		return p, nil, err
	}
	var dropped []Dropped
	for _, t := range turns {
		cmd := t.command()
		if t.Round == round {
			cmd.Option = option
		}
		out, err := p.playOn(cmd)
		if err != nil {
			return p, nil, err
		}
		for _, m := range out {
			dropped = append(dropped, Dropped{t.Round, m})
		}
	}
	return p, dropped, nil
}

// playOn plays one round with the moves that are allowed, and gives the others.
func (p *Play) playOn(cmd Command) (out []string, err error) {
	sc, wanted := p.Scenario, cmd.Moves
	cmd.Moves = nil
	for _, m := range wanted {
		next := append(slices.Clone(cmd.Moves), m)
		if _, _, err := Step(sc, *p.Last(), Command{Kind: PlayRound, Round: cmd.Round, Option: cmd.Option, Moves: next}); err != nil {
			out = append(out, m)
			continue
		}
		cmd.Moves = next
	}
	s, facts, err := Step(sc, *p.Last(), cmd)
	if err != nil {
		return nil, err
	}
	p.Steps = append(p.Steps, Taken{cmd, s, facts})
	return out, nil
}

package game

// The methods of this file play without commands, names and facts, for programs
// that play thousands of games. The caller sees to it that what it does is
// allowed: Step refuses, these do not.

// Begin picks needs by their places in the scenario, as bits.
func (sc *Scenario) Begin(s *State, needs uint8) { s.needs, s.begun = needs, true }

// Advance plays the coming round: an option and moves by their places.
func (sc *Scenario) Advance(s *State, option int, moves ...int) {
	n := numbers{option: option, bought: len(moves)}
	for i, m := range moves {
		n.moves[i] = uint8(m)
	}
	sc.play(s, &n, nil)
}

// CanBuy says whether a move, by its place, is on offer and paid for by what is
// left of the effort after spent.
func (sc *Scenario) CanBuy(s *State, move, spent int) bool {
	return sc.offers(s, move) && sc.moves[move].cost+spent <= int(s.effort)
}

// EndingAt is the place of the ending that a state leads to.
func (sc *Scenario) EndingAt(s *State) int { return sc.arrived(s) }

// CaseAt is the event that closed a round and the case that held, by their
// places; -1, -1 when there was none.
func (sc *Scenario) CaseAt(s *State, round int) (event, which int) {
	return int(s.came[round]) - 1, int(s.cases[round]) - 1
}

// OptionAt finds an option by its id. Round is 0 when there is no such option.
func (sc *Scenario) OptionAt(id string) (round, index int) {
	p := sc.at[id]
	return p.round, p.index
}

// MoveAt finds a move by its id, -1 when there is no such move.
func (sc *Scenario) MoveAt(id string) int { return sc.place("move", id) }

// NeedAt finds a need by its id, -1 when there is no such need.
func (sc *Scenario) NeedAt(id string) int { return sc.place("need", id) }

func (sc *Scenario) place(kind, id string) int {
	if i, ok := sc.index[kind][id]; ok {
		return i
	}
	return -1
}

// Bought says whether a move, by its place, has been bought.
func (sc *Scenario) Bought(s *State, move int) bool { return s.bought&(1<<move) != 0 }

// WithoutEvent is the state without the event that would close the coming
// round: what a player who looks one round ahead can know.
func (s State) WithoutEvent() State {
	s.plan[s.round] = 0
	return s
}

package balance

import "github.com/opmaat/opmaat/game"

// maxWishes is how many moves a line can wish for in a round.
const maxWishes = 6

// line is a way to play decided beforehand: by round an option and the moves
// wished for, each bought in its turn when it is on offer and there is effort
// for it. A line fits every version, every draw of events and all needs, so
// that contexts can be compared in pairs.
type line struct {
	option [game.MaxRounds + 1]int8
	wish   [game.MaxRounds + 1][maxWishes]int8 // move + 1; 0 is none
	most   [game.MaxRounds + 1]int8            // moves bought at most
}

// named is a strategy of the scenario.
type named struct {
	id    string
	group int
	needs []uint8 // the choices of needs it is played with
	line  line
}

func nameLine(sc *game.Scenario, s *game.Strategy) named {
	n := named{id: s.ID, group: s.Group, needs: needChoices(sc)}
	for r := range n.line.most {
		n.line.most[r] = int8(slots(sc))
	}
	if len(s.Needs) > 0 {
		mask := uint8(0)
		for _, id := range s.Needs {
			mask |= 1 << max(sc.NeedAt(id), 0)
		}
		n.needs = []uint8{mask}
	}
	for _, id := range s.Options {
		if round, i := sc.OptionAt(id); round > 0 {
			n.line.option[round] = int8(i)
		}
	}
	for r, ids := range s.Moves {
		if r >= sc.Rounds {
			break
		}
		for k, id := range ids[:min(len(ids), maxWishes)] {
			n.line.wish[r+1][k] = int8(sc.MoveAt(id) + 1)
		}
	}
	return n
}

// The kinds of draws of this package; the engine's own are below 100.
const (
	drawGame = 100 + iota
	drawNeeds
	drawOption
	drawMove
	drawCount
	drawTie
	drawStart
	drawVersion
)

// randomLine decides everything by chance: any option, and moves out of some
// drawn ones, from one to as many as the rules allow - tables spend their effort.
func randomLine(sc *game.Scenario, seed uint64) (l line) {
	for r := 1; r <= sc.Rounds; r++ {
		l.option[r] = int8(game.Pick(game.Draw(seed, drawOption, r, 0), len(sc.Dilemmas[r-1].Options)))
		if len(sc.Moves) == 0 || slots(sc) == 0 {
			continue
		}
		l.most[r] = int8(1 + game.Pick(game.Draw(seed, drawCount, r, 0), slots(sc)))
		for k := range maxWishes {
			l.wish[r][k] = int8(game.Pick(game.Draw(seed, drawMove, r, k), len(sc.Moves)) + 1)
		}
	}
	return l
}

// slots is how many moves can be bought in a round.
func slots(sc *game.Scenario) int { return min(sc.Effort.MovesPerRound, maxWishes) }

// start is the state in which the first round is to be played.
func start(sc *game.Scenario, seed uint64, short bool, needs uint8) game.State {
	s, _ := sc.Start(game.Setup{Seed: seed, Short: short})
	sc.Begin(&s, needs)
	return s
}

// playRound plays the coming round as the line says.
func playRound(sc *game.Scenario, s *game.State, l *line) {
	var buffer [maxWishes]int
	n, spent := 0, 0
	round := s.Round()
	for _, m := range l.wish[round] {
		if n == int(l.most[round]) {
			break
		}
		if m == 0 || !sc.CanBuy(s, int(m)-1, spent) || within(buffer[:n], int(m)-1) {
			continue
		}
		buffer[n] = int(m) - 1
		spent += sc.Moves[m-1].Cost
		n++
	}
	sc.Advance(s, int(l.option[round]), buffer[:n]...)
}

func within(list []int, v int) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// playOut plays all rounds that are left.
func playOut(sc *game.Scenario, s *game.State, l *line) {
	for !s.Ended() {
		playRound(sc, s, l)
	}
}

// play is a whole game.
func play(sc *game.Scenario, seed uint64, short bool, needs uint8, l *line) game.State {
	s := start(sc, seed, short, needs)
	playOut(sc, &s, l)
	return s
}

// gameSeed is the seed of the i-th game: which events come.
func (r *run) gameSeed(i int) uint64 { return game.Draw(r.o.Seed, drawGame, 0, i) }

// anyNeeds draws a choice of needs for the i-th game.
func (r *run) anyNeeds(i int) uint8 {
	return r.pairs[game.Pick(game.Draw(r.o.Seed, drawNeeds, 0, i), len(r.pairs))]
}

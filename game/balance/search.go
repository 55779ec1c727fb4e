package balance

import (
	"github.com/opmaat/opmaat/game"
)

// Best play is estimated for every choice of needs by coordinate improvement:
// from each of several starting lines (all named strategies and the best of
// some random lines) one part at a time is varied - the option of a round, the
// move in a slot of a round - and the best value kept, until a whole sweep
// brings nothing more. The value of a line is its mean outcome over some fixed
// draws of events, so a line cannot foresee one draw. What is found is valued
// again on other draws. Measured on vlasbrugge@1: ten times as many random lines
// and starts bring 0 to 0.4 points more.
const (
	searchSeeds  = 12  // draws of events during the search
	valueSeeds   = 100 // other draws, to value what was found
	randomStarts = 200 // random lines tried
	keptStarts   = 6   // of which the best are improved
	restarts     = 3   // lines from which a restricted search starts
	maxSweeps    = 6
)

// restriction forces or bans one card: an option of a round, or a move.
type restriction struct {
	round, option int // round 0: it is about a move
	move          int
	forced        bool
}

// allows says whether an option may be chosen.
func (x *restriction) allows(round, option int) bool {
	return x == nil || x.round != round || (option == x.option) == x.forced
}

// allowsMove says whether a move may be wished for.
func (x *restriction) allowsMove(move int) bool {
	return x == nil || x.round != 0 || x.forced || move != x.move
}

// mustBuy is the move that has to be bought, -1 when there is none.
func (x *restriction) mustBuy() int {
	if x == nil || x.round != 0 || !x.forced {
		return -1
	}
	return x.move
}

// broken is the value of a line that does not do what it must: worse than any.
const broken = -1 << 40

// searcher improves a line for one choice of needs. trail holds, for each round
// to be played, the states before it, so that a change is played from there on.
type searcher struct {
	sc     *game.Scenario
	trail  [][]game.State
	only   *restriction
	line   line
	value  int
	rounds []int
}

func newSearcher(sc *game.Scenario, seeds []uint64, needs uint8, only *restriction) *searcher {
	x := &searcher{sc: sc, only: only, rounds: sc.Schedule(false)}
	x.trail = make([][]game.State, len(x.rounds))
	for k := range x.trail {
		x.trail[k] = make([]game.State, len(seeds))
	}
	for i, seed := range seeds {
		x.trail[0][i] = start(sc, seed, false, needs)
	}
	return x
}

// from plays a line from the k-th round on and returns the sum of its outcomes.
func (x *searcher) from(k int, l *line) int {
	sum, must := 0, x.only.mustBuy()
	for i := range x.trail[k] {
		s := x.trail[k][i]
		playOut(x.sc, &s, l)
		if must >= 0 && !x.sc.Bought(&s, must) {
			return broken
		}
		sum += x.sc.Outcome(&s)
	}
	return sum
}

// take makes a line the present one; it is the same as before up to round k.
func (x *searcher) take(k int, l *line, value int) {
	x.line, x.value = *l, value
	for ; k+1 < len(x.rounds); k++ {
		for i := range x.trail[k] {
			s := x.trail[k][i]
			playRound(x.sc, &s, l)
			x.trail[k+1][i] = s
		}
	}
}

// improve climbs from a line to a line that no single change betters. It wishes
// for no more moves than can be bought.
func (x *searcher) improve(l line) (line, int) {
	for r := range l.wish {
		l.most[r] = int8(slots(x.sc))
		clear(l.wish[r][slots(x.sc):])
	}
	x.take(0, &l, x.from(0, &l))
	for range maxSweeps {
		before := x.value
		for k := range x.rounds {
			x.improveRound(k)
		}
		if x.value == before {
			break
		}
	}
	return x.line, x.value
}

func (x *searcher) improveRound(k int) {
	round := x.rounds[k]
	x.vary(k, len(x.sc.Dilemmas[round-1].Options), func(l *line, v int) bool {
		l.option[round] = int8(v)
		return x.only.allows(round, v)
	})
	for slot := range slots(x.sc) {
		x.vary(k, len(x.sc.Moves)+1, func(l *line, v int) bool {
			l.wish[round][slot] = int8(v)
			return v == 0 || x.only.allowsMove(v-1)
		})
	}
}

// vary tries every value of one part of the line and keeps the best.
func (x *searcher) vary(k, values int, set func(l *line, v int) bool) {
	best, value := x.line, x.value
	for v := range values {
		l := x.line
		if !set(&l, v) || l == x.line {
			continue
		}
		if got := x.from(k, &l); got > value {
			best, value = l, got
		}
	}
	if value > x.value {
		x.take(k, &best, value)
	}
}

// obey changes a line so that it keeps to the restriction. A forced move is put
// first in the round in which that costs least.
func (x *searcher) obey(l line) line {
	only := x.only
	if only == nil {
		return l
	}
	if must := only.mustBuy(); must >= 0 {
		return x.insert(l, must)
	}
	if only.round == 0 {
		for r := range l.wish {
			for slot, m := range l.wish[r] {
				if int(m)-1 == only.move {
					l.wish[r][slot] = 0
				}
			}
		}
		return l
	}
	if only.allows(only.round, int(l.option[only.round])) {
		return l
	}
	best, value := l, 2*broken
	for v := range x.sc.Dilemmas[only.round-1].Options {
		l.option[only.round] = int8(v)
		if !only.allows(only.round, v) {
			continue
		}
		if got := x.from(0, &l); got > value {
			best, value = l, got
		}
	}
	return best
}

func (x *searcher) insert(l line, move int) line {
	best, value := l, x.from(0, &l)
	for _, round := range x.rounds {
		try := l
		try.wish[round][0], try.most[round] = int8(move+1), int8(slots(x.sc))
		if got := x.from(0, &try); got > value {
			best, value = try, got
		}
	}
	return best
}

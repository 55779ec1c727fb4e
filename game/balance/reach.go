package balance

import (
	"context"
	"sync"

	"github.com/opmaat/opmaat/game"
)

// Reached is what occurred in a number of plays, by id. An event case is named
// event/case.
type Reached struct {
	Endings, Cases, Options, Moves map[string]bool
}

// Reach plays half of the plays at random and half with the named strategies,
// each in the full and the short version, and says what occurred. The checker
// of the content asks it for what can never be reached (E7). 0 plays is
// StandardPlays.
func Reach(sc *game.Scenario, plays int, seed uint64) Reached {
	if plays <= 0 {
		plays = StandardPlays
	}
	r := newRun(context.Background(), sc, Options{Plays: plays, Seed: seed, Brief: true})
	all := newReached()
	var lock sync.Mutex
	each(r.ctx, (plays+chunk-1)/chunk, func(c int) {
		part := newReached()
		for i := c * chunk; i < min((c+1)*chunk, plays); i++ {
			l, needs := r.reachLine(i)
			s := play(sc, r.gameSeed(i), game.Draw(seed, drawVersion, 0, i)%2 == 0, needs, &l)
			part.note(sc, &s)
		}
		lock.Lock()
		defer lock.Unlock()
		all.add(part)
	})
	return all
}

// reachLine is random for an even i and a strategy for an odd one.
func (r *run) reachLine(i int) (line, uint8) {
	if i%2 == 1 && len(r.named) > 0 {
		n := &r.named[i/2%len(r.named)]
		return n.line, n.needs[i/2/len(r.named)%len(n.needs)]
	}
	return randomLine(r.sc, game.Draw(r.o.Seed, drawStart, 0, i)), r.anyNeeds(i)
}

func newReached() Reached {
	return Reached{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

func (r Reached) note(sc *game.Scenario, s *game.State) {
	r.Endings[sc.Arrived(s).ID] = true
	for round := 1; round <= sc.Rounds; round++ {
		if id := sc.Chosen(s, round); id != "" {
			r.Options[id] = true
		}
		if event, which := sc.EventOf(s, round); event != "" {
			r.Cases[event+"/"+which] = true
		}
	}
	for i, m := range sc.Moves {
		if sc.Bought(s, i) {
			r.Moves[m.ID] = true
		}
	}
}

func (r Reached) add(o Reached) {
	for _, pair := range [][2]map[string]bool{{r.Endings, o.Endings}, {r.Cases, o.Cases}, {r.Options, o.Options}, {r.Moves, o.Moves}} {
		for id := range pair[1] {
			pair[0][id] = true
		}
	}
}

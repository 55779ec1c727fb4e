package balance

import (
	"fmt"

	"github.com/opmaat/opmaat/game"
)

// GreedyPlay is a player who looks one round ahead at one indicator only: it
// takes the option that raises it most, then adds moves as long as they raise
// it further. It does not know which event will come. What is equal is decided
// by chance, for all else the order of the cards would play.
type GreedyPlay struct {
	Indicator string        `json:"indicator"`
	Mean      float64       `json:"mean"`
	Endings   []EndingShare `json:"endings"`
}

const greedyOf = 100 // one game per indicator for every so many plays

// greedy checks B9.
func (r *run) greedy(result *Result) {
	n := max(r.o.Plays/greedyOf, 1)
	var findings []string
	for i := range game.Indicator(game.IndicatorCount) {
		set := make([]played, n)
		each(r.ctx, n, func(k int) {
			needs := r.pairs[k%len(r.pairs)]
			s := start(r.sc, r.gameSeed(k), false, needs)
			for !s.Ended() {
				l := r.greedyRound(&s, i, k)
				playRound(r.sc, &s, &l)
			}
			set[k] = r.keep(&s, needs)
		})
		g := GreedyPlay{Indicator: i.String(), Mean: spread(set).Mean, Endings: present(r.shares(set))}
		result.Greedy = append(result.Greedy, g)
		if limit := result.Random.Mean + r.limit.GreedyOverRandom; g.Mean >= limit {
			findings = append(findings, fmt.Sprintf("chasing %s alone scores %.1f (below %.1f, random play + %g): let what raises %s cost more elsewhere", i, g.Mean, limit, r.limit.GreedyOverRandom, i))
		}
		r.work.step()
	}
	result.Checks = append(result.Checks, check("B9", findings, nil))
}

// greedyRound decides the coming round.
func (r *run) greedyRound(s *game.State, i game.Indicator, k int) (l line) {
	round := s.Round()
	calm := s.WithoutEvent()
	ahead := func(l *line) int {
		next := calm
		playRound(r.sc, &next, l)
		return next.Level(i)
	}
	pick := func(kind, values int, set func(l *line, v int)) (line, int) {
		best, value := l, -1
		first := game.Pick(game.Draw(r.gameSeed(k), drawTie, round, kind), values)
		for n := range values {
			try := l
			set(&try, (first+n)%values)
			if got := ahead(&try); got > value {
				best, value = try, got
			}
		}
		return best, value
	}
	var value int
	l, value = pick(0, len(r.sc.Dilemmas[round-1].Options), func(l *line, v int) { l.option[round] = int8(v) })
	for slot := range slots(r.sc) {
		next, got := pick(1+slot, len(r.sc.Moves)+1, func(l *line, v int) { l.wish[round][slot], l.most[round] = int8(v), int8(slot+1) })
		if got <= value {
			break
		}
		l, value = next, got
	}
	return l
}

package game

// Alignment is whether a team acted on its own needs and on the principles. It
// is never added to the outcome.
type Alignment struct {
	Principles []Score       `json:"principles"`
	Needs      []Score       `json:"needs"`
	Order      []OrderResult `json:"order"`
}

// Score is what was earned of the best that was available on the path taken.
// Nothing was at stake when Best is 0. Earned may be below 0.
type Score struct {
	ID     string `json:"id"`
	Earned int    `json:"earned"`
	Best   int    `json:"best"`
}

// Percent is the share earned, 0-100, and whether anything was at stake.
func (s Score) Percent() (percent int, atStake bool) {
	if s.Best <= 0 {
		return 0, false
	}
	return min(max((200*s.Earned+s.Best)/(2*s.Best), 0), 100), true
}

// OrderStatus says how an order rule came out.
type OrderStatus string

// An order rule is at stake once its second half came true.
const (
	Kept       OrderStatus = "kept"
	Broken     OrderStatus = "broken"
	NotAtStake OrderStatus = "not_at_stake"
)

// OrderResult is an order rule and the rounds in which its halves came true; 0
// is never.
type OrderResult struct {
	Rule   string      `json:"rule"`
	Status OrderStatus `json:"status"`
	First  int         `json:"first"`
	Then   int         `json:"then"`
}

// Alignment weighs the path to a state: per principle and per picked need the
// tags of the chosen options and the bought moves, against the best tag of each
// dilemma played plus all good tags of moves that were ever on offer (shared
// design, game 6.8). Order rules add their points to their principle.
func (sc *Scenario) Alignment(s *State) Alignment {
	a := Alignment{Order: sc.orderResults(s)}
	for p, id := range Principles {
		score := sc.score(s, id, func(o *Option) map[string]int { return o.Principles }, func(m *Move) map[string]int { return m.Principles })
		sc.addOrder(&score, a.Order, p)
		a.Principles = append(a.Principles, score)
	}
	for _, id := range sc.PickedNeeds(s) {
		a.Needs = append(a.Needs, sc.score(s, id, func(o *Option) map[string]int { return o.Needs }, func(m *Move) map[string]int { return m.Needs }))
	}
	return a
}

func (sc *Scenario) score(s *State, id string, option func(*Option) map[string]int, move func(*Move) map[string]int) Score {
	score := Score{ID: id}
	for r := range sc.Dilemmas {
		if s.chosen[r+1] == 0 {
			continue
		}
		best := 0
		for i := range sc.Dilemmas[r].Options {
			tag := option(&sc.Dilemmas[r].Options[i])[id]
			best = max(best, tag)
			if int(s.chosen[r+1]) == i+1 {
				score.Earned += tag
			}
		}
		score.Best += best
	}
	for i := range sc.Moves {
		tag := move(&sc.Moves[i])[id]
		if s.bought&(1<<i) != 0 {
			score.Earned += tag
		}
		if s.offered&(1<<i) != 0 {
			score.Best += max(tag, 0)
		}
	}
	return score
}

func (sc *Scenario) addOrder(score *Score, results []OrderResult, principle int) {
	for i, rule := range sc.order {
		if rule.principle != principle || results[i].Status == NotAtStake {
			continue
		}
		score.Best += rule.points
		if results[i].Status == Kept {
			score.Earned += rule.points
		}
	}
}

// orderResults judges the order rules. What already held at the start (the
// first moment) was not decided by the team.
func (sc *Scenario) orderResults(s *State) []OrderResult {
	results := make([]OrderResult, len(sc.order))
	for i := range sc.order {
		first, then := s.firstAt[i], s.thenAt[i]
		r := OrderResult{Rule: sc.OrderRules[i].ID, Status: Broken}
		if first.tick > 1 {
			r.First = int(first.round)
		}
		if then.tick > 1 {
			r.Then = int(then.round)
		}
		switch {
		case then.tick <= 1:
			r.Status = NotAtStake
		case first.tick > 0 && first.tick < then.tick:
			r.Status = Kept
		}
		results[i] = r
	}
	return results
}

package game

// Outcome is what the organisation reached, in hundredths of a point (0-10000):
// the indicators, each times its weight in per cent (shared design, game 6.8).
func (sc *Scenario) Outcome(s *State) int {
	sum := 0
	for i, rule := range sc.Indicators {
		sum += rule.Weight * int(s.levels[i])
	}
	return sum
}

// Arrived is the ending a state leads to: the first whose condition holds.
func (sc *Scenario) Arrived(s *State) Ending { return sc.Endings[sc.arrived(s)] }

func (sc *Scenario) arrived(s *State) int {
	for i := range sc.endings {
		if sc.endings[i].holds(s) {
			return i
		}
	}
	return len(sc.endings) - 1
}

// EndingChecks are the simple conditions of the ending that was reached, as
// they stand in the state: why it went this way.
func (sc *Scenario) EndingChecks(s *State) []Check {
	return sc.checks(s, sc.endings[sc.arrived(s)])
}

// Spread is how far people of one segment differ from their mean, in points of
// adoption either way, when staff are shown by stage. It does not touch play.
const Spread = 20

// StagesOf counts the staff of a segment by stage of adoption. The people of a
// segment are taken to lie evenly within Spread of its adoption.
func (sc *Scenario) StagesOf(s *State, segment int) (count [Stages]int) {
	n, mean := sc.Segments[segment].Size, int(s.adoption[segment])
	for k := range n {
		own := mean - Spread + (2*k+1)*Spread/n // rounded down
		count[sc.Band(min(max(own, 0), 100))]++
	}
	return count
}

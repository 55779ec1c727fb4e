package game

// State is a game at one moment. It is a plain value of fixed size: copying it
// is a snapshot, and two games that went the same way are equal (==).
type State struct {
	seed      uint64
	flags     uint64
	short     bool
	begun     bool // the needs are picked
	ended     bool
	at        int8 // place in the schedule of the next round
	round     int8 // number of the next round, or of the last one at the end
	needs     uint8
	channel   uint8
	channelBy origin
	effort    int8
	extra     int8 // effort that comes on top in the next round
	levels    [IndicatorCount]int16
	adoption  [MaxSegments]int16
	plan      [MaxRounds + 1]int8 // by round: the event that will close it + 1
	chosen    [MaxRounds + 1]int8 // by round: option + 1
	came      [MaxRounds + 1]int8 // by round: event + 1
	cases     [MaxRounds + 1]int8 // by round: case + 1
	bought    uint32
	offered   uint32 // moves that were on offer at any time
	boughtIn  [MaxMoves]int8
	setBy     [MaxFlags]origin
	pending   [maxPending]pending
	waiting   int8 // how many are pending
	tick      int16
	firstAt   [MaxOrder]moment
	thenAt    [MaxOrder]moment
}

// origin is where a change came from, in short.
type origin struct {
	kind  originKind
	index uint8 // option, move or event in its list
	round int8  // round in which it was decided or came
}

type originKind uint8

const (
	fromNothing originKind = iota
	fromOption
	fromMove
	fromEvent
	fromTestResult
	fromTime
)

// pending is an effect that still has to arrive.
type pending struct {
	effect uint16
	due    int8 // round number
	by     origin
}

// moment is when a condition of an order rule first held; tick 0 is never.
type moment struct {
	tick  int16
	round int8
}

func (s *State) happened(event int) bool {
	for _, e := range s.came {
		if int(e) == event+1 {
			return true
		}
	}
	return false
}

// Begun says whether the needs are picked.
func (s *State) Begun() bool { return s.begun }

// Ended says whether the last round is over.
func (s *State) Ended() bool { return s.ended }

// Round is the number of the round that is to be played, or of the last one.
func (s *State) Round() int { return int(s.round) }

// Position is how many rounds have been played.
func (s *State) Position() int { return int(s.at) }

// Short says whether this is the short version.
func (s *State) Short() bool { return s.short }

// Seed decides which events come.
func (s *State) Seed() uint64 { return s.seed }

// Effort is what can be spent in this round.
func (s *State) Effort() int { return int(s.effort) }

// Level is an indicator, 0-100.
func (s *State) Level(i Indicator) int { return int(s.levels[i]) }

// Adoption is the adoption of a segment by its place, 0-100.
func (s *State) Adoption(segment int) int { return int(s.adoption[segment]) }

// Schedule is the list of round numbers of the full or the short version.
func (sc *Scenario) Schedule(short bool) []int {
	if short {
		return sc.schedule[1]
	}
	return sc.schedule[0]
}

// PickedNeeds are the ids of the needs that were picked, in the order of the scenario.
func (sc *Scenario) PickedNeeds(s *State) []string {
	var ids []string
	for i, n := range sc.Needs {
		if s.needs&(1<<i) != 0 {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// Channel is the id of the live channel, "none" at first.
func (sc *Scenario) Channel(s *State) string { return sc.Channels[s.channel].ID }

// Flags are the ids of the flags that are set.
func (sc *Scenario) Flags(s *State) []string {
	var ids []string
	for i, id := range sc.flags {
		if s.flags&(1<<i) != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// Chosen is the id of the option chosen in a round, "" when it was not played.
func (sc *Scenario) Chosen(s *State, round int) string {
	if round < 1 || round > sc.Rounds || s.chosen[round] == 0 {
		return ""
	}
	return sc.Dilemmas[round-1].Options[s.chosen[round]-1].ID
}

// EventOf is the event that closed a round and the case that held; both "" when
// there was none.
func (sc *Scenario) EventOf(s *State, round int) (event, which string) {
	if round < 1 || round > sc.Rounds || s.came[round] == 0 {
		return "", ""
	}
	e := sc.Events[s.came[round]-1]
	return e.ID, e.Cases[s.cases[round]-1].ID
}

// MovesIn are the moves bought in a round, in the order of the scenario.
func (sc *Scenario) MovesIn(s *State, round int) []string {
	var ids []string
	for i, m := range sc.Moves {
		if s.bought&(1<<i) != 0 && int(s.boughtIn[i]) == round {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// Offer is a move on offer in the coming round. Enough says whether the effort
// of the round pays for it.
type Offer struct {
	Move   string
	Cost   int
	Enough bool
}

// Offers are the moves that can be bought in the coming round, in the order of
// the scenario; none when the game has ended.
func (sc *Scenario) Offers(s *State) []Offer {
	var all []Offer
	if s.ended {
		return nil
	}
	for i, m := range sc.moves {
		if sc.offers(s, i) {
			all = append(all, Offer{sc.Moves[i].ID, m.cost, m.cost <= int(s.effort)})
		}
	}
	return all
}

func (sc *Scenario) offers(s *State, i int) bool {
	return s.bought&(1<<i) == 0 && sc.moves[i].offer.holds(s)
}

// Band is the band of a value 0-100: 0 (fragile) to 4 (thriving).
func (sc *Scenario) Band(value int) int {
	band := 0
	for _, lower := range sc.Bands {
		if value >= lower {
			band++
		}
	}
	return band
}

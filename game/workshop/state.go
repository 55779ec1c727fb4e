package workshop

import (
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
)

// Devices says what the tables hold in their hands.
type Devices string

// Every person a phone, one device a table, or paper: the facilitator enters
// what a table decided. Paper tables may be mixed with the others.
const (
	Personal Devices = "personal"
	Shared   Devices = "shared"
	Paper    Devices = "paper"
)

// Settings are fixed when a session is made.
type Settings struct {
	Ref     assessment.Ref
	Hash    string // of the scenario
	Seed    uint64 // all tables meet the same events
	Agenda  Agenda
	Devices Devices
	Timers  bool // soft timers at the start; the facilitator can turn them off
	// Rehearsal is the language of pretend players; empty when people play.
	Rehearsal string `json:",omitempty"`
}

// State is a session at one moment.
type State struct {
	Settings
	Scenario *game.Scenario

	Seq     int64 // number of the last accepted command
	Version int64 // counts the moves of the facilitator between phases
	Phase   Phase
	Turn    int   // place of the round in the schedule, from 0
	Skipped []int // rounds that were skipped

	Began    int64 // when the session left the lobby, Unix milliseconds
	Entered  int64 // when the phase began
	Deadline int64 // when its time is over, 0 without a timer
	Left     int64 // milliseconds left while paused
	Paused   bool
	Timers   bool
	Locked   bool // no new seats
	Blackout bool // the projector shows nothing
	Plenary  bool // everybody looks up
	Renewed  int  // how often there was a new code to join

	Seats  []*Seat // by number, from 1; removed ones stay
	Tables []*Table
	Quotes []Quote

	byHash map[string]int // seat number by token hash
	keys   map[string]int64
}

// Seat is a person, or the shared device of a table.
type Seat struct {
	Number   int
	Name     string // "" for the generated one
	Language string
	Table    int // number of the table, 0 before tables are made
	Roles    []string
	Removed  bool
	MergedTo int
	Joined   int64
	Hashes   []string // of the tokens of its devices
	Carry    Carry
	Word     string // one word at the end of play
	Pledge   game.Pledge
}

// Carry is a pass that takes a seat along to another device, once.
type Carry struct {
	Hash  string
	Until int64
}

// Table is a team of three to five.
type Table struct {
	Number int
	Paper  bool
	Needs  []string
	Play   game.Play
	Rounds []*Round // by place in the schedule
	Pledge int      // seat whose pledge the table picked, 0 for none
}

// Round is what a table did in a round.
type Round struct {
	Number      int
	Votes       map[int]string // option by seat; private until the table decides
	Option      string
	Reason      string
	Moves       []string
	By          int  // seat that sent the decision, 0 for the facilitator
	Sent        int  // decisions so far: each replaces the one before
	Fallback    bool // the table did not decide
	Skipped     bool
	Reflections map[int]string
	Facts       []game.Fact
}

// Quote is a reason the facilitator kept for the debrief.
type Quote struct{ Table, Turn int }

// New is a session in its lobby.
func New(sc *game.Scenario, settings Settings, now int64) *State {
	return &State{
		Settings: settings, Scenario: sc, Phase: Lobby, Timers: settings.Timers, Entered: now,
		byHash: map[string]int{}, keys: map[string]int64{},
	}
}

// Schedule are the round numbers that this session plays.
func (s *State) Schedule() []int { return s.Scenario.Schedule(s.Agenda.Short()) }

// RoundNumber is the number of the current round; 0 outside the rounds' time.
func (s *State) RoundNumber() int {
	if s.Turn < 0 || s.Turn >= len(s.Schedule()) {
		return 0
	}
	return s.Schedule()[s.Turn]
}

// Dilemma is the question of the current round.
func (s *State) Dilemma() *game.Dilemma { return &s.Scenario.Dilemmas[s.RoundNumber()-1] }

// SeatBy finds the seat of a token, by its hash. A merged seat leads to the
// one it went into. Nil when there is none.
func (s *State) SeatBy(hash string) *Seat {
	n, ok := s.byHash[hash]
	if !ok || hash == "" {
		return nil
	}
	return s.Seat(n)
}

// Seat finds a seat by its number, nil when there is none.
func (s *State) Seat(number int) *Seat {
	if number < 1 || number > len(s.Seats) {
		return nil
	}
	return s.Seats[number-1]
}

// Table finds a table by its number, nil when there is none.
func (s *State) Table(number int) *Table {
	if number < 1 || number > len(s.Tables) {
		return nil
	}
	return s.Tables[number-1]
}

// At are the seats of a table that take part, in the order of their numbers.
func (s *State) At(table int) []*Seat {
	var seats []*Seat
	for _, seat := range s.Seats {
		if seat.Table == table && !seat.Removed {
			seats = append(seats, seat)
		}
	}
	return seats
}

// Present are all seats that take part.
func (s *State) Present() []*Seat {
	var seats []*Seat
	for _, seat := range s.Seats {
		if !seat.Removed {
			seats = append(seats, seat)
		}
	}
	return seats
}

// Current is the round that a table plays now, nil before the first.
func (s *State) Current(t *Table) *Round {
	if s.Turn < 0 || s.Turn >= len(t.Rounds) {
		return nil
	}
	return t.Rounds[s.Turn]
}

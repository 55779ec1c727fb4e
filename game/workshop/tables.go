package workshop

import (
	"github.com/opmaat/opmaat/assessment/errs"
)

// makeTables puts the seats at tables when the session leaves the lobby: one
// seat a table when the tables share a device, else three to five, as even as
// can be, in the order in which people came.
func (s *State) makeTables() {
	seats := s.Present()
	first := len(s.Tables)
	count := (len(seats) + TableSize - 1) / TableSize
	if s.Devices == Shared {
		count = min(len(seats), MaxTables-first)
	}
	for range count {
		s.Tables = append(s.Tables, &Table{Number: len(s.Tables) + 1})
	}
	for i, seat := range seats {
		seat.Table = first + i%count + 1
	}
	for _, t := range s.Tables {
		s.dealRoles(t.Number)
	}
}

// seatLate puts a newcomer at the smallest table with people, or at a new one
// when there is none.
func (s *State) seatLate(seat *Seat) {
	best, size := 0, 0
	for _, t := range s.Tables {
		n := len(s.At(t.Number))
		if !t.Paper && (best == 0 || n < size) {
			best, size = t.Number, n
		}
	}
	full := s.Devices == Shared || best == 0
	if full && len(s.Tables) < MaxTables {
		best = s.newTable(false).Number
	}
	seat.Table = best
	s.dealRoles(best)
}

// newTable adds a table; when the games have begun, its game begins too and
// the rounds gone by are skipped.
func (s *State) newTable(paper bool) *Table {
	t := &Table{Number: len(s.Tables) + 1, Paper: paper}
	s.Tables = append(s.Tables, t)
	if s.Phase == Lobby || s.Phase == Briefing {
		return t
	}
	s.begin(t)
	gone := s.Turn
	if s.Phase == Reveal || s.Phase == Reflect {
		gone++
	}
	if !s.Phase.InRound() && s.Phase != Roles {
		gone = len(t.Rounds)
	}
	for _, r := range t.Rounds[:gone] {
		r.Skipped = true
		s.step(t, r, skipOf(r))
	}
	return t
}

func addTable(s *State, _ *Command) (bool, error) {
	if len(s.Tables) >= MaxTables {
		return false, errs.New(errs.TooMany, "workshop.error.tables", "max", MaxTables)
	}
	s.newTable(true)
	return true, nil
}

// shift moves a seat to another table.
func shift(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err != nil {
		return false, err
	}
	if s.Table(c.Table) == nil {
		return false, errs.New(errs.NotFound, "workshop.error.noTable")
	}
	if seat.Table == c.Table {
		return false, nil
	}
	s.withdraw(seat)
	old := seat.Table
	seat.Table = c.Table
	s.dealRoles(old)
	s.dealRoles(c.Table)
	return true, nil
}

// dealRoles gives the seats of a table their roles: one each while they last. At
// a table of three one seat has the adviser's and the staff representative's; a
// fifth seat shares the first role. A shared device has them all.
func (s *State) dealRoles(table int) {
	seats := s.At(table)
	if len(seats) == 0 {
		return
	}
	roles := s.Scenario.Roles
	for _, seat := range seats {
		seat.Roles = nil
	}
	for i := range max(len(roles), len(seats)) {
		at := i % len(seats)
		if len(seats) == 3 && len(roles) > 3 && i >= 2 {
			at = i - 1 // the second seat has two roles
		}
		at %= len(seats)
		seats[at].Roles = append(seats[at].Roles, roles[i%len(roles)])
	}
}

package workshop

import (
	"slices"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// join makes a seat for a new device. A device that has one keeps it. Who comes
// late sits at the smallest table.
func join(s *State, c *Command) (bool, error) {
	switch {
	case c.Hash == "":
		return false, errs.New(errs.Invalid, "workshop.error.token")
	case s.SeatBy(c.Hash) != nil:
		return false, nil
	case s.Locked:
		return false, errs.New(errs.Conflict, "workshop.error.locked")
	case len(s.Present()) >= MaxSeats:
		return false, errs.New(errs.TooMany, "workshop.error.full", "max", MaxSeats)
	}
	seat := &Seat{Number: len(s.Seats) + 1, Language: c.Language, Joined: c.At, Hashes: []string{c.Hash}}
	s.Seats = append(s.Seats, seat)
	s.byHash[c.Hash] = seat.Number
	if s.Phase != Lobby {
		s.seatLate(seat)
	}
	return true, nil
}

// seatOf finds the seat that sends a command. A removed seat is told so.
func (s *State) seatOf(c *Command) (*Seat, error) {
	seat := s.Seat(c.Seat)
	if seat == nil {
		return nil, errs.New(errs.NotFound, "workshop.error.noSeat")
	}
	if seat.Removed {
		return nil, errs.New(errs.Forbidden, "workshop.error.removed")
	}
	return seat, nil
}

// rename gives a seat a name of its own. A name that another seat has gets a
// number.
func rename(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err != nil {
		return false, err
	}
	if c.Forgotten { // it changed a name once, and counts
		seat.Name = ""
		return true, nil
	}
	name, err := CleanName(c.Text)
	if err != nil {
		return false, err
	}
	name = s.unique(name, seat.Number)
	if seat.Name == name {
		return false, nil
	}
	seat.Name = name
	return true, nil
}

func speak(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err != nil || seat.Language == c.Language || c.Language == "" {
		return false, err
	}
	seat.Language = c.Language
	return true, nil
}

// pass makes a pass to another device, good for five minutes. The facilitator
// may make one for a seat whose phone is gone.
func pass(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err != nil {
		return false, err
	}
	if c.Hash == "" {
		return false, errs.New(errs.Invalid, "workshop.error.token")
	}
	seat.Carry = Carry{Hash: c.Hash, Until: c.At + PassMinutes*60_000}
	return true, nil
}

// claim uses a pass up: the new device has the seat too.
func claim(s *State, c *Command) (bool, error) {
	if s.SeatBy(c.NewHash) != nil && s.SeatBy(c.NewHash) == s.seatWithPass(c.Hash) {
		return false, nil
	}
	seat := s.seatWithPass(c.Hash)
	if seat == nil || seat.Removed || c.At > seat.Carry.Until || c.NewHash == "" {
		return false, errs.New(errs.NotFound, "workshop.error.pass")
	}
	s.forget(c.NewHash)
	seat.Hashes = append(seat.Hashes, c.NewHash)
	s.byHash[c.NewHash] = seat.Number
	seat.Carry = Carry{}
	return true, nil
}

// Elsewhere says whether the seat was taken along from a device to a newer one.
func (s *Seat) Elsewhere(hash string) bool {
	return len(s.Hashes) > 0 && s.Hashes[len(s.Hashes)-1] != hash
}

func (s *State) seatWithPass(hash string) *Seat {
	for _, seat := range s.Seats {
		if hash != "" && seat.Carry.Hash == hash {
			return seat
		}
	}
	return nil
}

// forget takes a device away from the seat it had.
func (s *State) forget(hash string) {
	if seat := s.SeatBy(hash); seat != nil {
		seat.Hashes = slices.DeleteFunc(seat.Hashes, func(h string) bool { return h == hash })
		delete(s.byHash, hash)
	}
}

// remove takes a seat out of the session. Its votes of rounds gone by stay.
func remove(s *State, c *Command) (bool, error) {
	seat := s.Seat(c.Seat)
	if seat == nil {
		return false, errs.New(errs.NotFound, "workshop.error.noSeat")
	}
	if seat.Removed {
		return false, nil
	}
	seat.Removed = true
	s.withdraw(seat)
	s.dealRoles(seat.Table)
	return true, nil
}

// withdraw takes back the vote of a seat in a round that is still open.
func (s *State) withdraw(seat *Seat) {
	t := s.Table(seat.Table)
	if t == nil || s.Phase != Vote && s.Phase != Decide {
		return
	}
	if r := s.Current(t); r != nil {
		delete(r.Votes, seat.Number)
	}
}

// merge makes two seats of one person one: the devices of Seat go over to Into.
func merge(s *State, c *Command) (bool, error) {
	from, into := s.Seat(c.Seat), s.Seat(c.Into)
	if from == nil || into == nil || from == into || into.Removed {
		return false, errs.New(errs.NotFound, "workshop.error.noSeat")
	}
	if from.MergedTo == into.Number {
		return false, nil
	}
	for _, h := range from.Hashes {
		s.byHash[h] = into.Number
		into.Hashes = append(into.Hashes, h)
	}
	s.withdraw(from)
	from.Hashes, from.Removed, from.MergedTo = nil, true, into.Number
	s.dealRoles(from.Table)
	return true, nil
}

// CleanName is a name as it is shown: letters, digits, spaces, hyphens, full
// stops and apostrophes, at most 24 characters. Errors: Invalid.
func CleanName(text string) (string, error) {
	name := assessment.CleanLine(text)
	if name == "" {
		return "", errs.Field("name", "workshop.error.nameEmpty")
	}
	if n := utf8.RuneCountInString(name); n > MaxName {
		return "", errs.Field("name", "error.too_long", "max", MaxName, "length", n)
	}
	for _, r := range name {
		if !nameRune(r) {
			return "", errs.Field("name", "workshop.error.name")
		}
	}
	return name, nil
}

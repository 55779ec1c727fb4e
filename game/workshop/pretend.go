package workshop

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/opmaat/opmaat/game"
)

// Lines are what pretend players of a rehearsal write, in one language.
type Lines struct {
	Reasons, Reflections, Words []string
	Pledges                     []game.Pledge
}

// pretendHash begins the hash of a pretend player. No hash of a real token looks
// like it.
const pretendHash = "pretend-"

// How many pretend players a rehearsal has: two tables, with a phone for each
// person or one for the table. Where a real person sits, pretend players leave
// the decision to them for so long, in milliseconds.
const (
	pretendSeats  = 8
	pretendShared = 2
	pretendWait   = 20_000
)

// Pretend says whether nobody sits there but a pretend player.
func (s *Seat) Pretend() bool {
	return len(s.Hashes) > 0 && !slices.ContainsFunc(s.Hashes, func(h string) bool { return !strings.HasPrefix(h, pretendHash) })
}

// NextPretend is the next thing that a pretend player of a rehearsal does at this
// moment, if there is one. It depends on the state, its seed and the time given.
func (s *State) NextPretend(lines Lines, now int64) (Command, bool) {
	if s.Rehearsal == "" || s.Phase == Closed || s.Paused {
		return Command{}, false
	}
	c, ok := s.pretendJoin()
	if !ok {
		c, ok = s.pretendTable(lines, now)
	}
	for _, seat := range s.Present() {
		if !ok && seat.Pretend() && s.Table(seat.Table) != nil {
			c, ok = s.pretendSeat(lines, seat, now)
		}
	}
	c.At = now
	return c, ok
}

// chance is a number below n that follows from the seed and from what it is for.
func (s *State) chance(n int, about ...any) int {
	h := fnv.New64a()
	_, _ = h.Write(strconv.AppendUint(nil, s.Seed, 10)) // a hash takes everything
	for _, part := range about {
		text, ok := part.(string)
		if number, is := part.(int); is && !ok {
			text = strconv.Itoa(number)
		}
		_, _ = h.Write([]byte("\x00" + text))
	}
	return int(h.Sum64() >> 33 % uint64(max(n, 1)))
}

func pick(list []string, at int) string {
	if len(list) == 0 {
		return ""
	}
	return list[at%len(list)]
}

func (s *State) pretendJoin() (Command, bool) {
	most := pretendSeats
	if s.Devices == Shared {
		most = pretendShared
	}
	for n := range most {
		hash := pretendHash + strconv.Itoa(n+1)
		if s.SeatBy(hash) == nil && !s.Locked && s.Phase == Lobby {
			return Command{Kind: Join, Hash: hash, Language: s.Rehearsal}, true
		}
	}
	return Command{}, false
}

// pretendTable is what one pretend player does for the table: needs, the
// decision, the pledge that is read aloud.
func (s *State) pretendTable(lines Lines, now int64) (Command, bool) {
	for _, t := range s.Tables {
		seats := s.At(t.Number)
		at := slices.IndexFunc(seats, (*Seat).Pretend)
		if at < 0 {
			continue
		}
		people := slices.ContainsFunc(seats, func(seat *Seat) bool { return !seat.Pretend() })
		if people && now-s.Entered < pretendWait {
			continue
		}
		c := Command{Seat: seats[at].Number, Turn: s.Turn}
		switch {
		case s.Phase == Briefing && len(t.Needs) == 0:
			c.Kind, c.Needs = Needs, s.pretendNeeds(t)
			return c, true
		case s.Phase == Decide && s.Current(t) != nil && s.Current(t).Option == "" && s.allVoted(seats, t):
			s.pretendDecision(&c, t, lines)
			return c, true
		case s.Phase == Commit && t.Pledge == 0 && seats[at].Pledge.What != "":
			c.Kind, c.Into = PickPledge, seats[at].Number
			return c, true
		}
	}
	return Command{}, false
}

func (s *State) pretendNeeds(t *Table) []string {
	all := s.Scenario.Needs
	first := s.chance(len(all), "needs", t.Number)
	var ids []string
	for i := range s.Scenario.PickNeeds {
		ids = append(ids, all[(first+i)%len(all)].ID)
	}
	return ids
}

// allVoted says whether all pretend players of a table have voted.
func (s *State) allVoted(seats []*Seat, t *Table) bool {
	r := s.Current(t)
	return !slices.ContainsFunc(seats, func(seat *Seat) bool { return seat.Pretend() && r.Votes[seat.Number] == "" })
}

// pretendDecision decides as most of the table voted, and buys one move at most.
func (s *State) pretendDecision(c *Command, t *Table, lines Lines) {
	count, best := s.Current(t).Spread(), ""
	for _, o := range s.Dilemma().Options {
		if best == "" || count[o.ID] > count[best] {
			best = o.ID
		}
	}
	c.Kind, c.Option, c.Text = Decision, best, pick(lines.Reasons, s.chance(len(lines.Reasons), "reason", s.Turn)+t.Number)
	var moves []string
	for _, o := range s.Scenario.Offers(t.Play.Last()) {
		if o.Enough {
			moves = append(moves, o.Move)
		}
	}
	if len(moves) == 0 {
		return
	}
	move := moves[s.chance(len(moves), "move", s.Turn, t.Number)]
	try := game.Command{Kind: game.PlayRound, Round: s.RoundNumber(), Option: best, Moves: []string{move}}
	if _, _, err := game.Step(s.Scenario, *t.Play.Last(), try); err == nil {
		c.Moves = []string{move}
	}
}

// pretendWeeks is how many weeks after the session a pretend player promises
// something at the earliest; some promise it up to three weeks later.
const pretendWeeks = 2

// pretendDate is by when a pretend player promises something: a Friday.
func pretendDate(seat *Seat, now int64) string {
	day := time.UnixMilli(now).UTC().AddDate(0, 0, 7*(pretendWeeks+seat.Number%4))
	return day.AddDate(0, 0, int(time.Friday-day.Weekday())).Format(time.DateOnly)
}

// pretendSeat is what a pretend player does for itself.
func (s *State) pretendSeat(lines Lines, seat *Seat, now int64) (Command, bool) {
	c := Command{Seat: seat.Number, Turn: s.Turn}
	r := s.Current(s.Table(seat.Table))
	switch {
	case (s.Phase == Vote || s.Phase == Decide) && r != nil && r.Votes[seat.Number] == "":
		options := s.Dilemma().Options
		c.Kind, c.Option = Ballot, options[s.chance(len(options), "vote", s.Turn, seat.Number)].ID
	case s.Phase == Reflect && s.Turn%2 == 1 && r != nil && r.Reflections[seat.Number] == "" && len(lines.Reflections) > 0:
		c.Kind, c.Text = Reflection, pick(lines.Reflections, s.chance(len(lines.Reflections), "reflection", s.Turn, seat.Number))
	case s.Phase == Numbers && seat.Word == "" && len(lines.Words) > 0:
		c.Kind, c.Text = Word, pick(lines.Words, seat.Number-1)
	case s.Phase == Commit && seat.Pledge.What == "" && len(lines.Pledges) > 0:
		p := lines.Pledges[(seat.Number-1)%len(lines.Pledges)]
		p.By = pretendDate(seat, now)
		c.Kind, c.Pledge = Pledge, &p
	default:
		return Command{}, false
	}
	return c, true
}

package workshop

import (
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

func skipOf(r *Round) game.Command {
	return game.Command{Kind: game.SkipRound, Round: r.Number}
}

// table finds the table a command is for: that of the seat, or the one that the
// facilitator names.
func (s *State) table(c *Command) (*Table, error) {
	number := c.Table
	if !c.Facilitator {
		seat, err := s.seatOf(c)
		if err != nil {
			return nil, err
		}
		number = seat.Table
	}
	if t := s.Table(number); t != nil {
		return t, nil
	}
	return nil, errs.New(errs.NotFound, "workshop.error.noTable")
}

// during refuses what belongs to another phase, or to an earlier round.
func (s *State) during(c *Command, phases ...Phase) error {
	if !slices.Contains(phases, s.Phase) || c.Turn != s.Turn && s.Phase.InRound() {
		return errs.New(errs.Conflict, "workshop.error.late")
	}
	return nil
}

// needs picks the needs of a table; the last word counts until the games begin.
func needs(s *State, c *Command) (bool, error) {
	t, err := s.table(c)
	if err == nil {
		err = s.during(c, Briefing)
	}
	if err != nil {
		return false, err
	}
	start, _ := s.Scenario.Start(game.Setup{})
	if _, _, err := game.Step(s.Scenario, start, game.Command{Kind: game.PickNeeds, Needs: c.Needs}); err != nil {
		return false, err
	}
	if slices.Equal(t.Needs, c.Needs) {
		return false, nil
	}
	t.Needs = c.Needs
	return true, nil
}

// ballot is the private straw vote of a seat. It may change until the reveal.
func ballot(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err == nil {
		err = s.during(c, Vote, Decide)
	}
	if err != nil {
		return false, err
	}
	t := s.Table(seat.Table)
	if t == nil {
		return false, errs.New(errs.NotFound, "workshop.error.noTable")
	}
	if err := s.option(c.Option); err != nil {
		return false, err
	}
	r := s.Current(t)
	if r.Votes[seat.Number] == c.Option {
		return false, nil
	}
	r.Votes[seat.Number] = c.Option
	return true, nil
}

// option says whether an option belongs to the round.
func (s *State) option(id string) error {
	if id == "" {
		return errs.Field("option", "game.error.noOption")
	}
	for _, o := range s.Dilemma().Options {
		if o.ID == id {
			return nil
		}
	}
	return errs.Field("option", "game.error.option", "option", id)
}

// decision is what a table decides: option, moves and one line why. The last
// word counts until the reveal. It is tried on the game first.
func decision(s *State, c *Command) (bool, error) {
	t, err := s.table(c)
	if err == nil {
		err = s.during(c, Decide)
	}
	if err != nil {
		return false, err
	}
	r := s.Current(t)
	reason := assessment.CleanText(c.Text)
	if n := utf8.RuneCountInString(reason); n > MaxText {
		return false, errs.Field("reason", "error.too_long", "max", MaxText, "length", n)
	}
	try := game.Command{Kind: game.PlayRound, Round: r.Number, Option: c.Option, Moves: c.Moves}
	if _, _, err := game.Step(s.Scenario, *t.Play.Last(), try); err != nil {
		return false, err
	}
	if r.Option == c.Option && r.Reason == reason && slices.Equal(r.Moves, c.Moves) {
		return false, nil
	}
	if c.Seen > 0 && c.Seen != r.Sent+1 { // somebody else at the table was first
		return false, errs.New(errs.Conflict, "workshop.error.decided")
	}
	r.Option, r.Moves, r.Reason, r.By = c.Option, c.Moves, reason, c.Seat
	r.Sent++
	return true, nil
}

// reflection is what a seat writes for itself after a round.
func reflection(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err == nil {
		err = s.during(c, Reveal, Reflect)
	}
	if err != nil {
		return false, err
	}
	text, err := line("text", c.Text, MaxText)
	if err != nil {
		return false, err
	}
	r := s.Current(s.Table(seat.Table))
	if r.Reflections[seat.Number] == text {
		return false, nil
	}
	r.Reflections[seat.Number] = text
	return true, nil
}

// word is the one word a seat says when play is over.
func word(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err == nil {
		err = s.during(c, Numbers, Describe)
	}
	if err != nil {
		return false, err
	}
	text, err := line("text", c.Text, MaxWord)
	if err != nil || seat.Word == text {
		return false, err
	}
	seat.Word = text
	return true, nil
}

// pledge is what a seat will do at home.
func pledge(s *State, c *Command) (bool, error) {
	seat, err := s.seatOf(c)
	if err != nil {
		return false, err
	}
	if s.Phase != Transition && s.Phase != Commit && s.Phase != Closed {
		return false, errs.New(errs.Conflict, "workshop.error.late")
	}
	if c.Pledge == nil {
		return false, errs.Field("what", "game.error.pledge")
	}
	p, problems := game.ReadPledge(*c.Pledge)
	if len(problems) > 0 {
		return false, problems[0]
	}
	if seat.Pledge == p {
		return false, nil
	}
	seat.Pledge = p
	return true, nil
}

// pickPledge is the pledge that a table picked to be read aloud.
func pickPledge(s *State, c *Command) (bool, error) {
	t, err := s.table(c)
	if err != nil {
		return false, err
	}
	of := s.Seat(c.Into)
	if of == nil || of.Table != t.Number || of.Pledge.What == "" {
		return false, errs.New(errs.NotFound, "workshop.error.noPledge")
	}
	if t.Pledge == of.Number {
		return false, nil
	}
	t.Pledge = of.Number
	return true, nil
}

func line(field, text string, most int) (string, error) {
	text = assessment.CleanText(text)
	if n := utf8.RuneCountInString(text); n > most {
		return "", errs.Field(field, "error.too_long", "max", most, "length", n)
	}
	return text, nil
}

// Spread counts the votes of a round by option.
func (r *Round) Spread() map[string]int {
	count := map[string]int{}
	for _, option := range r.Votes {
		count[option]++
	}
	return count
}

// AgainstMajority says whether the table decided otherwise than more than half
// of its votes.
func (r *Round) AgainstMajority() bool {
	for option, n := range r.Spread() {
		if 2*n > len(r.Votes) {
			return option != r.Option
		}
	}
	return false
}

// Divergence is how differently the tables chose in a round: the number of
// different options less one, then how even they are (0-100).
func (s *State) Divergence(turn int) (different, even int) {
	count := map[string]int{}
	total := 0
	for _, t := range s.Tables {
		if turn < len(t.Rounds) && t.Rounds[turn].Option != "" {
			count[t.Rounds[turn].Option]++
			total++
		}
	}
	if total == 0 {
		return 0, 0
	}
	most := slices.Max(slices.Collect(maps.Values(count)))
	return len(count) - 1, 100 * (total - most) / total
}

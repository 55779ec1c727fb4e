package workshop

import (
	"slices"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// next moves the session to its next phase. What must happen on the way - the
// making of tables, the needs, the step of the game - happens here.
func next(s *State, c *Command) (bool, error) {
	if err := s.fresh(c); err != nil {
		return false, err
	}
	switch s.Phase {
	case Lobby:
		if len(s.Present()) == 0 && len(s.Tables) == 0 {
			return false, errs.New(errs.Conflict, "workshop.error.empty")
		}
		s.Began = c.At
		s.makeTables()
	case Briefing:
		s.beginGames()
	case Decide:
		s.play()
	}
	to, newRound := s.Phase.after(s.Turn >= len(s.Schedule())-1)
	if newRound && s.Phase != Roles {
		s.Turn++
	}
	s.enter(to, c.At)
	return true, nil
}

// back goes one step back, where nothing has been shown yet.
func back(s *State, c *Command) (bool, error) {
	if err := s.fresh(c); err != nil {
		return false, err
	}
	to, ok := s.Phase.before()
	if !ok {
		return false, errs.New(errs.Conflict, "workshop.error.back")
	}
	s.enter(to, c.At)
	return true, nil
}

// skip leaves the round out: time passes for every table, nothing is decided.
func skip(s *State, c *Command) (bool, error) {
	if err := s.fresh(c); err != nil {
		return false, err
	}
	if s.Phase != Inject && s.Phase != Vote && s.Phase != Decide {
		return false, errs.New(errs.Conflict, "workshop.error.skip")
	}
	number := s.RoundNumber()
	for _, t := range s.Tables {
		r := s.Current(t)
		r.Skipped, r.Option, r.Moves, r.Reason = true, "", nil, ""
		s.step(t, r, game.Command{Kind: game.SkipRound, Round: number})
	}
	s.Skipped = append(s.Skipped, number)
	to, newRound := Reflect.after(s.Turn >= len(s.Schedule())-1)
	if newRound {
		s.Turn++
	}
	s.enter(to, c.At)
	return true, nil
}

// end closes the session wherever it stands. Ending again changes nothing.
func end(s *State, c *Command) (bool, error) {
	if s.Phase == Closed {
		return false, nil
	}
	s.enter(Closed, c.At)
	return true, nil
}

// enter begins a phase.
func (s *State) enter(p Phase, at int64) {
	s.Phase, s.Entered, s.Paused, s.Left, s.Plenary = p, at, false, 0, false
	s.Version++
	s.Deadline = 0
	if s.Timers && p != Lobby && p != Closed {
		s.Deadline = at + s.Agenda.Planned(p).Milliseconds()
	}
}

// play lets every table step: with its decision, or with the fallback of the
// scenario when it has none.
func (s *State) play() {
	for _, t := range s.Tables {
		r := s.Current(t)
		if r.Option == "" {
			r.Option, r.Moves, r.Fallback = s.fallback(), nil, true
		}
		s.step(t, r, game.Command{Kind: game.PlayRound, Round: r.Number, Option: r.Option, Moves: r.Moves})
	}
}

func (s *State) fallback() string {
	d := s.Dilemma()
	if d.Fallback != "" {
		return d.Fallback
	}
	return d.Options[0].ID
}

// step plays a round of one table. Moves are checked when they are sent, so a
// refusal here would be a defect; the table then plays without moves.
func (s *State) step(t *Table, r *Round, c game.Command) {
	state, facts, err := game.Step(s.Scenario, *t.Play.Last(), c)
	if err != nil {
		c.Moves, r.Moves = nil, nil
		if state, facts, err = game.Step(s.Scenario, *t.Play.Last(), c); err != nil {
			return
		}
	}
	r.Facts = facts
	t.Play.Steps = append(t.Play.Steps, game.Taken{Command: c, State: state, Facts: facts})
}

// beginGames begins the game of every table. A table that picked no needs gets
// the first ones of the scenario.
func (s *State) beginGames() {
	for _, t := range s.Tables {
		s.begin(t)
	}
}

func (s *State) begin(t *Table) {
	if len(t.Needs) != s.Scenario.PickNeeds {
		t.Needs = nil
		for _, n := range s.Scenario.Needs[:s.Scenario.PickNeeds] {
			t.Needs = append(t.Needs, n.ID)
		}
	}
	setup := game.Setup{Seed: s.Seed, Short: s.Agenda.Short()}
	t.Play, _ = game.Replay(s.Scenario, setup, []game.Command{{Kind: game.PickNeeds, Needs: t.Needs}})
	for _, number := range s.Schedule() {
		t.Rounds = append(t.Rounds, &Round{Number: number, Votes: map[int]string{}, Reflections: map[int]string{}})
	}
}

func pause(s *State, c *Command) (bool, error) {
	if s.Paused {
		return false, nil
	}
	s.Paused = true
	if s.Deadline > 0 {
		s.Left = max(s.Deadline-c.At, 0)
		s.Deadline = 0
	}
	return true, nil
}

func resume(s *State, c *Command) (bool, error) {
	if !s.Paused {
		return false, nil
	}
	s.Paused = false
	if s.Left > 0 {
		s.Deadline = c.At + s.Left
	}
	s.Left = 0
	return true, nil
}

// addTime gives or takes minutes. A phase whose time is over gets them from now on.
func addTime(s *State, c *Command) (bool, error) {
	if c.Minutes < -10 || c.Minutes > 30 || c.Minutes == 0 {
		return false, errs.New(errs.Invalid, "workshop.error.minutes")
	}
	more := int64(c.Minutes) * 60_000
	if s.Paused {
		s.Left = max(s.Left+more, 0)
		return true, nil
	}
	s.Deadline = max(max(s.Deadline, c.At)+more, c.At)
	return true, nil
}

func timers(s *State, c *Command) (bool, error) {
	on := c.Kind == TimersOn
	if s.Timers == on {
		return false, nil
	}
	s.Timers, s.Deadline, s.Left = on, 0, 0
	if on && !s.Paused && s.Phase != Lobby && s.Phase != Closed {
		s.Deadline = c.At + s.Agenda.Planned(s.Phase).Milliseconds()
	}
	return true, nil
}

func blackout(s *State, c *Command) (bool, error) { return set(&s.Blackout, c.On), nil }

func lock(s *State, c *Command) (bool, error) { return set(&s.Locked, c.On), nil }

func plenary(s *State, c *Command) (bool, error) { return set(&s.Plenary, c.On), nil }

// renew tells all pages that there is a new code; the store knows which.
func renew(s *State, _ *Command) (bool, error) {
	s.Renewed++
	return true, nil
}

// set gives a switch its value and says whether it changed.
func set(p *bool, on bool) bool {
	changed := *p != on
	*p = on
	return changed
}

// keep marks the reason of a table for the debrief, or takes the mark off.
func keep(s *State, c *Command) (bool, error) {
	t := s.Table(c.Table)
	if t == nil || c.Turn < 0 || c.Turn >= len(t.Rounds) || t.Rounds[c.Turn].Reason == "" {
		return false, errs.New(errs.NotFound, "workshop.error.quote")
	}
	q := Quote{c.Table, c.Turn}
	at := slices.Index(s.Quotes, q)
	switch {
	case c.On && at < 0:
		s.Quotes = append(s.Quotes, q)
	case !c.On && at >= 0:
		s.Quotes = slices.Delete(s.Quotes, at, at+1)
	default:
		return false, nil
	}
	return true, nil
}

package workshop

import (
	"github.com/opmaat/opmaat/assessment/errs"
)

// Apply does what a command asks, or says why not and changes nothing. Changed
// is false when all of it was so already: it need not be stored then. Errors:
// Invalid, Conflict, Forbidden, NotFound, TooMany.
func (s *State) Apply(c Command) (changed bool, err error) {
	if c.Key != "" {
		if _, done := s.keys[c.Key]; done {
			return false, nil
		}
	}
	do, known := rules[c.Kind]
	if !known {
		return false, errs.New(errs.Invalid, "workshop.error.command", "command", string(c.Kind))
	}
	if do.host && !c.Facilitator {
		return false, errs.New(errs.Forbidden, "workshop.error.notHost")
	}
	if s.Phase == Closed && !do.closed {
		return false, errs.New(errs.Conflict, "workshop.error.closed")
	}
	changed, err = do.apply(s, &c)
	if err == nil && changed {
		s.Seq++
		s.remember(c.Key)
	}
	return changed && err == nil, err
}

// rule is how a kind of command is applied: host says that only the facilitator
// may, closed that it works after the end.
type rule struct {
	apply        func(*State, *Command) (bool, error)
	host, closed bool
}

// rules are all kinds of commands.
var rules = map[Kind]rule{
	Next: {next, true, false}, Back: {back, true, false}, Skip: {skip, true, false}, End: {end, true, true},
	Pause: {pause, true, false}, Resume: {resume, true, false}, AddTime: {addTime, true, false},
	TimersOff: {timers, true, false}, TimersOn: {timers, true, false},
	Blackout: {blackout, true, true}, Lock: {lock, true, false}, Plenary: {plenary, true, false},
	Remove: {remove, true, false}, Merge: {merge, true, false}, Shift: {shift, true, false}, AddTable: {addTable, true, false},
	Keep: {keep, true, true}, Renew: {renew, true, false},
	Join: {join, false, false}, Rename: {rename, false, true}, Speak: {speak, false, true}, Pass: {pass, false, true}, Claim: {claim, false, true},
	Needs: {needs, false, false}, Ballot: {ballot, false, false}, Decision: {decision, false, false},
	Reflection: {reflection, false, false}, Word: {word, false, false},
	Pledge: {pledge, false, true}, PickPledge: {pickPledge, false, true},
}

// remember keeps the key of a command that was done. When there are many, the
// oldest half is forgotten.
func (s *State) remember(key string) {
	if key == "" {
		return
	}
	s.keys[key] = s.Seq
	if len(s.keys) <= maxKeys {
		return
	}
	for k, seq := range s.keys {
		if seq < s.Seq-maxKeys/2 {
			delete(s.keys, k)
		}
	}
}

// fresh refuses a move of a facilitator who looks at an older phase.
func (s *State) fresh(c *Command) error {
	if c.Version != s.Version {
		return errs.New(errs.Conflict, "workshop.error.moved")
	}
	return nil
}

package game

// FactKind says what a fact is about.
type FactKind string

// The kinds of facts.
const (
	IndicatorMoved FactKind = "indicator"
	SegmentMoved   FactKind = "segment"
	FlagSet        FactKind = "set"
	FlagCleared    FactKind = "cleared"
	ChannelOpened  FactKind = "channel" // Before and After are places in the list of channels
	EffortMoved    FactKind = "effort"  // from the next round on
	Missed         FactKind = "missed"  // an effect whose condition failed
	EventCame      FactKind = "event"
	UseMoved       FactKind = "use" // the whole round: follows from the segments
)

// Fact is one thing that happened in a round. Wanted is the change before the
// soft cap and the ends of the scale.
type Fact struct {
	Round  int          `json:"round"`
	Kind   FactKind     `json:"kind"`
	Target string       `json:"target,omitempty"` // indicator, segment, flag, channel or event
	Before int          `json:"before"`
	After  int          `json:"after"`
	Wanted int          `json:"wanted"`
	Would  []Would      `json:"would,omitempty"` // of a missed effect: what it would have changed
	Growth *GrowthParts `json:"growth,omitempty"`
	Cause  Cause        `json:"cause"`
}

// Would is a change that did not come.
type Would struct {
	Target string `json:"target"`
	Wanted int    `json:"wanted"`
}

// Cause is why a fact happened: what did it, when that was decided, the
// condition that held or failed, and the earlier decisions that made it so.
type Cause struct {
	By        Origin  `json:"by"`
	Delayed   bool    `json:"delayed,omitempty"`
	Because   string  `json:"because,omitempty"` // a text of the scenario
	Condition bool    `json:"condition,omitempty"`
	Held      bool    `json:"held"`
	Checks    []Check `json:"checks,omitempty"`
}

// Origin names an option, a move, an event case, the own test result or time.
type Origin struct {
	Kind  string `json:"kind"` // option move event test time
	ID    string `json:"id,omitempty"`
	Case  string `json:"case,omitempty"`
	Round int    `json:"round,omitempty"` // in which it was decided or came
}

// Check is one simple condition that was looked at, whether it held, and the
// earlier decision that made it hold, if one did. Decides says that the whole
// condition came out as it did because of this one.
type Check struct {
	Condition *Condition `json:"condition"`
	Held      bool       `json:"held"`
	By        *Origin    `json:"by,omitempty"`
	Decides   bool       `json:"-"`
}

// origin says in full where a change came from.
func (sc *Scenario) origin(s *State, o origin) Origin {
	out := Origin{Round: int(o.round)}
	switch o.kind {
	case fromOption:
		out.Kind, out.ID = "option", sc.Dilemmas[o.round-1].Options[o.index].ID
	case fromMove:
		out.Kind, out.ID = "move", sc.Moves[o.index].ID
	case fromEvent:
		e := sc.Events[o.index]
		out.Kind, out.ID = "event", e.ID
		if c := s.cases[o.round]; c > 0 {
			out.Case = e.Cases[c-1].ID
		}
	case fromTestResult:
		out.Kind, out.ID = "test", sc.fromTest[o.index].dimension
	default:
		out.Kind = "time"
	}
	return out
}

// checks lists the simple conditions within a predicate as they stand now.
func (sc *Scenario) checks(s *State, p *predicate) []Check {
	if p == nil {
		return nil
	}
	return sc.checksWithin(s, p, true)
}

// checksWithin lists the checks of a part of a condition; decides says whether
// the whole hangs on this part.
func (sc *Scenario) checksWithin(s *State, p *predicate, decides bool) []Check {
	if p.op > opNot {
		return []Check{{Condition: p.source, Held: p.holds(s), By: sc.maker(s, p), Decides: decides}}
	}
	var all []Check
	held := p.holds(s)
	for i := range p.kids {
		kid := &p.kids[i]
		all = append(all, sc.checksWithin(s, kid, decides && (p.op == opNot || kid.holds(s) == held))...)
	}
	return all
}

// maker is the decision that made a simple condition hold.
func (sc *Scenario) maker(s *State, p *predicate) *Origin {
	by := origin{}
	switch {
	case !p.holds(s):
	case p.op == opFlag:
		by = s.setBy[p.index]
	case p.op == opChannel:
		by = s.channelBy
	case p.op == opChose:
		by = origin{fromOption, uint8(p.index), int8(p.round)}
	case p.op == opMoved:
		by = origin{fromMove, uint8(p.index), s.boughtIn[p.index]}
	}
	if by.kind == fromNothing {
		return nil
	}
	o := sc.origin(s, by)
	return &o
}

package game

import "fmt"

// predicate is a Condition with its names resolved, ready to be tested often.
type predicate struct {
	op     operator
	kids   []predicate
	index  int // flag, segment, indicator, move or event
	round  int // of the dilemma of a chosen option
	mask   uint64
	lo, hi int // lo <= value < hi
	source *Condition
}

type operator uint8

const (
	opAll operator = iota
	opAny
	opNot
	opFlag
	opNeed
	opChannel
	opIndicator
	opSegment
	opRound
	opChose
	opMoved
	opHappened
	opLater // endings and divergence: known to the debrief only, false in play
)

const unbounded = 1 << 20

// holds tests the predicate; nil always holds.
func (p *predicate) holds(s *State) bool {
	if p == nil {
		return true
	}
	switch p.op {
	case opAll:
		for i := range p.kids {
			if !p.kids[i].holds(s) {
				return false
			}
		}
		return true
	case opAny:
		for i := range p.kids {
			if p.kids[i].holds(s) {
				return true
			}
		}
		return false
	case opNot:
		return !p.kids[0].holds(s)
	}
	return p.leaf(s)
}

func (p *predicate) leaf(s *State) bool {
	switch p.op {
	case opFlag:
		return s.flags&p.mask != 0
	case opNeed:
		return uint64(s.needs)&p.mask != 0
	case opChannel:
		return p.mask&(1<<s.channel) != 0
	case opIndicator:
		return p.within(int(s.levels[p.index]))
	case opSegment:
		return p.within(int(s.adoption[p.index]))
	case opRound:
		return p.within(int(s.round))
	case opChose:
		return int(s.chosen[p.round]) == p.index+1
	case opMoved:
		return s.bought&(1<<p.index) != 0
	case opHappened:
		return s.happened(p.index)
	default:
		return false
	}
}

func (p *predicate) within(v int) bool { return v >= p.lo && v < p.hi }

// compile resolves the names of a condition; nil stays nil.
func (c *compiler) compile(cond *Condition) *predicate {
	if cond == nil {
		return nil
	}
	p := c.predicate(cond)
	return &p
}

func (c *compiler) predicate(cond *Condition) predicate {
	p := predicate{source: cond, lo: -unbounded, hi: unbounded}
	switch {
	case cond.All != nil:
		p.op, p.kids = opAll, c.predicates(cond.All)
	case cond.Any != nil:
		p.op, p.kids = opAny, c.predicates(cond.Any)
	case cond.Not != nil:
		p.op, p.kids = opNot, []predicate{c.predicate(cond.Not)}
	case cond.Flag != "":
		p.op, p.index = opFlag, c.flag(cond.Flag)
		p.mask = 1 << p.index
	case cond.Need != "":
		p.op, p.index = opNeed, c.find("need", cond.Need)
		p.mask = 1 << p.index
	case cond.Channels != nil || cond.ChannelSet != nil:
		p.op, p.mask = opChannel, c.channels(cond)
	case cond.Chose != "":
		p.op = opChose
		p.round, p.index = c.option(cond.Chose)
	case cond.Moved != "":
		p.op, p.index = opMoved, c.find("move", cond.Moved)
	case cond.Happened != "":
		p.op, p.index = opHappened, c.find("event", cond.Happened)
	case cond.Ending != "" || cond.Diverged != "":
		p.op = opLater
	default:
		c.measure(cond, &p)
	}
	return p
}

func (c *compiler) predicates(conds []Condition) []predicate {
	kids := make([]predicate, len(conds))
	for i := range conds {
		kids[i] = c.predicate(&conds[i])
	}
	return kids
}

// channels is the set of channels for which the condition holds, as bits.
func (c *compiler) channels(cond *Condition) uint64 {
	if cond.ChannelSet != nil {
		every := uint64(1)<<len(c.def.Channels) - 1
		if *cond.ChannelSet {
			return every &^ 1
		}
		return 1
	}
	mask := uint64(0)
	for _, id := range cond.Channels {
		mask |= 1 << c.find("channel", id)
	}
	return mask
}

// measure compiles a comparison of an indicator, a segment or the round.
func (c *compiler) measure(cond *Condition, p *predicate) {
	switch {
	case cond.Indicator != "":
		p.op, p.index = opIndicator, c.find("indicator", cond.Indicator)
	case cond.Segment != "":
		p.op, p.index = opSegment, c.find("segment", cond.Segment)
	case cond.FromRound != nil || cond.ToRound != nil:
		p.op = opRound
		if cond.FromRound != nil {
			p.lo = *cond.FromRound
		}
		if cond.ToRound != nil {
			p.hi = *cond.ToRound + 1
		}
		return
	default:
		c.fail(fmt.Errorf("a condition is empty"))
		return
	}
	if cond.AtLeast != nil {
		p.lo = *cond.AtLeast
	}
	if cond.Below != nil {
		p.hi = *cond.Below
	}
}

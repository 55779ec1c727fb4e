package game

func (sc *Scenario) applyAll(s *State, effects []int, by origin, r *recorder) {
	for _, e := range effects {
		if after := sc.effects[e].after; after > 0 {
			sc.postpone(s, e, after, by)
			continue
		}
		sc.apply(s, e, by, false, r)
	}
}

func (sc *Scenario) postpone(s *State, e, after int, by origin) {
	if int(s.waiting) < maxPending {
		s.pending[s.waiting] = pending{uint16(e), s.round + int8(after), by}
		s.waiting++
	}
}

// apply makes one effect happen now, or notes that its condition failed.
func (sc *Scenario) apply(s *State, number int, by origin, delayed bool, r *recorder) {
	e := &sc.effects[number]
	held := e.when.holds(s)
	r.cause(s, e, by, delayed, held)
	if !held {
		r.missed(s, e)
		return
	}
	sc.change(s, e, r)
	sc.mark(s, e, by, r)
	s.extra = int8(min(max(int(s.extra)+e.effort, -maxEffort), maxEffort))
	r.effort(e)
}

// change moves the indicators and the segments.
func (sc *Scenario) change(s *State, e *effect, r *recorder) {
	for i, delta := range e.deltas {
		if delta != 0 {
			before := s.levels[i]
			s.levels[i] = sc.shift(before, delta)
			r.level(Indicator(i), before, s.levels[i], delta)
		}
	}
	if !e.moves {
		return
	}
	for i := range sc.Segments {
		if delta := e.segments[i]; delta != 0 {
			before := s.adoption[i]
			s.adoption[i] = sc.shift(before, delta)
			r.segment(i, before, s.adoption[i], delta, nil)
		}
	}
	s.levels[Use] = sc.use(s)
}

// mark sets and clears flags and makes a channel the live one.
func (sc *Scenario) mark(s *State, e *effect, by origin, r *recorder) {
	if set := e.set &^ s.flags; set != 0 {
		for i := range sc.flags {
			if set&(1<<i) != 0 {
				s.setBy[i] = by
				r.flag(i, true)
			}
		}
		s.flags |= set
	}
	if gone := e.clear & s.flags; gone != 0 {
		for i := range sc.flags {
			if gone&(1<<i) != 0 {
				s.setBy[i] = origin{}
				r.flag(i, false)
			}
		}
		s.flags &^= gone
	}
	if e.channel >= 0 && int(s.channel) != e.channel {
		r.channel(int(s.channel), e.channel)
		s.channel, s.channelBy = uint8(e.channel), by
	}
}

// shift adds a change to a value. A gain shrinks near the top, a loss counts in
// full; the value stays within 0 and 100.
func (sc *Scenario) shift(value, delta int16) int16 {
	if delta > 0 {
		room := max(int(delta)*(sc.SoftCap.Top-int(value))/sc.SoftCap.Span, 0)
		delta = int16(min(int(delta), room))
	}
	return min(max(value+delta, 0), 100)
}

// use is the adoption of all staff, 0-100, rounded half up.
func (sc *Scenario) use(s *State) int16 {
	sum := 0
	for i, segment := range sc.Segments {
		sum += segment.Size * int(s.adoption[i])
	}
	return int16((2*sum + sc.sizes) / (2 * sc.sizes))
}

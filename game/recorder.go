package game

// recorder gathers facts. A nil recorder gathers nothing, at no cost: that is
// how thousands of games are played.
type recorder struct {
	sc    *Scenario
	facts []Fact
	now   Cause
	round int
	use   int16 // at the start of the round
}

func (r *recorder) begin(s *State) {
	if r != nil {
		r.round, r.use = int(s.round), s.levels[Use]
	}
}

// end notes how the derived indicator moved over the whole round.
func (r *recorder) end(s *State) {
	if r != nil && s.levels[Use] != r.use {
		r.now = Cause{By: Origin{Kind: "time", Round: r.round}, Held: true}
		r.add(Fact{Kind: UseMoved, Target: Use.String(), Before: int(r.use), After: int(s.levels[Use])})
	}
}

func (r *recorder) add(f Fact) {
	f.Round, f.Cause = r.round, r.now
	r.facts = append(r.facts, f)
}

func (r *recorder) cause(s *State, e *effect, by origin, delayed, held bool) {
	if r == nil {
		return
	}
	r.now = Cause{
		By: r.sc.origin(s, by), Delayed: delayed, Because: e.because,
		Condition: e.when != nil, Held: held, Checks: r.sc.checks(s, e.when),
	}
}

func (r *recorder) time(s *State) {
	if r == nil {
		return
	}
	r.now = Cause{By: Origin{Kind: "time", Round: r.round}, Held: true}
	if s.channel != 0 && s.channelBy.kind != fromNothing {
		by := r.sc.origin(s, s.channelBy)
		r.now.Checks = []Check{{Condition: &Condition{Channels: []string{r.sc.Channel(s)}}, Held: true, By: &by}}
	}
}

func (r *recorder) level(i Indicator, before, after, wanted int16) {
	if r != nil {
		r.add(Fact{Kind: IndicatorMoved, Target: i.String(), Before: int(before), After: int(after), Wanted: int(wanted)})
	}
}

func (r *recorder) segment(i int, before, after, wanted int16, growth *GrowthParts) {
	if r != nil {
		r.add(Fact{Kind: SegmentMoved, Target: r.sc.Segments[i].ID, Before: int(before), After: int(after), Wanted: int(wanted), Growth: growth})
	}
}

func (r *recorder) flag(i int, set bool) {
	if r == nil {
		return
	}
	kind := FlagCleared
	if set {
		kind = FlagSet
	}
	r.add(Fact{Kind: kind, Target: r.sc.flags[i]})
}

func (r *recorder) channel(before, after int) {
	if r != nil {
		r.add(Fact{Kind: ChannelOpened, Target: r.sc.Channels[after].ID, Before: before, After: after})
	}
}

func (r *recorder) effort(e *effect) {
	if r != nil && e.effort != 0 {
		r.add(Fact{Kind: EffortMoved, Wanted: e.effort, After: e.effort})
	}
}

// missed notes an effect that did not come, and what it would have changed.
func (r *recorder) missed(s *State, e *effect) {
	if r == nil {
		return
	}
	var would []Would
	for i, delta := range e.deltas {
		if delta != 0 {
			would = append(would, Would{Indicators[i], int(delta)})
		}
	}
	for i, segment := range r.sc.Segments {
		if delta := e.segments[i]; delta != 0 {
			would = append(would, Would{segment.ID, int(delta)})
		}
	}
	r.add(Fact{Kind: Missed, Would: would})
}

// event notes which event came, which of its cases held and what was looked at.
func (r *recorder) event(s *State, by origin, event, which int) {
	if r == nil {
		return
	}
	r.now = Cause{By: r.sc.origin(s, by), Held: true}
	for i := range r.sc.events[event].cases[:which+1] {
		c := r.sc.events[event].cases[i].when
		r.now.Condition = r.now.Condition || c != nil
		r.now.Checks = append(r.now.Checks, r.sc.checks(s, c)...)
	}
	r.add(Fact{Kind: EventCame, Target: r.sc.Events[event].ID})
}

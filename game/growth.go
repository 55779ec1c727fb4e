package game

// GrowthParts is how the growth of a segment in one span of time came about
// (shared design, game 6.7): Base = affinity * (fit + ownership) / divisor, then
// what is added and taken off. All in points of adoption.
type GrowthParts struct {
	Affinity int `json:"affinity"`
	Pull     int `json:"pull"` // fit + ownership
	Base     int `json:"base"`
	Decay    int `json:"decay"`
	Hosted   int `json:"hosted"`
	Manual   int `json:"manual"`
	Tired    int `json:"tired"`
	Idle     int `json:"idle"` // loss when there is no channel
	Spans    int `json:"spans"`
}

// grow lets time pass: once for every round number since the last round played.
func (sc *Scenario) grow(s *State, r *recorder) {
	r.time(s)
	spans := sc.spans(s)
	for i := range sc.Segments {
		parts := sc.growth(s, i)
		sum := parts.Base - parts.Decay + parts.Hosted + parts.Manual - parts.Tired - parts.Idle
		delta := int16(min(max(sum, -maxGrowth), maxGrowth))
		before := s.adoption[i]
		for range spans {
			s.adoption[i] = sc.shift(s.adoption[i], delta)
		}
		if r != nil { // its own copy: without facts nothing is allocated
			kept := parts
			kept.Spans = spans
			r.segment(i, before, s.adoption[i], delta*int16(spans), &kept)
		}
	}
	s.levels[Use] = sc.use(s)
}

// spans is how many round numbers have passed since the round before.
func (sc *Scenario) spans(s *State) int {
	if s.at == 0 {
		return int(s.round)
	}
	return int(s.round) - sc.Schedule(s.short)[s.at-1]
}

func (sc *Scenario) growth(s *State, segment int) GrowthParts {
	g := &sc.Growth
	if s.channel == 0 {
		return GrowthParts{Idle: g.Idle}
	}
	p := GrowthParts{Affinity: sc.affinity[s.channel][segment], Pull: int(s.levels[Fit] + s.levels[Own]), Decay: g.Decay}
	p.Base = p.Affinity * p.Pull / g.Divisor
	if s.flags&sc.hosted != 0 {
		p.Hosted = g.Host
	}
	if s.flags&sc.manual != 0 && sc.Segments[segment].Hesitant {
		p.Manual = g.Manual
	}
	if int(s.levels[Stam]) < g.TiredBelow {
		p.Tired = g.Tired
	}
	return p
}

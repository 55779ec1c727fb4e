package game

// Start is the state before the first command, with the facts of how the own
// test result moved the start values.
func (sc *Scenario) Start(setup Setup) (State, []Fact) {
	s := State{seed: setup.Seed, short: setup.Short, round: int8(sc.Schedule(setup.Short)[0]), effort: int8(sc.Effort.PerRound)}
	for i, rule := range sc.Indicators {
		s.levels[i] = int16(rule.Start)
	}
	for i, segment := range sc.Segments {
		s.adoption[i] = int16(segment.Start)
	}
	s.levels[Use] = sc.use(&s)
	s.plan = sc.planEvents(s.seed, s.short)
	r := &recorder{sc: sc}
	sc.startFromTest(&s, setup.TestBands, r)
	sc.observe(&s)
	return s, r.facts
}

// startFromTest applies the first rule that holds for each dimension.
func (sc *Scenario) startFromTest(s *State, bands map[string]int, r *recorder) {
	done := ""
	for i, rule := range sc.fromTest {
		band := bands[rule.dimension]
		if band == 0 || band > rule.atMost || done == rule.dimension {
			continue
		}
		done = rule.dimension
		sc.apply(s, rule.effect, origin{kind: fromTestResult, index: uint8(i)}, false, r)
	}
}

// Step applies a command and returns the next state with every change and its
// cause. The state that goes in is not changed; after an error the state that
// comes out is the one that went in. Errors: Invalid, Conflict.
func Step(sc *Scenario, s State, cmd Command) (State, []Fact, error) {
	n, err := sc.resolve(&s, cmd)
	if err != nil {
		return s, nil, err
	}
	if cmd.Kind == PickNeeds {
		s.needs, s.begun = n.needs, true
		return s, nil, nil
	}
	r := &recorder{sc: sc}
	sc.play(&s, &n, r)
	return s, r.facts, nil
}

// play runs one round in its fixed order: what was under way arrives, the
// decision, the moves, time, the event.
func (sc *Scenario) play(s *State, n *numbers, r *recorder) {
	r.begin(s)
	sc.arrive(s, r)
	sc.noteOffers(s)
	sc.decide(s, n, r)
	sc.grow(s, r)
	sc.observe(s)
	sc.close(s, r)
	r.end(s)
	sc.advance(s)
}

func (sc *Scenario) decide(s *State, n *numbers, r *recorder) {
	if n.option == skipped {
		return
	}
	s.chosen[s.round] = int8(n.option + 1)
	sc.applyAll(s, sc.options[s.round][n.option].effects, origin{fromOption, uint8(n.option), s.round}, r)
	sc.observe(s)
	for _, m := range n.moves[:n.bought] {
		s.bought |= 1 << m
		s.boughtIn[m] = s.round
		s.effort -= int8(sc.moves[m].cost)
		sc.applyAll(s, sc.moves[m].effects, origin{fromMove, m, s.round}, r)
		sc.observe(s)
	}
}

// arrive applies the delayed effects whose round has come, the oldest first.
func (sc *Scenario) arrive(s *State, r *recorder) {
	left := int8(0)
	waiting := s.waiting
	for i := int8(0); i < waiting; i++ {
		p := s.pending[i]
		if p.due <= s.round {
			sc.apply(s, int(p.effect), p.by, true, r)
			continue
		}
		s.pending[left] = p
		left++
	}
	for i := left; i < waiting; i++ {
		s.pending[i] = pending{}
	}
	s.waiting = left
	sc.observe(s)
}

// close lets the event of the round come, if it has one: the first case that holds.
func (sc *Scenario) close(s *State, r *recorder) {
	at := s.plan[s.round]
	if at == 0 {
		return
	}
	s.came[s.round] = at
	for i := range sc.events[at-1].cases {
		c := &sc.events[at-1].cases[i]
		if !c.when.holds(s) {
			continue
		}
		s.cases[s.round] = int8(i + 1)
		by := origin{fromEvent, uint8(at - 1), s.round}
		r.event(s, by, int(at-1), i)
		sc.applyAll(s, c.effects, by, r)
		break
	}
	sc.observe(s)
}

// advance makes the state ready for the next round, or ends the game.
func (sc *Scenario) advance(s *State) {
	s.at++
	schedule := sc.Schedule(s.short)
	if int(s.at) == len(schedule) {
		s.ended, s.effort, s.extra = true, 0, 0
		return
	}
	s.round = int8(schedule[s.at])
	effort := sc.Effort.PerRound + min(sc.Effort.Carry, int(s.effort)) + int(s.extra)
	s.effort = int8(min(max(effort, 0), maxEffort))
	s.extra = 0
}

func (sc *Scenario) noteOffers(s *State) {
	for i := range sc.moves {
		if sc.offers(s, i) {
			s.offered |= 1 << i
		}
	}
}

// observe notes for every order rule the moment at which its halves came true.
func (sc *Scenario) observe(s *State) {
	s.tick++
	for i := range sc.order {
		if s.firstAt[i].tick == 0 && sc.order[i].first.holds(s) {
			s.firstAt[i] = moment{s.tick, s.round}
		}
		if s.thenAt[i].tick == 0 && sc.order[i].then.holds(s) {
			s.thenAt[i] = moment{s.tick, s.round}
		}
	}
}

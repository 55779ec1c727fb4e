package game

// Transcript is a whole game as it is printed and exported: every round with
// its state, what happened and why, and the three results. The same scenario,
// setup and commands give the same transcript.
type Transcript struct {
	Scenario  string            `json:"scenario"` // id@version
	SHA256    string            `json:"sha256"`
	Seed      uint64            `json:"seed"`
	Rounds    string            `json:"rounds"` // full or short
	Needs     []string          `json:"needs"`
	Start     Moment            `json:"start"`
	Opening   []Fact            `json:"opening,omitempty"` // what the own test result moved
	Played    []TranscriptRound `json:"played"`
	Ending    *Arrival          `json:"ending"` // null until the last round is over
	Outcome   float64           `json:"outcome"`
	Alignment Alignment         `json:"alignment"`
}

// TranscriptRound is one round. Option is empty when the round was skipped, the
// event when none came. State is that after the event.
type TranscriptRound struct {
	Round  int      `json:"round"`
	Option string   `json:"option"`
	Moves  []string `json:"moves"`
	Event  string   `json:"event"`
	Case   string   `json:"case"`
	State  Moment   `json:"state"`
	Facts  []Fact   `json:"facts"`
}

// Moment is a state in words. Effort is what can be spent in the round to come.
type Moment struct {
	Indicators []Measure `json:"indicators"`
	Segments   []Crowd   `json:"segments"`
	Channel    string    `json:"channel"`
	Flags      []string  `json:"flags"`
	Effort     int       `json:"effort"`
}

// Measure is an indicator: its value, 0-100, and the name of its band.
type Measure struct {
	ID    string `json:"id"`
	Value int    `json:"value"`
	Band  string `json:"band"`
}

// Crowd is a segment: its adoption, 0-100, the stage that belongs to it, and how
// many of its staff are in each stage.
type Crowd struct {
	ID       string      `json:"id"`
	Adoption int         `json:"adoption"`
	Stage    string      `json:"stage"`
	Staff    [Stages]int `json:"staff"`
}

// Arrival is the ending with the simple conditions that made it the one.
type Arrival struct {
	ID     string  `json:"id"`
	Tone   string  `json:"tone"`
	Checks []Check `json:"checks"`
}

// BandNames are the ids of the bands of an indicator, from low to high.
var BandNames = [Stages]string{"fragile", "shaky", "steady", "strong", "thriving"}

// StageNames are the ids of the stages of adoption, from low to high.
var StageNames = [Stages]string{"unaware", "aware", "curious", "trying", "using"}

// Transcript puts a play into words. Outcome and alignment are those so far
// when the game has not ended.
func (p *Play) Transcript() Transcript {
	sc, last := p.Scenario, p.Last()
	t := Transcript{
		Scenario: sc.Ref.String(), SHA256: sc.Hash, Seed: p.Setup.Seed, Rounds: "full",
		Needs: list(sc.PickedNeeds(last)), Start: sc.moment(&p.Start), Opening: p.Opening,
		Played: []TranscriptRound{}, Outcome: float64(sc.Outcome(last)) / 100, Alignment: sc.Alignment(last),
	}
	if p.Setup.Short {
		t.Rounds = "short"
	}
	for i := range p.Steps {
		if step := &p.Steps[i]; step.Command.Kind != PickNeeds {
			t.Played = append(t.Played, sc.played(step))
		}
	}
	if last.Ended() {
		ending := sc.Arrived(last)
		t.Ending = &Arrival{ending.ID, ending.Tone, list(sc.EndingChecks(last))}
	}
	return t
}

func (sc *Scenario) played(step *Taken) TranscriptRound {
	c, s := &step.Command, &step.State
	event, which := sc.EventOf(s, c.Round)
	return TranscriptRound{c.Round, c.Option, list(c.Moves), event, which, sc.moment(s), list(step.Facts)}
}

func (sc *Scenario) moment(s *State) Moment {
	m := Moment{Channel: sc.Channel(s), Flags: list(sc.Flags(s)), Effort: s.Effort()}
	for i, id := range Indicators {
		value := s.Level(Indicator(i))
		m.Indicators = append(m.Indicators, Measure{id, value, BandNames[sc.Band(value)]})
	}
	for i, segment := range sc.Segments {
		value := s.Adoption(i)
		m.Segments = append(m.Segments, Crowd{segment.ID, value, StageNames[sc.Band(value)], sc.StagesOf(s, i)})
	}
	return m
}

// list is never nil, so that JSON has [] and not null.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

package game

import "fmt"

// Play is a game from its start: the state before the first command and the
// steps that followed.
type Play struct {
	Scenario *Scenario
	Setup    Setup
	Start    State
	Opening  []Fact // what the own test result moved
	Steps    []Taken
}

// Taken is a command with what it led to.
type Taken struct {
	Command Command
	State   State
	Facts   []Fact
}

// Last is the newest state.
func (p *Play) Last() *State {
	if len(p.Steps) == 0 {
		return &p.Start
	}
	return &p.Steps[len(p.Steps)-1].State
}

// Replay rebuilds a game from its setup and commands. An error names the
// command that is not allowed; the play up to it is returned with it.
func Replay(sc *Scenario, setup Setup, commands []Command) (Play, error) {
	p := Play{Scenario: sc, Setup: setup}
	p.Start, p.Opening = sc.Start(setup)
	for i, cmd := range commands {
		s, facts, err := Step(sc, *p.Last(), cmd)
		if err != nil {
			return p, fmt.Errorf("command %d: %w", i+1, err)
		}
		p.Steps = append(p.Steps, Taken{cmd, s, facts})
	}
	return p, nil
}

// Plan is a whole game decided beforehand.
type Plan struct {
	Needs  []string    `json:"needs"`
	Rounds []PlanRound `json:"rounds"`
}

// PlanRound is the decision and the moves of one round.
type PlanRound struct {
	Option string   `json:"option"`
	Moves  []string `json:"moves"`
}

// Commands are the commands of a plan in the rounds of a version. Rounds beyond
// the schedule keep counting, so that playing them fails with a sentence.
func (p Plan) Commands(sc *Scenario, short bool) []Command {
	all := []Command{{Kind: PickNeeds, Needs: p.Needs}}
	schedule := sc.Schedule(short)
	for i, r := range p.Rounds {
		number := sc.Rounds + 1 + i
		if i < len(schedule) {
			number = schedule[i]
		}
		all = append(all, Command{Kind: PlayRound, Round: number, Option: r.Option, Moves: r.Moves})
	}
	return all
}

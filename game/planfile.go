package game

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/opmaat/opmaat/assessment/errs"
)

// MaxPlanFile is the largest plan.json that is read, in bytes.
const MaxPlanFile = 64 << 10

// maxPlanID is the longest id in a plan that is read, in bytes.
const maxPlanID = 100

// ParsePlan reads plan.json, the command line's input. It is strict: unknown
// and duplicate keys, invalid UTF-8 and more than any scenario can use are
// refused. Errors are Invalid, name the place as a JSON path and say what is
// allowed. Whether the plan fits a scenario is for PlayPlan to say.
func ParsePlan(data []byte) (Plan, error) {
	if len(data) > MaxPlanFile {
		return Plan{}, refuse("", "the input is larger than %d bytes", MaxPlanFile)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return Plan{}, refuse("", `the input is empty; expected one JSON object with "needs" and "rounds"`)
	}
	var p Plan
	if err := json.Unmarshal(data, &p, json.RejectUnknownMembers(true)); err != nil {
		return Plan{}, planProblem(err)
	}
	return p, p.limits()
}

// limits refuses lists and ids that are too long.
func (p *Plan) limits() error {
	if len(p.Needs) > MaxNeeds {
		return refuse("/needs", "found %d, allowed are at most %d", len(p.Needs), MaxNeeds)
	}
	if len(p.Rounds) > MaxRounds {
		return refuse("/rounds", "found %d, allowed are at most %d", len(p.Rounds), MaxRounds)
	}
	for i, id := range p.Needs {
		if len(id) > maxPlanID {
			return tooLong(fmt.Sprintf("/needs/%d", i))
		}
	}
	for i, r := range p.Rounds {
		path := fmt.Sprintf("/rounds/%d", i)
		if len(r.Option) > maxPlanID {
			return tooLong(path + "/option")
		}
		if len(r.Moves) > MaxMoves {
			return refuse(path+"/moves", "found %d, allowed are at most %d", len(r.Moves), MaxMoves)
		}
		for k, id := range r.Moves {
			if len(id) > maxPlanID {
				return tooLong(fmt.Sprintf("%s/moves/%d", path, k))
			}
		}
	}
	return nil
}

func tooLong(path string) error {
	return refuse(path, "an id has at most %d characters", maxPlanID)
}

// refuse is an Invalid error about a place in plan.json.
func refuse(path, format string, args ...any) error {
	if path == "" {
		path = "/"
	}
	return &errs.E{Kind: errs.Invalid, Key: "game.error.plan", Field: path, Err: fmt.Errorf(format, args...)}
}

// planProblem turns a decoder error into one with a path a person can follow.
func planProblem(err error) error {
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		path := string(semantic.JSONPointer)
		if errors.Is(err, json.ErrUnknownName) {
			return refuse(path, "unknown key; allowed are needs and rounds, and in a round option and moves")
		}
		return refuse(path, "a value of the wrong kind; needs and moves are lists of ids, an option is one id")
	}
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return refuse(string(syntactic.JSONPointer), "this key stands here twice")
		}
		return refuse(string(syntactic.JSONPointer), "not valid JSON near byte %d", syntactic.ByteOffset)
	}
	return refuse("", "%w", err)
}

// PlayPlan plays a plan from its start to its end. A plan that is not allowed,
// or that has not one entry for every round of the version, is refused as a
// whole; the error is of the kind that Step gives, with the place in the plan as
// its Field.
func PlayPlan(sc *Scenario, setup Setup, p Plan) (Play, error) {
	if wanted := len(sc.Schedule(setup.Short)); len(p.Rounds) != wanted {
		return Play{}, errs.Field("/rounds", "game.error.rounds", "found", len(p.Rounds), "wanted", wanted)
	}
	commands := p.Commands(sc, setup.Short)
	play, err := Replay(sc, setup, commands)
	if err == nil {
		return play, nil
	}
	return Play{}, placed(err, len(play.Steps)-1)
}

// placed puts the place in the plan into an error of Step; round -1 is the needs.
func placed(err error, round int) error {
	e, ok := errors.AsType[*errs.E](err)
	if !ok {
		return err
	}
	at := *e
	switch {
	case round < 0:
		at.Field = "/needs"
	case e.Field == "option":
		at.Field = fmt.Sprintf("/rounds/%d/option", round)
	case e.Field == "move":
		at.Field = fmt.Sprintf("/rounds/%d/moves", round)
	default:
		at.Field = fmt.Sprintf("/rounds/%d", round)
	}
	return &at
}

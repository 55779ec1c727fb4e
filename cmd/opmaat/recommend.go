package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// recommend reads situation.json and prints the recommendation.
func (p program) recommend(_ context.Context, args []string) int {
	flags := flag.NewFlagSet("recommend", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	facts := flags.String("facts", string(recommend.Now), "")
	if err := flags.Parse(args); err != nil {
		return p.usage("recommend takes --facts now|seed: %v", err)
	}
	if flags.NArg() > 0 {
		return p.usage("recommend reads the situation from standard input and does not take the argument %q", flags.Arg(0))
	}
	mode, ok := recommend.ParseMode(*facts)
	if !ok {
		return p.usage("--facts %q: allowed are now and seed", *facts)
	}
	data, err := io.ReadAll(io.LimitReader(p.in, recommend.MaxSituation+1))
	if err != nil {
		return p.failed(fmt.Errorf("reading the situation: %w", err))
	}
	return p.printRecommendation(data, mode, time.Now())
}

// printRecommendation judges the age of the facts on the day of now.
func (p program) printRecommendation(data []byte, mode recommend.Mode, now time.Time) int {
	s, err := recommend.ParseSituation(data)
	if err != nil {
		return p.failed(situationProblem(err))
	}
	lib, err := builtin()
	if err != nil {
		return p.failed(err)
	}
	s.Today = now.UTC().Format(time.DateOnly)
	tools := lib.Tools()
	result := recommend.Recommend(tools, s, mode)
	out := json.NewEncoder(p.out)
	out.SetIndent("", " ")
	out.SetEscapeHTML(false)
	if err := out.Encode(result.Wire(tools)); err != nil {
		return p.failed(err)
	}
	return exitDone
}

// situationProblem keeps the path and what is allowed, without the message key,
// which is for translated pages.
func situationProblem(err error) error {
	if e, ok := errors.AsType[*errs.E](err); ok && e.Err != nil {
		return fmt.Errorf("situation: %s: %w", e.Field, e.Err)
	}
	return fmt.Errorf("situation: %w", err)
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/content/i18n"
	"github.com/opmaat/opmaat/game"
)

const (
	usagePlay     = "game play takes SCENARIO[@n] --seed N [--rounds full|short] [--content DIR]"
	usageSimulate = "game simulate takes SCENARIO[@n] [--plays N] [--seed N] [--report] [--content DIR]"
)

// game plays one game, or thousands of them.
func (p program) game(ctx context.Context, args []string) int {
	if len(args) > 0 && args[0] == "play" {
		return p.gamePlay(args[1:])
	}
	if len(args) > 0 && args[0] == "simulate" {
		return p.gameSimulate(ctx, args[1:])
	}
	return p.usage("game needs play SCENARIO or simulate SCENARIO")
}

// gamePlay reads plan.json and prints the transcript.
func (p program) gamePlay(args []string) int {
	flags := flag.NewFlagSet("play", flag.ContinueOnError)
	seed, rounds := flags.Uint64("seed", 0, ""), flags.String("rounds", "full", "")
	own := flags.String("content", "", "")
	name, err := scenarioArg(flags, args)
	if err != nil {
		return p.usage("%s: %v", usagePlay, err)
	}
	if !isSet(flags, "seed") {
		return p.usage("%s: --seed is missing; it decides which events come", usagePlay)
	}
	if *rounds != "full" && *rounds != "short" {
		return p.usage("--rounds %q: allowed are full and short", *rounds)
	}
	lib, sc, code := p.scenario(name, *own)
	if code != exitDone {
		return code
	}
	data, err := io.ReadAll(io.LimitReader(p.in, game.MaxPlanFile+1))
	if err != nil {
		return p.failed(fmt.Errorf("reading the plan: %w", err))
	}
	plan, err := game.ParsePlan(data)
	if err != nil {
		return p.failed(planError(lib.Catalogue(), err))
	}
	play, err := game.PlayPlan(sc, game.Setup{Seed: *seed, Short: *rounds == "short"}, plan)
	if err != nil {
		return p.failed(planError(lib.Catalogue(), err))
	}
	return p.print(play.Transcript())
}

// print writes a result as JSON.
func (p program) print(result any) int {
	out := json.NewEncoder(p.out)
	out.SetIndent("", " ")
	out.SetEscapeHTML(false)
	if err := out.Encode(result); err != nil {
		return p.failed(err)
	}
	return exitDone
}

// planError is what is wrong with a plan: the place, and the sentence that a
// player would read, with the ids that are allowed.
func planError(texts *i18n.Catalogue, err error) error {
	e, ok := errors.AsType[*errs.E](err)
	switch {
	case !ok:
		return err
	case e.Err != nil:
		return fmt.Errorf("plan: %s: %w", e.Field, e.Err)
	}
	sentence := strings.TrimSuffix(texts.Printer(i18n.Reference).T(e.Key, e.Args...), ".")
	if i := slices.Index(e.Args, any("allowed")); i >= 0 {
		sentence += fmt.Sprintf(" (allowed: %v)", e.Args[i+1])
	}
	return fmt.Errorf("plan: %s: %s", e.Field, sentence)
}

// scenarioArg parses flags that may stand before and after the one argument.
func scenarioArg(flags *flag.FlagSet, args []string) (string, error) {
	flags.SetOutput(io.Discard)
	var names []string
	for {
		if err := flags.Parse(args); err != nil {
			return "", err
		}
		if flags.NArg() == 0 {
			break
		}
		names, args = append(names, flags.Arg(0)), flags.Args()[1:]
	}
	if len(names) != 1 {
		return "", fmt.Errorf("name one scenario, found %d", len(names))
	}
	return names[0], nil
}

func isSet(flags *flag.FlagSet, name string) (set bool) {
	flags.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

// scenario finds a scenario of the built-in content with own content on top.
func (p program) scenario(name, own string) (*content.Library, *game.Scenario, int) {
	var layers []string
	if own != "" {
		layers = append(layers, own)
	}
	files, code := p.contentLayers(layers)
	if code != exitDone {
		return nil, nil, code
	}
	ref, err := assessment.ParseRefOrLatest(name)
	if err != nil {
		return nil, nil, p.usage("%q: write a scenario with or without a version, such as vlasbrugge@1", name)
	}
	lib, sc, err := findScenario(files, ref)
	switch {
	case err != nil:
		return nil, nil, p.failed(err)
	case sc == nil:
		return nil, nil, p.usage("there is no scenario %s; there are %s", name, scenarioNames(lib))
	}
	return lib, sc, exitDone
}

func findScenario(layers []fs.FS, ref assessment.Ref) (*content.Library, *game.Scenario, error) {
	lib, err := libraryOf(layers)
	if err != nil {
		return nil, nil, err
	}
	return lib, scenarioIn(lib, ref), nil
}

// scenarioIn is the scenario, the newest one where ref names no version; nil
// when there is none.
func scenarioIn(lib *content.Library, ref assessment.Ref) *game.Scenario {
	if ref.Version > 0 {
		sc, _ := lib.Scenario(ref)
		return sc
	}
	sc, _ := lib.LatestScenario(ref.ID)
	return sc
}

func scenarioNames(lib *content.Library) string {
	var names []string
	for _, sc := range lib.Scenarios() {
		names = append(names, sc.Ref.String())
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

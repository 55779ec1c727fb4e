package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/web"
)

// reportFlags are the flags of the command.
type reportFlags struct {
	format, lang, out, facts, colour, logo string
	draft                                  bool
	game, scenario, rounds                 string
	seed                                   uint64
}

// report reads answers.json and writes the report of the test to a file.
func (p program) report(_ context.Context, args []string) int {
	var f reportFlags
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&f.format, "format", "", "")
	flags.StringVar(&f.lang, "lang", "en", "")
	flags.StringVar(&f.out, "o", "", "")
	flags.StringVar(&f.facts, "facts", string(recommend.Now), "")
	flags.StringVar(&f.colour, "colour", "", "")
	flags.StringVar(&f.logo, "logo", "", "")
	flags.BoolVar(&f.draft, "draft", false, "")
	flags.StringVar(&f.game, "game", "", "")
	flags.StringVar(&f.scenario, "scenario", "", "")
	flags.Uint64Var(&f.seed, "seed", 0, "")
	flags.StringVar(&f.rounds, "rounds", "full", "")
	if err := flags.Parse(args); err != nil {
		return p.usage("report takes --format %s, --lang, -o FILE, --facts now|seed, --colour, --logo FILE, --draft and --game PLAN --scenario SCENARIO[@n] --seed N [--rounds full|short]: %v", formatNames(), err)
	}
	if problem := f.gameProblem(flags); problem != "" {
		return p.usage("%s", problem)
	}
	if flags.NArg() > 0 {
		return p.usage("report reads the answers from standard input and does not take the argument %q", flags.Arg(0))
	}
	format, ok := report.FormatNamed(f.format)
	if !ok {
		return p.usage("--format %q: allowed are %s", f.format, formatNames())
	}
	if f.out == "" {
		return p.usage("report needs -o FILE, the file to write")
	}
	data, err := io.ReadAll(io.LimitReader(p.in, assessment.MaxAnswersFile+1))
	if err != nil {
		return p.failed(fmt.Errorf("reading the answers: %w", err))
	}
	return p.writeReport(f, format, data, time.Now().UTC())
}

// gameProblem says what is wrong with the flags of a game, as for opmaat game play.
func (f *reportFlags) gameProblem(flags *flag.FlagSet) string {
	switch {
	case f.game == "" && (f.scenario != "" || isSet(flags, "seed") || isSet(flags, "rounds")):
		return "--scenario, --seed and --rounds belong to --game PLAN, which is missing"
	case f.game == "":
		return ""
	case f.scenario == "" || !isSet(flags, "seed"):
		return "--game PLAN needs --scenario SCENARIO[@n] and --seed N"
	case f.rounds != "full" && f.rounds != "short":
		return fmt.Sprintf("--rounds %q: allowed are full and short", f.rounds)
	}
	return ""
}

// reportGame plays the plan of a game to its ending; nil without a game.
func (p program) reportGame(lib *content.Library, f reportFlags) (*game.Play, int) {
	if f.game == "" {
		return nil, exitDone
	}
	ref, err := assessment.ParseRefOrLatest(f.scenario)
	if err != nil {
		return nil, p.usage("%q: write a scenario with or without a version, such as vlasbrugge@1", f.scenario)
	}
	sc := scenarioIn(lib, ref)
	if sc == nil {
		return nil, p.usage("there is no scenario %s; there are %s", f.scenario, scenarioNames(lib))
	}
	data, err := readMost(f.game, game.MaxPlanFile)
	if err != nil {
		return nil, p.failed(fmt.Errorf("--game %s: %w", f.game, err))
	}
	plan, err := game.ParsePlan(data)
	if err != nil {
		return nil, p.failed(planError(lib.Catalogue(), err))
	}
	play, err := game.PlayPlan(sc, game.Setup{Seed: f.seed, Short: f.rounds == "short"}, plan)
	if err != nil {
		return nil, p.failed(planError(lib.Catalogue(), err))
	}
	return &play, exitDone
}

// readMost reads a file up to one byte more than a limit.
func readMost(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most+1))
}

// formatNames lists the formats as a choice.
func formatNames() string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, "|")
}

// writeReport makes the report as of now and puts it where it was asked for.
func (p program) writeReport(f reportFlags, format report.Format, data []byte, now time.Time) int {
	lib, err := builtin()
	if err != nil {
		return p.failed(err)
	}
	if !slices.Contains(lib.Languages(), f.lang) {
		return p.usage("--lang %q: allowed are %s", f.lang, strings.Join(lib.Languages(), ", "))
	}
	in, code := p.reportInput(lib, f, data, now)
	if code != exitDone {
		return code
	}
	if !format.Pictures {
		in.Look.Draw = nil
	}
	document, err := web.Report(lib, f.lang, in)
	if err != nil {
		return p.failed(fmt.Errorf("making the report: %w", err))
	}
	file, err := format.Write(&document)
	if err != nil {
		return p.failed(fmt.Errorf("writing the report: %w", err))
	}
	if err := writeWhole(f.out, file); err != nil {
		return p.failed(err)
	}
	return exitDone
}

// reportInput is a test that was sent now, as the answers say.
func (p program) reportInput(lib *content.Library, f reportFlags, data []byte, now time.Time) (web.ReportInput, int) {
	none := web.ReportInput{}
	file, err := assessment.ParseAnswersFile(data)
	if err != nil {
		return none, p.failed(fmt.Errorf("answers: %s", plain(err)))
	}
	q, err := chooseQuestionnaire(lib, file.Questionnaire, "")
	if err != nil {
		return none, p.usage("%v", err)
	}
	form, err := chooseForm(q, file.Form, "")
	if err != nil {
		return none, p.usage("%v", err)
	}
	if err := file.KnownItems(q, form); err != nil {
		return none, p.failed(fmt.Errorf("answers: %s", plain(err)))
	}
	in := web.ReportInput{Test: assessment.Test{Ref: q.Ref, Form: form.ID, Profile: file.Profile}, Submission: assessment.Submission{Seq: 1, At: now, Entries: file.Answers}}
	for id, target := range file.Targets {
		in.Plan = append(in.Plan, assessment.PlanItem{Item: id, Target: target})
	}
	code := exitDone
	if in.Game, code = p.reportGame(lib, f); code != exitDone {
		return none, code
	}
	return p.reportLook(in, f, file, now)
}

// reportLook adds the situation and how the report looks.
func (p program) reportLook(in web.ReportInput, f reportFlags, file assessment.AnswersFile, now time.Time) (web.ReportInput, int) {
	mode, ok := recommend.ParseMode(f.facts)
	if !ok {
		return in, p.usage("--facts %q: allowed are now and seed", f.facts)
	}
	in.Mode = mode
	if s := strings.Join(strings.Fields(string(file.Situation)), ""); s != "" && s != "{}" && s != "null" {
		situation, err := recommend.ParseSituation(file.Situation)
		if err != nil {
			return in, p.failed(situationProblem(err))
		}
		in.Situation = &situation
	}
	look := web.ReportLook{Today: now, Colour: strings.ToLower(f.colour), Draft: f.draft, Draw: web.NewPictures().Draw}
	if f.colour != "" && !web.ReadableColour(f.colour) {
		return in, p.usage("--colour %q: write a colour such as #12436d that can be read on white", f.colour)
	}
	if f.logo != "" {
		logo, err := readLogo(f.logo)
		if err != nil {
			return in, p.failed(fmt.Errorf("--logo %s: %w", f.logo, err))
		}
		look.Logo = logo
	}
	in.Look = look
	return in, exitDone
}

func readLogo(name string) (*report.Picture, error) {
	data, err := readMost(name, report.MaxLogo)
	if err != nil {
		return nil, err
	}
	return report.ReadLogo(data)
}

// writeWhole writes a file that is either all there or not there.
func writeWhole(name string, data []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".opmaat-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	_, err = temporary.Write(data)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(temporary.Name()))
	}
	return nil
}

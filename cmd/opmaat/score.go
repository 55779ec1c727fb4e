package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/web"
)

// score reads answers.json and prints the result.
func (p program) score(_ context.Context, args []string) int {
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	ref := flags.String("questionnaire", "", "")
	form := flags.String("form", "", "")
	if err := flags.Parse(args); err != nil {
		return p.usage("score takes --questionnaire %s[@n] and --form quick|standard|full: %v", web.Questionnaire, err)
	}
	if flags.NArg() > 0 {
		return p.usage("score reads the answers from standard input and does not take the argument %q", flags.Arg(0))
	}
	data, err := io.ReadAll(io.LimitReader(p.in, assessment.MaxAnswersFile+1))
	if err != nil {
		return p.failed(fmt.Errorf("reading the answers: %w", err))
	}
	result, code := p.scoreFile(data, *ref, *form)
	if code != exitDone {
		return code
	}
	out := json.NewEncoder(p.out)
	out.SetIndent("", " ")
	if err := out.Encode(result); err != nil {
		return p.failed(err)
	}
	return exitDone
}

func (p program) scoreFile(data []byte, ref, formID string) (any, int) {
	file, err := assessment.ParseAnswersFile(data)
	if err != nil {
		return nil, p.failed(fmt.Errorf("answers: %s", plain(err)))
	}
	lib, err := builtin()
	if err != nil {
		return nil, p.failed(err)
	}
	q, err := chooseQuestionnaire(lib, file.Questionnaire, ref)
	if err != nil {
		return nil, p.usage("%v", err)
	}
	form, err := chooseForm(q, file.Form, formID)
	if err != nil {
		return nil, p.usage("%v", err)
	}
	if err := file.KnownItems(q, form); err != nil {
		return nil, p.failed(fmt.Errorf("answers: %s", plain(err)))
	}
	a := assessment.Analyse(q, form, file.Answers, file.Targets)
	return a.Result.Wire(), exitDone
}

// plain drops the message key, which is for translated pages, from an error.
func plain(err error) string {
	return strings.TrimPrefix(err.Error(), "error.answers_file: ")
}

func chooseQuestionnaire(lib *content.Library, inFile assessment.Ref, flagged string) (*assessment.Questionnaire, error) {
	ref := inFile
	if flagged != "" {
		var err error
		if ref, err = assessment.ParseRefOrLatest(flagged); err != nil {
			return nil, fmt.Errorf("--questionnaire %q: write a name with or without a version, such as %s@1", flagged, web.Questionnaire)
		}
	}
	if ref.ID == "" {
		ref.ID = web.Questionnaire
	}
	q, ok := lib.Latest(ref.ID)
	if ref.Version > 0 {
		q, ok = lib.Questionnaire(ref)
	}
	if !ok {
		return nil, fmt.Errorf("there is no questionnaire %s; this program has %s", ref, web.Questionnaire)
	}
	return q, nil
}

func chooseForm(q *assessment.Questionnaire, inFile, flagged string) (*assessment.Form, error) {
	id := inFile
	if flagged != "" {
		id = flagged
	}
	if id == "" {
		id = "full"
	}
	form, ok := q.Form(id)
	if !ok {
		var names []string
		for _, f := range q.Forms {
			names = append(names, f.ID)
		}
		return nil, fmt.Errorf("there is no form %q; allowed are %s", id, strings.Join(names, ", "))
	}
	return form, nil
}

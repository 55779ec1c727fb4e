package content

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// The kinds of files that Report.Files counts.
const (
	KindQuestionnaire = "questionnaire" // structure.yaml
	KindText          = "text"          // words of a questionnaire in one language
	KindTool          = "tool"          // tool.yaml
	KindToolText      = "tool-text"     // words about a tool in one language
	KindScenario      = scenarioSchema  // pack.yaml; the other files of a scenario have their schema as kind
	KindScenarioText  = scenarioTextSchema
	KindScenarioPlan  = scenarioPlanSchema
	KindLocale        = "locale"   // texts of the program in one language
	KindReleased      = "released" // released.sum
	KindIgnored       = "ignored"  // files and folders that are not content
)

// Problem is one thing wrong with the content. File is the path within the
// content folder. Line and Col count from 1 and are 0 when the problem is about
// the whole file.
type Problem struct {
	File      string
	Line, Col int
	Text      string
}

// String writes the problem as "file:line:col text".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + " " + p.Text
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col) + " " + p.Text
}

// Report is what a check saw and found. Problems stop the content from being
// used. Warnings do not: they are texts missing in a language other than
// English, and files that are not read. Files counts the files seen by kind.
type Report struct {
	Problems []Problem
	Warnings []Problem
	Files    map[string]int
}

// Err returns nil when there is no problem, otherwise an error that names the
// first one and how many there are.
func (r *Report) Err() error {
	switch n := len(r.Problems); n {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("content: %s", r.Problems[0])
	default:
		return fmt.Errorf("content has %d problems, the first: %s", n, r.Problems[0])
	}
}

func (r *Report) saw(kind string) { r.Files[kind]++ }

// problem notes a problem with a whole file.
func (r *Report) problem(file, format string, args ...any) {
	r.Problems = append(r.Problems, Problem{File: file, Text: fmt.Sprintf(format, args...)})
}

// warning notes a warning about a whole file.
func (r *Report) warning(file, format string, args ...any) {
	r.Warnings = append(r.Warnings, Problem{File: file, Text: fmt.Sprintf(format, args...)})
}

// sort orders problems and warnings by file and place and drops repetitions.
func (r *Report) sort() {
	r.Problems = sorted(r.Problems)
	r.Warnings = sorted(r.Warnings)
}

func sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(problems)
}

package content

import (
	"io/fs"
	"regexp"
	"strings"
)

// sum is one line of released.sum: the sha256 of a structure file of a
// questionnaire or of a file that decides the play of a scenario, after its line
// ends are made line feeds, at the moment its version was released.
type sum struct {
	hash string
	path string // within the content folder
	line int
}

var sumLine = regexp.MustCompile(`^([0-9a-f]{64})  ((?:` + questionnairesDir + `/[a-z0-9-]+/[1-9][0-9]*/` + regexp.QuoteMeta(structureName) +
	`)|(?:` + scenariosDir + `/[a-z0-9-]+/[1-9][0-9]*/(?:` + strings.Join(playFiles(), "|") + `)\.yaml))$`)

// parseSums reads the lines of released.sum and hands wrong ones to bad. Empty
// lines and lines that start with # are skipped.
func parseSums(data []byte, bad func(line int, text string)) []sum {
	var out []sum
	for i, line := range strings.Split(string(normalise(data)), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		m := sumLine.FindStringSubmatch(line)
		if m == nil {
			bad(i+1, "is not a line like \"<sha256>  "+questionnairesDir+"/<id>/<n>/"+structureName+"\"")
			continue
		}
		out = append(out, sum{hash: m[1], path: m[2], line: i + 1})
	}
	return out
}

func (t *tree) released(fsys fs.FS) {
	t.report.saw(KindReleased)
	data, err := readFile(fsys, releasedFile)
	if err != nil {
		t.report.problem(releasedFile, "%s", err)
		return
	}
	t.sums = append(t.sums, parseSums(data, func(line int, text string) {
		t.report.Problems = append(t.report.Problems, Problem{File: releasedFile, Line: line, Col: 1, Text: text})
	})...)
}

// checkReleased holds every released file against its sum; hashes has those of
// the files that were read, by path. A version stays frozen whichever layer it
// is read from.
func (t *tree) checkReleased(hashes map[string]string) {
	for _, s := range t.sums {
		hash, ok := hashes[s.path]
		here := Problem{File: releasedFile, Line: s.line, Col: 1}
		switch {
		case !ok:
			here.Text = s.path + " is released but not there; released versions stay"
		case hash != s.hash:
			here.File, here.Line, here.Col = s.path, 0, 0
			here.Text = "has changed since it was released; a change of meaning is a new version"
		default:
			continue
		}
		t.report.Problems = append(t.report.Problems, here)
	}
}

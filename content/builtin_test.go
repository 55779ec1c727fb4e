package content_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

// TestBuiltin makes every file of the program's own content a subtest.
func TestBuiltin(t *testing.T) {
	lib, report, err := content.Load(content.Builtin())
	if err != nil {
		t.Error(err)
	}
	about := map[string][]content.Problem{}
	for _, p := range append(report.Problems, report.Warnings...) {
		if !weighed(p) {
			about[p.File] = append(about[p.File], p)
		}
	}
	seen := map[string]int{}
	err = fs.WalkDir(content.Builtin(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		seen[path.Ext(name)]++
		t.Run(name, func(t *testing.T) {
			for _, p := range about[name] {
				t.Error(p)
			}
		})
		delete(about, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, rest := range about {
		t.Errorf("about no file: %v", rest)
	}
	counted := 0
	for kind, n := range report.Files {
		if kind != content.KindLocale && kind != content.KindReleased && kind != content.KindIgnored {
			counted += n
		}
	}
	if seen[".yaml"] < 3+14*3+4*(10+2+3) || seen[".yaml"] != counted || seen[".json"] < 2 || seen[".json"] != report.Files[content.KindLocale] {
		t.Errorf("walked %v, the check saw %v", seen, report.Files)
	}
	if lib != nil && len(lib.Languages()) < 2 {
		t.Errorf("languages on offer: %v", lib.Languages())
	}
}

// weighed tells a warning about what the short version of a scenario leaves out:
// its author has weighed it.
func weighed(p content.Problem) bool { return strings.HasPrefix(p.Text, "in the short version") }

// TestBuiltinScenarios: every scenario of the program can be played in both
// languages, and every ending has a plan that leads to it.
func TestBuiltinScenarios(t *testing.T) {
	lib := mustLoad(t, content.Builtin())
	if n := len(lib.Scenarios()); n < 4 {
		t.Errorf("%d scenarios", n)
	}
	for _, d := range lib.Describe().Scenarios {
		t.Run(d.Ref.String(), func(t *testing.T) {
			for lang, n := range d.Borrowed {
				if n > 0 {
					t.Errorf("%d texts are not in %s", n, lang)
				}
			}
			if d.Rounds != 6 || d.Options != 24 || d.Plans < d.Endings || d.Moves < 14 || d.Events < 8 {
				t.Errorf("%+v", d)
			}
		})
	}
}

// TestMaturityTest holds the numbers that other parts of the program promise.
func TestMaturityTest(t *testing.T) {
	lib, _, err := content.Load(content.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	q, ok := lib.Questionnaire(assessment.Ref{ID: "social-media-maturity", Version: 1})
	if !ok {
		t.Fatal("not there")
	}
	if len(q.Dimensions) != 9 || len(q.Items) != 45 || len(q.Pulse) != 18 || len(q.Indices) != 2 {
		t.Errorf("%d dimensions, %d items, %d pulse items, %d indices", len(q.Dimensions), len(q.Items), len(q.Pulse), len(q.Indices))
	}
	for id, want := range map[string]int{"quick": 9, "standard": 27, "full": 45} {
		form, ok := q.Form(id)
		if !ok || len(form.Items) != want {
			t.Errorf("form %s: %v", id, form)
		}
	}
}

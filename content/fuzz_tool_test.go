package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content"
)

// FuzzLoadTool feeds any bytes as tool.yaml and a language file: Load never
// panics, and what it lets through can be used.
func FuzzLoadTool(f *testing.F) {
	base := good(f)
	for name := range base {
		if !strings.HasPrefix(name, "tools/") {
			delete(base, name)
		}
	}
	f.Add(base[forumDir+"tool.yaml"].Data, base[forumDir+"nl.yaml"].Data)
	f.Add(base["tools/wall/tool.yaml"].Data, base["tools/wall/en.yaml"].Data)
	for _, s := range []string{
		"", "a", "- a", "schema: tool/1", "schema: tool/1\nneeds:\n  discuss:\n", "schema: tool/1\nneeds: {discuss: {value: null, seed: null}}\nrules: [K8, K8]\n",
		"schema: tool/1\nalternatives: [forum, wall]\naliases: [' ']\n", "schema: tool-text/1\nwhat: '. . .'\nfits: []\nneeds: {x: y}\n", "? [a]\n: b", "\xff",
	} {
		f.Add([]byte(s), []byte(s))
	}
	f.Fuzz(func(t *testing.T, tool, words []byte) {
		fsys := fstest.MapFS{}
		for name, file := range base {
			fsys[name] = file
		}
		fsys[forumDir+"tool.yaml"] = &fstest.MapFile{Data: tool}
		fsys[forumDir+"nl.yaml"] = &fstest.MapFile{Data: words}
		lib, report, err := content.Load(fsys)
		if (err == nil) != (len(report.Problems) == 0) {
			t.Fatalf("%v with %d problems", err, len(report.Problems))
		}
		if err != nil {
			return
		}
		content.CheckDates(lib, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
		i := slices.IndexFunc(lib.Tools().Tools, func(x recommend.Tool) bool { return x.ID == "forum" })
		if i < 0 {
			t.Fatal("the tool is gone")
		}
		for n, c := range lib.Tools().Tools[i].Needs {
			if c.Value < 0 || c.Value > recommend.MaxValue || c.Source == "" || c.Checked == "" || c.Kind == "" {
				t.Fatalf("%s: %+v", recommend.Needs[n], c)
			}
		}
		w, ok := lib.ToolWords("forum", "nl")
		if !ok || w.Name == "" || len(w.Fits) == 0 || len(w.Needs) != recommend.NeedCount || w.Needs["discuss"] == "" {
			t.Fatalf("%+v", w)
		}
		if id, ok := lib.FindTool(w.Name); !ok || id != "forum" {
			t.Fatalf("its name %q leads to %q", w.Name, id)
		}
	})
}

package content_test

import (
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content"
)

// FuzzLoad feeds any bytes as a structure and a language file: Load never
// panics, and what it lets through can be used.
func FuzzLoad(f *testing.F) {
	base := good(f)
	f.Add(base[miniDir+"structure.yaml"].Data, base[miniDir+"nl.yaml"].Data)
	for _, s := range []string{
		"", "a", "- a", "schema: questionnaire/1", "schema: questionnaire/1\nitems:\n- {id: q01, requires: [q01]}\n",
		"schema: questionnaire/1\nchecks: [{when: [{any: [{any: []}]}]}]", "&a [*a]", "a: !!binary x", "? [a]\n: b", "\xff", "--- a\n--- b\n",
	} {
		f.Add([]byte(s), []byte(s))
	}
	f.Fuzz(func(t *testing.T, structure, words []byte) {
		fsys := fstest.MapFS{}
		for name, file := range base {
			fsys[name] = file
		}
		fsys[miniDir+"structure.yaml"] = &fstest.MapFile{Data: structure}
		fsys[miniDir+"nl.yaml"] = &fstest.MapFile{Data: words}
		lib, report, err := content.Load(fsys)
		if (err == nil) != (len(report.Problems) == 0) {
			t.Fatalf("%v with %d problems", err, len(report.Problems))
		}
		if err != nil {
			return
		}
		q, ok := lib.Latest("mini")
		if !ok || len(q.Items) == 0 || len(q.Forms) == 0 {
			t.Fatal("loaded nothing")
		}
		for _, lang := range []string{"en", "nl"} {
			w, ok := lib.Words(q.Ref, lang)
			if !ok || len(w.Levels) != 4 || w.Title == "" {
				t.Fatalf("words in %s: %+v", lang, w)
			}
			for _, item := range q.Items {
				if len(w.Items[item.ID].Options) != 5 || w.Items[item.ID].Question == "" {
					t.Fatalf("no words in %s for %s", lang, item.ID)
				}
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, _, err := content.Load(content.Builtin()); err != nil {
			b.Fatal(err)
		}
	}
}

package content_test

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content"
)

var update = flag.Bool("update", false, "write the expected complaints anew")

// good returns the small valid content of testdata/good, with the files of
// patches put over it.
func good(t testing.TB, patches ...fs.FS) fstest.MapFS {
	t.Helper()
	return filesOf(t, append([]fs.FS{os.DirFS("testdata/good")}, patches...)...)
}

// filesOf returns the files of all layers, of which a later one replaces those
// of an earlier one.
func filesOf(t testing.TB, layers ...fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, layer := range layers {
		err := fs.WalkDir(layer, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(layer, name)
			out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// complaints writes a report the way want.txt holds it.
func complaints(r content.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		b.WriteString(p.String() + "\n")
	}
	for _, p := range r.Warnings {
		b.WriteString("warning: " + p.String() + "\n")
	}
	return b.String()
}

// harmless are the cases that must only warn.
var harmless = map[string]bool{"missing-dutch": true, "tool-missing-dutch": true}

func TestLint(t *testing.T) {
	entries, err := os.ReadDir("testdata/lint")
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 85 {
		t.Fatalf("saw %d broken packs, there are at least 85", len(entries))
	}
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			dir := filepath.Join("testdata", "lint", e.Name())
			fsys := good(t, os.DirFS(dir))
			delete(fsys, "want.txt")
			report := content.Check(fsys)
			if broken := len(report.Problems) > 0; broken == harmless[e.Name()] {
				t.Errorf("broken: %v", broken)
			}
			if report.Files[content.KindQuestionnaire] == 0 || report.Files[content.KindLocale] == 0 {
				t.Errorf("files seen: %v", report.Files)
			}
			golden(t, filepath.Join(dir, "want.txt"), complaints(report))
			if lib, _, err := content.Load(fsys); (err == nil) != harmless[e.Name()] || (lib != nil) != (err == nil) {
				t.Errorf("Load says %v, library %v", err, lib != nil)
			}
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\ngot\n%s\nwant\n%s", path.Base(name), got, want)
	}
}

func TestGood(t *testing.T) {
	report := content.Check(good(t))
	if got := complaints(report); got != "" {
		t.Error(got)
	}
	want := map[string]int{content.KindQuestionnaire: 1, content.KindText: 2, content.KindTool: 3, content.KindToolText: 6, content.KindLocale: 2}
	for kind, n := range want {
		if report.Files[kind] != n {
			t.Errorf("%s: saw %d files, want %d", kind, report.Files[kind], n)
		}
	}
}

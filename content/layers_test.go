package content_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

// layer returns the files of the mini pack as another version.
func layer(t *testing.T, version string, pairs ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for name, file := range good(t) {
		rest, ok := strings.CutPrefix(name, miniDir)
		if !ok {
			continue
		}
		text := strings.Replace(string(file.Data), "version: 1\n", "version: "+version+"\n", 1)
		text = strings.NewReplacer(pairs...).Replace(text)
		out["questionnaires/mini/"+version+"/"+rest] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestLaterLayerAddsVersion(t *testing.T) {
	lib := mustLoad(t, good(t), layer(t, "10", "impact: 3", "impact: 2"), layer(t, "2"))
	if q, ok := lib.Latest("mini"); !ok || q.Ref.Version != 10 || q.Items[0].Impact != 2 {
		t.Errorf("latest: %+v", q.Ref)
	}
	if q, ok := lib.Questionnaire(mini); !ok || q.Items[0].Impact != 3 {
		t.Error("version 1 is gone")
	}
	if _, ok := lib.Latest("maxi"); ok {
		t.Error("found what is not there")
	}
}

func TestLaterLayerReplacesFolder(t *testing.T) {
	over := layer(t, "1", "A small test", "Our own test")
	delete(over, miniDir+"nl.yaml")
	over["locales/nl.json"] = &fstest.MapFile{Data: []byte(`{"language.name": "Vlaams"}`)}
	lib := mustLoad(t, good(t), over)
	if w, _ := lib.Words(mini, "en"); w.Title != "Our own test" {
		t.Errorf("title %q", w.Title)
	}
	if w, _ := lib.Words(mini, "nl"); w.Title != "Our own test" || len(w.Borrowed) == 0 {
		t.Errorf("the folder was mixed with the one below: %q", w.Title)
	}
	nl := lib.Catalogue().Printer("nl")
	if nl.T("language.name") != "Vlaams" || nl.Has("list.and") {
		t.Error("the locale was mixed with the one below")
	}
}

func TestReleasedStaysInOverlay(t *testing.T) {
	base := good(t)
	hash := mustLoad(t, base).Describe().Questionnaires[0].Hash
	base["released.sum"] = &fstest.MapFile{Data: []byte(hash + "  " + miniDir + "structure.yaml\n")}
	mustLoad(t, base, layer(t, "1", "A small test", "A mended test"))
	report := content.Check(base, layer(t, "1", "impact: 3", "impact: 2"))
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Text, "changed since it was released") {
		t.Error(complaints(report))
	}
}

func TestNothingSeen(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"empty":         fstest.MapFS{},
		"other folders": fstest.MapFS{"game/x.yaml": {Data: []byte("a: 1")}, "README.md": {}},
		"no such dir":   os.DirFS(filepath.Join(t.TempDir(), "none")),
	} {
		report := content.Check(fsys)
		if len(report.Problems) == 0 {
			t.Errorf("%s: nothing to complain about", name)
		}
	}
	report := content.Check(good(t), fstest.MapFS{"questionnaire/mini/1/structure.yaml": {Data: []byte("x")}})
	if len(report.Problems) != 0 || len(report.Warnings) != 1 || report.Files[content.KindIgnored] != 1 {
		t.Errorf("mistyped folder: %v %s", report.Files, complaints(report))
	}
}

func TestLimitsOfFiles(t *testing.T) {
	big := good(t)
	big[miniDir+"nl.yaml"] = &fstest.MapFile{Data: make([]byte, 1<<20+1)}
	pipe := good(t)
	pipe[miniDir+"nl.yaml"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	for want, fsys := range map[string]fs.FS{"larger than 1 MB": big, "not a regular file": pipe} {
		report := content.Check(fsys)
		if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Text, want) {
			t.Errorf("want %q, got %s", want, complaints(report))
		}
	}
}

// TestMountedFolder: a configuration folder mounted by an orchestrator consists
// of symbolic links.
func TestMountedFolder(t *testing.T) {
	dir, real := t.TempDir(), filepath.Join(t.TempDir(), "..2026")
	if err := os.CopyFS(real, good(t)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"questionnaires", "locales"} {
		if err := os.Symlink(filepath.Join(real, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	lib := mustLoad(t, os.DirFS(dir))
	if _, ok := lib.Questionnaire(assessment.Ref{ID: "mini", Version: 1}); !ok || !slices.Contains(lib.Languages(), "nl") {
		t.Error("links were not followed")
	}
}

func TestManyProblemsAreCut(t *testing.T) {
	fsys := good(t)
	text := "schema: questionnaire-text/1\n" + strings.Repeat("title: x\n", 5000)
	fsys[miniDir+"nl.yaml"] = &fstest.MapFile{Data: []byte(text)}
	if n := len(content.Check(fsys).Problems); n < 100 || n > 110 {
		t.Errorf("%d problems", n)
	}
}

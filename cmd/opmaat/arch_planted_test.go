package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// archSound is a small module that keeps every rule, each as near to its limit
// as it can be.
func archSound() map[string]string {
	return map[string]string{
		"go.mod": "module " + archModule + "\n",
		"cmd/opmaat/main.go": archGo("main", "time", archModule+"/web", archModule+"/assessment") +
			"var now = time.Now\n",
		"cmd/internal/sqlstore/store.go":     archGo("sqlstore", "database/sql", "github.com/jmoiron/sqlx", "github.com/mattn/go-sqlite3", "github.com/pressly/goose/v3"),
		"web/server.go":                      archGo("web", "time", "github.com/gin-gonic/gin", archModule+"/web/chart", archModule+"/content") + "type S struct{ Now func() time.Time }\n",
		"web/chart/chart.go":                 archGo("chart", "github.com/go-echarts/go-echarts/v2/charts", "github.com/gin-gonic/gin", archModule+"/assessment/report"),
		"cmd/opmaat/ceiling_test.go":         archGo("main", "github.com/gin-gonic/gin", "database/sql"),
		"web/clock_test.go":                  archGo("web", "time") + "var now = time.Now()\n",
		"web/long_test.go":                   archGo("web") + strings.Repeat("\n", archFileLines),
		"web/testdata/bad.go":                archGo("bad", "github.com/jmoiron/sqlx"),
		"web/static/vendor/x/go.mod":         "module x\n",
		"web/static/vendor/x/main.go":        archGo("main", "gopkg.in/yaml.v3"),
		".hidden/tool.go":                    archGo("main", archModule+"/web"),
		"data/opmaat.db":                     "",
		"doc/picture.txt":                    "",
		"content/load.go":                    archGo("content", "go.yaml.in/yaml/v4", archModule+"/game", archModule+"/content/i18n"),
		"content/i18n/catalogue.go":          archGo("i18n", "golang.org/x/text/language"),
		"content/i18n/catalogue_test.go":     archGo("i18n_test", archModule+"/content/i18n"),
		"game/step.go":                       archGo("game", archModule+"/assessment/errs"),
		"assessment/score.go":                archGo("assessment", archModule+"/assessment/errs") + archFunc(archFuncLines),
		"assessment/errs/errs.go":            archGo("errs", "errors"),
		"assessment/report/sheet.go":         archGo("report", "github.com/xuri/excelize/v2"),
		"assessment/report/pdf/pdf.go":       archGo("pdf", "codeberg.org/go-pdf/fpdf"),
		"assessment/report/reporter/like.go": archGo("reporter", "github.com/gin-contribution/x", archModule+"extra/web"),
	}
}

// archGo is the head of a Go file.
func archGo(name string, imports ...string) string {
	var b strings.Builder
	b.WriteString("package " + name + "\n")
	for _, i := range imports {
		b.WriteString("import \"" + i + "\"\n")
	}
	return b.String()
}

// archFunc is a function of so many lines.
func archFunc(lines int) string {
	return "func long() {\n" + strings.Repeat("\n", lines-2) + "}\n"
}

// archPlants are violations: the file that is added or replaced, what it holds,
// and the rule that must find it.
var archPlants = []struct{ file, source, rule string }{
	{"web/bad.go", archGo("web", archModule+"/cmd/internal/sqlstore"), "direction"},
	{"web/bad_test.go", archGo("web_test", archModule+"/cmd/internal/sqlstore"), "direction"},
	{"content/bad.go", archGo("content", archModule+"/web/chart"), "direction"},
	{"game/bad.go", archGo("game", archModule+"/content"), "direction"},
	{"game/workshop/bad.go", archGo("workshop", archModule+"/web"), "direction"},
	{"assessment/bad.go", archGo("assessment", archModule+"/game"), "direction"},
	{"assessment/recommend/bad.go", archGo("recommend", archModule+"/content/i18n"), "direction"},
	{"assessment/bad_windows.go", "//go:build windows\n\n" + archGo("assessment", archModule+"/game"), "direction"},
	{"assessment/named.go", "package assessment\nimport g \"" + archModule + "/game\"\n", "direction"},
	{"content/strange.go", archGo("content", archModule+"/elsewhere"), "direction"},
	{"cmd/opmaat/bad.go", archGo("main", "github.com/gin-gonic/gin"), "gate web"},
	{"content/bad.go", archGo("content", "github.com/gin-contrib/sse"), "gate web"},
	{"cmd/opmaat/bad_test.go", archGo("main", "github.com/gin-gonic/gin"), "gate web"},
	{"content/ceiling_test.go", archGo("content", "github.com/gin-gonic/gin"), "gate web"},
	{"cmd/opmaat/bad.go", archGo("main", "github.com/jmoiron/sqlx"), "gate cmd/internal/sqlstore"},
	{"web/bad.go", archGo("web", "database/sql"), "gate cmd/internal/sqlstore"},
	{"web/bad_test.go", archGo("web", "github.com/mattn/go-sqlite3"), "gate cmd/internal/sqlstore"},
	{"cmd/internal/loadgen/bad.go", archGo("loadgen", "github.com/jackc/pgx/v5/pgxpool"), "gate cmd/internal/sqlstore"},
	{"web/bad.go", archGo("web", "github.com/go-echarts/go-echarts/v2/opts"), "gate web/chart"},
	{"web/chart/bad.go", archGo("chart", "github.com/dop251/goja"), "gate web/chart/picture"},
	{"web/charts/bad.go", archGo("charts", "github.com/go-echarts/go-echarts/v2/opts"), "gate web/chart"},
	{"assessment/bad.go", archGo("assessment", "go.yaml.in/yaml/v4"), "gate content"},
	{"cmd/opmaat/bad.go", archGo("main", "gopkg.in/yaml.v3"), "gate content"},
	{"web/bad.go", archGo("web", "github.com/xuri/excelize/v2"), "gate assessment/report"},
	{"assessment/bad.go", archGo("assessment", "codeberg.org/go-pdf/fpdf"), "gate assessment/report"},
	{"web/live/hub.go", archGo("live", archModule+"/assessment"), "leaf web/live"},
	{"assessment/errs/bad.go", archGo("errs", archModule+"/assessment"), "leaf assessment/errs"},
	{"content/i18n/bad.go", archGo("i18n", archModule+"/assessment/errs"), "leaf content/i18n"},
	{"content/i18n/bad_test.go", archGo("i18n", archModule+"/content"), "leaf content/i18n"},
	{"assessment/bad.go", archGo("assessment", "time") + "func f() { _ = time.Now() }\n", "clock"},
	{"assessment/bad.go", archGo("assessment", "time") + "var f = time.Now\n", "clock"},
	{"web/bad.go", "package web\nimport clock \"time\"\nvar t = clock.Now()\n", "clock"},
	{"web/bad.go", "package web\nimport . \"time\"\nvar t = Now()\n", "clock"},
	{"web/bad.go", archGo("web", "time") + "var d = time.Since(time.Time{})\n", "clock"},
	{"internal/bad.go", archGo("internal"), "top"},
	{"scripts/readme.txt", "", "top"},
	{"main.go", archGo("main"), "top"},
	{"web/helpers/bad.go", archGo("helpers"), "name"},
	{"assessment/types/bad.go", archGo("types"), "name"},
	{"web/bad.go", archGo("web") + strings.Repeat("\n", archFileLines), "file size"},
	{"web/bad.go", archGo("web") + archFunc(archFuncLines+1), "function size"},
	{"web/bad_test.go", archGo("web") + archFunc(archFuncLines+1), "function size"},
	{"web/bad.go", archGo("web") + "var f = " + strings.Replace(archFunc(archFuncLines+1), " long", "", 1), "function size"},
	{"web/bad.go", "package web\nimport (\n", "parse"},
}

// archOnDisk writes a tree into a temporary folder.
func archOnDisk(t *testing.T, tree map[string]string) string {
	t.Helper()
	files := make(fstest.MapFS)
	for name, source := range tree {
		files[name] = &fstest.MapFile{Data: []byte(source)}
	}
	root := filepath.Join(t.TempDir(), "tree")
	if err := os.CopyFS(root, files); err != nil {
		t.Fatal(err)
	}
	return root
}

// TestArchitectureFindsPlanted plants one violation at a time in a sound tree
// and wants exactly this one found.
func TestArchitectureFindsPlanted(t *testing.T) {
	root := archOnDisk(t, archSound())
	sound, err := archCheck(os.DirFS(root))
	if err != nil || len(sound.problems) > 0 {
		t.Fatalf("the sound tree: %v %v", sound.problems, err)
	}
	if there, err := archCount(root); err != nil || sound.files != there {
		t.Fatalf("read %d files of the sound tree, counted %d, %v", sound.files, there, err)
	}
	for _, plant := range archPlants {
		t.Run(plant.rule+" "+plant.file, func(t *testing.T) {
			tree := archSound()
			tree[plant.file] = plant.source
			report, err := archCheck(os.DirFS(archOnDisk(t, tree)))
			if err != nil {
				t.Fatal(err)
			}
			if len(report.problems) != 1 || report.problems[0].rule != plant.rule {
				t.Errorf("want one problem of %q, got %v", plant.rule, report.problems)
			}
		})
	}
}

// Each rule and each gate has a plant, so that none can stop working unseen.
func TestArchitectureRulesHavePlants(t *testing.T) {
	rules := []string{"direction", "clock", "top", "name", "file size", "function size", "parse"}
	for _, g := range archGates {
		rules = append(rules, "gate "+g.folder)
	}
	for _, leaf := range archLeaves {
		rules = append(rules, "leaf "+leaf)
	}
	for _, rule := range rules {
		found := false
		for _, plant := range archPlants {
			found = found || plant.rule == rule
		}
		if !found {
			t.Errorf("no plant for %q", rule)
		}
	}
	for _, plant := range archPlants {
		if !slices.Contains(rules, plant.rule) {
			t.Errorf("%q is not a rule", plant.rule)
		}
	}
}

// A check that saw too few files is no check.
func TestArchitectureSeesTooFew(t *testing.T) {
	for _, c := range []struct{ seen, there int }{{archFewest, archFewest + 1}, {archFewest - 1, archFewest - 1}, {0, 0}, {0, archFewest}} {
		if archSawAll(c.seen, c.there) == nil {
			t.Errorf("%d of %d files are enough", c.seen, c.there)
		}
	}
	if err := archSawAll(archFewest, archFewest); err != nil {
		t.Error(err)
	}
	root := archOnDisk(t, archSound())
	part, err := archCheck(os.DirFS(filepath.Join(root, "web")))
	if err != nil {
		t.Fatal(err)
	}
	if there, err := archCount(root); err != nil || part.files == 0 || part.files >= there {
		t.Errorf("read %d files of a part, counted %d in the whole, %v", part.files, there, err)
	}
}

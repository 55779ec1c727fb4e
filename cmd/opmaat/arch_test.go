package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The house rules about who may import what. The rules are checked by reading
// the files themselves: a test that asks the go command can be served from the
// test cache with the violation in place.

const archModule = "github.com/opmaat/opmaat"

// archOrder is the order of the top-level folders: a package may import its own
// folder and folders to the right, never to the left.
var archOrder = []string{"cmd", "web", "content", "game", "assessment"}

// archTop are all folders the top level may have beside hidden ones: those with
// code, the pictures of the README, and what the program makes when it runs
// with no settings.
var archTop = append([]string{"doc", "data"}, archOrder...)

// archGate lets one folder, and the folders in it, use some libraries.
type archGate struct {
	folder    string
	libraries []string // import paths, or the start of them up to a slash
}

var archGates = []archGate{
	{"web", []string{"github.com/gin-gonic", "github.com/gin-contrib"}},
	{"web/chart", []string{"github.com/go-echarts"}},
	{"web/chart/picture", []string{"github.com/dop251/goja"}},
	{"content", []string{"go.yaml.in/yaml", "gopkg.in/yaml.v2", "gopkg.in/yaml.v3", "github.com/goccy/go-yaml", "sigs.k8s.io/yaml"}},
	{"cmd/internal/sqlstore", []string{"database/sql", "github.com/jmoiron/sqlx", "github.com/mattn/go-sqlite3", "modernc.org/sqlite",
		"github.com/ncruces/go-sqlite3", "github.com/jackc", "github.com/lib/pq", "github.com/pressly/goose"}},
	{"assessment/report", []string{"github.com/xuri/excelize", "codeberg.org/go-pdf/fpdf", "github.com/go-pdf/fpdf", "github.com/jung-kurt/gofpdf",
		"github.com/signintech/gopdf", "github.com/pdfcpu/pdfcpu", "github.com/johnfercher/maroto", "github.com/gomutex/godocx",
		"github.com/fumiama/go-docx", "github.com/unidoc"}},
}

// archLeaves import nothing of this module.
var archLeaves = []string{"web/live", "assessment/errs", "content/i18n"}

// archNames are package names that say nothing.
var archNames = []string{"util", "utils", "common", "helper", "helpers", "models", "types", "pkg"}

const (
	archFileLines = 600 // of a file that is not a test
	archFuncLines = 100 // of any function
	archFewest    = 150 // files; fewer means that the tree was not found
)

// archProblem is one violation of one rule.
type archProblem struct{ rule, text string }

// archReport is what archCheck found in a tree.
type archReport struct {
	files    int
	problems []archProblem
}

func (r *archReport) add(rule, format string, args ...any) {
	r.problems = append(r.problems, archProblem{rule, fmt.Sprintf(format, args...)})
}

// archCheck reads every Go file of the module in tree. Test data, hidden
// folders and modules inside this one are not part of it.
func archCheck(tree fs.FS) (archReport, error) {
	var r archReport
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		if d.IsDir() {
			if archOutside(tree, name) {
				return fs.SkipDir
			}
			r.folder(name)
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		r.files++
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		r.file(name, source)
		return nil
	})
	return r, err
}

func archOutside(tree fs.FS, folder string) bool {
	base := path.Base(folder)
	_, err := fs.Stat(tree, folder+"/go.mod")
	return base == "testdata" || strings.HasPrefix(base, ".") || err == nil
}

func (r *archReport) folder(name string) {
	if !strings.Contains(name, "/") && !slices.Contains(archTop, name) {
		r.add("top", "%s: the top level has only %s", name, strings.Join(archTop, ", "))
	}
	if slices.Contains(archNames, path.Base(name)) {
		r.add("name", "%s: name the folder after what it holds", name)
	}
}

func (r *archReport) file(name string, source []byte) {
	if !strings.Contains(name, "/") {
		r.add("top", "%s: the top level holds no Go files", name)
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.SkipObjectResolution)
	if err != nil {
		r.add("parse", "%v", err)
		return
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			r.add("parse", "%s: %v", name, err)
			continue
		}
		r.direction(name, imported)
		r.gates(name, imported)
		r.leaf(name, imported)
	}
	if !strings.HasSuffix(name, "_test.go") {
		r.clock(name, file, files)
		if n := strings.Count(string(source), "\n"); n > archFileLines {
			r.add("file size", "%s has %d lines, at most %d are allowed", name, n, archFileLines)
		}
	}
	r.functions(file, files)
}

// direction: never to the left.
func (r *archReport) direction(name, imported string) {
	target, ours := strings.CutPrefix(imported+"/", archModule+"/")
	if !ours {
		return
	}
	from, _, _ := strings.Cut(name, "/")
	to, _, _ := strings.Cut(target, "/")
	here, there := slices.Index(archOrder, from), slices.Index(archOrder, to)
	if here < 0 || there < here {
		r.add("direction", "%s imports %s; the order is %s", name, imported, strings.Join(archOrder, " -> "))
	}
}

func (r *archReport) gates(name, imported string) {
	for _, g := range archGates {
		for _, library := range g.libraries {
			if archIn(imported, library) && !archIn(name, g.folder) && !archCeiling(name) {
				r.add("gate "+g.folder, "%s imports %s; only %s may", name, imported, g.folder)
			}
		}
	}
}

// archCeiling: a file of this name in cmd holds the bare minimum that benchmarks
// compare the program with, so it uses the libraries without our layers.
func archCeiling(name string) bool {
	return archIn(name, "cmd") && path.Base(name) == "ceiling_test.go"
}

// archIn reports whether name is folder or in it.
func archIn(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, folder+"/")
}

func (r *archReport) leaf(name, imported string) {
	for _, leaf := range archLeaves {
		if archIn(name, leaf) && archIn(imported, archModule) && imported != archModule+"/"+leaf {
			r.add("leaf "+leaf, "%s imports %s; %s imports nothing of this module", name, imported, leaf)
		}
	}
}

// clock: what reads the time of day belongs in cmd; the rest is given a Now.
func (r *archReport) clock(name string, file *ast.File, files *token.FileSet) {
	if archIn(name, "cmd") {
		return
	}
	clock := archTimeName(file)
	if clock == "." {
		r.add("clock", "%s imports the names of package time", name)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Now", "Since", "Until"}, selector.Sel.Name) {
			return true
		}
		if of, ok := selector.X.(*ast.Ident); ok && of.Name == clock {
			r.add("clock", "%s: time.%s outside cmd; take the time from the caller", files.Position(selector.Pos()), selector.Sel.Name)
		}
		return true
	})
}

// archTimeName is how the file calls package time, "" if it does not import it.
func archTimeName(file *ast.File) string {
	for _, spec := range file.Imports {
		if spec.Path.Value != `"time"` {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "time"
	}
	return ""
}

func (r *archReport) functions(file *ast.File, files *token.FileSet) {
	long := func(n ast.Node, name string) {
		start, end := files.Position(n.Pos()), files.Position(n.End())
		if lines := end.Line - start.Line + 1; lines > archFuncLines {
			r.add("function size", "%s: %s has %d lines, at most %d are allowed", start, name, lines, archFuncLines)
		}
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			long(f, f.Name.Name)
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncLit); ok {
				long(f, "a function in a variable")
				return false
			}
			return true
		})
	}
}

// archCount counts the files that archCheck has to read, in another way: it
// looks at all of them and judges by the path.
func archCount(root string) (int, error) {
	var files, modules []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err = filepath.Rel(root, name)
		if name = filepath.ToSlash(name); d.Name() == "go.mod" && name != "go.mod" {
			modules = append(modules, path.Dir(name))
		}
		if strings.HasSuffix(name, ".go") && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	files = slices.DeleteFunc(files, func(name string) bool {
		inModule := func(m string) bool { return archIn(name, m) }
		hidden := strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
		return hidden || strings.Contains("/"+name, "/testdata/") || slices.ContainsFunc(modules, inModule)
	})
	return len(files), err
}

// archSawAll fails when a check saw fewer files than there are, or than there
// can be.
func archSawAll(seen, there int) error {
	switch {
	case there < archFewest:
		return fmt.Errorf("the tree has %d Go files, want at least %d: this is not the whole module", there, archFewest)
	case seen < there:
		return fmt.Errorf("read %d Go files, the tree has %d", seen, there)
	}
	return nil
}

// archRoot is the folder of the module.
func archRoot() (string, error) {
	root := filepath.Join("..", "..")
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err == nil && !strings.HasPrefix(string(mod), "module "+archModule+"\n") {
		err = errors.New("go.mod is of another module")
	}
	return root, err
}

// TestArchitecture holds the whole module to the house rules.
func TestArchitecture(t *testing.T) {
	root, err := archRoot()
	if err != nil {
		t.Fatal(err)
	}
	report, err := archCheck(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	there, err := archCount(root)
	if err != nil {
		t.Fatal(err)
	}
	if err := archSawAll(report.files, there); err != nil {
		t.Error(err)
	}
	for _, p := range report.problems {
		t.Errorf("%s: %s", p.rule, p.text)
	}
}

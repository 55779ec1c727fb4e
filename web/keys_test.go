package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/opmaat/opmaat/content/i18n"
)

// keyForm is the form of a message key as code and templates write it.
var keyForm = regexp.MustCompile(`^[a-z][a-z_]*(\.[a-z_0-9][a-zA-Z_0-9]*)+$`)

// keysInGo collects the string literals of the form of a key in all Go files
// that can reach a person: the test model, the game and the pages.
func keysInGo(t *testing.T, used map[string]string) {
	t.Helper()
	files := 0
	for _, root := range []string{".", "../assessment", "../game", "../cmd/internal/sqlstore"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if e != nil && e.IsDir() && slices.Contains([]string{"gametest", "storetest", "balance"}, e.Name()) {
				return filepath.SkipDir // ids of scenarios look like keys
			}
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files++
			tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil && keyForm.MatchString(text) {
						used[text] = name
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 60 {
		t.Fatalf("saw only %d Go files", files)
	}
}

// keysInTemplates collects what templates give to t, and refuses anything but a
// literal. It reads them as they are written: an edition has most texts filled in.
func keysInTemplates(t *testing.T, used map[string]string) {
	t.Helper()
	x := shared()
	written, err := parsePages(functions(x.mustCurrent().printers["en"], x.assets), newShelf[partKey, string](1), func(source string) string { return source })
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	for _, page := range written {
		for _, part := range page.Templates() {
			if part.Tree == nil {
				continue
			}
			walkTemplate(part.Tree.Root, func(command *parse.CommandNode) {
				if name, ok := command.Args[0].(*parse.IdentifierNode); !ok || name.Ident != "t" {
					return
				}
				calls++
				key, ok := command.Args[1].(*parse.StringNode)
				if !ok {
					t.Errorf("%s: t is called with %s, not with a literal", part.Name(), command)
					return
				}
				used[key.Text] = part.Name()
			})
		}
	}
	if calls < 200 {
		t.Fatalf("saw only %d calls", calls)
	}
}

// walkTemplate runs fn on every command below a node.
func walkTemplate(n parse.Node, fn func(*parse.CommandNode)) {
	branch := func(b *parse.BranchNode) {
		walkTemplate(b.Pipe, fn)
		walkTemplate(b.List, fn)
		if b.ElseList != nil {
			walkTemplate(b.ElseList, fn)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			walkTemplate(child, fn)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.ActionNode:
		walkTemplate(n.Pipe, fn)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			walkTemplate(n.Pipe, fn)
		}
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			walkTemplate(command, fn)
		}
	case *parse.CommandNode:
		fn(n)
		for _, arg := range n.Args {
			walkTemplate(arg, fn)
		}
	}
}

// notKeys are literals that only look like a key.
func notKey(text string) bool {
	return slices.Contains([]string{".js", ".css", ".svg", ".woff2", ".html", ".ics", ".csv", ".sql", ".db", ".yaml", ".json", ".lock", ".xml"}, filepath.Ext(text))
}

// noText are keys without a text: the first has a form of its own built in, the
// others are for the command line, which prints the cause.
var noText = []string{"date.long", "error.answers_file", "error.situation", "error.ref"}

// TestKeys: every key that code or a template names has a text in every
// language, and no text stands there that nothing names.
func TestKeys(t *testing.T) {
	used := map[string]string{}
	keysInGo(t, used)
	for text := range used {
		if notKey(text) {
			delete(used, text)
		}
	}
	keysInTemplates(t, used)
	for _, key := range i18n.OwnKeys() {
		used[key] = "content/i18n"
	}
	used["language.name"] = "edition"
	catalogue := shared().Library().Catalogue()
	for key, where := range used {
		for _, lang := range catalogue.Languages() {
			if !catalogue.Printer(lang).Has(key) && !slices.Contains(noText, key) {
				t.Errorf("%s asks for %q, which %s does not have", where, key, lang)
			}
		}
	}
	for _, key := range catalogue.Keys() {
		if _, ok := used[key]; !ok {
			t.Errorf("nothing uses the text %q", key)
		}
	}
}

// TestNothingMissed walks every page in every language and asks the catalogue
// whether a key or a value was missing.
func TestNothingMissed(t *testing.T) {
	walkGallery(t, func(*testing.T, string, asked) {})
	if missed := shared().Library().Catalogue().Missed(); len(missed) != 0 {
		t.Errorf("asked for and not there: %v", missed)
	}
}

// TestTemplatesAreUsed: each page file belongs to a page that the code renders.
func TestTemplatesAreUsed(t *testing.T) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d templates, %v", len(names), err)
	}
	var code strings.Builder
	goFiles, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range goFiles {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(data)
	}
	for _, name := range names {
		page := strings.TrimSuffix(filepath.Base(name), ".html")
		if !strings.HasPrefix(page, "_") && !strings.Contains(code.String(), `"`+page+`"`) {
			t.Errorf("nothing renders %s", name)
		}
	}
}

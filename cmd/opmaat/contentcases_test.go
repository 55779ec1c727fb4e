package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/content"
)

// contentCases are about content in a folder of one's own.
var contentCases = []badCase{
	{"Case02LabelsOfContentStayLiteral", case02Labels},
	{"Case03LinksInContent", case03},
	{"Case19BrokenContent", case19},
}

const packDir = "questionnaires/social-media-maturity/1"

// ownContent is a copy of the built-in questionnaire in a folder, with one text
// replaced in one of its files.
func ownContent(t *testing.T, file, old, new string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, packDir), 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(content.Builtin(), packDir+"/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatalf("built-in files %q, %v", files, err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(content.Builtin(), name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if filepath.Base(name) == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", name, old)
			}
			text = strings.Replace(text, old, new, 1)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func case02Labels(t *testing.T) {
	const label = `{a|b} {{.}} ${7*7} %s "x" & 'y'`
	dir := ownContent(t, "en.yaml", "    name: \"Purpose and needs\"", "    name: '"+strings.ReplaceAll(label, "'", "''")+"'")
	r := started(t, "--data", t.TempDir(), "--content", dir)
	b := newBrowser(t, r.base, "en")
	p := begin(b, "standard").wants(200, label)
	check, _ := answerAll(p, func(n int) string { return []string{"1", "2", "3"}[n%3] })
	result := check.wants(200, label).form("/test/submit").send().follow().wants(200, label)
	for n := range elements(result.doc, "script") {
		if text := textOf(n); strings.Contains(text, "<") || strings.Contains(text, "{{") && !strings.Contains(text, "{{.}}") {
			t.Errorf("a chart has %q", text)
		}
	}
	_, rows := b.table(',')
	found := 0
	for _, row := range rows {
		if row[1] == label {
			found++
		}
	}
	if found != 3 {
		t.Errorf("%d rows of the table have the label", found)
	}
}

var place = regexp.MustCompile(`(?m)^\S*(structure|en)\.yaml:\d+:\d+ .*`)

func case03(t *testing.T) {
	for _, c := range []struct{ file, old, new, say string }{
		{"en.yaml", `title: "Social media`, `title: "javascript:alert(1) Social media`, "link"},
		{"en.yaml", `title: "Social media`, `title: "see data:text/html,x Social media`, "link"},
		{"structure.yaml", `url: "http://www.opening-up.eu/content/social-media"`, `url: "javascript:alert(1)"`, "javascript"},
		{"structure.yaml", `url: "http://www.opening-up.eu/content/social-media"`, `url: "data:text/html,x"`, "data"},
	} {
		dir := ownContent(t, c.file, c.old, c.new)
		code, out := runProgram(nil, "", "content", "check", dir)
		found := place.FindString(out)
		if code != exitFailed || !strings.Contains(found, c.file) || !strings.Contains(out, c.say) {
			t.Errorf("content check of %s: exit %d: %s", c.new, code, out)
		}
	}
}

func case19(t *testing.T) {
	for _, c := range []struct{ old, new, say string }{
		{"  - id: q02\n", "  - id: q01\n", "q01"},
		{"    weight: 1\n", "    weight: 0\n", "weight"},
		{"    requires: []\n", "    requires: [q03]\n", "q03"}, // q03 requires q01
	} {
		code, out := runProgram(nil, "", "content", "check", ownContent(t, "structure.yaml", c.old, c.new))
		if code != exitFailed || !strings.Contains(out, c.say) || place.FindString(out) == "" {
			t.Errorf("%q: exit %d: %s", c.new, code, out)
		}
	}
	dir := ownContent(t, "structure.yaml", "    weight: 1\n", "    weight: 0\n")
	code, out := runProgram(nil, "", "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--content", dir)
	if code != exitUsage || !strings.Contains(out, "--content: the content has ") || place.FindString(out) == "" {
		t.Errorf("serve: exit %d: %s", code, out)
	}
	if code, out := runProgram(nil, "", "content", "check"); code != exitDone || !strings.Contains(out, "seen: ") {
		t.Errorf("built-in content: exit %d: %s", code, out)
	}
	for _, args := range [][]string{{}, {"check", "a", "b"}, {"polish"}, {"check", filepath.Join(t.TempDir(), "none")}, {"schema", "novel"}} {
		if code, out := runProgram(nil, "", append([]string{"content"}, args...)...); code != exitUsage {
			t.Errorf("content %q: exit %d: %s", args, code, out)
		}
	}
}

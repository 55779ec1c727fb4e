package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The README says what the program does; these tests hold it to that.

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// linesWith are the lines of text that start so.
func linesWith(text, start string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, start) {
			all = append(all, strings.TrimSuffix(line, "\n"))
		}
	}
	return all
}

func TestReadmeSettings(t *testing.T) {
	var want []string
	for _, s := range settings {
		standard := "(none)"
		if s.standard != "" {
			standard = "`" + s.standard + "`"
		}
		want = append(want, fmt.Sprintf("| `--%s` | `%s` | %s | %s |", s.name, s.variable(), standard, s.about))
	}
	if len(want) == 0 {
		t.Fatal("no settings")
	}
	if got := linesWith(readme(t), "| `--"); !slices.Equal(got, want) {
		t.Errorf("the table of settings should be\n%s", strings.Join(want, "\n"))
	}
}

func TestReadmeCommands(t *testing.T) {
	var got, want []string
	for _, line := range linesWith(readme(t), "| `opmaat ") {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "| `opmaat "), "`")
		got = append(got, name)
	}
	for _, c := range commands {
		want = append(want, c.name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the table of commands has %q, the program %q", got, want)
	}
}

// Every file and folder that the README links to or maps is there.
func TestReadmePaths(t *testing.T) {
	text := readme(t)
	_, tree, found := strings.Cut(text, "## What is where\n\n```\n")
	if !found {
		t.Fatal("no map of the tree")
	}
	tree, _, _ = strings.Cut(tree, "```")
	var paths []string
	for line := range strings.Lines(tree) {
		paths = append(paths, strings.Fields(line)[0])
	}
	for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(text, -1) {
		paths = append(paths, link[1])
	}
	if len(paths) < 12 {
		t.Errorf("only %d paths found", len(paths))
	}
	for _, p := range paths {
		if _, err := os.Stat("../../" + p); err != nil {
			t.Error(err)
		}
	}
}

// The examples of the command line that read a file work.
func TestReadmeExamples(t *testing.T) {
	examples := regexp.MustCompile(`echo '(.*)' \| opmaat (\w+)`).FindAllStringSubmatch(readme(t), -1)
	var names []string
	for _, example := range examples {
		var out, problems strings.Builder
		p := program{in: strings.NewReader(example[1]), out: &out, err: &problems}
		if code := p.run(t.Context(), example[2:]); code != exitDone || !json.Valid([]byte(out.String())) {
			t.Errorf("%s: exit %d: %s", example[2], code, problems.String())
		}
		names = append(names, example[2])
	}
	if !slices.Equal(names, []string{"score", "recommend"}) {
		t.Errorf("examples of %q", names)
	}
}

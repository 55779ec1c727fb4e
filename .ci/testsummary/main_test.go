package main

import (
	"io"
	"strings"
	"testing"
)

const (
	good    = `{"Action":"start","Package":"p"}` + "\n" + `{"Action":"pass","Package":"p","Test":"TestBrowserHome"}` + "\n" + `{"Action":"pass","Package":"p"}` + "\n"
	noTests = `{"Action":"start","Package":"q"}` + "\n" + `{"Action":"skip","Package":"q"}` + "\n"
)

// TestComplaints: every way in which a run must not count as passed.
func TestComplaints(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		browser  int
	}{
		"all well":               {good, "", 1},
		"a package has no tests": {good + noTests, "", 1},
		"nothing ran":            {"", "no test passed", 0},
		"nothing but no tests":   {noTests, "no test passed", 0},
		"a test failed":          {good + `{"Action":"fail","Package":"p","Test":"TestX"}`, "1 failed", 1},
		"a package failed":       {good + `{"Action":"fail","Package":"r"}`, "1 failed", 1},
		"it did not build":       {good + `{"ImportPath":"r","Action":"build-fail"}`, "1 failed", 1},
		"a test was skipped":     {good + `{"Action":"skip","Package":"p","Test":"TestX"}`, "skipped: p TestX", 1},
		"a part was skipped":     {good + `{"Action":"skip","Package":"p","Test":"TestX/y"}`, "skipped: p TestX/y", 1},
		"a package hangs":        {good + `{"Action":"start","Package":"r"}`, "r did not end", 1},
		"too few browser tests":  {good, "1 passed tests with a name that starts with TestBrowser, want at least 2", 2},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := read(strings.NewReader(c.in), io.Discard)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(s.complaints(map[string]int{"TestBrowser": c.browser}), "; "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What failed is shown with what it said; what passed is not.
func TestPrint(t *testing.T) {
	in := `{"Action":"output","Package":"p","Test":"TestGood","Output":"fine\n"}` + "\n" + `{"Action":"pass","Package":"p","Test":"TestGood"}` + "\n" +
		`{"Action":"output","Package":"p","Test":"TestBad","Output":"broken\n"}` + "\n" + `{"Action":"fail","Package":"p","Test":"TestBad"}` + "\n" +
		`{"ImportPath":"r","Action":"build-output","Output":"syntax error\n"}` + "\n" + `{"ImportPath":"r","Action":"build-fail"}` + "\n" +
		`{"Action":"output","Package":"s","Test":"TestHangs","Output":"=== RUN   TestHangs\n"}` + "\n" +
		`{"Action":"output","Package":"s","Test":"TestHangs","Output":"timed out\n"}` + "\n" + `{"Action":"fail","Package":"s"}` + "\n" +
		"go: a line of the go command\n"
	var out strings.Builder
	s, err := read(strings.NewReader(in), &out)
	if err != nil {
		t.Fatal(err)
	}
	s.print(&out, s.complaints(nil))
	for _, want := range []string{"=== p TestBad\nbroken", "=== r\nsyntax error", "a line of the go command", "=== s TestHangs\ntimed out", "1 passed, 3 failed, 0 skipped", "PROBLEM: 3 failed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "fine") {
		t.Errorf("shows what passed:\n%s", out.String())
	}
}

// The slowest tests are named with their time, without parts and quick ones.
func TestSlowest(t *testing.T) {
	in := `{"Action":"pass","Package":"p","Test":"TestQuick","Elapsed":1}` + "\n" + `{"Action":"pass","Package":"p","Test":"TestSlow","Elapsed":9}` + "\n" +
		`{"Action":"pass","Package":"p","Test":"TestSlower/part","Elapsed":70}` + "\n" + `{"Action":"pass","Package":"p","Test":"TestSlower","Elapsed":71}` + "\n"
	s, err := read(strings.NewReader(in), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.slowest(); len(got) != 2 || got[0].test != "TestSlower" || got[1].test != "TestSlow" {
		t.Errorf("got %v", got)
	}
}

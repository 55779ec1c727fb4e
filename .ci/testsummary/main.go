// Command testsummary reads what go test -json prints and says what happened:
// one line a package, the output of what failed, all skipped tests. A skipped
// test fails the run, and so do too few tests with a name that -want asks for.
//
//	go test -json ./... | go run ./.ci/testsummary -want TestBrowser=1
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	want := make(map[string]int)
	flag.Func("want", "NAME=N: at least N passed tests whose name starts with NAME", func(v string) error {
		name, number, _ := strings.Cut(v, "=")
		n, err := strconv.Atoi(number)
		want[name] = n
		return err
	})
	flag.Parse()
	s, err := read(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
		os.Exit(2)
	}
	complaints := s.complaints(want)
	s.print(os.Stdout, complaints)
	if len(complaints) > 0 {
		os.Exit(1)
	}
}

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// place is a test, or a package when test is empty.
type place struct{ pkg, test string }

func (p place) String() string { return strings.TrimSpace(p.pkg + " " + p.test) }

// summary is what one run did.
type summary struct {
	passed, skipped, failed []place
	packages                int            // that ended, with or without tests
	open                    map[place]bool // packages that began and did not end
	output                  map[place][]string
	times                   map[place]float64 // seconds, of tests without their parts
}

// read takes in all events; packages are reported to progress as they end.
// Lines that are not events, such as those of the go command itself, go there too.
func read(in io.Reader, progress io.Writer) (*summary, error) {
	s := &summary{open: make(map[place]bool), output: make(map[place][]string), times: make(map[place]float64)}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			fmt.Fprintln(progress, lines.Text())
			continue
		}
		s.take(e, progress)
	}
	return s, lines.Err()
}

func (s *summary) take(e event, progress io.Writer) {
	at := place{e.Package, e.Test}
	if e.Package == "" {
		at.pkg = e.ImportPath
	}
	switch e.Action {
	case "start":
		s.open[at] = true
	case "output", "build-output":
		if !strings.HasPrefix(e.Output, "=== ") { // RUN, PAUSE, CONT, NAME
			s.output[at] = append(s.output[at], e.Output)
		}
	case "pass", "fail", "skip", "build-fail":
		s.end(at, e, progress)
	}
}

func (s *summary) end(at place, e event, progress io.Writer) {
	if at.test == "" && e.Action != "build-fail" {
		s.packages++
		delete(s.open, at)
		fmt.Fprintf(progress, "%-5s %7.1f s  %s\n", e.Action, e.Elapsed, at.pkg)
	}
	switch {
	case e.Action == "fail" || e.Action == "build-fail":
		s.failed = append(s.failed, at)
	case at.test == "": // a package that passed, or has no tests
		delete(s.output, at)
	case e.Action == "skip":
		s.skipped = append(s.skipped, at)
	default:
		s.passed = append(s.passed, at)
		delete(s.output, at)
		if !strings.Contains(at.test, "/") {
			s.times[at] = e.Elapsed
		}
	}
}

// complaints are the reasons why this run must not count as passed.
func (s *summary) complaints(want map[string]int) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if len(s.passed) == 0 {
		add("no test passed")
	}
	if len(s.failed) > 0 {
		add("%d failed", len(s.failed))
	}
	for at := range s.open {
		add("%s did not end", at)
	}
	for _, at := range s.skipped {
		add("skipped: %s", at)
	}
	for name, n := range want {
		if got := s.count(name); got < n {
			add("%d passed tests with a name that starts with %s, want at least %d", got, name, n)
		}
	}
	slices.Sort(all)
	return all
}

// count is the number of passed tests, with their parts, whose name starts so.
func (s *summary) count(name string) int {
	n := 0
	for _, at := range s.passed {
		if strings.HasPrefix(at.test, name) {
			n++
		}
	}
	return n
}

// slowest are the tests that took longest, of those that took some seconds.
// Tests that run beside others count the time that they waited for them too.
func (s *summary) slowest() []place {
	const shown, from = 20, 4.0
	all := slices.SortedFunc(maps.Keys(s.times), func(a, b place) int { return cmp.Compare(s.times[b], s.times[a]) })
	for i, at := range all {
		if i == shown || s.times[at] < from {
			return all[:i]
		}
	}
	return all
}

// print shows what is left when the output of all that passed is gone: of what
// failed, was skipped, or was still running when its package was stopped.
func (s *summary) print(out io.Writer, complaints []string) {
	left := slices.SortedFunc(maps.Keys(s.output), func(a, b place) int { return strings.Compare(a.String(), b.String()) })
	for _, at := range left {
		if text := strings.TrimSpace(strings.Join(s.output[at], "")); text != "" {
			fmt.Fprintf(out, "\n=== %s\n%s\n", at, text)
		}
	}
	for _, at := range s.slowest() {
		fmt.Fprintf(out, "%7.1f s  %s\n", s.times[at], at)
	}
	fmt.Fprintf(out, "\n%d packages; tests with their parts: %d passed, %d failed, %d skipped\n", s.packages, len(s.passed), len(s.failed), len(s.skipped))
	for _, c := range complaints {
		fmt.Fprintln(out, "PROBLEM:", c)
	}
}

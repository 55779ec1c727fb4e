package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content/i18n"
)

// output collects what a program writes, from any goroutine.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// running is a server started inside the test process.
type running struct {
	base string
	log  *output
	end  context.CancelFunc
	code chan int
}

var addressLine = regexp.MustCompile(`Opmaat \S+ runs at .*?(\d+\.\d+\.\d+\.\d+:\d+)`)

// addressIn waits until the program has printed its address.
func addressIn(log *output, gone <-chan struct{}) (string, error) {
	deadline := time.After(time.Minute)
	for {
		if m := addressLine.FindStringSubmatch(log.String()); m != nil {
			return "http://" + m[1], nil
		}
		select {
		case <-gone:
			return "", fmt.Errorf("the server ended: %s", log)
		case <-deadline:
			return "", fmt.Errorf("no address within a minute: %s", log)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

func startServer(args ...string) (*running, error) {
	ctx, end := context.WithCancel(context.Background())
	r := &running{log: &output{}, end: end, code: make(chan int, 1)}
	gone := make(chan struct{})
	go func() {
		p := program{in: strings.NewReader(""), out: r.log, err: r.log}
		r.code <- p.run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...))
		close(gone)
	}()
	var err error
	r.base, err = addressIn(r.log, gone)
	if err != nil {
		end()
	}
	return r, err
}

// stop ends the server as a signal does and returns its exit code.
func (r *running) stop() int {
	r.end()
	return <-r.code
}

// started is a server of its own for one test, ended with it.
func started(t *testing.T, args ...string) *running {
	t.Helper()
	r, err := startServer(args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.end)
	return r
}

// house is what the tests of this package share: one server and one built
// program, made at first use and cleared away at the end.
var house struct {
	dir    string
	server func() (*running, error)
	binary func() (string, error)
}

func TestMain(m *testing.M) {
	var err error
	if house.dir, err = os.MkdirTemp("", "opmaat-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var shared *running
	house.server = sync.OnceValues(func() (*running, error) {
		var err error
		shared, err = startServer("--data", house.dir+"/data", "--contact", "hulp@gemeente.example")
		return shared, err
	})
	house.binary = sync.OnceValues(build)
	code := m.Run()
	if shared != nil && shared.base != "" {
		if exit := shared.stop(); exit != exitDone && code == 0 {
			fmt.Fprintf(os.Stderr, "the shared server ended with %d\n%s", exit, shared.log)
			code = 1
		}
	}
	_ = os.RemoveAll(house.dir) // a temp folder; the system clears it too
	os.Exit(code)
}

// visit opens the shared server in a new browser.
func visit(t *testing.T, lang string) *browser {
	t.Helper()
	r, err := house.server()
	if err != nil {
		t.Fatal(err)
	}
	return newBrowser(t, r.base, lang)
}

// say is the sentence a person reads in this language.
func say(t *testing.T, lang, key string, args ...any) string {
	t.Helper()
	lib, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := lib.Catalogue().Printer(lang).T(key, args...)
	if strings.Contains(text, i18n.MarkOpen) {
		t.Fatalf("no text for %s in %s", key, lang)
	}
	return text
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
)

// build makes the program as a person does, once for all tests.
func build() (string, error) {
	path := filepath.Join(house.dir, "opmaat")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
}

// process is the built program, running.
type process struct {
	cmd  *exec.Cmd
	log  *output
	base string
	gone chan struct{}
	err  error // of Wait, once gone is closed
}

// launch runs the built program with settings from env and waits for its address.
func launch(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	binary, err := house.binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(binary, args...), log: &output{}, gone: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env = t.TempDir(), append(os.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.gone)
	}()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it has ended unless the test failed
		<-p.gone
	})
	if p.base, err = addressIn(p.log, p.gone); err != nil {
		t.Fatal(err)
	}
	return p
}

// ended waits for the end and returns the exit code.
func (p *process) ended(t *testing.T) int {
	t.Helper()
	select {
	case <-p.gone:
	case <-time.After(time.Minute):
		t.Fatalf("still running after a minute: %s", p.log)
	}
	var exit *exec.ExitError
	if p.err != nil && !errors.As(p.err, &exit) {
		t.Fatal(p.err)
	}
	return p.cmd.ProcessState.ExitCode()
}

func (p *process) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// moveTo carries the test over, by its secret, to a server that was started again
// at another port.
func (b *browser) moveTo(base string) *browser {
	moved := newBrowser(b.t, base, b.accept)
	moved.open("/t/" + b.capability()).wants(200)
	return moved
}

// TestBinary runs the built program through its life: settings from the
// environment, a test, SIGTERM with a request on its way, and a restart that
// has kept everything.
func TestBinary(t *testing.T) {
	t.Parallel()
	env := []string{"OPMAAT_ADDR=127.0.0.1:0", "OPMAAT_DATA=" + filepath.Join(t.TempDir(), "data")}
	first := launch(t, env)
	b := newBrowser(t, first.base, "nl")
	submitted(b, "quick", "3")
	before := b.get("/test/result").wants(200)
	item := b.get("/test/overview").link("2.")
	b.get("/healthz").wants(200, "ok")
	b.get("/readyz").wants(200, "ready")
	late := halfRequest(t, b, item, url.Values{"ref": {"social-media-maturity@1"}, "form": {"quick"}, "answer": {"0"}, "reason": {""}, "comment": {"op het nippertje"}})
	first.signal(t, syscall.SIGTERM)
	waitForLog(t, first.log, "running requests may finish")
	if status := late(); status != http.StatusSeeOther {
		t.Errorf("the request on its way got status %d", status)
	}
	if code := first.ended(t); code != exitDone {
		t.Errorf("exit code %d after SIGTERM:\n%s", code, first.log)
	}
	if _, err := net.DialTimeout("tcp", strings.TrimPrefix(first.base, "http://"), time.Second); err == nil {
		t.Error("the port still answers")
	}
	second := launch(t, env, "serve")
	again := b.moveTo(second.base)
	again.wantsStored(strings.TrimPrefix(item, "/test/q/"), "0", "op het nippertje")
	if kept := again.get("/test/result").wants(200, say(t, "nl", "result.changed")); kept.heading() != before.heading() {
		t.Errorf("the result was %q and is %q", before.heading(), kept.heading())
	}
	second.signal(t, os.Interrupt)
	if code := second.ended(t); code != exitDone {
		t.Errorf("exit code %d after an interrupt", code)
	}
}

// halfRequest sends a form up to half of its body, when the server has asked
// for it; the returned function sends the rest and gives the status of the answer.
func halfRequest(t *testing.T, b *browser, path string, fields url.Values) func() int {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(b.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	write := func(text string) {
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	in := bufio.NewReader(conn)
	read := func() int {
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close() // only the status matters
		return res.StatusCode
	}
	body := fields.Encode()
	write(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nCookie: opmaat-test=%s\r\nSec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n\r\n",
		path, conn.RemoteAddr(), urlencoded, len(body), b.capability()))
	if status := read(); status != http.StatusContinue {
		t.Fatalf("status %d, want 100", status)
	}
	write(body[:len(body)/2])
	return func() int {
		write(body[len(body)/2:])
		return read()
	}
}

func waitForLog(t *testing.T, log *output, text string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !strings.Contains(log.String(), text); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the log never says %q:\n%s", text, log)
		}
	}
}

// TestSecondProcess refuses to share a data folder, and leaves the first alone.
func TestSecondProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := started(t, "--data", dir)
	code, out := runProgram(nil, "", "serve", "--addr", "127.0.0.1:0", "--data", dir)
	if code != exitUsage || !strings.Contains(out, "--data") || !strings.Contains(out, "in use") {
		t.Errorf("exit %d: %s", code, out)
	}
	newBrowser(t, r.base, "en").get("/readyz").wants(200)
}

// opened is the store of a server that has ended.
func opened(t *testing.T, dir string) assessment.Store {
	t.Helper()
	db, err := sqlstore.Open(context.Background(), sqlstore.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db.Tests()
}

// TestDoubleClicks sends every form twice: one test, one answer, one submission.
func TestDoubleClicks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := started(t, "--data", dir)
	b := newBrowser(t, r.base, "en")
	startForm := b.get("/test").form("/test")
	startForm.send().leadsTo("/test/continue")
	startForm.with("form", "quick").send().leadsTo("/test/continue") // the first one counts
	p := b.open("/test/continue").wants(200, say(t, "en", "question.progress", "n", 1, "total", 27))
	for range 2 {
		p.question().with("answer", "3").with("comment", "twice").send().wants(303)
	}
	b.wantsStored(p.item(), "3", "twice")
	submit := b.get("/test/check").form("/test/submit")
	submit.send().leadsTo("/test/result")
	submit.send().leadsTo("/test/result")
	gone := newBrowser(t, r.base, "en")
	begin(gone, "quick")
	for range 2 {
		gone.post("/test/delete", nil).leadsTo("/test/delete")
	}
	if code := r.stop(); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, r.log)
	}
	store := opened(t, dir)
	_, sub, _, err := store.Result(t.Context(), assessment.KeyHash(b.capability()))
	if err != nil || sub.Seq != 1 || len(sub.Entries) != 1 {
		t.Errorf("submission %d with %d entries, %v", sub.Seq, len(sub.Entries), err)
	}
	future := time.Now().AddDate(1, 0, 0)
	if n, err := store.Purge(t.Context(), future, future); err != nil || n != 1 {
		t.Errorf("%d tests are stored, want 1 (%v)", n, err)
	}
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/opmaat/opmaat/cmd/internal/roomload"
)

// loadStreams is how many streams the server under load allows.
const loadStreams = "100000"

// fewestFiles is how many open files the largest play needs.
const fewestFiles = 12_000

// loadtest starts a server of its own on this machine, plays workshops against
// it and prints what it measured: a table for people, JSON as the result.
func (p program) loadtest(ctx context.Context, args []string) int {
	flags := flag.NewFlagSet("loadtest", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	scenario := flags.String("scenario", "vlasbrugge", "")
	if err := flags.Parse(args); err != nil {
		return p.usage("loadtest: %v; it takes --scenario and any of %s", err, strings.Join(roomload.Names(), ", "))
	}
	if files, err := roomload.MoreFiles(); err != nil {
		return p.failed(err)
	} else if files < fewestFiles {
		fmt.Fprintf(p.err, "Only %d files may be open at once (ulimit -n); the largest play needs %d.\n", files, fewestFiles)
	}
	dir, err := os.MkdirTemp("", "opmaat-loadtest-")
	if err != nil {
		return p.failed(err)
	}
	defer os.RemoveAll(dir)
	s := &loaded{dir: dir, addr: "127.0.0.1:0"}
	if err := s.start(ctx); err != nil {
		return p.failed(err)
	}
	defer s.end()
	reports, err := roomload.Run(ctx, roomload.Options{Addr: s.addr, Scenario: *scenario, Workers: 32, PID: s.cmd.Process.Pid, Folder: s.dir, Restart: s.restart,
		Progress: func(format string, args ...any) { fmt.Fprintf(p.err, format+"\n", args...) }}, flags.Args())
	if problem := roomload.Print(p.err, reports); problem != nil {
		return p.failed(problem)
	}
	if problem := json.NewEncoder(p.out).Encode(reports); problem != nil {
		return p.failed(problem)
	}
	if err != nil {
		return p.failed(err)
	}
	for _, r := range reports {
		if !r.OK() {
			return exitFailed
		}
	}
	return exitDone
}

// loaded is the server under load: this program in a process of its own.
type loaded struct {
	dir  string
	addr string
	cmd  *exec.Cmd
	gone chan struct{} // closed when the process ended
}

var servedLine = regexp.MustCompile(`Opmaat \S+ runs at http://(\S+)`)

// start starts the server and waits until it serves. Its log goes to a file.
func (s *loaded) start(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	name := filepath.Join(s.dir, "log")
	log, err := os.Create(name)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = exec.CommandContext(ctx, self, "serve", "--addr", s.addr, "--data", filepath.Join(s.dir, "data"),
		"--streams", loadStreams, "--streams-per-address", loadStreams)
	s.cmd.Stderr = log
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	s.gone = make(chan struct{})
	go func() {
		_ = s.cmd.Wait() // why it ended is in its log
		close(s.gone)
	}()
	return s.served(name)
}

// served waits for the line with the address.
func (s *loaded) served(name string) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if found := servedLine.FindSubmatch(text); found != nil {
			s.addr = string(found[1])
			return nil
		}
		select {
		case <-s.gone:
			return fmt.Errorf("the server ended: %s", text)
		default:
		}
	}
	return errors.New("the server did not start within a minute")
}

// end stops the server as a signal does.
func (s *loaded) end() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	<-s.gone
}

// restart stops the server and starts it again at the same address.
func (s *loaded) restart(ctx context.Context, ended func()) (int, time.Time, error) {
	s.end()
	ended()
	if err := s.start(ctx); err != nil {
		return 0, time.Time{}, err
	}
	return s.cmd.Process.Pid, time.Now(), nil
}

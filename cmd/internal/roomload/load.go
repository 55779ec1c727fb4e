// Package roomload plays workshops against a server on this machine, as many
// phones would: it joins through the pages, follows the streams, fetches pages
// when the script would, and sends the forms. It also asks for many reports at once. It measures what people wait for
// and what the server uses. It refuses every address that is not loopback.
package roomload

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options say what is loaded, and how.
type Options struct {
	// Addr is address:port of the server, on the loopback.
	Addr string
	// Scenario is the id of the scenario that is played.
	Scenario string
	// Workers is how many phones join at once.
	Workers int
	// PID is the process of the server, to read its memory; 0 leaves that out.
	PID int
	// Folder is on the disk of the server, to measure it alone; "" leaves that out.
	Folder string
	// Restart ends the server as a signal does, calls ended, starts it again and
	// returns its process and when it served again; nil leaves out the restarts.
	Restart func(ctx context.Context, ended func()) (pid int, served time.Time, err error)
	// Progress is called with what is going on; it may be nil.
	Progress func(format string, args ...any)
}

// load is one play under way.
type load struct {
	Options
	ctx     context.Context // of the streams
	running sync.WaitGroup
	next    *atomic.Int64 // browser

	acks, joins, hears, sees, reveals series
	missed                            atomic.Int64

	mu     sync.Mutex
	errors []error
	fails  int
}

// series are durations from any goroutine.
type series struct {
	mu  sync.Mutex
	all []time.Duration
}

func (s *series) add(d ...time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, d...)
}

// quantile is the duration that a share of all stayed within.
func (s *series) quantile(q float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) == 0 {
		return 0
	}
	slices.Sort(s.all)
	return s.all[min(int(q*float64(len(s.all))), len(s.all)-1)]
}

// ErrNotLoopback says that an address is not on this machine's loopback.
var ErrNotLoopback = errors.New("only loopback addresses may be loaded")

func (o Options) check() error {
	at, err := netip.ParseAddrPort(o.Addr)
	if err != nil {
		return fmt.Errorf("roomload: %w", err)
	}
	if !at.Addr().IsLoopback() {
		return fmt.Errorf("roomload: %s: %w", o.Addr, ErrNotLoopback)
	}
	return nil
}

// browsers counts the browsers of all plays, so that each has its own place.
func (l *load) browser() *browser { return newBrowser(l.Addr, int(l.next.Add(1)-1)) }

// shownErrors is how many errors are kept word for word.
const shownErrors = 5

func (l *load) failed(err error) {
	if l.ctx.Err() != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fails++
	if len(l.errors) < shownErrors {
		l.errors = append(l.errors, err)
	}
}

func (l *load) say(format string, args ...any) {
	if l.Progress != nil {
		l.Progress(format, args...)
	}
}

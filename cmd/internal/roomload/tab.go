package roomload

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// notice is what a stream tells of a session.
type notice struct {
	Version  int64  `json:"version"`
	Phase    string `json:"phase"`
	Page     string `json:"page"`
	Deadline int64  `json:"deadline"`
}

// mark is how far something had come: the moves of the facilitator so far, and
// the end of the time of the phase.
type mark struct{ version, deadline int64 }

// reached reports whether m is not before other.
func (m mark) reached(other mark) bool {
	return m.version > other.version || m.version == other.version && m.deadline >= other.deadline
}

// tab is a page of a session in a browser: that of a phone, of the facilitator
// or of the projector. It follows its stream as the script does, and fetches its
// page again when a notice says so.
type tab struct {
	*browser
	path   string
	still  bool // hears and fetches nothing
	events events

	mu      sync.Mutex
	group   string
	key     string // of the page that is shown
	version int64  // the same
	step    string // the same: phase and turn
	page    []byte // the same, when kept
	keep    bool
	want    string    // key of the page to fetch
	moved   bool      // the phase is another one than that of the page
	began   time.Time // when a page was fetched last
	fetch   chan struct{}
	again   context.CancelFunc // ends the stream, so that it is opened again

	heard  atomic.Int64 // notices
	bytes  atomic.Int64 // of these
	pages  atomic.Int64
	opened atomic.Int64 // streams
	lost   atomic.Int64 // streams that broke
}

// events are called for what a tab sees.
type events struct {
	heard func(m mark, at time.Time)
	shown func(version int64, at time.Time)
	fail  func(error)
}

func newTab(b *browser, path string, e events) *tab {
	return &tab{browser: b, path: path, events: e, fetch: make(chan struct{}, 1)}
}

// load fetches the page and shows it.
func (t *tab) load(ctx context.Context) error {
	a, err := t.get(ctx, t.path)
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("GET %s: status %d", t.path, a.status)
	}
	if err != nil {
		return err
	}
	t.show(a.body)
	return nil
}

// show takes over a page.
func (t *tab) show(page []byte) {
	at := time.Now()
	t.pages.Add(1)
	version, _ := strconv.ParseInt(attribute(page, "data-version"), 10, 64)
	t.mu.Lock()
	group := t.group
	t.key, t.group, t.step, t.version = attribute(page, "data-key"), attribute(page, "data-group"), attribute(page, "data-step"), version
	if t.keep {
		t.page = page
	}
	if group != "" && t.group != group && t.again != nil {
		t.again()
	}
	t.mu.Unlock()
	t.events.shown(version, at)
}

// attribute finds the value of an attribute by its first appearance.
func attribute(page []byte, name string) string {
	_, rest, _ := bytes.Cut(page, []byte(name+`="`))
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(value)
}

// hear takes a message of the stream.
func (t *tab) hear(m message) {
	if m.event != "state" {
		return
	}
	t.heard.Add(1)
	t.bytes.Add(int64(len(m.data)))
	var n notice
	if err := json.Unmarshal(m.data, &n); err != nil {
		t.events.fail(err)
		return
	}
	t.events.heard(mark{n.Version, n.Deadline}, m.at)
	t.mu.Lock()
	t.want, t.moved = n.Page, n.Version != t.version
	stale := n.Page != t.key
	t.mu.Unlock()
	if stale && !t.still {
		select {
		case t.fetch <- struct{}{}:
		default:
		}
	}
}

// calmTime is the time between two pages of the same phase, and calmSpread the
// most that chance adds.
const (
	calmTime   = time.Second
	calmSpread = 300 * time.Millisecond
)

// calm waits before a page is fetched again: not at all when the phase changed.
func (t *tab) calm(ctx context.Context) {
	from := time.Now().Add(rand.N(calmSpread))
	for ctx.Err() == nil {
		t.mu.Lock()
		left := max(calmTime-time.Since(t.began), 0) + time.Until(from)
		if t.moved || left <= 0 {
			t.began = time.Now()
			t.mu.Unlock()
			return
		}
		t.mu.Unlock()
		select {
		case <-t.fetch: // perhaps of another phase
		case <-time.After(left):
		case <-ctx.Done():
		}
	}
}

// stale reports whether a notice named another page than the one that is shown.
func (t *tab) stale() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.want != "" && t.want != t.key
}

// Of the script: how long a browser waits after a goodbye and after a loss, how
// often it asks without a stream, and when it tries a stream again.
const (
	afterBye  = 5 * time.Second
	afterLoss = time.Second
	pollEvery = 3 * time.Second
	pollFor   = 30 * time.Second
)

// run follows the session until ctx ends, as the script does: after a goodbye it
// comes back at some moment within five seconds, after a loss a second or two
// later, and when that fails too it asks every few seconds. Ready is called when
// the first stream is open.
func (t *tab) run(ctx context.Context, ready func()) {
	go t.fetching(ctx)
	for fails := 0; ctx.Err() == nil; {
		bye, err := t.once(ctx, func() {
			fails = 0
			t.opened.Add(1)
			ready()
			ready = func() {}
		})
		switch {
		case ctx.Err() != nil:
		case bye:
			pause(ctx, rand.N(afterBye))
		case err == nil: // another group
		case fails == 0:
			fails++
			t.lost.Add(1)
			pause(ctx, afterLoss+rand.N(afterLoss))
		default:
			t.poll(ctx)
		}
	}
}

// once follows one stream. No error and no goodbye means that the tab moved to
// another group.
func (t *tab) once(ctx context.Context, opened func()) (bye bool, err error) {
	one, stop := context.WithCancel(ctx)
	defer stop()
	t.mu.Lock()
	t.again = stop
	t.mu.Unlock()
	err = t.stream(one, t.path+"/events", opened, func(m message) {
		if m.event == "bye" {
			bye = true
			stop()
		}
		t.hear(m)
	})
	if one.Err() != nil {
		err = nil
	}
	return bye, err
}

// poll asks for the state for a while.
func (t *tab) poll(ctx context.Context) {
	for end := time.Now().Add(pollFor); time.Now().Before(end) && ctx.Err() == nil; {
		a, err := t.get(ctx, t.path+"/state")
		if err == nil && a.status == http.StatusOK {
			t.hear(message{"state", a.body, time.Now()})
		}
		pause(ctx, pollEvery+rand.N(pollEvery/6))
	}
}

// fetching fetches the page when it changed.
func (t *tab) fetching(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.fetch:
		}
		for ctx.Err() == nil && t.stale() {
			t.calm(ctx)
			if err := t.load(ctx); err != nil {
				if ctx.Err() == nil {
					t.events.fail(err)
				}
				break
			}
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

package roomload

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

// room is a session with its facilitator, its projector and its phones.
type room struct {
	load   *load
	ctx    context.Context // of its streams
	leave  context.CancelFunc
	id     string
	code   string
	host   *tab
	screen *tab
	phones []*tab

	mu    sync.Mutex
	last  mark // the newest that a phone heard of
	await *awaited
}

// latest is how far the session is.
func (r *room) latest() mark {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// more is how far the session will at least be when minutes were added.
func (r *room) more() mark {
	m := r.latest()
	m.deadline++
	return m
}

// awaited is something that every phone must come to.
type awaited struct {
	goal        mark
	from        time.Time
	heard       map[*tab]bool
	shown       map[*tab]bool
	wantShown   bool
	hears, sees []time.Duration
	done        chan struct{}
	all         int
}

var (
	codeText   = regexp.MustCompile(`\b(\d{4}) (\d{4})\b`)
	screenLink = regexp.MustCompile(`"(/s/[A-Za-z0-9_-]{20,})"`)
	optionText = regexp.MustCompile(`name="option" id="[^"]*" value="([^"]+)"`)
)

// create makes a session through the page of the facilitator and opens its
// console and its projector.
func (l *load) create(ctx context.Context, agenda int) (*room, error) {
	b := l.browser()
	a, err := b.post(ctx, "/host", url.Values{"scenario": {l.Scenario}, "agenda": {strconv.Itoa(agenda)}, "devices": {"personal"}, "timers": {"on"}})
	if err != nil {
		return nil, err
	}
	id, ok := strings.CutPrefix(a.location, "/host/s/")
	if !ok {
		return nil, fmt.Errorf("POST /host: status %d, location %q", a.status, a.location)
	}
	r := &room{load: l, id: id}
	r.ctx, r.leave = context.WithCancel(l.ctx)
	r.host = newTab(b, a.location, r.quiet())
	r.host.keep = true
	if err := r.host.load(ctx); err != nil {
		return nil, err
	}
	code := codeText.FindSubmatch(r.host.page)
	link := screenLink.FindSubmatch(r.host.page)
	if code == nil || link == nil {
		return nil, errors.New("the console shows no code or no link to the projector")
	}
	r.code = string(code[1]) + string(code[2])
	r.screen = newTab(l.browser(), "/screen/"+id, r.quiet())
	if _, err := r.screen.get(ctx, string(link[1])); err != nil {
		return nil, err
	}
	return r, r.screen.load(ctx)
}

// quiet are the events of a tab that is not waited for.
func (r *room) quiet() events {
	return events{func(mark, time.Time) {}, func(int64, time.Time) {}, r.load.failed}
}

// follow opens the streams of the facilitator and the projector.
func (r *room) follow(ctx context.Context) {
	for _, t := range []*tab{r.host, r.screen} {
		r.open(ctx, t)
	}
}

// open lets a tab follow the session and waits until its stream is open. When
// everybody leaves, its connections are closed.
func (r *room) open(ctx context.Context, t *tab) {
	ready := make(chan struct{})
	r.load.running.Go(func() {
		t.run(r.ctx, func() { close(ready) })
		t.close()
	})
	select {
	case <-ready:
	case <-ctx.Done():
	case <-time.After(requestTime):
		r.load.failed(fmt.Errorf("the stream of %s did not open", t.path))
	}
}

// join lets phones join, each as a person does: the page of the code, the
// button, the own page, the stream. Quick ones leave out the two pages.
func (r *room) join(ctx context.Context, n int, quick bool) error {
	tabs := make([]*tab, n)
	err := each(ctx, n, r.load.Workers, func(i int) error {
		t, err := r.phone(ctx, quick)
		tabs[i] = t
		return err
	})
	if err != nil {
		return err
	}
	r.phones = append(r.phones, tabs...)
	return nil
}

func (r *room) phone(ctx context.Context, quick bool) (*tab, error) {
	b := r.load.browser()
	token := assessment.NewCapability()
	if !quick {
		a, err := b.get(ctx, "/join/"+r.code)
		if err != nil {
			return nil, err
		}
		if token = field(a.body, "token"); token == "" {
			return nil, fmt.Errorf("GET /join/%s: status %d and no token", r.code, a.status)
		}
	}
	begin := time.Now()
	a, err := b.post(ctx, "/join/"+r.code, url.Values{"token": {token}})
	if err != nil {
		return nil, err
	}
	if a.location != "/w/"+r.id {
		return nil, fmt.Errorf("POST /join: status %d, location %q", a.status, a.location)
	}
	r.load.joins.add(time.Since(begin))
	t := newTab(b, a.location, events{})
	t.still = quick
	t.events = events{
		heard: func(m mark, at time.Time) { r.heard(t, m, at) },
		shown: func(v int64, at time.Time) { r.shown(t, v, at) },
		fail:  r.load.failed,
	}
	if !quick {
		if err := t.load(ctx); err != nil {
			return nil, err
		}
	}
	r.open(ctx, t)
	if quick {
		b.close()
	}
	return t, nil
}

// field is the value of a hidden field.
func field(page []byte, name string) string { return attribute(page, `name="`+name+`" value`) }

// expect begins to wait for all phones to hear of a goal, and to show it.
func (r *room) expect(goal mark, shown bool) *awaited {
	w := &awaited{goal: goal, wantShown: shown, from: time.Now(), heard: map[*tab]bool{}, shown: map[*tab]bool{}, done: make(chan struct{}), all: len(r.phones)}
	r.mu.Lock()
	r.await = w
	r.mu.Unlock()
	return w
}

func (r *room) heard(t *tab, m mark, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if m.reached(r.last) {
		r.last = m
	}
	if w := r.await; w != nil && m.reached(w.goal) && !w.heard[t] {
		w.heard[t] = true
		w.hears = append(w.hears, at.Sub(w.from))
		w.check()
	}
}

func (r *room) shown(t *tab, version int64, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w := r.await; w != nil && version >= w.goal.version && !w.shown[t] {
		w.shown[t] = true
		w.sees = append(w.sees, at.Sub(w.from))
		w.check()
	}
}

func (w *awaited) check() {
	if len(w.hears) == w.all && (!w.wantShown || len(w.sees) == w.all) {
		select {
		case <-w.done:
		default:
			close(w.done)
		}
	}
}

// since are the times that the phones took, counted from a moment of its own.
// The wait must be over.
func (w *awaited) since(begin time.Time) []time.Duration {
	all := make([]time.Duration, len(w.hears))
	for i, d := range w.hears {
		all[i] = d + w.from.Sub(begin)
	}
	return all
}

// patience is how long all phones may take to hear of something.
const patience = 10 * time.Second

// wait waits until all phones came to the goal and returns how many did not.
func (r *room) wait(ctx context.Context, w *awaited) (missed int) {
	select {
	case <-w.done:
	case <-ctx.Done():
	case <-time.After(patience):
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.await = nil
	missed = w.all - len(w.hears)
	if w.wantShown {
		missed = max(missed, w.all-len(w.sees))
	}
	return missed
}

// command presses a button of the facilitator.
func (r *room) command(ctx context.Context, do string, more url.Values) error {
	r.host.mu.Lock()
	version := r.host.version
	r.host.mu.Unlock()
	form := url.Values{"do": {do}, "version": {strconv.FormatInt(version, 10)}, "nonce": {nonce()}}
	for name, values := range more {
		form[name] = values
	}
	a, err := r.host.post(ctx, r.host.path, form)
	if err == nil && a.status != http.StatusSeeOther {
		err = fmt.Errorf("POST %s %s: status %d", r.host.path, do, a.status)
	}
	return err
}

// next moves on to the next phase and waits until every phone shows it.
func (r *room) next(ctx context.Context) error {
	if err := r.host.load(ctx); err != nil { // the newest version
		return err
	}
	w := r.expect(mark{r.host.version + 1, 0}, true)
	if err := r.command(ctx, "next", nil); err != nil {
		return err
	}
	if err := r.host.load(ctx); err != nil {
		return err
	}
	r.load.missed.Add(int64(r.wait(ctx, w)))
	r.load.hears.add(w.hears...)
	r.load.sees.add(w.sees...)
	if r.phase() == "reveal" {
		r.load.reveals.add(w.sees...)
	}
	return nil
}

// phase is where the console stands.
func (r *room) phase() string {
	r.host.mu.Lock()
	defer r.host.mu.Unlock()
	phase, _, _ := strings.Cut(r.host.step, "-")
	return phase
}

func (r *room) turn() string {
	r.host.mu.Lock()
	defer r.host.mu.Unlock()
	_, turn, _ := strings.Cut(r.host.step, "-")
	return turn
}

// to moves on until a phase is reached; it gives up after the last one.
func (r *room) to(ctx context.Context, phase string) error {
	for r.phase() != phase {
		if r.phase() == "closed" {
			return fmt.Errorf("the session never came to %s", phase)
		}
		if err := r.next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// vote lets all phones vote within a window of time, each at a moment of its own.
func (r *room) vote(ctx context.Context, window time.Duration) error {
	return r.answers(ctx, window, r.phones, url.Values{"do": {"vote"}})
}

// decide lets one phone of every table decide.
func (r *room) decide(ctx context.Context, window time.Duration) error {
	var first []*tab
	seen := map[string]bool{}
	for _, t := range r.phones {
		t.mu.Lock()
		group := t.group
		t.mu.Unlock()
		if !seen[group] {
			seen[group] = true
			first = append(first, t)
		}
	}
	return r.answers(ctx, window, first, url.Values{"do": {"decision"}, "reason": {"because the crews asked for it"}})
}

// answers sends a form from some phones and fetches the page that follows, as
// the script does.
func (r *room) answers(ctx context.Context, window time.Duration, phones []*tab, form url.Values) error {
	a, err := r.phones[0].get(ctx, r.phones[0].path)
	if err != nil {
		return err
	}
	options := optionText.FindAllSubmatch(a.body, -1)
	if len(options) == 0 {
		return fmt.Errorf("%s of a phone shows no options", r.phase())
	}
	turn := r.turn()
	return each(ctx, len(phones), len(phones), func(i int) error {
		pause(ctx, rand.N(window))
		t := phones[i]
		body := url.Values{"option": {string(options[rand.IntN(len(options))][1])}, "nonce": {nonce()}, "turn": {turn}, "version": {"0"}}
		for name, values := range form {
			body[name] = values
		}
		begin := time.Now()
		a, err := t.post(ctx, t.path, body)
		if err == nil && a.status != http.StatusSeeOther {
			err = fmt.Errorf("POST %s: status %d", t.path, a.status)
		}
		if err != nil {
			r.load.failed(err)
			return nil
		}
		r.load.acks.add(time.Since(begin))
		if err := t.load(ctx); err != nil {
			r.load.failed(err)
		}
		return nil
	})
}

func nonce() string { return strconv.FormatUint(rand.Uint64(), 36) }

// each calls fn for 0 to n-1 from so many goroutines, and returns the first error.
func each(ctx context.Context, n, workers int, fn func(i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work := make(chan int)
	var wait sync.WaitGroup
	for range min(n, workers) {
		wait.Go(func() {
			for i := range work {
				if err := fn(i); err != nil {
					stop(err)
				}
			}
		})
	}
	for i := range n {
		select {
		case work <- i:
		case <-ctx.Done():
		}
	}
	close(work)
	wait.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return nil
}

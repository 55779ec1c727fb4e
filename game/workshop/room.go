package workshop

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// Room holds one session in memory and keeps it in step with the store. Every
// accepted command is stored under the next number before anybody hears of it.
// Commands that come together are stored together. Another process may append
// too: the store refuses a number that is taken, and the room catches up.
type Room struct {
	ID string

	scenario *game.Scenario
	session  Session
	store    Store
	publish  func(id string, seq int64)

	mu     sync.RWMutex // guards state and unsure
	state  *State       // nil: to be rebuilt
	unsure bool         // a write ended in an error: it may be stored, and nobody heard

	queue   sync.Mutex
	waiting []*asked
	leading bool
}

// asked is a command on its way.
type asked struct {
	command Command
	done    chan struct{}
	changed bool
	err     error
}

// storeTime is how long a write may take before it is given up.
const storeTime = 10 * time.Second

// tries is how often a batch is tried when another process is first each time.
const tries = 32

// errPanic marks an error as a panic in the rules, a defect of ours.
var errPanic = errors.New("panic in a workshop")

// Do applies a command and waits until it is stored. Changed is false when all
// of it was so already. When ctx ends first, the command may still be done.
func (r *Room) Do(ctx context.Context, c Command) (changed bool, err error) {
	a := &asked{command: c, done: make(chan struct{})}
	r.queue.Lock()
	r.waiting = append(r.waiting, a)
	lead := !r.leading
	r.leading = true
	r.queue.Unlock()
	if lead {
		go r.lead()
	}
	select {
	case <-a.done:
		return a.changed, a.err
	case <-ctx.Done():
		return false, errs.Wrap(errs.Unavailable, "workshop.error.slow", ctx.Err())
	}
}

// lead works through what is waiting until nothing is.
func (r *Room) lead() {
	for {
		r.queue.Lock()
		batch := r.waiting
		r.waiting = nil
		r.leading = len(batch) > 0
		r.queue.Unlock()
		if len(batch) == 0 {
			return
		}
		r.work(batch)
	}
}

// work does a batch and answers everybody in it. When a command makes the rules
// panic, each of the batch is tried alone, so that only that one fails.
func (r *Room) work(batch []*asked) {
	seq, err := r.together(batch)
	if errors.Is(err, errPanic) && len(batch) > 1 {
		for i := range batch {
			r.work(batch[i : i+1])
		}
		return
	}
	for _, a := range batch {
		if err != nil {
			a.changed, a.err = false, err
		}
		close(a.done)
	}
	if err == nil && seq > 0 {
		r.publish(r.ID, seq)
	} else if err != nil {
		r.settle()
	}
}

// settle looks what became of a write that ended in an error, and tells
// everybody when it was stored all the same. When the store cannot be read
// either, whoever reads next does.
func (r *Room) settle() {
	ctx, cancel := context.WithTimeout(context.Background(), storeTime)
	defer cancel()
	defer func() { _ = recover() }() // what panicked was answered; the state is dropped
	_ = r.Read(ctx, func(*State) error { return nil })
}

// together applies a batch and stores what was accepted. It returns the number
// of the last command stored, 0 when there was none. After an error nothing of
// the batch counts.
func (r *Room) together(batch []*asked) (seq int64, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), storeTime)
	defer cancel()
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			r.state = nil // it may be half changed
			seq, err = 0, fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	for try := range tries {
		seq, err = r.attempt(ctx, batch, try > 0)
		if !errs.Is(err, errs.Conflict) {
			return max(seq, r.unheard()), err
		}
	}
	return 0, errs.Wrap(errs.Unavailable, "workshop.error.slow", err)
}

// unheard is the number of the state when a write before may have been stored
// without anybody hearing of it, else 0. The caller holds mu.
func (r *Room) unheard() int64 {
	if !r.unsure || r.state == nil {
		return 0
	}
	r.unsure = false
	return r.state.Seq
}

// errFirst says that another process stored something first.
var errFirst = errs.New(errs.Conflict, "workshop.error.order")

// attempt applies a batch and stores it once. Errors: Conflict when another
// process was first.
func (r *Room) attempt(ctx context.Context, batch []*asked, again bool) (int64, error) {
	if err := r.ready(ctx); err != nil {
		return 0, err
	}
	if again { // what was stored while the state was rebuilt
		if err := r.catchUp(ctx); err != nil {
			return 0, err
		}
	}
	last := r.state.Seq
	accepted := r.apply(batch)
	if len(accepted) == 0 { // "no" and "it is so already" must not rest on old news
		if err := r.catchUp(ctx); err != nil || r.state.Seq == last {
			return 0, err
		}
		return 0, errFirst
	}
	if err := r.store.Append(ctx, r.ID, last+1, accepted); err != nil {
		r.state = nil // it holds what was not stored
		r.unsure = r.unsure || !errs.Is(err, errs.Conflict)
		return 0, err
	}
	return r.state.Seq, nil
}

func (r *Room) apply(batch []*asked) (accepted []Command) {
	for _, a := range batch {
		a.changed, a.err = r.state.Apply(a.command)
		if a.changed {
			accepted = append(accepted, a.command)
		}
	}
	return accepted
}

// ready rebuilds the state when it is not to be trusted.
func (r *Room) ready(ctx context.Context) error {
	if r.state != nil {
		return nil
	}
	if _, err := r.store.Session(ctx, r.ID); err != nil {
		return err // one that was deleted is no empty lobby
	}
	r.state = New(r.scenario, r.session.Settings, r.session.Created)
	err := r.catchUp(ctx)
	if err != nil {
		r.state = nil
	}
	return err
}

// catchUp applies the stored commands that the state has not seen. When they
// cannot be read the state stays; when they cannot be applied it is dropped.
func (r *Room) catchUp(ctx context.Context) error {
	commands, err := r.store.Commands(ctx, r.ID, r.state.Seq)
	if err != nil || len(commands) == 0 {
		return err
	}
	s := r.state
	r.state = nil
	if err := s.Replay(commands); err != nil {
		return err
	}
	r.state = s
	return nil
}

// Replay applies commands that were accepted before. An error means that the
// rules or the scenario are not those under which they were accepted.
func (s *State) Replay(commands []Command) error {
	for _, c := range commands {
		if changed, err := s.Apply(c); err != nil || !changed {
			e := errs.New(errs.Internal, "workshop.error.replay", "seq", s.Seq+1)
			e.Err = err
			return e
		}
	}
	return nil
}

// Refresh catches up with commands that another process stored.
func (r *Room) Refresh(ctx context.Context, seq int64) error {
	if r.seen(seq) {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ready(ctx); err != nil || r.state.Seq >= seq {
		return err
	}
	return r.catchUp(ctx)
}

// seen reports whether the state has come to a number.
func (r *Room) seen(seq int64) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.state != nil && r.state.Seq >= seq
}

// Read lets fn look at the state. fn must not keep or change it.
func (r *Room) Read(ctx context.Context, fn func(*State) error) error {
	r.mu.RLock()
	if r.state != nil {
		defer r.mu.RUnlock()
		return fn(r.state)
	}
	r.mu.RUnlock()
	seq := int64(0)
	defer func() {
		if seq > 0 {
			r.publish(r.ID, seq)
		}
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ready(ctx); err != nil {
		return err
	}
	seq = r.unheard()
	return fn(r.state)
}

// Session is what is stored of the session beside its commands, as it was when
// the room was opened.
func (r *Room) Session() Session { return r.session }

package workshop

import (
	"context"
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

	mu    sync.RWMutex // guards state
	state *State       // nil: to be rebuilt

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

// tries is how often a batch is tried again after another process was first.
const tries = 8

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

func (r *Room) work(batch []*asked) {
	ctx, cancel := context.WithTimeout(context.Background(), storeTime)
	defer cancel()
	r.mu.Lock()
	seq, err := r.together(ctx, batch)
	r.mu.Unlock()
	for _, a := range batch {
		if err != nil {
			a.changed, a.err = false, err
		}
		close(a.done)
	}
	if err == nil && seq > 0 {
		r.publish(r.ID, seq)
	}
}

// together applies a batch and stores what was accepted. It returns the number
// of the last command stored, 0 when there was none. After an error nothing of
// the batch counts.
func (r *Room) together(ctx context.Context, batch []*asked) (int64, error) {
	for range tries {
		if err := r.ready(ctx); err != nil {
			return 0, err
		}
		first := r.state.Seq + 1
		accepted := r.apply(batch)
		if len(accepted) == 0 {
			return 0, nil
		}
		err := r.store.Append(ctx, r.ID, first, accepted)
		if err == nil {
			return r.state.Seq, nil
		}
		r.state = nil // it holds what was not stored
		if !errs.Is(err, errs.Conflict) {
			return 0, err
		}
	}
	return 0, errs.New(errs.Unavailable, "workshop.error.slow")
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
	s := New(r.scenario, r.session.Settings, r.session.Created)
	if err := catchUp(ctx, r.store, r.ID, s); err != nil {
		return err
	}
	r.state = s
	return nil
}

// catchUp applies the stored commands that a state has not seen.
func catchUp(ctx context.Context, store Store, id string, s *State) error {
	commands, err := store.Commands(ctx, id, s.Seq)
	if err != nil {
		return err
	}
	return s.Replay(commands)
}

// Replay applies commands that were accepted before. An error means that the
// rules or the scenario are not those under which they were accepted.
func (s *State) Replay(commands []Command) error {
	for _, c := range commands {
		changed, err := s.Apply(c)
		if err == nil && !changed {
			err = errs.New(errs.Internal, "workshop.error.replay", "seq", s.Seq+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Refresh catches up with commands that another process stored.
func (r *Room) Refresh(ctx context.Context, seq int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != nil && r.state.Seq >= seq {
		return nil
	}
	if err := r.ready(ctx); err != nil {
		return err
	}
	if err := catchUp(ctx, r.store, r.ID, r.state); err != nil {
		r.state = nil
		return err
	}
	return nil
}

// Read lets fn look at the state. fn must not keep or change it.
func (r *Room) Read(ctx context.Context, fn func(*State) error) error {
	r.mu.RLock()
	if r.state != nil {
		defer r.mu.RUnlock()
		return fn(r.state)
	}
	r.mu.RUnlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.ready(ctx); err != nil {
		return err
	}
	return fn(r.state)
}

// Session is what is stored of the session beside its commands, as it was when
// the room was opened.
func (r *Room) Session() Session { return r.session }

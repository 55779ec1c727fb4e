package sqlstore

import (
	"context"
	"errors"
	"sync/atomic"
)

// errClosed is the cause when the store is closed or closing.
var errClosed = errors.New("the store is closed")

// job is one piece of work for the writer. A plain job may be run twice (the
// first run is rolled back), so it only sets its results. A lent job is run once.
type job struct {
	ctx  context.Context
	run  func(*session) error
	lent bool

	phase    atomic.Int32
	err      error      // outcome of run, before the commit
	panicked any        // what run panicked with
	done     chan error // the outcome after the commit; buffered
}

// The phases of a job. Leaving queued is decided once: by the writer that starts
// the job or by a caller that stops waiting.
const (
	queued int32 = iota
	started
	abandoned
)

func newJob(ctx context.Context, run func(*session) error) *job {
	return &job{ctx: ctx, run: run, done: make(chan error, 1)}
}

// start reports whether the writer may run the job. A job whose context has
// ended is answered here and never runs.
func (j *job) start() bool {
	if !j.phase.CompareAndSwap(queued, started) {
		return false
	}
	if err := j.ctx.Err(); err != nil {
		j.done <- unavailable(err)
		return false
	}
	return true
}

// abandon reports whether the job was taken back before it started.
func (j *job) abandon() bool { return j.phase.CompareAndSwap(queued, abandoned) }

// call runs the job and keeps its error or panic.
func (j *job) call(s *session) {
	s.fresh()
	j.err, j.panicked = nil, nil
	defer func() {
		if p := recover(); p != nil {
			j.panicked, j.err = p, errPanic
		} else if j.err == nil {
			j.err = s.err // swallowed by the job, not by us
		}
	}()
	j.err = j.run(s)
}

// errPanic stands for a panic until the caller gets it back.
var errPanic = errors.New("panic in a store operation")

// enqueue hands the job to the writer, waiting for room at most as long as its context.
func (w *writer) enqueue(j *job) error {
	if err := j.ctx.Err(); err != nil {
		return unavailable(err)
	}
	select {
	case <-w.closing:
		return unavailable(errClosed)
	default:
	}
	select {
	case w.queue <- j:
		return nil
	case <-j.ctx.Done():
		return unavailable(j.ctx.Err())
	case <-w.closing:
		return unavailable(errClosed)
	}
}

// wait returns the outcome of an enqueued job. It gives up when the context ends
// or the writer stops before the job starts; then the job never runs.
func (w *writer) wait(j *job) error {
	select {
	case err := <-j.done:
		return err
	case <-j.ctx.Done():
		if j.abandon() {
			return unavailable(j.ctx.Err())
		}
	case <-w.stopped:
		if j.abandon() {
			return unavailable(errClosed)
		}
	}
	return <-j.done
}

// write runs fn in a transaction shared with whatever else is waiting and
// returns after the commit. fn must be a plain job: see job.
func (w *writer) write(ctx context.Context, fn func(*session) error) error {
	j := newJob(ctx, fn)
	if err := w.enqueue(j); err != nil {
		return err
	}
	err := w.wait(j)
	if j.phase.Load() == started && j.panicked != nil {
		panic(j.panicked)
	}
	return err
}

// lend runs fn on the caller's own goroutine with the writer's session, so that
// a panic or runtime.Goexit unwinds where it belongs. The work is kept when fn
// returns nil and the commit succeeds.
func (w *writer) lend(ctx context.Context, fn func(*session) error) error {
	loan, back := make(chan *session), make(chan error, 1)
	j := newJob(ctx, func(s *session) error {
		loan <- s
		return <-back
	})
	j.lent = true
	if err := w.enqueue(j); err != nil {
		return err
	}
	ended, stopped := ctx.Done(), w.stopped
	for {
		select {
		case s := <-loan:
			return borrow(s, fn, back, j.done)
		case err := <-j.done:
			return err
		case <-ended:
			if j.abandon() {
				return unavailable(ctx.Err())
			}
			ended = nil
		case <-stopped:
			if j.abandon() {
				return unavailable(errClosed)
			}
			stopped = nil
		}
	}
}

// borrow calls fn and gives the session back however fn ends.
func borrow(s *session, fn func(*session) error, back chan<- error, done <-chan error) (err error) {
	outcome := errPanic
	defer func() {
		back <- outcome
		err = <-done
	}()
	outcome = fn(s)
	return nil
}

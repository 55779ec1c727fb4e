package sqlstore

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime"

	"github.com/mattn/go-sqlite3"
)

const (
	maxBatch  = 128 // jobs that share one commit at most
	queueSize = 256 // jobs that may wait; more callers wait for room
)

// writer owns the only connection that changes the database. One goroutine
// takes what is waiting, runs it in one transaction, commits once and then
// answers everybody (group commit): the disk is asked to sync once a batch.
//
// Plain jobs run bare. When one fails after it changed something, the batch is
// rolled back and run again with each job in a savepoint of its own; a failure
// is rare, so the savepoints are not paid for by every save. A lent job runs
// once only: it gets a savepoint, and so does every job after it in the batch.
type writer struct {
	session *session
	log     *slog.Logger
	queue   chan *job
	closing chan struct{}
	stopped chan struct{}

	batch  []*job // started in the open transaction
	guards bool   // savepoints are in use in this batch
}

func newWriter(s *session, log *slog.Logger) *writer {
	w := &writer{
		session: s,
		log:     log,
		queue:   make(chan *job, queueSize),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
	}
	go w.loop()
	return w
}

// close lets the waiting jobs finish and stops the goroutine. Call it once.
func (w *writer) close() error {
	close(w.closing)
	<-w.stopped
	return w.session.close()
}

func (w *writer) loop() {
	defer close(w.stopped)
	for {
		select {
		case j := <-w.queue:
			w.commitBatch(j)
		case <-w.closing:
			for j := w.next(); j != nil; j = w.next() {
				w.commitBatch(j)
			}
			return
		}
	}
}

// next returns a waiting job, or nil.
func (w *writer) next() *job {
	select {
	case j := <-w.queue:
		return j
	default:
		return nil
	}
}

// more returns a job that waits or, before the batch closes, one that a request
// under way hands in as soon as it gets its turn. Without that turn many small
// batches would be synced on a busy machine; an idle one loses nothing.
func (w *writer) more() *job {
	if j := w.next(); j != nil {
		return j
	}
	runtime.Gosched()
	return w.next()
}

// commitBatch runs first and what else is waiting, commits and answers.
func (w *writer) commitBatch(first *job) {
	w.batch, w.guards = w.batch[:0], false
	err := w.begin()
	for j := first; j != nil; j = w.more() {
		if j.start() {
			w.batch = append(w.batch, j)
			if err == nil {
				err = w.step(j)
			}
		}
		if len(w.batch) == maxBatch {
			break
		}
	}
	if err == nil {
		err = w.control("COMMIT")
	}
	if err != nil {
		w.giveUp(err)
	}
	for i, j := range w.batch {
		if err != nil {
			j.done <- unavailable(err)
		} else {
			j.done <- j.err
		}
		w.batch[i] = nil
	}
}

// step runs one job. An error means that the whole batch is lost.
func (w *writer) step(j *job) error {
	w.guards = w.guards || j.lent
	if w.guards {
		return w.guarded(j)
	}
	j.call(w.session)
	if j.err == nil {
		return nil
	}
	if w.session.err != nil && w.lost() {
		return fmt.Errorf("the transaction was rolled back by the database: %w", w.session.err)
	}
	if !w.session.wrote {
		return nil // nothing to undo; the others go on
	}
	return w.again()
}

// again rolls the batch back and runs it once more, each job in a savepoint.
func (w *writer) again() error {
	if err := w.control("ROLLBACK"); err != nil {
		return err
	}
	if err := w.begin(); err != nil {
		return err
	}
	w.guards = true
	for _, j := range w.batch {
		if err := w.guarded(j); err != nil {
			return err
		}
	}
	return nil
}

// guarded runs one job in a savepoint. An error means that the batch is lost.
func (w *writer) guarded(j *job) error {
	w.session.counts.statements.Add(2)
	if err := w.control("SAVEPOINT job"); err != nil {
		return err
	}
	j.call(w.session)
	if j.err != nil {
		if w.session.err != nil && w.lost() {
			return fmt.Errorf("the transaction was rolled back by the database: %w", w.session.err)
		}
		if err := w.control("ROLLBACK TO SAVEPOINT job"); err != nil {
			return err
		}
	}
	return w.control("RELEASE SAVEPOINT job")
}

func (w *writer) begin() error {
	w.session.counts.transactions.Add(1)
	if err := w.control(w.session.dialect.begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	w.session.inTx = true
	return nil
}

func (w *writer) control(text string) error { return w.session.control(text) }

// lost reports whether the database ended the transaction by itself, as SQLite
// may do when the disk is full. What follows would then commit one by one.
func (w *writer) lost() bool {
	lost := false
	err := w.session.conn.Raw(func(c any) error {
		if sc, ok := c.(*sqlite3.SQLiteConn); ok {
			lost = sc.AutoCommit()
		}
		return nil
	})
	return lost || err != nil
}

// giveUp makes sure that nothing of a failed batch stays open.
func (w *writer) giveUp(cause error) {
	w.log.Error("a batch of changes was not stored", "jobs", len(w.batch), "error", cause)
	if w.lost() {
		return
	}
	if err := w.control("ROLLBACK"); err != nil {
		w.log.Error("a failed batch could not be rolled back", "error", errors.Join(cause, err))
	}
}

package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// busy keeps the writer in a plain job, the first of its batch, until release is
// called, which returns how the batch ended for that job.
func busy(t *testing.T, db *DB) (release func() error) {
	t.Helper()
	running, end, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	started := sync.OnceFunc(func() { close(running) })
	go func() {
		ended <- write(db, func(*session) error { started(); <-end; return nil })()
	}()
	<-running
	return sync.OnceValue(func() error { close(end); return <-ended })
}

// queue starts calls that wait for a busy writer, in order, and returns their
// results when the writer goes on.
func queue(db *DB, calls ...func() error) func() []error {
	results := make([]error, len(calls))
	var wg sync.WaitGroup
	for i, call := range calls {
		n := len(db.writer.queue)
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					results[i] = fmt.Errorf("panic: %v", p)
				}
			}()
			results[i] = call()
		})
		for len(db.writer.queue) == n {
			runtime.Gosched()
		}
	}
	return func() []error { wg.Wait(); return results }
}

const sqlOrphan = `INSERT INTO entries (test, item, code, reason, comment, saves, changes, updated_at) VALUES (-1, 'a', '', '', '', 0, 0, 0)`

// write calls db.write with jobs that the store itself would not make.
func write(db *DB, fn func(s *session) error) func() error {
	return func() error { return mapped("test", db.write(context.Background(), fn)) }
}

func beat(s *session) error { _, err := s.exec(sqlBeat); return err }

// beats returns how often beat was committed.
func beats(t *testing.T, db *DB) (n int) {
	t.Helper()
	err := db.read(t.Context(), func(s *session) error {
		return s.row("SELECT COALESCE(SUM(beats), 0) FROM readiness", []any{&n})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var errJob = errors.New("job")

// TestOneFailureLeavesTheBatchWhole has every way to fail in one batch, in the
// bare part and after a transaction.
func TestOneFailureLeavesTheBatchWhole(t *testing.T) {
	inTx := func(db *DB, fn func(s *session) error) func() error {
		return func() error {
			return mapped("tx", db.inTx(context.Background(), func(r runner) error { return r.write(context.Background(), fn) }))
		}
	}
	fail := func(s *session) error { return errors.Join(beat(s), errJob) }
	crash := func(s *session) error { _ = beat(s); panic("boom") }
	swallow := func(s *session) error { _ = beat(s); _, _ = s.exec(sqlOrphan); return nil }
	clean := func(*session) error { return errJob }
	for name, calls := range map[string]func(db *DB) []func() error{
		"bare": func(db *DB) []func() error {
			return []func() error{write(db, beat), write(db, fail), write(db, beat), write(db, crash), write(db, swallow), write(db, clean), write(db, beat)}
		},
		"in transactions": func(db *DB) []func() error {
			return []func() error{inTx(db, beat), inTx(db, fail), inTx(db, beat), inTx(db, crash), inTx(db, swallow), inTx(db, clean), inTx(db, beat)}
		},
		"mixed": func(db *DB) []func() error {
			return []func() error{write(db, beat), write(db, fail), inTx(db, beat), write(db, crash), inTx(db, swallow), write(db, clean), write(db, beat)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := openTemp(t)
			release := busy(t, db)
			before := db.Counts().Transactions
			results := queue(db, calls(db)...)
			if err := release(); err != nil {
				t.Error(err)
			}
			for i, err := range results() {
				if good := i == 0 || i == 2 || i == 6; good != (err == nil) {
					t.Errorf("job %d: %v", i, err)
				}
			}
			if n := beats(t, db); n != 3 {
				t.Errorf("%d jobs were stored, want 3", n)
			}
			if n := db.Counts().Transactions - before; n > 3 {
				t.Errorf("%d transactions for one batch", n)
			}
		})
	}
}

func TestAFailingCommitFailsEveryJob(t *testing.T) {
	db := openTemp(t)
	release := busy(t, db)
	results := queue(db, write(db, beat), write(db, func(s *session) error {
		if err := s.control("PRAGMA defer_foreign_keys = ON"); err != nil {
			return err
		}
		_, err := s.exec(sqlOrphan)
		return err
	}), write(db, beat))
	for i, err := range append([]error{release()}, results()...) {
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("job %d: %v", i, err)
		}
	}
	if n := beats(t, db); n != 0 {
		t.Errorf("%d jobs were stored", n)
	}
	if err := db.Tests().Ready(t.Context()); err != nil {
		t.Error("the writer did not recover:", err)
	}
}

func TestAWaitingJobCanBeTakenBack(t *testing.T) {
	db := openTemp(t)
	release := busy(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	ran := false
	results := queue(db,
		func() error { return db.write(ctx, func(*session) error { ran = true; return nil }) },
		func() error { return db.inTx(ctx, func(runner) error { ran = true; return nil }) })
	cancel()
	for i, err := range results() { // while the writer is still busy
		if !errs.Is(err, errs.Unavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("job %d: %v", i, err)
		}
	}
	if err := errors.Join(release(), db.Tests().Ready(t.Context())); err != nil || ran {
		t.Error("a job ran after it was taken back", err)
	}
}

func TestAFullQueueWaitsAsLongAsTheContext(t *testing.T) {
	db := openTemp(t)
	release := busy(t, db)
	calls := make([]func() error, queueSize)
	for i := range calls {
		calls[i] = write(db, beat)
	}
	results := queue(db, calls...)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
	defer cancel()
	if err := db.Tests().Ready(ctx); !errs.Is(err, errs.Unavailable) {
		t.Error("no room:", err)
	}
	if err := errors.Join(release(), errors.Join(results()...)); err != nil {
		t.Error(err)
	}
	if n := beats(t, db); n != queueSize {
		t.Errorf("%d of %d jobs were stored", n, queueSize)
	}
}

func TestCloseFinishesWhatIsWaiting(t *testing.T) {
	dir := t.TempDir()
	db := openIn(t, dir)
	release := busy(t, db)
	results := queue(db, write(db, beat), write(db, beat), write(db, beat))
	closed := make(chan error)
	go func() { closed <- db.Close() }()
	<-db.writer.closing
	if err := errors.Join(release(), errors.Join(results()...), <-closed, db.Close()); err != nil {
		t.Error(err)
	}
	if err := db.Tests().Ready(t.Context()); !errs.Is(err, errs.Unavailable) {
		t.Error("a write after Close:", err)
	}
	if _, err := db.Tests().Test(t.Context(), "x"); !errs.Is(err, errs.Unavailable) {
		t.Error("a read after Close:", err)
	}
	withDB(t, dir, func(db *DB) {
		if n := beats(t, db); n != 3 {
			t.Errorf("%d of 3 jobs were stored", n)
		}
	})
}

// TestATransactionThatExits leaves the writer working when a goroutine ends
// inside a transaction, as it does when a test fails there.
func TestATransactionThatExits(t *testing.T) {
	db := openTemp(t)
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Tests().InTx(context.Background(), func(tx assessment.Store) error {
			if err := tx.Ready(context.Background()); err != nil {
				t.Error(err)
			}
			runtime.Goexit()
			return nil
		})
	})
	wg.Wait()
	if n := beats(t, db); n != 0 {
		t.Errorf("%d jobs of an unfinished transaction were stored", n)
	}
	if err := db.Tests().Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

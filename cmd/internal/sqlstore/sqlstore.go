// Package sqlstore keeps tests durably in SQL. It is the only package of the
// program that speaks SQL; the rest knows assessment.Store.
//
// The database is SQLite in one folder, written by one process. All changes go
// through one connection that commits in groups (see writer); reads go through a
// small pool of connections that cannot write. Every statement is written once,
// in the SQL that SQLite and PostgreSQL share; what differs is in dialect.
// It needs a Unix system: the folder is held with flock.
package sqlstore

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/opmaat/opmaat/assessment"
)

// DB is an open database. It may be used by many goroutines.
type DB struct {
	version int64
	counts  *counts
	writer  *writer
	readers *readers
	pools   []*sqlx.DB // what the connections were taken from
	lock    io.Closer  // holds the data folder

	once     sync.Once
	closeErr error
}

// Counts are running totals since Open, for tests and benchmarks. Statements
// counts the SQL statements of operations, savepoints included; the BEGIN and
// COMMIT that a whole batch shares are one of Transactions.
type Counts struct{ Statements, Transactions uint64 }

// Counts returns the running totals.
func (db *DB) Counts() Counts {
	return Counts{db.counts.statements.Load(), db.counts.transactions.Load()}
}

// SchemaVersion returns the number of the newest migration, from 1.
func (db *DB) SchemaVersion() int64 { return db.version }

// Tests returns the store of tests. It is usable until Close.
func (db *DB) Tests() assessment.Store { return tests{db} }

// Close finishes what is waiting, closes the connections and frees the folder.
// Calls that come later get errs.Unavailable. Closing again returns the same result.
func (db *DB) Close() error {
	db.once.Do(func() {
		all := []error{db.readers.close(), db.writer.close()}
		db.closeErr = errors.Join(append(all, db.closePools(), db.lock.Close())...)
	})
	return db.closeErr
}

// closePools closes the writer last: the last connection to go folds the log into
// the database, which a reader cannot do.
func (db *DB) closePools() error {
	var all []error
	for _, p := range slices.Backward(db.pools) {
		all = append(all, p.Close())
	}
	return errors.Join(all...)
}

// runner runs the work of a store: the DB itself, or one open transaction.
type runner interface {
	read(ctx context.Context, fn func(*session) error) error
	// write runs a plain job: see job.
	write(ctx context.Context, fn func(*session) error) error
	inTx(ctx context.Context, fn func(runner) error) error
}

func (db *DB) read(ctx context.Context, fn func(*session) error) error {
	return db.readers.read(ctx, fn)
}

func (db *DB) write(ctx context.Context, fn func(*session) error) error {
	return db.writer.write(ctx, fn)
}

func (db *DB) inTx(ctx context.Context, fn func(runner) error) error {
	return db.writer.lend(ctx, func(s *session) error {
		tx := &transaction{session: s}
		defer func() { tx.session = nil }()
		return fn(tx)
	})
}

// transaction runs everything on the connection of one open transaction. It is
// for one goroutine and ends with the function it was made for.
type transaction struct{ session *session }

// Misuse of a transaction: defects of the caller, not states of the store.
var (
	errNested   = errors.New("a transaction inside a transaction")
	errFinished = errors.New("the transaction has ended")
)

func (tx *transaction) read(_ context.Context, fn func(*session) error) error {
	if tx.session == nil {
		return errFinished
	}
	return fn(tx.session)
}

func (tx *transaction) write(ctx context.Context, fn func(*session) error) error {
	return tx.read(ctx, fn)
}

func (tx *transaction) inTx(context.Context, func(runner) error) error { return errNested }

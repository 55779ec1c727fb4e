package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
)

// session is one connection with its prepared statements. It is used by one
// goroutine at a time. Statements run without a context on purpose: they are
// short, and a context that can end costs the driver a goroutine a statement.
type session struct {
	conn    *sql.Conn
	dialect dialect
	counts  *counts
	stmts   map[string]*sql.Stmt

	inTx  bool  // a transaction is open around the running job
	wrote bool  // the running job changed at least one row
	err   error // first database error of the running job; all that follow are refused
}

// counts are the running totals behind Counts.
type counts struct{ statements, transactions atomic.Uint64 }

func newSession(conn *sql.Conn, d dialect, c *counts) *session {
	return &session{conn: conn, dialect: d, counts: c, stmts: make(map[string]*sql.Stmt)}
}

// fresh forgets what the previous job did.
func (s *session) fresh() { s.wrote, s.err = false, nil }

// prepared returns the statement of a text, preparing it once a connection.
func (s *session) prepared(text string) (*sql.Stmt, error) {
	if st, ok := s.stmts[text]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(context.Background(), s.dialect.rebind(text))
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	s.stmts[text] = st
	return st, nil
}

// fail keeps the first database error of a job, so that a caller that swallows
// it cannot commit half of its work.
func (s *session) fail(err error) error {
	if s.err == nil {
		s.err = err
	}
	return err
}

// exec runs a changing statement and returns how many rows it changed.
func (s *session) exec(text string, args ...any) (int64, error) {
	if s.err != nil {
		return 0, s.err
	}
	s.counts.statements.Add(1)
	st, err := s.prepared(text)
	if err != nil {
		return 0, s.fail(err)
	}
	res, err := st.Exec(args...)
	if err != nil {
		return 0, s.fail(err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, s.fail(err)
	}
	s.wrote = s.wrote || n > 0
	return n, nil
}

// row runs a statement that gives at most one row and scans it into dest.
// It returns sql.ErrNoRows when there is none.
func (s *session) row(text string, dest []any, args ...any) error {
	if s.err != nil {
		return s.err
	}
	s.counts.statements.Add(1)
	st, err := s.prepared(text)
	if err != nil {
		return s.fail(err)
	}
	err = st.QueryRow(args...).Scan(dest...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s.fail(err)
	}
	return err
}

// returning is row for a changing statement with RETURNING.
func (s *session) returning(text string, dest []any, args ...any) error {
	err := s.row(text, dest, args...)
	s.wrote = s.wrote || err == nil
	return err
}

// rows runs a reading statement, scans each row into dest and calls each.
func (s *session) rows(text string, dest []any, each func() error, args ...any) error {
	if s.err != nil {
		return s.err
	}
	s.counts.statements.Add(1)
	st, err := s.prepared(text)
	if err != nil {
		return s.fail(err)
	}
	rows, err := st.Query(args...)
	if err != nil {
		return s.fail(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return s.fail(err)
		}
		if err := each(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return s.fail(err)
	}
	return nil
}

// snapshot runs fn so that all its statements see one state of the database.
func (s *session) snapshot(fn func() error) (err error) {
	if s.inTx {
		return fn()
	}
	if err := s.control(s.dialect.snapshot); err != nil {
		return err
	}
	defer func() {
		if end := s.control("ROLLBACK"); err == nil {
			err = end
		}
	}()
	return fn()
}

// control runs a transaction statement; it ignores an earlier error of the job.
func (s *session) control(text string) error {
	st, err := s.prepared(text)
	if err != nil {
		return err
	}
	_, err = st.Exec()
	return err
}

// close closes the statements and the connection.
func (s *session) close() error {
	var all []error
	for _, st := range s.stmts {
		all = append(all, st.Close())
	}
	return errors.Join(append(all, s.conn.Close())...)
}

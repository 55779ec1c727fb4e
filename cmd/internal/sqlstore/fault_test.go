package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// pragma sets something on the writing connection, between two batches.
func pragma(t *testing.T, db *DB, text string) {
	t.Helper()
	release := busy(t, db)
	_, err := db.writer.session.conn.ExecContext(t.Context(), "PRAGMA "+text)
	if err := errors.Join(err, release()); err != nil {
		t.Fatal(err)
	}
}

// unavailableKey checks the kind and the sentence of a passing failure.
func unavailableKey(t *testing.T, err error) {
	t.Helper()
	e, _ := errors.AsType[*errs.E](err)
	if e == nil || e.Kind != errs.Unavailable || e.Key != "error.store_unavailable" {
		t.Fatalf("error %v, want store unavailable", err)
	}
}

// TestDiskFull lets the database grow no further: saves fail, nothing
// acknowledged is lost, reads go on, and it recovers without a restart.
func TestDiskFull(t *testing.T) {
	db := openTemp(t)
	s := db.Tests()
	key := createTests(t, s, 1)[0]
	pragma(t, db, "max_page_count = 60")
	entry := func(n int) assessment.Entry {
		return assessment.Entry{Answer: assessment.Value(n % 5), Comment: strings.Repeat(fmt.Sprint(n%10), 2000)}
	}
	acked, failures := 0, 0
	for n := 0; failures < 5; n++ {
		err := s.SaveEntry(t.Context(), key, asked(fmt.Sprint("item-", n)), entry(n), now)
		if err == nil {
			acked++
			continue
		}
		unavailableKey(t, err)
		failures++
	}
	if acked == 0 {
		t.Fatal("nothing was saved before the disk was full")
	}
	test, all, err := s.Entries(t.Context(), key)
	if err != nil || len(all) != acked || test.Revision != int64(acked) {
		t.Fatalf("%d acknowledged, %d stored at revision %d: %v", acked, len(all), test.Revision, err)
	}
	pragma(t, db, "max_page_count = 100000")
	if err := s.SaveEntry(t.Context(), key, asked("after"), entry(1), now); err != nil {
		t.Fatal("no recovery:", err)
	}
	sound(t, db)
}

// TestExternalLock has a foreign program hold the write lock for too long.
func TestExternalLock(t *testing.T) {
	dir := t.TempDir()
	db := openIn(t, dir)
	s := db.Tests()
	key := createTests(t, s, 1)[0]
	pragma(t, db, "busy_timeout = 20")
	other, err := sqlx.Open("sqlite3", writerDSN(filepath.Join(dir, fileName)))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	unavailableKey(t, s.SaveEntry(t.Context(), key, asked("a"), assessment.Entry{Answer: assessment.Value(1)}, now))
	unavailableKey(t, s.InTx(t.Context(), func(assessment.Store) error { t.Error("ran without the lock"); return nil }))
	if test, err := s.Test(t.Context(), key); err != nil || test.Revision != 0 {
		t.Error("a read under the lock:", test.Revision, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveEntry(t.Context(), key, asked("a"), assessment.Entry{Answer: assessment.Value(1)}, now); err != nil {
		t.Error("after the lock:", err)
	}
}

// TestStatements holds the operations on the hot path to their number of
// statements, whatever is stored already.
func TestStatements(t *testing.T) {
	db := openTemp(t)
	s := db.Tests()
	key := createTests(t, s, 50)[7]
	ctx := context.Background()
	save := func(item string, v int) error {
		return s.SaveEntry(ctx, key, asked(item), assessment.Entry{Answer: assessment.Value(v)}, now)
	}
	for i, item := range itemIDs() {
		if err := save(item, i%5); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		most uint64
		call func() error
	}{
		{"save a new answer", 1, func() error { return save("new", 1) }},
		{"save another answer", 1, func() error { return save("new", 2) }},
		{"read one answer", 1, func() error { _, _, err := s.Entry(ctx, key, "new"); return err }},
		{"read all answers", 2, func() error { _, _, err := s.Entries(ctx, key); return err }},
		{"read the test", 1, func() error { _, err := s.Test(ctx, key); return err }},
		{"submit", 5, func() error { _, err := s.Submit(ctx, key, now); return err }},
		{"read the result", 3, func() error { _, _, _, err := s.Result(ctx, key); return err }},
		{"delete", 1, func() error { return s.Delete(ctx, key) }},
	} {
		before := db.Counts().Statements
		if err := c.call(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if n := db.Counts().Statements - before; n == 0 || n > c.most {
			t.Errorf("%s took %d statements, at most %d are allowed", c.name, n, c.most)
		}
	}
}

// TestCommitsAreShared has many wait for a busy writer: one commit serves them.
func TestCommitsAreShared(t *testing.T) {
	db := openTemp(t)
	s := db.Tests()
	keys := createTests(t, s, benchClients)
	release := busy(t, db)
	before := db.Counts()
	var calls []func() error
	for _, key := range keys {
		calls = append(calls, func() error {
			return s.SaveEntry(context.Background(), key, asked("a"), assessment.Entry{Answer: assessment.Value(1)}, now)
		})
	}
	results := queue(db, calls...)
	if err := errors.Join(release(), errors.Join(results()...)); err != nil {
		t.Fatal(err)
	}
	after := db.Counts()
	if n := after.Statements - before.Statements; n != benchClients {
		t.Errorf("%d statements for %d saves", n, benchClients)
	}
	if n := after.Transactions - before.Transactions; n > 1 {
		t.Errorf("%d further commits for %d saves", n, benchClients)
	}
}

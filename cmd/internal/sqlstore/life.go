package sqlstore

import (
	"context"
	"time"
)

const sqlLanguage = `UPDATE tests SET revision = revision + CASE WHEN language = ? THEN 0 ELSE 1 END, language = ?
	WHERE key_hash = ?`

// SetLanguage remembers the language. It does not count as a change for Purge.
func (t tests) SetLanguage(ctx context.Context, keyHash, language string) error {
	return mapped("set language", t.run.write(ctx, func(s *session) error {
		n, err := s.exec(sqlLanguage, language, language, keyHash)
		if err == nil && n == 0 {
			return notFound()
		}
		return err
	}))
}

const (
	sqlClose = `UPDATE tests SET state = 'closed', revision = revision + 1, updated_at = ?
	WHERE key_hash = ? AND state <> 'closed'`
	sqlReopen = `UPDATE tests SET state = CASE
		WHEN EXISTS (SELECT 1 FROM submissions b WHERE b.test_id = tests.id) THEN 'submitted' ELSE 'draft' END,
	revision = revision + 1, updated_at = ? WHERE key_hash = ? AND state = 'closed'`
)

// Close ends changing of answers. Closing again changes nothing.
func (t tests) Close(ctx context.Context, keyHash string, now time.Time) error {
	return mapped("close test", t.turn(ctx, sqlClose, keyHash, now))
}

// Reopen makes a closed test submitted, or draft when it never was. Reopening
// an open test changes nothing.
func (t tests) Reopen(ctx context.Context, keyHash string, now time.Time) error {
	return mapped("reopen test", t.turn(ctx, sqlReopen, keyHash, now))
}

// turn changes the state of a test; one that is there already is left alone.
func (t tests) turn(ctx context.Context, text, keyHash string, now time.Time) error {
	return t.run.write(ctx, func(s *session) error {
		n, err := s.exec(text, now.UnixMilli(), keyHash)
		if err == nil && n == 0 {
			_, err = findTest(s, keyHash)
		}
		return err
	})
}

const sqlDelete = `DELETE FROM tests WHERE key_hash = ?`

// Delete removes the test; its entries, submissions and plan go with it.
func (t tests) Delete(ctx context.Context, keyHash string) error {
	return mapped("delete test", t.run.write(ctx, func(s *session) error {
		_, err := s.exec(sqlDelete, keyHash)
		return err
	}))
}

// purgeStep is how many tests one job removes, so that saves are not held up.
const purgeStep = 200

const sqlPurge = `DELETE FROM tests WHERE id IN (SELECT id FROM tests
	WHERE (state = 'draft' AND updated_at < ? AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.test = tests.num AND e.updated_at >= ?))
	OR (state <> 'draft' AND updated_at < ? AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.test = tests.num AND e.updated_at >= ?))
	LIMIT ?)`

// Purge removes old tests in small steps; a test changed exactly at the
// boundary stays. When a step fails, the number of those gone before is
// returned with the error.
func (t tests) Purge(ctx context.Context, drafts, results time.Time) (int, error) {
	gone, d, r := 0, drafts.UnixMilli(), results.UnixMilli()
	for {
		n := int64(0)
		err := t.run.write(ctx, func(s *session) (err error) {
			n, err = s.exec(sqlPurge, d, d, r, r, purgeStep)
			return err
		})
		if err != nil {
			return gone, mapped("purge", err)
		}
		gone += int(n)
		if n < purgeStep {
			return gone, nil
		}
	}
}

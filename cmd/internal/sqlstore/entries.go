package sqlstore

import (
	"context"
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// sqlTouch guards and counts one save. Saving what is stored already does not
// count as a change of answers: the subquery gives true when the stored entry is
// the new one, nothing when there is none; then the last parameter decides,
// true for a blank entry.
const sqlTouch = `UPDATE tests SET revision = revision + 1, updated_at = ?,
	answers_revision = answers_revision + CASE WHEN COALESCE(
		(SELECT e.code = ? AND e.reason = ? AND e.comment = ? FROM entries e WHERE e.test_id = tests.id AND e.item = ?),
		?) THEN 0 ELSE 1 END
	WHERE key_hash = ? AND state <> 'closed' AND questionnaire = ?`

// sqlSave finds the test again by its capability: that costs a look-up, while
// RETURNING in sqlTouch would cost five times as much.
const sqlSave = `INSERT INTO entries (test_id, item, code, reason, comment, updated_at)
	VALUES ((SELECT t.id FROM tests t WHERE t.key_hash = ?), ?, ?, ?, ?, ?)
	ON CONFLICT (test_id, item) DO UPDATE SET code = excluded.code, reason = excluded.reason,
	comment = excluded.comment, updated_at = excluded.updated_at`

// SaveEntry stores one answer in two statements. Every save counts in Revision,
// one that brings another answer also in AnswersRevision.
func (t tests) SaveEntry(ctx context.Context, keyHash string, ref assessment.Ref, item string, e assessment.Entry, now time.Time) error {
	return mapped("save entry", t.run.write(ctx, func(s *session) error {
		return saveEntry(s, keyHash, ref, item, e, now)
	}))
}

func saveEntry(s *session, keyHash string, ref assessment.Ref, item string, e assessment.Entry, now time.Time) error {
	code, at := e.Code(), now.UnixMilli()
	n, err := s.exec(sqlTouch, at, code, e.Reason, e.Comment, item, blank(code, e), keyHash, ref.String())
	if err != nil {
		return err
	}
	if n == 0 {
		return refusal(s, keyHash, ref)
	}
	_, err = s.exec(sqlSave, keyHash, item, code, e.Reason, e.Comment, at)
	return err
}

// refusal reads why a save matched no test: it is unknown, closed or made for
// another questionnaire.
func refusal(s *session, keyHash string, ref assessment.Ref) error {
	test, err := openTest(s, keyHash)
	switch {
	case err != nil:
		return err
	case test.Ref != ref:
		return errs.New(errs.Conflict, keyUpdated)
	}
	return fmt.Errorf("an open test of %s was not changed", ref)
}

// blank reports whether nothing was answered or said.
func blank(code string, e assessment.Entry) bool {
	return code == assessment.CodeBlank && e.Reason == "" && e.Comment == ""
}

// entryOf ends the subquery for one column of the entry of an item.
const entryOf = ` FROM entries e WHERE e.test_id = t.id AND e.item = ?), '')`

// sqlEntry has three subqueries in place of a LEFT JOIN, which SQLite plans anew
// at every run when a parameter takes part in it: three times as slow.
const sqlEntry = `SELECT ` + testColumns + `, COALESCE((SELECT e.code` + entryOf +
	`, COALESCE((SELECT e.reason` + entryOf + `, COALESCE((SELECT e.comment` + entryOf +
	` FROM tests t WHERE t.key_hash = ?`

// Entry returns the test and one entry.
func (t tests) Entry(ctx context.Context, keyHash, item string) (test assessment.Test, entry assessment.Entry, err error) {
	err = t.run.read(ctx, func(s *session) (err error) {
		var r testRow
		var code string
		if err := s.row(sqlEntry, r.dest(&code, &entry.Reason, &entry.Comment), item, item, item, keyHash); err != nil {
			return found(err)
		}
		if entry.Answer, err = parseCode(code); err != nil {
			return err
		}
		test, err = r.read()
		return err
	})
	return test, entry, mapped("read entry", err)
}

// parseCode reads a stored code.
func parseCode(code string) (assessment.Answer, error) {
	a, ok := assessment.ParseCode(code)
	if !ok {
		return a, fmt.Errorf("stored answer code %q", code)
	}
	return a, nil
}

// Entries returns the test and its entries. Blank entries are left out.
func (t tests) Entries(ctx context.Context, keyHash string) (test assessment.Test, entries map[string]assessment.Entry, err error) {
	err = t.run.read(ctx, func(s *session) error {
		return s.snapshot(func() (err error) {
			if test, err = findTest(s, keyHash); err != nil {
				return err
			}
			entries, err = entriesOf(s, test.ID)
			return err
		})
	})
	return test, entries, mapped("read entries", err)
}

const sqlEntries = `SELECT item, code, reason, comment FROM entries WHERE test_id = ?`

// entriesOf reads the entries of a test by its id, without the blank ones.
func entriesOf(s *session, id string) (map[string]assessment.Entry, error) {
	var item, code string
	var e assessment.Entry
	entries := make(map[string]assessment.Entry)
	err := s.rows(sqlEntries, []any{&item, &code, &e.Reason, &e.Comment}, func() (err error) {
		if e.Answer, err = parseCode(code); err == nil && !blank(code, e) {
			entries[item] = e
		}
		return err
	}, id)
	return entries, err
}

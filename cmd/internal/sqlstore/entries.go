package sqlstore

import (
	"context"
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// sqlSave stores one answer of a test that may be answered and counts the save;
// it changes nothing when the capability, the questionnaire or the form is not
// the test's, or when the test is closed. Saving what is stored already is no
// change of answers, nor is a first save of a blank entry (the parameter for
// changes is then 0). One writer runs one statement at a time; a database where
// several do must lock the row of the test here (FOR SHARE), or a test could be
// closed or submitted between the look and the write.
const sqlSave = `INSERT INTO entries (test, item, code, reason, comment, saves, changes, updated_at)
	SELECT t.num, ?, ?, ?, ?, 1, ?, ? FROM tests t
	WHERE t.key_hash = ? AND t.state <> 'closed' AND t.questionnaire = ? AND t.form = ?
	ON CONFLICT (test, item) DO UPDATE SET code = excluded.code, reason = excluded.reason, comment = excluded.comment,
	saves = entries.saves + 1, changes = entries.changes + CASE WHEN entries.code = excluded.code
	AND entries.reason = excluded.reason AND entries.comment = excluded.comment THEN 0 ELSE 1 END,
	updated_at = excluded.updated_at`

// SaveEntry stores one answer in one statement. Every save counts in Revision,
// one that brings another answer also in AnswersRevision.
func (t tests) SaveEntry(ctx context.Context, keyHash string, q assessment.Question, e assessment.Entry, now time.Time) error {
	return mapped("save entry", t.run.write(ctx, func(s *session) error {
		return saveEntry(s, keyHash, q, e, now)
	}))
}

func saveEntry(s *session, keyHash string, q assessment.Question, e assessment.Entry, now time.Time) error {
	code, change := e.Code(), 1
	if blank(code, e) {
		change = 0
	}
	n, err := s.exec(sqlSave, q.Item, code, e.Reason, e.Comment, change, now.UnixMilli(), keyHash, q.Ref.String(), q.Form)
	if err == nil && n == 0 {
		return refusal(s, keyHash, q)
	}
	return err
}

// refusal reads why a save matched no test: it is unknown, closed or made for
// another questionnaire or form.
func refusal(s *session, keyHash string, q assessment.Question) error {
	test, err := openTest(s, keyHash)
	switch {
	case err != nil:
		return err
	case test.Ref != q.Ref, test.Form != q.Form:
		return errs.New(errs.Conflict, keyUpdated)
	}
	return fmt.Errorf("an open test of %s was not changed", q.Ref)
}

// blank reports whether nothing was answered or said.
func blank(code string, e assessment.Entry) bool {
	return code == assessment.CodeBlank && e.Reason == "" && e.Comment == ""
}

// entryOf ends the subquery for one column of the entry of an item.
const entryOf = ` FROM entries e WHERE e.test = t.num AND e.item = ?), '')`

// sqlEntry has three subqueries in place of a LEFT JOIN, which SQLite plans anew
// at every run when a parameter takes part in it: three times as slow.
const sqlEntry = `SELECT t.questionnaire, t.form, t.state, COALESCE((SELECT e.code` + entryOf +
	`, COALESCE((SELECT e.reason` + entryOf + `, COALESCE((SELECT e.comment` + entryOf +
	` FROM tests t WHERE t.key_hash = ?`

// Entry returns one entry and where its test stands.
func (t tests) Entry(ctx context.Context, keyHash, item string) (now assessment.Standing, entry assessment.Entry, err error) {
	err = t.run.read(ctx, func(s *session) (err error) {
		var ref, code string
		dest := []any{&ref, &now.Form, (*string)(&now.State), &code, &entry.Reason, &entry.Comment}
		if err := s.row(sqlEntry, dest, item, item, item, keyHash); err != nil {
			return found(err)
		}
		if now.Ref, err = storedRef(ref); err != nil {
			return err
		}
		entry.Answer, err = parseCode(code)
		return err
	})
	return now, entry, mapped("read entry", err)
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

const sqlEntries = `SELECT item, code, reason, comment FROM entries
	WHERE test = (SELECT t.num FROM tests t WHERE t.id = ?)`

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

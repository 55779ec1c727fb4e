package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// tests is assessment.Store over a database or over one transaction.
type tests struct{ run runner }

var _ assessment.Store = tests{}

// InTx runs fn in one transaction. fn has the only writing connection: it must
// be quick and must not use the store outside the transaction, which would wait
// for it for ever. A database error inside fn ends the transaction even when fn
// returns nil.
func (t tests) InTx(ctx context.Context, fn func(assessment.Store) error) error {
	return mapped("transaction", t.run.inTx(ctx, func(r runner) error { return fn(tests{r}) }))
}

const sqlBeat = `INSERT INTO readiness (id, beats) VALUES (1, 1)
	ON CONFLICT (id) DO UPDATE SET beats = readiness.beats + 1`

// Ready commits one small write.
func (t tests) Ready(ctx context.Context) error {
	return mapped("ready", t.run.write(ctx, func(s *session) error {
		_, err := s.exec(sqlBeat)
		return err
	}))
}

// sqlTest reads a test. Its entries hold their part of the revisions and of the
// time of the last change; they lie side by side, so that counting them is short.
// Three subqueries cost a third of one join: SQLite plans that anew at every run.
const sqlTest = `SELECT t.id, t.key_hash, t.questionnaire, t.hash, t.form, t.language, t.name, t.country, t.staff, t.state,
	t.revision + COALESCE((SELECT SUM(e.saves) FROM entries e WHERE e.test = t.num), 0),
	t.answers_revision + COALESCE((SELECT SUM(e.changes) FROM entries e WHERE e.test = t.num), 0), t.created_at,
	COALESCE((SELECT MAX(e.updated_at) FROM entries e WHERE e.test = t.num AND e.updated_at > t.updated_at), t.updated_at)
	FROM tests t WHERE t.key_hash = ?`

// testRow scans a test.
type testRow struct {
	test             assessment.Test
	ref              string
	created, updated int64
}

// dest is where the columns of sqlTest go.
func (r *testRow) dest() []any {
	t := &r.test
	return []any{&t.ID, &t.KeyHash, &r.ref, &t.Hash, &t.Form, &t.Language, &t.Profile.Name, &t.Profile.Country,
		&t.Profile.Staff, (*string)(&t.State), &t.Revision, &t.AnswersRevision, &r.created, &r.updated}
}

// read returns the scanned test.
func (r *testRow) read() (assessment.Test, error) {
	ref, err := storedRef(r.ref)
	if err != nil {
		return assessment.Test{}, err
	}
	r.test.Ref, r.test.Created, r.test.Updated = ref, fromMillis(r.created), fromMillis(r.updated)
	return r.test, nil
}

// storedRef reads a stored reference. That it is wrong is nothing a caller did,
// so the kind of the error is not passed on.
func storedRef(text string) (assessment.Ref, error) {
	ref, err := assessment.ParseRef(text)
	if err != nil {
		return ref, fmt.Errorf("stored questionnaire: %v", err)
	}
	return ref, nil
}

// fromMillis is the inverse of time.Time.UnixMilli, in UTC.
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// found turns the absence of a row into the error for an unknown capability.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return notFound()
	}
	return err
}

// findTest returns the test of a capability.
func findTest(s *session, keyHash string) (assessment.Test, error) {
	var r testRow
	if err := s.row(sqlTest, r.dest(), keyHash); err != nil {
		return assessment.Test{}, found(err)
	}
	return r.read()
}

// Test returns the test alone.
func (t tests) Test(ctx context.Context, keyHash string) (test assessment.Test, err error) {
	err = t.run.read(ctx, func(s *session) (err error) {
		test, err = findTest(s, keyHash)
		return err
	})
	return test, mapped("read test", err)
}

const sqlCreate = `INSERT INTO tests (id, key_hash, questionnaire, hash, form, language, name, country,
	staff, state, revision, answers_revision, created_at, updated_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (key_hash) DO NOTHING`

// CreateTest stores t as it is; an empty State is Draft, times are kept to the
// millisecond. An ID that is empty or taken by another test is a defect (Internal).
func (t tests) CreateTest(ctx context.Context, n assessment.Test) (created bool, err error) {
	if n.State == "" {
		n.State = assessment.Draft
	}
	err = t.run.write(ctx, func(s *session) error {
		rows, err := s.exec(sqlCreate, n.ID, n.KeyHash, n.Ref.String(), n.Hash, n.Form, n.Language,
			n.Profile.Name, n.Profile.Country, n.Profile.Staff, string(n.State),
			n.Revision, n.AnswersRevision, n.Created.UnixMilli(), n.Updated.UnixMilli())
		created = rows > 0
		return err
	})
	return created && err == nil, mapped("create test", err)
}

// openTest returns the test of a capability when its answers may change: not
// when it is closed.
func openTest(s *session, keyHash string) (assessment.Test, error) {
	test, err := findTest(s, keyHash)
	if err == nil && test.State == assessment.Closed {
		err = errs.New(errs.Conflict, keyClosed)
	}
	return test, err
}

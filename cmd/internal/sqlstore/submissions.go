package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

const sqlLatest = `SELECT seq, answers_revision, at, entries FROM submissions
	WHERE test_id = ? ORDER BY seq DESC LIMIT 1`

const sqlSubmit = `INSERT INTO submissions (test_id, seq, answers_revision, at, entries) VALUES (?, ?, ?, ?, ?)`

const sqlSubmitted = `UPDATE tests SET state = 'submitted', revision = revision + 1, updated_at = ? WHERE id = ?`

// Submit freezes the entries. It counts in Revision, not in AnswersRevision.
// Answers are unchanged when AnswersRevision is that of the latest submission.
func (t tests) Submit(ctx context.Context, keyHash string, now time.Time) (sub assessment.Submission, err error) {
	err = t.run.write(ctx, func(s *session) (err error) {
		sub, err = submit(s, keyHash, now)
		return err
	})
	return sub, mapped("submit", err)
}

func submit(s *session, keyHash string, now time.Time) (assessment.Submission, error) {
	none := assessment.Submission{}
	test, err := openTest(s, keyHash)
	if err != nil {
		return none, err
	}
	last, err := latest(s, test.ID)
	if err != nil || (last.Seq > 0 && last.AnswersRevision == test.AnswersRevision) {
		return last, err
	}
	next := assessment.Submission{Seq: last.Seq + 1, AnswersRevision: test.AnswersRevision, At: fromMillis(now.UnixMilli())}
	if next.Entries, err = entriesOf(s, test.ID); err != nil {
		return none, err
	}
	text, err := encode(next.Entries)
	if err != nil {
		return none, err
	}
	if _, err := s.exec(sqlSubmit, test.ID, next.Seq, next.AnswersRevision, now.UnixMilli(), text); err != nil {
		return none, err
	}
	_, err = s.exec(sqlSubmitted, now.UnixMilli(), test.ID)
	return next, err
}

// latest returns the newest submission of a test, the zero value when there is none.
func latest(s *session, id string) (assessment.Submission, error) {
	var sub assessment.Submission
	var at int64
	var text string
	err := s.row(sqlLatest, []any{&sub.Seq, &sub.AnswersRevision, &at, &text}, id)
	if errors.Is(err, sql.ErrNoRows) {
		return assessment.Submission{}, nil
	}
	if err != nil {
		return assessment.Submission{}, err
	}
	sub.At = fromMillis(at)
	sub.Entries, err = decode(text)
	return sub, err
}

// frozen is an entry in the text of a submission. Its form is stored: never
// change the meaning of a field.
type frozen struct {
	Code    string `json:"code,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Comment string `json:"comment,omitempty"`
}

// encode writes entries as JSON with sorted items, so equal entries give equal text.
func encode(entries map[string]assessment.Entry) (string, error) {
	all := make(map[string]frozen, len(entries))
	for item, e := range entries {
		all[item] = frozen{Code: e.Code(), Reason: e.Reason, Comment: e.Comment}
	}
	text, err := json.Marshal(all)
	return string(text), err
}

// decode reads what encode writes.
func decode(text string) (map[string]assessment.Entry, error) {
	var all map[string]frozen
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("stored submission: %w", err)
	}
	entries := make(map[string]assessment.Entry, len(all))
	for item, f := range all {
		a, err := parseCode(f.Code)
		if err != nil {
			return nil, err
		}
		entries[item] = assessment.Entry{Answer: a, Reason: f.Reason, Comment: f.Comment}
	}
	return entries, nil
}

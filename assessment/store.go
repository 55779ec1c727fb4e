package assessment

import (
	"context"
	"time"
)

// Store keeps tests durably. A method that changes something returns only after
// the change is committed to disk. Tests are found by the hash of their
// capability; an unknown one gives errs.NotFound.
type Store interface {
	// CreateTest stores a new test. Creating the same KeyHash again changes
	// nothing and reports created=false.
	CreateTest(ctx context.Context, t Test) (created bool, err error)
	// Test returns the test alone.
	Test(ctx context.Context, keyHash string) (Test, error)
	// Entry returns the stored entry of one item (zero Entry when blank) and where
	// its test stands. It is read for every question page, hence not the whole test.
	Entry(ctx context.Context, keyHash, item string) (Standing, Entry, error)
	// Entries returns the test and all stored entries by item id. An entry that
	// was cleared (the zero Entry) is not listed, nor in a submission.
	Entries(ctx context.Context, keyHash string) (Test, map[string]Entry, error)
	// SaveEntry stores one answer, replacing an earlier one; last write wins. At
	// most two SQL statements. Errors: NotFound; Conflict with key
	// "error.test_closed" when closed or "error.questionnaire_updated" when the
	// questionnaire or the form of q is not the test's. Nothing is stored then. Every save counts in Revision;
	// saving what is stored already does not count in AnswersRevision.
	SaveEntry(ctx context.Context, keyHash string, q Question, e Entry, now time.Time) error
	// SetLanguage remembers the language the person reads. It does not count as a
	// change for Purge. Errors: NotFound.
	SetLanguage(ctx context.Context, keyHash, language string) error
	// Submit freezes the stored entries as the next submission and marks the
	// test submitted. Submitting unchanged answers again adds nothing and
	// returns the latest submission. Errors: NotFound, Conflict when closed.
	Submit(ctx context.Context, keyHash string, now time.Time) (Submission, error)
	// Result returns the test, its latest submission and its plan. The
	// submission is the zero value (Seq 0) when there is none yet.
	Result(ctx context.Context, keyHash string) (Test, Submission, []PlanItem, error)
	// SavePlan stores plan items by item id, replacing earlier ones, all or none.
	// Errors: NotFound. A closed test keeps its plan editable.
	SavePlan(ctx context.Context, keyHash string, items []PlanItem, now time.Time) error
	// Close ends changing of answers; Reopen allows it again. Both are idempotent.
	Close(ctx context.Context, keyHash string, now time.Time) error
	Reopen(ctx context.Context, keyHash string, now time.Time) error
	// Delete removes the test and everything about it. Deleting what is gone is no error.
	Delete(ctx context.Context, keyHash string) error
	// Purge removes drafts last changed before drafts and submitted or closed
	// tests last changed before results, to the millisecond; one changed exactly
	// then stays. It returns how many went.
	Purge(ctx context.Context, drafts, results time.Time) (int, error)
	// Ready proves that the store can write.
	Ready(ctx context.Context) error
	// InTx runs fn in one transaction with the same interface: rollback on error
	// and panic, nesting refused, commit errors returned. fn must be quick and
	// must use only the Store it is given: the outer one would wait for it.
	InTx(ctx context.Context, fn func(Store) error) error
}

package assessment

import "time"

// TestState is where a test stands in its life.
type TestState string

// The states of a test. A submitted test may be changed and submitted again
// until its owner closes it.
const (
	Draft     TestState = "draft"
	Submitted TestState = "submitted"
	Closed    TestState = "closed"
)

// Profile describes the organisation. Everything is optional: Name may be
// empty, Country is an ISO 3166-1 alpha-2 code or empty, Staff is a head count
// or 0 when not given.
type Profile struct {
	Name    string
	Country string
	Staff   int
}

// Test is one respondent's taking of one form of one questionnaire version. KeyHash is the
// hash of its capability (see KeyHash); the capability itself is never stored.
// Revision counts every stored change and AnswersRevision the changes of
// answers only, so a page can tell whether the answers moved on since the
// latest submission.
type Test struct {
	ID              string
	KeyHash         string
	Ref             Ref
	Hash            string
	Form            string
	Language        string
	Profile         Profile
	State           TestState
	Revision        int64
	AnswersRevision int64
	Created         time.Time
	Updated         time.Time
}

// Standing is what a question page needs to know of a test.
type Standing struct {
	Ref   Ref
	Form  string
	State TestState
}

// Standing returns where the test stands.
func (t Test) Standing() Standing { return Standing{t.Ref, t.Form, t.State} }

// Submission is a frozen copy of the answers at the moment they were sent.
// Seq counts from 1. AnswersRevision is the test's at that moment.
type Submission struct {
	Seq             int
	AnswersRevision int64
	At              time.Time
	Entries         map[string]Entry
}

// PlanItem is what the organisation decided about one item: the stage it aims
// at and who does the next step by when. Target is 0..4 or -1 for the default
// (the next step). Owner, TargetReason are short free texts, Due is YYYY-MM-DD or empty.
type PlanItem struct {
	Item         string
	Target       int
	TargetReason string
	Owner        string
	Due          string
	Status       ActionStatus
}

// ActionStatus says how far an action is.
type ActionStatus string

// The statuses of an action; the zero value is ActionOpen's.
const (
	ActionOpen    ActionStatus = "open"
	ActionStarted ActionStatus = "started"
	ActionDone    ActionStatus = "done"
	ActionDropped ActionStatus = "dropped"
)

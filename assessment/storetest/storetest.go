// Package storetest is the contract of assessment.Store as tests. Every store
// runs it; what it does not check, no caller may rely on.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// Run checks the whole contract, each part as a subtest with a store of its own.
// open returns an empty store and cleans up after t.
func Run(t *testing.T, open func(t *testing.T) assessment.Store) {
	for _, group := range []struct {
		name  string
		cases []testCase
	}{
		{"create", creating},
		{"answers", answering},
		{"submit", submitting},
		{"plan", planning},
		{"life", living},
		{"purge", purging},
		{"transaction", transacting},
		{"concurrency", concurring},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, c := range group.cases {
				t.Run(c.name, func(t *testing.T) {
					c.run(fixture{T: t, Store: open(t)})
				})
			}
		})
	}
}

// testCase is one promise of the contract.
type testCase struct {
	name string
	run  func(f fixture)
}

// fixture is a store under test with checks that stop the test.
type fixture struct {
	*testing.T
	assessment.Store
}

// start is when the tests of the suite are made: a round number of milliseconds.
var start = time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)

// ref is the questionnaire of the suite.
var ref = assessment.Ref{ID: "maturity", Version: 2}

// asked is a question of the tests of the suite.
func asked(item string) assessment.Question {
	return assessment.Question{Ref: ref, Form: "full", Item: item}
}

// at returns the moment n milliseconds after start.
func at(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }

func (f fixture) ctx() context.Context { return f.Context() }

// example returns a test with every field set.
func example() assessment.Test {
	return assessment.Test{
		ID: rand.Text(), KeyHash: rand.Text(), Ref: ref, Hash: "c0ffee", Form: "full", Language: "nl",
		Profile: assessment.Profile{Name: "Gemeente Súdwest-Fryslân", Country: "NL", Staff: 812},
		State:   assessment.Draft, Created: start, Updated: start,
	}
}

// create stores a new test and returns it.
func (f fixture) create() assessment.Test {
	f.Helper()
	return f.createAs(example())
}

func (f fixture) createAs(t assessment.Test) assessment.Test {
	f.Helper()
	created, err := f.CreateTest(f.ctx(), t)
	f.ok(err)
	if !created {
		f.Fatal("a new test was not created")
	}
	return t
}

// save stores an answer of a test at start.
func (f fixture) save(t assessment.Test, item string, e assessment.Entry) {
	f.Helper()
	f.ok(f.SaveEntry(f.ctx(), t.KeyHash, assessment.Question{Ref: t.Ref, Form: t.Form, Item: item}, e, start))
}

// test reads a test.
func (f fixture) test(keyHash string) assessment.Test {
	f.Helper()
	t, err := f.Test(f.ctx(), keyHash)
	f.ok(err)
	return t
}

// entries reads the entries of a test.
func (f fixture) entries(keyHash string) map[string]assessment.Entry {
	f.Helper()
	_, all, err := f.Entries(f.ctx(), keyHash)
	f.ok(err)
	return all
}

// submit submits and returns the submission.
func (f fixture) submit(keyHash string, now time.Time) assessment.Submission {
	f.Helper()
	sub, err := f.Submit(f.ctx(), keyHash, now)
	f.ok(err)
	return sub
}

func (f fixture) ok(err error) {
	f.Helper()
	if err != nil {
		f.Fatalf("unexpected error: %v", err)
	}
}

// kind checks the kind of an error.
func (f fixture) kind(err error, want errs.Kind) {
	f.Helper()
	if err == nil || errs.KindOf(err) != want {
		f.Fatalf("error %v, want kind %d", err, want)
	}
}

// refused checks the kind and the message key of an error.
func (f fixture) refused(err error, want errs.Kind, key string) {
	f.Helper()
	f.kind(err, want)
	if e, _ := errors.AsType[*errs.E](err); e.Key != key {
		f.Fatalf("message key %q, want %q", e.Key, key)
	}
}

// missing checks that an error is that of an unknown capability.
func (f fixture) missing(err error) {
	f.Helper()
	f.refused(err, errs.NotFound, "error.test_not_found")
}

// same compares what is read with what is wanted.
func same[T comparable](f fixture, what string, got, want T) {
	f.Helper()
	if got != want {
		f.Fatalf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// answer returns an entry with a scored answer.
func answer(v int) assessment.Entry { return assessment.Entry{Answer: assessment.Value(v)} }

package storetest

import (
	"maps"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

var submitting = []testCase{
	{"there is no result before the first submission", func(f fixture) {
		t := f.create()
		got, sub, plan, err := f.Result(f.ctx(), t.KeyHash)
		f.ok(err)
		same(f, "test", got, t)
		same(f, "seq", sub.Seq, 0)
		same(f, "entries", len(sub.Entries), 0)
		same(f, "plan", len(plan), 0)
	}},
	{"a submission freezes the answers", func(f fixture) {
		t := f.create()
		f.save(t, "a", assessment.Entry{Answer: assessment.Value(3), Comment: "minutes of 3 May"})
		f.save(t, "b", assessment.Entry{Answer: assessment.Answer{State: assessment.DontKnow}})
		want := f.entries(t.KeyHash)
		first := f.submit(t.KeyHash, at(8))
		f.save(t, "a", answer(0))
		got, sub, _, err := f.Result(f.ctx(), t.KeyHash)
		f.ok(err)
		for _, s := range []assessment.Submission{first, sub} {
			same(f, "seq", s.Seq, 1)
			same(f, "at", s.At, at(8))
			same(f, "answers revision", s.AnswersRevision, 2)
			if !maps.Equal(s.Entries, want) {
				f.Fatalf("entries:\n got %v\nwant %v", s.Entries, want)
			}
		}
		same(f, "state", got.State, assessment.Submitted)
		same(f, "answers revision of the test", got.AnswersRevision, 3)
	}},
	{"a submission counts as a change, not of answers", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		f.submit(t.KeyHash, at(3))
		got := f.test(t.KeyHash)
		same(f, "revision", got.Revision, 2)
		same(f, "answers revision", got.AnswersRevision, 1)
		same(f, "updated", got.Updated, at(3))
	}},
	{"submitting unchanged answers adds nothing", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		first := f.submit(t.KeyHash, at(1))
		before := f.test(t.KeyHash)
		f.same(f.submit(t.KeyHash, at(2)), first)
		same(f, "test", f.test(t.KeyHash), before)
		f.save(t, "a", answer(1))
		f.same(f.submit(t.KeyHash, at(3)), first)
	}},
	{"changed answers are the next submission", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		f.submit(t.KeyHash, at(1))
		f.save(t, "a", answer(2))
		second := f.submit(t.KeyHash, at(2))
		same(f, "seq", second.Seq, 2)
		same(f, "entry", second.Entries["a"], answer(2))
		_, latest, _, err := f.Result(f.ctx(), t.KeyHash)
		f.ok(err)
		f.same(latest, second)
	}},
	{"an empty test may be submitted", func(f fixture) {
		t := f.create()
		same(f, "seq", f.submit(t.KeyHash, start).Seq, 1)
		same(f, "seq", f.submit(t.KeyHash, start).Seq, 1)
	}},
	{"a closed test is not submitted", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		f.ok(f.Close(f.ctx(), t.KeyHash, start))
		before := f.test(t.KeyHash)
		_, err := f.Submit(f.ctx(), t.KeyHash, start)
		f.refused(err, errs.Conflict, "error.test_closed")
		same(f, "test", f.test(t.KeyHash), before)
		_, sub, _, err := f.Result(f.ctx(), t.KeyHash)
		f.ok(err)
		same(f, "seq", sub.Seq, 0)
	}},
}

// same compares two submissions.
func (f fixture) same(got, want assessment.Submission) {
	f.Helper()
	if !maps.Equal(got.Entries, want.Entries) {
		f.Fatalf("entries:\n got %v\nwant %v", got.Entries, want.Entries)
	}
	same(f, "seq", got.Seq, want.Seq)
	same(f, "answers revision", got.AnswersRevision, want.AnswersRevision)
	same(f, "at", got.At, want.At)
}

package storetest

import (
	"slices"

	"github.com/opmaat/opmaat/assessment"
)

var planning = []testCase{
	{"a plan is read back by item", func(f fixture) {
		t := f.create()
		want := []assessment.PlanItem{
			{Item: "a", Target: 4, TargetReason: "law of 2027", Owner: "CIO 👩", Due: "2026-12-31", Status: assessment.ActionStarted},
			{Item: "b", Target: -1, Status: assessment.ActionOpen},
		}
		f.plan(t, want[1], want[0])
		f.samePlan(t, want...)
	}},
	{"saving replaces by item and leaves the others", func(f fixture) {
		t := f.create()
		f.plan(t, assessment.PlanItem{Item: "a", Target: 1, Owner: "x"}, assessment.PlanItem{Item: "b", Target: 2})
		f.plan(t, assessment.PlanItem{Item: "a", Target: 3, Status: assessment.ActionDone})
		f.samePlan(t, assessment.PlanItem{Item: "a", Target: 3, Status: assessment.ActionDone},
			assessment.PlanItem{Item: "b", Target: 2, Status: assessment.ActionOpen})
	}},
	{"of two with one item the later wins", func(f fixture) {
		t := f.create()
		f.plan(t, assessment.PlanItem{Item: "a", Target: 1}, assessment.PlanItem{Item: "a", Target: 2})
		f.samePlan(t, assessment.PlanItem{Item: "a", Target: 2, Status: assessment.ActionOpen})
	}},
	{"a plan counts as a change, not of answers", func(f fixture) {
		t := f.create()
		f.ok(f.SavePlan(f.ctx(), t.KeyHash, []assessment.PlanItem{{Item: "a"}, {Item: "b"}}, at(4)))
		want := t
		want.Revision, want.Updated = 1, at(4)
		same(f, "test", f.test(t.KeyHash), want)
	}},
	{"the plan of a closed test is editable", func(f fixture) {
		t := f.create()
		f.ok(f.Close(f.ctx(), t.KeyHash, start))
		f.plan(t, assessment.PlanItem{Item: "a", Status: assessment.ActionDropped})
		f.samePlan(t, assessment.PlanItem{Item: "a", Status: assessment.ActionDropped})
		same(f, "state", f.test(t.KeyHash).State, assessment.Closed)
	}},
}

// plan saves plan items at start.
func (f fixture) plan(t assessment.Test, items ...assessment.PlanItem) {
	f.Helper()
	f.ok(f.SavePlan(f.ctx(), t.KeyHash, items, start))
}

// samePlan compares the stored plan.
func (f fixture) samePlan(t assessment.Test, want ...assessment.PlanItem) {
	f.Helper()
	_, _, got, err := f.Result(f.ctx(), t.KeyHash)
	f.ok(err)
	if !slices.Equal(got, want) {
		f.Fatalf("plan:\n got %+v\nwant %+v", got, want)
	}
}

var living = []testCase{
	{"closing is idempotent", func(f fixture) {
		t := f.create()
		f.ok(f.Close(f.ctx(), t.KeyHash, at(1)))
		f.ok(f.Close(f.ctx(), t.KeyHash, at(2)))
		want := t
		want.State, want.Revision, want.Updated = assessment.Closed, 1, at(1)
		same(f, "test", f.test(t.KeyHash), want)
	}},
	{"a reopened draft is a draft", func(f fixture) {
		t := f.create()
		f.ok(f.Close(f.ctx(), t.KeyHash, at(1)))
		f.ok(f.Reopen(f.ctx(), t.KeyHash, at(2)))
		f.ok(f.Reopen(f.ctx(), t.KeyHash, at(3)))
		want := t
		want.Revision, want.Updated = 2, at(2)
		same(f, "test", f.test(t.KeyHash), want)
		f.save(t, "a", answer(1))
	}},
	{"a reopened submitted test is submitted", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		first := f.submit(t.KeyHash, at(1))
		f.ok(f.Close(f.ctx(), t.KeyHash, at(2)))
		f.ok(f.Reopen(f.ctx(), t.KeyHash, at(3)))
		same(f, "state", f.test(t.KeyHash).State, assessment.Submitted)
		f.same(f.submit(t.KeyHash, at(4)), first)
	}},
	{"deleting removes everything and is idempotent", func(f fixture) {
		t, other := f.full(), f.full()
		f.ok(f.Delete(f.ctx(), t.KeyHash))
		f.ok(f.Delete(f.ctx(), t.KeyHash))
		_, err := f.Test(f.ctx(), t.KeyHash)
		f.missing(err)
		again := f.createAs(t)
		same(f, "entries", len(f.entries(again.KeyHash)), 0)
		_, sub, plan, err := f.Result(f.ctx(), again.KeyHash)
		f.ok(err)
		same(f, "seq", sub.Seq, 0)
		same(f, "plan", len(plan), 0)
		same(f, "entries of another test", len(f.entries(other.KeyHash)), 1)
	}},
}

// full creates a test with an entry, a submission and a plan.
func (f fixture) full() assessment.Test {
	f.Helper()
	t := f.create()
	f.save(t, "a", answer(1))
	f.submit(t.KeyHash, start)
	f.plan(t, assessment.PlanItem{Item: "a"})
	return t
}

var purging = []testCase{
	{"drafts go before, not at the boundary", func(f fixture) {
		old, edge := f.createAt(9), f.createAt(10)
		n, err := f.Purge(f.ctx(), at(10), at(0))
		f.ok(err)
		same(f, "purged", n, 1)
		_, err = f.Test(f.ctx(), old.KeyHash)
		f.missing(err)
		f.test(edge.KeyHash)
	}},
	{"submitted and closed tests go by the other limit", func(f fixture) {
		draft, submitted, closed, edge := f.createAt(1), f.createAt(1), f.createAt(1), f.createAt(1)
		f.submit(submitted.KeyHash, at(19))
		f.ok(f.Close(f.ctx(), closed.KeyHash, at(19)))
		f.submit(edge.KeyHash, at(20))
		n, err := f.Purge(f.ctx(), at(1), at(20))
		f.ok(err)
		same(f, "purged", n, 2)
		f.test(draft.KeyHash)
		f.test(edge.KeyHash)
	}},
	{"a save keeps a draft", func(f fixture) {
		t := f.createAt(0)
		f.ok(f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(1), at(50)))
		n, err := f.Purge(f.ctx(), at(50), at(50))
		f.ok(err)
		same(f, "purged", n, 0)
	}},
	{"a save keeps a submitted test", func(f fixture) {
		t, old := f.createAt(0), f.createAt(0)
		f.submit(t.KeyHash, at(1))
		f.submit(old.KeyHash, at(1))
		f.ok(f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(1), at(50)))
		n, err := f.Purge(f.ctx(), at(50), at(50))
		f.ok(err)
		same(f, "purged", n, 1)
		f.test(t.KeyHash)
	}},
	{"many tests go in one call", func(f fixture) {
		const many = 1001
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error {
			for range many {
				if _, err := tx.CreateTest(f.ctx(), example()); err != nil {
					return err
				}
			}
			return nil
		}))
		n, err := f.Purge(f.ctx(), at(1), at(1))
		f.ok(err)
		same(f, "purged", n, many)
		n, err = f.Purge(f.ctx(), at(1), at(1))
		f.ok(err)
		same(f, "purged again", n, 0)
	}},
}

// createAt creates a draft that was last changed n milliseconds after start.
func (f fixture) createAt(n int) assessment.Test {
	f.Helper()
	t := example()
	t.Updated = at(n)
	return f.createAs(t)
}

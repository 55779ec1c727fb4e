package storetest

import (
	"context"
	"errors"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// errMine is an error of the caller.
var errMine = errors.New("mine")

var transacting = []testCase{
	{"what is done is kept", func(f fixture) {
		t := f.create()
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error {
			in := fixture{f.T, tx}
			in.save(t, "a", answer(1))
			in.submit(t.KeyHash, at(1))
			return tx.Close(f.ctx(), t.KeyHash, at(2))
		}))
		same(f, "state", f.test(t.KeyHash).State, assessment.Closed)
		same(f, "entry", f.entries(t.KeyHash)["a"], answer(1))
	}},
	{"a transaction reads its own changes", func(f fixture) {
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error {
			in := fixture{f.T, tx}
			t := in.full()
			same(in, "entry", in.entries(t.KeyHash)["a"], answer(1))
			_, e, err := tx.Entry(f.ctx(), t.KeyHash, "a")
			in.ok(err)
			same(in, "entry", e, answer(1))
			_, sub, plan, err := tx.Result(f.ctx(), t.KeyHash)
			same(in, "seq", sub.Seq, 1)
			same(in, "plan", len(plan), 1)
			return err
		}))
	}},
	{"nobody else sees an open transaction", func(f fixture) {
		t := f.create()
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error {
			fixture{f.T, tx}.save(t, "a", answer(1))
			same(f, "entries outside", len(f.entries(t.KeyHash)), 0)
			return nil
		}))
		same(f, "entries after", len(f.entries(t.KeyHash)), 1)
	}},
	{"an error rolls back and comes back", func(f fixture) {
		t := f.full()
		before := f.test(t.KeyHash)
		err := f.InTx(f.ctx(), func(tx assessment.Store) error {
			in := fixture{f.T, tx}
			in.save(t, "a", answer(4))
			in.ok(tx.Delete(f.ctx(), t.KeyHash))
			in.create()
			return errMine
		})
		if !errors.Is(err, errMine) {
			f.Fatalf("error %v, want the caller's own", err)
		}
		same(f, "test", f.test(t.KeyHash), before)
		same(f, "entry", f.entries(t.KeyHash)["a"], answer(1))
	}},
	{"a refused save inside is the caller's to judge", func(f fixture) {
		t := f.create()
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error {
			f.missing(tx.SaveEntry(f.ctx(), "unknown", asked("a"), answer(1), start))
			return tx.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(1), start)
		}))
		same(f, "entries", len(f.entries(t.KeyHash)), 1)
	}},
	{"a kind passes through", func(f fixture) {
		err := f.InTx(f.ctx(), func(tx assessment.Store) error {
			_, err := tx.Test(f.ctx(), "unknown")
			return err
		})
		f.missing(err)
	}},
	{"a panic rolls back and reaches the caller", func(f fixture) {
		t := f.create()
		func() {
			defer func() { same(f, "panic", recover(), any("boom")) }()
			_ = f.InTx(f.ctx(), func(tx assessment.Store) error {
				fixture{f.T, tx}.save(t, "a", answer(4))
				panic("boom")
			})
		}()
		same(f, "test", f.test(t.KeyHash), t)
		f.save(t, "a", answer(1))
		same(f, "entry", f.entries(t.KeyHash)["a"], answer(1))
	}},
	{"nesting is refused and rolls back", func(f fixture) {
		t := f.create()
		err := f.InTx(f.ctx(), func(tx assessment.Store) error {
			fixture{f.T, tx}.save(t, "a", answer(4))
			return tx.InTx(f.ctx(), func(assessment.Store) error {
				f.Error("a nested transaction ran")
				return nil
			})
		})
		f.kind(err, errs.Internal)
		same(f, "test", f.test(t.KeyHash), t)
	}},
	{"a finished transaction is of no use", func(f fixture) {
		t := f.create()
		var kept assessment.Store
		f.ok(f.InTx(f.ctx(), func(tx assessment.Store) error { kept = tx; return nil }))
		if kept.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(1), start) == nil {
			f.Fatal("a save after the end of its transaction was accepted")
		}
		if _, err := kept.Test(f.ctx(), t.KeyHash); err == nil {
			f.Fatal("a read after the end of its transaction was accepted")
		}
	}},
	{"an ended context runs nothing", func(f fixture) {
		t := f.create()
		ctx, cancel := context.WithCancel(f.ctx())
		cancel()
		f.kind(f.SaveEntry(ctx, t.KeyHash, asked("a"), answer(1), start), errs.Unavailable)
		_, err := f.Test(ctx, t.KeyHash)
		f.kind(err, errs.Unavailable)
		f.kind(f.InTx(ctx, func(assessment.Store) error {
			f.Error("a transaction ran after the end of its context")
			return nil
		}), errs.Unavailable)
		same(f, "test", f.test(t.KeyHash), t)
	}},
}

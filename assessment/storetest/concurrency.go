package storetest

import (
	"errors"
	"fmt"
	"sync"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// savers is how many goroutines save at once.
const savers = 64

// together runs fn in savers goroutines and reports their errors.
func (f fixture) together(fn func(n int) error) {
	f.Helper()
	var wg sync.WaitGroup
	all := make([]error, savers)
	for n := range savers {
		wg.Go(func() { all[n] = fn(n) })
	}
	wg.Wait()
	f.ok(errors.Join(all...))
}

var concurring = []testCase{
	{"no save of one test is lost", func(f fixture) {
		const each = 20
		t := f.create()
		f.together(func(n int) error {
			for i := range each {
				e := assessment.Entry{Answer: assessment.Value(i % 5), Comment: fmt.Sprint(n, i)}
				if err := f.SaveEntry(f.ctx(), t.KeyHash, asked(fmt.Sprint("item", n)), e, at(i)); err != nil {
					return err
				}
			}
			return nil
		})
		got := f.test(t.KeyHash)
		same(f, "revision", got.Revision, savers*each)
		same(f, "answers revision", got.AnswersRevision, savers*each)
		all := f.entries(t.KeyHash)
		same(f, "entries", len(all), savers)
		for n := range savers {
			same(f, "last write", all[fmt.Sprint("item", n)].Comment, fmt.Sprint(n, each-1))
		}
	}},
	{"a save is read by who saved it", func(f fixture) {
		f.together(func(n int) error {
			t := example()
			if _, err := f.CreateTest(f.ctx(), t); err != nil {
				return err
			}
			for v := range 5 {
				if err := f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(v), start); err != nil {
					return err
				}
				_, e, err := f.Entry(f.ctx(), t.KeyHash, "a")
				if err != nil || e != answer(v) {
					return fmt.Errorf("read %v after saving %d: %w", e, v, err)
				}
			}
			return nil
		})
	}},
	{"one of many creates and one submission", func(f fixture) {
		want := example()
		made := make([]bool, savers)
		f.together(func(n int) (err error) {
			t := want
			t.ID = fmt.Sprint("id", n)
			made[n], err = f.CreateTest(f.ctx(), t)
			return err
		})
		count := 0
		for _, m := range made {
			if m {
				count++
			}
		}
		same(f, "created", count, 1)
		f.together(func(int) error {
			sub, err := f.Submit(f.ctx(), want.KeyHash, start)
			if err == nil && sub.Seq != 1 {
				err = fmt.Errorf("submission %d", sub.Seq)
			}
			return err
		})
	}},
	{"failures and panics do not hurt the others", func(f fixture) {
		t := f.create()
		f.together(func(n int) error {
			switch n % 4 {
			case 0:
				if err := f.SaveEntry(f.ctx(), "unknown", asked("a"), answer(1), start); !errs.Is(err, errs.NotFound) {
					return fmt.Errorf("unknown capability: %w", err)
				}
				return nil
			case 1:
				defer func() { _ = recover() }()
				return f.InTx(f.ctx(), func(tx assessment.Store) error {
					if err := tx.SaveEntry(f.ctx(), t.KeyHash, asked(fmt.Sprint(n)), answer(1), start); err != nil {
						return err
					}
					panic("boom")
				})
			default:
				return f.SaveEntry(f.ctx(), t.KeyHash, asked(fmt.Sprint(n)), answer(1), start)
			}
		})
		same(f, "revision", f.test(t.KeyHash).Revision, savers/2)
		same(f, "entries", len(f.entries(t.KeyHash)), savers/2)
	}},
	{"a read sees one moment", func(f fixture) {
		t := f.create()
		f.together(func(n int) error {
			if n%2 == 0 {
				return f.SaveEntry(f.ctx(), t.KeyHash, asked(fmt.Sprint(n)), answer(1), start)
			}
			got, all, err := f.Entries(f.ctx(), t.KeyHash)
			if err == nil && got.AnswersRevision != int64(len(all)) {
				err = fmt.Errorf("answers revision %d with %d entries", got.AnswersRevision, len(all))
			}
			return err
		})
	}},
}

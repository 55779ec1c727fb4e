package sqlstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/loadgen"
)

// forAWhile calls fn from benchClients goroutines for some time.
func forAWhile(b *testing.B, long time.Duration, fn func(c, n int) error) loadgen.Result {
	var done atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for c := range benchClients {
		wg.Go(func() {
			for n := 0; time.Since(start) < long; n++ {
				if err := fn(c, n); err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	return loadgen.Result{Requests: int(done.Load()), Elapsed: time.Since(start)}
}

// BenchmarkAgainstCeiling runs BenchmarkSaveEntry and BenchmarkCeiling in turns
// and reports the median ratio of their rates; 1 is the bare minimum's.
func BenchmarkAgainstCeiling(b *testing.B) {
	const long = 300 * time.Millisecond
	s := openTemp(b).Tests()
	keys, items := createTests(b, s, benchClients), itemIDs()
	commit := newCeiling(b)
	for b.Loop() {
		r := loadgen.Compare(7, func() loadgen.Result {
			return forAWhile(b, long, func(c, n int) error {
				e := assessment.Entry{Answer: valueOf(n)}
				return s.SaveEntry(context.Background(), keys[c], asked(items[n%benchItems]), e, now)
			})
		}, func() loadgen.Result {
			return forAWhile(b, long, func(c, n int) error {
				return commit(keys[c], items[n%benchItems], valueOf(n).Code())
			})
		})
		b.Log(r)
		b.ReportMetric(r.Median(), "of-ceiling")
	}
}

// BenchmarkFlatness compares the median time of one save with 10,000 and with
// 1,000,000 answers stored, saving in turns so that both meet the same machine.
func BenchmarkFlatness(b *testing.B) {
	few, many := fillDB(b, 10_000), fillDB(b, 1_000_000)
	for b.Loop() {
		const saves = 4000
		var fewTook, manyTook []time.Duration
		for n := range saves {
			fewTook = append(fewTook, few.save(b, n))
			manyTook = append(manyTook, many.save(b, n))
		}
		a, z := median(fewTook), median(manyTook)
		b.ReportMetric(float64(a.Microseconds()), "µs-few")
		b.ReportMetric(float64(z.Microseconds()), "µs-many")
		b.ReportMetric(float64(z)/float64(a), "ratio")
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// full is a store with many answers.
type full struct {
	store assessment.Store
	keys  []string
	items []string
}

// save changes one answer of any test and returns how long that took.
func (f full) save(b *testing.B, n int) time.Duration {
	e := assessment.Entry{Answer: assessment.Value(n % 5), Comment: fmt.Sprint(n)}
	key, item := f.keys[rand.IntN(len(f.keys))], f.items[rand.IntN(len(f.items))]
	start := time.Now()
	if err := f.store.SaveEntry(context.Background(), key, asked(item), e, now); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// fillDB stores answers in large transactions, past the store.
func fillDB(b *testing.B, answers int) full {
	b.Helper()
	db := openTemp(b)
	f := full{store: db.Tests(), items: itemIDs()}
	f.keys = createTests(b, f.store, answers/benchItems)
	for keys := range slices.Chunk(f.keys, 1000) {
		err := db.write(context.Background(), func(s *session) error {
			for i, key := range keys {
				for j, item := range f.items {
					if err := saveEntry(s, key, asked(item), assessment.Entry{Answer: assessment.Value((i + j) % 5)}, now); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return f
}

// BenchmarkRead times the reads of the hot pages on a test that was answered
// whole, one after another.
func BenchmarkRead(b *testing.B) {
	f := fillDB(b, 100*benchItems)
	ctx, key := context.Background(), f.keys[50]
	if _, err := f.store.Submit(ctx, key, now); err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func() error{
		"Test":    func() error { _, err := f.store.Test(ctx, key); return err },
		"Entry":   func() error { _, _, err := f.store.Entry(ctx, key, f.items[3]); return err },
		"Entries": func() error { _, _, err := f.store.Entries(ctx, key); return err },
		"Result":  func() error { _, _, _, err := f.store.Result(ctx, key); return err },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

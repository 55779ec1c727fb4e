package sqlstore

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/opmaat/opmaat/assessment"
)

// now is the clock of the tests: a round number of milliseconds.
var now = time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)

// benchRef is the questionnaire of the benchmarks.
var benchRef = assessment.Ref{ID: "maturity", Version: 1}

// asked is a question of the tests that newTest makes.
func asked(item string) assessment.Question {
	return assessment.Question{Ref: benchRef, Form: "full", Item: item}
}

const (
	benchClients = 64 // goroutines of the parallel benchmarks
	benchItems   = 45 // items of a questionnaire
)

// newTest returns a test like those that people take.
func newTest() assessment.Test {
	return assessment.Test{
		ID: rand.Text(), KeyHash: rand.Text(), Ref: benchRef, Hash: rand.Text(), Form: "full", Language: "nl",
		Profile: assessment.Profile{Name: "Gemeente", Country: "NL", Staff: 800},
		State:   assessment.Draft, Created: now, Updated: now,
	}
}

// createTests stores n tests and returns their capabilities.
func createTests(t testing.TB, s assessment.Store, n int) []string {
	t.Helper()
	keys := make([]string, n)
	err := s.InTx(context.Background(), func(tx assessment.Store) error {
		for i := range keys {
			test := newTest()
			keys[i] = test.KeyHash
			if _, err := tx.CreateTest(context.Background(), test); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// parallel runs fn from benchClients goroutines; c is the goroutine, n its count.
func parallel(b *testing.B, fn func(c, n int) error) {
	b.SetParallelism(max(1, benchClients/runtime.GOMAXPROCS(0)))
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		c := int(next.Add(1)-1) % benchClients
		for n := 0; pb.Next(); n++ {
			if err := fn(c, n); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "saves/s")
}

// BenchmarkSaveEntry saves answers from 64 goroutines, each for its own test.
func BenchmarkSaveEntry(b *testing.B) {
	db := openTemp(b)
	s := db.Tests()
	keys, items := createTests(b, s, benchClients), itemIDs()
	before := db.Counts()
	parallel(b, func(c, n int) error {
		e := assessment.Entry{Answer: valueOf(n)}
		return s.SaveEntry(context.Background(), keys[c], asked(items[n%benchItems]), e, now)
	})
	after := db.Counts()
	b.ReportMetric(float64(after.Statements-before.Statements)/float64(b.N), "statements/op")
	b.ReportMetric(float64(b.N)/float64(after.Transactions-before.Transactions), "saves/commit")
}

// BenchmarkCeiling is the bare minimum on the same machine: group commit of one
// upsert, without tests, guards or errors.
func BenchmarkCeiling(b *testing.B) {
	commit := newCeiling(b)
	ids, items := make([]string, benchClients), itemIDs()
	for i := range ids {
		ids[i] = rand.Text()
	}
	parallel(b, func(c, n int) error {
		return commit(ids[c], items[n%benchItems], valueOf(n).Code())
	})
}

// valueOf returns another value than the one saved for the same item the round
// before: SQLite writes nothing, and syncs nothing, when a row stays the same.
func valueOf(n int) assessment.Answer { return assessment.Value((n + n/benchItems) % 5) }

// itemIDs returns ids of the usual length.
func itemIDs() []string {
	ids := make([]string, benchItems)
	for i := range ids {
		ids[i] = fmt.Sprintf("information-%02d", i)
	}
	return ids
}

// ceiling is one save waiting for its commit.
type ceiling struct {
	id, item, code string
	done           chan error
}

// newCeiling returns a function that upserts and waits for the shared commit.
func newCeiling(b *testing.B) func(id, item, code string) error {
	path := filepath.Join(b.TempDir(), "ceiling.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		b.Fatal(err)
	}
	db, err := sqlx.Open("sqlite3", writerDSN(path))
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Connx(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	prepare := func(text string) func(args ...any) error {
		st, err := conn.PrepareContext(context.Background(), text)
		if err != nil {
			b.Fatal(err)
		}
		return func(args ...any) error { _, err := st.Exec(args...); return err }
	}
	if err := prepare(`CREATE TABLE entries (id TEXT NOT NULL, item TEXT NOT NULL, code TEXT NOT NULL,
		PRIMARY KEY (id, item)) STRICT, WITHOUT ROWID`)(); err != nil {
		b.Fatal(err)
	}
	begin, commit := prepare("BEGIN IMMEDIATE"), prepare("COMMIT")
	upsert := prepare(`INSERT INTO entries (id, item, code) VALUES (?, ?, ?)
		ON CONFLICT (id, item) DO UPDATE SET code = excluded.code`)
	queue, stopped := make(chan *ceiling, queueSize), make(chan struct{})
	go runCeiling(queue, stopped, begin, upsert, commit)
	b.Cleanup(func() {
		close(queue)
		<-stopped
		db.Close()
	})
	return func(id, item, code string) error {
		c := &ceiling{id, item, code, make(chan error, 1)}
		queue <- c
		return <-c.done
	}
}

// runCeiling is the group commit at its simplest.
func runCeiling(queue chan *ceiling, stopped chan struct{}, begin, upsert, commit func(...any) error) {
	defer close(stopped)
	for first := range queue {
		batch := append(make([]*ceiling, 0, maxBatch), first)
		err := begin()
		for more := true; more && len(batch) < maxBatch; {
			select {
			case c, open := <-queue:
				if more = open; open {
					batch = append(batch, c)
				}
			default:
				more = false
			}
		}
		for _, c := range batch {
			if err == nil {
				err = upsert(c.id, c.item, c.code)
			}
		}
		if err == nil {
			err = commit()
		}
		for _, c := range batch {
			c.done <- err
		}
	}
}

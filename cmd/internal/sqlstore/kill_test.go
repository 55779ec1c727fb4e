package sqlstore

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

// TestKill kills a saving process again and again. After each kill every
// acknowledged save is there and the database is sound.
func TestKill(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 5
	}
	dir := t.TempDir()
	withDB(t, dir, func(db *DB) {
		test := newTest()
		test.KeyHash = killKey
		if _, err := db.Tests().CreateTest(t.Context(), test); err != nil {
			t.Fatal(err)
		}
	})
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	checked := 0
	for round := range rounds {
		acked := killRound(t, child(t, "save", dir), time.Duration(random.IntN(120))*time.Millisecond)
		if len(acked) == 0 {
			t.Fatalf("round %d (seed %d): nothing was saved", round, seed)
		}
		withDB(t, dir, func(db *DB) {
			_, stored, err := db.Tests().Entries(t.Context(), killKey)
			if err != nil {
				t.Fatal(err)
			}
			for item, line := range acked {
				if err := kept(line, stored[item]); err != nil {
					t.Fatalf("round %d (seed %d): %s: %v", round, seed, item, err)
				}
			}
			sound(t, db)
		})
		checked += len(acked)
	}
	t.Logf("%d rounds, the last acknowledged save of %d items was there", rounds, checked)
}

// withDB opens a data folder for fn and closes it.
func withDB(t *testing.T, dir string, fn func(*DB)) {
	t.Helper()
	db := openIn(t, dir)
	fn(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// sound fails unless SQLite finds the whole database in order.
func sound(t *testing.T, db *DB) {
	t.Helper()
	var verdict string
	err := db.read(t.Context(), func(s *session) error { return s.row("PRAGMA integrity_check", []any{&verdict}) })
	if err != nil || verdict != "ok" {
		t.Fatalf("integrity check: %s %v", verdict, err)
	}
}

// killRound lets a child save, kills it some time after its first line and
// returns the last acknowledged line of each item.
func killRound(t *testing.T, cmd *exec.Cmd, after time.Duration) map[string]string {
	t.Helper()
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acked := make(map[string]string)
	for in := bufio.NewScanner(out); in.Scan(); {
		if len(acked) == 0 {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		if item, line, ok := strings.Cut(in.Text(), " "); ok {
			acked[item] = line
		}
	}
	if err := cmd.Wait(); err == nil || complaint.Len() > 0 {
		t.Fatalf("the child was not killed: %v %s", err, &complaint)
	}
	return acked
}

// kept checks that the acknowledged save, or a later one, is stored.
func kept(line string, e assessment.Entry) error {
	code, number, _ := strings.Cut(line, " ")
	acked, err := strconv.Atoi(number)
	if err != nil {
		return fmt.Errorf("line %q: %w", line, err)
	}
	stored, err := strconv.Atoi(e.Comment)
	if err != nil || stored < acked || e.Code() != strconv.Itoa(stored%5) || (stored == acked && e.Code() != code) {
		return fmt.Errorf("acknowledged %s, stored %s %s", line, e.Code(), e.Comment)
	}
	return nil
}

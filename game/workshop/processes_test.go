package workshop_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// keyCount counts how often each key is in a log.
func keyCount(t *testing.T, log []string) map[string]int {
	t.Helper()
	count := map[string]int{}
	for _, text := range log {
		var c workshop.Command
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			t.Fatal(err)
		}
		count[c.Key]++
	}
	return count
}

// Two processes serve one session from one store. Every phone sends each of its
// commands twice, to either process: nothing is lost and nothing is doubled.
func TestTwoProcessesServeOneSession(t *testing.T) {
	const phones, rounds = 8, 20
	m := newMemory()
	first, second := start(t, m), start(t, m)
	a := first.voteRoom(phones)
	b := second.open(a.ID)
	before := len(m.log(a.ID))
	options := []string{"d1.ask", "d1.policy", "d1.launch"}
	var wait sync.WaitGroup
	for phone := range phones {
		wait.Go(func() {
			for n := range rounds {
				c := voting(phone+1, options[n%len(options)], fmt.Sprintf("vote %d of %d", n, phone))
				for try := range 2 {
					if _, err := [2]table{a, b}[(phone+n+try)%2].Do(t.Context(), c); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wait.Wait()
	seq := int64(before + phones*rounds)
	for _, r := range []table{a, b} {
		if err := r.Refresh(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
		if r.seq() != seq {
			t.Errorf("at %d, want %d", r.seq(), seq)
		}
	}
	for key, n := range keyCount(t, m.log(a.ID)[before:]) {
		if n != 1 {
			t.Errorf("%s was stored %d times", key, n)
		}
	}
	third := start(t, m).open(a.ID)
	if a.seen() != b.seen() || a.seen() != third.seen() {
		t.Errorf("the states differ:\n%s\n%s\n%s", a.seen(), b.seen(), third.seen())
	}
}

// What a process has not heard of yet counts all the same: neither "it is so
// already" nor "that is over" may rest on old news.
func TestAnswersDoNotRestOnOldNews(t *testing.T) {
	m := newMemory()
	a := start(t, m).voteRoom(4)
	b := start(t, m).open(a.ID)
	a.do(voting(1, "d1.ask", "1"))
	b.do(voting(1, "d1.policy", "2"))
	if !a.do(voting(1, "d1.ask", "3")) {
		t.Error("the last vote was thought to be there")
	}
	a.next(1)
	decision := workshop.Command{Kind: workshop.Decision, At: 4000, Seat: 1, Option: "d1.ask", Key: "4"}
	if !b.do(decision) {
		t.Error("the decision was thought to be early")
	}
	vote := look(b, func(s *workshop.State) string { return s.Tables[0].Rounds[0].Votes[1] })
	if vote != "d1.ask" || b.do(decision) {
		t.Errorf("vote %q", vote)
	}
}

// A store that always says that somebody was first must not be asked for ever.
func TestAnEndlessConflictEnds(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(4)
	var asked atomic.Int64
	m.plan(func(op string) error {
		if op == "append" {
			asked.Add(1)
			return errs.New(errs.Conflict, "workshop.error.order")
		}
		return nil
	}, nil)
	if _, err := r.Do(t.Context(), voting(1, "d1.ask", "a")); !errs.Is(err, errs.Unavailable) || asked.Load() > 100 {
		t.Fatalf("asked %d times: %v", asked.Load(), err)
	}
	m.plan(nil, nil)
	if !r.do(voting(1, "d1.ask", "a")) {
		t.Error("it did not recover")
	}
}

func TestRefresh(t *testing.T) {
	m := newMemory()
	a := start(t, m).voteRoom(4)
	b := start(t, m).open(a.ID)
	if b.seq() != a.seq() {
		t.Fatal("a room that is opened knows what is stored")
	}
	a.do(voting(1, "d1.ask", "a"))
	for _, seq := range []int64{0, b.seq()} {
		if err := b.Refresh(t.Context(), seq); err != nil || b.seq() == a.seq() {
			t.Fatalf("refreshed to %d, asked for %d: %v", b.seq(), seq, err)
		}
	}
	if err := b.Refresh(t.Context(), a.seq()); err != nil || b.seen() != a.seen() {
		t.Fatalf("refreshed: %v", err)
	}
}

// Readers see stored states only, never going back, while others write.
func TestReadingWhileWriting(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(8)
	options := []string{"d1.ask", "d1.policy"}
	done := make(chan struct{})
	var writers, readers sync.WaitGroup
	for phone := range 8 {
		writers.Go(func() {
			for n := range 50 {
				r.do(voting(phone+1, options[n%2], ""))
			}
		})
	}
	for range 4 {
		readers.Go(func() {
			last := int64(0)
			for {
				select {
				case <-done:
					return
				default:
				}
				seq := look(r, func(s *workshop.State) int64 { return s.Seq })
				if stored := int64(len(m.log(r.ID))); seq < last || seq > stored {
					t.Errorf("read %d after %d, stored %d", seq, last, stored)
					return
				}
				last = seq
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
}

// No goroutine outlives its work: the bubble fails when one is left.
func TestNothingIsLeftRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		r := start(t, m).voteRoom(10)
		m.plan(func(string) error { time.Sleep(time.Millisecond); return nil }, nil)
		var wait sync.WaitGroup
		for n := range 100 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n)*100*time.Microsecond)
			wait.Go(func() {
				defer cancel()
				_, _ = r.Do(ctx, voting(n%10+1, []string{"d1.ask", "d1.policy"}[n%2], ""))
			})
		}
		wait.Wait()
	})
}

func TestAProcessHasOneRoomOfASession(t *testing.T) {
	m := newMemory()
	p := start(t, m)
	id := p.create()
	var wait sync.WaitGroup
	rooms := make([]*workshop.Room, 16)
	for i := range rooms {
		wait.Go(func() { rooms[i], _ = p.Room(t.Context(), id) })
	}
	wait.Wait()
	for _, r := range rooms {
		if r == nil || r != rooms[0] {
			t.Fatal("two rooms of one session")
		}
	}
	if loaded := p.Loaded(); len(loaded) != 1 || loaded[0] != id {
		t.Errorf("loaded %v", loaded)
	}
	p.Forget(id)
	if again := p.open(id); again.Room == rooms[0] || len(p.Loaded()) != 1 {
		t.Error("the room was not forgotten")
	}
}

// A room that was forgotten while somebody still uses it does no harm.
func TestAForgottenRoomStillServes(t *testing.T) {
	m := newMemory()
	p := start(t, m)
	old := p.voteRoom(4)
	p.Forget(old.ID)
	fresh := p.open(old.ID)
	fresh.do(voting(1, "d1.ask", "a"))
	old.do(voting(2, "d1.ask", "b"))
	fresh.do(voting(3, "d1.ask", "c"))
	if n := len(keyCount(t, m.log(old.ID))); int(fresh.seq()) != len(m.log(old.ID)) || n < 7 {
		t.Errorf("at %d of %d", fresh.seq(), len(m.log(old.ID)))
	}
}

func TestRoomErrors(t *testing.T) {
	m := newMemory()
	p := start(t, m)
	if _, err := p.Room(t.Context(), "nobody"); !errs.Is(err, errs.NotFound) {
		t.Errorf("an unknown session: %v", err)
	}
	id := p.create()
	p.Scenarios = shelf{}
	if _, err := p.Room(t.Context(), id); !errs.Is(err, errs.Conflict) {
		t.Errorf("a scenario that is gone: %v", err)
	}
	p = start(t, m)
	r := p.open(id)
	r.do(joining(1))
	if err := m.DeleteSession(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Do(t.Context(), joining(2)); !errs.Is(err, errs.NotFound) {
		t.Errorf("a session that is gone: %v", err)
	}
}

func TestCreateErrors(t *testing.T) {
	p := start(t, newMemory())
	for field, in := range map[string]workshop.CreateInput{
		"agenda":  {Scenario: "zandhoek", Agenda: 61, Devices: "personal"},
		"devices": {Scenario: "zandhoek", Agenda: 60, Devices: "tins"},
	} {
		_, _, err := p.Create(t.Context(), in)
		if e, ok := errors.AsType[*errs.E](err); !ok || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	p.Scenarios = shelf{}
	if _, _, err := p.Create(t.Context(), workshop.CreateInput{}); !errs.Is(err, errs.Invalid) {
		t.Errorf("no scenario: %v", err)
	}
}

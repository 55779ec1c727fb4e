package workshop_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
	"github.com/opmaat/opmaat/game/workshop"
)

// shelf has one scenario, or none.
type shelf struct{ scenario *game.Scenario }

func (s shelf) Scenario(assessment.Ref) (*game.Scenario, bool) { return s.scenario, s.scenario != nil }

func (s shelf) LatestScenario(string) (*game.Scenario, bool) { return s.scenario, s.scenario != nil }

// process is one process that serves sessions out of a store.
type process struct {
	*testing.T
	*workshop.Rooms
	mu    sync.Mutex
	heard []int64 // the numbers that were published
}

func start(t *testing.T, store workshop.Store) *process {
	p := &process{T: t}
	p.Rooms = &workshop.Rooms{
		Store: store, Scenarios: shelf{gametest.Scenario()}, Now: func() time.Time { return time.UnixMilli(1000) },
		Chance: func() uint64 { return 7 }, Publish: p.hear,
	}
	return p
}

func (p *process) hear(_ string, seq int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = append(p.heard, seq)
}

// last is the newest number that was published.
func (p *process) last() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.heard) == 0 {
		return 0
	}
	return p.heard[len(p.heard)-1]
}

func (p *process) create() string {
	p.Helper()
	s, _, err := p.Create(p.Context(), workshop.CreateInput{Scenario: "zandhoek", Agenda: 60, Devices: "personal"})
	if err != nil {
		p.Fatal(err)
	}
	return s.ID
}

// table is a room under test.
type table struct {
	*process
	*workshop.Room
}

func (p *process) open(id string) table {
	p.Helper()
	room, err := p.Rooms.Room(p.Context(), id)
	if err != nil {
		p.Fatal(err)
	}
	return table{p, room}
}

func (r table) do(c workshop.Command) (changed bool) {
	r.Helper()
	changed, err := r.Do(r.Context(), c)
	if err != nil {
		r.Fatalf("%s: %v", c.Kind, err)
	}
	return changed
}

// look copies one thing out of the state.
func look[T any](r table, fn func(*workshop.State) T) (found T) {
	r.Helper()
	err := r.Read(context.Background(), func(s *workshop.State) error {
		found = fn(s)
		return nil
	})
	if err != nil {
		r.Fatal(err)
	}
	return found
}

func (r table) seq() int64 {
	r.Helper()
	return look(r, func(s *workshop.State) int64 { return s.Seq })
}

// seen is everything that can be seen of the session, without its scenario.
func (r table) seen() string {
	r.Helper()
	return look(r, func(s *workshop.State) string {
		flat := *s
		flat.Scenario, flat.Tables = nil, nil
		parts := []any{flat}
		for _, t := range s.Tables {
			bare := *t
			bare.Play.Scenario = nil
			parts = append(parts, bare)
		}
		text, err := json.Marshal(parts)
		if err != nil {
			r.Fatal(err)
		}
		return string(text)
	})
}

// next moves the session on by so many phases.
func (r table) next(times int) {
	r.Helper()
	for range times {
		version := look(r, func(s *workshop.State) int64 { return s.Version })
		r.do(workshop.Command{Kind: workshop.Next, At: 2000, Facilitator: true, Version: version})
	}
}

func joining(n int) workshop.Command {
	return workshop.Command{Kind: workshop.Join, At: 1000, Hash: fmt.Sprint("phone ", n), Key: fmt.Sprint("join ", n), Language: "nl"}
}

func voting(seat int, option, key string) workshop.Command {
	return workshop.Command{Kind: workshop.Ballot, At: 3000, Seat: seat, Option: option, Key: key}
}

// voteRoom is a session in its first vote with so many seats.
func (p *process) voteRoom(seats int) table {
	p.Helper()
	r := p.open(p.create())
	for n := range seats {
		r.do(joining(n + 1))
	}
	r.next(4)
	return r
}

// outcome is what became of a command.
type outcome struct {
	changed bool
	err     error
}

// together sends commands while the store is busy with another one, so that
// they wait for one another, and returns what became of each. It must be called
// in a synctest bubble.
func (r table) together(m *memory, commands ...workshop.Command) []outcome {
	r.Helper()
	free := make(chan struct{})
	m.plan(func(string) error { <-free; return nil }, nil)
	var wait sync.WaitGroup
	wait.Go(func() { r.do(workshop.Command{Kind: workshop.Blackout, At: 3000, Facilitator: true, On: true}) })
	synctest.Wait()
	outcomes := make([]outcome, len(commands))
	for i, c := range commands {
		wait.Go(func() { outcomes[i].changed, outcomes[i].err = r.Do(context.Background(), c) })
		synctest.Wait()
	}
	m.plan(nil, nil)
	close(free)
	wait.Wait()
	return outcomes
}

func TestCommandsThatWaitAreStoredTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		p := start(t, m)
		r := p.voteRoom(50)
		before, seq := m.stored(), r.seq()
		var votes []workshop.Command
		for n := range 50 {
			votes = append(votes, voting(n+1, "d1.ask", fmt.Sprint("vote ", n)))
		}
		for i, o := range r.together(m, votes...) {
			if !o.changed || o.err != nil {
				t.Errorf("vote %d: %v", i, o)
			}
		}
		if n := m.stored() - before; n != 2 {
			t.Errorf("stored in %d appends, want one for the busy command and one for all votes", n)
		}
		synctest.Wait()
		if r.seq() != seq+51 || p.last() != seq+51 {
			t.Errorf("at %d, heard of %d, want %d", r.seq(), p.last(), seq+51)
		}
	})
}

func TestARefusedCommandDoesNotHurtTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		r := start(t, m).voteRoom(4)
		got := r.together(m, voting(1, "d1.ask", "a"), voting(2, "nonsense", "b"), voting(99, "d1.ask", "c"), voting(3, "d1.policy", "d"),
			workshop.Command{Kind: workshop.Next, Seat: 1}, voting(1, "d1.ask", "a"), voting(3, "d1.policy", "e"))
		for i, want := range []struct {
			changed bool
			key     string
		}{{true, ""}, {false, "game.error.option"}, {false, "workshop.error.noSeat"}, {true, ""}, {false, "workshop.error.notHost"}, {false, ""}, {false, ""}} {
			key := ""
			if e, ok := errors.AsType[*errs.E](got[i].err); ok {
				key = e.Key
			}
			if got[i].changed != want.changed || key != want.key || (got[i].err != nil) != (want.key != "") {
				t.Errorf("command %d: %v, want %v", i, got[i], want)
			}
		}
		votes := look(r, func(s *workshop.State) int { return len(s.Tables[0].Rounds[0].Votes) })
		if votes != 2 {
			t.Errorf("%d votes, want 2", votes)
		}
	})
}

// A defect in the rules fails the command that met it, not the program.
func TestAPanicFailsOneCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		p := start(t, m)
		id := p.voteRoom(3).ID
		broken := *gametest.Scenario()
		broken.Dilemmas = nil // no vote can be checked
		p.Forget(id)
		p.Scenarios = shelf{&broken}
		r := p.open(id)
		got := r.together(m, joining(4), voting(1, "d1.ask", "a"), joining(5))
		if !got[0].changed || !got[2].changed || got[0].err != nil || got[2].err != nil {
			t.Errorf("those beside it: %v", got)
		}
		if got[1].changed || errs.KindOf(got[1].err) != errs.Internal || !strings.Contains(got[1].err.Error(), "ballot") {
			t.Errorf("the panic: %v", got[1])
		}
		if n := look(r, func(s *workshop.State) int { return len(s.Seats) }); n != 5 || int(r.seq()) != len(m.log(id)) {
			t.Errorf("%d seats at %d of %d", n, r.seq(), len(m.log(id)))
		}
	})
}

var errDisk = errs.New(errs.Unavailable, "error.store_unavailable")

func failing(op string) func(string) error {
	return func(now string) error {
		if now == op || op == "" {
			return errDisk
		}
		return nil
	}
}

func TestWhatWasNotStoredDoesNotCount(t *testing.T) {
	m := newMemory()
	p := start(t, m)
	r := p.voteRoom(4)
	before, seq := r.seen(), r.seq()
	for _, op := range []string{"append", ""} {
		m.plan(failing(op), nil)
		if changed, err := r.Do(t.Context(), voting(1, "d1.ask", "a")); changed || !errs.Is(err, errs.Unavailable) {
			t.Fatalf("with %q failing: %v %v", op, changed, err)
		}
		if err := r.Read(t.Context(), func(*workshop.State) error { return nil }); op == "" && err == nil {
			t.Fatal("a state was made up")
		}
		m.plan(nil, nil)
		if r.seen() != before || p.last() > seq {
			t.Fatalf("with %q failing something was left behind: %s", op, r.seen())
		}
	}
	if !r.do(voting(2, "d1.ask", "later")) || int(r.seq()) != len(m.log(r.ID)) {
		t.Error("it did not recover")
	}
}

// A store may fail after it stored: the answer is "not now", and the same
// command with the same key is done once.
func TestARepeatAfterAnUnknownEndIsDoneOnce(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(4)
	seq := r.seq()
	m.plan(nil, failing("append"))
	if _, err := r.Do(t.Context(), voting(1, "d1.ask", "a")); !errs.Is(err, errs.Unavailable) {
		t.Fatal(err)
	}
	m.plan(nil, nil)
	if r.do(voting(1, "d1.ask", "a")) || r.seq() != seq+1 || int(r.seq()) != len(m.log(r.ID)) {
		t.Errorf("at %d, want %d", r.seq(), seq+1)
	}
}

// What was stored after all is told to everybody, even before the next command.
func TestAnUnknownEndIsToldWhenItIsKnown(t *testing.T) {
	for _, readable := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			m := newMemory()
			p := start(t, m)
			r := p.voteRoom(4)
			seq := r.seq()
			m.plan(nil, func(string) error {
				if !readable { // from now on nothing can be read either
					m.plan(failing(""), nil)
				}
				return errDisk
			})
			if _, err := r.Do(t.Context(), voting(1, "d1.ask", "a")); !errs.Is(err, errs.Unavailable) {
				t.Fatal(err)
			}
			synctest.Wait()
			m.plan(nil, nil)
			if told := p.last() == seq+1; told != readable {
				t.Errorf("readable %v, heard of %d", readable, p.last())
			}
			if r.seq() != seq+1 || p.last() != seq+1 {
				t.Errorf("at %d, heard of %d, want %d", r.seq(), p.last(), seq+1)
			}
			heard := len(p.heard)
			if r.seq(); len(p.heard) != heard {
				t.Error("it was told again")
			}
		})
	}
}

// A session that was deleted is not an empty lobby for who still has its room.
func TestADeletedSessionIsNoLobby(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(4)
	if err := m.DeleteSession(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Do(t.Context(), voting(1, "d1.ask", "a")); !errs.Is(err, errs.NotFound) {
		t.Errorf("a vote: %v", err)
	}
	if err := r.Read(t.Context(), func(s *workshop.State) error { return nil }); !errs.Is(err, errs.NotFound) {
		t.Errorf("a look: %v", err)
	}
	if err := r.Refresh(t.Context(), 99); !errs.Is(err, errs.NotFound) {
		t.Errorf("a refresh: %v", err)
	}
}

// Reading goes on while the store cannot be read, as long as nothing was lost.
func TestReadingOutlivesTheStore(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(4)
	before := r.seen()
	m.plan(failing(""), nil)
	if err := r.Refresh(t.Context(), 999); !errs.Is(err, errs.Unavailable) {
		t.Fatal(err)
	}
	if _, err := r.Do(t.Context(), voting(1, "nonsense", "a")); err == nil {
		t.Fatal("nonsense went through")
	}
	if r.seen() != before {
		t.Error("the state was lost")
	}
}

func TestACallerThatGoesMayHaveBeenHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		r := start(t, m).voteRoom(4)
		m.plan(func(op string) error { time.Sleep(time.Second); return nil }, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := r.Do(ctx, voting(1, "d1.ask", "a"))
		if !errs.Is(err, errs.Unavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		votes := func() int { return look(r, func(s *workshop.State) int { return len(s.Tables[0].Rounds[0].Votes) }) }
		if votes() != 1 || r.do(voting(1, "d1.ask", "a")) || votes() != 1 {
			t.Errorf("%d votes, want one", votes())
		}
	})
}

func TestKeysOutliveARestart(t *testing.T) {
	m := newMemory()
	r := start(t, m).voteRoom(4)
	c := workshop.Command{Kind: workshop.Next, At: 3000, Facilitator: true, Version: look(r, func(s *workshop.State) int64 { return s.Version }), Key: "press"}
	r.do(voting(1, "d1.ask", "a"))
	r.do(voting(1, "d1.policy", "b"))
	r.do(c)
	again := start(t, m).open(r.ID)
	for _, repeated := range []workshop.Command{c, voting(1, "d1.ask", "a"), joining(2)} {
		if again.do(repeated) {
			t.Errorf("%s was done again after the restart", repeated.Kind)
		}
	}
	if again.seen() != r.seen() {
		t.Errorf("after the restart:\n got %s\nwant %s", again.seen(), r.seen())
	}
}

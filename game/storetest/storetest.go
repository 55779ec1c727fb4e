// Package storetest is the contract of game.Store as tests. Every store runs
// it; what it does not check, no caller may rely on.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// Run checks the whole contract, each part as a subtest with a store of its own.
func Run(t *testing.T, open func(t *testing.T) game.Store) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(fixture{T: t, Store: open(t)}) })
	}
}

type fixture struct {
	*testing.T
	game.Store
}

var start = time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)

func at(n int) time.Time { return start.Add(time.Duration(n) * time.Millisecond) }

func (f fixture) ctx() context.Context { return f.Context() }

func (f fixture) ok(err error) {
	f.Helper()
	if err != nil {
		f.Fatalf("unexpected error: %v", err)
	}
}

func (f fixture) refused(err error, kind errs.Kind, key string) {
	f.Helper()
	e, ok := errors.AsType[*errs.E](err)
	if !ok || e.Kind != kind || e.Key != key {
		f.Fatalf("error %v, want kind %d with key %q", err, kind, key)
	}
}

// example is a game with every field set.
func example() game.Solo {
	return game.Solo{
		ID: rand.Text(), KeyHash: rand.Text(), Ref: assessment.Ref{ID: "vlasbrugge", Version: 2}, Hash: "c0ffee",
		Setup: game.Setup{Seed: 1<<64 - 1, Short: true, TestBands: map[string]int{"d1": 1, "d9": 4}},
		Role:  "adviser", Needs: []string{"know", "news"}, Created: start, Updated: start,
		Attempts: []game.Attempt{{Number: 1}},
	}
}

func (f fixture) create() game.Solo {
	f.Helper()
	g := example()
	created, err := f.CreateSolo(f.ctx(), g)
	f.ok(err)
	if !created {
		f.Fatal("a new game was not created")
	}
	return g
}

func (f fixture) same(want game.Solo) {
	f.Helper()
	got, err := f.Solo(f.ctx(), want.KeyHash)
	f.ok(err)
	if !reflect.DeepEqual(got, want) {
		f.Fatalf("game:\n got %+v\nwant %+v", got, want)
	}
}

func turn(attempt, round int, option string) game.Turn {
	return game.Turn{Attempt: attempt, Round: round, Option: option, Moves: []string{"m.b", "m.a"}, Reason: "why 🙂 \x00 'no'", At: at(round)}
}

var cases = []struct {
	name string
	run  func(f fixture)
}{
	{"a game comes back as it was made", func(f fixture) { f.same(f.create()) }},
	{"the same capability again changes nothing", func(f fixture) {
		g := f.create()
		other := example()
		other.KeyHash = g.KeyHash
		created, err := f.CreateSolo(f.ctx(), other)
		f.ok(err)
		if created {
			f.Fatal("created twice")
		}
		f.same(g)
	}},
	{"turns come back in order, byte for byte", func(f fixture) {
		g := f.create()
		for _, round := range []int{1, 2, 3} {
			f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(1, round, "d.a")))
			g.Turns = append(g.Turns, turn(1, round, "d.a"))
		}
		g.Updated = at(3)
		f.same(g)
	}},
	{"the same turn again changes nothing, another is refused", func(f fixture) {
		g := f.create()
		f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, "d1.a")))
		f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, "d1.a")))
		f.refused(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, "d1.b")), errs.Conflict, "game.error.stale")
		moved := turn(1, 1, "d1.a")
		moved.Moves = nil
		f.refused(f.AddTurn(f.ctx(), g.KeyHash, moved), errs.Conflict, "game.error.stale")
		g.Turns, g.Updated = []game.Turn{turn(1, 1, "d1.a")}, at(1)
		f.same(g)
	}},
	{"attempts are numbered and only the newest is played", func(f fixture) {
		g := f.create()
		f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, "d1.a")))
		second := game.Attempt{Number: 2, From: 1, Before: 1}
		f.ok(f.AddAttempt(f.ctx(), g.KeyHash, second, at(5)))
		f.ok(f.AddAttempt(f.ctx(), g.KeyHash, second, at(5)))
		f.refused(f.AddAttempt(f.ctx(), g.KeyHash, game.Attempt{Number: 2, From: 1, Before: 2}, at(6)), errs.Conflict, "game.error.stale")
		f.refused(f.AddAttempt(f.ctx(), g.KeyHash, game.Attempt{Number: 4, From: 1, Before: 1}, at(6)), errs.Conflict, "game.error.stale")
		f.refused(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 2, "d2.a")), errs.Conflict, "game.error.stale")
		f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(2, 1, "d1.b")))
		got, err := f.Solo(f.ctx(), g.KeyHash)
		f.ok(err)
		if len(got.Turns) != 2 || len(got.Attempts) != 2 || got.TurnsOf(2)[0].Option != "d1.b" || got.TurnsOf(1)[0].Option != "d1.a" {
			f.Fatalf("attempts are mixed up: %+v", got)
		}
	}},
	{"one of two turns at the same time wins", func(f fixture) {
		g := f.create()
		var wait sync.WaitGroup
		failed := make([]error, 8)
		for i := range failed {
			wait.Go(func() { failed[i] = f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, strings.Repeat("x", i+1))) })
		}
		wait.Wait()
		won := 0
		for _, err := range failed {
			if err == nil {
				won++
				continue
			}
			f.refused(err, errs.Conflict, "game.error.stale")
		}
		got, err := f.Solo(f.ctx(), g.KeyHash)
		f.ok(err)
		if won != 1 || len(got.Turns) != 1 {
			f.Fatalf("%d won, %d stored", won, len(got.Turns))
		}
	}},
	{"a pledge replaces the one before", func(f fixture) {
		g := f.create()
		f.ok(f.SavePledge(f.ctx(), g.KeyHash, game.Pledge{What: "first"}, at(1)))
		g.Pledge = game.Pledge{What: "ask the crews", With: "Noor", By: "2026-12-24"}
		f.ok(f.SavePledge(f.ctx(), g.KeyHash, g.Pledge, at(2)))
		g.Updated = at(2)
		f.same(g)
	}},
	{"an unknown game is not found", func(f fixture) {
		_, err := f.Solo(f.ctx(), "nobody")
		f.refused(err, errs.NotFound, "game.error.unknown")
		f.refused(f.AddTurn(f.ctx(), "nobody", turn(1, 1, "a")), errs.NotFound, "game.error.unknown")
		f.refused(f.AddAttempt(f.ctx(), "nobody", game.Attempt{Number: 2}, start), errs.NotFound, "game.error.unknown")
		f.refused(f.SavePledge(f.ctx(), "nobody", game.Pledge{}, start), errs.NotFound, "game.error.unknown")
	}},
	{"delete takes one game with all its turns", func(f fixture) {
		g, other := f.create(), f.create()
		f.ok(f.AddTurn(f.ctx(), g.KeyHash, turn(1, 1, "a")))
		f.ok(f.DeleteSolo(f.ctx(), g.KeyHash))
		f.ok(f.DeleteSolo(f.ctx(), g.KeyHash))
		_, err := f.Solo(f.ctx(), g.KeyHash)
		f.refused(err, errs.NotFound, "game.error.unknown")
		again := g
		_, err = f.CreateSolo(f.ctx(), again)
		f.ok(err)
		f.same(again)
		f.same(other)
	}},
	{"purge takes what is older, to the millisecond", func(f fixture) {
		old, kept := f.create(), f.create()
		f.ok(f.SavePledge(f.ctx(), kept.KeyHash, game.Pledge{}, at(1)))
		n, err := f.PurgeSolo(f.ctx(), at(1))
		f.ok(err)
		if n != 1 {
			f.Fatalf("%d went, want 1", n)
		}
		_, err = f.Solo(f.ctx(), old.KeyHash)
		f.refused(err, errs.NotFound, "game.error.unknown")
		if _, err = f.Solo(f.ctx(), kept.KeyHash); err != nil {
			f.Fatal(err)
		}
	}},
}

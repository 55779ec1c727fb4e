// Package storetest is the contract of workshop.Store as tests. Every store
// runs it; what it does not check, no caller may rely on.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"reflect"
	"sync"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// Run checks the whole contract, each part as a subtest with a store of its own.
func Run(t *testing.T, open func(t *testing.T) workshop.Store) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(fixture{T: t, Store: open(t)}) })
	}
}

type fixture struct {
	*testing.T
	workshop.Store
}

const start = int64(1_772_357_400_000)

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

func (f fixture) unknown(err error) {
	f.Helper()
	f.refused(err, errs.NotFound, "workshop.error.unknown")
}

// example is a session with every field set.
func example() workshop.Session {
	return workshop.Session{
		ID: rand.Text(), Code: workshop.NewCode(), Open: true, Host: rand.Text(), Cohost: rand.Text(), Recovery: rand.Text(), Screen: rand.Text(), Join: rand.Text(),
		Settings: workshop.Settings{Ref: assessment.Ref{ID: "vlasbrugge", Version: 3}, Hash: "c0ffee", Seed: 1<<64 - 1, Agenda: workshop.Agenda90, Devices: workshop.Shared, Timers: true},
		Created:  start, Changed: start,
	}
}

func (f fixture) create() workshop.Session {
	f.Helper()
	s := example()
	f.ok(f.CreateSession(f.ctx(), s))
	return s
}

func (f fixture) same(want workshop.Session) {
	f.Helper()
	got, err := f.Session(f.ctx(), want.ID)
	f.ok(err)
	if got != want {
		f.Fatalf("session:\n got %+v\nwant %+v", got, want)
	}
}

// command is a command with every field set.
func command(n int) workshop.Command {
	return workshop.Command{
		Kind: workshop.Decision, At: start + int64(n), Key: "k 🙂", Facilitator: true, Version: 9, Seat: n, Into: 2, Table: 3, Turn: 4, Minutes: -1, On: true,
		Hash: "h", NewHash: "nh", Language: "nl", Text: "why \x00 'no'; -- 🙂", Needs: []string{"a", "b"}, Option: "d1.ask", Moves: []string{"m.b", "m.a"},
		Pledge: &game.Pledge{What: "w", With: "x", By: "2026-12-24"},
	}
}

func (f fixture) commands(id string, after int64) []workshop.Command {
	f.Helper()
	all, err := f.Commands(f.ctx(), id, after)
	f.ok(err)
	return all
}

var cases = []struct {
	name string
	run  func(f fixture)
}{
	{"a session comes back as it was made, by each of its secrets", func(f fixture) {
		s, _ := f.create(), f.create()
		f.same(s)
		for by, hash := range map[workshop.Access]string{
			workshop.ByHost: s.Host, workshop.ByCohost: s.Cohost, workshop.ByRecovery: s.Recovery, workshop.ByScreen: s.Screen, workshop.ByJoin: s.Join,
		} {
			got, err := f.SessionBy(f.ctx(), by, hash)
			f.ok(err)
			if got != s {
				f.Fatalf("by %s: %+v", by, got)
			}
		}
		got, err := f.SessionByCode(f.ctx(), s.Code)
		f.ok(err)
		if got != s {
			f.Fatalf("by code: %+v", got)
		}
	}},
	{"a secret of one kind is not a secret of another", func(f fixture) {
		s := f.create()
		_, err := f.SessionBy(f.ctx(), workshop.ByHost, s.Screen)
		f.unknown(err)
		_, err = f.SessionBy(f.ctx(), workshop.ByScreen, s.Join)
		f.unknown(err)
	}},
	{"an open session has its code alone, a closed one frees it", func(f fixture) {
		s := f.create()
		other := example()
		other.Code = s.Code
		f.refused(f.CreateSession(f.ctx(), other), errs.Conflict, "workshop.error.codeTaken")
		f.ok(f.CloseSession(f.ctx(), s.ID))
		f.ok(f.CloseSession(f.ctx(), s.ID))
		f.ok(f.CreateSession(f.ctx(), other))
		got, err := f.SessionByCode(f.ctx(), s.Code)
		f.ok(err)
		if got.ID != other.ID {
			f.Fatal("the code leads to the closed session")
		}
		s.Open = false
		f.same(s)
	}},
	{"commands come back in order, byte for byte", func(f fixture) {
		s, other := f.create(), f.create()
		f.ok(f.Append(f.ctx(), s.ID, 1, []workshop.Command{command(1), command(2)}))
		f.ok(f.Append(f.ctx(), s.ID, 3, []workshop.Command{command(3)}))
		f.ok(f.Append(f.ctx(), s.ID, 4, nil))
		if got, want := f.commands(s.ID, 0), []workshop.Command{command(1), command(2), command(3)}; !reflect.DeepEqual(got, want) {
			f.Fatalf("commands:\n got %+v\nwant %+v", got, want)
		}
		if got := f.commands(s.ID, 2); len(got) != 1 || !reflect.DeepEqual(got[0], command(3)) {
			f.Fatalf("after 2: %+v", got)
		}
		if got := f.commands(s.ID, 9); len(got) != 0 {
			f.Fatalf("after the last: %+v", got)
		}
		if got := f.commands(other.ID, 0); len(got) != 0 {
			f.Fatalf("another session: %+v", got)
		}
		s.Changed = command(3).At
		f.same(s)
	}},
	{"a number that is taken or not the next is refused, all of it", func(f fixture) {
		s := f.create()
		f.ok(f.Append(f.ctx(), s.ID, 1, []workshop.Command{command(1)}))
		for _, first := range []int64{0, 1, 3, 9} {
			f.refused(f.Append(f.ctx(), s.ID, first, []workshop.Command{command(2), command(3)}), errs.Conflict, "workshop.error.order")
		}
		if got := f.commands(s.ID, 0); len(got) != 1 {
			f.Fatalf("%d commands, want 1", len(got))
		}
	}},
	{"one of many appending the same number wins", func(f fixture) {
		s := f.create()
		var wait sync.WaitGroup
		failed := make([]error, 8)
		for i := range failed {
			wait.Go(func() { failed[i] = f.Append(f.ctx(), s.ID, 1, []workshop.Command{command(i)}) })
		}
		wait.Wait()
		won := 0
		for _, err := range failed {
			if err == nil {
				won++
				continue
			}
			f.refused(err, errs.Conflict, "workshop.error.order")
		}
		if won != 1 || len(f.commands(s.ID, 0)) != 1 {
			f.Fatalf("%d won", won)
		}
	}},
	{"the host's secret can be replaced", func(f fixture) {
		s := f.create()
		old := s.Host
		s.Host = rand.Text()
		f.ok(f.SetHost(f.ctx(), s.ID, s.Host))
		f.same(s)
		_, err := f.SessionBy(f.ctx(), workshop.ByHost, old)
		f.unknown(err)
	}},
	{"an unknown session is not found", func(f fixture) {
		_, err := f.Session(f.ctx(), "nobody")
		f.unknown(err)
		_, err = f.SessionByCode(f.ctx(), "00000000")
		f.unknown(err)
		f.unknown(f.Append(f.ctx(), "nobody", 1, []workshop.Command{command(1)}))
		f.unknown(f.CloseSession(f.ctx(), "nobody"))
		f.unknown(f.SetHost(f.ctx(), "nobody", "x"))
	}},
	{"delete takes one session with its commands", func(f fixture) {
		s, other := f.create(), f.create()
		f.ok(f.Append(f.ctx(), s.ID, 1, []workshop.Command{command(1)}))
		f.ok(f.DeleteSession(f.ctx(), s.ID))
		f.ok(f.DeleteSession(f.ctx(), s.ID))
		_, err := f.Session(f.ctx(), s.ID)
		f.unknown(err)
		f.ok(f.CreateSession(f.ctx(), s))
		if got := f.commands(s.ID, 0); len(got) != 0 {
			f.Fatal("commands were left behind")
		}
		f.same(other)
	}},
	{"purge takes what is older, to the millisecond", func(f fixture) {
		old, kept := f.create(), f.create()
		f.ok(f.Append(f.ctx(), kept.ID, 1, []workshop.Command{command(1)}))
		n, err := f.PurgeSessions(f.ctx(), start+1)
		f.ok(err)
		if n != 1 {
			f.Fatalf("%d went, want 1", n)
		}
		_, err = f.Session(f.ctx(), old.ID)
		f.unknown(err)
		if _, err := f.Session(f.ctx(), kept.ID); err != nil {
			f.Fatal(err)
		}
	}},
}

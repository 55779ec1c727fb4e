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
	f.ok(f.CreateSession(f.ctx(), s, workshop.Limit{}))
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

// register is a stored register of a stored session, with two promises.
func (f fixture) register() workshop.Register {
	f.Helper()
	s := f.create()
	r := workshop.Register{ID: s.ID, Key: rand.Text(), Story: s.Settings.Ref, Held: start, Until: start + 1000, Promises: []workshop.Promise{
		{Seat: 2, Table: 1, Pledge: game.Pledge{What: "ask 'them'", With: "Noor 🙂", By: "2026-12-24"}},
		{Seat: 5, Table: 2, Pledge: game.Pledge{What: "count"}},
	}}
	f.ok(f.KeepRegister(f.ctx(), r, 7))
	return r
}

func (f fixture) hasRegister(want workshop.Register) {
	f.Helper()
	got, err := f.Register(f.ctx(), want.Key)
	f.ok(err)
	if !reflect.DeepEqual(got, want) {
		f.Fatalf("register:\n got %+v\nwant %+v", got, want)
	}
}

// command is a command with every field set.
func command(n int) workshop.Command {
	return workshop.Command{
		Kind: workshop.Decision, At: start + int64(n), Key: "k 🙂", Facilitator: true, Version: 9, Seat: n, Into: 2, Table: 3, Turn: 4, Seen: 5, Minutes: -1, On: true,
		Hash: "h", NewHash: "nh", Language: "nl", Text: "why \x00 'no'; -- 🙂", Forgotten: true, Needs: []string{"a", "b"}, Option: "d1.ask", Moves: []string{"m.b", "m.a"},
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
		f.refused(f.CreateSession(f.ctx(), other, workshop.Limit{}), errs.Conflict, "workshop.error.codeTaken")
		f.ok(f.CloseSession(f.ctx(), s.ID))
		f.ok(f.CloseSession(f.ctx(), s.ID))
		f.ok(f.CreateSession(f.ctx(), other, workshop.Limit{}))
		got, err := f.SessionByCode(f.ctx(), s.Code)
		f.ok(err)
		if got.ID != other.ID {
			f.Fatal("the code leads to the closed session")
		}
		s.Open = false
		f.same(s)
	}},
	{"only so many sessions run at once; closed and old ones do not count", func(f fixture) {
		limit := workshop.Limit{Live: 2, Since: start}
		first, second, third := example(), example(), example()
		old := example()
		old.Changed = start - 1
		for _, s := range []workshop.Session{old, first, second} {
			f.ok(f.CreateSession(f.ctx(), s, limit))
		}
		err := f.CreateSession(f.ctx(), third, limit)
		f.refused(err, errs.TooMany, "workshop.error.live")
		_, err = f.Session(f.ctx(), third.ID)
		f.unknown(err)
		f.ok(f.CloseSession(f.ctx(), first.ID))
		f.ok(f.CreateSession(f.ctx(), third, limit))
		f.refused(f.CreateSession(f.ctx(), example(), limit), errs.TooMany, "workshop.error.live")
	}},
	{"of many made at once no more than the limit stay", func(f fixture) {
		var wait sync.WaitGroup
		failed := make([]error, 8)
		for i := range failed {
			wait.Go(func() { failed[i] = f.CreateSession(f.ctx(), example(), workshop.Limit{Live: 3, Since: start}) })
		}
		wait.Wait()
		made := 0
		for _, err := range failed {
			if err == nil {
				made++
				continue
			}
			f.refused(err, errs.TooMany, "workshop.error.live")
		}
		if made != 3 {
			f.Fatalf("%d were made, want 3", made)
		}
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
	{"a new code takes the place of the old one, once a renewal", func(f fixture) {
		s, other := f.create(), f.create()
		was := s
		s.Code, s.Join, s.Renewed = workshop.NewCode(), rand.Text(), 1
		f.ok(f.SetCode(f.ctx(), s.ID, 1, s.Code, s.Join))
		f.same(s)
		_, err := f.SessionByCode(f.ctx(), was.Code)
		f.unknown(err)
		_, err = f.SessionBy(f.ctx(), workshop.ByJoin, was.Join)
		f.unknown(err)
		for _, renewal := range []int{0, 1, 3} {
			f.refused(f.SetCode(f.ctx(), s.ID, renewal, workshop.NewCode(), rand.Text()), errs.Conflict, "workshop.error.order")
		}
		f.refused(f.SetCode(f.ctx(), s.ID, 2, other.Code, rand.Text()), errs.Conflict, "workshop.error.codeTaken")
		f.unknown(f.SetCode(f.ctx(), "nobody", 1, workshop.NewCode(), "x"))
		f.ok(f.CloseSession(f.ctx(), s.ID))
		f.refused(f.SetCode(f.ctx(), s.ID, 2, workshop.NewCode(), rand.Text()), errs.Conflict, "workshop.error.order")
		s.Open = false
		f.same(s)
		f.same(other)
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
		f.ok(f.CreateSession(f.ctx(), s, workshop.Limit{}))
		if got := f.commands(s.ID, 0); len(got) != 0 {
			f.Fatal("commands were left behind")
		}
		f.same(other)
	}},
	{"a register holds the promises of the newest command, and marks stay", func(f fixture) {
		r, other := f.register(), f.register()
		f.hasRegister(r)
		f.ok(f.MarkPromise(f.ctx(), r.ID, 2, workshop.Mark{Check: workshop.Check30, How: workshop.PromisePart, Line: "it's 🙂", At: start + 1}))
		f.ok(f.MarkPromise(f.ctx(), r.ID, 2, workshop.Mark{Check: workshop.Check90, How: workshop.PromiseKept, At: start + 2}))
		changed := r
		changed.Promises = []workshop.Promise{r.Promises[0], {Seat: 7, Table: 2, Pledge: game.Pledge{What: "new"}}}
		changed.Promises[0].Pledge.What, changed.Promises[0].Table = "changed", 3
		f.ok(f.KeepRegister(f.ctx(), changed, 9))
		changed.Promises[0].Marks = []workshop.Mark{{Check: workshop.Check30, How: workshop.PromisePart, Line: "it's 🙂", At: start + 1},
			{Check: workshop.Check90, How: workshop.PromiseKept, At: start + 2}}
		f.hasRegister(changed)
		for _, seq := range []int64{8, 9} {
			f.ok(f.KeepRegister(f.ctx(), r, seq))
			f.hasRegister(changed)
		}
		f.hasRegister(other)
		changed.Promises = nil
		f.ok(f.KeepRegister(f.ctx(), changed, 10))
		f.hasRegister(changed)
	}},
	{"the last mark of a check counts", func(f fixture) {
		r := f.register()
		for n, how := range []workshop.How{workshop.PromiseKept, workshop.PromiseLate, workshop.PromiseLate} {
			f.ok(f.MarkPromise(f.ctx(), r.ID, 5, workshop.Mark{Check: workshop.Check30, How: how, At: start + int64(n)}))
		}
		r.Promises[1].Marks = []workshop.Mark{{Check: workshop.Check30, How: workshop.PromiseLate, At: start + 2}}
		f.hasRegister(r)
	}},
	{"an unknown register or promise is not found", func(f fixture) {
		r := f.register()
		_, err := f.Register(f.ctx(), r.ID)
		f.refused(err, errs.NotFound, "workshop.error.register")
		m := workshop.Mark{Check: workshop.Check30, How: workshop.PromiseKept, At: start}
		f.refused(f.MarkPromise(f.ctx(), r.ID, 3, m), errs.NotFound, "workshop.error.promise")
		f.refused(f.MarkPromise(f.ctx(), "nobody", 2, m), errs.NotFound, "workshop.error.promise")
		f.hasRegister(r)
	}},
	{"a register outlives the purge of its session, until its own time", func(f fixture) {
		r := f.register()
		n, err := f.PurgeSessions(f.ctx(), start+1)
		f.ok(err)
		if n != 1 {
			f.Fatalf("%d sessions went, want 1", n)
		}
		f.hasRegister(r)
		for _, c := range []struct {
			now  int64
			want int
		}{{r.Until - 1, 0}, {r.Until, 1}, {r.Until, 0}} {
			n, err := f.PurgeRegisters(f.ctx(), c.now)
			f.ok(err)
			if n != c.want {
				f.Fatalf("%d registers went, want %d", n, c.want)
			}
		}
		_, err = f.Register(f.ctx(), r.Key)
		f.refused(err, errs.NotFound, "workshop.error.register")
	}},
	{"delete takes the register of the session too", func(f fixture) {
		r, other := f.register(), f.register()
		f.ok(f.MarkPromise(f.ctx(), r.ID, 2, workshop.Mark{Check: workshop.Check30, How: workshop.PromiseKept, At: start}))
		f.ok(f.DeleteSession(f.ctx(), r.ID))
		_, err := f.Register(f.ctx(), r.Key)
		f.refused(err, errs.NotFound, "workshop.error.register")
		f.hasRegister(other)
	}},
	{"typed names are forgotten, once, and nothing else", func(f fixture) {
		old, kept := f.create(), f.create()
		var commands []workshop.Command
		for n := range 450 {
			c := command(n)
			c.At = start
			if n%2 == 0 {
				c.Kind, c.Text, c.Forgotten = workshop.Rename, "Jan", false
			}
			commands = append(commands, c)
		}
		f.ok(f.Append(f.ctx(), old.ID, 1, commands))
		later := command(1)
		later.Kind, later.Forgotten = workshop.Rename, false
		f.ok(f.Append(f.ctx(), kept.ID, 1, []workshop.Command{later}))
		for _, c := range []struct {
			before int64
			want   int
		}{{start, 0}, {start + 1, 225}, {start + 1, 0}} {
			n, err := f.ForgetNames(f.ctx(), c.before)
			f.ok(err)
			if n != c.want {
				f.Fatalf("%d names went before %d, want %d", n, c.before, c.want)
			}
		}
		for n, got := range f.commands(old.ID, 0) {
			want := commands[n]
			if n%2 == 0 {
				want = want.ForgetName()
			}
			if !reflect.DeepEqual(got, want) {
				f.Fatalf("command %d: %+v, want %+v", n+1, got, want)
			}
		}
		if got := f.commands(kept.ID, 0); !reflect.DeepEqual(got, []workshop.Command{later}) {
			f.Fatalf("the newer session has %+v", got)
		}
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

package workshop_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// The register follows the session, also when two processes keep it and one of
// them has older news; a seat that was taken out takes its promise along.
func TestRegisterFollowsTheSession(t *testing.T) {
	m := newMemory()
	first := start(t, m)
	r := first.open(first.create())
	if kept, err := first.Register(t.Context(), r.Room); err != nil || kept.Key != "" {
		t.Fatalf("without a promise: %+v, %v", kept, err)
	}
	for n := range 3 {
		r.do(joining(n + 1))
	}
	r.next(2)
	r.do(workshop.Command{Kind: workshop.Remove, Facilitator: true, Seat: 3, At: 3000})
	r.do(workshop.Command{Kind: workshop.End, Facilitator: true, At: 3000})
	promise := func(seat int, what string) {
		t.Helper()
		r.do(workshop.Command{Kind: workshop.Pledge, Seat: seat, At: 4000, Pledge: &game.Pledge{What: what}})
	}
	promise(1, "ask")
	promise(2, "count")
	kept, err := first.Register(t.Context(), r.Room)
	if err != nil || len(kept.Promises) != 2 || kept.Promises[1].Pledge.What != "count" || kept.Held != 2000 || kept.Story.ID == "" {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	if kept.Key != assessment.KeyHash(workshop.RegisterSecret(r.Session())) || time.UnixMilli(kept.Until).Sub(time.UnixMilli(kept.Held)) != workshop.RegisterDays*24*time.Hour {
		t.Errorf("kept until %d under %s", kept.Until, kept.Key)
	}
	second := start(t, m)
	old := second.open(r.ID)
	old.seq()
	if err := first.MarkPromise(t.Context(), r.ID, 2, workshop.Mark{Check: workshop.Check30, How: workshop.PromiseKept, Line: " done\u202e "}); err != nil {
		t.Fatal(err)
	}
	promise(1, "ask twice")
	for _, p := range []*process{first, second} {
		room := map[*process]table{first: r, second: old}[p]
		kept, err = p.Register(t.Context(), room.Room)
		if mark := kept.Promises[1].Mark(workshop.Check30); err != nil || kept.Promises[0].Pledge.What != "ask twice" || mark == nil || mark.Line != "done" || mark.At != 1000 {
			t.Errorf("kept %+v, %v", kept, err)
		}
	}
}

func TestMarksAreChecked(t *testing.T) {
	p := start(t, newMemory())
	for key, m := range map[string]workshop.Mark{
		"workshop.error.command": {Check: 31, How: workshop.PromiseKept},
		"workshop.error.how":     {Check: workshop.Check30, How: "perhaps"},
		"error.too_long":         {Check: workshop.Check30, How: workshop.PromiseKept, Line: strings.Repeat("x", workshop.MaxText+1)},
		"workshop.error.promise": {Check: workshop.Check90, How: workshop.PromiseLate},
	} {
		err := p.MarkPromise(t.Context(), "nobody", 1, m)
		if e, ok := errors.AsType[*errs.E](err); !ok || e.Key != key {
			t.Errorf("%+v: %v, want %s", m, err, key)
		}
	}
}

// A new code is told to every process; whoever was second changes nothing.
func TestNewCodeForAll(t *testing.T) {
	m := newMemory()
	p := start(t, m)
	session, secrets, err := p.Create(t.Context(), workshop.CreateInput{Scenario: "zandhoek", Agenda: 60, Devices: "personal"})
	if err != nil {
		t.Fatal(err)
	}
	r := p.open(session.ID)
	r.do(joining(1))
	if err := p.NewCode(t.Context(), r.Room, session, secrets); err != nil {
		t.Fatal(err)
	}
	fresh, err := m.Session(t.Context(), session.ID)
	if err != nil || fresh.Code == session.Code || fresh.Join != assessment.KeyHash(secrets.Renewed(1).Join) || fresh.Screen != session.Screen {
		t.Fatalf("%+v, %v", fresh, err)
	}
	if err := p.NewCode(t.Context(), r.Room, session, secrets); !errs.Is(err, errs.Conflict) {
		t.Errorf("the second one: %v", err)
	}
	other := start(t, m).open(session.ID)
	if n := look(other, func(s *workshop.State) string { return fmt.Sprint(s.Renewed, len(s.Seats)) }); n != "1 1" {
		t.Errorf("renewed and seats: %s", n)
	}
	if secrets.Renewed(0) != secrets || secrets.Renewed(1) == secrets.Renewed(2) || secrets.Renewed(2).Host != secrets.Host {
		t.Error("the secrets that follow are wrong")
	}
	fresh.Open = false
	if err := p.NewCode(t.Context(), r.Room, fresh, secrets); !errs.Is(err, errs.Conflict) {
		t.Errorf("a closed session: %v", err)
	}
}

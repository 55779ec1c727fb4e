package workshop

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// Register is what people promised in a session and what became of it. It is
// kept longer than the session, until some time after the last check, and holds
// no names.
type Register struct {
	ID       string         // of the session
	Key      string         // hash of the secret in its link
	Story    assessment.Ref // what was played
	Held     int64          // when the session was held, Unix milliseconds
	Until    int64          // when the register is deleted, Unix milliseconds
	Promises []Promise      // by seat
}

// Promise is the pledge of a seat with what was said of it at the checks.
type Promise struct {
	Seat, Table int
	Pledge      game.Pledge
	Marks       []Mark // by check, at most one each
}

// Mark is how it went with a promise at a check.
type Mark struct {
	Check Check
	How   How
	Line  string // one line about it, may be empty
	At    int64  // when it was given, Unix milliseconds
}

// Check is a look back at the promises, so many days after the session.
type Check int

// The checks of the shared design.
const (
	Check30 Check = 30
	Check90 Check = 90
)

// Checks are the checks in their order.
var Checks = []Check{Check30, Check90}

// How says whether a promise was kept.
type How string

// What can be said of a promise.
const (
	PromiseKept How = "kept"
	PromisePart How = "partly"
	PromiseLate How = "not_yet"
)

// Hows is what can be said of a promise, the best first.
var Hows = []How{PromiseKept, PromisePart, PromiseLate}

// RegisterDays is how long after the session its register is kept: a month
// longer than the last check.
const RegisterDays = 120

// Mark is what was said of a promise at a check, nil when nothing was.
func (p *Promise) Mark(check Check) *Mark {
	for i := range p.Marks {
		if p.Marks[i].Check == check {
			return &p.Marks[i]
		}
	}
	return nil
}

// Day is the day of a check, as midnight UTC.
func (r *Register) Day(check Check) time.Time {
	return time.UnixMilli(r.Held).UTC().Truncate(24*time.Hour).AddDate(0, 0, int(check))
}

// Left is how many days there are until a check; 0 on its day and after it.
func (r *Register) Left(check Check, now time.Time) int {
	days := r.Day(check).Sub(now.UTC().Truncate(24*time.Hour)) / (24 * time.Hour)
	return max(int(days), 0)
}

// Current is the check that is nearest: the first one until half way to the second.
func (r *Register) Current(now time.Time) Check {
	for i, check := range Checks[:len(Checks)-1] {
		half := (check + Checks[i+1]) / 2
		if now.Before(r.Day(half)) {
			return check
		}
	}
	return Checks[len(Checks)-1]
}

// RegisterSecret is the secret in the link to the register of a session. It
// follows from what is stored, so that every page of the session can show it;
// whoever reads the store reads the promises anyway.
func RegisterSecret(s Session) string { return follow("register", s.Recovery) }

// Register is what was promised so far, by those who take part.
func (s *State) Register(session Session) Register {
	held := s.Began
	if held == 0 {
		held = s.Entered
	}
	r := Register{ID: session.ID, Key: assessment.KeyHash(RegisterSecret(session)), Story: s.Ref, Held: held,
		Until: time.UnixMilli(held).AddDate(0, 0, RegisterDays).UnixMilli()}
	for _, seat := range s.Present() {
		if seat.Pledge.What != "" {
			r.Promises = append(r.Promises, Promise{Seat: seat.Number, Table: seat.Table, Pledge: seat.Pledge})
		}
	}
	return r
}

// KeepRegister stores what was promised in a session so far and returns the key
// of its register; "" while nothing was promised: there is no register then.
func (rs *Rooms) KeepRegister(ctx context.Context, room *Room) (key string, err error) {
	var r Register
	var seq int64
	err = room.Read(ctx, func(s *State) error {
		r, seq = s.Register(room.Session()), s.Seq
		return nil
	})
	if err == nil && len(r.Promises) == 0 {
		return "", nil
	}
	if err == nil {
		err = rs.Store.KeepRegister(ctx, r, seq)
	}
	if err != nil {
		return "", fmt.Errorf("keep register: %w", err)
	}
	return r.Key, nil
}

// Register stores what was promised in a session so far and returns it with the
// marks; without a Key while nothing was promised.
func (rs *Rooms) Register(ctx context.Context, room *Room) (Register, error) {
	key, err := rs.KeepRegister(ctx, room)
	if err != nil || key == "" {
		return Register{}, err
	}
	return rs.Store.Register(ctx, key)
}

// MarkPromise says of a promise how it went. Saying the same again changes
// nothing; the last word counts. Errors: Invalid by field, NotFound.
func (rs *Rooms) MarkPromise(ctx context.Context, id string, seat int, m Mark) error {
	if !slices.Contains(Checks, m.Check) {
		return errs.New(errs.Invalid, "workshop.error.command")
	}
	if !slices.Contains(Hows, m.How) {
		return errs.Field("how", "workshop.error.how")
	}
	m.Line = assessment.CleanLine(m.Line)
	if n := utf8.RuneCountInString(m.Line); n > MaxText {
		return errs.Field("line", "error.too_long", "max", MaxText, "length", n)
	}
	m.At = rs.Now().UnixMilli()
	if err := rs.Store.MarkPromise(ctx, id, seat, m); err != nil {
		return fmt.Errorf("mark promise: %w", err)
	}
	return nil
}

package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// Message keys of the errors about registers.
const (
	keyNoRegister = "workshop.error.register"
	keyNoPromise  = "workshop.error.promise"
)

const (
	sqlKeepRegister = `INSERT INTO workshop_registers (id, key_hash, scenario, seq, held_at, until) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT (id) DO UPDATE SET seq = excluded.seq WHERE workshop_registers.seq < excluded.seq`
	sqlKeepPromise = `INSERT INTO workshop_promises (register_id, seat, team, pledge_what, pledge_with, pledge_by) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT (register_id, seat) DO UPDATE SET team = excluded.team, pledge_what = excluded.pledge_what,
	pledge_with = excluded.pledge_with, pledge_by = excluded.pledge_by`
	sqlDropPromise = `DELETE FROM workshop_promises WHERE register_id = ? AND seat = ?`
)

// KeepRegister writes what changed since it was kept before.
func (t workshops) KeepRegister(ctx context.Context, r workshop.Register, seq int64) error {
	return mapped("keep register", t.run.write(ctx, func(s *session) error {
		n, err := s.exec(sqlKeepRegister, r.ID, r.Key, r.Story.String(), seq, r.Held, r.Until)
		if err != nil || n == 0 { // nothing is newer
			return err
		}
		stored, err := promisesOf(s, r.ID)
		if err != nil {
			return err
		}
		old := make(map[int]workshop.Promise, len(stored))
		for _, p := range stored {
			old[p.Seat] = p
		}
		for _, p := range r.Promises {
			was, had := old[p.Seat]
			delete(old, p.Seat)
			if had && was.Table == p.Table && was.Pledge == p.Pledge {
				continue
			}
			if _, err := s.exec(sqlKeepPromise, r.ID, p.Seat, p.Table, p.Pledge.What, p.Pledge.With, p.Pledge.By); err != nil {
				return err
			}
		}
		for seat := range old {
			if _, err := s.exec(sqlDropPromise, r.ID, seat); err != nil {
				return err
			}
		}
		return nil
	}))
}

const (
	sqlRegister = `SELECT id, key_hash, scenario, held_at, until FROM workshop_registers WHERE key_hash = ?`
	sqlPromises = `SELECT seat, team, pledge_what, pledge_with, pledge_by FROM workshop_promises WHERE register_id = ? ORDER BY seat`
	sqlMarks    = `SELECT seat, days, how, line, at FROM workshop_marks WHERE register_id = ? ORDER BY seat, days`
)

// Register returns the register with this secret, by its hash.
func (t workshops) Register(ctx context.Context, key string) (r workshop.Register, err error) {
	err = t.run.read(ctx, func(s *session) error {
		story := ""
		err := s.row(sqlRegister, []any{&r.ID, &r.Key, &story, &r.Held, &r.Until}, key)
		if errors.Is(err, sql.ErrNoRows) {
			return errs.New(errs.NotFound, keyNoRegister)
		}
		if err == nil {
			r.Story, err = assessment.ParseRef(story)
		}
		if err == nil {
			r.Promises, err = promisesOf(s, r.ID)
		}
		if err == nil {
			err = addMarks(s, &r)
		}
		return err
	})
	return r, mapped("read register", err)
}

// promisesOf reads the promises of a register, without marks.
func promisesOf(s *session, id string) (all []workshop.Promise, err error) {
	var p workshop.Promise
	err = s.rows(sqlPromises, []any{&p.Seat, &p.Table, &p.Pledge.What, &p.Pledge.With, &p.Pledge.By}, func() error {
		all = append(all, p)
		return nil
	}, id)
	return all, err
}

func addMarks(s *session, r *workshop.Register) error {
	at := make(map[int]int, len(r.Promises))
	for i, p := range r.Promises {
		at[p.Seat] = i
	}
	seat, m := 0, workshop.Mark{}
	return s.rows(sqlMarks, []any{&seat, &m.Check, &m.How, &m.Line, &m.At}, func() error {
		p := &r.Promises[at[seat]] // the foreign key says that it is there
		p.Marks = append(p.Marks, m)
		return nil
	}, r.ID)
}

const (
	sqlHasPromise = `SELECT 1 FROM workshop_promises WHERE register_id = ? AND seat = ?`
	sqlMark       = `INSERT INTO workshop_marks (register_id, seat, days, how, line, at) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT (register_id, seat, days) DO UPDATE SET how = excluded.how, line = excluded.line, at = excluded.at`
)

// MarkPromise stores what is said of a promise at a check.
func (t workshops) MarkPromise(ctx context.Context, id string, seat int, m workshop.Mark) error {
	return mapped("mark promise", t.run.write(ctx, func(s *session) error {
		one := 0
		err := s.row(sqlHasPromise, []any{&one}, id, seat)
		if errors.Is(err, sql.ErrNoRows) {
			return errs.New(errs.NotFound, keyNoPromise)
		}
		if err == nil {
			_, err = s.exec(sqlMark, id, seat, int(m.Check), string(m.How), m.Line, m.At)
		}
		return err
	}))
}

const sqlPurgeRegisters = `DELETE FROM workshop_registers WHERE id IN (SELECT id FROM workshop_registers WHERE until <= ? LIMIT ?)`

// PurgeRegisters removes registers whose time is over, in small steps.
func (t workshops) PurgeRegisters(ctx context.Context, now int64) (int, error) {
	return purgeBy(ctx, t.run, sqlPurgeRegisters, now, purgeWorkshops)
}

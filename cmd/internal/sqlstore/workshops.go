package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// workshops is workshop.Store over a database.
type workshops struct{ run runner }

var _ workshop.Store = workshops{}

// Workshops returns the store of workshop sessions. It is usable until Close.
func (db *DB) Workshops() workshop.Store { return workshops{db} }

// Message keys of the errors about workshops.
const (
	keyNoWorkshop = "workshop.error.unknown"
	keyCodeTaken  = "workshop.error.codeTaken"
	keyOrder      = "workshop.error.order"
	keyLive       = "workshop.error.live"
)

func noWorkshop() error { return errs.New(errs.NotFound, keyNoWorkshop) }

// A closed session keeps its code for showing; the unique column holds its id
// instead, so that the code is free again.
const sqlCreateWorkshop = `INSERT INTO workshops (id, code, shown_code, settings, host, cohost, recovery, screen, joining,
	created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO NOTHING`

const sqlLiveWorkshops = `SELECT COUNT(*) FROM workshops WHERE code = shown_code AND changed_at >= ?`

// CreateSession stores a session. A secret that another session has is a defect.
func (t workshops) CreateSession(ctx context.Context, w workshop.Session, limit workshop.Limit) error {
	settings, err := packed(w.Settings)
	if err != nil {
		return mapped("create workshop", err)
	}
	return mapped("create workshop", t.run.write(ctx, func(s *session) error {
		live := 0
		if err := s.row(sqlLiveWorkshops, []any{&live}, limit.Since); err != nil {
			return err
		}
		if limit.Live > 0 && live >= limit.Live {
			return errs.New(errs.TooMany, keyLive, "max", limit.Live)
		}
		n, err := s.exec(sqlCreateWorkshop, w.ID, w.Code, w.Code, settings, w.Host, w.Cohost, w.Recovery, w.Screen, w.Join, w.Created, w.Changed)
		if err == nil && n == 0 {
			return errs.New(errs.Conflict, keyCodeTaken)
		}
		return err
	}))
}

const sqlWorkshop = `SELECT id, code, shown_code, settings, host, cohost, recovery, screen, joining, renewed, created_at, changed_at
	FROM workshops WHERE `

// By which column a session is found.
var sqlWorkshopBy = map[workshop.Access]string{
	"id": sqlWorkshop + `id = ?`, "code": sqlWorkshop + `code = ?`,
	workshop.ByHost: sqlWorkshop + `host = ?`, workshop.ByCohost: sqlWorkshop + `cohost = ?`,
	workshop.ByRecovery: sqlWorkshop + `recovery = ?`, workshop.ByScreen: sqlWorkshop + `screen = ?`, workshop.ByJoin: sqlWorkshop + `joining = ?`,
}

// Session returns a session by its id.
func (t workshops) Session(ctx context.Context, id string) (workshop.Session, error) {
	return t.find(ctx, "id", id)
}

// SessionByCode returns the open session with a code.
func (t workshops) SessionByCode(ctx context.Context, code string) (workshop.Session, error) {
	return t.find(ctx, "code", code)
}

// SessionBy returns the session with a secret, by its hash.
func (t workshops) SessionBy(ctx context.Context, by workshop.Access, hash string) (workshop.Session, error) {
	return t.find(ctx, by, hash)
}

func (t workshops) find(ctx context.Context, by workshop.Access, value string) (w workshop.Session, err error) {
	text, ok := sqlWorkshopBy[by]
	if !ok {
		return w, mapped("read workshop", fmt.Errorf("no access by %q", by))
	}
	err = t.run.read(ctx, func(s *session) error {
		var unique, settings string
		err := s.row(text, []any{&w.ID, &unique, &w.Code, &settings, &w.Host, &w.Cohost, &w.Recovery, &w.Screen, &w.Join, &w.Renewed, &w.Created, &w.Changed}, value)
		if errors.Is(err, sql.ErrNoRows) {
			return noWorkshop()
		}
		if err != nil {
			return err
		}
		w.Open = unique == w.Code
		return json.Unmarshal([]byte(settings), &w.Settings)
	})
	return w, mapped("read workshop", err)
}

const (
	sqlTouchWorkshop = `UPDATE workshops SET changed_at = ? WHERE id = ?`
	sqlLastCommand   = `SELECT COALESCE(MAX(seq), 0) FROM workshop_commands WHERE workshop_id = ?`
	sqlAddCommand    = `INSERT INTO workshop_commands (workshop_id, seq, at, kind, data) VALUES (?, ?, ?, ?, ?)`
)

// Append stores commands under the next numbers, all or none.
func (t workshops) Append(ctx context.Context, id string, first int64, commands []workshop.Command) error {
	if len(commands) == 0 {
		return nil
	}
	data := make([]string, len(commands))
	for i, c := range commands {
		var err error
		if data[i], err = packed(c); err != nil {
			return mapped("append", err)
		}
	}
	return mapped("append", t.run.write(ctx, func(s *session) error {
		n, err := s.exec(sqlTouchWorkshop, commands[len(commands)-1].At, id)
		if err == nil && n == 0 {
			err = noWorkshop()
		}
		if err != nil {
			return err
		}
		last := int64(0)
		if err := s.row(sqlLastCommand, []any{&last}, id); err != nil {
			return err
		}
		if last != first-1 {
			return errs.New(errs.Conflict, keyOrder)
		}
		for i, c := range commands {
			if _, err := s.exec(sqlAddCommand, id, first+int64(i), c.At, string(c.Kind), data[i]); err != nil {
				return err
			}
		}
		return nil
	}))
}

const sqlCommands = `SELECT data FROM workshop_commands WHERE workshop_id = ? AND seq > ? ORDER BY seq`

// Commands returns the commands after a number.
func (t workshops) Commands(ctx context.Context, id string, after int64) (all []workshop.Command, err error) {
	err = t.run.read(ctx, func(s *session) error {
		var data string
		return s.rows(sqlCommands, []any{&data}, func() error {
			var c workshop.Command
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				return fmt.Errorf("stored command: %w", err)
			}
			all = append(all, c)
			return nil
		}, id, after)
	})
	return all, mapped("read commands", err)
}

// change runs a statement on one session.
func (t workshops) change(ctx context.Context, op, text string, args ...any) error {
	return mapped(op, t.run.write(ctx, func(s *session) error {
		n, err := s.exec(text, args...)
		if err == nil && n == 0 {
			return noWorkshop()
		}
		return err
	}))
}

// CloseSession frees the code of a session.
func (t workshops) CloseSession(ctx context.Context, id string) error {
	return t.change(ctx, "close workshop", `UPDATE workshops SET code = id WHERE id = ?`, id)
}

const (
	sqlCodeTaken = `SELECT 1 FROM workshops WHERE code = ?`
	sqlSetCode   = `UPDATE workshops SET code = ?, shown_code = ?, joining = ?, renewed = ? WHERE id = ? AND renewed = ? AND code = shown_code`
)

// SetCode gives an open session another code and secret to join with.
func (t workshops) SetCode(ctx context.Context, id string, renewal int, code, join string) error {
	return mapped("set code", t.run.write(ctx, func(s *session) error {
		one := 0
		if err := s.row(sqlCodeTaken, []any{&one}, code); err == nil {
			return errs.New(errs.Conflict, keyCodeTaken)
		} else if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		n, err := s.exec(sqlSetCode, code, code, join, renewal, id, renewal-1)
		if err != nil || n > 0 {
			return err
		}
		if err := s.row(`SELECT 1 FROM workshops WHERE id = ?`, []any{&one}, id); errors.Is(err, sql.ErrNoRows) {
			return noWorkshop()
		} else if err != nil {
			return err
		}
		return errs.New(errs.Conflict, keyOrder)
	}))
}

// SetHost replaces the hash of the host's secret.
func (t workshops) SetHost(ctx context.Context, id, hash string) error {
	return t.change(ctx, "set host", `UPDATE workshops SET host = ? WHERE id = ?`, hash, id)
}

const (
	sqlDeleteWorkshop = `DELETE FROM workshops WHERE id = ?`
	sqlDeleteRegister = `DELETE FROM workshop_registers WHERE id = ?`
)

// DeleteSession removes a session; its commands and its register go with it.
func (t workshops) DeleteSession(ctx context.Context, id string) error {
	return mapped("delete workshop", t.run.write(ctx, func(s *session) error {
		_, err := s.exec(sqlDeleteWorkshop, id)
		if err == nil {
			_, err = s.exec(sqlDeleteRegister, id)
		}
		return err
	}))
}

// A step is small: a session brings hundreds of commands along.
const purgeWorkshops = 20

const sqlPurgeWorkshops = `DELETE FROM workshops WHERE id IN (SELECT id FROM workshops WHERE changed_at < ? LIMIT ?)`

// PurgeSessions removes old sessions in small steps.
func (t workshops) PurgeSessions(ctx context.Context, before int64) (int, error) {
	return purgeBy(ctx, t.run, sqlPurgeWorkshops, before, purgeWorkshops)
}

// A forgotten name is found by its kind no more, so that it is forgotten once. The
// kind stands in the text because an index is for it alone.
const (
	sqlTypedNames = `SELECT c.workshop_id, c.seq, c.data FROM workshop_commands c JOIN workshops w ON w.id = c.workshop_id
	WHERE c.kind = 'rename' AND w.changed_at < ? LIMIT ?`
	sqlForgetName = `UPDATE workshop_commands SET kind = 'renamed', data = ? WHERE workshop_id = ? AND seq = ?`
)

const forgetStep = 200

// ForgetNames rewrites commands in small steps.
func (t workshops) ForgetNames(ctx context.Context, before int64) (int, error) {
	gone := 0
	for {
		n := 0
		err := t.run.write(ctx, func(s *session) (err error) {
			n, err = forgetNames(s, before)
			return err
		})
		if err != nil {
			return gone, mapped("forget names", err)
		}
		if gone += n; n < forgetStep {
			return gone, nil
		}
	}
}

// forgetNames does one step and returns how many names went.
func forgetNames(s *session, before int64) (int, error) {
	type typed struct {
		id   string
		seq  int64
		data string
	}
	var one typed
	var all []typed
	err := s.rows(sqlTypedNames, []any{&one.id, &one.seq, &one.data}, func() error {
		var c workshop.Command
		if err := json.Unmarshal([]byte(one.data), &c); err != nil {
			return fmt.Errorf("stored command: %w", err)
		}
		data, err := packed(c.ForgetName())
		all = append(all, typed{one.id, one.seq, data})
		return err
	}, before, forgetStep)
	if err != nil {
		return 0, err
	}
	for _, x := range all {
		if _, err := s.exec(sqlForgetName, x.data, x.id, x.seq); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// purgeBy runs a deleting statement with a limit until it deletes fewer rows.
func purgeBy(ctx context.Context, run runner, text string, before int64, step int) (int, error) {
	gone := 0
	for {
		n := int64(0)
		err := run.write(ctx, func(s *session) (err error) {
			n, err = s.exec(text, before, step)
			return err
		})
		if err != nil {
			return gone, mapped("purge", err)
		}
		if gone += int(n); n < int64(step) {
			return gone, nil
		}
	}
}

package storetest

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// Registers is the part of a workshop.Store about registers without a disk, for
// the stores of tests. It keeps the contract. The zero value is empty.
type Registers struct {
	mu   sync.Mutex
	kept map[string]*register
}

type register struct {
	workshop.Register
	seq   int64
	marks map[int]map[workshop.Check]workshop.Mark // by seat
}

// KeepRegister keeps promises as they stand after a command.
func (rs *Registers) KeepRegister(_ context.Context, r workshop.Register, seq int64) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.kept == nil {
		rs.kept = map[string]*register{}
	}
	old := rs.kept[r.ID]
	if old == nil {
		old = &register{seq: -1, marks: map[int]map[workshop.Check]workshop.Mark{}}
		rs.kept[r.ID] = old
	}
	if seq <= old.seq {
		return nil
	}
	r.Promises = slices.Clone(r.Promises)
	old.Register, old.seq = r, seq
	maps.DeleteFunc(old.marks, func(seat int, _ map[workshop.Check]workshop.Mark) bool { return old.at(seat) < 0 })
	return nil
}

func (r *register) at(seat int) int {
	return slices.IndexFunc(r.Promises, func(p workshop.Promise) bool { return p.Seat == seat })
}

// Register finds a register by the hash of its secret.
func (rs *Registers) Register(_ context.Context, key string) (workshop.Register, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for _, r := range rs.kept {
		if r.Key != key {
			continue
		}
		found := r.Register
		found.Promises = slices.Clone(r.Promises)
		for i := range found.Promises {
			p := &found.Promises[i]
			p.Marks = nil
			for _, check := range slices.Sorted(maps.Keys(r.marks[p.Seat])) {
				p.Marks = append(p.Marks, r.marks[p.Seat][check])
			}
		}
		return found, nil
	}
	return workshop.Register{}, errs.New(errs.NotFound, "workshop.error.register")
}

// MarkPromise keeps what is said of a promise.
func (rs *Registers) MarkPromise(_ context.Context, id string, seat int, m workshop.Mark) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r := rs.kept[id]
	if r == nil || r.at(seat) < 0 {
		return errs.New(errs.NotFound, "workshop.error.promise")
	}
	if r.marks[seat] == nil {
		r.marks[seat] = map[workshop.Check]workshop.Mark{}
	}
	r.marks[seat][m.Check] = m
	return nil
}

// PurgeRegisters removes registers whose time is over.
func (rs *Registers) PurgeRegisters(_ context.Context, now int64) (n int, err error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for id, r := range rs.kept {
		if r.Until <= now {
			delete(rs.kept, id)
			n++
		}
	}
	return n, nil
}

// Delete removes the register of a session that is deleted.
func (rs *Registers) Delete(id string) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(rs.kept, id)
	return nil
}

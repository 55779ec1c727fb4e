package workshop_test

import (
	"context"
	"encoding/json"
	"maps"
	"sync"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/game/workshop/storetest"
)

// memory is a Store without a disk that can be told to fail.
type memory struct {
	mu       sync.Mutex
	sessions map[string]workshop.Session
	logs     map[string][]string // of every session its commands as JSON
	storetest.Registers
	batches int // appends that stored something

	before func(op string) error // called before every Append and Commands
	after  func(op string) error // called when an Append was stored
}

func newMemory() *memory {
	return &memory{sessions: map[string]workshop.Session{}, logs: map[string][]string{}}
}

func TestMemoryContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) workshop.Store { return newMemory() })
}

// plan sets what happens before and after an operation.
func (m *memory) plan(before, after func(op string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.before, m.after = before, after
}

func (m *memory) hook(after bool, op string) error {
	m.mu.Lock()
	fn := m.before
	if after {
		fn = m.after
	}
	m.mu.Unlock()
	if fn == nil {
		return nil
	}
	return fn(op)
}

func (m *memory) log(id string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.logs[id]
}

func (m *memory) stored() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.batches
}

var errUnknown = errs.New(errs.NotFound, "workshop.error.unknown")

func (m *memory) CreateSession(_ context.Context, s workshop.Session, limit workshop.Limit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	live := 0
	for _, other := range m.sessions {
		if other.Open && other.Code == s.Code {
			return errs.New(errs.Conflict, "workshop.error.codeTaken")
		}
		if other.Open && other.Changed >= limit.Since {
			live++
		}
	}
	if limit.Live > 0 && live >= limit.Live {
		return errs.New(errs.TooMany, "workshop.error.live", "max", limit.Live)
	}
	m.sessions[s.ID] = s
	return nil
}

func (m *memory) Session(_ context.Context, id string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool { return s.ID == id })
}

func (m *memory) SessionByCode(_ context.Context, code string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool { return s.Open && s.Code == code })
}

func (m *memory) SessionBy(_ context.Context, by workshop.Access, hash string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool {
		return map[workshop.Access]string{workshop.ByHost: s.Host, workshop.ByCohost: s.Cohost, workshop.ByRecovery: s.Recovery,
			workshop.ByScreen: s.Screen, workshop.ByJoin: s.Join}[by] == hash
	})
}

func (m *memory) find(match func(workshop.Session) bool) (workshop.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for s := range maps.Values(m.sessions) {
		if match(s) {
			return s, nil
		}
	}
	return workshop.Session{}, errUnknown
}

func (m *memory) Append(_ context.Context, id string, first int64, commands []workshop.Command) error {
	if err := m.hook(false, "append"); err != nil {
		return err
	}
	if err := m.append(id, first, commands); err != nil {
		return err
	}
	return m.hook(true, "append")
}

func (m *memory) append(id string, first int64, commands []workshop.Command) error {
	if len(commands) == 0 {
		return nil
	}
	return m.change(id, func(s *workshop.Session) error {
		if first != int64(len(m.logs[id]))+1 {
			return errs.New(errs.Conflict, "workshop.error.order")
		}
		for _, c := range commands {
			text, err := json.Marshal(c)
			if err != nil {
				return err
			}
			m.logs[id] = append(m.logs[id], string(text))
			s.Changed = c.At
		}
		m.batches++
		return nil
	})
}

func (m *memory) change(id string, fn func(*workshop.Session) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.sessions[id]
	if !ok {
		return errUnknown
	}
	err := fn(&s)
	m.sessions[id] = s
	return err
}

func (m *memory) Commands(_ context.Context, id string, after int64) (all []workshop.Command, err error) {
	if err := m.hook(false, "commands"); err != nil {
		return nil, err
	}
	log := m.log(id)
	for _, text := range log[min(int(after), len(log)):] {
		var c workshop.Command
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (m *memory) CloseSession(_ context.Context, id string) error {
	return m.change(id, func(s *workshop.Session) error { s.Open = false; return nil })
}

func (m *memory) SetCode(_ context.Context, id string, renewal int, code, join string) error {
	if other, err := m.SessionByCode(context.Background(), code); err == nil && other.ID != id {
		return errs.New(errs.Conflict, "workshop.error.codeTaken")
	}
	return m.change(id, func(s *workshop.Session) error {
		if !s.Open || renewal != s.Renewed+1 {
			return errs.New(errs.Conflict, "workshop.error.order")
		}
		s.Code, s.Join, s.Renewed = code, join, renewal
		return nil
	})
}

func (m *memory) SetHost(_ context.Context, id, hash string) error {
	return m.change(id, func(s *workshop.Session) error { s.Host = hash; return nil })
}

func (m *memory) DeleteSession(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, id)
	delete(m.logs, id)
	return m.Registers.Delete(id)
}

func (m *memory) PurgeSessions(_ context.Context, before int64) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, s := range m.sessions {
		if s.Changed < before {
			delete(m.sessions, id)
			delete(m.logs, id)
			n++
		}
	}
	return n, nil
}

func (m *memory) ForgetNames(_ context.Context, before int64) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, s := range m.sessions {
		for i, data := range m.logs[id] {
			var c workshop.Command
			if err := json.Unmarshal([]byte(data), &c); err != nil {
				return n, err
			}
			if s.Changed >= before || c.Kind != workshop.Rename || c.Forgotten {
				continue
			}
			text, err := json.Marshal(c.ForgetName())
			if err != nil {
				return n, err
			}
			m.logs[id][i] = string(text)
			n++
		}
	}
	return n, nil
}

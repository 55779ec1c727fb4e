package web

import (
	"context"
	"slices"
	"sync"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/game/workshop/storetest"
)

// workshopMemory keeps sessions for the tests of this package. The contract of
// a store is tested with the real one.
type workshopMemory struct {
	mu       sync.Mutex
	sessions map[string]workshop.Session
	commands map[string][]workshop.Command
	storetest.Registers
}

func newWorkshopMemory() *workshopMemory {
	return &workshopMemory{sessions: map[string]workshop.Session{}, commands: map[string][]workshop.Command{}}
}

func (m *workshopMemory) CreateSession(_ context.Context, s workshop.Session, limit workshop.Limit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	live := 0
	for _, other := range m.sessions {
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

func (m *workshopMemory) find(pass func(workshop.Session) bool) (workshop.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		if pass(s) {
			return s, nil
		}
	}
	return workshop.Session{}, errs.New(errs.NotFound, "workshop.error.unknown")
}

func (m *workshopMemory) Session(_ context.Context, id string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool { return s.ID == id })
}

func (m *workshopMemory) SessionByCode(_ context.Context, code string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool { return s.Open && s.Code == code })
}

func (m *workshopMemory) SessionBy(_ context.Context, by workshop.Access, hash string) (workshop.Session, error) {
	return m.find(func(s workshop.Session) bool {
		return map[workshop.Access]string{workshop.ByHost: s.Host, workshop.ByCohost: s.Cohost, workshop.ByRecovery: s.Recovery,
			workshop.ByScreen: s.Screen, workshop.ByJoin: s.Join}[by] == hash
	})
}

func (m *workshopMemory) Append(_ context.Context, id string, first int64, commands []workshop.Command) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if first != int64(len(m.commands[id]))+1 {
		return errs.New(errs.Conflict, "workshop.error.order")
	}
	m.commands[id] = append(m.commands[id], commands...)
	return nil
}

func (m *workshopMemory) Commands(_ context.Context, id string, after int64) ([]workshop.Command, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.commands[id][min(int(after), len(m.commands[id])):]), nil
}

func (m *workshopMemory) CloseSession(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[id]
	s.Open = false
	m.sessions[id] = s
	return nil
}

func (m *workshopMemory) SetCode(_ context.Context, id string, renewal int, code, join string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.sessions[id]
	if !ok || !s.Open || renewal != s.Renewed+1 {
		return errs.New(errs.Conflict, "workshop.error.order")
	}
	s.Code, s.Join, s.Renewed = code, join, renewal
	m.sessions[id] = s
	return nil
}

func (m *workshopMemory) SetHost(context.Context, string, string) error { return nil }

func (m *workshopMemory) DeleteSession(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, id)
	return m.Registers.Delete(id)
}

// forget removes a session as a purge does: its register stays.
func (m *workshopMemory) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, id)
	delete(m.commands, id)
}

func (m *workshopMemory) PurgeSessions(context.Context, int64) (int, error) { return 0, nil }

// ForgetNames does what the contract says.
func (m *workshopMemory) ForgetNames(_ context.Context, before int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for id, session := range m.sessions {
		for i, c := range m.commands[id] {
			if session.Changed < before && c.Kind == workshop.Rename && !c.Forgotten {
				m.commands[id][i] = c.ForgetName()
				n++
			}
		}
	}
	return n, nil
}

package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// gameMemory keeps games for the tests of this package. The contract of a store
// is tested with the real one.
type gameMemory struct {
	game.Store // what is not below is not called

	mu    sync.Mutex
	games map[string]game.Solo
	fault error // what every call returns; a test of faults sets it
}

func newGameMemory() *gameMemory { return &gameMemory{games: make(map[string]game.Solo)} }

func (m *gameMemory) CreateSolo(_ context.Context, g game.Solo) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.games[g.KeyHash]; ok || m.fault != nil {
		return false, m.fault
	}
	m.games[g.KeyHash] = g
	return true, nil
}

func (m *gameMemory) Solo(_ context.Context, keyHash string) (game.Solo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	g, ok := m.games[keyHash]
	switch {
	case m.fault != nil:
		return g, m.fault
	case !ok:
		return g, errs.New(errs.NotFound, "game.error.unknown")
	}
	g.Attempts, g.Turns = slices.Clone(g.Attempts), slices.Clone(g.Turns)
	return g, nil
}

// change runs fn on a stored game and keeps what it makes of it.
func (m *gameMemory) change(keyHash string, fn func(*game.Solo) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	g, ok := m.games[keyHash]
	if m.fault != nil || !ok {
		return errs.Wrap(errs.NotFound, "game.error.unknown", m.fault)
	}
	if err := fn(&g); err != nil {
		return err
	}
	m.games[keyHash] = g
	return nil
}

func (m *gameMemory) AddTurn(_ context.Context, keyHash string, t game.Turn) error {
	return m.change(keyHash, func(g *game.Solo) error {
		for _, old := range g.TurnsOf(t.Attempt) {
			if old.Round == t.Round && (old.Option != t.Option || !slices.Equal(old.Moves, t.Moves)) {
				return errs.New(errs.Conflict, "game.error.stale")
			}
			if old.Round == t.Round {
				return nil
			}
		}
		g.Turns = append(g.Turns, t)
		return nil
	})
}

func (m *gameMemory) AddAttempt(_ context.Context, keyHash string, a game.Attempt, _ time.Time) error {
	return m.change(keyHash, func(g *game.Solo) error {
		switch {
		case a.Number <= len(g.Attempts) && g.Attempts[a.Number-1] == a:
		case a.Number != len(g.Attempts)+1:
			return errs.New(errs.Conflict, "game.error.stale")
		default:
			g.Attempts = append(g.Attempts, a)
		}
		return nil
	})
}

func (m *gameMemory) SavePledge(_ context.Context, keyHash string, p game.Pledge, _ time.Time) error {
	return m.change(keyHash, func(g *game.Solo) error { g.Pledge = p; return nil })
}

func (m *gameMemory) DeleteSolo(_ context.Context, keyHash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.games, keyHash)
	return m.fault
}

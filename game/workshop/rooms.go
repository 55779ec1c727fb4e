package workshop

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// Rooms is what people can do with sessions. It knows no HTTP and no language;
// the clock and chance are passed in.
type Rooms struct {
	Store     Store
	Scenarios game.Scenarios
	Now       func() time.Time
	Chance    func() uint64
	Publish   func(id string, seq int64) // after the commit; may be nil

	mu   sync.Mutex
	open map[string]*Room
}

// CreateInput is what the page of the facilitator sends, as typed.
type CreateInput struct {
	Scenario string
	Agenda   int
	Devices  string
	Timers   bool
	// Rehearsal is the language of pretend players, "" for none.
	Rehearsal string
}

// codeTries is how often a new code is drawn when an open session has it.
const codeTries = 20

// Create makes a session. Errors: Invalid by field.
func (rs *Rooms) Create(ctx context.Context, in CreateInput) (Session, Secrets, error) {
	settings, err := rs.settings(in)
	if err != nil {
		return Session{}, Secrets{}, err
	}
	secrets := NewSecrets()
	s := Session{
		ID: rand.Text(), Open: true, Settings: settings, Created: rs.Now().UnixMilli(),
		Host: assessment.KeyHash(secrets.Host), Cohost: assessment.KeyHash(secrets.Cohost), Recovery: assessment.KeyHash(secrets.Recovery),
		Screen: assessment.KeyHash(secrets.Screen), Join: assessment.KeyHash(secrets.Join),
	}
	s.Changed = s.Created
	for range codeTries {
		s.Code = NewCode()
		if err = rs.Store.CreateSession(ctx, s); err == nil {
			return s, secrets, nil
		}
		if !errs.Is(err, errs.Conflict) {
			break
		}
	}
	return Session{}, Secrets{}, fmt.Errorf("create session: %w", err)
}

func (rs *Rooms) settings(in CreateInput) (Settings, error) {
	sc, ok := rs.Scenarios.LatestScenario(in.Scenario)
	if !ok {
		return Settings{}, errs.Field("scenario", "workshop.error.scenario")
	}
	if !slices.Contains(Agendas, Agenda(in.Agenda)) {
		return Settings{}, errs.Field("agenda", "workshop.error.agenda")
	}
	if !slices.Contains([]Devices{Personal, Shared, Paper}, Devices(in.Devices)) {
		return Settings{}, errs.Field("devices", "workshop.error.devices")
	}
	return Settings{
		Ref: sc.Ref, Hash: sc.Hash, Seed: rs.Chance(), Agenda: Agenda(in.Agenda), Devices: Devices(in.Devices), Timers: in.Timers, Rehearsal: in.Rehearsal,
	}, nil
}

// Room opens the room of a session, or gives the one that is open. Errors:
// NotFound; Conflict with key "game.error.changed" when the scenario is no
// longer the one played.
func (rs *Rooms) Room(ctx context.Context, id string) (*Room, error) {
	rs.mu.Lock()
	room := rs.open[id]
	rs.mu.Unlock()
	if room != nil {
		return room, nil
	}
	s, err := rs.Store.Session(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open room: %w", err)
	}
	sc, ok := rs.Scenarios.Scenario(s.Settings.Ref)
	if !ok || sc.Hash != s.Settings.Hash {
		return nil, errs.New(errs.Conflict, "game.error.changed", "scenario", s.Settings.Ref.String())
	}
	return rs.keep(&Room{ID: id, scenario: sc, session: s, store: rs.Store, publish: rs.published}), nil
}

// keep makes sure that a session has one room in this process.
func (rs *Rooms) keep(room *Room) *Room {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if first := rs.open[room.ID]; first != nil {
		return first
	}
	if rs.open == nil {
		rs.open = map[string]*Room{}
	}
	rs.open[room.ID] = room
	return room
}

func (rs *Rooms) published(id string, seq int64) {
	if rs.Publish != nil {
		rs.Publish(id, seq)
	}
}

// Forget drops the room of a session from memory; the session stays stored.
func (rs *Rooms) Forget(id string) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(rs.open, id)
}

// Loaded are the ids of the sessions in memory.
func (rs *Rooms) Loaded() []string {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	ids := make([]string, 0, len(rs.open))
	for id := range rs.open {
		ids = append(ids, id)
	}
	return ids
}

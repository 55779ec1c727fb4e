package workshop

import (
	"context"
	"crypto/rand"
	"errors"
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
	// Live is how many sessions may run at once in the store; 0 is no limit. One
	// that nobody has moved for a day does not count.
	Live int

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
	// Token makes the same input sent twice one session, as long as that is open;
	// nobody may be able to guess it. "" is no token.
	Token string
}

// codeTries is how often a new code is drawn when an open session has it.
const codeTries = 20

// liveFor is how long a session counts as running after its last change.
const liveFor = 24 * time.Hour

// Create makes a session. Errors: Invalid by field; TooMany with key
// "workshop.error.live" when as many run as may.
func (rs *Rooms) Create(ctx context.Context, in CreateInput) (Session, Secrets, error) {
	settings, err := rs.settings(in)
	if err != nil {
		return Session{}, Secrets{}, err
	}
	secrets, made := rs.secrets(ctx, in.Token)
	if made != nil {
		return *made, secrets, nil
	}
	s := Session{
		ID: rand.Text(), Open: true, Settings: settings, Created: rs.Now().UnixMilli(),
		Host: assessment.KeyHash(secrets.Host), Cohost: assessment.KeyHash(secrets.Cohost), Recovery: assessment.KeyHash(secrets.Recovery),
		Screen: assessment.KeyHash(secrets.Screen), Join: assessment.KeyHash(secrets.Join),
	}
	s.Changed = s.Created
	limit := Limit{Live: rs.Live, Since: s.Created - liveFor.Milliseconds()}
	for range codeTries {
		s.Code = NewCode()
		if err = rs.Store.CreateSession(ctx, s, limit); err == nil {
			return s, secrets, nil
		}
		if !errs.Is(err, errs.Conflict) {
			break
		}
	}
	if again, made := rs.secrets(ctx, in.Token); made != nil { // the same at the same moment
		return *made, again, nil
	}
	return Session{}, Secrets{}, fmt.Errorf("create session: %w", err)
}

// secrets are those of a new session: drawn, or as they follow from a token. When
// an open session was made with the token, it is made.
func (rs *Rooms) secrets(ctx context.Context, token string) (secrets Secrets, made *Session) {
	if token == "" {
		return NewSecrets(), nil
	}
	secrets = SecretsFrom(ByRecovery, follow(ByRecovery, token)[:recoveryLength])
	s, err := rs.Store.SessionBy(ctx, ByRecovery, assessment.KeyHash(secrets.Recovery))
	switch {
	case err != nil:
		return secrets, nil
	case s.Open:
		return secrets, &s
	}
	return NewSecrets(), nil // that one is over
}

// NewCode gives a running session another code and secret to join with, and
// tells its pages. Seats stay. The session is as its facilitator saw it: who was
// second gets a Conflict, and nothing is changed. Errors: Conflict with key
// "workshop.error.closed" too.
func (rs *Rooms) NewCode(ctx context.Context, room *Room, seen Session, secrets Secrets) error {
	if !seen.Open {
		return errs.New(errs.Conflict, "workshop.error.closed")
	}
	renewal := seen.Renewed + 1
	join := assessment.KeyHash(secrets.Renewed(renewal).Join)
	err := error(nil)
	for range codeTries {
		err = rs.Store.SetCode(ctx, seen.ID, renewal, NewCode(), join)
		if e, ok := errors.AsType[*errs.E](err); !ok || e.Key != "workshop.error.codeTaken" {
			break
		}
	}
	if err == nil {
		_, err = room.Do(ctx, Command{Kind: Renew, At: rs.Now().UnixMilli(), Facilitator: true})
	}
	if err != nil {
		return fmt.Errorf("new code: %w", err)
	}
	return nil
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

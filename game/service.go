package game

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// Scenarios hands over scenarios that passed the checker.
type Scenarios interface {
	Scenario(ref assessment.Ref) (*Scenario, bool)
	LatestScenario(id string) (*Scenario, bool)
}

// Service is what a person can do with a solo game. It knows no HTTP and no
// language; the clock and chance are passed in.
type Service struct {
	Store     Store
	Scenarios Scenarios
	Now       func() time.Time
	Chance    func() uint64 // a fresh random number for the seed of a game
}

// Limits on what a person types, in characters, and on attempts in one game.
const (
	MaxReason   = 300
	MaxPledge   = 300
	MaxWith     = 120
	MaxAttempts = 50
)

// BeginInput is what the page before the first round sends, as typed.
type BeginInput struct {
	Scenario  string // id
	Short     bool
	Role      string
	Needs     []string
	TestBands map[string]int // bands of the organisation's own test, or nil
}

// Begin creates a game under a capability that the caller made. The same
// capability again changes nothing. Problems are Invalid errors by field.
func (s *Service) Begin(ctx context.Context, capability string, in BeginInput) (problems []*errs.E, err error) {
	sc, ok := s.Scenarios.LatestScenario(in.Scenario)
	if !ok || !assessment.ValidCapability(capability) {
		return nil, errs.New(errs.NotFound, "game.error.unknown")
	}
	if !slices.Contains(sc.Roles, in.Role) {
		problems = append(problems, errs.Field("role", "game.error.role"))
	}
	g := Solo{
		ID: rand.Text(), KeyHash: assessment.KeyHash(capability), Ref: sc.Ref, Hash: sc.Hash, Role: in.Role, Needs: in.Needs,
		Setup: Setup{Seed: s.Chance(), Short: in.Short, TestBands: in.TestBands}, Attempts: []Attempt{{Number: 1}},
	}
	if _, err := g.Play(sc, 1); err != nil {
		problems = append(problems, errs.Field("need", "game.error.needs", "wanted", sc.PickNeeds, "found", len(in.Needs)))
	}
	if len(problems) > 0 {
		return problems, nil
	}
	g.Created = s.Now()
	g.Updated = g.Created
	if _, err := s.Store.CreateSolo(ctx, g); err != nil {
		return nil, fmt.Errorf("begin game: %w", err)
	}
	return nil, nil
}

// Open returns a game with its scenario. Errors: NotFound; Conflict with key
// "game.error.changed" when the scenario is no longer the one played.
func (s *Service) Open(ctx context.Context, keyHash string) (Solo, *Scenario, error) {
	g, err := s.Store.Solo(ctx, keyHash)
	if err != nil {
		return g, nil, fmt.Errorf("open game: %w", err)
	}
	sc, ok := s.Scenarios.Scenario(g.Ref)
	if !ok || sc.Hash != g.Hash {
		return g, nil, errs.New(errs.Conflict, "game.error.changed", "scenario", g.Ref.String())
	}
	return g, sc, nil
}

// Decide plays a round of the newest attempt. The same decision again changes
// nothing. Errors: Invalid by field, Conflict, NotFound; nothing is stored then.
func (s *Service) Decide(ctx context.Context, keyHash string, t Turn) error {
	g, sc, err := s.Open(ctx, keyHash)
	if err != nil {
		return err
	}
	t.Reason, t.At = assessment.CleanText(t.Reason), s.Now()
	if n := utf8.RuneCountInString(t.Reason); n > MaxReason {
		return errs.Field("reason", "error.too_long", "max", MaxReason, "length", n)
	}
	if t.Attempt != g.Newest() {
		return errs.New(errs.Conflict, "game.error.stale")
	}
	if !decided(g.TurnsOf(t.Attempt), t.Round) {
		if err := allowed(&g, sc, &t); err != nil {
			return err
		}
	}
	return s.Store.AddTurn(ctx, keyHash, t) // which knows whether a decided round is decided the same
}

// decided says whether the turns hold a round.
func decided(turns []Turn, round int) bool {
	return slices.ContainsFunc(turns, func(t Turn) bool { return t.Round == round })
}

// allowed tries the turn without keeping it.
func allowed(g *Solo, sc *Scenario, t *Turn) error {
	p, err := g.Play(sc, t.Attempt)
	if err != nil {
		return err
	}
	_, _, err = Step(sc, *p.Last(), t.command())
	return err
}

// Rewind begins the next attempt before a round of an earlier one. The same
// again changes nothing. Errors: Invalid, Conflict, NotFound, TooMany.
func (s *Service) Rewind(ctx context.Context, keyHash string, a Attempt) error {
	g, _, err := s.Open(ctx, keyHash)
	if err != nil {
		return err
	}
	if a.Number > MaxAttempts {
		return errs.New(errs.TooMany, "game.error.attempts", "max", MaxAttempts)
	}
	if a.From < 1 || a.From > g.Newest() || a.From >= a.Number || !decided(g.TurnsOf(a.From), a.Before) {
		return errs.New(errs.Invalid, "game.error.rewind")
	}
	return s.Store.AddAttempt(ctx, keyHash, a, s.Now())
}

// Pledge stores what the person will do. Problems are Invalid errors by field.
func (s *Service) Pledge(ctx context.Context, keyHash string, p Pledge) (problems []*errs.E, err error) {
	p, problems = ReadPledge(p)
	if by, err := time.Parse(time.DateOnly, p.By); err == nil && by.Before(s.Now().Truncate(24*time.Hour)) {
		problems = append(problems, errs.Field("by", "game.error.past"))
	}
	if len(problems) > 0 {
		return problems, nil
	}
	return nil, s.Store.SavePledge(ctx, keyHash, p, s.Now())
}

// ReadPledge cleans a pledge as it was typed. Problems are Invalid errors by field.
func ReadPledge(in Pledge) (Pledge, []*errs.E) {
	var problems []*errs.E
	p := Pledge{What: assessment.CleanText(in.What), With: assessment.CleanLine(in.With), By: assessment.CleanLine(in.By)}
	for _, f := range []struct {
		field, text string
		most        int
	}{{"what", p.What, MaxPledge}, {"with", p.With, MaxWith}} {
		if n := utf8.RuneCountInString(f.text); n > f.most {
			problems = append(problems, errs.Field(f.field, "error.too_long", "max", f.most, "length", n))
		}
	}
	if p.What == "" {
		problems = append(problems, errs.Field("what", "game.error.pledge"))
	}
	if p.By != "" {
		if _, err := time.Parse(time.DateOnly, p.By); err != nil {
			problems = append(problems, errs.Field("by", "game.error.date"))
		}
	}
	return p, problems
}

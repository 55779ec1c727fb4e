package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// games is game.Store over a database.
type games struct{ run runner }

var _ game.Store = games{}

// Games returns the store of solo games. It is usable until Close.
func (db *DB) Games() game.Store { return games{db} }

// Message keys of the errors about games.
const (
	keyNoGame = "game.error.unknown"
	keyStale  = "game.error.stale"
)

func noGame() error { return errs.New(errs.NotFound, keyNoGame) }

func stale() error { return errs.New(errs.Conflict, keyStale) }

const sqlCreateGame = `INSERT INTO solo_games (id, key_hash, scenario, hash, seed, rounds, test_bands, role, needs,
	pledge_what, pledge_with, pledge_by, created_at, updated_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (key_hash) DO NOTHING`

const sqlAddAttempt = `INSERT INTO solo_attempts (game_id, number, from_attempt, before_round) VALUES (?, ?, ?, ?)`

// CreateSolo stores a game with its attempts and turns; times to the millisecond.
func (t games) CreateSolo(ctx context.Context, g game.Solo) (created bool, err error) {
	bands, err := packed(g.Setup.TestBands)
	if err != nil {
		return false, mapped("create game", err)
	}
	needs, err := packed(g.Needs)
	if err != nil {
		return false, mapped("create game", err)
	}
	err = t.run.write(ctx, func(s *session) error {
		created = false
		n, err := s.exec(sqlCreateGame, g.ID, g.KeyHash, g.Ref.String(), g.Hash, strconv.FormatUint(g.Setup.Seed, 10), roundsOf(g.Setup.Short),
			bands, g.Role, needs, g.Pledge.What, g.Pledge.With, g.Pledge.By, g.Created.UnixMilli(), g.Updated.UnixMilli())
		if err != nil || n == 0 {
			return err
		}
		for _, a := range g.Attempts {
			if _, err := s.exec(sqlAddAttempt, g.ID, a.Number, a.From, a.Before); err != nil {
				return err
			}
		}
		created = true
		return nil
	})
	return created && err == nil, mapped("create game", err)
}

const sqlGame = `SELECT id, key_hash, scenario, hash, seed, rounds, test_bands, role, needs,
	pledge_what, pledge_with, pledge_by, created_at, updated_at FROM solo_games WHERE key_hash = ?`

const sqlAttempts = `SELECT number, from_attempt, before_round FROM solo_attempts WHERE game_id = ?`

const sqlTurns = `SELECT attempt, round, choice, moves, reason, at FROM solo_turns WHERE game_id = ?`

// Solo returns the whole game, of one moment.
func (t games) Solo(ctx context.Context, keyHash string) (g game.Solo, err error) {
	err = t.run.read(ctx, func(s *session) error {
		return s.snapshot(func() error {
			if g, err = findGame(s, keyHash); err != nil {
				return err
			}
			if g.Attempts, err = attemptsOf(s, g.ID); err != nil {
				return err
			}
			g.Turns, err = turnsOf(s, g.ID)
			return err
		})
	})
	return g, mapped("read game", err)
}

func findGame(s *session, keyHash string) (game.Solo, error) {
	var g game.Solo
	var ref, seed, rounds, bands, needs string
	var created, updated int64
	err := s.row(sqlGame, []any{&g.ID, &g.KeyHash, &ref, &g.Hash, &seed, &rounds, &bands, &g.Role, &needs,
		&g.Pledge.What, &g.Pledge.With, &g.Pledge.By, &created, &updated}, keyHash)
	if errors.Is(err, sql.ErrNoRows) {
		return g, noGame()
	}
	if err != nil {
		return g, err
	}
	g.Setup.Short = rounds == roundsOf(true)
	g.Created, g.Updated = fromMillis(created), fromMillis(updated)
	return g, unpackGame(&g, ref, seed, bands, needs)
}

func unpackGame(g *game.Solo, ref, seed, bands, needs string) (err error) {
	if g.Ref, err = assessment.ParseRef(ref); err != nil {
		return fmt.Errorf("stored scenario: %v", err)
	}
	if g.Setup.Seed, err = strconv.ParseUint(seed, 10, 64); err != nil {
		return fmt.Errorf("stored seed: %w", err)
	}
	if err := json.Unmarshal([]byte(bands), &g.Setup.TestBands); err != nil {
		return fmt.Errorf("stored bands: %w", err)
	}
	if err := json.Unmarshal([]byte(needs), &g.Needs); err != nil {
		return fmt.Errorf("stored needs: %w", err)
	}
	return nil
}

func attemptsOf(s *session, id string) (all []game.Attempt, err error) {
	var a game.Attempt
	err = s.rows(sqlAttempts, []any{&a.Number, &a.From, &a.Before}, func() error {
		all = append(all, a)
		return nil
	}, id)
	slices.SortFunc(all, func(a, b game.Attempt) int { return a.Number - b.Number })
	return all, err
}

func turnsOf(s *session, id string) (all []game.Turn, err error) {
	var t game.Turn
	var moves string
	var at int64
	err = s.rows(sqlTurns, []any{&t.Attempt, &t.Round, &t.Option, &moves, &t.Reason, &at}, func() error {
		t.Moves, t.At = nil, fromMillis(at)
		if err := json.Unmarshal([]byte(moves), &t.Moves); err != nil {
			return fmt.Errorf("stored moves: %w", err)
		}
		all = append(all, t)
		return nil
	}, id)
	slices.SortFunc(all, func(a, b game.Turn) int {
		if a.Attempt != b.Attempt {
			return a.Attempt - b.Attempt
		}
		return a.Round - b.Round
	})
	return all, err
}

// packed writes a list or map as JSON text.
func packed(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

// roundsOf names the version of a game.
func roundsOf(short bool) string {
	if short {
		return "short"
	}
	return "full"
}

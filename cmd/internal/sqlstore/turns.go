package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/opmaat/opmaat/game"
)

const sqlTouchGame = `UPDATE solo_games SET updated_at = ? WHERE key_hash = ? RETURNING id`

// touchGame counts a change and finds the id of the game.
func touchGame(s *session, keyHash string, now time.Time) (id string, err error) {
	err = s.returning(sqlTouchGame, []any{&id}, now.UnixMilli(), keyHash)
	if errors.Is(err, sql.ErrNoRows) {
		err = noGame()
	}
	return id, err
}

const (
	sqlNewest  = `SELECT MAX(number) FROM solo_attempts WHERE game_id = ?`
	sqlTurn    = `SELECT choice, moves FROM solo_turns WHERE game_id = ? AND attempt = ? AND round = ?`
	sqlAttempt = `SELECT from_attempt, before_round FROM solo_attempts WHERE game_id = ? AND number = ?`
	sqlAddTurn = `INSERT INTO solo_turns (game_id, attempt, round, choice, moves, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)`
)

// AddTurn stores a turn of the newest attempt. The same again changes nothing,
// the reason included: the first one counts.
func (t games) AddTurn(ctx context.Context, keyHash string, turn game.Turn) error {
	moves, err := packed(turn.Moves)
	if err != nil {
		return mapped("store turn", err)
	}
	return mapped("store turn", t.run.write(ctx, func(s *session) error {
		id, err := touchGame(s, keyHash, turn.At)
		if err != nil {
			return err
		}
		var choice, before string
		err = s.row(sqlTurn, []any{&choice, &before}, id, turn.Attempt, turn.Round)
		switch {
		case err == nil && choice == turn.Option && before == moves:
			return nil
		case err == nil:
			return stale()
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		newest := 0
		if err := s.row(sqlNewest, []any{&newest}, id); err != nil {
			return err
		}
		if newest != turn.Attempt {
			return stale()
		}
		_, err = s.exec(sqlAddTurn, id, turn.Attempt, turn.Round, turn.Option, moves, turn.Reason, turn.At.UnixMilli())
		return err
	}))
}

// AddAttempt stores the next attempt. The same again changes nothing.
func (t games) AddAttempt(ctx context.Context, keyHash string, a game.Attempt, now time.Time) error {
	return mapped("store attempt", t.run.write(ctx, func(s *session) error {
		id, err := touchGame(s, keyHash, now)
		if err != nil {
			return err
		}
		var from, before, newest int
		err = s.row(sqlAttempt, []any{&from, &before}, id, a.Number)
		switch {
		case err == nil && from == a.From && before == a.Before:
			return nil
		case err == nil:
			return stale()
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		if err := s.row(sqlNewest, []any{&newest}, id); err != nil {
			return err
		}
		if a.Number != newest+1 {
			return stale()
		}
		_, err = s.exec(sqlAddAttempt, id, a.Number, a.From, a.Before)
		return err
	}))
}

const sqlPledge = `UPDATE solo_games SET pledge_what = ?, pledge_with = ?, pledge_by = ?, updated_at = ? WHERE key_hash = ?`

// SavePledge replaces the pledge.
func (t games) SavePledge(ctx context.Context, keyHash string, p game.Pledge, now time.Time) error {
	return mapped("store pledge", t.run.write(ctx, func(s *session) error {
		n, err := s.exec(sqlPledge, p.What, p.With, p.By, now.UnixMilli(), keyHash)
		if err == nil && n == 0 {
			return noGame()
		}
		return err
	}))
}

const sqlDeleteGame = `DELETE FROM solo_games WHERE key_hash = ?`

// DeleteSolo removes the game; its attempts and turns go with it.
func (t games) DeleteSolo(ctx context.Context, keyHash string) error {
	return mapped("delete game", t.run.write(ctx, func(s *session) error {
		_, err := s.exec(sqlDeleteGame, keyHash)
		return err
	}))
}

const sqlPurgeGames = `DELETE FROM solo_games WHERE id IN (SELECT id FROM solo_games WHERE updated_at < ? LIMIT ?)`

// PurgeSolo removes old games in small steps.
func (t games) PurgeSolo(ctx context.Context, before time.Time) (int, error) {
	return purgeBy(ctx, t.run, sqlPurgeGames, before.UnixMilli(), purgeStep)
}

package game

import (
	"context"
	"time"
)

// Store keeps solo games durably. A method that changes something returns only
// after the change is committed to disk. Games are found by the hash of their
// capability; an unknown one gives errs.NotFound with key "game.error.unknown".
type Store interface {
	// CreateSolo stores a new game with its first attempt. Creating the same
	// KeyHash again changes nothing and reports created=false.
	CreateSolo(ctx context.Context, g Solo) (created bool, err error)
	// Solo returns the whole game of one moment.
	Solo(ctx context.Context, keyHash string) (Solo, error)
	// AddTurn stores a turn of the newest attempt. The same turn again (attempt,
	// round, option and moves) changes nothing. Errors: NotFound; Conflict with
	// key "game.error.stale" when the attempt is not the newest one or the round
	// is decided otherwise already.
	AddTurn(ctx context.Context, keyHash string, t Turn) error
	// AddAttempt stores the next attempt. The same attempt again changes nothing.
	// Errors: NotFound; Conflict with key "game.error.stale" when its number is
	// not the next one, or is taken by another.
	AddAttempt(ctx context.Context, keyHash string, a Attempt, now time.Time) error
	// SavePledge stores the pledge, replacing an earlier one. Errors: NotFound.
	SavePledge(ctx context.Context, keyHash string, p Pledge, now time.Time) error
	// DeleteSolo removes the game and everything about it. Deleting what is gone
	// is no error.
	DeleteSolo(ctx context.Context, keyHash string) error
	// PurgeSolo removes games last changed before then, to the millisecond; one
	// changed exactly then stays. It returns how many went.
	PurgeSolo(ctx context.Context, before time.Time) (int, error)
}

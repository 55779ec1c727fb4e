package workshop

import "context"

// Access says which secret of a session is looked for.
type Access string

// The secrets of a session.
const (
	ByHost     Access = "host"
	ByCohost   Access = "cohost"
	ByRecovery Access = "recovery"
	ByScreen   Access = "screen"
	ByJoin     Access = "join"
)

// Store keeps sessions durably: what a session is, and every accepted command
// as one row with its number. A method that changes something returns only
// after the change is committed to disk. Many processes may share a store.
type Store interface {
	// CreateSession stores a new session. Errors: Conflict with key
	// "workshop.error.codeTaken" when an open session has the code.
	CreateSession(ctx context.Context, s Session) error
	// Session returns a session. Errors: NotFound with key "workshop.error.unknown".
	Session(ctx context.Context, id string) (Session, error)
	// SessionByCode returns the open session with this code. Errors: NotFound.
	SessionByCode(ctx context.Context, code string) (Session, error)
	// SessionBy returns the session with this secret, by its hash, open or not.
	// Errors: NotFound.
	SessionBy(ctx context.Context, by Access, hash string) (Session, error)
	// Append stores commands under the numbers from first on, all or none.
	// Errors: Conflict with key "workshop.error.order" when the first number is
	// not the next one; NotFound.
	Append(ctx context.Context, id string, first int64, commands []Command) error
	// Commands returns the commands after a number, in their order.
	Commands(ctx context.Context, id string, after int64) ([]Command, error)
	// CloseSession frees the code. Closing again changes nothing. Errors: NotFound.
	CloseSession(ctx context.Context, id string) error
	// SetHost replaces the hash of the host's secret. Errors: NotFound.
	SetHost(ctx context.Context, id, hash string) error
	// DeleteSession removes a session and everything about it. Deleting what is
	// gone is no error.
	DeleteSession(ctx context.Context, id string) error
	// PurgeSessions removes sessions last changed before then (Unix
	// milliseconds) and returns how many went.
	PurgeSessions(ctx context.Context, before int64) (int, error)
}

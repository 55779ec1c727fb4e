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

// Limit is how many sessions may run at once: those that are open and changed at
// or after a moment (Unix milliseconds). Live 0 is no limit.
type Limit struct {
	Live  int
	Since int64
}

// Store keeps sessions durably: what a session is, and every accepted command
// as one row with its number. A method that changes something returns only
// after the change is committed to disk. Many processes may share a store.
type Store interface {
	// CreateSession stores a new session. Errors: Conflict with key
	// "workshop.error.codeTaken" when an open session has the code; TooMany with
	// key "workshop.error.live" when as many sessions run as may.
	CreateSession(ctx context.Context, s Session, limit Limit) error
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
	// SetCode gives an open session another code and secret to join with, by its
	// hash; the old ones lead nowhere then. It is the renewal with this number, from
	// 1. Errors: NotFound; Conflict with key "workshop.error.codeTaken" when an open
	// session has the code, with key "workshop.error.order" when it is not the next
	// renewal or the session is closed.
	SetCode(ctx context.Context, id string, renewal int, code, join string) error
	// SetHost replaces the hash of the host's secret. Errors: NotFound.
	SetHost(ctx context.Context, id, hash string) error
	// DeleteSession removes a session and everything about it, its register too.
	// Deleting what is gone is no error.
	DeleteSession(ctx context.Context, id string) error
	// KeepRegister makes the register of a session hold these promises and no
	// other, as they stand after the command with this number. Marks stay. What is
	// older than what was kept before changes nothing.
	KeepRegister(ctx context.Context, r Register, seq int64) error
	// Register returns the register with this secret, by its hash, whether the
	// session is still stored or not. Errors: NotFound with key
	// "workshop.error.register".
	Register(ctx context.Context, key string) (Register, error)
	// MarkPromise stores what is said of the promise of a seat at a check; it
	// replaces what was said before. Errors: NotFound with key
	// "workshop.error.promise".
	MarkPromise(ctx context.Context, id string, seat int, m Mark) error
	// PurgeRegisters removes the registers whose time is over at this moment
	// (Unix milliseconds) and returns how many went.
	PurgeRegisters(ctx context.Context, now int64) (int, error)
	// ForgetNames removes the names that people typed from the commands of sessions
	// last changed before then (Unix milliseconds) and returns how many went. A state
	// that is replayed afterwards has generated names, and is else the same.
	ForgetNames(ctx context.Context, before int64) (int, error)
	// PurgeSessions removes sessions last changed before then (Unix
	// milliseconds) and returns how many went. Their registers stay.
	PurgeSessions(ctx context.Context, before int64) (int, error)
}

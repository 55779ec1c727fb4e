package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"github.com/opmaat/opmaat/assessment/errs"
)

// Reasons why Open refuses a data folder. Nothing in the folder was changed.
var (
	// ErrInUse: another process has the data folder open.
	ErrInUse = errors.New("the data folder is in use by another process")
	// ErrNewer: a newer program wrote the database.
	ErrNewer = errors.New("the database was written by a newer version of opmaat")
	// ErrCorrupt: the database file is damaged.
	ErrCorrupt = errors.New("the database file is damaged")
	// ErrNetwork: the folder is on a network file system, where SQLite cannot lock.
	ErrNetwork = errors.New("the data folder is on a network file system")
)

// Message keys of the errors this package makes.
const (
	keyUnavailable = "error.store_unavailable"
	keyNotFound    = "error.test_not_found"
	keyClosed      = "error.test_closed"
	keyUpdated     = "error.questionnaire_updated"
)

// notFound is the answer to an unknown capability.
func notFound() error { return errs.New(errs.NotFound, keyNotFound) }

// unavailable says that the store could not do it now and did nothing.
func unavailable(cause error) error {
	return errs.Wrap(errs.Unavailable, keyUnavailable, cause)
}

// mapped names the operation and gives database errors their kind. Errors that
// already have one keep it. What is left is Internal.
func mapped(op string, err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[*errs.E](err); !known && passing(err) {
		err = unavailable(err)
	}
	return fmt.Errorf("%s: %w", op, err)
}

// passing reports whether the same call may succeed later: a full or read-only
// disk, a lock, too little memory, a context that ended, a store that closed.
func passing(err error) bool {
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrReadonly,
			sqlite3.ErrCantOpen, sqlite3.ErrNomem, sqlite3.ErrInterrupt, sqlite3.ErrProtocol:
			return true
		}
		return false
	}
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, sql.ErrConnDone)
}

// damaged reports whether SQLite says that the file is no sound database.
func damaged(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// readOnly reports whether SQLite may not write or open the file.
func readOnly(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrCantOpen || e.Code == sqlite3.ErrPerm)
}

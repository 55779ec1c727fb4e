// Package errs carries the error kinds of the program. An error says what kind
// it is, which translated sentence a person should read (a message key with
// arguments), and wraps its cause for the log. It is a leaf: it imports nothing
// of this module.
package errs

import (
	"errors"
	"strings"
)

// Kind classifies an error by what the caller can do about it.
type Kind uint8

// The kinds. Internal is the zero value: whatever is not classified is ours to mend.
const (
	Internal    Kind = iota // a defect or a broken machine; details only in the log
	Invalid                 // the input is wrong; say where and what is allowed
	NotFound                // there is no such thing, or not for this person
	Conflict                // the thing changed or is closed; nothing was stored
	Forbidden               // known, but not allowed
	TooMany                 // a limit in time or number was reached
	Unavailable             // cannot be done now, may be done later
)

// E is an error with a kind and a message key. Key names a sentence in the
// locale files; Args are its name-value pairs ("max", 2000). Field names the
// form field it is about, if any.
type E struct {
	Kind  Kind
	Key   string
	Field string
	Args  []any
	Err   error
}

// New returns an E of the kind with a message key and its arguments.
func New(kind Kind, key string, args ...any) *E {
	return &E{Kind: kind, Key: key, Args: args}
}

// Field returns an Invalid error about one form field.
func Field(field, key string, args ...any) *E {
	return &E{Kind: Invalid, Key: key, Field: field, Args: args}
}

// Wrap returns an E that keeps err as its cause.
func Wrap(kind Kind, key string, err error) *E {
	return &E{Kind: kind, Key: key, Err: err}
}

// Error is text for the log, never for a person.
func (e *E) Error() string {
	parts := []string{e.Key}
	if e.Field != "" {
		parts = append(parts, "field "+e.Field)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *E) Unwrap() error { return e.Err }

// KindOf finds the kind anywhere in the chain; Internal when there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*E](err); ok {
		return e.Kind
	}
	return Internal
}

// Is reports whether the chain of err holds an E of this kind.
func Is(err error, kind Kind) bool {
	return err != nil && KindOf(err) == kind
}

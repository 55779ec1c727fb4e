package assessment

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/errs"
)

// Ref names one version of a content unit, written id@n. Versions are whole
// numbers from 1. Every stored test keeps its Ref and is never recomputed
// under a newer one.
type Ref struct {
	ID      string
	Version int
}

// String writes the reference as id@n.
func (r Ref) String() string { return r.ID + "@" + strconv.Itoa(r.Version) }

// ParseRef reads id@n. Errors: Invalid.
func ParseRef(s string) (Ref, error) {
	id, n, ok := strings.Cut(s, "@")
	v, err := strconv.Atoi(n)
	if !ok || err != nil || v < 1 || id == "" || strconv.Itoa(v) != n {
		return Ref{}, fmt.Errorf("reference %q: %w", s, errs.New(errs.Invalid, "error.ref", "ref", s))
	}
	return Ref{ID: id, Version: v}, nil
}

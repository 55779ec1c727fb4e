package workshop

import (
	"crypto/rand"
	"math/big"
	"strings"
	"unicode"

	"github.com/opmaat/opmaat/assessment/errs"
)

// Session is what is stored of a session beside its commands. Secrets are kept
// as hashes only. Whoever holds one is let in: Host moves the session, Screen
// watches the projector, Join gets a seat without typing the code, Recovery
// gives the host link back.
type Session struct {
	ID       string
	Code     string // eight digits, its own among open sessions
	Open     bool
	Settings Settings
	Host     string
	Cohost   string
	Recovery string
	Screen   string
	Join     string
	Renewed  int   // how often the code and the join secret were made anew
	Created  int64 // Unix milliseconds
	Changed  int64
}

// codeDigits is how long a join code is: 26.6 bits, which the limits on wrong
// codes make enough for a session of some hours (shared design, trust 7.3).
const codeDigits = 8

// NewCode draws a join code.
func NewCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
	if err != nil {
		panic(err) // crypto/rand does not fail on the systems we run on
	}
	digits := n.String()
	return strings.Repeat("0", codeDigits-len(digits)) + digits
}

// ParseCode reads a join code as people type it: spaces, hyphens and digits of
// any script. Errors: Invalid when it is not eight digits.
func ParseCode(typed string) (string, error) {
	var code strings.Builder
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			code.WriteRune(r)
		case unicode.IsDigit(r):
			code.WriteByte('0' + digit(r))
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '.':
		default:
			return "", errs.Field("code", "workshop.error.code")
		}
	}
	if code.Len() != codeDigits {
		return "", errs.Field("code", "workshop.error.code")
	}
	return code.String(), nil
}

// digit is the value of a decimal digit. Unicode keeps the ten digits of a
// script together, from zero upwards.
func digit(r rune) byte {
	n := byte(0)
	for n < 9 && unicode.IsDigit(r-rune(n)-1) {
		n++
	}
	return n
}

// ShowCode writes a code in two groups: 1234 5678.
func ShowCode(code string) string {
	if len(code) != codeDigits {
		return code
	}
	return code[:4] + " " + code[4:]
}

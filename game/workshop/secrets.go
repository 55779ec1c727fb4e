package workshop

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// Secrets are the secrets of a session. Each follows from the one before it and
// from none after it: who recovers a session has the host link again, a
// co-facilitator can open the projector, and the projector can show the code to
// join with, without any of them being stored as more than a hash.
type Secrets struct{ Recovery, Host, Cohost, Screen, Join string }

// How many characters a recovery code has, which people copy by hand (120
// bits), and any other secret (130 bits).
const (
	recoveryLength = 24
	secretLength   = 26
)

// NewSecrets draws the secrets of a new session.
func NewSecrets() Secrets { return SecretsFrom(ByRecovery, rand.Text()[:recoveryLength]) }

// SecretsFrom are the secrets that follow from one of them; those before it
// stay empty.
func SecretsFrom(by Access, secret string) Secrets {
	var s Secrets
	switch by {
	case ByRecovery:
		s.Recovery = secret
		secret = follow(ByHost, secret)
		fallthrough
	case ByHost:
		s.Host = secret
		secret = follow(ByCohost, secret)
		fallthrough
	case ByCohost:
		s.Cohost = secret
		secret = follow(ByScreen, secret)
		fallthrough
	case ByScreen:
		s.Screen = secret
		secret = follow(ByJoin, secret)
		fallthrough
	case ByJoin:
		s.Join = secret
	}
	return s
}

// Renewed are the secrets after the secret to join was made anew so many times.
// The others stay.
func (s Secrets) Renewed(times int) Secrets {
	if times > 0 && s.Screen != "" {
		s.Join = follow(ByJoin+Access(" "+strconv.Itoa(times)), s.Screen)
	}
	return s
}

// follow is the secret of one kind that comes after another.
func follow(by Access, secret string) string {
	sum := sha256.Sum256([]byte("opmaat workshop " + string(by) + " " + secret))
	return base32.StdEncoding.EncodeToString(sum[:])[:secretLength]
}

// ShowRecovery writes a recovery code in groups of four.
func ShowRecovery(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), " ")
}

// lookalikeDigits are the digits that people type for letters of a code.
var lookalikeDigits = strings.NewReplacer("0", "O", "1", "I", "8", "B", " ", "", "-", "", "\t", "")

// ParseRecovery reads a recovery code as people type it; "" when it cannot be one.
func ParseRecovery(typed string) string {
	code := lookalikeDigits.Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(code) != recoveryLength || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return ""
	}
	return code
}

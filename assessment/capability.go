package assessment

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// capabilityLength is the length of crypto/rand.Text: 26 characters of base32, 130 bits.
const capabilityLength = 26

// NewCapability returns a fresh secret. Whoever holds it can read and change
// the test; it is never stored, only its hash.
func NewCapability() string { return rand.Text() }

// ValidCapability reports whether s has the form of a capability: 26 characters of A-Z and 2-7.
func ValidCapability(s string) bool {
	if len(s) != capabilityLength {
		return false
	}
	for i := range len(s) {
		if (s[i] < 'A' || s[i] > 'Z') && (s[i] < '2' || s[i] > '7') {
			return false
		}
	}
	return true
}

// KeyHash is what is stored of a capability: SHA-256, hexadecimal. A plain hash
// is enough because the capability holds 130 random bits (OWASP ASVS 6.5.2).
func KeyHash(capability string) string {
	sum := sha256.Sum256([]byte(capability))
	return hex.EncodeToString(sum[:])
}

package assessment

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of what people type, in characters (runes).
const (
	MaxComment  = 2000
	MaxReason   = 500
	MaxName     = 80
	MaxOwner    = 80
	maxCombined = 4 // combining marks on one letter
)

// CleanText makes typed text safe to keep: NFC, line breaks as \n, no control
// or invisible characters, no direction overrides, at most four combining marks
// on a letter, no space around it. Only spaces become the empty text.
func CleanText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range norm.NFC.String(s) {
		if unicode.Is(unicode.Mn, r) {
			if marks++; marks > maxCombined {
				continue
			}
		} else {
			marks = 0
		}
		if keep(r) {
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// CleanLine is CleanText on one line.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(CleanText(s)), " ")
}

// keep refuses control characters, U+FFFD, and the format characters that hide or turn
// text; the zero-width joiner stays because emoji and some scripts need it.
func keep(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return true
	case r == utf8.RuneError || unicode.IsControl(r):
		return false
	case r == '\u200d':
		return true
	default:
		return !unicode.Is(unicode.Cf, r)
	}
}

// grouped is a whole number in groups of three digits, as people write it in
// Dutch (1.200), English (1,200) or with a space.
var grouped = regexp.MustCompile(`^[0-9]{1,3}([., \x{a0}\x{202f}][0-9]{3})+$`)

// ParseCount reads a whole number, with or without separators between groups of three.
func ParseCount(s string) (int, error) {
	if grouped.MatchString(s) {
		s = strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	return strconv.Atoi(s)
}

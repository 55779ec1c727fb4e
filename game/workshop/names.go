package workshop

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune(" -.'’", r)
}

// unique adds a number to a name that another seat has, or that looks like it.
func (s *State) unique(name string, own int) string {
	taken := map[string]bool{}
	for _, seat := range s.Seats {
		if seat.Number != own && !seat.Removed {
			taken[skeleton(seat.Name)] = true
		}
	}
	free := name
	for n := 2; taken[skeleton(free)]; n++ {
		free = name + " " + strconv.Itoa(n)
	}
	return free
}

// lookalikes are letters of other alphabets that look like Latin ones.
var lookalikes = strings.NewReplacer("а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "х", "x", "у", "y", "і", "i", "ѕ", "s",
	"α", "a", "ο", "o", "ρ", "p", "ν", "v", "ι", "i", "0", "o", "1", "l")

// skeleton is a name without case and without look-alike letters.
func skeleton(name string) string {
	return lookalikes.Replace(cases.Fold().String(norm.NFKC.String(name)))
}

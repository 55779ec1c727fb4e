package content

import (
	"fmt"
	"strings"
)

// unknown says that a name is not known and proposes the nearest known one.
func unknown(kind, name string, known []string) string {
	text := fmt.Sprintf("unknown %s %q", kind, name)
	if near := nearest(name, known); near != "" {
		return text + fmt.Sprintf(", did you mean %q?", near)
	}
	if len(known) > 0 && len(known) <= 8 {
		return text + ", known: " + strings.Join(known, ", ")
	}
	return text
}

// nearest returns the known name with the fewest typing slips between it and
// name, or "" when none is near: at most one slip for every three letters.
func nearest(name string, known []string) string {
	best, slips := "", max(1, len(name)/3)+1
	for _, k := range known {
		if len(name) > 64 || abs(len(k)-len(name)) >= slips {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < slips {
			best, slips = k, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// distance counts the slips between two words: a letter added, dropped,
// replaced, or two neighbours swapped (optimal string alignment).
func distance(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

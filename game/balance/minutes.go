package balance

import "fmt"

// RoundMinutes is how long a round takes at a table.
type RoundMinutes struct {
	Round   int     `json:"round"`
	Words   int     `json:"words"`
	Minutes float64 `json:"minutes"`
}

const (
	wordsAMinute = 200.0
	// TalkMinutes is the time of a round in which nobody reads (shared design,
	// game 6.5): the straw vote 45 s, the talk 3 to 4 minutes, the facilitator's
	// question 60 s, and 15 s to look at the bands.
	TalkMinutes = 0.75 + 3.5 + 1 + 0.25
)

// minutes checks B11.
func (r *run) minutes(result *Result) {
	if r.o.Words == nil {
		result.Checks = append(result.Checks, skipped("B11", "no words were given to count"))
		return
	}
	var findings []string
	for n := 1; n <= r.sc.Rounds; n++ {
		words := r.o.Words(n)
		m := RoundMinutes{n, words, round(float64(words)/wordsAMinute + TalkMinutes)}
		result.Minutes = append(result.Minutes, m)
		if m.Minutes > r.limit.MinutesMax {
			findings = append(findings, fmt.Sprintf("round %d: %d words to read make it %.1f minutes (at most %g): shorten %s", n, words, m.Minutes, r.limit.MinutesMax, r.sc.Dilemmas[n-1].ID))
		}
	}
	result.Checks = append(result.Checks, check("B11", findings, nil))
}

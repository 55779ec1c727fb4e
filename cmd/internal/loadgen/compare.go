package loadgen

import (
	"fmt"
	"slices"
)

// Ratio compares two things by the rates of runs made in pairs.
type Ratio struct {
	Pairs []float64 // rate of a divided by rate of b, in order of running
}

// Compare runs a and b in turns, pairs times each, and returns the ratios of
// their rates. The order within a pair alternates (ab ba ab ...), so that neither
// gains from what the machine does slowly beside it. Pairs is at least 1; five
// or more give a median worth quoting. A pair in which b got nothing done has the
// ratio 0.
func Compare(pairs int, a, b func() Result) Ratio {
	r := Ratio{Pairs: make([]float64, max(pairs, 1))}
	for i := range r.Pairs {
		var ra, rb Result
		if i%2 == 0 {
			ra = a()
			rb = b()
		} else {
			rb = b()
			ra = a()
		}
		if rb.Rate() > 0 {
			r.Pairs[i] = ra.Rate() / rb.Rate()
		}
	}
	return r
}

// Median returns the median of the ratios.
func (r Ratio) Median() float64 {
	s := slices.Sorted(slices.Values(r.Pairs))
	n := len(s)
	if n == 0 {
		return 0
	}
	return (s[(n-1)/2] + s[n/2]) / 2
}

// String writes the median with the smallest and largest ratio.
func (r Ratio) String() string {
	if len(r.Pairs) == 0 {
		return "no pairs"
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f in %d pairs)", r.Median(), slices.Min(r.Pairs), slices.Max(r.Pairs), len(r.Pairs))
}

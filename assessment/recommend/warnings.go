package recommend

import (
	"slices"
	"time"
)

const (
	lowCulture  = 25 // conversation culture below it: expect an empty network (W4)
	staleMonths = 24 // a value checked longer ago is to be checked again (W3)
)

// warnings of one ranked tool: first the rules that could not be judged, then
// W1 to W4 of those the tool lists. W5 is about pairs.
func warnings(t *Tool, s *Situation, mode Mode, open []Hit) []string {
	var out []string
	for _, hit := range open {
		if !slices.Contains(out, hit.Rule) {
			out = append(out, hit.Rule)
		}
	}
	for _, w := range [...]struct {
		id    string
		fires bool
	}{
		{"W1", true}, // the program knows of no accessibility evidence
		{"W2", true}, // nor of a data protection assessment
		{"W3", t.uncertain(s, mode)},
		{"W4", s.Readiness != nil && s.Readiness.Culture < lowCulture},
	} {
		if w.fires && slices.Contains(t.Warnings, w.id) {
			out = append(out, w.id)
		}
	}
	return out
}

// uncertain reports whether a value that counts here is an assumption, unknown,
// or old. What the seed papers said and no longer holds is old.
func (t *Tool) uncertain(s *Situation, mode Mode) bool {
	oldest := ""
	if today, err := time.Parse(time.DateOnly, s.Today); err == nil {
		oldest = today.AddDate(0, -staleMonths, 0).Format(time.DateOnly)
	}
	for n, w := range s.Needs {
		if w == Wont {
			continue
		}
		cell := &t.Needs[n]
		past := mode == SeedMode && cell.HasSeed
		if past || !cell.Known || cell.Kind == Assumption || cell.Checked < oldest {
			return true
		}
	}
	return false
}

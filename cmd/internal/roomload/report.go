package roomload

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Row is one figure. Limit is what it must not exceed; 0 with Bound unset is no
// limit.
type Row struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit,omitempty"`
	Bound bool    `json:"bound,omitempty"`
	Limit float64 `json:"limit,omitempty"`
}

// OK reports whether the figure is within its limit.
func (r Row) OK() bool { return !r.Bound || r.Value <= r.Limit }

// Report is what a play measured.
type Report struct {
	Play   string   `json:"play"`
	About  string   `json:"about"`
	Rows   []Row    `json:"rows"`
	Errors []string `json:"errors,omitempty"` // the first few
}

// OK reports whether all figures are within their limits.
func (r *Report) OK() bool {
	for _, row := range r.Rows {
		if !row.OK() {
			return false
		}
	}
	return true
}

func (r *Report) add(name string, value float64, unit string) {
	r.Rows = append(r.Rows, Row{Name: name, Value: value, Unit: unit})
}

func (r *Report) limit(name string, value float64, unit string, limit float64) {
	r.Rows = append(r.Rows, Row{Name: name, Value: value, Unit: unit, Bound: true, Limit: limit})
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// times adds median, 95th and 99th percentile of a series; the limit is on one
// of them.
func (r *Report) times(name string, s *series, limited float64, most time.Duration) {
	for _, q := range []float64{0.50, 0.95, 0.99} {
		text := fmt.Sprintf("%s p%.0f", name, 100*q)
		if q == limited {
			r.limit(text, ms(s.quantile(q)), "ms", ms(most))
		} else {
			r.add(text, ms(s.quantile(q)), "ms")
		}
	}
}

// Print writes the reports as a table.
func Print(out io.Writer, reports []Report) error {
	for _, r := range reports {
		if _, err := fmt.Fprintf(out, "\n%s: %s\n", r.Play, r.About); err != nil {
			return err
		}
		for _, row := range r.Rows {
			if _, err := fmt.Fprintln(out, row.line()); err != nil {
				return err
			}
		}
		for _, text := range r.Errors {
			if _, err := fmt.Fprintf(out, "  error: %s\n", text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r Row) line() string {
	line := fmt.Sprintf("  %-44s %10.2f %-6s", r.Name, r.Value, r.Unit)
	switch {
	case !r.Bound:
	case r.OK():
		line += fmt.Sprintf(" at most %g", r.Limit)
	default:
		line += fmt.Sprintf(" at most %g: TOO MUCH", r.Limit)
	}
	return strings.TrimRight(line, " ")
}

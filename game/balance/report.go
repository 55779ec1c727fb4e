package balance

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Text writes the result for the author of a scenario: what to mend first, then
// the numbers.
func (r *Result) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  sha256 %.12s  seed %d  %d plays\n\n", r.Scenario, r.SHA256, r.Seed, r.Plays)
	r.textChecks(&b)
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	r.textEndings(table)
	r.textStrategies(table)
	r.textDilemmas(table)
	r.textRestricted(table)
	r.textNeeds(table)
	r.textRounds(table)
	table.Flush()
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Result) textChecks(b *strings.Builder) {
	for _, c := range r.Checks {
		word := "ok    "
		switch {
		case c.Skipped != "":
			word = "-     "
		case !c.Passed:
			word = "FAILED"
		}
		fmt.Fprintf(b, "%s  %-3s  %s", word, c.ID, c.About)
		if c.Skipped != "" {
			fmt.Fprintf(b, " (%s)", c.Skipped)
		}
		b.WriteByte('\n')
		for _, f := range c.Findings {
			fmt.Fprintf(b, "             %s\n", f)
		}
		for _, n := range c.Notes {
			fmt.Fprintf(b, "             note: %s\n", n)
		}
	}
}

func (r *Result) textEndings(w io.Writer) {
	fmt.Fprint(w, "\nending\tall plays\tshort version\n")
	for i, e := range r.Endings {
		fmt.Fprintf(w, "%s\t%.1f %%\t%.1f %%\n", e.ID, e.Share, r.Short[i].Share)
	}
}

func (r *Result) textStrategies(w io.Writer) {
	fmt.Fprint(w, "\nplayed by\tgroup\tmedian\tp10-p90\tluck\tendings\n")
	for _, s := range r.Strategies {
		o := s.Outcome
		fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f-%.1f\t%.1f\t%s\n", s.ID, s.Group, o.Median, o.P10, o.P90, s.Luck, shareText(s.Endings))
	}
	o := r.Random
	fmt.Fprintf(w, "chance\t\t%.1f\t%.1f-%.1f\t\tmean %.1f\n", o.Median, o.P10, o.P90, o.Mean)
	for _, g := range r.Greedy {
		fmt.Fprintf(w, "only %s\t\t\t\t\tmean %.1f; %s\n", g.Indicator, g.Mean, shareText(g.Endings))
	}
	for i, m := range r.Saturation {
		if i == 0 {
			fmt.Fprintf(w, "\nmedian of each indicator under %s:", m.Strategy)
		}
		fmt.Fprintf(w, " %s %d", m.Indicator, m.Median)
	}
	fmt.Fprintln(w)
}

func shareText(all []EndingShare) string {
	var parts []string
	for _, e := range all {
		parts = append(parts, fmt.Sprintf("%s %.0f %%", e.ID, e.Share))
	}
	return strings.Join(parts, ", ")
}

func (r *Result) textDilemmas(w io.Writer) {
	fmt.Fprint(w, "\noption\tbest\tmean\tleads most on\n")
	for _, d := range r.Dilemmas {
		for _, o := range d.Options {
			trap := ""
			if o.Trap {
				trap = " (trap)"
			}
			id, share := topLead(o)
			fmt.Fprintf(w, "%s%s\t%.0f %%\t%.1f\t%s %.0f %%\n", o.ID, trap, o.Best, o.Mean, id, share)
		}
		fmt.Fprintf(w, "%s: ties\t%.0f %%\n", d.ID, d.Ties)
	}
}

func (r *Result) textRestricted(w io.Writer) {
	if len(r.Best) == 0 {
		return
	}
	fmt.Fprint(w, "\nbest play found\tscores\tends\n")
	for _, b := range r.Best {
		fmt.Fprintf(w, "%s\t%.1f\t%s\t%s\n", strings.Join(b.Needs, " + "), b.Outcome, b.Ending, playText(b))
	}
	fmt.Fprint(w, "\ncard\tforced costs\tbanned costs\n")
	for _, row := range r.Restricted {
		fmt.Fprintf(w, "%s\t%s\t%s\n", row.Card, costText(row.Forced), costText(row.Banned))
	}
}

func playText(b BestPlay) string {
	var parts []string
	for i, o := range b.Options {
		text := o
		if len(b.Moves[i]) > 0 {
			text += " (" + strings.Join(b.Moves[i], " ") + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func costText(cost *float64) string {
	if cost == nil {
		return "-"
	}
	return fmt.Sprintf("%.1f", *cost)
}

func (r *Result) textNeeds(w io.Writer) {
	if len(r.Needs) == 0 {
		return
	}
	fmt.Fprint(w, "\nneeds\tbest instrument\tleads by\tgood play\n")
	for _, n := range r.Needs {
		var parts []string
		for _, o := range n.Options {
			parts = append(parts, fmt.Sprintf("%s %.1f", o.ID, o.GoodPlay))
		}
		fmt.Fprintf(w, "%s\t%s\t%.1f\t%s\n", strings.Join(n.Needs, " + "), n.Best, n.Lead, strings.Join(parts, ", "))
	}
}

func (r *Result) textRounds(w io.Writer) {
	if len(r.Minutes) == 0 {
		return
	}
	fmt.Fprint(w, "\nround\twords\tminutes\n")
	for _, m := range r.Minutes {
		fmt.Fprintf(w, "%d\t%d\t%.1f\n", m.Round, m.Words, m.Minutes)
	}
}

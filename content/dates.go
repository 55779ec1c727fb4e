package content

import (
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// staleMonths is how long a check of a fact is good for.
const staleMonths = 24

// dated is a day on which somebody checked something, and where that is said.
type dated struct {
	file string
	mark mark
	what string
	day  time.Time
}

// dated lists the days on which the sources and values of a tool without
// problems were checked. A fact has the day of its source: its own date says
// when it happened.
func (t *tool) dated() []dated {
	var out []dated
	add := func(path, what, date string) {
		day, err := time.Parse(time.DateOnly, date)
		if err == nil {
			out = append(out, dated{file: t.file, mark: t.place(path), what: what, day: day})
		}
	}
	for i, e := range t.Sources {
		add(at("sources", i, "date"), fmt.Sprintf("source %q", e.ID), e.Date)
	}
	for _, need := range recommend.Needs {
		add("needs."+need+".checked", fmt.Sprintf("the value of need %q", need), t.Needs[need].Checked)
	}
	return out
}

// CheckDates finds the sources and values of tools that were checked more than
// 24 months before today, or after it. They are warnings, in the order of files
// and lines; only the day of today counts.
func CheckDates(lib *Library, today time.Time) []Problem {
	year, month, day := today.Date()
	now := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	oldest := now.AddDate(0, -staleMonths, 0)
	var out []Problem
	for _, d := range lib.dated {
		text := ""
		switch {
		case d.day.Before(oldest):
			text = fmt.Sprintf("%s was checked on %s, more than %d months ago", d.what, d.day.Format(time.DateOnly), staleMonths)
		case d.day.After(now):
			text = fmt.Sprintf("%s was checked on %s, which has not come yet", d.what, d.day.Format(time.DateOnly))
		default:
			continue
		}
		out = append(out, Problem{File: d.file, Line: d.mark.line, Col: d.mark.col, Text: text})
	}
	return sorted(out)
}

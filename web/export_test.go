package web

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/opmaat/opmaat/assessment"
)

// samplePlan has an owner that means something to spreadsheets and calendars.
func planSample(owner string) sample {
	s := sampleStandard
	s.plan = []assessment.PlanItem{
		{Item: "q01", Target: -1, Owner: owner, Due: "2027-03-31", Status: assessment.ActionOpen},
		{Item: "q02", Target: -1, Owner: "x", Status: assessment.ActionDropped},
	}
	return s
}

const awkward = `=HYPERLINK("http://x","é"); one, two; three\n ` + "😀😀😀😀😀😀😀😀😀😀"

// TestPlanTable reads the table back: separator by language, byte order mark,
// CRLF, quotes, and formulas made harmless.
func TestPlanTable(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, planSample(awkward))
	for lang, comma := range map[string]rune{"en": ',', "nl": ';'} {
		a := x.get(t, "/test/plan.csv", "Cookie", cookie, "Accept-Language", lang).wants(200)
		body := a.Body.String()
		if !strings.HasPrefix(body, "\ufeff") || strings.Count(body, "\n") != strings.Count(body, "\r\n") || a.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Errorf("%s: %v %.80q", lang, a.Header(), body)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
		r.Comma = comma
		rows, err := r.ReadAll()
		if err != nil || len(rows) < 20 {
			t.Fatalf("%s: %d rows, %v", lang, len(rows), err)
		}
		owners := 0
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: a cell begins like a formula: %q", lang, cell)
				}
			}
			if row[7] == "'"+awkward && row[8] == "2027-03-31" {
				owners++
			}
		}
		if owners != 1 {
			t.Errorf("%s: the owner stands in %d rows", lang, owners)
		}
	}
}

// TestPlanCalendar reads the calendar back with the library and looks at the
// lines as RFC 5545 asks for them.
func TestPlanCalendar(t *testing.T) {
	x := newSite(t, nil)
	capability, cookie := x.holder(t, planSample(awkward))
	for _, lang := range x.mustCurrent().languages {
		a := x.get(t, "/test/plan.ics", "Cookie", cookie, "Accept-Language", lang).wants(200)
		body := a.Body.String()
		for line := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Errorf("%s: line of %d bytes: %q", lang, len(line), line)
			}
		}
		if strings.Contains(body, capability) || strings.Contains(body, assessment.KeyHash(capability)) {
			t.Error("the calendar holds the secret")
		}
		cal, err := ics.ParseCalendar(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		events := map[string]*ics.VEvent{}
		for _, e := range cal.Events() {
			if events[e.Id()] != nil {
				t.Errorf("%s: UID %s stands twice", lang, e.Id())
			}
			events[e.Id()] = e
			for _, property := range []ics.ComponentProperty{ics.ComponentPropertyDtstamp, ics.ComponentPropertyDtStart, ics.ComponentPropertyDtEnd, ics.ComponentPropertySummary} {
				if e.GetProperty(property) == nil {
					t.Errorf("%s: %s has no %s", lang, e.Id(), property)
				}
			}
		}
		test := x.store.tests[assessment.KeyHash(capability)].test.ID
		first := events[test+"-q01@opmaat"]
		if len(events) < 20 || first == nil || events[test+"-q02@opmaat"] != nil {
			t.Fatalf("%s: %d events", lang, len(events))
		}
		if got := first.GetProperty(ics.ComponentPropertyDescription).Value; !strings.Contains(got, awkward) {
			t.Errorf("%s: description %q", lang, got)
		}
		if day, err := first.GetAllDayStartAt(); err != nil || day.Format("2006-01-02") != "2027-03-31" {
			t.Errorf("%s: starts %v, %v", lang, day, err)
		}
	}
}

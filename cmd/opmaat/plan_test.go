package main

import (
	"encoding/csv"
	"strings"
	"testing"
)

// calendar is the plan as events: the properties of each, unfolded and read back.
func (b *browser) calendar() map[string]map[string]string {
	b.t.Helper()
	p := b.get("/test/plan.ics").wants(200)
	if kind := p.header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		b.t.Errorf("content type %q", kind)
	}
	unfolded := strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(p.body)
	events, event := map[string]map[string]string{}, map[string]string{}
	for line := range strings.SplitSeq(unfolded, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		event[name] = strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value)
		switch {
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			_, item, _ := strings.Cut(strings.TrimSuffix(event["UID"], "@opmaat"), "-")
			events[item] = event
		}
	}
	return events
}

// table is the plan as rows by topic; head is the first row.
func (b *browser) table(comma rune) (head []string, rows map[string][]string) {
	b.t.Helper()
	p := b.get("/test/plan.csv").wants(200)
	if !strings.HasPrefix(p.body, "\ufeff") || p.header.Get("Content-Disposition") != `attachment; filename="opmaat-plan.csv"` {
		b.t.Errorf("no byte order mark, or headers %v", p.header)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.body, "\ufeff")))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil || len(all) < 2 {
		b.t.Fatalf("%d rows, %v", len(all), err)
	}
	rows = map[string][]string{}
	for _, row := range all[1:] {
		rows[row[2]] = row
	}
	return all[0], rows
}

// TestPlan edits the plan: owner and due date, a target further off, and "good
// enough"; each shows in the result, the calendar and the table.
func TestPlan(t *testing.T) {
	t.Parallel()
	b := visit(t, "en")
	submitted(b, "quick", "1")
	if n := len(b.calendar()); n != 9 {
		t.Fatalf("%d events for nine steps", n)
	}
	far := b.get("/test/plan/q07").wants(200)
	topic := far.heading()
	saved := far.form("/test/plan/q07").with("target", "4").with("owner", "Secretary, deputy; both").with("due", "2027-03-31").with("status", "started").send()
	result := saved.leadsTo("/test/result#plan-q07").follow().wants(200, "Secretary, deputy; both", "31 March 2027", say(t, "en", "status.started"))
	event := b.calendar()["q07"]
	if event["DTSTART"] != "20270331" || event["DTEND"] != "20270401" || !strings.HasPrefix(event["SUMMARY"], topic+": ") || !strings.Contains(event["DESCRIPTION"], "Who: Secretary, deputy; both.") {
		t.Errorf("event %q", event)
	}
	head, rows := b.table(',')
	row := rows[topic]
	if len(head) != 12 || head[7] != say(t, "en", "plan.col.owner") || row[7] != "Secretary, deputy; both" || row[8] != "2027-03-31" || row[9] != say(t, "en", "status.started") {
		t.Errorf("row %q under %q", row, head)
	}
	again := b.get("/test/plan/q07").form("/test/plan/q07")
	again.shows("target", "4").shows("owner", "Secretary, deputy; both").shows("due", "2027-03-31").shows("status", "started")
	if strings.Count(result.text(), say(t, "en", "result.settled")) != 0 {
		t.Error("something is at its target before anything was chosen")
	}

	again.with("target", "enough").with("target_reason", "Small team").send().leadsTo("/test/result#plan-q07").follow().
		wants(200, say(t, "en", "result.settled"), "Small team")
	if events := b.calendar(); len(events) != 8 || events["q07"] != nil {
		t.Errorf("%d events after one was good enough", len(events))
	}
	if _, rows := b.table(','); rows[topic] != nil || len(rows) != 8 {
		t.Errorf("the table still holds it: %q", rows[topic])
	}
	b.get("/test/plan/q07").form("/test/plan/q07").shows("target", "enough").with("target", "next").send()
	if n := len(b.calendar()); n != 9 {
		t.Errorf("%d events after the choice was taken back", n)
	}
	b.get("/test/plan/q07").form("/test/plan/q07").with("status", "done").send()
	if events := b.calendar(); events["q07"] != nil {
		t.Error("what is done stands in the calendar")
	}
}

// TestPlanInDutch has the separator, the words and the dates of Dutch.
func TestPlanInDutch(t *testing.T) {
	t.Parallel()
	b := visit(t, "nl")
	submitted(b, "quick", "2")
	b.get("/test/plan/q14").form("/test/plan/q14").with("due", "2027-03-01").send().follow().wants(200, "1 maart 2027")
	if head, rows := b.table(';'); head[8] != say(t, "nl", "plan.col.due") || len(rows) != 9 {
		t.Errorf("%d rows under %q", len(rows), head)
	}
}

// TestPlanRefusals keeps what was typed and stores nothing.
func TestPlanRefusals(t *testing.T) {
	t.Parallel()
	b := visit(t, "en")
	submitted(b, "quick", "1")
	for _, c := range []struct{ field, value, key string }{
		{"due", "31-03-2027", "error.due"},
		{"due", "2027-02-30", "error.due"},
		{"target", "5", "error.target"},
		{"target", "dk", "error.target"},
		{"status", "later", "error.status"},
	} {
		f := b.get("/test/plan/q22").wants(200).form("/test/plan/q22").with("owner", "Kept").with("target_reason", "Also kept").with(c.field, c.value)
		refused := f.send().wants(422, say(t, "en", c.key), say(t, "en", "error.summary")).form("/test/plan/q22")
		refused.shows("owner", "Kept").shows("target_reason", "Also kept")
		if c.field == "due" {
			refused.shows("due", c.value)
		}
		b.get("/test/plan/q22").form("/test/plan/q22").shows("owner", "").shows("due", "").shows("target", "next").shows("status", "open")
	}
	long := strings.Repeat("x", 81)
	b.post("/test/plan/q22", map[string][]string{"owner": {long}}).wants(422, say(t, "en", "error.too_long", "length", 81, "max", 80)).
		form("/test/plan/q22").shows("owner", long)
	b.get("/test/plan/q01").wants(404, say(t, "en", "error.page_not_found")) // not in the quick form
	b.get("/test/plan/zzz").wants(404, say(t, "en", "error.page_not_found"))
}

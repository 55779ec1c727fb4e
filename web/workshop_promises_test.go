package web

import (
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// promised is a session of two seats that ended, in which the first one promised
// something. It gives the cookies of both phones.
func (x *site) promised(t *testing.T, p game.Pledge) (l led, cookies [2]string) {
	t.Helper()
	l = x.leads(t)
	cookies = [2]string{x.sits(t, l), x.sits(t, l)}
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	at := moment.UnixMilli()
	for version := range 2 {
		if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: int64(version), At: at}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.End, Facilitator: true, At: at}); err != nil {
		t.Fatal(err)
	}
	x.post(t, "/w/"+l.id, url.Values{"do": {"pledge"}, "what": {p.What}, "with": {p.With}, "by": {p.By}}, "Cookie", cookies[0]).wants(303)
	return l, cookies
}

// looksBack opens the list of promises from a phone, as its person does, and
// gives the address of the list and the cookie that opens it.
func (x *site) looksBack(t *testing.T, l led, cookie string) (address, own string) {
	t.Helper()
	link := x.get(t, "/w/"+l.id+"/promises", "Cookie", cookie).wants(303).Header().Get("Location")
	if !strings.HasPrefix(link, "/p/") {
		t.Fatalf("the phone leads to %s", link)
	}
	hop := x.get(t, link).wants(303)
	own, _, _ = strings.Cut(hop.Header().Get("Set-Cookie"), ";")
	return hop.Header().Get("Location"), own
}

// TestPromisesAreLookedBackAt: a phone leads to the list; before its day the page
// says how long it still is; a mark is stored once, the last word counts, and it
// is still there when the session was deleted.
func TestPromisesAreLookedBackAt(t *testing.T) {
	now := moment
	x := newSite(t, func(o *Options) { o.Now = func() time.Time { return now } })
	l, cookies := x.promised(t, game.Pledge{What: "ask <b>three</b> people", By: "2026-12-18"})
	x.get(t, "/w/"+l.id, "Cookie", cookies[0]).wants(200, "/w/"+l.id+"/promises", x.say("en", "workshop.closed.check"))
	x.get(t, "/w/"+l.id+"/promises", "Cookie", cookies[1]).wants(404) // promised nothing
	address, own := x.looksBack(t, l, cookies[0])
	page := x.get(t, address, "Cookie", own).wants(200, "ask <b>three</b> people", x.say("en", "workshop.promises.early", "date", "22 December 2026", "count", 30), x.say("en", "workshop.promises.none"))
	if strings.Contains(page.Body.String(), "<b>three") || page.Header().Get("Content-Encoding") != "" {
		t.Error("the promise is markup, or the page is compressed")
	}
	mark := url.Values{"seat": {"1"}, "check": {"30"}, "how": {"partly"}, "line": {"two <i>of</i> three"}}
	for range 2 {
		x.post(t, address, mark, "Cookie", own).wants(303)
	}
	said := x.say("en", "workshop.promises.sentence", "kept", 0, "partly", 1, "count", 1)
	x.get(t, address, "Cookie", own).wants(200, said, "two <i>of</i> three", x.say("en", "workshop.promises.todo.finish"))
	x.Workshops.(*workshopMemory).forget(l.id) // as a purge does
	x.Sweep()
	now = moment.AddDate(0, 0, 70)
	x.get(t, "/w/"+l.id, "Cookie", cookies[0]).wants(410)
	last := x.get(t, address, "Cookie", own, "Accept-Language", "nl").wants(200, x.say("nl", "workshop.promises.title", "days", 90), x.say("nl", "workshop.promises.before", "said", "deels: two <i>of</i> three"))
	if text := textOf(last.doc()); strings.Contains(text, x.say("nl", "workshop.closed.notes")) || !strings.Contains(text, x.say("nl", "workshop.promises.until", "date", "22 maart 2027")) {
		t.Errorf("the page says %.900s", text)
	}
	x.post(t, address, url.Values{"seat": {"1"}, "check": {"90"}, "how": {"kept"}}, "Cookie", own).wants(303)
	x.get(t, address, "Cookie", own).wants(200, x.say("en", "workshop.promises.all"), x.say("en", "workshop.promises.todo.test"))
	x.get(t, address+"?check=30", "Cookie", own).wants(200, said)
	if n, err := x.Workshops.PurgeRegisters(t.Context(), moment.AddDate(0, 0, workshop.RegisterDays).UnixMilli()); n != 1 || err != nil {
		t.Errorf("%d registers went: %v", n, err)
	}
	x.get(t, address, "Cookie", own).wants(404, x.say("en", "workshop.error.register"))
}

// TestPromisesRefuse: without the link, for another list, with a mark that is
// none, and with a line that is too long.
func TestPromisesRefuse(t *testing.T) {
	x := newSite(t, nil)
	l, cookies := x.promised(t, game.Pledge{What: "ask"})
	other, others := x.promised(t, game.Pledge{What: "count"})
	address, own := x.looksBack(t, l, cookies[0])
	foreign, theirs := x.looksBack(t, other, others[0])
	for _, cookie := range []string{"", theirs, promisesCookie + "=x", cookies[0], l.host} {
		x.get(t, address, "Cookie", cookie).wants(404, x.say("en", "workshop.error.register"))
		x.get(t, address+"/promises.csv", "Cookie", cookie).wants(404)
		x.post(t, address, url.Values{"seat": {"1"}, "how": {"kept"}}, "Cookie", cookie).wants(404)
	}
	x.get(t, "/p/"+strings.Repeat("A", 26)).wants(404, x.say("en", "workshop.error.register"))
	x.get(t, "/p/short").wants(404, x.say("en", "workshop.error.register"))
	x.get(t, foreign, "Cookie", theirs).wants(200, "count")
	form := func(how, line, seat string) url.Values {
		return url.Values{"seat": {seat}, "check": {"30"}, "how": {how}, "line": {line}}
	}
	x.post(t, address, form("", "a line that stays", "1"), "Cookie", own).wants(422, x.say("en", "workshop.error.how"), "a line that stays")
	x.post(t, address, form("perhaps", "", "1"), "Cookie", own).wants(422)
	x.post(t, address, form("kept", strings.Repeat("x", 301), "1"), "Cookie", own).wants(422, x.say("en", "error.too_long", "max", 300, "length", 301), strings.Repeat("x", 301))
	x.post(t, address, form("kept", "", "2"), "Cookie", own).wants(404, x.say("en", "workshop.error.promise"))
	x.get(t, address, "Cookie", own).wants(200, x.say("en", "workshop.promises.none"))
	if log := x.log.String(); strings.Contains(log, strings.TrimPrefix(own, promisesCookie+"=")) {
		t.Error("the log holds the secret of a list")
	}
}

// TestPromisesAsCalendarAndTable: a day for each promise that has one and for
// both checks, and a table that no spreadsheet calculates with, in both languages.
func TestPromisesAsCalendarAndTable(t *testing.T) {
	x := newSite(t, nil)
	l, cookies := x.promised(t, game.Pledge{What: `=HYPERLINK("x"); one, two`, With: "@Noor", By: "2026-12-18"})
	x.post(t, "/w/"+l.id, url.Values{"do": {"pledge"}, "what": {"no date"}}, "Cookie", cookies[1]).wants(303)
	address, own := x.looksBack(t, l, cookies[0])
	x.post(t, address, url.Values{"seat": {"2"}, "check": {"30"}, "how": {"kept"}, "line": {"+1"}}, "Cookie", own).wants(303)
	host := x.get(t, "/host/s/"+l.id+"/pledges", "Cookie", l.host).wants(200, "/host/s/"+l.id+"/pledges.ics", "/p/", x.say("en", "workshop.pledges.checks"))
	if host.Header().Get("Content-Encoding") != "" {
		t.Error("a page with a secret is compressed")
	}
	for path, cookie := range map[string]string{"/host/s/" + l.id + "/pledges": l.host, address + "/promises": own} {
		cal, err := ics.ParseCalendar(strings.NewReader(x.get(t, path+".ics", "Cookie", cookie).wants(200).Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		days := map[string]string{}
		for _, e := range cal.Events() {
			begin, err := e.GetAllDayStartAt()
			if err != nil {
				t.Fatal(err)
			}
			days[begin.Format(time.DateOnly)] = e.GetProperty(ics.ComponentPropertyDescription).Value
		}
		if len(days) != 3 || !strings.Contains(days["2026-12-22"], "/p/") || !strings.Contains(days["2027-02-20"], "/p/") || !strings.Contains(days["2026-12-18"], "HYPERLINK") {
			t.Errorf("%s: days %v", path, days)
		}
		for lang, comma := range map[string]rune{"en": ',', "nl": ';'} {
			body := x.get(t, path+".csv", "Cookie", cookie, "Accept-Language", lang).wants(200).Body.String()
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
			r.Comma = comma
			rows, err := r.ReadAll()
			if err != nil || len(rows) != 3 || !strings.HasPrefix(body, "\ufeff") {
				t.Fatalf("%s in %s: %d rows, %v", path, lang, len(rows), err)
			}
			who := 0
			if cookie == l.host {
				who = 1
			}
			if rows[1][1+who] != `'=HYPERLINK("x"); one, two` || rows[1][2+who] != "'@Noor" || rows[2][4+who] != x.say(lang, "workshop.how.kept") || rows[2][5+who] != "'+1" {
				t.Errorf("%s in %s: %q", path, lang, rows)
			}
			if name := strings.Split(x.say(lang, "workshop.names"), ", ")[0]; strings.Contains(body, name) != (who == 1) {
				t.Errorf("%s in %s: %s is in it: %v", path, lang, name, who == 0)
			}
		}
	}
	empty := x.leads(t)
	x.get(t, "/host/s/"+empty.id+"/pledges", "Cookie", empty.host).wants(200, x.say("en", "workshop.pledges.none"))
	x.get(t, "/host/s/"+empty.id+"/pledges.ics", "Cookie", empty.host).wants(404)
}

// TestOutlook: each state of the promises has a sentence and something to do.
func TestOutlook(t *testing.T) {
	x := shared()
	for _, lang := range x.mustCurrent().languages {
		for _, c := range []struct{ kept, part, late, of int }{{0, 0, 0, 3}, {3, 0, 0, 3}, {1, 1, 1, 3}, {0, 0, 1, 3}, {0, 3, 0, 3}, {0, 0, 1, 1}} {
			for _, check := range workshop.Checks {
				r := x.registered(lang, workshop.Register{Promises: make([]workshop.Promise, c.of)})
				sentence, todo := r.outlook(check, c.kept, c.part, c.late)
				if sentence == "" || len(todo) < 2 || len(todo) > 5 {
					t.Errorf("%s %+v: %q %q", lang, c, sentence, todo)
				}
			}
		}
	}
	var r workshop.Register
	r.Held = moment.UnixMilli()
	for days, want := range map[int]string{0: "30 30 90", 29: "30 1 61", 30: "30 0 60", 59: "30 0 31", 60: "90 0 30", 200: "90 0 0"} {
		now := moment.AddDate(0, 0, days)
		got := strconv.Itoa(int(r.Current(now))) + " " + strconv.Itoa(r.Left(workshop.Check30, now)) + " " + strconv.Itoa(r.Left(workshop.Check90, now))
		if got != want {
			t.Errorf("after %d days: %s, want %s", days, got, want)
		}
	}
}

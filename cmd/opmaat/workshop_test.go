package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// room is a workshop under test with the browser of its facilitator.
type room struct {
	host *browser
	base string
	id   string
	code string
}

// openRoom starts a session with two clicks: the address and the button.
func openRoom(host *browser, settings ...string) *room {
	host.t.Helper()
	f := host.get("/host").wants(200).form("/host")
	for i := 0; i+1 < len(settings); i += 2 {
		f = f.with(settings[i], settings[i+1])
	}
	sent := f.send()
	to := sent.header.Get("Location")
	if sent.status != http.StatusSeeOther || !strings.HasPrefix(to, "/host/s/") {
		host.t.Fatalf("no session: status %d to %q", sent.status, to)
	}
	r := &room{host: host, base: host.base, id: strings.TrimPrefix(to, "/host/s/")}
	r.code = strings.ReplaceAll(joinCode.FindStringSubmatch(r.console().text())[1], " ", "")
	return r
}

var joinCode = regexp.MustCompile(`/join (\d{4} \d{4})`)

func (r *room) address() string { return "/host/s/" + r.id }

func (r *room) console() screen {
	r.host.t.Helper()
	return r.host.get(r.address()).wants(200)
}

// doing finds the form of a page that sends this command.
func (p screen) doing(command string) form {
	p.browser.t.Helper()
	for n := range elements(p.doc, "form") {
		f := readForm(p, n)
		if f.fields.Get("do") == command {
			return f
		}
		for button := range elements(n, "button") {
			if attr(button, "name") == "do" && attr(button, "value") == command {
				return f.with("do", command)
			}
		}
	}
	p.browser.t.Fatalf("%s does not offer %s:\n%s", p.path, command, p.start())
	return form{}
}

// offers says whether a page has a form for this command.
func (p screen) offers(command string) bool {
	return strings.Contains(p.body, `value="`+command+`"`)
}

// next goes to the next phase.
func (r *room) next() screen {
	r.host.t.Helper()
	return r.console().doing("next").send().follow().wants(200)
}

// to goes on until the console shows a phase.
func (r *room) to(phase string) screen {
	r.host.t.Helper()
	p := r.console()
	for range 40 {
		if strings.Contains(p.body, `data-step="`+phase+`-`) {
			return p
		}
		p = r.next()
	}
	r.host.t.Fatalf("never came to %s", phase)
	return p
}

// join takes a seat with a new browser.
func (r *room) join(lang string) *browser {
	r.host.t.Helper()
	b := newBrowser(r.host.t, r.base, lang)
	b.get("/join/" + r.code).wants(200).form("/join/" + r.code).send().leadsTo("/w/" + r.id)
	return b
}

// phone is the page of a seat.
func (r *room) phone(b *browser) screen { b.t.Helper(); return b.get("/w/" + r.id) }

// TestWorkshopFromStartToPledges is a whole session of two tables with forms
// alone, as browsers without JavaScript play it.
func TestWorkshopFromStartToPledges(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	wall := r.host.open(r.host.get(r.address()).link(say(t, "en", "workshop.do.screen"))).wants(200, r.code[:4]+" "+r.code[4:])
	if !strings.HasPrefix(wall.path, "/screen/") {
		t.Fatalf("the wall is at %s", wall.path)
	}
	names := strings.Split(say(t, "en", "workshop.names"), ", ")
	var phones []*browser
	for i := range 6 {
		b := r.join([]string{"en", "nl"}[i%2])
		phones = append(phones, b)
		p := r.phone(b).wants(200)
		if own := strings.Split(say(t, p.language(), "workshop.names"), ", ")[i]; !strings.Contains(p.text(), own) || p.language() != []string{"en", "nl"}[i%2] {
			t.Errorf("phone %d in %s is not called %s", i, p.language(), own)
		}
		if !strings.Contains(p.body, `http-equiv="refresh"`) {
			t.Error("the waiting room does not load again by itself")
		}
	}
	r.host.get(wall.path).wants(200, names[0], names[5])
	phones[0].get("/w/"+r.id).doing("rename").with("name", "Noor").send().leadsTo("/w/"+r.id).follow().wants(200, "Noor")
	r.next()
	needs := r.phone(phones[0]).wants(200, say(t, "en", "workshop.table", "n", 1)).doing("needs")
	needs.check("need", needs.offers["need"][0]).check("need", needs.offers["need"][1]).send().leadsTo("/w/" + r.id)
	r.phone(phones[2]).wants(200, say(t, "en", "workshop.needs.change")) // the same table
	r.phone(phones[1]).lacks(say(t, "nl", "workshop.needs.change"))      // the other one
	r.next()
	r.phone(phones[0]).wants(200, say(t, "en", "workshop.role.wants"))
	for range 4 {
		playRound(t, r, phones, wall.path)
	}
	r.next()
	for _, b := range phones {
		p := r.phone(b).wants(200, say(t, langOf(b), "workshop.numbers.title"))
		if !strings.Contains(p.body, "data-number") {
			t.Error("no numbers in the phase of numbers")
		}
	}
	r.to("apply")
	r.phone(phones[1]).doing("pledge").with("what", "Drie collega's bellen").with("by", "2027-01-31").send().leadsTo("/w/" + r.id)
	r.phone(phones[3]).doing("pick_pledge").send().leadsTo("/w/" + r.id)
	r.host.get(wall.path).wants(200, "Drie collega's bellen")
	r.host.get(r.address()+"/pledges").wants(200, "Drie collega's bellen")
	r.next()
	r.phone(phones[1]).wants(200, say(t, "nl", "workshop.closed.title"))
	if p := phones[1].get("/w/" + r.id + "/pledge.ics"); p.status != 200 || !strings.Contains(p.body, "BEGIN:VEVENT") {
		t.Errorf("calendar: status %d", p.status)
	}
	newBrowser(t, r.base, "en").get("/join/"+r.code).wants(404, say(t, "en", "workshop.error.unknown")) // the code is free again
}

func langOf(b *browser) string { return b.accept }

// playRound plays one round; before the reveal the wall must not know what
// anybody voted.
func playRound(t *testing.T, r *room, phones []*browser, wall string) {
	t.Helper()
	r.next() // the situation
	r.next() // the vote
	for i, b := range phones {
		f := r.phone(b).wants(200).doing("vote")
		f.with("option", f.offers["option"][i%4]).send().leadsTo("/w/" + r.id)
	}
	r.phone(phones[0]).wants(200, say(t, "en", "workshop.vote.sent", "letter", "A"), say(t, "en", "workshop.vote.count", "n", 3, "of", 3))
	r.next() // the decision
	for i, b := range phones[:2] {
		f := r.phone(b).wants(200, say(t, langOf(b), "workshop.spread.title")).doing("decision")
		f.with("option", f.offers["option"][i]).with("reason", []string{"first reason", "second reason"}[i]).send().leadsTo("/w/" + r.id)
	}
	r.host.get(wall).wants(200).lacks("first reason", "second reason")
	r.next() // the reveal
	r.phone(phones[2]).wants(200, "first reason", "second reason", say(t, "en", "game.after.changes"))
	r.host.get(wall).wants(200, say(t, "en", "workshop.table", "n", 1)).lacks("first reason")
	r.next()
}

// events opens a stream and returns what it says, one event at a time.
func (b *browser) events(ctx context.Context, path string, headers ...string) (status int, next func() (event, data string)) {
	b.t.Helper()
	req := b.request("GET", path, "", nil).WithContext(ctx)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := *b.client
	client.Timeout = 0
	res, err := client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = res.Body.Close() })
	lines := bufio.NewScanner(res.Body)
	return res.StatusCode, func() (event, data string) {
		for lines.Scan() {
			line := lines.Text()
			switch {
			case strings.HasPrefix(line, "event: "):
				event = line[7:]
			case strings.HasPrefix(line, "data: "):
				data = line[6:]
			case line == "" && event != "":
				return event, data
			}
		}
		return "", ""
	}
}

// state reads events until the next notice.
func state(t *testing.T, next func() (string, string)) map[string]any {
	t.Helper()
	for range 20 {
		event, data := next()
		if event == "state" {
			var n map[string]any
			if err := json.Unmarshal([]byte(data), &n); err != nil || len(data) > 1024 {
				t.Fatalf("notice of %d bytes: %v", len(data), err)
			}
			return n
		}
		if event == "" {
			break
		}
	}
	t.Fatal("the stream ended without a notice")
	return nil
}

// TestWorkshopLive: a stream begins with the whole state and hears of what
// happens; a vote at one table sends nothing to another; polling tells the same.
func TestWorkshopLive(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	var phones []*browser
	for range 6 {
		phones = append(phones, r.join("en"))
	}
	r.to("vote")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	status, mine := phones[0].events(ctx, "/w/"+r.id+"/events") // table 1
	_, other := phones[1].events(ctx, "/w/"+r.id+"/events")     // table 2
	first, before := state(t, mine), state(t, other)
	if status != 200 || first["phase"] != "vote" {
		t.Fatalf("stream: status %d, %v", status, first)
	}
	f := r.phone(phones[2]).doing("vote")
	f.with("option", f.offers["option"][0]).send().leadsTo("/w/" + r.id)
	for heard := first; heard["voted"] != 1.0; {
		heard = state(t, mine)
	}
	got := phones[0].get("/w/" + r.id + "/state")
	tag := got.header.Get("ETag")
	if got.status != 200 || !strings.Contains(got.body, `"voted":1`) || tag == "" {
		t.Fatalf("state: %d %s", got.status, got.body)
	}
	req := phones[0].request("GET", "/w/"+r.id+"/state", "", nil)
	req.Header.Set("If-None-Match", tag)
	if again := phones[0].do(req); again.status != http.StatusNotModified {
		t.Errorf("unchanged state: status %d", again.status)
	}
	r.next()
	after := state(t, other) // perhaps somebody connected in between; never the vote of table 1
	for after["phase"] == "vote" {
		if after["voted"] != before["voted"] {
			t.Fatal("a vote of table 1 reached table 2")
		}
		after = state(t, other)
	}
	if after["phase"] != "decide" {
		t.Errorf("table 2 heard %v", after)
	}
}

// TestWorkshopGoodbye: at the end of the program a stream is told so.
func TestWorkshopGoodbye(t *testing.T) {
	t.Parallel()
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	b := r.join("en")
	_, next := b.events(t.Context(), "/w/"+r.id+"/events")
	state(t, next)
	if code := server.stop(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	var heard []string
	for event, _ := next(); event != ""; event, _ = next() {
		heard = append(heard, event)
	}
	if !slices.Contains(heard, "bye") {
		t.Errorf("heard %v", heard)
	}
}

// TestWorkshopFacilitators: the host link, the link of a co-facilitator and the
// recovery code open the console elsewhere; the wall cannot lead.
func TestWorkshopFacilitators(t *testing.T) {
	t.Parallel()
	host := visit(t, "en")
	r := openRoom(host)
	links := host.get(r.address() + "/links").wants(200)
	var values []string
	for n := range elements(links.doc, "input") {
		if attr(n, "type") == "hidden" {
			continue
		}
		u, err := url.Parse(attr(n, "value"))
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, u.Path)
	}
	if len(values) != 4 {
		t.Fatalf("links: %q", values)
	}
	for _, link := range values[:2] {
		second := visit(t, "nl")
		second.get(link).leadsTo(r.address())
		second.get(r.address()).wants(200, say(t, "nl", "workshop.do.lock"))
		second.get("/host").wants(200, say(t, "nl", "workshop.host.resume.button"))
	}
	projector := visit(t, "en")
	projector.get(values[2]).follow().wants(200, say(t, "en", "workshop.wall.welcome"))
	projector.get(r.address()).wants(404, say(t, "en", "workshop.error.host"))
	visit(t, "en").get(values[3]).wants(200, say(t, "en", "workshop.join.lead"))
	code := ""
	for n := range elements(links.doc, "code") {
		code = textOf(n)
	}
	elsewhere := visit(t, "en")
	elsewhere.get("/host/recover").form("/host/recover").with("recovery", strings.ToLower(code)).send().leadsTo(r.address())
	elsewhere.get(r.address() + "/links").wants(200).lacks(say(t, "en", "workshop.recovery.title"))
	visit(t, "en").get("/host/recover").form("/host/recover").with("recovery", "abc").send().wants(422, say(t, "en", "workshop.error.recovery"))
	host.get(r.address()).form(r.address() + "/links").send().leadsTo(r.address())
	host.get(r.address()).wants(200).lacks(code)
}

// TestWorkshopOnPaper: a table without a phone, whose decisions the facilitator enters.
func TestWorkshopOnPaper(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"), "devices", "paper")
	r.console().doing("next").send().wants(409, say(t, "en", "workshop.error.empty"))
	r.console().doing("add_table").send().follow().wants(200, say(t, "en", "workshop.paper"))
	r.to("decide")
	f := r.console().doing("decision")
	f.with("option", f.offers["option"][1]).with("reason", "written on paper").send().follow().wants(200, "written on paper")
	r.next().wants(200, "written on paper")
}

// TestWorkshopOtherDevice takes a seat along to another device, once.
func TestWorkshopOtherDevice(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	phone := r.join("nl")
	p := r.phone(phone).form("/w/" + r.id + "/device").send().wants(200)
	link := ""
	for n := range elements(p.doc, "input") {
		if strings.Contains(attr(n, "value"), "/pass/") {
			link = strings.TrimPrefix(attr(n, "value"), r.base)
		}
	}
	tablet := newBrowser(t, r.base, "en")
	tablet.get(link).wants(200)
	tablet.get(link).form(link).send().leadsTo("/w/" + r.id)
	name := strings.Split(say(t, "nl", "workshop.names"), ", ")[0]
	if got := r.phone(tablet).wants(200, name); got.language() != "nl" {
		t.Errorf("the tablet opens in %s", got.language())
	}
	elsewhere := say(t, "nl", "workshop.elsewhere", "name", name)
	r.phone(phone).wants(200, name, elsewhere)
	r.phone(tablet).lacks(elsewhere)
	newBrowser(t, r.base, "en").get(link).wants(404, say(t, "en", "workshop.error.pass"))
}

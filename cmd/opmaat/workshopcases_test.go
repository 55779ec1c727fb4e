package main

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game/workshop"
)

// workshopCases are about names, codes, seats and the clock of a workshop.
var workshopCases = []badCase{
	{"Case1NameWithMarkup", case1}, {"Case4NameOfStrangeSigns", case4}, {"Case8ControlSigns", case8Workshop}, {"Case9InvalidUTF8", case9Workshop},
	{"Case10SameName", case10}, {"Case11Abuse", case11},
	{"Case20CodeAsTyped", case20}, {"Case21CodeTooShort", case21}, {"Case22UnknownOrEnded", case22}, {"Case23WrongCodes", case23},
	{"Case28SeatIsNoHost", case28}, {"Case29BrokenCookie", case29}, {"Case30PassUsedTwice", case30},
	{"Case41TooManyStreams", case41}, {"Case42LastEventID", case42},
	{"Case47TwoHosts", case47}, {"Case48AfterTheReveal", case48}, {"Case49RemovedWhileAnswering", case49}, {"Case50JoinAtTheEnd", case50},
	{"Case51ThousandJoins", case51}, {"Case55Restart", case55},
}

// named is a room with one seat that asks for a name.
func named(t *testing.T, name string) (*room, *browser, screen) {
	t.Helper()
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	return r, b, r.phone(b).doing("rename").with("name", name).send()
}

func case1(t *testing.T) {
	for _, name := range []string{"<script>alert(1)</", "a&b", "Noor<b>"} {
		r, b, refused := named(t, name)
		refused.wants(422, say(t, "en", "workshop.error.name")).doing("rename").shows("name", name)
		if p := r.phone(b).wants(200); strings.Contains(p.body, "<script>alert") {
			t.Error("the name is on the page")
		}
	}
}

func case4(t *testing.T) {
	for name, want := range map[string]string{"No\u202eor": "Noor", "No\u200bor": "Noor", "  Zoe\u0308  ": "Zoë", strings.Repeat("é", 24): strings.Repeat("é", 24)} {
		r, b, sent := named(t, name)
		sent.leadsTo("/w/" + r.id)
		r.phone(b).wants(200, want)
	}
	_, _, emoji := named(t, "Noor 😀")
	emoji.wants(422, say(t, "en", "workshop.error.name"))
	_, _, long := named(t, strings.Repeat("a", 25))
	long.wants(422, say(t, "en", "error.too_long", "max", 24, "length", 25))
	_, _, marks := named(t, "e"+strings.Repeat("\u0301", 100))
	if marks.status != http.StatusSeeOther && marks.status != http.StatusUnprocessableEntity {
		t.Errorf("a hundred marks give %d", marks.status)
	}
	_, _, empty := named(t, " \u200b ")
	empty.wants(422, say(t, "en", "workshop.error.nameEmpty"))
}

// decided is a room in which the only seat decides with this reason.
func decided(t *testing.T, reason string) (*room, *browser, screen) {
	t.Helper()
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	r.to("decide")
	f := r.phone(b).doing("decision")
	return r, b, f.with("option", f.offers["option"][0]).with("reason", reason).send()
}

func case8Workshop(t *testing.T) {
	r, b, sent := decided(t, "a\x00b\x1b[31mc\x07")
	sent.leadsTo("/w/" + r.id)
	r.phone(b).wants(200, "ab[31mc")
	_, _, long := decided(t, strings.Repeat("x", 301))
	long.wants(422, say(t, "en", "error.too_long", "max", 300, "length", 301)).doing("decision").shows("reason", strings.Repeat("x", 301))
}

func case9Workshop(t *testing.T) {
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	for _, path := range []string{"/w/" + r.id, "/join", "/join/" + r.code} {
		b.postBody(path, urlencoded, "do=rename&name=%ff%fe&code=%ff&token=%ff").wants(400, say(t, "en", "error.malformed"))
	}
}

func case10(t *testing.T) {
	r := openRoom(visit(t, "en"))
	for i, name := range []string{"Noor", "noor", "Nооr"} { // the last one with Cyrillic letters
		b := r.join("en")
		want := name
		if i > 0 {
			want += " " + []string{"", "2", "3"}[i]
		}
		r.phone(b).doing("rename").with("name", name).send().follow().wants(200, want)
	}
}

func case11(t *testing.T) {
	names := strings.Split(say(t, "en", "workshop.names"), ", ")
	for _, name := range []string{"shit", "Mr SHIT", "Klootzak"} {
		r, b, sent := named(t, name)
		sent.leadsTo("/w/" + r.id)
		r.phone(b).wants(200, names[1]).lacks(name)
	}
}

func case20(t *testing.T) {
	r := openRoom(visit(t, "en"))
	spaced := r.code[:4] + " " + r.code[4:]
	other := func(zero rune) string {
		return strings.Map(func(d rune) rune { return zero + d - '0' }, r.code)
	}
	for _, typed := range []string{r.code, spaced, "  " + r.code[:4] + "-" + r.code[4:] + " ", r.code[:2] + "." + r.code[2:4] + "–" + r.code[4:], other('０'), other('٠'), other('۰'), other('०')} {
		b := visit(t, "en")
		b.get("/join").form("/join").with("code", typed).send().leadsTo("/join/"+r.code).follow().wants(200, say(t, "en", "workshop.join.lead"))
	}
	visit(t, "nl").get("/").form("/join").with("code", spaced).send().leadsTo("/join/" + r.code)
}

func case21(t *testing.T) {
	for _, typed := range []string{"1234567", "123456789", "", "12345678x", "abcdefgh", "1234 56", strings.Repeat("1", 5000), "<b>"} {
		b := visit(t, "en")
		b.get("/join").form("/join").with("code", typed).send().wants(422, say(t, "en", "workshop.error.code"))
	}
	visit(t, "en").get("/join/1234567").wants(422, say(t, "en", "workshop.error.code"))
}

// unlike are the parts of a page that differ each time.
var unlike = regexp.MustCompile(`value="[^"]*"|next=[^"]*|\d{8}`)

func case22(t *testing.T) {
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	r.join("en")
	r.console().doing("end").send().follow().wants(200)
	ended := newBrowser(t, server.base, "en").get("/join/"+r.code).wants(404, say(t, "en", "workshop.error.unknown"))
	unknown := newBrowser(t, server.base, "en").get("/join/" + strings.Map(func(d rune) rune { return '0' + (d-'0'+1)%10 }, r.code)).wants(404)
	if unlike.ReplaceAllString(ended.body, "") != unlike.ReplaceAllString(unknown.body, "") {
		t.Error("an ended session looks different from an unknown one")
	}
}

func case23(t *testing.T) {
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	seat := r.join("en")
	prankster := newBrowser(t, server.base, "en")
	refused, slow := 0, 0
	var wait sync.WaitGroup
	var mu sync.Mutex
	for i := range 200 {
		if i < 15 {
			begin := time.Now()
			prankster.get("/join/" + wrongCode(r.code, i)).wants(404)
			if time.Since(begin) > time.Second {
				slow++
			}
			continue
		}
		wait.Go(func() {
			p := prankster.get("/join/" + wrongCode(r.code, i))
			mu.Lock()
			defer mu.Unlock()
			if p.status == http.StatusTooManyRequests && p.header.Get("Retry-After") != "" {
				refused++
			}
		})
	}
	wait.Wait()
	if slow == 0 || refused < 100 {
		t.Errorf("%d answers were slow and %d refused", slow, refused)
	}
	r.phone(seat).wants(200)
	r.next()
	r.phone(seat).wants(200, say(t, "en", "workshop.table", "n", 1))
	links := r.host.get(r.address() + "/links").body
	at := strings.Index(links, "/j/")
	newBrowser(t, server.base, "en").get(links[at:at+29]).wants(200, say(t, "en", "workshop.join.lead")) // the QR code still works
}

// wrongCode is a code that is not the one of the session.
func wrongCode(code string, i int) string {
	return strings.Map(func(d rune) rune { return '0' + (d-'0'+1+rune(i)%8)%10 }, code)
}

func case28(t *testing.T) {
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	for _, do := range []string{"next", "end", "remove", "lock", "blackout"} {
		fields := url.Values{"do": {do}, "version": {"0"}, "seat": {"1"}, "on": {"1"}}
		b.post(r.address(), fields).wants(404, say(t, "en", "workshop.error.host"))
		b.post("/w/"+r.id, fields).wants(422)
	}
	for _, path := range []string{"", "/events", "/state", "/links", "/pledges"} {
		b.get(r.address()+path).wants(404, say(t, "en", "workshop.error.host"))
	}
	b.get("/screen/"+r.id).wants(404, say(t, "en", "workshop.error.screen"))
	other := openRoom(visit(t, "en"))
	other.host.get(r.address()).wants(404, say(t, "en", "workshop.error.host"))
	r.console().wants(200, say(t, "en", "workshop.phase.lobby"))
}

func case29(t *testing.T) {
	r := openRoom(visit(t, "en"))
	u, err := url.Parse(r.base)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"", "x", strings.Repeat("A", 26), "' OR 1=1", strings.Repeat("Z", 3000)} {
		b := visit(t, "en")
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		jar.SetCookies(u, []*http.Cookie{{Name: "opmaat-seat", Value: value, Path: "/"}})
		b.client.Jar = jar
		p := r.phone(b).wants(404, say(t, "en", "workshop.join.lost"))
		b.post("/w/"+r.id, url.Values{"do": {"vote"}}).wants(404)
		for _, path := range []string{"/events", "/state", "/pledge.ics"} {
			if got := b.get("/w/" + r.id + path); got.status != 404 {
				t.Errorf("%s with cookie %.10q: status %d", path, value, got.status)
			}
		}
		p.form("/join").with("code", r.code).send().follow().form("/join/" + r.code).send().leadsTo("/w/" + r.id)
		r.phone(b).wants(200)
	}
	visit(t, "en").get("/w/none").wants(404, say(t, "en", "workshop.join.lost"))
}

func case30(t *testing.T) {
	r := openRoom(visit(t, "en"))
	phone := r.join("en")
	made := r.phone(phone).form("/w/" + r.id + "/device").send().wants(200)
	at := strings.Index(made.body, "/w/"+r.id+"/pass/")
	link := made.body[at : at+len("/w/"+r.id+"/pass/")+26]
	tablet := newBrowser(t, r.base, "en")
	f := tablet.get(link).form(link)
	f.send().leadsTo("/w/" + r.id)
	f.send().leadsTo("/w/" + r.id) // the same form again changes nothing
	third := newBrowser(t, r.base, "en")
	third.post(link, url.Values{"token": {assessment.NewCapability()}}).wants(404, say(t, "en", "workshop.error.pass"))
	r.phone(third).wants(404)
	r.phone(tablet).wants(200)
}

func case41(t *testing.T) {
	server := started(t, "--data", t.TempDir(), "--streams-per-address", "10")
	r := openRoom(newBrowser(t, server.base, "en"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	full := func(b *browser) {
		t.Helper()
		status, _ := b.events(ctx, "/w/"+r.id+"/events")
		p := b.get("/w/" + r.id + "/events")
		if status != 429 || p.header.Get("Retry-After") == "" {
			t.Errorf("one stream too many: %d", status)
		}
		b.get("/w/"+r.id+"/state").wants(200, `"phase":"lobby"`)
	}
	var phones []*browser
	for i := range 4 {
		b := r.join("en")
		phones = append(phones, b)
		for range 3 {
			if i == 3 {
				break // ten streams of this address
			}
			if status, next := b.events(ctx, "/w/"+r.id+"/events"); status == 200 {
				state(t, next)
			} else {
				t.Fatalf("stream of seat %d: %d", i, status)
			}
		}
	}
	full(phones[0]) // the fourth of a seat
	status, next := phones[3].events(ctx, "/w/"+r.id+"/events")
	if status != 200 {
		t.Fatalf("the tenth stream: %d", status)
	}
	state(t, next)
	full(phones[3]) // the eleventh of the address
}

func case42(t *testing.T) {
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	for _, id := range []string{"9000000000000000000", "-1", "text", "0", strings.Repeat("9", 400)} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_, next := b.events(ctx, "/w/"+r.id+"/events", "Last-Event-ID", id)
		if n := state(t, next); n["phase"] != "lobby" || n["page"] == "" {
			t.Errorf("after id %.20q: %v", id, n)
		}
		cancel()
		for range 100 { // until the server noticed
			if !strings.Contains(r.console().text(), say(t, "en", "workshop.here", "n", 1)) {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func case47(t *testing.T) {
	r := openRoom(visit(t, "en"))
	r.join("en")
	mine, yours := r.console().doing("next"), r.console().doing("next")
	mine.send().leadsTo(r.address())
	late := yours.send().wants(409, say(t, "en", "workshop.error.moved"), say(t, "en", "workshop.phase.briefing"))
	if strings.Contains(late.body, `data-step="roles`) {
		t.Error("two steps were taken")
	}
	var wait sync.WaitGroup
	statuses := make(chan int, 8)
	at := r.console().doing("next")
	for i := range cap(statuses) {
		f := at.with("nonce", strings.Repeat("x", i+1)) // eight different people
		wait.Go(func() { statuses <- f.send().status })
	}
	wait.Wait()
	done := 0
	for range cap(statuses) {
		if s := <-statuses; s == http.StatusSeeOther {
			done++
		} else if s != http.StatusConflict {
			t.Errorf("status %d", s)
		}
	}
	if done != 1 || !strings.Contains(r.console().body, `data-step="roles`) {
		t.Errorf("%d of eight took a step", done)
	}
}

func case48(t *testing.T) {
	r := openRoom(visit(t, "en"))
	b := r.join("en")
	r.to("vote")
	vote := r.phone(b).doing("vote")
	r.to("decide")
	decision := r.phone(b).doing("decision")
	r.to("reveal")
	vote.with("option", vote.offers["option"][0]).send().wants(409, say(t, "en", "workshop.error.late"))
	decision.with("option", decision.offers["option"][0]).with("reason", "too late").send().wants(409, say(t, "en", "workshop.error.late"))
	r.phone(b).wants(200).lacks("too late")
	r.to("numbers")
	r.phone(b).wants(200, say(t, "en", "workshop.numbers.title"))
}

func case49(t *testing.T) {
	r := openRoom(visit(t, "en"))
	var seats []*browser
	for range 4 {
		seats = append(seats, r.join("en"))
	}
	r.to("vote")
	vote := r.phone(seats[1]).doing("vote")
	vote.with("option", vote.offers["option"][0]).send().leadsTo("/w/" + r.id)
	r.console().wants(200, say(t, "en", "workshop.vote.count", "n", 1, "of", 1))
	r.console().doing("remove").with("do", "remove").with("seat", "2").send().follow().wants(200)
	vote.with("option", vote.offers["option"][1]).send().wants(403, say(t, "en", "workshop.removed.title"))
	r.phone(seats[1]).wants(403, say(t, "en", "workshop.removed.text"))
	r.console().wants(200, say(t, "en", "workshop.vote.count", "n", 0, "of", 0))
	r.phone(seats[0]).wants(200)
}

func case50(t *testing.T) {
	r := openRoom(visit(t, "en"))
	r.join("en")
	late := visit(t, "en")
	links := r.host.get(r.address() + "/links").body
	at := strings.Index(links, "/j/")
	link := links[at : at+29]
	byLink := late.get(link).wants(200).form(link)
	r.console().doing("end").send().leadsTo(r.address())
	byLink.send().wants(409, say(t, "en", "workshop.error.closed"))
	visit(t, "en").get(link).wants(200, say(t, "en", "workshop.error.closed"))
	if r.console().offers("next") {
		t.Error("a session that is over can go on")
	}
}

func case51(t *testing.T) {
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	var wait sync.WaitGroup
	var mu sync.Mutex
	count := map[int]int{}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	gate := make(chan struct{}, 50)
	for range 1000 {
		wait.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			res, err := client.PostForm(server.base+"/join/"+r.code, url.Values{"token": {assessment.NewCapability()}})
			if err != nil {
				t.Error(err)
				return
			}
			_ = res.Body.Close() // the status says it
			mu.Lock()
			count[res.StatusCode]++
			mu.Unlock()
		})
	}
	wait.Wait()
	if count[http.StatusSeeOther] != workshop.MaxSeats || count[http.StatusTooManyRequests] != 1000-workshop.MaxSeats {
		t.Errorf("answers by status: %v", count)
	}
	newBrowser(t, server.base, "en").get("/join/"+r.code).wants(200, say(t, "en", "workshop.join.full"))
	r.console().wants(200, say(t, "en", "workshop.lobby.count", "count", workshop.MaxSeats))
}

func case55(t *testing.T) {
	dir := t.TempDir()
	server := started(t, "--data", dir)
	r := openRoom(newBrowser(t, server.base, "en"))
	b := r.join("nl")
	r.to("vote")
	f := r.phone(b).doing("vote")
	f.with("option", f.offers["option"][2]).send().leadsTo("/w/" + r.id)
	server.stop()
	again := started(t, "--data", dir)
	r.base, r.host.base, b.base = again.base, again.base, again.base
	r.phone(b).wants(200, say(t, "nl", "workshop.vote.sent", "letter", "C"))
	r.console().wants(200, say(t, "en", "workshop.phase.vote"))
	r.next()
	r.phone(b).wants(200, say(t, "nl", "workshop.spread.title"))
}

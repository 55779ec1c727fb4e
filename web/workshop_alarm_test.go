package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game/workshop"
)

// TestFullHouse: as many sessions as the setting allows, then a sentence and
// nothing half-made; one that ends makes room for another.
func TestFullHouse(t *testing.T) {
	x := newSite(t, func(o *Options) { o.Sessions = 2 })
	begin := url.Values{"scenario": {presetScenario}, "agenda": {"60"}, "devices": {"personal"}}
	first := x.post(t, "/host", begin).wants(303)
	x.post(t, "/host", begin).wants(303)
	for _, lang := range x.mustCurrent().languages {
		full := x.post(t, "/host", begin, "Accept-Language", lang).wants(429, x.say(lang, "workshop.error.live", "max", 2))
		if full.Header().Get("Retry-After") == "" || len(full.Header().Values("Set-Cookie")) != 0 {
			t.Errorf("headers %v", full.Header())
		}
	}
	m := x.Workshops.(*workshopMemory)
	if n := len(m.sessions); n != 2 {
		t.Errorf("%d sessions are stored", n)
	}
	id := strings.TrimPrefix(first.Header().Get("Location"), "/host/s/")
	if err := m.CloseSession(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	x.post(t, "/host", begin).wants(303)
}

// TestStartTwiceIsOnce: a start page that is sent twice makes one session, also at
// the same moment; with another choice, or when that session is over, a new one.
func TestStartTwiceIsOnce(t *testing.T) {
	x := newSite(t, nil)
	token := ""
	for n := range elements(x.get(t, "/host").wants(200).doc(), "input") {
		if value(n, "name") == "token" {
			token = value(n, "value")
		}
	}
	begin := url.Values{"scenario": {presetScenario}, "agenda": {"60"}, "devices": {"personal"}, "token": {token}}
	first := x.post(t, "/host", begin).wants(303)
	again := x.post(t, "/host", begin).wants(303)
	to := first.Header().Get("Location")
	if again.Header().Get("Location") != to || first.Header().Get("Set-Cookie") != again.Header().Get("Set-Cookie") {
		t.Errorf("%v, then %v", first.Header(), again.Header())
	}
	other := url.Values{"scenario": {presetScenario}, "agenda": {"90"}, "devices": {"personal"}, "token": {token}}
	if x.post(t, "/host", other).wants(303).Header().Get("Location") == to {
		t.Error("another choice gave the same session")
	}
	if err := x.Workshops.CloseSession(t.Context(), strings.TrimPrefix(to, "/host/s/")); err != nil {
		t.Fatal(err)
	}
	if x.post(t, "/host", begin).wants(303).Header().Get("Location") == to {
		t.Error("a session that is over was given again")
	}
	if n := len(x.Workshops.(*workshopMemory).sessions); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

// TestCheckBeforeAnybodyComes: the start page leads to the room check with one button.
func TestCheckBeforeAnybodyComes(t *testing.T) {
	x := newSite(t, nil)
	x.get(t, "/host").wants(200, x.say("en", "workshop.check.start.button"))
	made := x.post(t, "/host", url.Values{"scenario": {presetScenario}, "agenda": {"60"}, "devices": {"personal"}, "then": {"check"}}).wants(303)
	to := made.Header().Get("Location")
	host := ""
	for _, cookie := range made.Result().Cookies() {
		if cookie.Name == hostCookie {
			host = cookie.Name + "=" + cookie.Value
		}
	}
	x.get(t, to, "Cookie", host).wants(200, x.say("en", "workshop.check.lead"))
	if !strings.HasSuffix(to, "/check") {
		t.Errorf("led to %s", to)
	}
}

// TestGuessesAreTold: a few wrong codes are nobody's business; many are told to
// every facilitator, in steps, until it has been quiet for a while.
func TestGuessesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := newSite(t, func(o *Options) { o.Now = time.Now })
		l := x.leads(t)
		console := func(n int) {
			t.Helper()
			body := x.get(t, "/host/s/"+l.id, "Cookie", l.host).wants(200).Body.String()
			if told := strings.Contains(body, `id="guesses"`); told != (n > 0) || told && !strings.Contains(body, x.say("en", "workshop.guesses", "count", n)) {
				t.Errorf("told %v, want %d", told, n)
			}
		}
		stream, err := x.hub.Open(l.id, hostMember, hostMember, "room")
		if err != nil {
			t.Fatal(err)
		}
		heard := func() string {
			time.Sleep(time.Second)
			select {
			case notice := <-stream.C:
				return string(notice)
			default:
				return ""
			}
		}
		heard()
		guesses := 0
		guess := func(n int) {
			for range n {
				code := fmt.Sprintf("%08d", guesses)
				if guesses++; code != l.code {
					x.get(t, "/join/"+code)
				}
			}
		}
		guess(oddFromOne - 1)
		console(0)
		if heard() != "" {
			t.Error("a page is drawn again for nothing")
		}
		guess(1)
		console(oddFromOne)
		first := heard()
		guess(3)
		if again := heard(); first == "" || again != "" {
			t.Errorf("the console heard %q, then %q", first, again)
		}
		guess(oddOfAll)
		console(oddOfAll)
		if heard() == "" {
			t.Error("the console does not hear of the next step")
		}
		time.Sleep(alarmWindow)
		synctest.Wait()
		console(0)
		if heard() == "" {
			t.Error("the console does not hear that it is quiet again")
		}
		stream.Close()
		x.hub.Close()
	})
}

// TestNewCode: the old digits, QR code and link are dead, the new ones work on
// every page, seats stay, and a form sent twice makes one code.
func TestNewCode(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	seat := x.sits(t, l)
	links := "/host/s/" + l.id + "/links"
	x.get(t, links, "Cookie", l.host).wants(200, "/j/"+l.secrets.Join, x.say("en", "workshop.newcode"))
	wall := x.get(t, "/screen/"+l.id, "Cookie", l.screen).wants(200).Body.String()
	for _, cookie := range []string{l.host, l.host, hostCookie + "=" + l.secrets.Cohost} { // twice, and by somebody who saw the old one
		x.post(t, "/host/s/"+l.id+"/code", url.Values{"renewed": {"0"}}, "Cookie", cookie).wants(303)
	}
	session, err := x.Workshops.Session(t.Context(), l.id)
	if err != nil || session.Renewed != 1 || session.Code == l.code {
		t.Fatalf("%+v, %v", session, err)
	}
	fresh := l.secrets.Renewed(1)
	x.get(t, "/join/"+l.code).wants(404, x.say("en", "workshop.error.unknown"))
	x.get(t, "/j/"+l.secrets.Join).wants(404)
	x.post(t, "/j/"+l.secrets.Join, url.Values{"token": {assessment.NewCapability()}}).wants(404)
	x.get(t, "/join/"+session.Code).wants(200, x.say("en", "workshop.join.lead"))
	x.get(t, "/j/"+fresh.Join).wants(200, x.say("en", "workshop.join.lead"))
	x.get(t, "/w/"+l.id, "Cookie", seat).wants(200)
	now := x.get(t, "/screen/"+l.id, "Cookie", l.screen).wants(200, workshop.ShowCode(session.Code)).Body.String()
	if qr := func(s string) string { _, s, _ = strings.Cut(s, "qr__dark"); s, _, _ = strings.Cut(s, "/>"); return s }; qr(now) == "" || qr(now) == qr(wall) {
		t.Error("the wall shows the old square code")
	}
	for _, cookie := range []string{l.host, hostCookie + "=" + l.secrets.Cohost} {
		x.get(t, links, "Cookie", cookie).wants(200, "/j/"+fresh.Join, workshop.ShowCode(session.Code))
		x.get(t, "/host/s/"+l.id, "Cookie", cookie).wants(200, workshop.ShowCode(session.Code))
	}
	x.post(t, "/host/s/"+l.id+"/code", url.Values{"renewed": {"1"}}, "Cookie", l.host).wants(303)
	x.get(t, "/j/"+fresh.Join).wants(404)
	x.get(t, "/j/"+l.secrets.Renewed(2).Join).wants(200)
	x.post(t, "/host/s/"+l.id, url.Values{"do": {"end"}, "nonce": {"n"}}, "Cookie", l.host).wants(303)
	x.post(t, "/host/s/"+l.id+"/code", url.Values{"renewed": {"2"}}, "Cookie", l.host).wants(409, x.say("en", "workshop.error.closed"))
}

// TestNewCodeIsNews: the wall and the console draw themselves again.
func TestNewCodeIsNews(t *testing.T) {
	x := shared()
	st, err := x.sampleSession(workshop.Vote)
	if err != nil {
		t.Fatal(err)
	}
	page := func(group string) string {
		y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		n, err := y.notice(group)
		if err != nil {
			t.Fatal(err)
		}
		return n.Page
	}
	before := map[string]string{hostMember: page(hostMember), screenMember: page(screenMember), "table-1": page("table-1")}
	if _, err := st.Apply(workshop.Command{Kind: workshop.Renew, Facilitator: true}); err != nil {
		t.Fatal(err)
	}
	for group, was := range before {
		if changed := page(group) != was; changed != (group != "table-1") {
			t.Errorf("%s: drawn again %v", group, changed)
		}
	}
}

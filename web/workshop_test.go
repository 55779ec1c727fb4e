package web

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// led is a stored session with the cookies of its facilitator and its wall.
type led struct {
	id, code, host, screen string
	secrets                workshop.Secrets
}

// leads stores a new session of the site.
func (x *site) leads(t testing.TB) led {
	t.Helper()
	session, secrets, err := x.rooms.Create(t.Context(), workshop.CreateInput{Scenario: presetScenario, Agenda: 60, Devices: "personal", Timers: true})
	if err != nil {
		t.Fatal(err)
	}
	return led{session.ID, session.Code, hostCookie + "=" + secrets.Host, screenCookie + "=" + secrets.Screen, secrets}
}

// sits takes a seat and gives the cookie of its browser.
func (x *site) sits(t testing.TB, l led) string {
	t.Helper()
	token := assessment.NewCapability()
	x.post(t, "/join/"+l.code, url.Values{"token": {token}}).wants(303)
	return seatCookie + "=" + token
}

// before are the phases before another one.
func before(phase workshop.Phase) []workshop.Phase {
	return workshop.Phases[:slices.Index(workshop.Phases, phase)]
}

// TestNoNumbersInPlay: before the phase of numbers no page of a workshop shows
// one, and after it all of them may.
func TestNoNumbersInPlay(t *testing.T) {
	x := shared()
	for _, phase := range workshop.Phases {
		early := slices.Contains(before(workshop.Numbers), phase)
		for _, kind := range []string{"phone", "screen", "console"} {
			page := x.get(t, "/dev/gallery/"+kind+"-"+string(phase)).wants(200)
			if has := strings.Contains(page.Body.String(), "data-number"); has && early || !has && phase == workshop.Numbers && kind != "console" {
				t.Errorf("%s in %s: numbers %v", kind, phase, has)
			}
		}
		st, err := x.sampleSession(phase)
		if err != nil {
			t.Fatal(err)
		}
		y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range y.wall().Tables {
			if early && (table.Numbers != nil || table.Arrival != nil || table.Path != nil) {
				t.Errorf("the wall knows the end of %s in %s", table.Name, phase)
			}
		}
		if p := y.phone(st.Seat(1), nil); early && (p.Numbers != nil || p.Arrival != nil) {
			t.Errorf("a phone knows its end in %s", phase)
		}
	}
}

// TestNothingPrivateOnTheWall: hints, reflections and who voted what are never
// there; votes and reasons of a round not before it is revealed.
func TestNothingPrivateOnTheWall(t *testing.T) {
	x := shared()
	for _, lang := range x.mustCurrent().languages {
		for _, phase := range workshop.Phases {
			st, err := x.sampleSession(phase)
			if err != nil {
				t.Fatal(err)
			}
			y, err := x.stage(lang, workshop.Session{ID: sampleID}, st)
			if err != nil {
				t.Fatal(err)
			}
			body := textOf(x.get(t, "/dev/gallery/screen-"+string(phase), "Accept-Language", lang).wants(200).doc())
			secrets := []string{"We asked too late."}
			for _, d := range y.w.Dilemmas {
				for _, hint := range d.Hints {
					secrets = append(secrets, hint)
				}
				secrets = append(secrets, d.Facilitator.Say, d.Facilitator.Watch)
			}
			for _, role := range y.w.Roles {
				secrets = append(secrets, role.Brief)
			}
			if slices.Contains(before(workshop.Analyse), phase) {
				secrets = append(secrets, "People asked for <b>this</b>")
			}
			if slices.Contains([]workshop.Phase{workshop.Inject, workshop.Vote, workshop.Decide}, phase) {
				for _, o := range st.Dilemma().Options {
					secrets = append(secrets, y.w.Options[o.ID].Consequence, firstSentence(y.w.Options[o.ID].Consequence))
				}
			}
			for _, secret := range secrets {
				if strings.Contains(body, strings.Join(strings.Fields(secret), " ")) {
					t.Errorf("the wall in %s in %s says %q", phase, lang, secret)
				}
			}
			if phase == workshop.Vote || phase == workshop.Decide {
				for _, a := range y.wall().Answers {
					if a.Votes != 0 || a.Share != 0 || a.Tables != nil || a.Own || a.Chosen {
						t.Errorf("the wall in %s knows of %+v", phase, a)
					}
				}
			}
		}
	}
}

// TestVotesStayAtTheirTable: a vote changes the notice of its own table, of the
// facilitator and of the wall, and no other.
func TestVotesStayAtTheirTable(t *testing.T) {
	x := shared()
	st, err := x.sampleSession(workshop.Vote)
	if err != nil {
		t.Fatal(err)
	}
	notices := func() map[string]notice {
		y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]notice{}
		for _, group := range []string{"table-1", "table-2", hostMember, screenMember, lobbyGroup} {
			if out[group], err = y.notice(group); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	was := notices()
	if _, err := st.Apply(workshop.Command{Kind: workshop.Ballot, Seat: 7, Turn: st.Turn, Option: st.Dilemma().Options[0].ID}); err != nil {
		t.Fatal(err)
	}
	own := tableGroup(st.Seat(7).Table)
	for group, now := range notices() {
		if changed, want := now != was[group], group == own || group == hostMember || group == screenMember; changed != want {
			t.Errorf("%s: changed %v, %+v", group, changed, now)
		}
	}
	if now := notices()[own]; now.Page != was[own].Page {
		t.Error("a vote of somebody else draws the page again")
	}
}

// TestWorkshopNeedsItsSecret: without the right cookie every page of a session is
// a 404, and so it is with the cookie of another session.
func TestWorkshopNeedsItsSecret(t *testing.T) {
	x := newSite(t, nil)
	mine, theirs := x.leads(t), x.leads(t)
	seat := x.sits(t, theirs)
	seen := 0
	for _, r := range x.routes() {
		if !strings.Contains(r.path, ":id") || strings.HasPrefix(r.path, "/test") || strings.HasPrefix(r.path, "/tools") || strings.HasPrefix(r.path, "/game") {
			continue
		}
		seen++
		path := strings.NewReplacer(":id", mine.id, ":secret", assessment.NewCapability()).Replace(r.path)
		for _, cookie := range []string{"", theirs.host, theirs.screen, seat, theirs.host + "; " + theirs.screen + "; " + seat, hostCookie + "=" + mine.secrets.Screen, screenCookie + "=" + mine.secrets.Host} {
			a := x.get(t, path, "Cookie", cookie)
			if r.method == "POST" {
				a = x.post(t, path, url.Values{"do": {"next"}, "token": {assessment.NewCapability()}}, "Cookie", cookie)
			}
			if a.Code != 404 || strings.Contains(a.Body.String(), mine.code) {
				t.Errorf("%s %s with %.16s: status %d", r.method, r.path, cookie, a.Code)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d routes of a session", seen)
	}
	x.get(t, "/host/s/"+mine.id, "Cookie", hostCookie+"="+mine.secrets.Cohost).wants(200)
}

// TestDeletedSessionSaysSo: a phone, a wall and a console that come back after
// the session was deleted are told; so are those that never went.
func TestDeletedSessionSaysSo(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	seat := x.sits(t, l)
	stream, err := x.hub.Open(l.id, lobbyGroup, seatMember(1), "room")
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	x.get(t, "/w/"+l.id, "Cookie", seat).wants(200)
	x.Sweep()
	if len(x.rooms.Loaded()) != 1 {
		t.Error("a room that is watched was dropped")
	}
	if err := x.Workshops.DeleteSession(t.Context(), l.id); err != nil {
		t.Fatal(err)
	}
	x.Sweep()
	for range stream.C { // until it ends
	}
	for path, cookie := range map[string]string{"/w/" + l.id: seat, "/w/" + l.id + "/state": seat, "/screen/" + l.id: l.screen, "/host/s/" + l.id: l.host} {
		x.get(t, path, "Cookie", cookie).wants(410, x.say("en", "workshop.error.gone"))
	}
	x.post(t, "/w/"+l.id, url.Values{"do": {"vote"}}, "Cookie", seat).wants(410, x.say("en", "workshop.gone.text"))
}

// TestFacilitatorDeletes: only a session that is over, by who leads it, with all
// that was sent there; asked again it says that it is gone.
func TestFacilitatorDeletes(t *testing.T) {
	x := newSite(t, nil)
	l, cookies := x.promised(t, game.Pledge{What: "ask"})
	other := x.leads(t)
	address, own := x.looksBack(t, l, cookies[0])
	x.post(t, "/host/s/"+other.id+"/delete", url.Values{}, "Cookie", other.host).wants(409, x.say("en", "workshop.error.stillOn"))
	x.post(t, "/host/s/"+l.id+"/delete", url.Values{}, "Cookie", other.host).wants(404)
	x.get(t, "/host/s/"+l.id, "Cookie", l.host).wants(200, x.say("en", "workshop.delete.text"))
	x.moulds.of(l.id, 1) // a page that was made of this session
	x.post(t, "/host/s/"+l.id+"/delete", url.Values{}, "Cookie", l.host).wants(303)
	if _, kept := x.moulds.sessions[l.id]; kept {
		t.Error("pages of a deleted session are kept")
	}
	x.post(t, "/host/s/"+l.id+"/delete", url.Values{}, "Cookie", l.host).wants(410, x.say("en", "workshop.error.gone"))
	x.get(t, "/w/"+l.id, "Cookie", cookies[0]).wants(410)
	x.get(t, address, "Cookie", own).wants(404, x.say("en", "workshop.error.register"))
	x.get(t, "/host/s/"+other.id, "Cookie", other.host).wants(200)
}

// TestSecretsOfWorkshopStayOut: no page of a seat or a wall holds the secrets of
// the facilitator, and none is compressed together with a secret.
func TestSecretsOfWorkshopStayOut(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	seat := x.sits(t, l)
	for path, cookie := range map[string]string{"/w/" + l.id: seat, "/screen/" + l.id: l.screen, "/join/" + l.code: seat} {
		body := x.get(t, path, "Cookie", cookie).wants(200).Body.String()
		for _, secret := range []string{l.secrets.Host, l.secrets.Cohost, l.secrets.Recovery, l.secrets.Screen, assessment.KeyHash(l.secrets.Join)} {
			if strings.Contains(body, secret) {
				t.Errorf("%s holds a secret", path)
			}
		}
	}
	for _, path := range []string{"/host/s/" + l.id, "/host/s/" + l.id + "/links"} {
		a := x.get(t, path, "Cookie", l.host, "Accept-Encoding", "gzip").wants(200)
		if a.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed", path)
		}
	}
	if log := x.log.String(); strings.Contains(log, l.code) || strings.Contains(log, l.secrets.Join) {
		t.Error("the log holds a code or a secret")
	}
}

// TestFormTwiceIsOnce: the same form twice is one command; the same form with
// other content is another.
func TestFormTwiceIsOnce(t *testing.T) {
	x := shared()
	form := url.Values{"do": {"vote"}, "nonce": {"n"}, "turn": {"0"}, "option": {"a"}}
	first, _ := x.command(form, seatKinds, "me")
	again, _ := x.command(form, seatKinds, "me")
	form.Set("option", "b")
	other, _ := x.command(form, seatKinds, "me")
	if first.Key == "" || first.Key != again.Key || first.Key == other.Key {
		t.Errorf("keys %q %q %q", first.Key, again.Key, other.Key)
	}
	if _, err := x.command(url.Values{"do": {"end"}}, seatKinds, "me"); !errs.Is(err, errs.Invalid) {
		t.Errorf("a seat ends the session: %v", err)
	}
}

// TestGeneratedNames: enough of them, the same number in every language, each
// once and allowed as a name.
func TestGeneratedNames(t *testing.T) {
	x := shared()
	count := 0
	for _, lang := range x.mustCurrent().languages {
		names := seatNames(x.say(lang, "workshop.names"))
		if count == 0 {
			count = len(names)
		}
		if len(names) < 60 || len(names) != count {
			t.Errorf("%s has %d names", lang, len(names))
		}
		seen := map[string]bool{}
		for n := range 200 {
			name := generated(names, n+1)
			if clean, err := workshop.CleanName(name); err != nil || clean != name || seen[name] {
				t.Errorf("name %d in %s: %q, %v", n+1, lang, name, err)
			}
			seen[name] = true
		}
	}
}

// TestTries: so many within a window, then a wait.
func TestTries(t *testing.T) {
	var tr tries
	for i := range 3 {
		if n, wait := tr.take("a", moment.Add(time.Duration(i)*time.Second), time.Minute, 3); n != i || wait != 0 {
			t.Errorf("try %d: %d before, wait %s", i, n, wait)
		}
	}
	if _, wait := tr.take("a", moment.Add(10*time.Second), time.Minute, 3); wait != 50*time.Second {
		t.Errorf("wait %s", wait)
	}
	if _, wait := tr.take("b", moment, time.Minute, 3); wait != 0 {
		t.Error("somebody else waits")
	}
	if n, wait := tr.recent("a", moment.Add(61*time.Second), time.Minute, 3); n != 1 || wait != 0 {
		t.Errorf("%d are recent, wait %s", n, wait)
	}
	for i := range 100 {
		tr.take(fmt.Sprint(i), moment, time.Minute, 3)
	}
	tr.take("c", moment.Add(3*time.Hour), time.Minute, 3)
	if len(tr.by) != 1 {
		t.Errorf("%d are remembered", len(tr.by))
	}
}

// TestAddress: what a proxy says counts only when it is trusted (case 37).
func TestAddress(t *testing.T) {
	x := newSite(t, func(o *Options) { o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for _, c := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:99", "", "192.0.2.1"},
		{"192.0.2.1:99", "203.0.113.7", "192.0.2.1"},
		{"10.1.1.1:99", "203.0.113.7", "203.0.113.7"},
		{"10.1.1.1:99", "198.51.100.9, 203.0.113.7, 10.2.2.2", "203.0.113.7"},
		{"10.1.1.1:99", "nonsense", "10.1.1.1"},
		{"[::ffff:10.1.1.1]:99", "2001:db8::1", "2001:db8::1"},
		{"somewhere", "1.2.3.4", "somewhere"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := x.address(r); got != c.want {
			t.Errorf("%s for %q is %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

// TestFirstSentence is as much as fits on a wall.
func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Short.": "Short.",
		"Six weeks, nineteen meetings, one shoebox of notes. The director waits.": "Six weeks, nineteen meetings, one shoebox of notes.",
		"No. They said it twice, and the room went quiet for once. Then coffee.":  "No. They said it twice, and the room went quiet for once.",
		"A sum of 1.5 million, written on a napkin in the canteen of the works":   "A sum of 1.5 million, written on a napkin in the canteen of the works",
	} {
		if got := firstSentence(text); got != want {
			t.Errorf("%q is cut to %q", text, got)
		}
	}
}

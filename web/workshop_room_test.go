package web

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// TestTurnout: who is not connected and did not vote is not waited for; the
// facilitator and the wall are nobody's voters.
func TestTurnout(t *testing.T) {
	x := shared()
	st, err := x.sampleSession(workshop.Inject)
	if err != nil {
		t.Fatal(err)
	}
	do := func(c workshop.Command) {
		t.Helper()
		if _, err := st.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	do(workshop.Command{Kind: workshop.Next, Facilitator: true, Version: st.Version})
	y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
	if err != nil {
		t.Fatal(err)
	}
	table := st.Table(1)
	seats := st.At(1)
	y.here = map[string]bool{hostMember: true, screenMember: true, seatMember(seats[0].Number): true}
	count := func(voted, of int, ready bool) {
		t.Helper()
		if v, o := y.turnout(table); v != voted || o != of || y.tableView(table).Ready != ready {
			t.Errorf("%d of %d, ready %v, want %d of %d, %v", v, o, y.tableView(table).Ready, voted, of, ready)
		}
	}
	vote := func(seat int) {
		t.Helper()
		do(workshop.Command{Kind: workshop.Ballot, Seat: seats[seat].Number, Turn: st.Turn, Option: st.Dilemma().Options[0].ID})
	}
	count(0, 1, false)
	vote(0)
	count(1, 1, true) // three others are away: the table is not blocked
	y.here[seatMember(seats[1].Number)] = true
	count(1, 2, false)
	vote(2) // voted and went
	count(2, 3, false)
	delete(y.here, seatMember(seats[1].Number))
	count(2, 2, true)
}

// TestNotesInEveryPhase: the console says what to say and to watch for in every
// phase, in every language.
func TestNotesInEveryPhase(t *testing.T) {
	x := shared()
	for _, lang := range x.mustCurrent().languages {
		for _, phase := range workshop.Phases {
			body := x.get(t, "/dev/gallery/console-"+string(phase), "Accept-Language", lang).wants(200).Body.String()
			for _, note := range []string{"note--say", "note--watch"} {
				if !strings.Contains(body, note) {
					t.Errorf("%s in %s has no %s", phase, lang, note)
				}
			}
			if ask := strings.Contains(body, "note--ask"); !ask && !phase.InRound() && phase != workshop.Closed || !ask && (phase == workshop.Reveal || phase == workshop.Reflect) {
				t.Errorf("%s in %s has nothing to ask", phase, lang)
			}
		}
	}
}

// TestSeatCookie: a seat is kept for a day, in a cookie that no script reads and,
// over HTTPS, that only this host can set.
func TestSeatCookie(t *testing.T) {
	base, _ := url.Parse("https://opmaat.example") // it can be read
	x := newSite(t, func(o *Options) { o.BaseURL = base })
	l := x.leads(t)
	seat := func(headers ...string) *http.Cookie {
		t.Helper()
		a := x.post(t, "/join/"+l.code, url.Values{"token": {strings.Repeat("A", 25) + "B"}}, headers...).wants(303)
		for _, cookie := range a.Result().Cookies() {
			if strings.HasSuffix(cookie.Name, seatCookie) {
				return cookie
			}
		}
		t.Fatal("no cookie")
		return nil
	}
	c := seat()
	if c.Name != "__Host-"+seatCookie || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 24*3600 || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %+v", c)
	}
}

// TestWallOnlyShows: the projector takes no commands, and the way in stands on it
// in every phase until the end.
func TestWallOnlyShows(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	x.post(t, "/screen/"+l.id, url.Values{"do": {"next"}}, "Cookie", l.screen).wants(405)
	for _, do := range []string{"next", "end"} {
		x.post(t, "/host/s/"+l.id, url.Values{"do": {do}}, "Cookie", l.screen+"; "+hostCookie+"="+l.secrets.Screen).wants(404)
	}
	for _, phase := range workshop.Phases {
		body := x.get(t, "/dev/gallery/screen-"+string(phase)).wants(200).Body.String()
		if shows := strings.Contains(body, "1234 5678") && strings.Contains(body, "qr__dark"); shows != (phase != workshop.Closed) {
			t.Errorf("%s: the way in is there: %v", phase, shows)
		}
		if strings.Contains(body, "<form") {
			t.Errorf("%s: a form on the wall", phase)
		}
	}
}

// TestPhoneKnowsItsOwn: a phone shows the scene, all answers, the hints of its own
// roles and of no other, and how its table voted without names.
func TestPhoneKnowsItsOwn(t *testing.T) {
	x := shared()
	for _, phase := range []workshop.Phase{workshop.Inject, workshop.Vote, workshop.Decide} {
		st, err := x.sampleSession(phase)
		if err != nil {
			t.Fatal(err)
		}
		y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		body := textOf(x.get(t, "/dev/gallery/phone-"+string(phase)).wants(200).doc())
		has := func(text string) bool { return strings.Contains(body, strings.Join(strings.Fields(text), " ")) }
		d, _ := y.round()
		w := y.w.Dilemmas[d.ID]
		if !has(w.Inject) {
			t.Errorf("%s: the scene is not there", phase)
		}
		for _, role := range st.Scenario.Roles {
			own := slices.Contains(st.Seat(1).Roles, role)
			if has(w.Hints[role]) != own {
				t.Errorf("%s: the hint of %s is there: %v", phase, role, !own)
			}
		}
		if phase == workshop.Inject {
			continue
		}
		for _, o := range d.Options {
			if !has(y.w.Options[o.ID].Label) {
				t.Errorf("%s: an answer is missing", phase)
			}
		}
		for _, mate := range st.At(st.Seat(1).Table)[1:] {
			if has(y.name(mate)) && phase == workshop.Vote {
				t.Errorf("%s: %s is named beside the votes", phase, y.name(mate))
			}
		}
	}
}

// TestHoursWithoutFacilitator: nobody moves a session on but its facilitator; the
// clock that ran out sends nothing, and phones play on in the phase that is on.
func TestHoursWithoutFacilitator(t *testing.T) {
	now := moment
	x := newSite(t, func(o *Options) { o.Now = func() time.Time { return now } })
	l := x.leads(t)
	seat := x.sits(t, l)
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	option := ""
	for version := range int64(4) {
		if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: version, At: now.UnixMilli()}); err != nil {
			t.Fatal(err)
		}
	}
	for range 6 {
		now = now.Add(time.Hour)
		x.Sweep() // nobody watches: the room is built again
		x.get(t, "/w/"+l.id, "Cookie", seat).wants(200, x.say("en", "workshop.phase.vote"))
	}
	room, err = x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	if err := room.Read(t.Context(), func(st *workshop.State) error { option = st.Dilemma().Options[0].ID; return nil }); err != nil {
		t.Fatal(err)
	}
	x.post(t, "/w/"+l.id, url.Values{"do": {"vote"}, "turn": {"0"}, "option": {option}, "nonce": {"n"}}, "Cookie", seat).wants(303)
	x.get(t, "/host/s/"+l.id, "Cookie", l.host).wants(200, x.say("en", "workshop.phase.vote"), x.say("en", "workshop.plan.now", "n", 360))
}

// TestRoleCards: a phone shows what its own roles want, and only the names of the
// others at the table.
func TestRoleCards(t *testing.T) {
	x := shared()
	for _, lang := range x.mustCurrent().languages {
		st, err := x.sampleSession(workshop.Roles)
		if err != nil {
			t.Fatal(err)
		}
		y, err := x.stage(lang, workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		body := textOf(x.get(t, "/dev/gallery/phone-roles", "Accept-Language", lang).wants(200).doc())
		for _, role := range st.Scenario.Roles {
			w, own := y.w.Roles[role], slices.Contains(st.Seat(1).Roles, role)
			for _, text := range []string{w.Brief, w.Wants, w.Fears} {
				if strings.Contains(body, strings.Join(strings.Fields(text), " ")) != own {
					t.Errorf("%s: %q of %s is there: %v", lang, text, role, !own)
				}
			}
			if !strings.Contains(body, w.Name) {
				t.Errorf("%s: nobody is %s", lang, w.Name)
			}
		}
	}
}

// TestALineBeats: while nothing happens a stream says every ten seconds that it
// lives, and what time it is here.
func TestALineBeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, hub, _ := lineServer()
		stream, err := hub.Open("s", "g", "m", "room")
		if err != nil {
			t.Fatal(err)
		}
		ours, theirs := net.Pipe()
		begin := time.Now()
		go s.serveLine(connLine(ours, nil), stream, []byte("data: first\n\n"))
		in := bufio.NewReader(theirs)
		beats := 0
		for beats < 3 {
			line, err := in.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if at, ok := strings.CutPrefix(line, "data: "); ok && beats*10+10 == int(time.Since(begin)/time.Second) {
				if beats++; strings.TrimSpace(at) != strconv.FormatInt(time.Now().UnixMilli(), 10) {
					t.Errorf("beat %d says %s", beats, at)
				}
			}
		}
		_ = theirs.Close() // the browser goes
		hub.Close()
	})
}

// TestAReaderThatStallsIsLetGo: every message has its own deadline.
func TestAReaderThatStallsIsLetGo(t *testing.T) {
	s, hub, _ := lineServer()
	defer hub.Close()
	s.Now = func() time.Time { return time.Now().Add(50*time.Millisecond - writeTime) }
	ours, theirs := net.Pipe()
	defer theirs.Close()
	stream, err := hub.Open("s", "g", "m", "room")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		s.serveLine(connLine(ours, []byte("head\r\n\r\n")), stream, []byte("data: first\n\n"))
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("it waits for a reader that does not read")
	}
	none(t, hub)
}

// TestConsoleKey: the key of the console changes with everything that its page
// shows and that may change while it is open, and with nothing else.
func TestConsoleKey(t *testing.T) {
	x := shared()
	st, err := x.sampleSession(workshop.Vote)
	if err != nil {
		t.Fatal(err)
	}
	y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
	if err != nil {
		t.Fatal(err)
	}
	y.here = map[string]bool{hostMember: true, seatMember(1): true, seatMember(2): true}
	seen := map[string]string{y.consoleKey(): "as it was"}
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"somebody voted", func() { st.Seq++ }},
		{"somebody came", func() {
			y.here = map[string]bool{hostMember: true, seatMember(1): true, seatMember(2): true, seatMember(3): true}
		}},
		{"another one went", func() { y.here = map[string]bool{hostMember: true, seatMember(1): true, seatMember(3): true} }},
		{"the phones were asked", func() { y.ping.number++ }},
		{"a phone answered", func() { y.ping.answered = map[int]bool{1: true} }},
		{"codes were guessed", func() { y.guesses = 50 }},
	} {
		step.change()
		key := y.consoleKey()
		if before, same := seen[key]; same {
			t.Errorf("%s: the key is that of %q", step.name, before)
		}
		if seen[key] = step.name; key != y.consoleKey() {
			t.Errorf("%s: the key differs when nothing changed", step.name)
		}
	}
	l := x.leads(t)
	data, err := x.notice(t.Context(), l.id, hostMember, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	var n notice
	if err := json.Unmarshal(data, &n); err != nil {
		t.Fatal(err)
	}
	if page := x.get(t, "/host/s/"+l.id, "Cookie", l.host).wants(200).Body.String(); !strings.Contains(page, `data-key="`+n.Page+`"`) {
		t.Errorf("the page has another key than the notice, %s", n.Page)
	}
}

// TestBackToMySeat: who lost the page gets back to the seat of this browser from
// the start page, and without one to the way in.
func TestBackToMySeat(t *testing.T) {
	x := newSite(t, nil)
	first, second := x.leads(t), x.leads(t)
	x.sits(t, first)
	seat := x.sits(t, second)
	for _, page := range []string{"/", "/join"} {
		x.get(t, page, "Cookie", seat).wants(200, x.say("en", "home.resume.workshop"), `href="/seat"`)
		if body := x.get(t, page).wants(200).Body.String(); strings.Contains(body, "/seat") {
			t.Errorf("%s offers a seat to a browser without one", page)
		}
	}
	if to := x.get(t, "/seat", "Cookie", seat).wants(303).Header().Get("Location"); to != "/w/"+second.id {
		t.Errorf("the way back leads to %s", to)
	}
	if to := x.get(t, "/seat").wants(303).Header().Get("Location"); to != "/join" {
		t.Errorf("without a seat it leads to %s", to)
	}
	if err := x.Workshops.DeleteSession(t.Context(), second.id); err != nil {
		t.Fatal(err)
	}
	x.rooms.Forget(second.id)
	x.get(t, "/seat", "Cookie", seat).wants(404, x.say("en", "workshop.join.lost"))
}

// TestDecisionThatCameSecond: without scripts too, whoever decides while somebody
// else at the table did is told, finds the own choice in an open form, and may
// send it again.
func TestDecisionThatCameSecond(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	first, second := x.sits(t, l), x.sits(t, l)
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	version, options := int64(0), []game.Option(nil)
	read := func(st *workshop.State) error {
		if version = st.Version; st.Phase == workshop.Decide {
			options = st.Dilemma().Options
		}
		return nil
	}
	for n := 0; options == nil && n < 9; n++ {
		if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: version, Key: fmt.Sprint(n)}); err != nil {
			t.Fatal(err)
		}
		if err := room.Read(t.Context(), read); err != nil {
			t.Fatal(err)
		}
	}
	decides := func(cookie string, option int, seen string) asked {
		return x.post(t, "/w/"+l.id, url.Values{"do": {"decision"}, "nonce": {"n" + seen}, "turn": {"0"}, "seen": {seen}, "option": {options[option].ID}, "reason": {fmt.Sprint("so <", option)}}, "Cookie", cookie)
	}
	decides(first, 0, "1").wants(303)
	page := decides(second, 1, "1").wants(409, x.say("en", "workshop.error.decided")).Body.String()
	for _, part := range []string{`id="more-decide" open`, `value="` + options[1].ID + `" checked`, "so &lt;1", `name="seen" value="2"`} {
		if strings.Count(page, part) != 1 {
			t.Errorf("the page has %d times %s", strings.Count(page, part), part)
		}
	}
	decides(second, 1, "2").wants(303)
}

package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/game/workshop"
)

// TestRehearsal: one button makes a session with pretend players who join and
// answer by themselves; a real phone can join; everything says that it is a
// rehearsal; it ends with the server.
func TestRehearsal(t *testing.T) {
	x := newSite(t, nil)
	x.rehearsals.pause = time.Millisecond
	t.Cleanup(x.rehearsals.stop)
	form := preset()
	form.Set("rehearsal", "on")
	a := x.post(t, "/host", form, "Accept-Language", "nl").wants(http.StatusSeeOther)
	path := a.Header().Get("Location")
	var cookies []string
	for _, cookie := range a.Result().Cookies() {
		cookies = append(cookies, cookie.Name+"="+cookie.Value)
	}
	id, mine := strings.TrimPrefix(path, "/host/s/"), strings.Join(cookies, "; ")
	room, err := x.rooms.Room(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	seat := x.sits(t, led{code: room.Session().Code})
	for _, page := range []struct{ path, cookie string }{{path, mine}, {"/screen/" + id, mine}, {"/w/" + id, seat}} {
		if body := x.get(t, page.path, "Cookie", page.cookie).wants(http.StatusOK).Body.String(); !strings.Contains(body, `class="rehearsal"`) {
			t.Errorf("%s does not say that it is a rehearsal", page.path)
		}
	}
	until := func(what string, pass func(*workshop.State) bool) {
		t.Helper()
		for range 500 {
			ok := false
			if err := room.Read(t.Context(), func(st *workshop.State) error { ok = pass(st); return nil }); err != nil {
				t.Fatal(err)
			}
			if ok {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("in vain: %s", what)
	}
	next := func() {
		t.Helper()
		version := int64(0)
		_ = room.Read(t.Context(), func(st *workshop.State) error { version = st.Version; return nil })
		x.post(t, path, url.Values{"do": {"next"}, "nonce": {"n"}, "version": {strconv.FormatInt(version, 10)}}, "Cookie", mine).wants(http.StatusSeeOther)
	}
	until("eight join", func(st *workshop.State) bool { return len(st.Present()) == 9 })
	for range 4 {
		next()
	}
	until("all vote", func(st *workshop.State) bool {
		return st.Phase == workshop.Vote && len(st.Tables) == 2 && len(st.Current(st.Table(1)).Votes)+len(st.Current(st.Table(2)).Votes) == 8
	})
	next()
	until("the table without people decides", func(st *workshop.State) bool {
		r := st.Current(st.Table(2))
		return r.Option != "" && r.Reason != "" && st.Current(st.Table(1)).Option == ""
	})
	x.post(t, path, url.Values{"do": {"end"}, "nonce": {"n"}}, "Cookie", mine).wants(http.StatusSeeOther)
	for n := 0; x.rehearsals.busy(); n++ {
		if time.Sleep(10 * time.Millisecond); n > 500 {
			t.Fatal("pretend players go on after the end")
		}
	}
}

// TestRehearsalEnds: pretend players stop when nobody watches for long, when the
// server stops, and are never there in a session of people.
func TestRehearsalEnds(t *testing.T) {
	now := moment
	x := newSite(t, func(o *Options) { o.Now = func() time.Time { now = now.Add(time.Minute); return now } })
	x.rehearsals.pause = time.Millisecond
	session, _, err := x.rooms.Create(t.Context(), workshop.CreateInput{Scenario: presetScenario, Agenda: 60, Devices: "personal", Rehearsal: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x.rehearse(session)
	for n := 0; x.rehearsals.busy(); n++ {
		if time.Sleep(10 * time.Millisecond); n > 500 {
			t.Fatal("pretend players go on without anybody")
		}
	}
	session.Settings.Rehearsal = ""
	if x.rehearse(session); x.rehearsals.busy() {
		t.Error("pretend players among people")
	}
	x.rehearsals.stop()
	session.Settings.Rehearsal = "en"
	if x.rehearse(session); x.rehearsals.busy() {
		t.Error("a rehearsal begins while the server stops")
	}
}

// busy says whether this process moves any pretend players.
func (r *rehearsals) busy() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.running) > 0
}

package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opmaat/opmaat/web/live"
)

// TestRoomCheck: each point is to be done until it is, and a phone that was asked
// counts when it fetched its page.
func TestRoomCheck(t *testing.T) {
	var ahead atomic.Int64
	now := func() time.Time { return moment.Add(time.Duration(ahead.Load())) }
	x := newSite(t, func(o *Options) { o.Now = now })
	x.hub = live.NewHub(live.Limits{Streams: 9, PerMember: 9, PerSource: 9}, x.framed) // without grace
	l := x.leads(t)
	path := "/host/s/" + l.id + "/check"
	good := func() map[string]bool {
		t.Helper()
		points := map[string]bool{}
		for n := range elements(x.get(t, path, "Cookie", l.host).wants(http.StatusOK).doc(), "li") {
			if id, ok := strings.CutPrefix(value(n, "id"), "check-"); ok {
				points[id] = strings.Contains(value(n, "class"), "panel--done")
			}
		}
		if len(points) != 4 {
			t.Fatalf("points %v", points)
		}
		return points
	}
	open := func(group, member string) {
		t.Helper()
		stream, err := x.hub.Open(l.id, group, member, "test")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stream.Close)
	}
	wants := func(screen, phone, line bool) {
		t.Helper()
		if p := good(); p["screen"] != screen || p["phone"] != phone || p["line"] != line {
			t.Errorf("points %v", p)
		}
	}
	wants(false, false, false)
	open(screenMember, screenMember)
	open(hostMember, hostMember)
	wants(true, false, true)
	seat := x.sits(t, l)
	x.get(t, "/w/"+l.id, "Cookie", seat).wants(http.StatusOK)
	wants(true, false, true)
	x.post(t, path, url.Values{}, "Cookie", l.host).wants(http.StatusSeeOther)
	wants(true, false, true)
	x.get(t, "/w/"+l.id, "Cookie", seat).wants(http.StatusOK)
	wants(true, true, false) // it answered, without a stream
	open(lobbyGroup, seatMember(1))
	wants(true, true, true)
	x.sits(t, l)
	wants(true, false, true)
	ahead.Store(int64(2 * pingAge))
	if x.pings.answer(l.id, 2, now()) {
		t.Error("an answer long after the question")
	}
	if x.pings.ask(l.id, now()); x.pings.asked(l.id).number != 2 || len(x.pings.asked(l.id).answered) != 0 {
		t.Error("a new question has old answers")
	}
	x.post(t, path, url.Values{}).wants(http.StatusNotFound)
}

// TestCodeThatPhonesCannotUse is told before anybody scans it.
func TestCodeThatPhonesCannotUse(t *testing.T) {
	x := shared()
	for name, want := range map[string]bool{"host-check": false, "host-check-good": true} {
		body := x.get(t, "/dev/gallery/"+name).wants(http.StatusOK).Body.String()
		if strings.Contains(body, x.say("en", "workshop.check.code.local")) == want || strings.Contains(body, x.say("en", "workshop.check.ready")) != want {
			t.Errorf("%s: ready %v", name, !want)
		}
	}
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWorkshopRoomBehindOneAddress: sixty phones, the wall and the facilitator
// share one address; all join, all follow live, and all hear of the next phase.
func TestWorkshopRoomBehindOneAddress(t *testing.T) {
	t.Parallel()
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	wall := r.host.open(r.host.get(r.address()).link(say(t, "en", "workshop.do.screen"))).wants(200)
	paths := map[*browser]string{}
	for range 60 {
		paths[r.join("en")] = "/w/" + r.id + "/events"
	}
	streams := []func() (string, string){}
	follow := func(b *browser, path string) {
		status, next := b.events(ctx, path)
		if status != 200 {
			t.Fatalf("%s: status %d", path, status)
		}
		state(t, next)
		streams = append(streams, next)
	}
	for b, path := range paths {
		follow(b, path)
	}
	follow(r.host, wall.path+"/events")
	follow(r.host, r.address()+"/events")
	r.next()
	for _, next := range streams {
		for n := state(t, next); n["phase"] != "briefing"; n = state(t, next) {
			continue
		}
	}
	r.console().wants(200, say(t, "en", "workshop.here", "n", 60))
}

// TestWorkshopStreamHeaders: a stream is not compressed, not buffered by a proxy
// and kept by nobody, whatever the browser can unpack; HEAD and other methods do
// not open one.
func TestWorkshopStreamHeaders(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	phone := r.join("en")
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	u, err := url.Parse(r.base)
	if err != nil {
		t.Fatal(err)
	}
	cookie := phone.client.Jar.Cookies(u)[0]
	_, err = io.WriteString(conn, "GET /w/"+r.id+"/events HTTP/1.1\r\nHost: "+u.Host+"\r\nAccept-Encoding: gzip, br\r\nCookie: "+cookie.String()+"\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Content-Encoding": "", "X-Accel-Buffering": "no", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	first := make([]byte, len("retry: "))
	if _, err := io.ReadFull(res.Body, first); err != nil || string(first) != "retry: " {
		t.Errorf("it begins with %q, %v", first, err)
	}
	phone.post("/w/"+r.id+"/events", url.Values{}).wants(405)
}

// TestWorkshopStartedTwice: two clicks on the button at once make one session.
func TestWorkshopStartedTwice(t *testing.T) {
	t.Parallel()
	f := visit(t, "en").get("/host").wants(200).form("/host")
	to := make(chan string, 8)
	var all sync.WaitGroup
	for range cap(to) {
		all.Go(func() { to <- f.send().header.Get("Location") })
	}
	all.Wait()
	first := <-to
	if !strings.HasPrefix(first, "/host/s/") {
		t.Errorf("it leads to %q", first)
	}
	for range cap(to) - 1 {
		if other := <-to; other != first {
			t.Errorf("one leads to %s, another to %q", first, other)
		}
	}
}

// cutting is a proxy in front of a server that cuts every connection after a
// moment, as some do. It gives its address.
func cutting(t *testing.T, base string, after time.Duration) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close() // it only listens
		all.Wait()
	})
	all.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
			if err != nil {
				_ = in.Close()
				continue
			}
			cut := func() { _, _ = in.Close(), out.Close() }
			timer := time.AfterFunc(after, cut)
			all.Go(func() { _, _ = io.Copy(out, in); cut() })
			all.Go(func() { _, _ = io.Copy(in, out); cut(); timer.Stop() })
		}
	})
	return "http://" + l.Addr().String()
}

// TestWorkshopCutStreams: behind a proxy that cuts streams a phone comes back to
// the state as it is, and a vote that was sent until it got through counts once.
func TestWorkshopCutStreams(t *testing.T) {
	t.Parallel()
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	phone := r.join("en")
	phone.base = cutting(t, server.base, 250*time.Millisecond)
	for _, phase := range []string{"briefing", "roles", "inject", "vote"} {
		status, next := phone.events(t.Context(), "/w/"+r.id+"/events")
		if status != 200 {
			t.Fatalf("status %d", status)
		}
		state(t, next)
		for event, _ := next(); event != ""; event, _ = next() { // until it is cut
			continue
		}
		r.next() // while nothing is heard
		status, next = phone.events(t.Context(), "/w/"+r.id+"/events", "Last-Event-ID", "1")
		if n := state(t, next); status != 200 || n["phase"] != phase {
			t.Errorf("back in %v, want %s", n["phase"], phase)
		}
	}
	vote := r.phone(phone).wants(200).doing("vote")
	for range 3 {
		vote.with("option", vote.offers["option"][1]).send().leadsTo("/w/" + r.id)
	}
	r.phone(phone).wants(200, say(t, "en", "workshop.vote.sent", "letter", "B"))
	tag := ""
	for range 3 { // asking every few seconds works too
		req := phone.request("GET", "/w/"+r.id+"/state", "", nil)
		req.Header.Set("If-None-Match", tag)
		p := phone.do(req)
		if tag != "" && p.status != 304 || tag == "" && !strings.Contains(p.body, `"voted":1`) {
			t.Errorf("status %d, %s", p.status, p.body)
		}
		tag = p.header.Get("ETag")
	}
}

// TestWorkshopProjectorUnplugged: the session goes on without the wall, the room
// check says that it is gone, and it comes back to where the session stands.
func TestWorkshopProjectorUnplugged(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	phone := r.join("en")
	wall := r.host.open(r.host.get(r.address()).link(say(t, "en", "workshop.do.screen"))).wants(200)
	ctx, unplug := context.WithCancel(t.Context())
	_, next := r.host.events(ctx, wall.path+"/events")
	state(t, next)
	check := func(key string) {
		t.Helper()
		for range 200 {
			if strings.Contains(r.host.get(r.address()+"/check").text(), say(t, "en", key)) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("the check never says %s", key)
	}
	check("workshop.check.screen.yes")
	unplug()
	check("workshop.check.screen.no")
	r.to("vote")
	vote := r.phone(phone).doing("vote")
	vote.with("option", vote.offers["option"][0]).send().leadsTo("/w/" + r.id)
	r.host.get(wall.path).wants(200, say(t, "en", "workshop.wall.vote"))
	_, next = r.host.events(t.Context(), wall.path+"/events")
	if n := state(t, next); n["phase"] != "vote" {
		t.Errorf("the wall is back in %v", n["phase"])
	}
}

// TestWorkshopSeatOnTwoDevices: both show the same seat and send for it; it is one
// voter, and its last word counts.
func TestWorkshopSeatOnTwoDevices(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	phone := r.join("en")
	pass := r.phone(phone).form("/w/" + r.id + "/device").send().wants(200)
	at := strings.Index(pass.body, "/w/"+r.id+"/pass/")
	link := pass.body[at : at+len("/w/"+r.id+"/pass/")+26]
	tablet := newBrowser(t, r.base, "en")
	tablet.get(link).form(link).send().leadsTo("/w/" + r.id)
	r.to("vote")
	first, second := r.phone(phone).doing("vote"), r.phone(tablet).doing("vote")
	first.with("option", first.offers["option"][0]).send().leadsTo("/w/" + r.id)
	second.with("option", second.offers["option"][2]).send().leadsTo("/w/" + r.id)
	for _, b := range []*browser{phone, tablet} {
		r.phone(b).wants(200, say(t, "en", "workshop.vote.sent", "letter", "C"), say(t, "en", "workshop.vote.count", "n", 1, "of", 1))
	}
	r.console().wants(200, say(t, "en", "workshop.lobby.count", "count", 1))
}

// TestWorkshopOneDeviceATable: each device that joins is a table of its own with
// all four roles, and decides for it.
func TestWorkshopOneDeviceATable(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"), "devices", "shared")
	first, second := r.join("en"), r.join("nl")
	r.to("roles")
	for i, b := range []*browser{first, second} {
		p := r.phone(b).wants(200, say(t, langOf(b), "workshop.table", "n", i+1), say(t, langOf(b), "workshop.roles.title", "count", 4))
		if n := strings.Count(p.body, `class="role-card"`); n != 4 {
			t.Errorf("%d roles at table %d", n, i+1)
		}
	}
	late := r.join("en")
	r.phone(late).wants(200, say(t, "en", "workshop.table", "n", 3))
	r.to("decide")
	f := r.phone(second).doing("decision")
	f.with("option", f.offers["option"][1]).with("reason", "because of the crews").send().leadsTo("/w/" + r.id)
	r.phone(first).lacks("because of the crews")
	r.to("reveal")
	r.phone(first).wants(200, "because of the crews")
}

// TestWorkshopMergedAndMovedSeats: two seats of one person become one on both
// devices, and a seat that is moved sits at the other table.
func TestWorkshopMergedAndMovedSeats(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	var phones []*browser
	for range 7 {
		phones = append(phones, r.join("en"))
	}
	names := strings.Split(say(t, "en", "workshop.names"), ", ")
	r.console().doing("merge").with("do", "merge").with("seat", "7").with("into", "1").send().follow().wants(200, say(t, "en", "workshop.lobby.count", "count", 6))
	r.phone(phones[6]).wants(200, names[0]).lacks(names[6])
	r.to("briefing")
	r.phone(phones[1]).wants(200, say(t, "en", "workshop.table", "n", 2))
	r.console().doing("shift").with("do", "shift").with("seat", "2").with("table", "1").send().follow().wants(200)
	r.phone(phones[1]).wants(200, say(t, "en", "workshop.table", "n", 1), names[0])
	r.to("vote")
	vote := r.phone(phones[6]).doing("vote")
	vote.with("option", vote.offers["option"][0]).send().leadsTo("/w/" + r.id)
	r.phone(phones[0]).wants(200, say(t, "en", "workshop.vote.sent", "letter", "A"))
	lost := r.console().doing("pass").with("do", "pass").with("seat", "3").send().wants(200, names[2])
	if !strings.Contains(lost.body, "/w/"+r.id+"/pass/") {
		t.Error("no pass for a phone that is lost")
	}
}

// clock is the notice of the facilitator.
func (r *room) clock() (n struct {
	Phase          string
	Deadline, Left int64
	Paused         bool
}) {
	r.host.t.Helper()
	p := r.host.get(r.address() + "/state").wants(200)
	if err := json.Unmarshal([]byte(p.body), &n); err != nil {
		r.host.t.Fatal(err)
	}
	return n
}

// TestWorkshopClock: pause, a minute more, two more, one less, and no clock at
// all; it never moves anything on.
func TestWorkshopClock(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	r.join("en")
	r.to("vote")
	r.console().wants(200, say(t, "en", "workshop.plan.now", "n", 0)) // the real clock beside the plan
	last := r.clock().Deadline
	for minutes, want := range map[string]int64{"1": 60_000, "2": 120_000, "-1": -60_000} {
		r.console().doing("add_time").with("minutes", minutes).send().leadsTo(r.address())
		now := r.clock().Deadline
		if now-last != want {
			t.Errorf("%s minutes are %d ms", minutes, now-last)
		}
		last = now
	}
	r.console().doing("pause").send().leadsTo(r.address())
	if c := r.clock(); !c.Paused || c.Deadline != 0 || c.Left <= 0 {
		t.Errorf("paused: %+v", c)
	}
	r.console().doing("resume").send().leadsTo(r.address())
	r.console().doing("timers_off").send().leadsTo(r.address())
	r.next()
	if c := r.clock(); c.Deadline != 0 || c.Left != 0 || c.Phase != "decide" {
		t.Errorf("without a clock: %+v", c)
	}
	r.console().doing("timers_on").send().leadsTo(r.address())
	if r.clock().Deadline == 0 {
		t.Error("the clock does not come back")
	}
}

// TestWorkshopConsole: one step back before a reveal and none after it, the wall
// in the dark while phones play on, all look up, a locked door, a round left out,
// a reason kept.
func TestWorkshopConsole(t *testing.T) {
	t.Parallel()
	r := openRoom(visit(t, "en"))
	phone := r.join("en")
	wall := r.host.open(r.host.get(r.address()).link(say(t, "en", "workshop.do.screen"))).path
	r.to("vote")
	vote := r.phone(phone).doing("vote")
	vote.with("option", vote.offers["option"][1]).send().leadsTo("/w/" + r.id)
	r.console().doing("back").send().follow().wants(200, say(t, "en", "workshop.phase.inject"))
	r.next()
	r.phone(phone).wants(200, say(t, "en", "workshop.vote.sent", "letter", "B")) // nothing was lost
	r.console().doing("blackout").send().leadsTo(r.address())
	dark := r.host.get(wall).wants(200, say(t, "en", "workshop.wall.dark"))
	if n := strings.Count(dark.text(), " "); n > 40 {
		t.Errorf("a dark wall says %q", dark.text())
	}
	r.phone(phone).wants(200, say(t, "en", "workshop.vote.change"))
	r.console().doing("blackout").send().leadsTo(r.address())
	r.host.get(wall).wants(200, say(t, "en", "workshop.wall.vote"))
	r.console().doing("plenary").send().leadsTo(r.address())
	r.phone(phone).wants(200, say(t, "en", "workshop.plenary"))
	r.host.get(wall).wants(200, say(t, "en", "workshop.wall.plenary"))
	r.console().doing("lock").send().leadsTo(r.address())
	visit(t, "en").get("/join/"+r.code).wants(200, say(t, "en", "workshop.error.locked"))
	r.host.get(wall).wants(200, say(t, "en", "workshop.wall.locked"))
	r.phone(phone).wants(200) // who has a seat keeps it
	r.console().doing("lock").send().leadsTo(r.address())
	r.join("en")
	r.to("decide")
	r.phone(phone).lacks(say(t, "en", "workshop.plenary")) // it ends with the phase
	f := r.phone(phone).doing("decision")
	f.with("option", f.offers["option"][0]).with("reason", "worth keeping").send().leadsTo("/w/" + r.id)
	p := r.to("reveal")
	if back := p.doing("back"); back.send().status != 409 {
		t.Error("one step back after the reveal")
	}
	p.doing("keep").send().follow().wants(200, say(t, "en", "workshop.quotes"), say(t, "en", "workshop.do.unkeep"))
	r.to("inject")
	r.console().doing("skip").send().follow().wants(200, say(t, "en", "workshop.round", "n", 3, "total", 4))
	r.phone(phone).wants(200, say(t, "en", "workshop.round", "n", 3, "total", 4))
	r.to("describe")
	r.phone(phone).wants(200)
	r.to("transition")
	r.host.get(wall).wants(200, "worth keeping")
}

// TestWorkshopFacilitatorGone: nothing moves without a facilitator and nobody
// becomes one; whoever opens the host link goes on where the session stands,
// also after a restart, and the first console still works.
func TestWorkshopFacilitatorGone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := started(t, "--data", dir)
	r := openRoom(newBrowser(t, server.base, "en"))
	phones := []*browser{r.join("en"), r.join("nl")}
	links := r.host.get(r.address() + "/links").wants(200)
	at := strings.Index(links.body, "/h/")
	link := links.body[at : at+len("/h/")+26]
	r.to("vote")
	old := r.host
	server.stop()
	again := started(t, "--data", dir)
	r.base, old.base = again.base, again.base
	for _, b := range phones {
		b.base = again.base
		vote := r.phone(b).wants(200).doing("vote")
		vote.with("option", vote.offers["option"][0]).send().leadsTo("/w/" + r.id)
		b.post(r.address(), url.Values{"do": {"next"}}).wants(404, say(t, b.accept, "workshop.error.host"))
		b.get("/host").lacks(say(t, b.accept, "workshop.host.resume.button"))
	}
	r.host = newBrowser(t, again.base, "nl")
	r.host.get(link).leadsTo(r.address())
	r.console().wants(200, say(t, "nl", "workshop.phase.vote"))
	r.next()
	old.get(r.address()).wants(200, say(t, "en", "workshop.phase.decide"))
	old.get("/host").wants(200, say(t, "en", "workshop.host.resume.button"))
	if r.clock().Phase != "decide" {
		t.Errorf("in %s", r.clock().Phase)
	}
}

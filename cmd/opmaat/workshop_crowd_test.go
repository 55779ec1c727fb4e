package main

import (
	"sync"
	"testing"
)

// A town hall is one address to the outside. This many people come in at once,
// and so many of them type a wrong code first.
const (
	crowd    = 60
	mistyped = 15
)

// TestWorkshopRoomThatMistypes: what a room behind one address gets wrong makes
// it slower, but nobody stays outside, and all vote at once.
func TestWorkshopRoomThatMistypes(t *testing.T) {
	t.Parallel()
	server := started(t, "--data", t.TempDir())
	r := openRoom(newBrowser(t, server.base, "en"))
	phones := make([]*browser, crowd)
	together(crowd, func(n int) {
		phones[n] = newBrowser(t, server.base, "en")
		if n < mistyped {
			phones[n].get("/join/" + wrongCode(r.code, n)).wants(404)
		}
		at := "/join/" + r.code
		phones[n].get(at).wants(200).form(at).send().leadsTo("/w/" + r.id)
	})
	r.to("vote")
	together(crowd, func(n int) {
		f := r.phone(phones[n]).doing("vote")
		f.with("option", f.offers["option"][n%4]).send().leadsTo("/w/" + r.id)
	})
	r.console().wants(200, say(t, "en", "workshop.vote.count", "n", 5, "of", 5)).lacks(say(t, "en", "workshop.waiting", "count", 1))
}

// together calls f for each number below n, all at once.
func together(n int, f func(int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

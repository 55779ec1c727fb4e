package content

import (
	"math/rand/v2"
	"os"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/balance"
)

// dorpLeaf is a condition on something in the small scenario.
func dorpLeaf(r *rand.Rand) whenEntry {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	switch r.IntN(8) {
	case 0:
		return whenEntry{Chose: pick("d1.ask", "d1.launch", "d3.test", "d4.leave")}
	case 1:
		return whenEntry{Moved: pick("m.talks", "m.manual", "m.host")}
	case 2:
		return whenEntry{Happened: pick("e.client", "e.storm", "e.leaves")}
	case 3:
		return whenEntry{Channel: []string{pick("none", "network")}}
	case 4:
		return whenEntry{Round: &spanEntry{Lte: number(1 + r.IntN(4))}}
	case 5:
		return whenEntry{Need: pick("know", "news")}
	case 6:
		return whenEntry{Ind: "own", Gte: number(1 + r.IntN(100))}
	}
	return whenEntry{Flag: pick("asked", "rules", "manual", "hosted")}
}

func dorpCondition(r *rand.Rand) whenEntry {
	parts := []whenEntry{dorpLeaf(r), dorpLeaf(r), dorpLeaf(r)}
	if r.IntN(3) == 0 {
		inner := dorpLeaf(r)
		parts = append(parts, whenEntry{Not: &inner})
	}
	return whenEntry{All: parts}
}

// TestWorldAgainstGames: what is said never to hold at a moment does not hold in
// games, tested as the condition of the first case of an event.
func TestWorldAgainstGames(t *testing.T) {
	report := Report{Files: map[string]int{}}
	p := readScenario(os.DirFS("testdata/scenario"), assessment.Ref{ID: "dorp", Version: 1}, &report)
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	w := p.newWorld("any game", p.schedule(false), p.pack.body.Events.Full, p.sites())
	r := rand.New(rand.NewPCG(7, 2026))
	never, came := 0, 0
	for range 400 {
		when := dorpCondition(r)
		at := site{d: p.events.document, path: "events[0].cases[0]", key: "when", when: &when, cause: ofEvent}
		yes, _, ever := w.verdict(at)
		if !ever {
			t.Fatal("the event never comes")
		}
		d := p.define()
		d.Events[0].Cases[0].When = when.condition()
		sc, err := game.New(d)
		if err != nil {
			t.Fatal(err)
		}
		reached := balance.Reach(sc, 100, 1).Cases["e.client/ready"]
		switch {
		case !yes && reached:
			t.Fatalf("said never to hold, but came: %+v", when)
		case !yes:
			never++
		case reached:
			came++
		}
	}
	if never < 40 || came < 40 {
		t.Errorf("only %d never and %d that came", never, came)
	}
}

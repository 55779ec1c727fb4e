package web

import (
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/game"
)

// readCauses reads the short account of a round: whole sentences, few of them,
// the event always and the heaviest effect always among them.
func readCauses(t *testing.T, sp *speaker, where string, round int, facts, before []game.Fact) {
	t.Helper()
	told := sp.causes(round, facts, before)
	if len(told) > mostCauses+3 { // the event, a channel that opens, and time when taking part came to another band
		t.Errorf("%s round %d: %d causes", where, round, len(told))
	}
	var names []string
	for _, c := range told {
		checkSentence(t, where+" "+c.Cause, c.Text)
		names = append(names, c.Cause)
	}
	heaviest, name := 0, ""
	for _, e := range effectsOf(facts, func(c *game.Cause) bool { return c.Held }) {
		moved := 0
		for _, f := range e.facts {
			moved += sp.weight(f)
		}
		if moved > heaviest {
			heaviest, name = moved, sp.causeName(round, &e.cause)
		}
	}
	if heaviest > 0 && !slices.Contains(names, name) {
		t.Errorf("%s round %d: %q moved most and is not among %q", where, round, name, names)
	}
}

// TestCausesAreFew: of many causes the heaviest stay, in their order, the event
// with them, and what one cause did stands in one place.
func TestCausesAreFew(t *testing.T) {
	made := func(name string, weight int, always bool) cause {
		return cause{causeView: causeView{"up", name, "Did " + name + "."}, weight: weight, always: always}
	}
	got := byCause(heaviest([]cause{made("a", 600, false), made("a", 900, false), made("b", 100, false), made("c", 500, false), made("d", 0, false), made("e", 400, false), made("event", 0, true)}))
	var names []string
	for _, c := range got {
		names = append(names, c.Cause)
	}
	if strings.Join(names, " ") != "a c event" || got[0].Text != "Did a. Did a." {
		t.Errorf("%q %q", names, got[0].Text)
	}
	mixed := byCause([]cause{{causeView: causeView{"up", "a", "Up."}}, {causeView: causeView{"down", "a", "Down."}}, {causeView: causeView{"note", "b", "So."}}, {causeView: causeView{"down", "b", "Down."}}})
	if len(mixed) != 2 || mixed[0].Kind != "mixed" || mixed[1].Kind != "down" {
		t.Errorf("%v", mixed)
	}
	if got := heaviest(nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// TestTurning: what an ending names as the decision that helped most, and as the
// round where another choice would have, agrees with the page of what if.
func TestTurning(t *testing.T) {
	p := begun(t, "oostkade", nil)
	for round := 1; round <= 6; round++ {
		p.decide(1, round, (round*round)%4)
	}
	x, err := p.playedFrom("en", p.only(), p.sc, 1)
	if err != nil {
		t.Fatal(err)
	}
	view, err := x.turning()
	if err != nil {
		t.Fatal(err)
	}
	own, most, where := p.sc.Outcome(x.play.Last()), 0, ""
	for _, turn := range x.turns {
		for _, o := range p.sc.Dilemmas[turn.Round-1].Options {
			end, _, err := p.sc.Otherwise(x.solo.Setup, x.solo.Needs, x.turns, turn.Round, o.ID)
			if err != nil {
				t.Fatal(err)
			}
			if gain := p.sc.Outcome(&end) - own; gain > most {
				most, where = gain, x.roundAddress(turn.Round)+"/other"
			}
		}
	}
	if most < leastTurn || view.Other != where {
		t.Errorf("most is %d at %s, named is %q", most, where, view.Other)
	}
	checkSentence(t, "missed", view.Missed)
	checkSentence(t, "helped", view.Helped)
	p.open("/game/play/1/ending").wants(200, view.Helped, view.Missed, `href="`+where+`"`)
}

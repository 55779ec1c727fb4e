package content

import (
	"math/rand/v2"
	"testing"
)

// facts is a small situation in which conditions can be tested.
type facts struct {
	flags   [3]bool
	own     int
	round   int
	channel string
	chosen  string
}

func (f facts) holds(e *whenEntry) bool {
	switch {
	case len(e.All) > 0:
		for i := range e.All {
			if !f.holds(&e.All[i]) {
				return false
			}
		}
		return true
	case len(e.Any) > 0:
		for i := range e.Any {
			if f.holds(&e.Any[i]) {
				return true
			}
		}
		return false
	case e.Not != nil:
		return !f.holds(e.Not)
	case e.Flag != "":
		return f.flags[e.Flag[0]-'a']
	case e.Ind != "":
		return (e.Gte == nil || f.own >= *e.Gte) && (e.Lt == nil || f.own < *e.Lt)
	case e.Round != nil:
		return e.Round.holds(f.round)
	case e.Chose != "":
		return f.chosen == e.Chose
	}
	for _, id := range e.Channel {
		if id == f.channel {
			return true
		}
	}
	return false
}

func allFacts() []facts {
	var out []facts
	for n := range 8 {
		for own := 0; own <= 100; own += 5 {
			for round := 1; round <= 3; round++ {
				for _, channel := range []string{"none", "network", "meetings"} {
					for _, chosen := range []string{"d1.a", "d1.b"} {
						out = append(out, facts{[3]bool{n&1 > 0, n&2 > 0, n&4 > 0}, own, round, channel, chosen})
					}
				}
			}
		}
	}
	return out
}

func number(n int) *int { return &n }

func leaf(r *rand.Rand) whenEntry {
	switch r.IntN(7) {
	case 0:
		return whenEntry{Ind: "own", Gte: number(r.IntN(20) * 5)}
	case 1:
		return whenEntry{Ind: "own", Lt: number(r.IntN(20) * 5)}
	case 2:
		return whenEntry{Round: &spanEntry{Gte: number(1 + r.IntN(3))}}
	case 3:
		return whenEntry{Channel: []string{"none", "network", "meetings"}[r.IntN(2) : 2+r.IntN(2)]}
	case 4:
		return whenEntry{Chose: []string{"d1.a", "d1.b"}[r.IntN(2)]}
	}
	return whenEntry{Flag: string(rune('a' + r.IntN(3)))}
}

func anyCondition(r *rand.Rand, depth int) whenEntry {
	kind := r.IntN(6)
	if depth == 0 || kind > 3 {
		return leaf(r)
	}
	if kind == 3 {
		inner := anyCondition(r, depth-1)
		return whenEntry{Not: &inner}
	}
	var parts []whenEntry
	for range 2 + r.IntN(2) {
		parts = append(parts, anyCondition(r, depth-1))
	}
	if kind == 0 {
		return whenEntry{Any: parts}
	}
	return whenEntry{All: parts}
}

// TestImplies: what is said to follow, or to be impossible, is so in every
// situation.
func TestImplies(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	situations := allFacts()
	p := &scenarioPack{}
	p.known.options = index{"d1.a": 0, "d1.b": 0}
	follows, excluded := 0, 0
	for range 4000 {
		a, b := anyCondition(r, 2), anyCondition(r, 2)
		if implies(&a, &b) {
			follows++
			for _, f := range situations {
				if f.holds(&a) && !f.holds(&b) {
					t.Fatalf("%+v does not imply %+v in %+v", a, b, f)
				}
			}
		}
		if len(a.All) > 0 && contradicts(a.All, p) {
			excluded++
			for _, f := range situations {
				if f.holds(&a) {
					t.Fatalf("%+v holds in %+v", a, f)
				}
			}
		}
	}
	if follows < 50 || excluded < 50 {
		t.Errorf("only %d follow and %d exclude each other", follows, excluded)
	}
}

// TestImpliesKnown: what an author would see at a glance is seen.
func TestImpliesKnown(t *testing.T) {
	flag := func(id string) whenEntry { return whenEntry{Flag: id} }
	low := whenEntry{Ind: "own", Lt: number(30)}
	lower := whenEntry{Ind: "own", Lt: number(20)}
	for name, pair := range map[string][2]whenEntry{
		"narrower":      {lower, low},
		"all":           {{All: []whenEntry{flag("a"), low}}, low},
		"all in all":    {{All: []whenEntry{flag("a"), lower, flag("b")}}, {All: []whenEntry{low, flag("b")}}},
		"any":           {flag("a"), {Any: []whenEntry{low, flag("a")}}},
		"any in any":    {{Any: []whenEntry{lower, flag("a")}}, {Any: []whenEntry{flag("a"), low}}},
		"not":           {{Not: &low}, {Not: &lower}},
		"channels":      {{Channel: []string{"network"}}, {Channel: []string{"none", "network"}}},
		"rounds":        {{Round: &spanEntry{Gte: number(2), Lte: number(3)}}, {Round: &spanEntry{Gte: number(2)}}},
		"same distance": {{Seg: "crew", Gte: number(40)}, {Seg: "crew", Gte: number(40)}},
	} {
		if !implies(&pair[0], &pair[1]) {
			t.Errorf("%s: not seen", name)
		}
		if implies(&pair[1], &pair[0]) && name != "same distance" {
			t.Errorf("%s: the other way round", name)
		}
	}
}

// TestPaths: a key with a full stop keeps its place in a path.
func TestPaths(t *testing.T) {
	for path, want := range map[string][2]string{
		join("options", "d1.ask") + ".label":         {"options[d1.ask]", "options.*.label"},
		join("options", "d1.ask"):                    {"options", "options.*"},
		"situation[2]":                               {"situation", "situation.*"},
		"dilemmas.d1.hints.staff":                    {"dilemmas.d1.hints", "dilemmas.*.hints.*"},
		join("events", "e.storm") + ".cases.ready":   {"events[e.storm].cases", "events.*.cases.*"},
		at(join("endings", "leak")+".prompts", 1):    {"endings.leak.prompts", "endings.*.prompts.*"},
		join("because", "d4.test.learned"):           {"because", "because.*"},
		"title":                                      {"", "title"},
		at(at("dilemmas", 1, "options"), 2, "label"): {"dilemmas[1].options[2]", "dilemmas.*.options.*.label"},
	} {
		if got := parent(path); got != want[0] {
			t.Errorf("parent of %s: %q, want %q", path, got, want[0])
		}
		if got := shape(path); got != want[1] {
			t.Errorf("shape of %s: %q, want %q", path, got, want[1])
		}
	}
}

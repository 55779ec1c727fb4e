package recommend

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The generators draw catalogues and situations of every shape: unknown cells
// and facts, ended products, rules that do not fit, few tools and many.

func drawFact(t *rapid.T, label string) Fact[bool] {
	return Fact[bool]{Known: rapid.Bool().Draw(t, label+" known"), Value: rapid.Bool().Draw(t, label)}
}

func drawCell(t *rapid.T) Cell {
	cell := Cell{Value: rapid.IntRange(0, 3).Draw(t, "value"), Known: rapid.IntRange(0, 9).Draw(t, "known") > 0, Kind: Assumption}
	if rapid.IntRange(0, 4).Draw(t, "seed") == 0 {
		cell.HasSeed, cell.SeedValue = true, rapid.IntRange(0, 3).Draw(t, "seed value")
	}
	return cell
}

func drawReadiness(t *rapid.T) Readiness {
	level := rapid.IntRange(0, 100)
	return Readiness{float64(level.Draw(t, "people")), float64(level.Draw(t, "culture")), float64(level.Draw(t, "channels"))}
}

func drawCatalogue(t *rapid.T) *Catalogue {
	c := &Catalogue{Tools: make([]Tool, rapid.IntRange(1, 7).Draw(t, "tools"))}
	for i := range c.Tools {
		tool := &c.Tools[i]
		tool.ID, tool.Ended = fmt.Sprint("tool", i), rapid.IntRange(0, 9).Draw(t, "ended") == 0
		tool.Rules = rapid.SliceOfNDistinct(rapid.SampledFrom(Rules), 0, 3, rapid.ID[string]).Draw(t, "rules")
		tool.Required = drawReadiness(t)
		for n := range tool.Needs {
			tool.Needs[n] = drawCell(t)
		}
	}
	return c
}

func drawSituation(t *rapid.T) Situation {
	s := Situation{WorkaroundOK: rapid.Bool().Draw(t, "workaround")}
	for _, name := range Facts {
		if fact := s.Bool(name); fact != nil {
			*fact = drawFact(t, name)
		}
	}
	if rapid.Bool().Draw(t, "staff known") {
		s.Staff = Known(rapid.IntRange(0, 60).Draw(t, "staff"))
	}
	if rapid.Bool().Draw(t, "admin known") {
		s.AdminFTE = Known(float64(rapid.IntRange(0, 8).Draw(t, "admin")) / 20)
	}
	if rapid.Bool().Draw(t, "tested") {
		have := drawReadiness(t)
		s.Readiness = &have
	}
	// Musts are rare, or no tool would ever be left.
	choice := rapid.SampledFrom([]Weight{Wont, Wont, Wont, Wont, Could, Could, Should, Should, Should, Must})
	for n := range s.Needs {
		s.Needs[n] = choice.Draw(t, Needs[n])
	}
	if !s.asks() {
		s.Needs[0] = Should
	}
	if rapid.IntRange(0, 3).Draw(t, "own weights") == 0 {
		s.Weights = [4]float64{0, 1.5, 1.5, 7}
	}
	return s
}

func drawMode(t *rapid.T) Mode { return rapid.SampledFrom([]Mode{Now, SeedMode}).Draw(t, "mode") }

// property checks something about random recommendations.
func property(t *testing.T, check func(*rapid.T, *Catalogue, Situation, Mode)) {
	rapid.Check(t, func(t *rapid.T) { check(t, drawCatalogue(t), drawSituation(t), drawMode(t)) })
}

func close9(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestWhole(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		r := Recommend(c, s, mode)
		seen, shares := map[int]bool{}, 0.0
		for i := range r.Ranking {
			tool := &r.Ranking[i]
			seen[tool.Tool] = true
			shares += tool.FirstShare
			sum := 0.0
			for _, v := range tool.Contributions {
				sum += v
			}
			if !close9(sum, tool.Fit) || tool.FitLow > tool.Fit || tool.Fit > tool.FitHigh || tool.FitHigh > 1 || tool.FitLow < 0 {
				t.Fatalf("contributions add up to %v: %+v", sum, tool)
			}
			want := tool.Fit
			if s.Readiness != nil {
				want = 0.7*tool.Fit + 0.3*tool.Feasibility.Value
			}
			if !close9(tool.Rank, want) || tool.Feasibility.Known != (s.Readiness != nil) || tool.Feasibility.Value < 0 || tool.Feasibility.Value > 1 {
				t.Fatalf("rank %v, want %v", tool.Rank, want)
			}
			if i > 0 && tool.Rank > r.Ranking[i-1].Rank+epsilon {
				t.Fatalf("place %d ranks higher than the one before", i)
			}
			if tool.Dominated && tool.FirstShare > 0 {
				t.Fatalf("a dominated tool comes first in %v", tool.FirstShare)
			}
		}
		for _, x := range r.Excluded {
			seen[x.Tool] = true
			if len(x.Rules) == 0 || c.Tools[x.Tool].Ended != (x.Rules[0].Rule == "K8") {
				t.Fatalf("%+v", x)
			}
		}
		if len(seen) != len(c.Tools) || len(r.Ranking)+len(r.Excluded) != len(c.Tools) {
			t.Fatal("a tool is missing or stands twice")
		}
		if len(r.Ranking) > 0 && !close9(shares, 1) {
			t.Fatalf("the first shares add up to %v", shares)
		}
		if !reflect.DeepEqual(r, Recommend(c, s, mode)) {
			t.Fatal("not the same twice")
		}
	})
}

// TestOtherTools: a tool more or less changes nothing about the others; and if
// it never came first, not even a single draw.
func TestOtherTools(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		gone := rapid.IntRange(0, len(c.Tools)-1).Draw(t, "gone")
		fewer := &Catalogue{Tools: slices.Delete(slices.Clone(c.Tools), gone, gone+1)}
		with, without := Recommend(c, s, mode), Recommend(fewer, s, mode)
		place := with.Place(gone)
		idle := place >= 0 && with.Ranking[place].FirstShare == 0
		if place >= 0 {
			with.Ranking = slices.Delete(with.Ranking, place, place+1)
		}
		if len(with.Ranking) != len(without.Ranking) {
			t.Fatal("another tool came or went")
		}
		for i := range with.Ranking {
			a, b := &with.Ranking[i], &without.Ranking[i]
			if c.Tools[a.Tool].ID != fewer.Tools[b.Tool].ID {
				t.Fatalf("place %d changed", i)
			}
			if a.Fit != b.Fit || a.FitLow != b.FitLow || a.FitHigh != b.FitHigh || a.Feasibility != b.Feasibility || a.Rank != b.Rank || a.Contributions != b.Contributions {
				t.Fatalf("numbers changed: %+v, %+v", a, b)
			}
			if idle && a.FirstShare != b.FirstShare {
				t.Fatalf("draws shifted: %v, %v", a.FirstShare, b.FirstShare)
			}
		}
	})
}

// TestHigherValue: a better tool never stands lower, and is never knocked out for it.
func TestHigherValue(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		i := rapid.IntRange(0, len(c.Tools)-1).Draw(t, "tool")
		n := rapid.IntRange(0, NeedCount-1).Draw(t, "need")
		cell := &c.Tools[i].Needs[n]
		cell.Known, cell.HasSeed = true, false
		worse := Recommend(c, s, mode)
		cell.Value = rapid.IntRange(cell.Value, 3).Draw(t, "higher")
		better := Recommend(c, s, mode)
		before, after := worse.Place(i), better.Place(i)
		if before >= 0 && (after < 0 || after > before) {
			t.Fatalf("place %d became %d", before, after)
		}
	})
}

// TestUnknownNeverKnocksOut: forgetting a fact only lets tools in.
func TestUnknownNeverKnocksOut(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		before := Recommend(c, s, mode)
		switch name := rapid.SampledFrom(Facts).Draw(t, "forgotten"); name {
		case FactStaff:
			s.Staff.Known = false
		case FactAdminFTE:
			s.AdminFTE.Known = false
		default:
			s.Bool(name).Known = false
		}
		mustKeep(t, before, Recommend(c, s, mode))
		nothing := Situation{Needs: s.Needs, WorkaroundOK: s.WorkaroundOK}
		for _, x := range Recommend(c, nothing, mode).Excluded {
			for _, hit := range x.Rules {
				if hit.Rule != "K8" && hit.Rule != "K10" {
					t.Fatalf("%s fired on nothing known", hit.Rule)
				}
			}
		}
	})
}

func mustKeep(t *rapid.T, before, after Recommendation) {
	for _, tool := range before.Ranking {
		if after.Place(tool.Tool) < 0 {
			t.Fatalf("tool %d was removed", tool.Tool)
		}
	}
}

// TestFavourable: the change that lets one tool pass removes no other; all of a
// tool's changes let it pass; and every hit needs its change.
func TestFavourable(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		before := Recommend(c, s, mode)
		for _, x := range before.Excluded {
			all := s
			for _, hit := range x.Rules {
				one := s
				hit.Change.Apply(&one)
				after := Recommend(c, one, mode)
				mustKeep(t, before, after)
				if (after.Place(x.Tool) >= 0) != (len(distinct(x.Rules)) == 1 && hit.Rule != "K8") {
					t.Fatalf("%s alone, of %v: place %d", hit.PassesIf, x.Rules, after.Place(x.Tool))
				}
				hit.Change.Apply(&all)
			}
			if place := judge(c, &all, mode); !c.Tools[x.Tool].Ended && place.Place(x.Tool) < 0 {
				t.Fatalf("all changes of %v do not let the tool pass", x.Rules)
			}
		}
	})
}

func distinct(hits []Hit) []Change {
	var out []Change
	for _, hit := range hits {
		if !slices.Contains(out, hit.Change) {
			out = append(out, hit.Change)
		}
	}
	return out
}

// TestTipping: at every tip two tools are level, just before it the first leads
// and just beyond it the winner does; and no other tool overtakes before it.
func TestTipping(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		r := Recommend(c, s, mode)
		for _, tip := range r.Tipping {
			rankAt := func(weight float64, tool int) float64 {
				sc := newScale(&s)
				sc.total += weight - sc.weight[tip.Need]
				sc.weight[tip.Need] = weight
				var ranked Ranked
				ranked.fit(&c.Tools[tool], &sc, mode)
				return rank(ranked.Fit, r.Ranking[r.Place(tool)].Feasibility, fitShare)
			}
			first := r.Ranking[0].Tool
			if !close9(rankAt(tip.Weight, first), rankAt(tip.Weight, tip.Winner)) {
				t.Fatalf("not level at %+v", tip)
			}
			step := math.Copysign(1e-4, tip.Weight-tip.Present)
			if tip.Weight != tip.Present && tip.Weight > step && rankAt(tip.Weight+step, first) >= rankAt(tip.Weight+step, tip.Winner) {
				t.Fatalf("the winner does not lead beyond %+v", tip)
			}
			for _, tool := range r.Ranking[1:] {
				if middle := (tip.Weight + tip.Present) / 2; rankAt(middle, first) < rankAt(middle, tool.Tool)-epsilon {
					t.Fatalf("%+v: tool %d leads before", tip, tool.Tool)
				}
			}
		}
	})
}

// TestMissingMatters: what is not named as missing changes nothing, and the
// ways out of none yet are ways out.
func TestMissingMatters(t *testing.T) {
	property(t, func(t *rapid.T, c *Catalogue, s Situation, mode Mode) {
		r := Recommend(c, s, mode)
		for _, name := range Facts {
			fact := s.Bool(name)
			if fact == nil || fact.Known && !slices.Contains(r.Missing, name) {
				continue
			}
			if fact.Known {
				t.Fatalf("%s is known and missing", name)
			}
			changed := false
			for _, value := range []bool{true, false} {
				other := s
				*other.Bool(name) = Known(value)
				changed = changed || len(Recommend(c, other, mode).Ranking) != len(r.Ranking)
			}
			if changed != slices.Contains(r.Missing, name) {
				t.Fatalf("%s changes the ranking: %v; missing: %v", name, changed, r.Missing)
			}
		}
		for _, removal := range r.Cheapest {
			after := s
			for _, change := range removal.Changes {
				change.Apply(&after)
			}
			if then := judge(c, &after, mode); !then.serves() || then.Ranking[0].Rank != removal.Rank {
				t.Fatalf("%+v does not help", removal)
			}
		}
	})
}

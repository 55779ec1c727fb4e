package recommend

import (
	"cmp"
	"slices"
	"strings"
)

// Removal is a way out of "none of these yet": the changes, the tools that pass
// then (besides those that pass now), and the rank of the best tool.
type Removal struct {
	Changes []Change
	Opens   []int // indices in Catalogue.Tools, best first
	Rank    float64
}

// cost orders changes by the effort they take. The numbers are our own
// estimate: a decision costs least, then an agreement, then people and money,
// then what others decide.
var cost = map[string]int{
	FactWorkaroundOK:    1, // decide
	"":                  2, // lower a Must to Should
	FactStaff:           3, // start with a smaller group
	FactConfidential:    4, // agree to keep such matters elsewhere
	FactAdminFTE:        5, // free hours
	FactSelfHosting:     6, // find a hosting partner
	FactIntranet:        7, // budget for an intranet
	FactMicrosoft365:    8, // buy licences
	FactClosed:          9, // give up a security wish
	FactPrivateAccounts: 10,
	FactEUControl:       11,
	FactRetentionDuty:   12,
}

// cheapest tries, for every excluded tool, all changes that it needs, and keeps
// the two cheapest ways after which some tool serves well enough. One change is
// cheaper than two, whatever they are; a way that only adds changes to another
// that was kept is left out.
func cheapest(c *Catalogue, s *Situation, mode Mode, excluded []Exclusion) []Removal {
	ways := waysOut(excluded)
	slices.SortStableFunc(ways, func(a, b []Change) int {
		return cmp.Or(len(a)-len(b), price(a)-price(b))
	})
	var out []Removal
	for _, way := range ways {
		contained := func(r Removal) bool { return containsAll(way, r.Changes) }
		if slices.ContainsFunc(out, contained) {
			continue
		}
		if r, ok := try(c, *s, mode, way, excluded); ok {
			out = append(out, r)
		}
		if len(out) == 2 {
			break
		}
	}
	return out
}

// waysOut are the distinct sets of changes that let one excluded tool pass.
func waysOut(excluded []Exclusion) [][]Change {
	var ways [][]Change
	for _, x := range excluded {
		var way []Change
		possible := true
		for _, hit := range x.Rules {
			possible = possible && hit.Change.Possible()
			if !slices.Contains(way, hit.Change) {
				way = append(way, hit.Change)
			}
		}
		slices.SortFunc(way, func(a, b Change) int { return strings.Compare(a.String(), b.String()) })
		known := func(w []Change) bool { return slices.Equal(w, way) }
		if possible && !slices.ContainsFunc(ways, known) {
			ways = append(ways, way)
		}
	}
	return ways
}

func price(way []Change) int {
	sum := 0
	for _, change := range way {
		sum += cost[change.Fact]
	}
	return sum
}

func containsAll(way, part []Change) bool {
	return !slices.ContainsFunc(part, func(c Change) bool { return !slices.Contains(way, c) })
}

func try(c *Catalogue, s Situation, mode Mode, way []Change, excluded []Exclusion) (Removal, bool) {
	for _, change := range way {
		change.Apply(&s)
	}
	then := judge(c, &s, mode)
	out := Removal{Changes: way}
	for _, t := range then.Ranking {
		if slices.ContainsFunc(excluded, func(x Exclusion) bool { return x.Tool == t.Tool }) {
			out.Opens = append(out.Opens, t.Tool)
		}
	}
	if !then.serves() {
		return out, false
	}
	out.Rank = then.Ranking[0].Rank
	return out, true
}

// Block is one reason for exclusions and the tools it hits.
type Block struct {
	Change Change
	Tools  []int // indices in Catalogue.Tools
}

// Blocking gathers the exclusions by what would have to change, the reason that
// excludes most tools first. Ended products are left out: nothing lets them pass.
func (r *Recommendation) Blocking() []Block {
	var blocks []Block
	for _, x := range r.Excluded {
		for _, hit := range x.Rules {
			if !hit.Change.Possible() {
				continue
			}
			i := slices.IndexFunc(blocks, func(b Block) bool { return b.Change == hit.Change })
			if i < 0 {
				i, blocks = len(blocks), append(blocks, Block{Change: hit.Change})
			}
			if !slices.Contains(blocks[i].Tools, x.Tool) {
				blocks[i].Tools = append(blocks[i].Tools, x.Tool)
			}
		}
	}
	slices.SortStableFunc(blocks, func(a, b Block) int { return len(b.Tools) - len(a.Tools) })
	return blocks
}

package content

import (
	"reflect"
	"slices"
)

// same says whether two conditions are written the same.
func (e whenEntry) same(other *whenEntry) bool { return reflect.DeepEqual(e, *other) }

// implies says whether b holds whenever a does, as far as their form shows it.
func implies(a, b *whenEntry) bool {
	switch {
	case b == nil:
		return true
	case a == nil:
		return false
	case len(b.All) > 0:
		return !slices.ContainsFunc(b.All, func(part whenEntry) bool { return !implies(a, &part) })
	case len(a.Any) > 0:
		return !slices.ContainsFunc(a.Any, func(part whenEntry) bool { return !implies(&part, b) })
	case len(a.All) > 0 && slices.ContainsFunc(a.All, func(part whenEntry) bool { return implies(&part, b) }):
		return true
	case len(b.Any) > 0:
		return slices.ContainsFunc(b.Any, func(part whenEntry) bool { return implies(a, &part) })
	case a.Not != nil && b.Not != nil:
		return implies(b.Not, a.Not)
	}
	return impliesLeaf(a, b)
}

func impliesLeaf(a, b *whenEntry) bool {
	switch {
	case len(a.All) > 0 || a.Not != nil || b.Not != nil:
		return false
	case a.Ind != "" || a.Seg != "":
		return a.Ind == b.Ind && a.Seg == b.Seg && within(a.Gte, b.Gte, a.Lt, b.Lt)
	case a.Round != nil && b.Round != nil:
		return within(a.Round.Gte, b.Round.Gte, a.Round.Lte, b.Round.Lte)
	case len(a.Channel) > 0 && len(b.Channel) > 0:
		return !slices.ContainsFunc(a.Channel, func(id string) bool { return !slices.Contains(b.Channel, id) })
	case reflect.ValueOf(*a).IsZero():
		return false // without a kind: told elsewhere
	}
	return a.same(b)
}

// within says whether the span of a lies in that of b; nil is no limit.
func within(lowA, lowB, highA, highB *int) bool {
	return (lowB == nil || lowA != nil && *lowA >= *lowB) && (highB == nil || highA != nil && *highA <= *highB)
}

// contradicts says whether the parts of an all exclude each other: two options
// of one dilemma, a value both high and low, more needs than a team picks, a
// condition and its opposite.
func contradicts(parts []whenEntry, p *scenarioPack) bool {
	chosen, needs := map[int]string{}, map[string]bool{}
	low, high := map[string]int{}, map[string]int{}
	for _, part := range parts {
		if dilemma, ok := p.known.options[part.Chose]; ok {
			if other, twice := chosen[dilemma]; twice && other != part.Chose {
				return true
			}
			chosen[dilemma] = part.Chose
		}
		if p.known.needs.has(part.Need) {
			needs[part.Need] = true
		}
		name := "ind " + part.Ind + " seg " + part.Seg
		if part.Gte != nil {
			low[name] = max(low[name], *part.Gte)
		}
		if part.Lt != nil {
			high[name] = min(*part.Lt, highest(high, name))
		}
		if part.Not != nil && slices.ContainsFunc(parts, func(other whenEntry) bool { return implies(&other, part.Not) }) {
			return true
		}
	}
	for name, gte := range low {
		if gte >= highest(high, name) {
			return true
		}
	}
	return p.pack.body.PickNeeds > 0 && len(needs) > p.pack.body.PickNeeds
}

func highest(of map[string]int, name string) int {
	if n, there := of[name]; there {
		return n
	}
	return 101
}

// checkFirstThatHolds checks a list of which the first whose condition holds is
// taken: the last one has no condition, the others have one, and none stands
// behind another that holds whenever it does.
func (d *document) checkFirstThatHolds(list, kind string, n int, entry func(int) (id string, when *whenEntry)) {
	if n > maxEndings {
		return // told elsewhere
	}
	for i := range n {
		id, when := entry(i)
		path := at(list, i)
		_, there := d.places[path+".when"]
		switch {
		case there && i == n-1:
			d.problem(path+".when", "the last %s must have no when, so that one always holds", kind)
		case !there && i < n-1 && d.given(path):
			d.problem(path, "%s %q has no when, so those after it are never reached; only the last has none", kind, id)
			return
		}
		for j := range i {
			before, earlier := entry(j)
			if when != nil && earlier != nil && implies(when, earlier) {
				d.problem(path+".when", "%s %q is never reached: whenever it holds, %q in line %d holds too and comes first",
					kind, id, before, d.place(at(list, j)).line)
				break
			}
		}
	}
}

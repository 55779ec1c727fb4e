package chart

import (
	"cmp"
	"math"
	"slices"
)

// offer is a seat with the areas that the name and its pole take.
type offer struct {
	seat
	name, flag area
}

// clash says whether two names cannot both have what they are offered. Two poles
// may run along each other.
func (o *offer) clash(other *offer) bool {
	return !o.name.apart(&other.name) ||
		o.pole && !o.flag.apart(&other.name) || other.pole && !other.flag.apart(&o.name)
}

// price is what an offer costs: a pole costs its length and more.
func (o *offer) price() float64 {
	if o.pole {
		return 20 + math.Abs(o.dy)
	}
	return 0
}

// side is where the poles have the names that a first try prefers: a row of
// points is named without gaps when all names fly the same way, or away from
// the middle.
type side int

const (
	anySide side = iota
	leftward
	rightward
	outward
)

// rank says how well an offer suits a name that prefers a side, best first: next
// to the point on that side, on a pole on that side, anything else.
func (s side) rank(o *offer, across float64) int {
	if s == anySide {
		return 0
	}
	right := s == rightward || s == outward && across > 0.5
	switch {
	case o.align == "center" || right != (o.align == "left"):
		return 2
	case o.pole:
		return 1
	case o.dy == 0:
		return 0
	}
	return 2
}

// core is how far from the middle of a symbol a pole may not come. It may run
// under the rim of one: points that overlap would have no names otherwise.
const core = 3

// offers are the seats for each name in which neither the name nor its pole
// meets a symbol, best first. A name without a pole has nothing between it and
// its point.
func (p plane) offers(tags []tag) [][]*offer {
	all := make([][]*offer, len(tags))
	for i, t := range tags {
		symbols, cores := p.symbols(tags, i, 0), p.symbols(tags, i, core)
		for _, s := range p.seats(t) {
			o := offer{seat: s, name: p.name(t, s)}
			o.taken = true
			reach := o.name
			if o.pole {
				o.flag = p.pole(t, s)
			} else {
				reach.top, reach.bottom = min(reach.top, t.down), max(reach.bottom, t.down)
			}
			if p.holds(&o.name) && reach.apartFromAll(symbols) && (!o.pole || o.flag.apartFromAll(cores)) {
				all[i] = append(all[i], &o)
			}
		}
	}
	return all
}

// symbols are what the points other than i take, with a radius of their own or
// one for all.
func (p plane) symbols(tags []tag, i int, radius float64) []area {
	var all []area
	for j, t := range tags {
		if r := cmp.Or(radius, t.radius); j != i {
			all = append(all, p.area(t.across, -r, r, t.down-r, t.down+r))
		}
	}
	return all
}

// place gives each name a seat in which it meets no symbol, no pole and no other
// name, in a drawing of any width. It seats the names in several orders and
// keeps the best result: as few names as can be without a seat, then the
// shortest poles. The result is the same every time.
func (p plane) place(tags []tag) []seat {
	rightmost := func(a, b tag) int { return cmp.Compare(b.across, a.across) }
	leftmost := func(a, b tag) int { return cmp.Compare(a.across, b.across) }
	lowest := func(a, b tag) int { return cmp.Compare(b.down, a.down) }
	outermost := func(a, b tag) int { return cmp.Compare(math.Abs(b.across-0.5), math.Abs(a.across-0.5)) }
	offers := p.offers(tags)
	var best []seat
	least := math.Inf(1)
	for _, way := range []struct {
		prefers side
		order   func(a, b tag) int
	}{{anySide, rightmost}, {anySide, lowest}, {leftward, leftmost}, {rightward, rightmost}, {outward, outermost}} {
		turns := make([]int, len(tags))
		for i, t := range tags {
			turns[i] = i
			slices.SortStableFunc(offers[i], func(a, b *offer) int {
				return way.prefers.rank(a, t.across) - way.prefers.rank(b, t.across)
			})
		}
		slices.SortStableFunc(turns, func(i, j int) int { return way.order(tags[i], tags[j]) })
		if found, cost := seated(offers, turns); cost < least {
			best, least = found, cost
		}
	}
	return best
}

const (
	nobody  = 1e6 // cost of a name without a seat, more than all poles together
	patient = 8   // how often, for each name, another name may be sent away for it
)

// seated gives out what is offered in turn: to each name the first seat that
// clashes with nobody, or else the one that sends away fewest, who then try
// again. It answers the best that it came across, and what that costs.
func seated(offers [][]*offer, turns []int) (best []seat, least float64) {
	taken, moved := make([]*offer, len(offers)), make([]int, len(offers))
	least = math.Inf(1)
	waiting := slices.Clone(turns)
	for tries := len(turns) * patient; tries > 0 && len(waiting) > 0; tries-- {
		i := waiting[0]
		waiting = waiting[1:]
		o := cheapest(offers[i], taken, moved)
		if o == nil {
			continue // no seat at all between the symbols
		}
		for j, other := range taken {
			if other != nil && o.clash(other) {
				taken[j], waiting = nil, append(waiting, j)
				moved[j]++
			}
		}
		taken[i] = o
		if cost := total(taken); cost < least {
			best, least = seats(taken), cost
		}
	}
	if best == nil {
		best, least = seats(taken), total(taken)
	}
	return best, least
}

// cheapest is the first offer that sends away as few others as can be; who was
// sent away often already counts for more.
func cheapest(offers []*offer, taken []*offer, moved []int) *offer {
	var best *offer
	least := math.MaxInt
	for _, o := range offers {
		cost := 0
		for j, other := range taken {
			if other != nil && o.clash(other) {
				cost += 1 + moved[j]
			}
		}
		if cost < least {
			best, least = o, cost
		}
		if cost == 0 {
			break
		}
	}
	return best
}

// seats are who has which seat.
func seats(taken []*offer) []seat {
	all := make([]seat, len(taken))
	for i, o := range taken {
		if o != nil {
			all[i] = o.seat
		}
	}
	return all
}

// total is what that costs.
func total(taken []*offer) float64 {
	cost := 0.0
	for _, o := range taken {
		if o == nil {
			cost += nobody
			continue
		}
		cost += o.price()
	}
	return cost
}

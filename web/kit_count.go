package web

import (
	"slices"

	"github.com/opmaat/opmaat/game"
)

// The rules for counting with a pencil. They follow the rules of the game, with
// a few steps where the game has a formula; a test holds the two together.

// kitStep is one step of the soft cap: a gain on a value of at least From counts
// for Part of Of.
type kitStep struct{ From, Part, Of int }

// kitSteps are the steps of the soft cap on paper, from high to low. The game
// itself lets a gain shrink by a little for every point.
var kitSteps = []kitStep{{80, 1, 4}, {60, 1, 2}, {40, 3, 4}, {0, 1, 1}}

// kitPulls are the rows of a growth table: need fit and ownership together, from
// this value up to the next.
var kitPulls = []int{0, 40, 60, 80, 100, 120, 140, 160}

// kitGain is what a gain is worth on paper, rounded down; a loss counts in full.
func kitGain(value, change int) int {
	if change <= 0 {
		return change
	}
	for _, step := range kitSteps {
		if value >= step.From {
			return change * step.Part / step.Of
		}
	}
	return change
}

// kitGrowth is how much a group grows in a round on paper, before help or
// tiredness: what the game gives in the middle of the row of the table.
func kitGrowth(g *game.Growth, affinity, row int) int {
	middle := kitPulls[row] + 10
	if row == 0 {
		middle = kitPulls[1] - 10
	}
	return affinity*middle/g.Divisor - g.Decay
}

// kitRow is the row of a growth table for need fit and ownership together.
func kitRow(pull int) int {
	at, found := slices.BinarySearch(kitPulls, pull)
	if !found {
		at--
	}
	return at
}

// kitWeights are the weights of the groups in tenths, for counting how many take
// part. They add up to ten: what rounding leaves over goes to the groups that
// lost most by it.
func kitWeights(segments []game.Segment) []int {
	total, left := 0, 10
	for _, s := range segments {
		total += s.Size
	}
	weights, rest := make([]int, len(segments)), make([]int, len(segments))
	for i, s := range segments {
		weights[i], rest[i] = 10*s.Size/total, 10*s.Size%total
		left -= weights[i]
	}
	for ; left > 0; left-- {
		at := slices.Index(rest, slices.Max(rest))
		weights[at]++
		rest[at] = -1
	}
	return weights
}

// kitUse is how many take part on paper, 0-100.
func kitUse(weights, adoption []int) int {
	sum := 0
	for i, w := range weights {
		sum += w * adoption[i]
	}
	return (sum + 5) / 10
}

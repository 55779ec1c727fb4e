package web

import (
	"strings"

	"github.com/opmaat/opmaat/game"
)

// bandView is an indicator as a band: word, icon and pattern, never a number.
type bandView struct {
	ID, Name, About string
	Band            int // 0 to 4
	Word            string
	Was             int
	WasWord         string
	Change          string // up, down or same
	ChangeText      string
	Strength        int // 1 to 3: how many arrows show the change
}

// groupView is a group of staff with its stage of adoption.
type groupView struct {
	ID, Name   string
	Size       int
	Stage      int
	Word       string
	Was        int
	WasWord    string
	Change     string
	ChangeText string
	Strength   int
}

// Changes of this size and more, in points, are called plain and large.
const (
	plainChange = 4
	largeChange = 10
)

// changeTexts name a change by direction and size.
var changeTexts = map[string]string{
	"same": "game.change.same", "up_little": "game.change.up_little", "up": "game.change.up", "up_lot": "game.change.up_lot",
	"down_little": "game.change.down_little", "down": "game.change.down", "down_lot": "game.change.down_lot",
}

// compareTexts name how a level stands against another one.
var compareTexts = map[string]string{
	"same": "game.compare.same", "up_little": "game.compare.up_little", "up": "game.compare.up", "up_lot": "game.compare.up_lot",
	"down_little": "game.compare.down_little", "down": "game.compare.down", "down_lot": "game.compare.down_lot",
}

// compared are the indicators of a state against those of another course of the game.
func (sp *speaker) compared(there, mine *game.State) []bandView {
	out := sp.bands(there, mine)
	for i := range out {
		_, size := change(there.Level(game.Indicator(i)) - mine.Level(game.Indicator(i)))
		out[i].ChangeText = sp.t(compareTexts[size])
	}
	return out
}

// change names a change in points; direction is up, down or same.
func change(delta int) (direction, size string) {
	direction = "up"
	switch {
	case delta == 0:
		return "same", "same"
	case delta < 0:
		direction, delta = "down", -delta
	}
	switch {
	case delta < plainChange:
		return direction, direction + "_little"
	case delta < largeChange:
		return direction, direction
	default:
		return direction, direction + "_lot"
	}
}

// strength is how many arrows show a change of this name, as change gives it.
func strength(size string) int {
	switch {
	case strings.HasSuffix(size, "_lot"):
		return 3
	case size == "up", size == "down":
		return 2
	}
	return 1
}

// bands are the indicators of a state, with the change since an earlier one, if
// there is one.
func (sp *speaker) bands(now, was *game.State) []bandView {
	var out []bandView
	for i, id := range game.Indicators {
		level := now.Level(game.Indicator(i))
		v := bandView{ID: id, Name: sp.t(indicatorTexts[id][0]), About: sp.t(indicatorTexts[id][1]), Band: sp.sc.Band(level)}
		v.Word = sp.t(bandTexts[v.Band])
		if was != nil {
			before := was.Level(game.Indicator(i))
			v.Was = sp.sc.Band(before)
			v.WasWord = sp.t(bandTexts[v.Was])
			direction, size := change(level - before)
			v.Change, v.ChangeText, v.Strength = direction, sp.t(changeTexts[size]), strength(size)
		}
		out = append(out, v)
	}
	return out
}

// groups are the groups of staff of a state, likewise.
func (sp *speaker) groups(now, was *game.State) []groupView {
	var out []groupView
	for i, segment := range sp.sc.Segments {
		v := groupView{ID: segment.ID, Name: sp.w.Segments[segment.ID], Size: segment.Size, Stage: sp.sc.Band(now.Adoption(i))}
		v.Word = sp.t(stageTexts[v.Stage])
		if was != nil {
			v.Was = sp.sc.Band(was.Adoption(i))
			v.WasWord = sp.t(stageTexts[v.Was])
			direction, size := change(now.Adoption(i) - was.Adoption(i))
			v.Change, v.ChangeText, v.Strength = direction, sp.t(changeTexts[size]), strength(size)
		}
		out = append(out, v)
	}
	return out
}

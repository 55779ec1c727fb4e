package web

import (
	"github.com/opmaat/opmaat/game"
)

// kitScorePage are the sheets to write on.
type kitScorePage struct {
	kitPage
	kitScore
}

type kitScore struct {
	Needs      []kitNeed
	Pick       int
	Rounds     []kitDilemma
	Indicators []kitLine
	Groups     []kitLine
	Bands      []string // words of the bands, from low to high
	Stages     []string
	Effort     []int // boxes of a round
	Carry      []int // boxes for what is left of the round before
	PerRound   []int // lines for moves
	Marks      []string
	Promises   []int
}

// kitLine is an indicator or a group: where it starts and a strip for each round.
type kitLine struct {
	Name, About, Word string
	Start             int
	Boxes             []bool // the strip of the start
}

func (k *kit) score() kitScore {
	v := kitScore{Pick: k.sc.PickNeeds, Effort: make([]int, k.sc.Effort.PerRound), Carry: make([]int, k.sc.Effort.Carry),
		PerRound: make([]int, k.sc.Effort.MovesPerRound), Promises: make([]int, 6)}
	for _, n := range k.sc.Needs {
		v.Needs = append(v.Needs, kitNeed{Name: k.w.Needs[n.ID].Name})
	}
	for i := range k.sc.Dilemmas {
		v.Rounds = append(v.Rounds, k.dilemma(&k.sc.Dilemmas[i]))
	}
	start := newKitStart(k.sc)
	for i, id := range game.Indicators {
		texts := indicatorTexts[id]
		v.Indicators = append(v.Indicators, k.line(k.t(texts[0]), k.t(texts[1]), start[i], bandTexts))
	}
	for _, s := range k.sc.Segments {
		v.Groups = append(v.Groups, k.line(k.w.Segments[s.ID], k.t("game.people", "count", s.Size), s.Start, stageTexts))
	}
	for i := range game.Stages {
		v.Bands, v.Stages = append(v.Bands, k.t(bandTexts[i])), append(v.Stages, k.t(stageTexts[i]))
	}
	for _, f := range k.marks {
		v.Marks = append(v.Marks, k.markText(f))
	}
	return v
}

// newKitStart are the indicators as the story begins.
func newKitStart(sc *game.Scenario) [game.IndicatorCount]int {
	var out [game.IndicatorCount]int
	state, _ := sc.Start(game.Setup{})
	for i := range out {
		out[i] = state.Level(game.Indicator(i))
	}
	return out
}

func (k *kit) line(name, about string, start int, words [game.Stages]string) kitLine {
	band := k.sc.Band(start)
	v := kitLine{Name: name, About: about, Start: start, Word: k.t(words[band])}
	for i := range game.Stages {
		v.Boxes = append(v.Boxes, i <= band)
	}
	return v
}

package web

import (
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game"
)

// moments are the states of the attempt over time: the start, then after each round.
func (x *played) moments() []*game.State {
	states := []*game.State{&x.play.Start}
	for i := range x.turns {
		states = append(states, &x.play.Steps[i+1].State)
	}
	return states
}

func (x *played) number0(v float64) string { return x.p.Number(v, 0) }

// overMoments begins a figure over the rounds of this attempt.
func (x *played) overMoments(kind report.Kind, most float64, title, value string) report.Figure {
	f := report.Figure{Kind: kind, Max: most, Title: title, Subject: x.t("game.figure.moment"), ValueName: value, Missing: x.t("figure.missing"),
		Categories: []report.Category{{Name: x.t("game.figure.start")}}}
	for i := range x.turns {
		f.Categories = append(f.Categories, report.Category{Name: x.t("game.figure.round", "n", i+1), Short: x.p.Integer(i + 1)})
	}
	return f
}

// indicatorFigure is every indicator after every round.
func (x *played) indicatorFigure() report.Figure {
	f := x.overMoments(report.Lines, 100, x.t("game.figure.indicators"), x.t("game.figure.level"))
	states := x.moments()
	for i, id := range game.Indicators {
		s := report.Series{Name: x.t(indicatorTexts[id][0])}
		for _, state := range states {
			s.Values = append(s.Values, report.Of(float64(state.Level(game.Indicator(i)))))
		}
		f.Series = append(f.Series, s)
	}
	f.Sentence = x.riseSentence(f)
	return f
}

// groupFigure is the adoption of every group of staff after every round.
func (x *played) groupFigure() report.Figure {
	f := x.overMoments(report.Lines, 100, x.t("game.figure.groups"), x.t("game.figure.adoption"))
	states := x.moments()
	for i, segment := range x.sc.Segments {
		s := report.Series{Name: x.w.Segments[segment.ID]}
		for _, state := range states {
			s.Values = append(s.Values, report.Of(float64(state.Adoption(i))))
		}
		f.Series = append(f.Series, s)
	}
	f.Sentence = x.riseSentence(f)
	return f
}

// riseSentence names the line that rose most and the one that fell most.
func (x *played) riseSentence(f report.Figure) string {
	best, worst := 0, 0
	rise := func(i int) float64 {
		v := f.Series[i].Values
		return v[len(v)-1].Number - v[0].Number
	}
	for i := range f.Series {
		if rise(i) > rise(best) {
			best = i
		}
		if rise(i) < rise(worst) {
			worst = i
		}
	}
	up := x.t("game.figure.rose", "name", f.Series[best].Name, "from", x.number0(f.Series[best].Values[0].Number), "to", x.number0(f.Series[best].Values[0].Number+rise(best)))
	down := x.t("game.figure.fell", "name", f.Series[worst].Name, "from", x.number0(f.Series[worst].Values[0].Number), "to", x.number0(f.Series[worst].Values[0].Number+rise(worst)))
	switch {
	case rise(worst) >= 0:
		return up
	case rise(best) <= 0:
		return down
	}
	return up + " " + down
}

// stageFigure is how many people are in each stage after every round.
func (x *played) stageFigure() report.Figure {
	staff := 0
	for _, segment := range x.sc.Segments {
		staff += segment.Size
	}
	f := x.overMoments(report.Areas, float64(staff), x.t("game.figure.stages"), x.t("game.figure.people"))
	for _, key := range stageTexts {
		f.Series = append(f.Series, report.Series{Name: upper(x.t(key))})
	}
	var counts [game.Stages]int
	for _, state := range x.moments() {
		counts = [game.Stages]int{}
		for i := range x.sc.Segments {
			for stage, n := range x.sc.StagesOf(state, i) {
				counts[stage] += n
			}
		}
		for stage, n := range counts {
			f.Series[stage].Values = append(f.Series[stage].Values, report.Of(float64(n)))
		}
	}
	f.Sentence = x.t("game.figure.stages.sentence", "using", counts[4], "trying", counts[3], "staff", staff)
	return f
}

// outcomeFigure is how the outcome adds up: each indicator times its weight.
func (x *played) outcomeFigure() report.Figure {
	last := x.play.Last()
	f := report.Figure{Kind: report.Contributions, Max: 100, Title: x.t("game.figure.outcome"), Subject: x.t("game.figure.indicator"),
		ValueName: x.t("game.figure.points"), Missing: x.t("figure.missing"), Total: float64(x.sc.Outcome(last)) / 100, TotalName: x.t("game.figure.total")}
	s, largest := report.Series{Name: x.t("game.figure.points")}, 0
	share := func(i int) int { return x.sc.Indicators[i].Weight * last.Level(game.Indicator(i)) }
	for i, id := range game.Indicators {
		f.Categories = append(f.Categories, report.Category{Name: x.t("game.figure.part", "name", x.t(indicatorTexts[id][0]), "level", last.Level(game.Indicator(i)),
			"weight", x.sc.Indicators[i].Weight), Short: x.t(indicatorTexts[id][0])})
		s.Values = append(s.Values, report.Of(float64(share(i))/100))
		if share(i) > share(largest) {
			largest = i
		}
	}
	f.Series = []report.Series{s}
	f.Sentence = x.t("game.figure.outcome.sentence", "outcome", x.p.Number(f.Total, 1), "name", x.t(indicatorTexts[game.Indicators[largest]][0]))
	return f
}

// principleFigure is how much of what was possible was done for each principle.
func (x *played) principleFigure(a game.Alignment) report.Figure {
	f := report.Figure{Kind: report.Bars, Max: 100, Title: x.t("game.figure.principles"), Subject: x.t("game.figure.principle"), ValueName: x.t("game.figure.percent"),
		Missing: x.t("game.figure.not_at_stake"), LowName: x.t("figure.low"), HighName: x.t("figure.high")}
	s := report.Series{Name: x.t("game.figure.percent")}
	best, worst := "", ""
	top, low := -1, 101
	for _, score := range a.Principles {
		percent, atStake := score.Percent()
		name := x.t(principleTexts[score.ID][0])
		f.Categories = append(f.Categories, report.Category{Name: name})
		s.Values = append(s.Values, report.Value{Number: float64(percent), Known: atStake})
		if atStake && percent > top {
			top, best = percent, name
		}
		if atStake && percent < low {
			low, worst = percent, name
		}
	}
	f.Series = []report.Series{s}
	f.Sentence = x.t("game.figure.principles.sentence", "best", x.quoted(best), "worst", x.quoted(worst))
	if best == worst {
		f.Sentence = x.t("game.figure.principles.alike")
	}
	return f
}

package web

import (
	"errors"
	"fmt"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/web/chart"
)

// newFigureView is a figure with its option for our script and its table. A
// figure with too little to draw has no option; its table says all there is.
func newFigureView(id string, f report.Figure, number func(float64) string) (*figureView, error) {
	theme := chart.Light()
	theme.Number = number
	return drawFigure(id, f, theme)
}

// drawFigure does the same with a look of its own.
func drawFigure(id string, f report.Figure, theme chart.Theme) (*figureView, error) {
	v := &figureView{ID: id, Title: f.Title, Sentence: f.Sentence, Table: f.Table(theme.Number)}
	option, err := chart.Option(f, theme)
	switch {
	case errors.Is(err, chart.ErrTooFew):
	case err != nil:
		return nil, fmt.Errorf("chart %s: %w", id, err)
	default:
		v.Option = option
	}
	return v, nil
}

func (a *advice) number(v float64) string { return a.ed.printers[a.lang].Number(v, 0) }

// scatter sets fit against feasibility, so that the mix in the rank is visible.
func (a *advice) scatter() (*figureView, error) {
	f := a.scatterFigure()
	if f == nil {
		return nil, nil
	}
	return newFigureView("scatter", *f, a.number)
}

// scatterFigure is nil where feasibility is not known.
func (a *advice) scatterFigure() *report.Figure {
	if a.s.Readiness == nil || len(a.r.Ranking) == 0 {
		return nil
	}
	f := report.Figure{Kind: report.Scatter, Max: 100, Title: a.t("tools.scatter"), Subject: a.t("tools.col.tool"), ValueName: a.t("tools.col.fit"), Missing: a.t("tools.unknown"),
		MarkedName: a.t("tools.scatter.first"), RestName: a.t("tools.scatter.rest"),
		Sentence: a.t("tools.scatter.sentence", "tool", a.name(a.r.Ranking[0].Tool))}
	fit := report.Series{Name: a.t("tools.col.fit"), ValueName: a.t("tools.axis.fit")}
	feasible := report.Series{Name: a.t("tools.col.feasibility"), ValueName: a.t("tools.axis.feasibility")}
	for i, r := range a.r.Ranking {
		f.Categories = append(f.Categories, report.Category{Name: a.name(r.Tool), Marked: i == 0})
		fit.Values = append(fit.Values, report.Of(100*r.Fit))
		feasible.Values = append(feasible.Values, report.Value{Number: 100 * r.Feasibility.Value, Known: r.Feasibility.Known})
	}
	f.Series = []report.Series{fit, feasible}
	return &f
}

// contributions shows how the fit of the first tool adds up, heaviest needs first.
func (a *advice) contributions() (*figureView, error) {
	f, number := a.contributionsFigure()
	if f == nil {
		return nil, nil
	}
	return newFigureView("contributions", *f, number)
}

// contributionsFigure is nil without a tool that passes. Its numbers have one decimal.
func (a *advice) contributionsFigure() (*report.Figure, func(float64) string) {
	if len(a.r.Ranking) == 0 {
		return nil, nil
	}
	first, p := a.r.Ranking[0], a.ed.printers[a.lang]
	f := report.Figure{Kind: report.Contributions, Max: 100, Title: a.t("tools.contributions", "tool", a.name(first.Tool)), Subject: a.t("tools.col.need"),
		ValueName: a.t("tools.axis.fit"), Missing: a.t("tools.unknown"), Total: 100 * first.Fit, TotalName: a.t("tools.col.fit")}
	shares, largest := report.Series{Name: a.t("tools.col.share")}, -1
	for _, n := range a.byWeight() {
		share := 100 * first.Contributions[n]
		f.Categories = append(f.Categories, report.Category{Name: a.need(n)})
		shares.Values = append(shares.Values, report.Of(share))
		if largest < 0 || share > 100*first.Contributions[largest] {
			largest = n
		}
	}
	f.Series = []report.Series{shares}
	f.Sentence = a.t("tools.contributions.sentence", "fit", a.percent(first.Fit), "need", a.need(largest))
	return &f, func(v float64) string { return p.Number(v, 1) }
}

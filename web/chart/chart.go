// Package chart turns a figure into the option with which ECharts draws it, in
// the browser through static/charts.js or in Go for documents. It is the only
// package that knows go-echarts, and uses it to build options, never to render:
// its own HTML and script output does not escape what people typed.
package chart

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/opmaat/opmaat/assessment/report"
)

// Breakpoint is the width of the drawing, in CSS pixels, below which the narrow
// layout is used.
const Breakpoint = 560

var (
	// ErrKind is returned for a kind of figure that no file here draws.
	ErrKind = errors.New("no such kind of chart")
	// ErrTooFew is returned for a figure with too few known values for its kind,
	// such as a radar with two. Its table says all there is to say.
	ErrTooFew = errors.New("too few values to draw")
)

// kinds is the table of all kinds: a new chart is one file and one row here.
var kinds = []struct {
	kind report.Kind
	draw func(report.Figure, Theme) (drawing, error)
}{
	{report.Radar, radar},
	{report.Bars, bars},
	{report.Gaps, gaps},
	{report.Scatter, scatter},
	{report.Heatmap, heatmap},
	{report.Contributions, contributions},
	{report.Lines, lines},
	{report.Areas, areas},
}

// Kinds lists what Option can draw.
func Kinds() []report.Kind {
	var names []report.Kind
	for _, k := range kinds {
		names = append(names, k.kind)
	}
	return names
}

// Option gives the ECharts option of a figure as JSON that is safe inside an
// HTML script element. Colours are those of the theme. Beside what ECharts
// reads (baseOption and media) the key "opmaat" tells charts.js how high the
// drawing is in both layouts, how wide it is at least (its box scrolls where
// there is less room) and which colour stands for which custom property of the
// page, or for which mixture of two. The error wraps report.ErrFigure, ErrTheme, ErrKind or ErrTooFew.
func Option(f report.Figure, th Theme) (json.RawMessage, error) {
	if err := errors.Join(f.Check(), th.Check()); err != nil {
		return nil, fmt.Errorf("chart %q: %w", f.Kind, err)
	}
	for _, k := range kinds {
		if k.kind != f.Kind {
			continue
		}
		d, err := k.draw(clean(f), th)
		if err != nil {
			return nil, fmt.Errorf("chart %q: %w", f.Kind, err)
		}
		return d.marshal(th)
	}
	return nil, fmt.Errorf("chart %q: %w", f.Kind, ErrKind)
}

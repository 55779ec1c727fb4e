package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/opmaat/opmaat/assessment/report"
)

// Measures of a chart over moments, in CSS pixels.
const (
	plotHeight = 300
	labelLine  = 18  // between names at the ends of lines
	labelMost  = 190 // room for such names
	legendRoom = 250 // width of a legend in the narrow layout
	legendMark = 48  // a mark in it, with the space around
	legendLine = 26  // height of a line in it
)

// lineLooks tell lines apart without colour: mark and pattern of each.
var lineLooks = [report.LinesMost]struct {
	symbol string
	dash   any
}{
	{"circle", "solid"}, {"diamond", list{8, 4}}, {"rect", "solid"}, {"triangle", list{2, 4}}, {"emptyCircle", list{12, 4}}, {"emptyRect", "solid"},
}

// lines draws every series as a line over the categories, which are moments in
// their order. The name of a line stands at its end, or in a legend above where
// there is little room.
func lines(f report.Figure, th Theme) (drawing, error) {
	if len(f.Categories) < 2 {
		return drawing{}, ErrTooFew
	}
	ends := make([]float64, len(f.Series))
	for i, s := range f.Series {
		ends[i] = s.Values[len(s.Values)-1].Number
	}
	looks, keys := list{}, list{}
	for i, s := range f.Series {
		look, colour := lineLooks[i], lineColour(i, th)
		looks = append(looks, dict{
			"symbol": look.symbol, "symbolSize": 9, "showAllSymbol": true, "lineStyle": dict{"color": colour, "width": 2.5, "type": look.dash},
			"itemStyle": dict{"color": colour}, "emphasis": dict{"disabled": true}, "tooltip": dict{"formatter": overTime(f, s, th)},
		})
		keys = append(keys, dict{"name": s.Name})
	}
	return momentsDrawing(f, th, looks, keys, spread(ends, ends, th.plot(), f.Max), dict{"interval": f.Max / 5})
}

// lineColour is the colour of a line; the fifth and sixth are those of text and
// axes, whose contrast is as good.
func lineColour(i int, th Theme) string {
	if i < len(th.Series) {
		return th.Series[i]
	}
	return [...]string{th.Text, th.Line}[i-len(th.Series)]
}

// areaShares is how much colour the layers of a stack have, from the bottom.
var areaShares = [report.AreasMost]float64{0.06, 0.28, 0.5, 0.74, 1, 1}

// areas draws the series as layers on top of each other, which together are the
// whole at every moment. A line in the colour of the surface keeps them apart.
func areas(f report.Figure, th Theme) (drawing, error) {
	if len(f.Categories) < 2 {
		return drawing{}, ErrTooFew
	}
	ends, middles, looks, keys := make([]float64, len(f.Series)), make([]float64, len(f.Series)), list{}, list{}
	below := 0.0
	for i, s := range f.Series {
		last := s.Values[len(s.Values)-1].Number
		middles[i], ends[i] = below+last/2, below+last
		below += last
		looks = append(looks, dict{
			"stack": "whole", "symbol": "none", "lineStyle": dict{"color": th.Surface, "width": 2.5},
			"itemStyle": dict{"color": th.first(), "opacity": areaShares[i], "borderColor": th.first(), "borderWidth": 1},
			"areaStyle": dict{"color": th.first(), "opacity": areaShares[i], "origin": "start"},
			"emphasis":  dict{"disabled": true}, "tooltip": dict{"formatter": overTime(f, s, th)},
		})
		keys = append(keys, dict{"name": s.Name, "icon": "rect"})
	}
	return momentsDrawing(f, th, looks, keys, spread(middles, ends, th.plot(), f.Max), dict{})
}

// overTime is what a line says when it is pointed at: its value at every moment.
func overTime(f report.Figure, s report.Series, th Theme) string {
	out := []string{shown(s.Name)}
	for i, c := range f.Categories {
		out = append(out, shown(c.Name)+": "+text(f, s.Values[i], th))
	}
	return strings.Join(out, "\n")
}

// momentsDrawing finishes a chart over moments. shifts is how far the name of
// each series stands from the end of its line.
func momentsDrawing(f report.Figure, th Theme, looks, keys list, shifts []int, axis dict) (drawing, error) {
	c := charts.NewLine()
	c.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Max: f.Max}),
	)
	var moments []string
	for _, m := range f.Categories {
		moments = append(moments, shown(m.Brief()))
	}
	c.SetXAxis(moments)
	for _, s := range f.Series {
		data := make([]opts.LineData, len(s.Values))
		for i, v := range s.Values {
			if v.Known {
				data[i].Value = v.Number
			}
		}
		c.AddSeries(shown(s.Name), data)
	}
	look := dict{"axisLabel": dict{"color": th.Text, "fontSize": smallSize, "hideOverlap": true, "margin": 16}, "axisLine": dict{"lineStyle": dict{"color": th.Line}}, "axisTick": dict{"show": false}}
	return drawing{
		chart: c,
		extra: dict{
			"series": looks, "legend": merge(legendLook(th), dict{"data": keys}),
			"xAxis": list{merge(look, dict{"boundaryGap": false})},
			"yAxis": list{merge(merge(valueAxis(f, th), dict{"interval": nil, "axisLabel": dict{"alignMinLabel": nil, "alignMaxLabel": nil}}), axis)},
		},
		wide: momentsLayout(f, th, shifts, true), narrow: momentsLayout(f, th, shifts, false),
		wideHeight: th.plot() + 60, narrowHeight: th.plot() + legendTop(f) + 44,
	}, nil
}

// momentsLayout is one of the layouts: names at the ends, or a legend above.
func momentsLayout(f report.Figure, th Theme, shifts []int, wide bool) dict {
	var names []string
	for _, s := range f.Series {
		names = append(names, shown(s.Brief()))
	}
	right, top := 18, legendTop(f)
	if wide {
		right, top = min(room(names, letter), labelMost)+24, 16
	}
	labels := list{}
	for i := range f.Series {
		labels = append(labels, dict{"endLabel": dict{
			"show": wide, "formatter": names[i], "color": th.Text, "fontSize": fontSize, "distance": 10, "offset": list{0, shifts[i]},
			"width": labelMost, "overflow": "truncate", "textBorderColor": th.Surface, "textBorderWidth": 3,
		}})
	}
	return dict{
		"grid":   dict{"left": 44, "right": right, "top": top, "height": th.plot(), "outerBoundsMode": "none"},
		"legend": dict{"show": !wide, "left": "0", "top": "0"},
		"series": labels,
	}
}

// legendTop is how much room the legend takes above the narrow layout.
func legendTop(f report.Figure) int {
	rows, used := 1, 0
	for _, s := range f.Series {
		wide := legendMark + room([]string{shown(s.Name)}, letter)
		if used > 0 && used+wide > legendRoom {
			rows, used = rows+1, 0
		}
		used += wide
	}
	return rows*legendLine + 20
}

// spread says by how many pixels each name must move from the end of its own
// line, so that names stand where they belong, apart, and within the plot. wanted
// and ends are on the axis of values, which ends at most; height is that of the
// plot in pixels.
func spread(wanted, ends []float64, height int, most float64) []int {
	scale := float64(height) / most
	order := make([]int, len(wanted))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(wanted[a], wanted[b]) })
	at, next := make([]float64, len(wanted)), 0.0
	for _, i := range order {
		at[i] = max(wanted[i]*scale, next)
		next = at[i] + labelLine
	}
	next = float64(height)
	for _, i := range slices.Backward(order) {
		at[i] = min(at[i], next)
		next = at[i] - labelLine
	}
	shifts := make([]int, len(wanted))
	for i := range shifts {
		shifts[i] = int(math.Round(ends[i]*scale - at[i]))
	}
	return shifts
}

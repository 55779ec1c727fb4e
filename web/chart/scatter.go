package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/opmaat/opmaat/assessment/report"
)

// Measures of a chart of points, in CSS pixels.
const (
	pointLeast = 2 // points that make a picture
	discSize   = 11
	markedSize = 17 // a diamond looks smaller than a disc
	pointLeft  = 36 // numbers of the vertical axis
	pointRight = 14
	pointName  = 14 // name of the vertical axis
	pointHead  = 30 // room above the plot for names of points on its edge
	pointFoot  = 8
)

// dot is a category with both coordinates.
type dot struct {
	category int
	x, y     float64
	marked   bool
}

// dots leaves out the categories that lack a coordinate.
func dots(f report.Figure) []dot {
	var found []dot
	for i, c := range f.Categories {
		x, y := f.Series[0].Values[i], f.Series[1].Values[i]
		if x.Known && y.Known {
			found = append(found, dot{i, x.Number, y.Number, c.Marked})
		}
	}
	return found
}

// scatter draws a point a category, with its name beside it: marked ones as
// diamonds, the others as discs.
func scatter(f report.Figure, th Theme) (drawing, error) {
	all := dots(f)
	if len(all) < pointLeast {
		return drawing{}, ErrTooFew
	}
	top, marked := pointName+pointHead, false
	for _, p := range all {
		marked = marked || p.marked
	}
	if marked {
		top += legendHeight
	}
	c := charts.NewScatter()
	c.SetGlobalOptions(
		charts.WithColorsOpts(opts.Colors{th.first(), th.second()}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(marked), Left: "0", Top: "0"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Max: f.Max, Name: f.Measure(f.Series[0]), NameLocation: "middle", NameGap: 30}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Max: f.Max, Name: f.Measure(f.Series[1])}),
	)
	c.AddSeries(f.RestName, nil).AddSeries(f.MarkedName, nil)
	x := spanOf(f, all, func(p dot) float64 { return p.x })
	y := spanOf(f, all, func(p dot) float64 { return p.y })
	narrow := pointLayout{x: x, y: y, least: lowWidth, most: Breakpoint - 1, top: top, height: 320, font: smallSize, letter: 6.2, names: 0}
	wide := pointLayout{x: x, y: y, least: Breakpoint, most: 1600, top: top, height: 340, font: fontSize, letter: letter, names: headBrief}
	return drawing{
		chart: c,
		extra: dict{
			"legend": merge(legendLook(th), dict{"itemWidth": 14, "itemHeight": 14, "data": list{
				dict{"name": f.MarkedName, "icon": "diamond"}, dict{"name": f.RestName, "icon": "circle"},
			}}),
			"xAxis":  list{x.axis(valueAxis(f, th))},
			"yAxis":  list{y.axis(upright(f, th))},
			"series": list{pointLook(th, th.first(), "circle", discSize), pointLook(th, th.second(), "diamond", markedSize)},
		},
		wide: wide.option(f, all, th), narrow: narrow.option(f, all, th),
		wideHeight: top + wide.height + axisHeight, narrowHeight: top + narrow.height + axisHeight,
	}, nil
}

// upright is the vertical axis, with its name above it, flush with its numbers.
func upright(f report.Figure, th Theme) dict {
	axis := valueAxis(f, th)
	axis["nameLocation"], axis["nameGap"] = "end", pointHead
	axis["nameTextStyle"] = dict{
		"color": th.Text, "fontSize": smallSize, "align": "left", "padding": list{0, 0, 0, -pointLeft},
	}
	axis["axisLabel"] = dict{"color": th.Text, "fontSize": smallSize, "margin": 8}
	return axis
}

// pointLook is how points look. The edge in the colour of the surface keeps two
// points apart that touch.
func pointLook(th Theme, colour, symbol string, size int) dict {
	return dict{
		"symbol": symbol, "symbolSize": size, "cursor": "default", "z": 3,
		"itemStyle": dict{"color": colour, "opacity": 1, "borderColor": th.Surface, "borderWidth": 1.5},
		"emphasis":  dict{"disabled": true},
		"label": dict{
			"show": true, "color": th.Text, "verticalAlign": "middle",
			"textBorderColor": th.Surface, "textBorderWidth": 3,
			"rich": dict{style: dict{"fontWeight": "bold", "color": th.Text, "textBorderColor": th.Surface, "textBorderWidth": 3}},
		},
		"markLine": dict{
			"silent": true, "animation": false, "symbol": "none", "label": dict{"show": false},
			"lineStyle": dict{"color": th.Line, "width": 1, "type": "solid"}, "data": list{},
		},
	}
}

// pointLayout is one layout: the widths it is for, where the plot starts and how
// high it is, and the font of the names.
type pointLayout struct {
	x, y                           span
	least, most, top, height, font int
	letter                         float64
	names                          int // longer names are replaced by short ones
}

func (l pointLayout) option(f report.Figure, all []dot, th Theme) dict {
	var tags []tag
	var names []string
	for _, p := range all {
		name := shown(f.Categories[p.category].Name)
		if width(name) >= l.names {
			name = shown(f.Categories[p.category].Brief())
		}
		names, tags = append(names, name), append(tags, l.tag(p, name))
	}
	var data, poles [2]list
	for i := range data {
		data[i], poles[i] = list{}, list{}
	}
	for i, s := range l.plane().place(tags) {
		g, p := group(all[i]), all[i]
		data[g] = append(data[g], l.item(f, p, names[i], s, th))
		if s.taken && s.pole {
			end := p.y - s.dy*(l.y.high-l.y.low)/float64(l.height)
			poles[g] = append(poles[g], list{dict{"coord": list{p.x, p.y}}, dict{"coord": list{p.x, end}}})
		}
	}
	style := dict{"fontSize": l.font, "rich": dict{style: dict{"fontSize": l.font}}}
	series := list{}
	for g := range data {
		series = append(series, dict{"data": data[g], "markLine": dict{"data": poles[g]}, "label": style})
	}
	return dict{
		"grid":   dict{"left": pointLeft, "right": pointRight, "top": l.top, "bottom": axisHeight, "outerBoundsMode": "none"},
		"series": series,
	}
}

// span is one axis. It starts at 0, or at a quarter or half of the most that
// there can be if no point lies below: points are close together near the top.
type span struct {
	low, high float64
}

func spanOf(f report.Figure, all []dot, coordinate func(dot) float64) span {
	least := f.Max
	for _, p := range all {
		least = min(least, coordinate(p))
	}
	return span{math.Floor(min(least/f.Max*4, 2)) / 4 * f.Max, f.Max}
}

// part is where a value lies in the span, from 0 to 1.
func (s span) part(value float64) float64 { return (value - s.low) / (s.high - s.low) }

// axis makes an axis of the span: lines at each quarter of all there can be, or
// at each tenth where the span is half of that.
func (s span) axis(axis dict) dict {
	axis["min"], axis["interval"] = s.low, s.high/4
	if 2*s.low >= s.high {
		axis["interval"] = s.high / 10
	}
	return axis
}

// group is the series of a point.
func group(p dot) int {
	if p.marked {
		return 1
	}
	return 0
}

func (l pointLayout) plane() plane {
	return plane{
		left: pointLeft, right: pointRight, least: float64(l.least), most: float64(l.most),
		head: pointHead, height: float64(l.height), foot: pointFoot, line: float64(l.font + 3),
	}
}

// size is the size of the symbol of a point.
func (p dot) size() float64 {
	if p.marked {
		return markedSize
	}
	return discSize
}

func (l pointLayout) tag(p dot, name string) tag {
	wide := l.letter
	if p.marked {
		wide *= boldLetter / letter
	}
	return tag{
		across: l.x.part(p.x), down: (1 - l.y.part(p.y)) * float64(l.height),
		radius: p.size() / 2, length: float64(width(name)) * wide,
	}
}

// item is one point with its name in its seat, or without where there is none.
func (l pointLayout) item(f report.Figure, p dot, name string, s seat, th Theme) dict {
	tip := shown(f.Categories[p.category].Name)
	for _, series := range f.Series {
		tip += "\n" + series.Name + ": " + text(f, series.Values[p.category], th)
	}
	if p.marked {
		name = bold(name)
	}
	return dict{
		"value":   list{p.x, p.y},
		"tooltip": dict{"formatter": tip},
		"label": dict{
			"show": s.taken, "formatter": name, "align": s.align,
			"position": list{p.size()/2 + s.dx, p.size()/2 + s.dy},
		},
	}
}

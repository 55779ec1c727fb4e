package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"github.com/opmaat/opmaat/assessment/report"
)

// gaps draws the first series (now) as a bar and what is missing up to the
// second (target) as a hatched bar behind it.
func gaps(f report.Figure, th Theme) (drawing, error) {
	if len(f.Series) < 2 {
		return drawing{}, ErrTooFew
	}
	now, target := f.Series[0], f.Series[1]
	c := newRows(f, th, true)
	var first, second []opts.BarData
	var values []string
	for i := range f.Categories {
		tip := &opts.Tooltip{Formatter: types.FuncStr(gapTip(f, i, th))}
		have, more := gap(now.Values[i], target.Values[i])
		first = append(first, opts.BarData{Value: have, Tooltip: tip})
		second = append(second, opts.BarData{Value: more, Tooltip: tip})
		values = append(values, gapText(f, now.Values[i], target.Values[i], th))
	}
	stack := charts.WithBarChartOpts(opts.BarChart{Stack: "value", BarWidth: px(barHeight)})
	c.AddSeries(now.Name, first, stack).AddSeries(target.Name, second, stack)
	series := list{
		dict{
			"itemStyle": dict{"color": th.first()},
			"emphasis":  dict{"disabled": true},
		},
		dict{
			"itemStyle": dict{"color": th.second(), "borderColor": th.second(), "borderWidth": 1, "decal": hatch(th)},
			"emphasis":  dict{"disabled": true},
		},
	}
	return rowsDrawing(c, f, th, series, values), nil
}

// hatch is a pattern of slanting lines in the colour of the surface.
func hatch(th Theme) dict {
	return dict{
		"symbol": "rect", "color": th.Surface, "rotation": -0.785,
		"dashArrayX": list{1, 0}, "dashArrayY": list{3, 4},
	}
}

// gap splits a bar into what is there and what is still to go; nil draws nothing.
func gap(now, target report.Value) (have, more any) {
	if now.Known {
		have = now.Number
	}
	if now.Known && target.Known && target.Number > now.Number {
		more = target.Number - now.Number
	}
	return have, more
}

// gapText is the value now and, where it is higher, the target.
func gapText(f report.Figure, now, target report.Value, th Theme) string {
	if now.Known && target.Known && target.Number > now.Number {
		return bold(th.number(now.Number) + " → " + th.number(target.Number))
	}
	return strong(f, now, th, valueLine)
}

func gapTip(f report.Figure, i int, th Theme) string {
	tip := shown(f.Categories[i].Name)
	for _, s := range f.Series[:2] {
		tip += "\n" + s.Name + ": " + text(f, s.Values[i], th)
	}
	return tip
}

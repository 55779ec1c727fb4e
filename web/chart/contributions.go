package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"github.com/opmaat/opmaat/assessment/report"
)

// contributions draws the parts as a staircase: each bar starts where the one
// above it ends, and the last, the total, is as long as all together.
func contributions(f report.Figure, th Theme) (drawing, error) {
	s := f.Series[0]
	f.Categories = append(f.Categories, report.Category{Name: f.TotalName})
	c := newRows(f, th, false)
	steps := staircase(f, s, th)
	stack := charts.WithBarChartOpts(opts.BarChart{Stack: "value", BarWidth: px(barHeight)})
	for _, data := range steps {
		c.AddSeries(s.Name, data, stack)
	}
	look := func(colour string) dict {
		return dict{"itemStyle": dict{"color": colour}, "emphasis": dict{"disabled": true}}
	}
	series := list{
		merge(look("transparent"), dict{"silent": true}),
		look(th.first()),
		look(th.Text),
	}
	var values []string
	for _, v := range s.Values {
		values = append(values, strong(f, v, th, valueLine))
	}
	values = append(values, bold(th.number(f.Total)))
	return rowsDrawing(c, f, th, series, values), nil
}

// staircase is the data of three bars on top of each other: nothing up to where
// a part starts, the part, and in the last row the total.
func staircase(f report.Figure, s report.Series, th Theme) [3][]opts.BarData {
	var steps [3][]opts.BarData
	start := 0.0
	for i, v := range s.Values {
		steps[0] = append(steps[0], opts.BarData{Value: start})
		steps[1] = append(steps[1], opts.BarData{Value: v.Number, Tooltip: partTip(f, i, th, v.Number)})
		steps[2] = append(steps[2], opts.BarData{})
		start += v.Number
	}
	last := len(s.Values)
	steps[0], steps[1] = append(steps[0], opts.BarData{}), append(steps[1], opts.BarData{})
	steps[2] = append(steps[2], opts.BarData{Value: f.Total, Tooltip: partTip(f, last, th, f.Total)})
	return steps
}

func partTip(f report.Figure, i int, th Theme, number float64) *opts.Tooltip {
	return &opts.Tooltip{Formatter: types.FuncStr(shown(f.Categories[i].Name) + ": " + th.number(number))}
}

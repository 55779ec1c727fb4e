package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"github.com/opmaat/opmaat/assessment/report"
)

// bars draws the first series as horizontal bars, and over each the range in
// which the true value must lie as a thin line with caps.
func bars(f report.Figure, th Theme) (drawing, error) {
	s := f.Series[0]
	c := newRows(f, th, false)
	data, values := make([]opts.BarData, len(s.Values)), make([]string, len(s.Values))
	for i, v := range s.Values {
		values[i] = strong(f, v, th, valueLine)
		data[i] = opts.BarData{Tooltip: &opts.Tooltip{Formatter: types.FuncStr(barTip(f, s, i, th))}}
		if v.Known {
			data[i].Value = v.Number
		}
	}
	c.AddSeries(s.Name, data, charts.WithBarChartOpts(opts.BarChart{BarWidth: px(barHeight)}))
	look := dict{
		"itemStyle": dict{"color": th.first(), "borderRadius": list{0, 2, 2, 0}},
		"emphasis":  dict{"disabled": true},
		"markLine":  marks(th, ranges(s, th)),
	}
	return rowsDrawing(c, f, th, list{look}, values), nil
}

// barTip is what a bar says when it is pointed at: name, value, range.
func barTip(f report.Figure, s report.Series, i int, th Theme) string {
	tip := shown(f.Categories[i].Name) + "\n" + s.Name + ": " + text(f, s.Values[i], th)
	if s.Bounded() && wideRange(s.Low[i], s.High[i]) {
		tip += "\n" + plain(f.LowName) + ": " + text(f, s.Low[i], th)
		tip += "\n" + plain(f.HighName) + ": " + text(f, s.High[i], th)
	}
	return tip
}

// ranges are the bounds as lines from low to high. Each lies on a wider line in
// the colour of the surface, so that it can be seen over the bar too. A range
// without width is left out: the value is certain.
func ranges(s report.Series, th Theme) list {
	lines := list{}
	for i := range s.Low {
		low, high := s.Low[i], s.High[i]
		if !wideRange(low, high) {
			continue
		}
		lines = append(lines, rangeLine(i, low, high, th.Surface, 5, 13), rangeLine(i, low, high, th.Text, 2, 10))
	}
	return lines
}

// wideRange says whether there is a range worth showing.
func wideRange(low, high report.Value) bool {
	return low.Known && high.Number-low.Number > 1e-9
}

// rangeLine is one line in row i; thick and tall are the sizes of the line and
// of its caps in CSS pixels.
func rangeLine(i int, low, high report.Value, colour string, thick, tall int) list {
	end := func(v report.Value) dict {
		return dict{
			"coord":      list{v.Number, i},
			"symbol":     "rect",
			"symbolSize": list{tall, thick},
		}
	}
	from := end(low)
	from["lineStyle"] = dict{"color": colour, "width": thick, "type": "solid"}
	return list{from, end(high)}
}

package chart

import (
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/opmaat/opmaat/assessment/report"
)

// Measures of a chart with one row a category, in CSS pixels.
const (
	legendHeight = 34
	limitLine    = 14 // one line of the names of thresholds
	limitMost    = 12 // characters in such a line
	axisHeight   = 52 // numbers and name of the value axis
	wideRow      = 38
	narrowRow    = 54
	narrowGap    = 6 // between names of thresholds and the first row
	barHeight    = 16
	letter       = 7.4 // width of an average letter at fontSize
	nameMost     = 250
	valueLine    = 14  // characters in a line of a value or what stands for one
	boldLetter   = 8.6 // width of an average bold letter
	briefFrom    = 29  // longer names are replaced by short ones in the narrow layout
)

// newRows is an empty horizontal bar chart: names on the left or, in the narrow
// layout, above the bars; values as text on the right; and a first series
// without data that carries the thresholds as lines behind the bars.
func newRows(f report.Figure, th Theme, legend bool) *charts.Bar {
	c := charts.NewBar()
	c.SetGlobalOptions(
		charts.WithColorsOpts(opts.Colors{th.first(), th.second()}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(legend), Left: "0", Top: "0"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Max: f.Max, Name: f.ValueName, NameLocation: "middle", NameGap: 30}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true)}),
	)
	c.ExtendYAxis(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Position: "right"})
	c.SetXAxis(names(f, false)).XYReversal()
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{Type: "line"})
	return c
}

// rowsDrawing finishes a chart of rows. values stand on the right, one a row.
func rowsDrawing(c *charts.Bar, f report.Figure, th Theme, series list, values []string) drawing {
	top := 4
	if c.Legend.Show != nil && *c.Legend.Show {
		top += legendHeight
	}
	top += limitsHeight(f)
	n := len(f.Categories)
	return drawing{
		chart: c,
		extra: dict{
			"series": append(list{dict{"data": list{}, "markLine": merge(marks(th, limits(f, th)), dict{"z": 1})}}, series...),
			"legend": legendLook(th),
			"xAxis":  list{valueAxis(f, th)},
			"yAxis":  list{nameAxis(th), merge(nameAxis(th), dict{"data": values})},
		},
		wide:       rowsWide(f, values, top),
		narrow:     rowsNarrow(f, top+narrowGap),
		wideHeight: top + n*wideRow + axisHeight, narrowHeight: top + narrowGap + n*narrowRow + axisHeight,
	}
}

func rowsWide(f report.Figure, values []string, top int) dict {
	left, right := min(room(names(f, false), letter), nameMost), room(values, boldLetter)
	return dict{
		"grid": dict{"left": left + 14, "right": right + 14, "top": top, "bottom": axisHeight, "outerBoundsMode": "none"},
		"yAxis": list{
			dict{"data": names(f, false), "axisLabel": outside(left, "right")},
			dict{"axisLabel": outside(right+20, "left")},
		},
		"series": list{dict{"markLine": dict{"label": dict{"fontSize": smallSize}}}},
	}
}

func outside(width int, align string) dict {
	return dict{
		"inside": false, "margin": 12, "align": align, "verticalAlign": "middle",
		"padding": 0, "width": width, "overflow": "break", "lineHeight": 17,
	}
}

// rowsNarrow puts the name and the value in one line above the bar.
func rowsNarrow(f report.Figure, top int) dict {
	return dict{
		"grid": dict{"left": 1, "right": 2, "top": top, "bottom": axisHeight, "outerBoundsMode": "none"},
		"yAxis": list{
			dict{"data": names(f, true), "axisLabel": above("left", 205)},
			dict{"axisLabel": above("right", 160)},
		},
		"series": list{dict{"markLine": dict{"label": dict{"fontSize": smallSize - 1}}}},
	}
}

func above(align string, width int) dict {
	return dict{
		"inside": true, "margin": 0, "align": align, "verticalAlign": "bottom",
		"padding": list{0, 0, barHeight/2 + 4, 0}, "width": width, "overflow": "break", "lineHeight": 17,
	}
}

// nameAxis is how names and values look. Their outline in the colour of the
// surface keeps them legible on the lines of the narrow layout.
func nameAxis(th Theme) dict {
	return dict{
		"z": 10, "axisTick": dict{"show": false}, "axisLine": dict{"show": false},
		"splitLine": dict{"show": false},
		"axisLabel": dict{
			"interval": 0, "color": th.Text, "fontSize": fontSize,
			"textBorderColor": th.Surface, "textBorderWidth": 3,
			"rich": dict{style: dict{"fontWeight": "bold", "fontSize": fontSize, "color": th.Text, "textBorderColor": th.Surface, "textBorderWidth": 3}},
		},
	}
}

func valueAxis(f report.Figure, th Theme) dict {
	return dict{
		"min": 0, "interval": f.Max / 4,
		"axisLine":      dict{"show": false},
		"axisTick":      dict{"show": false},
		"splitLine":     dict{"lineStyle": dict{"color": th.Line, "opacity": 0.25}},
		"axisLabel":     dict{"color": th.Text, "fontSize": smallSize, "margin": 10, "alignMinLabel": "left", "alignMaxLabel": "right"},
		"nameTextStyle": dict{"color": th.Text, "fontSize": smallSize},
	}
}

func legendLook(th Theme) dict {
	return dict{
		"selectedMode": false, "itemGap": 20, "itemWidth": 26, "itemHeight": 13, "padding": 0,
		"textStyle": dict{"color": th.Text, "fontSize": fontSize},
	}
}

// limits are the thresholds as lines across all rows, named at the top.
func limits(f report.Figure, th Theme) list {
	lines := list{}
	for _, t := range f.Thresholds {
		lines = append(lines, dict{
			"xAxis": t.At, "symbol": "none",
			"lineStyle": dict{"color": th.Line, "width": 1, "type": list{4, 4}},
			"label":     dict{"show": true, "formatter": wrap(t.Name, limitMost)},
		})
	}
	return lines
}

// limitsHeight is the room that the names of the thresholds take.
func limitsHeight(f report.Figure) int {
	height := 0
	for _, t := range f.Thresholds {
		height = max(height, 10+limitLine*len(strings.Split(wrap(t.Name, limitMost), "\n")))
	}
	return height
}

// marks is a set of lines that only mean what their labels say.
func marks(th Theme, lines list) dict {
	return dict{
		"silent": true, "animation": false, "symbol": "none",
		"label": dict{
			"show": false, "position": "start", "distance": 5, "color": th.Text,
			"lineHeight": limitLine, "align": "center",
		},
		"data": lines,
	}
}

// names are the labels of the rows.
func names(f report.Figure, narrow bool) []string {
	var out []string
	for _, c := range f.Categories {
		name := c.Name
		if narrow && width(shown(name)) >= briefFrom {
			name = c.Brief()
		}
		out = append(out, shown(name))
	}
	return out
}

// room is how many pixels the longest line of some texts takes, letter by letter.
func room(texts []string, letter float64) int {
	longest := 0
	for _, line := range strings.Split(unstyled(strings.Join(texts, "\n")), "\n") {
		longest = max(longest, width(line))
	}
	return int(float64(longest)*letter) + 1
}

// px writes a size as go-echarts wants it.
func px(n int) string { return strconv.Itoa(n) }

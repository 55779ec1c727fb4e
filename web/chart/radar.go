package chart

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/opmaat/opmaat/assessment/report"
)

// radarLeast is how many known values make an outline.
const radarLeast = 3

// radar draws one or two series around a centre. The value of the first series
// stands under the name of each category. Past a missing value the line runs
// straight on, without marks, so that missing never looks like a low score.
func radar(f report.Figure, th Theme) (drawing, error) {
	if known(f.Series[0].Values) < radarLeast {
		return drawing{}, ErrTooFew
	}
	c := charts.NewRadar()
	c.SetGlobalOptions(
		charts.WithColorsOpts(opts.Colors{th.first(), th.second()}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(len(f.Series) > 1), Left: "center", Top: "0"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithRadarComponentOpts(opts.RadarComponent{SplitNumber: 4}),
	)
	extra, keys := list{}, list{}
	for i, s := range f.Series[:min(2, len(f.Series))] {
		if known(s.Values) < radarLeast {
			continue
		}
		c.AddSeries(s.Name, []opts.RadarData{{Name: s.Name, Value: outline(s.Values)}})
		extra = append(extra, radarSeries(f, s, i, th))
		keys = append(keys, dict{"name": s.Name, "icon": radarKeys[i]})
	}
	top := 0
	if len(f.Series) > 1 {
		top = legendHeight
	}
	return drawing{
		chart:      c,
		extra:      dict{"series": extra, "radar": radarLook(th), "legend": merge(legendLook(th), dict{"data": keys})},
		wide:       radarLayout(f, th, radarSize{label: 20, font: fontSize, radius: "72%", middle: top + 208}),
		narrow:     radarLayout(f, th, radarSize{label: 10, font: smallSize, radius: "48%", middle: top + 138, brief: true}),
		wideHeight: top + 410, narrowHeight: top + 300,
	}, nil
}

// radarKeys are the pictures of both lines in the legend, 26 wide and 14 high: a
// line through a disc, a broken line through a diamond.
var radarKeys = [2]string{
	"path://M0 6H26V8H0ZM8 7A5 5 0 1 1 18 7A5 5 0 1 1 8 7Z",
	"path://M0 6H5V8H0ZM21 6H26V8H21ZM13 1L19 7L13 13L7 7Z",
}

// radarSeries is how a line looks: the first solid with round marks and a light
// area, the second dashed with diamonds.
func radarSeries(f report.Figure, s report.Series, i int, th Theme) dict {
	look := dict{
		"symbol": "circle", "symbolSize": 8, "z": 3 - i,
		"lineStyle": dict{"width": 2.5, "type": "solid", "color": th.first()},
		"itemStyle": dict{"color": th.first()},
		"areaStyle": dict{"color": th.first(), "opacity": 0.12},
	}
	if i > 0 {
		look = dict{
			"symbol": "diamond", "symbolSize": 10, "z": 2,
			"lineStyle": dict{"width": 2, "type": list{6, 4}, "color": th.second()},
			"itemStyle": dict{"color": th.second()},
		}
	}
	if known(s.Values) < len(s.Values) {
		look["symbol"] = "none"
	}
	look["emphasis"] = dict{"disabled": true}
	look["tooltip"] = dict{"formatter": radarTip(f, s, th)}
	return look
}

func radarTip(f report.Figure, s report.Series, th Theme) string {
	lines := []string{s.Name}
	for i, c := range f.Categories {
		lines = append(lines, shown(c.Name)+": "+text(f, s.Values[i], th))
	}
	return strings.Join(lines, "\n")
}

func radarLook(th Theme) dict {
	grid := dict{"color": th.Line, "width": 1, "opacity": 0.35}
	return dict{
		"shape": "polygon", "clockwise": true,
		"splitArea":   dict{"show": false},
		"splitLine":   dict{"lineStyle": grid},
		"axisLine":    dict{"lineStyle": grid},
		"axisNameGap": 10,
		"axisName": dict{
			"color": th.Text,
			"rich":  dict{style: dict{"fontWeight": "bold", "color": th.Text, "padding": list{2, 0, 0, 0}}},
		},
	}
}

// radarSize is one layout: characters in a line of a label, size of its font and
// vertical place of the middle in CSS pixels, radius as a part of half the
// drawing, short names or not.
type radarSize struct {
	label, font, middle int
	radius              string
	brief               bool
}

func radarLayout(f report.Figure, th Theme, size radarSize) dict {
	axes := list{}
	for i, c := range f.Categories {
		name := c.Name
		if size.brief {
			name = c.Brief()
		}
		value := strong(f, f.Series[0].Values[i], th, size.label)
		axes = append(axes, dict{
			"name": wrap(name, size.label) + "\n" + value,
			"min":  0, "max": f.Max,
			"axisLabel": dict{"show": false},
		})
	}
	return dict{"radar": dict{
		"center": list{"50%", size.middle}, "radius": size.radius,
		"indicator": axes,
		"axisName": dict{
			"fontSize": size.font, "lineHeight": size.font + 4,
			"rich": dict{style: dict{"fontSize": size.font, "lineHeight": size.font + 4}},
		},
	}}
}

// outline gives the values as ECharts wants them, with each missing one
// replaced by the point where the straight line between its known neighbours
// crosses its axis.
func outline(values []report.Value) []float64 {
	points := make([]float64, len(values))
	for i, v := range values {
		points[i] = v.Number
		if !v.Known {
			points[i] = crossing(values, i)
		}
	}
	return points
}

// crossing is where the line between the nearest known values on both sides
// crosses axis i, or 0 where they lie half a turn or more apart.
func crossing(values []report.Value, i int) float64 {
	n := len(values)
	before, after := 1, 1
	for before < n && !values[(i-before+n)%n].Known {
		before++
	}
	for after < n && !values[(i+after)%n].Known {
		after++
	}
	if 2*(before+after) >= n {
		return 0
	}
	angle := func(steps int) float64 { return math.Sin(2 * math.Pi * float64(steps) / float64(n)) }
	p, q := values[(i-before+n)%n].Number, values[(i+after)%n].Number
	if p == 0 || q == 0 {
		return 0
	}
	return p * q * angle(before+after) / (p*angle(before) + q*angle(after))
}

func known(values []report.Value) int {
	n := 0
	for _, v := range values {
		if v.Known {
			n++
		}
	}
	return n
}

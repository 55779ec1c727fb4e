package chart

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/opmaat/opmaat/assessment/report"
)

// Measures of a grid of cells, in CSS pixels.
const (
	cellLeast  = 22 // width of a cell
	cellHeight = 26
	cellGap    = 2
	lowWidth   = 280 // least that a drawing is wide
	lowHeight  = 22  // height of a cell, and of the name above it, in the narrow layout
	nameLeast  = 130 // what names beside the cells may take at least
	nameWidest = 270 // and at most
	headMost   = 130 // most that a name above the cells takes
	headLetter = 6.2 // width of an average letter at smallSize
	keyLine    = 22  // the last line of a key; the others take keyGap more
	keyIcon    = 16
	keyGap     = 16
	lowName    = 38 // characters of a name above its cells; longer ones are replaced by short ones
	headBrief  = 18
)

// unknown stands in the cell of a missing value.
const unknown = "?"

// heatmap draws a grid of cells. The fill of a cell says which step its value
// is on: none, a frame, half, full. The value and the letter of its origin are
// printed in it.
func heatmap(f report.Figure, th Theme) (drawing, error) {
	c := charts.NewHeatMap()
	c.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Position: "top", Data: heads(f)}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true)}),
	)
	c.ExtendYAxis(opts.YAxis{Type: "category", Inverse: opts.Bool(true), Position: "left"})
	cells := cells(f, th)
	c.AddSeries("", nil)
	series := list{merge(cellLook(th), dict{"data": cells})}
	steps, origins := stepKey(f, th), originKey(f)
	for _, k := range append(steps, origins...) {
		c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{Type: "scatter", Name: k.name})
		series = append(series, dict{"data": list{}, "itemStyle": dict{"color": k.colour, "opacity": 1}})
	}
	wide, narrow := wideGrid(f, steps, origins), narrowGrid(f, steps, origins)
	least := narrow.least
	if wide.least > Breakpoint {
		least = wide.least
	}
	return drawing{
		chart: c,
		extra: dict{
			"series":    series,
			"visualMap": list{stepMap(f, th)},
			"legend":    list{keyLook(th, steps), keyLook(th, origins)},
			"xAxis":     list{headAxis(f, th)},
			"yAxis":     list{dict{"show": false}, nameAxis(th)},
		},
		wide: wide.option(), narrow: narrow.option(),
		wideHeight: wide.height, narrowHeight: narrow.height, minWidth: least,
	}, nil
}

// step is the step that a value is on, or -1 for a missing one.
func step(f report.Figure, v report.Value) int {
	at := -1
	for i, t := range f.Thresholds {
		if v.Known && v.Number >= t.At {
			at = i
		}
	}
	return at
}

// stepMap gives each step its fill. A missing value is drawn as -1.
func stepMap(f report.Figure, th Theme) dict {
	pieces := list{dict{"lt": 0, "color": "transparent"}}
	for i, fill := range []string{"transparent", "transparent", th.mix(half), th.mix(full)} {
		piece := dict{"gte": f.Thresholds[i].At, "color": fill}
		if i+1 < len(f.Thresholds) {
			piece["lt"] = f.Thresholds[i+1].At
		}
		pieces = append(pieces, piece)
	}
	return dict{
		"type": "piecewise", "show": false, "dimension": 2, "seriesIndex": 0,
		"min": -1, "max": f.Max, "pieces": pieces,
	}
}

// cells are the data of all cells, row by row. A row is named by its id, which
// both layouts know, a column by its number.
func cells(f report.Figure, th Theme) list {
	data := list{}
	for i := range f.Categories {
		for j, s := range f.Series {
			number := -1.0
			if s.Values[i].Known {
				number = s.Values[i].Number
			}
			data = append(data, dict{
				"value":   list{j, rowID(i), number},
				"label":   cellLabel(f, s, i, th),
				"tooltip": dict{"formatter": cellTip(f, s, i, th)},
			})
		}
	}
	return data
}

func rowID(i int) string { return "r" + strconv.Itoa(i) }

// cellLabel is what is printed in a cell, in a colour that stands out from its
// fill; on the second step with the frame that tells it from the first.
func cellLabel(f report.Figure, s report.Series, i int, th Theme) dict {
	label := dict{"formatter": unknown}
	if s.Values[i].Known {
		label["formatter"] = bold(th.number(s.Values[i].Number))
	}
	if o, ok := f.Origin(s, i); ok {
		label["formatter"] = label["formatter"].(string) + "\u2009" + o.Letter
	}
	tint := func(colour string) {
		label["color"], label["rich"] = colour, dict{style: dict{"color": colour}}
	}
	switch step(f, s.Values[i]) {
	case 1:
		label["borderColor"], label["borderWidth"] = th.first(), 1.5
	case 2:
		tint(th.mix(ink))
	case 3:
		tint(th.Surface)
	}
	return label
}

// cellTip names the row, the column, the value, its step and its origin.
func cellTip(f report.Figure, s report.Series, i int, th Theme) string {
	tip := shown(f.Categories[i].Name) + "\n" + s.Name + ": " + text(f, s.Values[i], th)
	if at := step(f, s.Values[i]); at >= 0 {
		tip += ", " + shown(f.Thresholds[at].Name)
	}
	if o, ok := f.Origin(s, i); ok {
		tip += " (" + shown(o.Name) + ")"
	}
	return tip
}

func cellLook(th Theme) dict {
	return dict{
		"itemStyle": dict{"borderColor": th.Surface, "borderWidth": cellGap, "borderRadius": 3},
		"emphasis":  dict{"disabled": true},
		"label": dict{
			"show": true, "color": th.Text, "align": "center", "verticalAlign": "middle", "borderRadius": 2,
			"rich": dict{style: dict{"fontWeight": "bold", "color": th.Text}},
		},
	}
}

package chart

import "encoding/json"

// dict and list are pieces of an ECharts option that go-echarts cannot say.
type (
	dict = map[string]any
	list = []any
)

// options is what go-echarts offers of a chart that is safe to use.
type options interface {
	Validate()
	JSON() map[string]any
}

// drawing is a chart before it is written: the option go-echarts builds, what
// it cannot say, what differs in the two layouts, and the height of each in CSS
// pixels. minWidth is the width below which the drawing does not shrink.
type drawing struct {
	chart                    options
	extra, wide, narrow      dict
	wideHeight, narrowHeight int
	minWidth                 int
}

// marshal writes the drawing. json.Marshal escapes <, > and &.
func (d drawing) marshal(th Theme) (json.RawMessage, error) {
	d.chart.Validate()
	raw, err := json.Marshal(d.chart.JSON())
	if err != nil {
		return nil, err
	}
	var base dict
	if err := json.Unmarshal(raw, &base); err != nil {
		return nil, err
	}
	delete(base, "title")   // the page has the heading
	delete(base, "toolbox") // there are no tools
	merged := merge(base, common(th)).(dict)
	return json.Marshal(dict{
		"baseOption": merge(merged, d.extra),
		"media": list{
			dict{"query": dict{"maxWidth": Breakpoint - 1}, "option": d.narrow},
			dict{"option": d.wide},
		},
		"opmaat": dict{
			"breakpoint": Breakpoint,
			"height":     dict{"wide": d.wideHeight, "narrow": d.narrowHeight},
			"minWidth":   d.minWidth,
			"colours":    th.placeholders(),
		},
	})
}

// common is what every chart has: no aria text from ECharts (the page has a
// better sentence and a table), short movement, tooltips as SVG text.
func common(th Theme) dict {
	return dict{
		"aria":              dict{"enabled": false},
		"animationDuration": 300,
		"textStyle":         dict{"color": th.Text, "fontFamily": "sans-serif", "fontSize": fontSize},
		"tooltip": dict{
			"renderMode": "richText", "confine": true, "transitionDuration": 0,
			"backgroundColor": th.Surface, "borderColor": th.Line, "borderWidth": 1, "padding": list{8, 12},
			"textStyle":   dict{"color": th.Text, "fontSize": fontSize, "lineHeight": 20},
			"axisPointer": dict{"type": "none"},
		},
	}
}

// merge lays patch over base: objects key by key, arrays item by item, anything
// else replaces what was there.
func merge(base, patch any) any {
	switch p := patch.(type) {
	case dict:
		b, ok := base.(dict)
		if !ok {
			b = dict{}
		}
		for key, value := range p {
			b[key] = merge(b[key], value)
		}
		return b
	case list:
		b, ok := base.(list)
		if !ok {
			return p
		}
		for i, value := range p {
			if i < len(b) {
				b[i] = merge(b[i], value)
			} else {
				b = append(b, value)
			}
		}
		return b
	}
	return patch
}

package chart

import (
	"strings"

	"github.com/opmaat/opmaat/assessment/report"
)

// key is one entry of the keys above a grid.
type key struct {
	name, icon, colour string
}

// The icons of the steps: nothing but a dotted line under where a cell would
// be, a frame, and a full cell.
const (
	emptyIcon = "path://M0 12H3V14H0ZM6 12H10V14H6ZM13 12H16V14H13Z"
	frameIcon = "path://M0 0H16V14H0ZM2 2V12H14V2Z"
	fillIcon  = "roundRect"
)

// stepKey is the key to the fills: the least value of each step and its name.
func stepKey(f report.Figure, th Theme) []key {
	icons := [report.HeatmapSteps]key{
		{icon: emptyIcon, colour: th.Line},
		{icon: frameIcon, colour: th.first()},
		{icon: fillIcon, colour: th.mix(half)},
		{icon: fillIcon, colour: th.mix(full)},
	}
	var keys []key
	for i, t := range f.Thresholds {
		k := icons[i]
		k.name = bold(th.number(t.At)) + " " + shown(t.Name)
		keys = append(keys, k)
	}
	return keys
}

// originKey is the key to the letters.
func originKey(f report.Figure) []key {
	var keys []key
	for _, o := range f.Origins {
		keys = append(keys, key{name: bold(o.Letter) + " " + shown(o.Name), icon: "none", colour: "transparent"})
	}
	return keys
}

// keyLook is how a key looks. It has as many lines as it needs.
func keyLook(th Theme, keys []key) dict {
	data := list{}
	for _, k := range keys {
		data = append(data, dict{"name": k.name, "icon": k.icon})
	}
	look := legendLook(th)
	look["show"], look["left"], look["data"] = len(keys) > 0, 0, data
	look["itemGap"], look["itemWidth"], look["itemHeight"] = keyGap, keyIcon, keyIcon-2
	if len(keys) > 0 && keys[0].icon == "none" {
		look["itemWidth"], look["left"] = 0, -5 // the room between icon and name
	}
	look["textStyle"] = dict{
		"color": th.Text, "fontSize": smallSize + 1, "padding": 0,
		"rich": dict{style: dict{"fontWeight": "bold", "fontSize": smallSize + 1, "color": th.Text}},
	}
	return look
}

// keyHeight is the room that a key takes in a drawing of some width.
func keyHeight(keys []key, width int) int {
	lines, used := 0, 0
	for _, k := range keys {
		wide := keyIcon + 5 + room([]string{k.name}, letter)
		if lines == 0 || used+wide > width {
			lines, used = lines+1, 0
		}
		used += wide + keyGap
	}
	return lines*keyLine + max(0, lines-1)*(keyIcon+keyGap-keyLine)
}

// headAxis is the row of names above the cells.
func headAxis(f report.Figure, th Theme) dict {
	axis := nameAxis(th)
	label := axis["axisLabel"].(dict)
	label["fontSize"], label["margin"], label["lineHeight"] = smallSize, 6, smallSize+3
	if slanted(f) {
		label["rotate"], label["width"], label["overflow"] = -90, headMost, "truncate"
	}
	return axis
}

// slanted says whether the names above the cells stand upright.
func slanted(f report.Figure) bool { return len(f.Series) > 5 }

// heads are the names above the cells.
func heads(f report.Figure) []string {
	var all []string
	for _, s := range f.Series {
		name := s.Name
		if width(shown(name)) >= headBrief {
			name = s.Brief()
		}
		if slanted(f) {
			name = shown(name)
		} else {
			name = wrap(name, lowWidth/len(f.Series)/8)
		}
		all = append(all, name)
	}
	return all
}

func headHeight(f report.Figure) int {
	if slanted(f) {
		return min(room(heads(f), headLetter), headMost) + 12
	}
	lines := 0
	for _, head := range heads(f) {
		lines = max(lines, strings.Count(head, "\n")+1)
	}
	return lines*(smallSize+3) + 12
}

// cellGrid is one layout: the least width and the height of the drawing, where
// the cells are, and the ids and names of its rows.
type cellGrid struct {
	least, height int
	left, top     int
	keys          [2]int // where the keys start
	ids, names    []string
	nameLabel     dict
	font          int
	frame         list // width and height of a frame
}

// cellsWide is how wide all cells are at least.
func cellsWide(f report.Figure) int {
	least := cellLeast
	if !slanted(f) {
		least = 56
	}
	return len(f.Series)*least + 2
}

// wideGrid has the names of the rows beside the cells.
func wideGrid(f report.Figure, steps, origins []key) cellGrid {
	beside := min(max(Breakpoint-cellsWide(f)-14, nameLeast), nameWidest)
	g := cellGrid{names: rowNames(f, int(float64(beside)/letter)), font: smallSize + 1, frame: list{27, 18}}
	for i := range f.Categories {
		g.ids = append(g.ids, rowID(i))
	}
	beside = min(room(g.names, letter), beside)
	g.nameLabel = outside(beside, "right")
	g.nameLabel["overflow"] = "truncate"
	g.left = beside + 14
	g.least = g.left + cellsWide(f)
	return g.arranged(f, max(g.least, Breakpoint), cellHeight, steps, origins)
}

// narrowGrid has the name of each row above its cells, in a row of its own.
func narrowGrid(f report.Figure, steps, origins []key) cellGrid {
	g := cellGrid{left: 1, font: smallSize, frame: list{19, 17}}
	for i, name := range rowNames(f, lowName) {
		g.ids = append(g.ids, "n"+rowID(i), rowID(i))
		g.names = append(g.names, name, "")
	}
	g.nameLabel = dict{
		"inside": true, "margin": 1, "align": "left", "verticalAlign": "middle",
		"padding": list{4, 0, 0, 0}, "width": 280, "overflow": "truncate", "lineHeight": 17,
	}
	g.least = g.left + cellsWide(f)
	return g.arranged(f, max(g.least, lowWidth), lowHeight, steps, origins)
}

// arranged finds the heights: keys, names of the columns, rows.
func (g cellGrid) arranged(f report.Figure, width, row int, steps, origins []key) cellGrid {
	g.keys[1] = keyHeight(steps, width)
	g.top = g.keys[1] + keyHeight(origins, width) + 4 + headHeight(f)
	g.height = g.top + len(g.ids)*row + 4
	return g
}

func rowNames(f report.Figure, most int) []string {
	var all []string
	for _, c := range f.Categories {
		name := c.Name
		if width(shown(name)) >= most {
			name = c.Brief()
		}
		all = append(all, shown(name))
	}
	return all
}

func (g cellGrid) option() dict {
	return dict{
		"grid":   dict{"left": g.left, "right": 1, "top": g.top, "bottom": 4, "outerBoundsMode": "none"},
		"legend": list{dict{"top": g.keys[0]}, dict{"top": g.keys[1]}},
		"yAxis":  list{dict{"data": g.ids}, dict{"data": g.names, "axisLabel": g.nameLabel}},
		"series": list{dict{"label": dict{
			"fontSize": g.font, "width": g.frame[0], "height": g.frame[1], "lineHeight": g.frame[1],
			"rich": dict{style: dict{"fontSize": g.font}},
		}}},
	}
}

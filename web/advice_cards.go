package web

import (
	"sort"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// cardCount is how many of the ranked tools get a whole card.
const cardCount = 3

// cards are the best tools with their reasons.
func (a *advice) cards() []toolCard {
	var out []toolCard
	for i, r := range a.r.Ranking[:min(cardCount, len(a.r.Ranking))] {
		w := a.words(r.Tool)
		card := toolCard{Place: i + 1, ID: a.tool(r.Tool).ID, Name: w.Name, Also: w.Also, Fit: a.percent(r.Fit), First: hundred(r.FirstShare), Dominated: r.Dominated}
		if r.Feasibility.Known {
			card.Feasibility = a.percent(r.Feasibility.Value)
		}
		card.Because, card.Suits = []string{a.because(r)}, w.Fits
		card.Mind = append(a.warningTexts(a.own(r), r.Open), w.Mind[:min(2, len(w.Mind))]...)
		card.NotIf = w.NotIf
		card.Parts = a.parts(r)
		out = append(out, card)
	}
	return out
}

// because names the needs that count most and are fully served.
func (a *advice) because(r recommend.Ranked) string {
	var served []string
	for _, n := range a.byWeight() {
		cell := a.tool(r.Tool).At(n, a.mode)
		if a.s.Needs[n] >= recommend.Should && cell.Known && cell.Value == recommend.MaxValue {
			served = append(served, lowerFirst(a.need(n)))
		}
	}
	if len(served) == 0 {
		return a.t("tools.because.none")
	}
	return a.t("tools.because.needs", "needs", a.ed.printers[a.lang].List(served))
}

// lowerFirst fits a name into the middle of a sentence.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// byWeight are the needs that count, the heaviest first.
func (a *advice) byWeight() []int {
	var out []int
	for n, w := range a.s.Needs {
		if w > recommend.Wont {
			out = append(out, n)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return a.s.Needs[out[i]] > a.s.Needs[out[j]] })
	return out
}

// parts are the contributions that add up to the fit.
func (a *advice) parts(r recommend.Ranked) []contribution {
	var out []contribution
	x, p := 0.0, a.ed.printers[a.lang]
	for _, n := range a.byWeight() {
		cell := a.tool(r.Tool).At(n, a.mode)
		share := 100 * r.Contributions[n]
		part := contribution{Need: a.need(n), Weight: a.weightName(a.s.Needs[n]), Value: a.t("tools.unknown"), Kind: a.t(kindTexts[cell.Kind][0]),
			Share: p.Number(share, 1), X: coordinate(x), Width: coordinate(max(0, share-0.4)), Odd: len(out)%2 == 1}
		if cell.Known {
			part.Value = a.value(cell.Value)
		}
		x += share
		out = append(out, part)
	}
	return out
}

// coordinate is a number for an SVG attribute.
func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func (a *advice) weightName(w recommend.Weight) string {
	for _, m := range moscowTexts {
		if m.weight == w {
			return a.t(m.key)
		}
	}
	return ""
}

// heatRow is one need with its value for each tool of the table.
type heatRow struct {
	Need, Weight string
	Cells        []heatCell
}

// heatCell is a value with the letter of its kind.
type heatCell struct {
	Value, Letter, Kind string
	Level               int // 0..3, or -1 when not known
}

// heat is the table of needs that count against all tools still in the race and those ruled out.
func (a *advice) heat() (names []toolLink, rows []heatRow) {
	var order []int
	for _, r := range a.r.Ranking {
		order = append(order, r.Tool)
	}
	for _, e := range a.r.Excluded {
		if !a.tool(e.Tool).Ended {
			order = append(order, e.Tool)
		}
	}
	for _, i := range order {
		names = append(names, toolLink{ID: a.tool(i).ID, Name: a.name(i)})
	}
	for _, n := range a.byWeight() {
		row := heatRow{Need: a.need(n), Weight: a.weightName(a.s.Needs[n])}
		for _, i := range order {
			row.Cells = append(row.Cells, a.heatCell(i, n))
		}
		rows = append(rows, row)
	}
	return names, rows
}

func (a *advice) heatCell(tool, need int) heatCell {
	cell := a.tool(tool).At(need, a.mode)
	if !cell.Known {
		return heatCell{Value: "?", Level: -1, Kind: a.t("tools.unknown")}
	}
	keys := kindTexts[cell.Kind]
	return heatCell{Value: strconv.Itoa(cell.Value), Letter: a.t(keys[1]), Kind: a.t(keys[0]), Level: cell.Value}
}

package chart

import (
	"strconv"
	"strings"

	"github.com/opmaat/opmaat/assessment/report"
)

// samples are the figures that goldens and screenshots are made of.
func samples() map[string]report.Figure {
	return map[string]report.Figure{
		"radar":         nine(report.Radar, true),
		"radar-missing": withMissing(nine(report.Radar, false)),
		"bars":          withMissing(nine(report.Bars, false)),
		"gaps":          nine(report.Gaps, true),
		"hostile":       hostile(),
		"scatter":       toolPoints(),
		"heatmap":       toolGrid(),
		"contributions": toolParts(),
		"heatmap-few":   few(toolGrid(), 5, 3),
		"lines":         gameLines(),
		"areas":         gameAreas(),

		"hostile-scatter":       attacked(toolPoints()),
		"hostile-heatmap":       attacked(few(toolGrid(), len(attacks), len(attacks))),
		"hostile-contributions": attacked(toolParts()),
		"hostile-lines":         attacked(gameLines()),
		"hostile-areas":         attacked(gameAreas()),
	}
}

// nine is a figure over the nine dimensions of the test, in Dutch.
func nine(kind report.Kind, target bool) report.Figure {
	f := report.Figure{
		Kind: kind, Title: "Score per dimensie",
		Sentence: "Doel en behoeften scoort met 75 het hoogst, bereik en resultaat met 12,5 het laagst.",
		Subject:  "Dimensie", ValueName: "Score van 0 tot 100", Max: 100,
		Categories: []report.Category{
			{Name: "Doel en behoeften", Short: "Doel"},
			{Name: "Leiding en spelregels", Short: "Leiding"},
			{Name: "Open en vrijwillige cultuur", Short: "Open cultuur"},
			{Name: "Gesprek en luisteren", Short: "Gesprek"},
			{Name: "Kennis en leren", Short: "Kennis"},
			{Name: "Mensen en vaardigheden", Short: "Mensen"},
			{Name: "Kanalen en techniek", Short: "Kanalen"},
			{Name: "Veiligheid, privacy en toegankelijkheid", Short: "Veiligheid"},
			{Name: "Bereik, resultaat en verbetering", Short: "Bereik"},
		},
		Series: []report.Series{series("Nu", 75, 62.5, 41.7, 58.3, 50, 33.3, 66.7, 45, 12.5)},
		Thresholds: []report.Threshold{
			{At: 25, Name: "Uitproberen"}, {At: 50, Name: "Georganiseerd"}, {At: 75, Name: "In gesprek"},
		},
		LowName: "Ten minste", HighName: "Ten hoogste", Missing: "Te weinig antwoorden",
	}
	if target {
		f.Series = append(f.Series, series("Doel over een jaar", 75, 80, 65, 75, 70, 60, 66.7, 70, 40))
	}
	return f
}

// ofKind is a figure that its kind can draw.
func ofKind(kind report.Kind) report.Figure {
	switch kind {
	case report.Scatter:
		return toolPoints()
	case report.Heatmap:
		return toolGrid()
	case report.Contributions:
		return toolParts()
	case report.Lines:
		return gameLines()
	case report.Areas:
		return gameAreas()
	}
	return nine(kind, true)
}

func series(name string, values ...float64) report.Series {
	s := report.Series{Name: name}
	for _, v := range values {
		s.Values = append(s.Values, report.Of(v))
	}
	return s
}

// withMissing takes one value away and adds bounds to the others.
func withMissing(f report.Figure) report.Figure {
	s := &f.Series[0]
	for i, v := range s.Values {
		spread := float64(i%4) * 6
		s.Low = append(s.Low, report.Of(max(0, v.Number-spread)))
		s.High = append(s.High, report.Of(min(100, v.Number+1.5*spread)))
	}
	s.Values[7] = report.Value{}
	s.Low[7], s.High[7] = report.Of(10), report.Of(85)
	return f
}

// attacks are labels that mean something to HTML, to templates or to ECharts.
var attacks = []string{
	`</script><script>alert(1)</script>`, `{{.}}`, `${7*7}`, `{a|b}`, `{b}: {c} {d}`, `<img src=x onerror=alert(1)>`, `--><!--`,
}

func hostile() report.Figure {
	f := nine(report.Gaps, true)
	for i, attack := range attacks {
		f.Categories[i] = report.Category{Name: attack, Short: attack}
	}
	for i := range f.Series {
		f.Series[i].Name = attacks[i]
	}
	f.Thresholds[0].Name, f.Thresholds[1].Name = attacks[3], attacks[5]
	f.Title, f.Sentence, f.Missing, f.ValueName = attacks[0], attacks[0], attacks[3], attacks[3]
	return f
}

func dutch() Theme {
	th := Light()
	th.Number = func(v float64) string {
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	}
	return th
}

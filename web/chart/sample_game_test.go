package chart

import (
	"math"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/opmaat/opmaat/assessment/report"
)

// gameLines are five indicators over nine moments; three of them end close together.
func gameLines() report.Figure {
	f := overRounds(report.Lines, 100)
	f.Title, f.Sentence = "De indicatoren per ronde", "De aansluiting steeg het meest, de energie daalde het meest."
	f.Series = []report.Series{
		series("Aansluiting", 22, 34, 30, 45, 52, 60, 66, 70, 71), series("Draagvlak", 42, 50, 47, 55, 66, 72, 70, 72, 72),
		series("Meedoen", 14, 14, 16, 22, 30, 39, 48, 55, 60), series("Veilig en duidelijk", 48, 48, 61, 60, 59, 72, 71, 70, 70),
		series("Energie", 60, 55, 50, 44, 46, 40, 37, 33, 30),
	}
	return f
}

// gameAreas are 140 people in five stages over nine moments; one layer ends at nothing.
func gameAreas() report.Figure {
	f := overRounds(report.Areas, 140)
	f.Title, f.Sentence = "Waar de medewerkers staan", "Aan het eind gebruiken 60 van de 140 mensen het."
	f.Series = []report.Series{
		series("Weet van niets", 100, 90, 70, 55, 40, 30, 20, 8, 0), series("Heeft ervan gehoord", 40, 45, 50, 45, 40, 35, 30, 25, 20),
		series("Nieuwsgierig", 0, 5, 15, 25, 30, 35, 35, 35, 30), series("Probeert het", 0, 0, 5, 10, 20, 25, 30, 32, 30),
		series("Gebruikt het", 0, 0, 0, 5, 10, 15, 25, 40, 60),
	}
	return f
}

func overRounds(kind report.Kind, most float64) report.Figure {
	f := report.Figure{Kind: kind, Subject: "Moment", ValueName: "Punten", Max: most, Missing: "Niet bekend", Categories: []report.Category{{Name: "Begin"}}}
	for i := range 8 {
		f.Categories = append(f.Categories, report.Category{Name: "Ronde " + strconv.Itoa(i+1), Short: strconv.Itoa(i + 1)})
	}
	return f
}

// Names at the ends of lines neither meet nor leave the drawing.
func TestNamesOfLinesDoNotMeet(t *testing.T) {
	url := serve(t)
	for _, width := range []int64{320, 360, 600, 1280} {
		ctx := open(t, url, look{width, "light"})
		for _, id := range []string{"lines", "areas"} {
			if n := value[int](t, ctx, meeting(id)); n != 0 {
				t.Errorf("%s at %d pixels: %d texts meet or stick out", id, width, n)
			}
		}
		_ = chromedp.Cancel(ctx)
	}
}

// TestSpread keeps a line of text between any two names, all of them within the
// plot, in the order of the lines.
func TestSpread(t *testing.T) {
	for _, c := range []struct{ wanted, ends []float64 }{
		{[]float64{70, 71, 71, 30, 70}, []float64{70, 71, 71, 30, 70}},
		{[]float64{30, 62, 97, 99.5, 100}, []float64{60, 64, 99, 100, 100}}, // layers, the upper ones thin
		{[]float64{0, 0, 0, 0, 0, 0}, []float64{0, 0, 0, 0, 0, 0}},
	} {
		shifts := spread(c.wanted, c.ends, plotHeight, 100)
		at := make([]float64, len(shifts))
		for i := range shifts {
			at[i] = c.ends[i]*3 - float64(shifts[i])
			if at[i] < -1 || at[i] > plotHeight+1 {
				t.Errorf("%v: name %d stands at %v", c.wanted, i, at[i])
			}
		}
		for i := range at {
			for j := range at {
				if i != j && math.Abs(at[i]-at[j]) < labelLine-1 || c.wanted[i] > c.wanted[j] && at[i] < at[j] {
					t.Errorf("%v: names %d and %d stand at %v and %v", c.wanted, i, j, at[i], at[j])
				}
			}
		}
	}
	if shifts := spread([]float64{30, 70}, []float64{30, 70}, plotHeight, 100); shifts[0] != 0 || shifts[1] != 0 {
		t.Errorf("names with room move: %v", shifts)
	}
}

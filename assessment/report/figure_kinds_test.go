package report

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func scatter() Figure {
	return Figure{
		Kind: Scatter, Title: "Fit against feasibility", Sentence: "Intranet lies highest on both.",
		Subject: "Tool", Max: 100, Missing: "Not known", MarkedName: "First place", RestName: "Other tools",
		Categories: []Category{{Name: "Intranet", Marked: true}, {Name: "Teams"}},
		Series: []Series{
			{Name: "Fit", ValueName: "Fit, 0 to 100", Values: []Value{Of(92), Of(80)}},
			{Name: "Feasibility", ValueName: "Feasibility, 0 to 100", Values: []Value{Of(75), {}}},
		},
	}
}

func heatmap() Figure {
	return Figure{
		Kind: Heatmap, Title: "Needs and tools", Sentence: "Documents are built into SharePoint.",
		Subject: "Need", Max: 3, Missing: "Not known",
		Categories: []Category{{Name: "Documents"}, {Name: "Calendar"}},
		Series: []Series{
			{Name: "SharePoint", Short: "SP", Values: []Value{Of(3), Of(2)}, Origins: []int{0, 1}},
			{Name: "LinkedIn", Values: []Value{Of(0), {}}, Origins: []int{0, 0}},
		},
		Thresholds: []Threshold{{0, "none"}, {1, "workaround"}, {2, "partial"}, {3, "built in"}},
		Origins:    []Origin{{"s", "seed"}, {"v", "verified"}},
	}
}

func contributions() Figure {
	return Figure{
		Kind: Contributions, Title: "What the fit is made of", Sentence: "Documents bring in most.",
		Subject: "Need", ValueName: "Points", Max: 100, Total: 60.5, TotalName: "Fit",
		Categories: []Category{{Name: "Documents"}, {Name: "Calendar"}},
		Series:     []Series{{Name: "Points", Values: []Value{Of(40), Of(20.5)}}},
	}
}

func TestTableOfEachKind(t *testing.T) {
	for _, c := range []struct {
		f    Figure
		want Table
	}{
		{scatter(), Table{
			Caption: "Fit against feasibility",
			Head:    []string{"Tool", "Fit", "Feasibility"},
			Rows:    [][]string{{"Intranet (First place)", "92,0", "75,0"}, {"Teams", "80,0", "Not known"}},
		}},
		{heatmap(), Table{
			Caption: "Needs and tools",
			Head:    []string{"Need", "SharePoint", "LinkedIn"},
			Rows:    [][]string{{"Documents", "3,0 (seed)", "0,0 (seed)"}, {"Calendar", "2,0 (verified)", "Not known"}},
			Notes: []string{
				"0,0: none", "1,0: workaround", "2,0: partial", "3,0: built in", "s: seed", "v: verified",
			},
		}},
		{contributions(), Table{
			Caption: "What the fit is made of",
			Head:    []string{"Need", "Points"},
			Rows:    [][]string{{"Documents", "40,0"}, {"Calendar", "20,5"}, {"Fit", "60,5"}},
		}},
	} {
		t.Run(string(c.f.Kind), func(t *testing.T) {
			if err := c.f.Check(); err != nil {
				t.Fatal(err)
			}
			if got := c.f.Table(comma); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestCheckOfEachKind(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     Figure
		spoil func(*Figure)
	}{
		{"one coordinate", scatter(), func(f *Figure) { f.Series = f.Series[:1] }},
		{"point with bounds", scatter(), func(f *Figure) {
			f.Series[0].Low, f.Series[0].High = f.Series[0].Values, f.Series[0].Values
		}},
		{"scatter with a threshold", scatter(), func(f *Figure) { f.Thresholds = []Threshold{{50, "half"}} }},
		{"axis without a name", scatter(), func(f *Figure) { f.Series[1].ValueName = "" }},
		{"mark without a name", scatter(), func(f *Figure) { f.MarkedName = "" }},
		{"rest without a name", scatter(), func(f *Figure) { f.RestName = "" }},
		{"cell with bounds", heatmap(), func(f *Figure) {
			f.Series[0].Low, f.Series[0].High = f.Series[0].Values, f.Series[0].Values
		}},
		{"three steps", heatmap(), func(f *Figure) { f.Thresholds = f.Thresholds[:3] }},
		{"values below the steps", heatmap(), func(f *Figure) { f.Thresholds[0].At = 0.5 }},
		{"step without width", heatmap(), func(f *Figure) { f.Thresholds[1].At = 0 }},
		{"origins too few", heatmap(), func(f *Figure) { f.Series[0].Origins = []int{0} }},
		{"origin that is not there", heatmap(), func(f *Figure) { f.Series[0].Origins[1] = 2 }},
		{"origin below zero", heatmap(), func(f *Figure) { f.Series[0].Origins[0] = -1 }},
		{"origin without a letter", heatmap(), func(f *Figure) { f.Origins[0].Letter = "" }},
		{"origin with a word as letter", heatmap(), func(f *Figure) { f.Origins[0].Letter = "abc" }},
		{"origin without a name", heatmap(), func(f *Figure) { f.Origins[0].Name = "" }},
		{"one letter for two origins", heatmap(), func(f *Figure) { f.Origins[1].Letter = "s" }},
		{"two things to add up", contributions(), func(f *Figure) { f.Series = append(f.Series, f.Series[0]) }},
		{"part with bounds", contributions(), func(f *Figure) {
			f.Series[0].Low, f.Series[0].High = f.Series[0].Values, f.Series[0].Values
		}},
		{"total without a name", contributions(), func(f *Figure) { f.TotalName = "" }},
		{"missing part", contributions(), func(f *Figure) { f.Missing, f.Series[0].Values[1] = "-", Value{} }},
		{"wrong total", contributions(), func(f *Figure) { f.Total = 61 }},
		{"no total", contributions(), func(f *Figure) { f.Total = math.NaN() }},
		{"total above max", contributions(), func(f *Figure) { f.Max = 50 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spoil(&c.f)
			if err := c.f.Check(); !errors.Is(err, ErrFigure) {
				t.Errorf("got %v, want ErrFigure", err)
			}
		})
	}
}

// A missing value has no origin, whatever its index says.
func TestMissingHasNoOrigin(t *testing.T) {
	f := heatmap()
	f.Series[1].Origins[1] = -1
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	if o, ok := f.Origin(f.Series[1], 1); ok {
		t.Errorf("got %v", o)
	}
	if o, ok := f.Origin(f.Series[0], 1); !ok || o.Letter != "v" {
		t.Errorf("got %v, %v", o, ok)
	}
}

func TestBriefAndMeasure(t *testing.T) {
	f := heatmap()
	if a, b := f.Series[0].Brief(), f.Series[1].Brief(); a != "SP" || b != "LinkedIn" {
		t.Errorf("brief: %q and %q", a, b)
	}
	f.ValueName = "Steps"
	f.Series[0].ValueName = "Points"
	if a, b := f.Measure(f.Series[0]), f.Measure(f.Series[1]); a != "Points" || b != "Steps" {
		t.Errorf("measure: %q and %q", a, b)
	}
}

// Parts that a sum was made of always add up to it, however many there are.
func TestContributionsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 40).Draw(t, "parts")
		f := contributions()
		f.Categories, f.Series[0].Values, f.Total, f.Max = nil, nil, 0, 4000
		for _, part := range parts {
			f.Categories = append(f.Categories, Category{Name: "n"})
			f.Series[0].Values = append(f.Series[0].Values, Of(part))
			f.Total += part
		}
		if err := f.Check(); err != nil {
			t.Fatal(err)
		}
		f.Total += rapid.SampledFrom([]float64{-0.01, 0.01}).Draw(t, "off")
		if err := f.Check(); !errors.Is(err, ErrFigure) {
			t.Fatalf("a wrong total passed: %v", err)
		}
	})
}

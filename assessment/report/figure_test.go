package report

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func sample() Figure {
	return Figure{
		Kind: Bars, Title: "Score per dimension", Sentence: "The score is highest for Purpose.",
		Subject: "Dimension", ValueName: "Score, 0 to 100",
		Categories: []Category{{Name: "Purpose and needs", Short: "Purpose"}, {Name: "Reach"}},
		Series: []Series{{
			Name: "Score", Values: []Value{Of(62.5), {}},
			Low: []Value{Of(50), Of(0)}, High: []Value{Of(75), Of(100)},
		}},
		Thresholds: []Threshold{{25, "Trying out"}, {50, "Organised"}},
		Max:        100, LowName: "At least", HighName: "At most", Missing: "Not enough answers",
	}
}

func comma(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", ",", 1)
}

func TestTable(t *testing.T) {
	got := sample().Table(comma)
	want := Table{
		Caption: "Score per dimension",
		Head:    []string{"Dimension", "Score", "At least", "At most"},
		Rows: [][]string{
			{"Purpose and needs", "62,5", "50,0", "75,0"},
			{"Reach", "Not enough answers", "0,0", "100,0"},
		},
		Notes: []string{"25,0: Trying out", "50,0: Organised"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestBrief(t *testing.T) {
	f := sample()
	if a, b := f.Categories[0].Brief(), f.Categories[1].Brief(); a != "Purpose" || b != "Reach" {
		t.Errorf("got %q and %q", a, b)
	}
}

func TestCheck(t *testing.T) {
	if err := sample().Check(); err != nil {
		t.Fatalf("sample: %v", err)
	}
	for name, spoil := range map[string]func(*Figure){
		"no max":              func(f *Figure) { f.Max = 0 },
		"max not a number":    func(f *Figure) { f.Max = math.NaN() },
		"endless max":         func(f *Figure) { f.Max = math.Inf(1) },
		"no title":            func(f *Figure) { f.Title = "" },
		"no sentence":         func(f *Figure) { f.Sentence = "" },
		"no categories":       func(f *Figure) { f.Categories = nil },
		"no series":           func(f *Figure) { f.Series = nil },
		"value short":         func(f *Figure) { f.Series[0].Values = f.Series[0].Values[:1] },
		"value not a number":  func(f *Figure) { f.Series[0].Values[0] = Of(math.NaN()) },
		"value above max":     func(f *Figure) { f.Series[0].Values[0] = Of(101) },
		"value below 0":       func(f *Figure) { f.Series[0].Values[0] = Of(-1) },
		"no word for missing": func(f *Figure) { f.Missing = "" },
		"low without high":    func(f *Figure) { f.Series[0].High = nil },
		"half a bound":        func(f *Figure) { f.Series[0].Low[0] = Value{} },
		"bound above max":     func(f *Figure) { f.Series[0].High[0] = Of(101) },
		"low above high":      func(f *Figure) { f.Series[0].Low[1], f.Series[0].High[1] = Of(60), Of(40) },
		"value below low":     func(f *Figure) { f.Series[0].Values[0] = Of(49) },
		"threshold too high":  func(f *Figure) { f.Thresholds[1].At = 101 },
		"threshold unordered": func(f *Figure) { f.Thresholds[0].At = 60 },
	} {
		t.Run(name, func(t *testing.T) {
			f := sample()
			spoil(&f)
			if err := f.Check(); !errors.Is(err, ErrFigure) {
				t.Errorf("got %v, want ErrFigure", err)
			}
		})
	}
}

// A table is rectangular and never has an empty cell, whatever is missing.
func TestTableIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "categories")
		f := Figure{Kind: Bars, Title: "t", Sentence: "s", Subject: "c", Max: 100, LowName: "l", HighName: "h", Missing: "-"}
		for range n {
			f.Categories = append(f.Categories, Category{Name: "n"})
		}
		for range rapid.IntRange(1, 3).Draw(t, "series") {
			f.Series = append(f.Series, drawSeries(t, n))
		}
		if err := f.Check(); err != nil {
			t.Fatal(err)
		}
		table := f.Table(comma)
		if len(table.Rows) != n {
			t.Fatalf("%d rows for %d categories", len(table.Rows), n)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Head) || strings.Contains("|"+strings.Join(row, "|")+"|", "||") {
				t.Fatalf("row %q under %q", row, table.Head)
			}
		}
	})
}

func drawSeries(t *rapid.T, n int) Series {
	s := Series{Name: "s"}
	bounded := rapid.Bool().Draw(t, "bounded")
	for range n {
		v := rapid.Float64Range(0, 100).Draw(t, "value")
		s.Values = append(s.Values, Value{Number: v, Known: rapid.Bool().Draw(t, "known")})
		if bounded {
			s.Low, s.High = append(s.Low, Of(v/2)), append(s.High, Of((v+100)/2))
		}
	}
	return s
}

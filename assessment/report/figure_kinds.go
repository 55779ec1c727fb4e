package report

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// checkKind says what is wrong with a figure of a kind that asks for more than
// values between 0 and Max.
func (f Figure) checkKind() error {
	switch f.Kind {
	case Scatter:
		return f.checkScatter()
	case Heatmap:
		return f.checkHeatmap()
	case Contributions:
		return f.checkContributions()
	case Lines:
		return f.checkLines()
	case Areas:
		return f.checkAreas()
	}
	return nil
}

func (f Figure) checkLines() error {
	if n := len(f.Series); n > LinesMost || f.bounded() {
		return fmt.Errorf("%d lines, want at most %d without bounds", n, LinesMost)
	}
	return nil
}

func (f Figure) checkAreas() error {
	if n := len(f.Series); n > AreasMost || f.bounded() {
		return fmt.Errorf("%d layers, want at most %d without bounds", n, AreasMost)
	}
	for i, c := range f.Categories {
		sum := 0.0
		for _, s := range f.Series {
			if !s.Values[i].Known {
				return fmt.Errorf("a layer of %q is missing, so nothing adds up", c.Name)
			}
			sum += s.Values[i].Number
		}
		if !(math.Abs(sum-f.Max) <= 1e-6) {
			return fmt.Errorf("layers of %q add up to %v, max is %v", c.Name, sum, f.Max)
		}
	}
	return nil
}

func (f Figure) checkScatter() error {
	if len(f.Series) != 2 || f.bounded() {
		return errors.New("want two series without bounds")
	}
	if len(f.Thresholds) > 0 {
		return errors.New("thresholds would not say on which axis they lie")
	}
	for _, s := range f.Series {
		if f.Measure(s) == "" {
			return fmt.Errorf("series %q does not say what it measures", s.Name)
		}
	}
	for _, c := range f.Categories {
		if c.Marked && (f.MarkedName == "" || f.RestName == "") {
			return fmt.Errorf("category %q is marked, without words for what that means", c.Name)
		}
	}
	return nil
}

func (f Figure) checkHeatmap() error {
	if f.bounded() {
		return errors.New("bounds have no place in a cell")
	}
	if len(f.Thresholds) != HeatmapSteps || f.Thresholds[0].At != 0 {
		return fmt.Errorf("want %d steps from 0", HeatmapSteps)
	}
	for i, step := range f.Thresholds[1:] {
		if step.At == f.Thresholds[i].At {
			return fmt.Errorf("steps %q and %q are one", f.Thresholds[i].Name, step.Name)
		}
	}
	return nil
}

func (f Figure) checkContributions() error {
	if len(f.Series) != 1 || f.bounded() {
		return errors.New("want one series without bounds")
	}
	if f.TotalName == "" {
		return errors.New("the total has no name")
	}
	sum := 0.0
	for i, v := range f.Series[0].Values {
		if !v.Known {
			return fmt.Errorf("value %d is missing, so nothing adds up", i)
		}
		sum += v.Number
	}
	if !(math.Abs(sum-f.Total) <= 1e-6) || sum > f.Max+1e-6 {
		return fmt.Errorf("values add up to %v, total is %v, max is %v", sum, f.Total, f.Max)
	}
	return nil
}

func (f Figure) bounded() bool {
	for _, s := range f.Series {
		if s.Bounded() {
			return true
		}
	}
	return false
}

// Measure says what a series of the figure measures and in which unit.
func (f Figure) Measure(s Series) string { return brief(f.ValueName, s.ValueName) }

// Origin is where value i of a series comes from, if that is told.
func (f Figure) Origin(s Series, i int) (Origin, bool) {
	if len(s.Origins) == 0 || !s.Values[i].Known {
		return Origin{}, false
	}
	return f.Origins[s.Origins[i]], true
}

// letterMost is how many letters may stand for an origin.
const letterMost = 2

func (f Figure) checkOrigins(s Series) error {
	if len(s.Origins) == 0 {
		return nil
	}
	if len(s.Origins) != len(f.Categories) {
		return fmt.Errorf("%d origins for %d categories", len(s.Origins), len(f.Categories))
	}
	for i, at := range s.Origins {
		if s.Values[i].Known && (at < 0 || at >= len(f.Origins)) {
			return fmt.Errorf("value %d has origin %d of %d", i, at, len(f.Origins))
		}
	}
	seen := map[string]bool{}
	for _, o := range f.Origins {
		if n := utf8.RuneCountInString(o.Letter); n == 0 || n > letterMost || o.Name == "" || seen[o.Letter] {
			return fmt.Errorf("origin %q with letter %q: want a word and a letter of its own", o.Name, o.Letter)
		}
		seen[o.Letter] = true
	}
	return nil
}

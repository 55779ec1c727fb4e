package report

import (
	"errors"
	"fmt"
	"math"
)

// Kind names the way a figure is drawn.
type Kind string

// The kinds of figure.
const (
	// Radar shows one or two series over the same categories as closed lines
	// around a centre: the first solid, the second (a target) dashed.
	Radar Kind = "radar"
	// Bars shows one series as horizontal bars, with the range in which the
	// true value must lie where the series has bounds.
	Bars Kind = "bars"
	// Gaps shows two series, now and target, as a horizontal bar with the part
	// that is still to go hatched behind it.
	Gaps Kind = "gaps"
	// Scatter shows two series as the two coordinates of a point a category. A
	// category of which one of them is missing has no point.
	Scatter Kind = "scatter"
	// Heatmap shows a grid: a row a category, a column a series, each cell one of
	// HeatmapSteps steps that the thresholds name, with the origin of its value.
	Heatmap Kind = "heatmap"
	// Contributions shows one series as parts that add up to a total.
	Contributions Kind = "contributions"
	// Lines shows up to LinesMost series as lines over the categories, which are
	// moments in their order.
	Lines Kind = "lines"
	// Areas shows up to AreasMost series over moments as layers that together are
	// Max at every moment, from the bottom up.
	Areas Kind = "areas"
)

// LinesMost and AreasMost are how many series can be told apart.
const (
	LinesMost = 6
	AreasMost = 6
)

// HeatmapSteps is the number of steps that a heatmap tells apart.
const HeatmapSteps = 4

// Figure is one picture and the data behind it. Values run from 0 to Max in the
// unit that ValueName names. All words are in the reader's language.
type Figure struct {
	Kind  Kind   `json:"kind,omitzero"`
	Title string `json:"title,omitzero"`
	// Sentence says what the figure shows to somebody who does not see it.
	Sentence string `json:"sentence,omitzero"`

	// Subject heads the categories ("Dimension"); ValueName says what is
	// measured and in which unit ("Score, 0 to 100").
	Subject   string `json:"subject,omitzero"`
	ValueName string `json:"value_name,omitzero"`

	Categories []Category  `json:"categories,omitzero"`
	Series     []Series    `json:"series,omitzero"`
	Thresholds []Threshold `json:"thresholds,omitzero"` // ascending
	Max        float64     `json:"max,omitzero"`        // greater than 0

	// LowName and HighName head the bounds in a table; Missing stands where a
	// value is missing ("not enough answers").
	LowName  string `json:"low_name,omitzero"`
	HighName string `json:"high_name,omitzero"`
	Missing  string `json:"missing,omitzero"`

	// MarkedName and RestName are what the marked categories have in common, and
	// the others ("First place", "Other tools").
	MarkedName string `json:"marked_name,omitzero"`
	RestName   string `json:"rest_name,omitzero"`

	// Origins are where values may come from; a series points into them.
	Origins []Origin `json:"origins,omitzero"`

	// Total is what the values of Contributions add up to.
	Total     float64 `json:"total,omitzero"`
	TotalName string  `json:"total_name,omitzero"`
}

// Category is one thing that is measured. Short, if not empty, stands in for
// Name where there is little room.
type Category struct {
	Name   string `json:"name,omitzero"`
	Short  string `json:"short,omitzero"`
	Marked bool   `json:"marked,omitzero"` // stands out from the others, as Figure.MarkedName says
}

// Brief is the short name, or the name if there is no shorter one.
func (c Category) Brief() string { return brief(c.Name, c.Short) }

func brief(name, short string) string {
	if short != "" {
		return short
	}
	return name
}

// Series is one value a category, in their order. Low and High are the bounds
// of each value; both are empty when the series has none.
type Series struct {
	Name   string  `json:"name,omitzero"`
	Short  string  `json:"short,omitzero"` // if not empty, for where there is little room
	Values []Value `json:"values,omitzero"`
	Low    []Value `json:"low,omitzero"`
	High   []Value `json:"high,omitzero"`
	// ValueName says what is measured and in which unit, where that differs from
	// one series to the next; if empty, Figure.ValueName does.
	ValueName string `json:"value_name,omitzero"`
	// Origins says of each value which of Figure.Origins it has; it is empty when
	// that is not told.
	Origins []int `json:"origins,omitzero"`
}

// Brief is the short name, or the name if there is no shorter one.
func (s Series) Brief() string { return brief(s.Name, s.Short) }

// Bounded says whether the series carries bounds.
func (s Series) Bounded() bool { return len(s.Low) > 0 || len(s.High) > 0 }

// Value is a number that may be missing. The zero Value is missing, so a
// forgotten value never looks like a score of 0.
type Value struct {
	Number float64
	Known  bool
}

// Of is a known value.
func Of(number float64) Value { return Value{Number: number, Known: true} }

// Threshold is a named limit between two bands, at a value between 0 and Max.
type Threshold struct {
	At   float64 `json:"at,omitzero"`
	Name string  `json:"name,omitzero"`
}

// Origin is where a value comes from: in a word, and as the letter that stands
// for the word in a picture.
type Origin struct {
	Letter string `json:"letter,omitzero"`
	Name   string `json:"name,omitzero"`
}

// slack is how far apart two results of the same sum may lie and still count
// as equal.
const slack = 1e-9

// ErrFigure is wrapped by every error of Figure.Check.
var ErrFigure = errors.New("figure does not fit together")

// Check says what is wrong with a figure, in words for a developer: it can only
// fail through a mistake in the code that made the figure.
func (f Figure) Check() error {
	if !(f.Max > 0) || math.IsInf(f.Max, 0) {
		return fmt.Errorf("%w: max is %v, want a number above 0", ErrFigure, f.Max)
	}
	if f.Title == "" || f.Sentence == "" {
		return fmt.Errorf("%w: title and sentence must not be empty", ErrFigure)
	}
	if len(f.Categories) == 0 || len(f.Series) == 0 {
		return fmt.Errorf("%w: %d categories, %d series", ErrFigure, len(f.Categories), len(f.Series))
	}
	for _, s := range f.Series {
		if err := f.checkSeries(s); err != nil {
			return fmt.Errorf("%w: series %q: %w", ErrFigure, s.Name, err)
		}
	}
	if err := f.checkThresholds(); err != nil {
		return err
	}
	if err := f.checkKind(); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrFigure, f.Kind, err)
	}
	return nil
}

func (f Figure) checkSeries(s Series) error {
	n := len(f.Categories)
	if len(s.Values) != n {
		return fmt.Errorf("%d values for %d categories", len(s.Values), n)
	}
	if s.Bounded() && (len(s.Low) != n || len(s.High) != n) {
		return fmt.Errorf("%d low and %d high bounds for %d categories", len(s.Low), len(s.High), n)
	}
	for i := range s.Values {
		if err := f.checkValue(s.Values[i]); err != nil {
			return fmt.Errorf("value %d: %w", i, err)
		}
	}
	if err := f.checkOrigins(s); err != nil {
		return err
	}
	if !s.Bounded() {
		return nil
	}
	for i := range s.Values {
		if err := f.checkBounds(s, i); err != nil {
			return fmt.Errorf("bounds %d: %w", i, err)
		}
	}
	return nil
}

func (f Figure) checkValue(v Value) error {
	if !v.Known && f.Missing == "" {
		return errors.New("missing, and the figure has no words for that")
	}
	if v.Known && !(v.Number >= -slack && v.Number <= f.Max+slack) {
		return fmt.Errorf("%v is not between 0 and %v", v.Number, f.Max)
	}
	return nil
}

func (f Figure) checkBounds(s Series, i int) error {
	low, v, high := s.Low[i], s.Values[i], s.High[i]
	if err := errors.Join(f.checkValue(low), f.checkValue(high)); err != nil {
		return err
	}
	if low.Known != high.Known {
		return errors.New("one bound without the other")
	}
	if low.Known && low.Number > high.Number+slack {
		return fmt.Errorf("low %v is above high %v", low.Number, high.Number)
	}
	if low.Known && v.Known && (v.Number < low.Number-slack || v.Number > high.Number+slack) {
		return fmt.Errorf("value %v is not between %v and %v", v.Number, low.Number, high.Number)
	}
	return nil
}

func (f Figure) checkThresholds() error {
	last := 0.0
	for _, t := range f.Thresholds {
		if !(t.At >= last && t.At <= f.Max) {
			return fmt.Errorf("%w: threshold %q at %v is out of order or range", ErrFigure, t.Name, t.At)
		}
		last = t.At
	}
	return nil
}

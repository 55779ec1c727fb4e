package chart

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Theme is how a chart looks and how it writes numbers. Colours are six-digit
// hexadecimal, "#12436d".
type Theme struct {
	Series  [4]string // areas and lines of data, first series first
	Text    string    // everything that is read
	Line    string    // axes, thresholds, frames
	Surface string    // what the chart stands on
	// Plot is how high the plot of a chart over moments is, in CSS pixels; 0 is
	// the standard.
	Plot int
	// Number writes a value in the reader's language; nil writes whole numbers.
	Number func(float64) string
}

// ErrTheme is wrapped by every error of Theme.Check.
var ErrTheme = errors.New("theme cannot be read")

// Contrast that WCAG 2.2 asks for: 1.4.3 for text, 1.4.11 for graphics.
const (
	textContrast  = 4.5
	graphContrast = 3.0
)

// fontSize is the size of text in a chart, in CSS pixels; small is the size of
// numbers along an axis and of names in the narrow layout.
const (
	fontSize  = 14
	smallSize = 12
)

// Light is the house theme. Its series colours are the palette of the UK
// Government Analysis Function for categorical data; a chart with two series
// takes the first and the fourth, dark blue and orange, as advised there.
func Light() Theme {
	return Theme{
		Series: [4]string{"#12436d", "#28a197", "#801650", "#f46a25"},
		Text:   "#1b2430", Line: "#66717f", Surface: "#ffffff",
	}
}

// Dark is the counterpart of Light on a dark page. The style sheet must give
// the custom properties these values; charts.js reads them from there.
func Dark() Theme {
	return Theme{
		Series: [4]string{"#7db4ea", "#4ec3b8", "#e38cb7", "#f79a63"},
		Text:   "#e6e9ed", Line: "#8d97a5", Surface: "#14171c",
	}
}

// plot is the height of a plot over moments.
func (th Theme) plot() int { return cmp.Or(th.Plot, plotHeight) }

// first and second are the colours for one and two series.
func (th Theme) first() string  { return th.Series[0] }
func (th Theme) second() string { return th.Series[3] }

// mixture is a colour between two others: share of the first, the rest of the
// second. A share above 1 goes beyond the first, away from the second.
type mixture struct {
	first, second func(Theme) string
	share         float64
}

// The steps of a scale stand between the first colour and what it lies on, so
// that they follow both in every scheme. Four steps of 3 to 1 do not fit between
// black and white (3 x 3 x 3 is more than 21): the lowest two steps differ by a
// frame, the others by these fills. ink is for text on the half fill.
var (
	half = mixture{Theme.first, Theme.surface, 0.57}
	full = mixture{Theme.first, Theme.text, 0.45}
	ink  = mixture{Theme.text, Theme.surface, 1.2}
)

func (th Theme) text() string    { return th.Text }
func (th Theme) surface() string { return th.Surface }

// mix gives a mixture in the colours of the theme, which must be such as Check
// lets through.
func (th Theme) mix(m mixture) string {
	var a, b, c [3]int
	fmt.Sscanf(m.first(th), "#%02x%02x%02x", &a[0], &a[1], &a[2])
	fmt.Sscanf(m.second(th), "#%02x%02x%02x", &b[0], &b[1], &b[2])
	for i := range c {
		c[i] = min(max(int(math.Round(float64(a[i])*m.share+float64(b[i])*(1-m.share))), 0), 255)
	}
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])
}

// Check says whether every colour is one and stands out enough from the
// surface: 4.5 to 1 for text, 3 to 1 for the rest.
func (th Theme) Check() error {
	need := map[string]float64{th.Text: textContrast, th.Line: graphContrast}
	for _, colour := range th.Series {
		need[colour] = max(need[colour], graphContrast)
	}
	for colour, least := range need {
		got, err := Contrast(colour, th.Surface)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrTheme, err)
		}
		if got < least {
			return fmt.Errorf("%w: %s on %s has contrast %.2f, want %.1f", ErrTheme, colour, th.Surface, got, least)
		}
	}
	return th.checkScale()
}

// checkScale says whether the steps of a scale can be told apart and read.
func (th Theme) checkScale() error {
	for _, pair := range []struct {
		a, b  string
		least float64
	}{
		{th.Surface, th.mix(half), graphContrast},
		{th.mix(half), th.mix(full), graphContrast},
		{th.mix(half), th.mix(ink), textContrast},
		{th.mix(full), th.Surface, textContrast},
	} {
		if got, err := Contrast(pair.a, pair.b); err != nil || got < pair.least {
			return fmt.Errorf("%w: %s and %s of the scale have contrast %.2f, want %.1f", ErrTheme, pair.a, pair.b, got, pair.least)
		}
	}
	return nil
}

// number writes v in the reader's language.
func (th Theme) number(v float64) string {
	if th.Number != nil {
		return plain(th.Number(v))
	}
	return strconv.FormatFloat(math.Round(v), 'f', 0, 64)
}

// placeholders pairs each colour with the custom property that may replace it
// in the browser, a mixture with two and the share of the first. The surface has
// no property: it is what the chart stands on.
func (th Theme) placeholders() list {
	pairs := list{}
	for i, colour := range th.Series {
		pairs = append(pairs, list{colour, "--basis-chart-" + strconv.Itoa(i+1)})
	}
	pairs = append(pairs,
		list{th.Text, "--basis-chart-text"}, list{th.Line, "--basis-chart-line"}, list{th.Surface, "surface"})
	return append(pairs,
		list{th.mix(half), "--basis-chart-1", "surface", half.share},
		list{th.mix(full), "--basis-chart-1", "--basis-chart-text", full.share},
		list{th.mix(ink), "--basis-chart-text", "surface", ink.share})
}

package chart

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/opmaat/opmaat/assessment/report"
)

// spot is where a value on an axis of n lies, around the centre.
func spot(value float64, axis, n int) (x, y float64) {
	angle := 2 * math.Pi * float64(axis) / float64(n)
	return value * math.Sin(angle), value * math.Cos(angle)
}

// Past a missing value the line runs straight from neighbour to neighbour.
func TestOutlineIsStraight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5, 12).Draw(t, "axes")
		gone := rapid.IntRange(0, n-1).Draw(t, "gone")
		var values []report.Value
		for range n {
			values = append(values, report.Of(rapid.Float64Range(1, 100).Draw(t, "value")))
		}
		values[gone] = report.Value{}
		points := outline(values)
		ax, ay := spot(points[(gone+n-1)%n], (gone+n-1)%n, n)
		bx, by := spot(points[(gone+1)%n], (gone+1)%n, n)
		cx, cy := spot(points[gone], gone, n)
		if off := (bx-ax)*(cy-ay) - (by-ay)*(cx-ax); math.Abs(off) > 1e-6 {
			t.Fatalf("the point is %v off the line, values %v", off, values)
		}
	})
}

func TestOutlineNeverOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 12).Draw(t, "axes")
		var values []report.Value
		for range n {
			values = append(values, report.Value{
				Number: rapid.Float64Range(0, 100).Draw(t, "value"), Known: rapid.Bool().Draw(t, "known"),
			})
		}
		for i, p := range outline(values) {
			if !(p >= 0 && p <= 100) || (values[i].Known && p != values[i].Number) {
				t.Fatalf("axis %d is drawn at %v, values %v", i, p, values)
			}
		}
	})
}

// A target with too few values is left out; the figure is drawn without it.
func TestRadarLeavesOutAnEmptyTarget(t *testing.T) {
	f := nine(report.Radar, true)
	f.Series[1].Values = make([]report.Value, 9)
	d, err := radar(f, Light())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(d.extra["series"].(list)); n != 1 {
		t.Errorf("%d series drawn, want 1", n)
	}
}

func TestGap(t *testing.T) {
	for _, c := range []struct {
		name        string
		now, target report.Value
		have, more  any
		says        string
	}{
		{"below", report.Of(40), report.Of(65), 40.0, 25.0, "{v|40 → 65}"},
		{"reached", report.Of(65), report.Of(65), 65.0, nil, "{v|65}"},
		{"above", report.Of(80), report.Of(65), 80.0, nil, "{v|80}"},
		{"no target", report.Of(40), report.Value{}, 40.0, nil, "{v|40}"},
		{"no score", report.Value{}, report.Of(65), nil, nil, "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			have, more := gap(c.now, c.target)
			if have != c.have || more != c.more {
				t.Errorf("got %v and %v, want %v and %v", have, more, c.have, c.more)
			}
			if got := gapText(report.Figure{Missing: "none"}, c.now, c.target, Light()); got != c.says {
				t.Errorf("says %q, want %q", got, c.says)
			}
		})
	}
}

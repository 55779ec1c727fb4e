package chart

import (
	"math"
	"testing"
)

func TestThemesAreLegible(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		if err := th.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		pair, err := Contrast(th.Line, th.Surface)
		if err != nil || pair < graphContrast {
			t.Errorf("%s: lines have contrast %.2f (%v)", name, pair, err)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21},
		{"#FFFFFF", "#ffffff", 1},
		{"#777777", "#ffffff", 4.48}, // the well-known grey just below 4.5
		{"#f46a25", "#ffffff", 3.0},
	} {
		got, err := Contrast(c.a, c.b)
		if err != nil || math.Abs(got-c.want) > 0.05 {
			t.Errorf("Contrast(%s, %s) = %.3f, %v; want %.2f", c.a, c.b, got, err, c.want)
		}
	}
	for _, bad := range []string{"", "red", "#fff", "#12345g", "#1234567", "url(x)"} {
		if _, err := Contrast(bad, "#ffffff"); err == nil {
			t.Errorf("%q was taken for a colour", bad)
		}
		if _, err := Contrast("#ffffff", bad); err == nil {
			t.Errorf("%q was taken for a colour", bad)
		}
	}
}

func TestNumber(t *testing.T) {
	if got := Light().number(62.5); got != "63" {
		t.Errorf("without a format: %q", got)
	}
	if got := dutch().number(62.5); got != "62,5" {
		t.Errorf("with a format: %q", got)
	}
}

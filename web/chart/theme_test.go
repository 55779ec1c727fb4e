package chart

import (
	"errors"
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

// Both schemes keep four steps apart; a theme that does not is refused.
func TestScale(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		for _, pair := range [][2]string{{th.Surface, th.mix(half)}, {th.mix(half), th.mix(full)}, {th.Surface, th.first()}} {
			if got, err := Contrast(pair[0], pair[1]); err != nil || got < 3 {
				t.Errorf("%s: neighbours %v have contrast %.2f (%v)", name, pair, got, err)
			}
		}
		for _, pair := range [][2]string{{th.Text, th.Surface}, {th.mix(ink), th.mix(half)}, {th.Surface, th.mix(full)}} {
			if got, err := Contrast(pair[0], pair[1]); err != nil || got < 4.5 {
				t.Errorf("%s: text %v has contrast %.2f (%v)", name, pair, got, err)
			}
		}
	}
	middling := Light()
	middling.Series[0] = "#6f7b8a"
	if err := middling.Check(); !errors.Is(err, ErrTheme) {
		t.Errorf("steps that look alike: got %v", err)
	}
}

func TestMix(t *testing.T) {
	th := Theme{Series: [4]string{"#204060"}, Text: "#f0f0f0", Surface: "#000000"}
	for want, m := range map[string]mixture{
		"#204060": {Theme.first, Theme.surface, 1},
		"#102030": {Theme.first, Theme.surface, 0.5},
		"#ffffff": {Theme.text, Theme.surface, 1.2},
	} {
		if got := th.mix(m); got != want {
			t.Errorf("%v of it: %s, want %s", m.share, got, want)
		}
	}
}

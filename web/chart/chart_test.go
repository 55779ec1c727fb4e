package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/opmaat/opmaat/assessment/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(samples())) {
		t.Run(name, func(t *testing.T) {
			option, err := Option(samples()[name], dutch())
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, option, "", " "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			path := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s differs from what Option gives; look at the change and run go test -update", path)
			}
		})
	}
}

func TestEveryKindHasASampleOnce(t *testing.T) {
	drawn := map[report.Kind]bool{}
	for _, f := range samples() {
		drawn[f.Kind] = true
	}
	seen := map[report.Kind]bool{}
	for _, kind := range Kinds() {
		if seen[kind] || !drawn[kind] {
			t.Errorf("kind %q: twice in the table %v, in a sample %v", kind, seen[kind], drawn[kind])
		}
		seen[kind] = true
	}
	if len(seen) != 8 {
		t.Errorf("%d kinds, want 8", len(seen))
	}
}

func TestOptionRefuses(t *testing.T) {
	pale, wrong := Light(), Light()
	pale.Series[0], wrong.Text = "#eeeeee", "black"
	lone := nine(report.Gaps, false)
	one := toolPoints()
	for i := range one.Series[1].Values[1:] {
		one.Series[1].Values[1+i] = report.Value{}
	}
	two := nine(report.Radar, false)
	for i := range two.Series[0].Values[2:] {
		two.Series[0].Values[2+i] = report.Value{}
	}
	for _, c := range []struct {
		name string
		f    report.Figure
		th   Theme
		want error
	}{
		{"figure without data", report.Figure{Kind: report.Bars}, Light(), report.ErrFigure},
		{"unknown kind", nine("cake", false), Light(), ErrKind},
		{"colour too light", nine(report.Bars, false), pale, ErrTheme},
		{"no colour", nine(report.Bars, false), wrong, ErrTheme},
		{"gaps without a target", lone, Light(), ErrTooFew},
		{"radar of two values", two, Light(), ErrTooFew},
		{"scatter of one point", one, Light(), ErrTooFew},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Option(c.f, c.th); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// Whatever people type, the option holds no markup, no variable and no style
// of ECharts but our own.
func TestOptionIsHarmless(t *testing.T) {
	words := rapid.OneOf(rapid.SampledFrom(attacks), rapid.StringMatching(`[a-z{}|<>/$&;:\\"'\n ]{1,40}`), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		f := ofKind(rapid.SampledFrom(Kinds()).Draw(t, "kind"))
		spoil(&f, func(what string) string { return words.Draw(t, what) })
		if f.Kind != report.Contributions && f.Kind != report.Areas {
			f.Series[0].Values[rapid.IntRange(0, 8).Draw(t, "gone")] = report.Value{}
		}
		option, err := Option(f, dutch())
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(option, "<>&") {
			t.Fatalf("markup in %s", option)
		}
		var tree any
		if err := json.Unmarshal(option, &tree); err != nil {
			t.Fatal(err)
		}
		for _, s := range texts(tree) {
			if left := unstyled(s); strings.Contains(strings.ReplaceAll(left, "{"+joiner, ""), "{") {
				t.Fatalf("live brace in %q", s)
			}
		}
	})
}

// spoil puts other words in every place of a figure.
func spoil(f *report.Figure, word func(what string) string) {
	for i := range f.Categories {
		f.Categories[i].Name, f.Categories[i].Short = word("name"), word("short")
	}
	for i := range f.Series {
		f.Series[i].Name, f.Series[i].Short = word("series"), word("brief series")
		f.Series[i].ValueName = "-" + word("series axis")
	}
	for i := range f.Thresholds {
		f.Thresholds[i].Name = word("threshold")
	}
	for i := range f.Origins {
		f.Origins[i].Name = "-" + word("origin")
	}
	f.ValueName, f.Missing, f.TotalName = word("axis"), "-"+word("missing"), "-"+word("total")
	f.MarkedName, f.RestName = "-"+word("marked"), "-"+word("rest")
}

// texts are all strings in an option.
func texts(node any) []string {
	var found []string
	switch n := node.(type) {
	case string:
		found = append(found, n)
	case []any:
		for _, item := range n {
			found = append(found, texts(item)...)
		}
	case map[string]any:
		for _, item := range n {
			found = append(found, texts(item)...)
		}
	}
	return found
}

// One figure always gives the same bytes, whatever was made before.
func TestOptionIsStable(t *testing.T) {
	for name, f := range samples() {
		first, err := Option(f, dutch())
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			again, err := Option(f, dutch())
			if err != nil || !bytes.Equal(first, again) {
				t.Fatalf("%s differs the second time (%v)", name, err)
			}
		}
	}
}

// Option leaves the figure it was given as it was.
func TestOptionOnlyReads(t *testing.T) {
	f := hostile()
	if _, err := Option(f, dutch()); err != nil {
		t.Fatal(err)
	}
	if f.Categories[3].Name != attacks[3] || f.Series[1].Name != attacks[1] || f.Thresholds[0].Name != attacks[3] {
		t.Error("the figure was changed")
	}
}

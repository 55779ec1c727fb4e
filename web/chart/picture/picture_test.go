package picture

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// painter is one for all tests: to read the script takes longest.
var painter = sync.OnceValues(func() (*Painter, error) {
	script, err := os.ReadFile("../../static/vendor/echarts/echarts.min.js")
	if err != nil {
		return nil, err
	}
	return NewPainter(string(script), 2)
})

// options are the goldens of package chart: every kind of chart, and hostile words.
func options(t testing.TB) map[string]json.RawMessage {
	files, err := filepath.Glob("../testdata/*.json")
	if err != nil || len(files) < 16 {
		t.Fatalf("%d options, %v", len(files), err)
	}
	out := map[string]json.RawMessage{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(name), ".json")] = data
	}
	return out
}

// drawings are the charts that were drawn, so that no test draws them again.
var drawings sync.Map

// drawing is the option of a name as SVG.
func drawing(t *testing.T, p *Painter, name string, option json.RawMessage) string {
	t.Helper()
	if svg, ok := drawings.Load(name); ok {
		return svg.(string)
	}
	svg, err := p.draw(t.Context(), option)
	if err != nil {
		t.Fatal(err)
	}
	drawings.Store(name, svg)
	return svg
}

// TestEveryChart: each option of the page becomes a picture, with ink on it, the
// same one every time; PICTURES=folder keeps them to look at.
func TestEveryChart(t *testing.T) {
	p, err := painter()
	if err != nil {
		t.Fatal(err)
	}
	all := options(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if patience > 1 && i%5 != 0 {
			continue // the race detector looks at a few: all are drawn without it
		}
		option := all[name]
		t.Run(name, func(t *testing.T) {
			svg := drawing(t, p, name, option)
			first, err := encoded(svg)
			if err != nil {
				t.Fatal(err)
			}
			m, err := png.Decode(bytes.NewReader(first.PNG))
			if err != nil {
				t.Fatal(err)
			}
			if share := ink(m); share < 0.01 || share > 0.7 {
				t.Errorf("%.3f of the picture is drawn on", share)
			}
			if folder := os.Getenv("PICTURES"); folder != "" {
				if err := os.WriteFile(filepath.Join(folder, name+".png"), first.PNG, 0o644); err != nil {
					t.Error(err)
				}
			}
			if again, err := p.draw(t.Context(), option); err != nil || !same(t, again, first.PNG) {
				t.Errorf("the second picture differs from the first: %v", err)
			}
		})
	}
}

func same(t *testing.T, svg string, want []byte) bool {
	got, err := encoded(svg)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(got.PNG, want)
}

// ink is the share of a picture that is not white.
func ink(m image.Image) float64 {
	n, all := 0, m.Bounds().Dx()*m.Bounds().Dy()
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if r, g, b, _ := m.At(x, y).RGBA(); r+g+b < 3*0xf000 {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}

// A runtime that fails does not spoil the next picture.
func TestBrokenOption(t *testing.T) {
	p, err := painter()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`{`, `{"opmaat":{"height":{"wide":100}},"baseOption":null}`} {
		if svg, err := p.draw(t.Context(), json.RawMessage(bad)); err == nil {
			t.Errorf("%s gave %.60s", bad, svg)
		}
	}
	if _, err := p.draw(t.Context(), options(t)["bars"]); err != nil {
		t.Error(err)
	}
}

// What ECharts never writes is refused, not skipped.
func TestStrangeDrawings(t *testing.T) {
	for _, bad := range []string{
		``, `<p/>`, `<svg`, `<svg width="0" height="5"/>`, `<svg width="9000" height="5"/>`,
		`<svg width="9" height="9"><image/></svg>`, `<svg width="9" height="9"><path d="L1 1"/></svg>`, `<svg width="9" height="9"><path d="M1"/></svg>`,
		`<svg width="9" height="9"><path d="M1 1Q2 2 3 3"/></svg>`, `<svg width="9" height="9"><rect width="3" height="3" fill="red"/></svg>`,
		`<svg width="9" height="9"><rect width="3" height="3" fill="url(#x)"/></svg>`, `<svg width="9" height="9"><g transform="skewX(3)"/></svg>`,
		`<svg width="9" height="9"><g clip-path="url(#x)"/></svg>`, `<svg width="9" height="9"><polygon points="1 2 3"/></svg>`,
	} {
		if m, err := rasterized(bad, "#ffffff", 1); err == nil {
			t.Errorf("%s gave a picture of %v", bad, m.Bounds())
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	p, err := painter()
	if err != nil {
		b.Fatal(err)
	}
	for name, option := range options(b) {
		if strings.Contains(name, "hostile") {
			continue
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Picture(b.Context(), option, "#ffffff"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func encoded(svg string) (*report.Picture, error) {
	root, err := parseSVG(svg)
	if err != nil {
		return nil, err
	}
	return newTools().encode(root, "#ffffff")
}

func rasterized(svg, ground string, scale float64) (*image.RGBA, error) {
	root, err := parseSVG(svg)
	if err != nil {
		return nil, err
	}
	return newTools().rasterize(root, ground, scale)
}

func traced(svg string) ([]report.Shape, error) {
	root, err := parseSVG(svg)
	if err != nil {
		return nil, err
	}
	return newTools().trace(root, "#ffffff")
}

package picture

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// svgOf writes shapes as a drawing again, so that the painter of pixels can be asked
// whether they show the same.
func svgOf(shapes []report.Shape, width, height float64) string {
	var defs, body strings.Builder
	for i, s := range shapes {
		clip := ""
		for k, path := range s.Clip {
			fmt.Fprintf(&defs, `<clipPath id="c%d-%d"><path d="%s"/></clipPath>`, i, k, path)
			clip += fmt.Sprintf(`<g clip-path="url(#c%d-%d)">`, i, k)
		}
		look := fmt.Sprintf(`fill="%s" fill-opacity="%v"`, s.Colour, 1-s.Clear)
		if s.Width > 0 {
			dash := strings.Trim(fmt.Sprint(s.Dash), "[]")
			look = fmt.Sprintf(`fill="none" stroke="%s" stroke-opacity="%v" stroke-width="%v" stroke-dasharray="%s" stroke-linejoin="%s" stroke-linecap="%s"`,
				s.Colour, 1-s.Clear, s.Width, dash, s.Join, map[bool]string{true: "round"}[s.Round])
		}
		body.WriteString(clip)
		if s.Text != "" {
			fmt.Fprintf(&body, `<text transform="translate(%v %v) rotate(%v)" style="font: %s %vpx sans-serif" %s>%s</text>`,
				s.X, s.Y, s.Turn, map[bool]string{true: "bold"}[s.Bold], s.Size, look, html.EscapeString(s.Text))
		} else {
			fmt.Fprintf(&body, `<path d="%s" %s/>`, s.Path, look)
		}
		body.WriteString(strings.Repeat("</g>", len(s.Clip)))
	}
	return fmt.Sprintf(`<svg width="%v" height="%v"><defs>%s</defs>%s</svg>`, width, height, &defs, &body)
}

// TestShapesOfEveryChart: the shapes of a chart show what its pixels show, as text
// where it is text.
func TestShapesOfEveryChart(t *testing.T) {
	p, err := painter()
	if err != nil {
		t.Fatal(err)
	}
	all := options(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if patience > 1 && i%5 != 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			svg := drawing(t, p, name, all[name])
			shapes, err := traced(svg)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := traced(svg); err != nil || !reflect.DeepEqual(shapes, again) {
				t.Errorf("the second time differs: %v", err)
			}
			want, err := rasterized(svg, "#ffffff", 1)
			if err != nil {
				t.Fatal(err)
			}
			b := want.Bounds()
			got, err := rasterized(svgOf(shapes, float64(b.Dx()), float64(b.Dy())), "#00ff00", 1)
			if err != nil {
				t.Fatal(err)
			}
			if share := differing(got, want); share > 0.001 {
				t.Errorf("%.4f of the picture differs", share)
			}
			checkTexts(t, svg, shapes)
		})
	}
}

// differing is the share of pixels that are clearly not the same.
func differing(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := color.NRGBAModel.Convert(a.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(b.At(x, y)).(color.NRGBA)
			if apart(p.R, q.R)+apart(p.G, q.G)+apart(p.B, q.B) > 120 {
				n++
			}
		}
	}
	return float64(n) / float64(a.Bounds().Dx()*a.Bounds().Dy())
}

func apart(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }

// checkTexts: every text of the drawing is a text of the shapes.
func checkTexts(t *testing.T, svg string, shapes []report.Shape) {
	t.Helper()
	root, err := parseSVG(svg)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	var look func(n *node)
	look = func(n *node) {
		if n.name == "text" && strings.TrimSpace(n.text) != "" {
			want = append(want, n.text)
		}
		for _, child := range n.children {
			look(child)
		}
	}
	look(root)
	for _, s := range shapes {
		if s.Text != "" && s.Width == 0 {
			got = append(got, s.Text)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("texts %q, want %q", got, want)
	}
}

// What ECharts never writes is refused by the tracer too.
func TestStrangeShapes(t *testing.T) {
	for _, bad := range []string{
		``, `<p/>`, `<svg width="9" height="9"><image/></svg>`, `<svg width="9" height="9"><path d="L1 1"/></svg>`,
		`<svg width="9" height="9"><rect width="3" height="3" fill="red"/></svg>`, `<svg width="9" height="9"><rect width="3" height="3" fill="url(#x)"/></svg>`,
		`<svg width="9" height="9"><text transform="scale(1 2)">x</text></svg>`, `<svg width="9" height="9"><g clip-path="url(#x)"/></svg>`,
		`<svg width="9" height="9"><g transform="skewX(3)"/></svg>`, `<svg width="9" height="9"><rect width="1e9" height="3"/></svg>`,
		`<svg width="9" height="9"><pattern id="p" width="0.001" height="0.001"><rect width="1" height="1" fill="#000"/></pattern><rect width="9" height="9" fill="url(#p)"/></svg>`,
	} {
		if shapes, err := traced(bad); err == nil {
			t.Errorf("%s gave %+v", bad, shapes)
		}
	}
}

// The pixels do not depend on the shapes: both come from one drawing.
func TestPictureHasBoth(t *testing.T) {
	p, err := painter()
	if err != nil {
		t.Fatal(err)
	}
	option := options(t)["bars"]
	one, err := p.Picture(t.Context(), option, "#ffffff")
	if err != nil {
		t.Fatal(err)
	}
	two, err := p.Picture(t.Context(), option, "#ffffff")
	if err != nil || len(one.Shapes) < 10 || !bytes.Equal(one.PNG, two.PNG) || !reflect.DeepEqual(one.Shapes, two.Shapes) {
		t.Errorf("%d shapes, %v", len(one.Shapes), err)
	}
}

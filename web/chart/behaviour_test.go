package chart

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// value runs an expression in the page.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func box(id string) string { return fmt.Sprintf(`document.querySelector('[data-chart="opt-%s"]')`, id) }

// uses says, as an expression, whether a chart has shapes in a colour.
func uses(id, colour string) string {
	return fmt.Sprintf(`%s.querySelector('svg [fill="%s"], svg [stroke="%s"]') !== null`, box(id), colour, colour)
}

// rgb writes a colour as computed styles do.
func rgb(colour string) string {
	var r, g, b int
	fmt.Sscanf(colour, "#%02x%02x%02x", &r, &g, &b)
	return fmt.Sprintf("rgb(%d, %d, %d)", r, g, b)
}

// Hostile labels are text in the picture, as they were typed, and nothing else.
func TestLabelsAreLiteral(t *testing.T) {
	ctx := open(t, serve(t), look{1280, "light"})
	for _, id := range []string{"hostile", "hostile-scatter", "hostile-heatmap", "hostile-contributions"} {
		got := value[string](t, ctx, box(id)+`.querySelector('svg').textContent`)
		got = strings.ReplaceAll(strings.ReplaceAll(got, joiner, ""), "\u00a0", " ")
		for _, attack := range attacks {
			if !strings.Contains(got, attack) {
				t.Errorf("%s: label %q is not shown as it is in %q", id, attack, got)
			}
		}
	}
	if n := value[int](t, ctx, `document.querySelectorAll('[data-chart] img, [data-chart] script').length`); n != 0 {
		t.Errorf("%d elements made from labels", n)
	}
}

// A tooltip is drawn as SVG text and breaks no policy.
func TestTooltip(t *testing.T) {
	ctx := open(t, serve(t), look{1280, "light"})
	bar := box("bars") + `.querySelector('svg path[fill="` + rgb(Light().first()) + `"]').getBoundingClientRect()`
	x, y := value[float64](t, ctx, bar+".x"), value[float64](t, ctx, bar+".y")
	point(t, ctx, x+20, y+8)
	wait(t, ctx, box("bars")+`.querySelector('svg').textContent.replaceAll('\u00a0', ' ').includes('Nu: 75')`)
	shoot(t, ctx, "tooltip.png")
}

func point(t *testing.T, ctx context.Context, x, y float64) {
	move := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return cdp.Call(ctx, target, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
	}
	if err := chromedp.Do(ctx, move, move); err != nil {
		t.Fatal(err)
	}
}

// The colours follow the scheme while the page is open, and paper is always
// light.
func TestSchemeAndPrint(t *testing.T) {
	ctx := open(t, serve(t), look{1280, "light"})
	light, dark := rgb(Light().first()), rgb(Dark().first())
	wait(t, ctx, uses("bars", light))
	if err := chromedp.Do(ctx, media("dark")); err != nil {
		t.Fatal(err)
	}
	wait(t, ctx, uses("bars", dark)+" && !("+uses("bars", light)+")")
	for _, m := range []mixture{half, full, ink} {
		wait(t, ctx, uses("heatmap", rgb(Dark().mix(m)))+" && !("+uses("heatmap", rgb(Light().mix(m)))+")")
	}
	paper := value[bool](t, ctx, `dispatchEvent(new Event('beforeprint')), `+uses("bars", Light().first()))
	if !paper {
		t.Error("not printed in the light colours")
	}
	if w := value[float64](t, ctx, box("bars")+`.querySelector('svg').getBoundingClientRect().width`); w > 640 {
		t.Errorf("%v pixels wide on paper", w)
	}
	if !value[bool](t, ctx, `dispatchEvent(new Event('afterprint')), `+uses("bars", dark)) {
		t.Error("not dark again after printing")
	}
}

// The drawing follows the width of the page across the two layouts.
func TestResize(t *testing.T) {
	ctx := open(t, serve(t), look{1280, "light"})
	height := box("bars") + `.querySelector('svg').getBoundingClientRect().height`
	before := value[float64](t, ctx, height)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 900)); err != nil {
		t.Fatal(err)
	}
	wait(t, ctx, fmt.Sprintf("%s > %f", height, before))
	if room, tall := value[float64](t, ctx, box("bars")+".clientHeight"), value[float64](t, ctx, height); room != tall {
		t.Errorf("the box is %v high, the drawing %v", room, tall)
	}
	wait(t, ctx, `document.documentElement.scrollWidth === innerWidth`)
}

// What is in the box stays when the library is missing or the option is broken.
func TestFallback(t *testing.T) {
	url := serve(t)
	for path, failing := range map[string]bool{"/without": false, "/broken": true} {
		t.Run(path, func(t *testing.T) {
			ctx, stop := chromedp.NewContext(browser(t))
			defer stop()
			if err := chromedp.Do(ctx, chromedp.Navigate(url+path)); err != nil {
				t.Fatal(err)
			}
			wait(t, ctx, `document.readyState === 'complete'`)
			if got := value[string](t, ctx, `document.querySelector('.chart').textContent`); got != fallback {
				t.Errorf("the box says %q", got)
			}
			if failing != value[bool](t, ctx, `typeof echarts === 'object'`) {
				t.Error("the page is not what this test is about")
			}
		})
	}
}

package chart

import (
	"fmt"
	"math"
	"testing"

	"github.com/chromedp/chromedp"
)

// meeting counts the texts of a chart that overlap another one, leaving out a
// pixel at each edge, and those that stick out of the drawing.
func meeting(id string) string {
	return fmt.Sprintf(`(() => {
		const svg = %s.querySelector('svg'), whole = svg.getBoundingClientRect();
		const all = [...svg.querySelectorAll('text')].map(t => t.getBoundingClientRect());
		const apart = (a, b) => a.right - 1 <= b.left || b.right - 1 <= a.left || a.bottom - 2 <= b.top || b.bottom - 2 <= a.top;
		return all.filter((a, i) => a.left < whole.left - 1 || a.right > whole.right + 1 || all.some((b, j) => i !== j && !apart(a, b))).length;
	})()`, box(id))
}

// Names of points, cells and rows neither meet nor leave the drawing.
func TestTextsDoNotMeet(t *testing.T) {
	url := serve(t)
	for _, width := range []int64{320, 360, 600, 1280} {
		ctx := open(t, url, look{width, "light"})
		for _, id := range []string{"scatter", "heatmap", "heatmap-few", "contributions"} {
			if n := value[int](t, ctx, meeting(id)); n != 0 {
				t.Errorf("%s at %d pixels: %d texts meet or stick out", id, width, n)
			}
		}
		// Thirteen of fourteen tools have a point, and each point its name.
		named := `[...` + box("scatter") + `.querySelectorAll('text')].filter(t => /[a-z]/i.test(t.textContent)).length`
		if n := value[int](t, ctx, named); n != 13+4 { // two axes, two entries of the key
			t.Errorf("%d names and titles at %d pixels, want 17", n, width)
		}
	}
}

// A grid wider than its box is scrolled in the box, also by keyboard; the page
// stays as it is. A box with room enough takes no focus.
func TestGridScrollsInItsBox(t *testing.T) {
	ctx := open(t, serve(t), look{320, "light"})
	grid := box("heatmap")
	wait(t, ctx, grid+`.scrollWidth > `+grid+`.clientWidth && document.documentElement.scrollWidth === innerWidth`)
	value[bool](t, ctx, grid+`.focus({preventScroll: true}), document.activeElement === `+grid)
	if !value[bool](t, ctx, `document.activeElement === `+grid) {
		t.Error("the box cannot be focused")
	}
	wait(t, ctx, grid+`.scrollBy(1000, 0), `+grid+`.scrollLeft > 0`)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	wait(t, ctx, grid+`.scrollWidth === `+grid+`.clientWidth && !`+grid+`.hasAttribute('tabindex')`)
}

// The bars of the parts are together as long as the bar of the total.
func TestPartsAreAsLongAsTheTotal(t *testing.T) {
	ctx := open(t, serve(t), look{1280, "light"})
	long := func(colour string) float64 {
		return value[float64](t, ctx, fmt.Sprintf(`[...%s.querySelectorAll('path[fill="%s"]')]
			.reduce((sum, bar) => sum + bar.getBBox().width, 0)`, box("contributions"), rgb(colour)))
	}
	parts, total := long(Light().first()), long(Light().Text)
	if total < 100 || math.Abs(parts-total) > 1 {
		t.Errorf("the parts are %v long, the total %v", parts, total)
	}
}

package browsertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/opmaat/opmaat/web/chart"
	"github.com/opmaat/opmaat/web/chart/picture"
)

// Two drawings of one chart are the same when no field of fieldSize CSS pixels
// differs by more than mostApart in lightness, from 0 to 1: letters and lines may
// lie half a pixel aside and an arrow come from another font, a bar or a point
// may not be elsewhere.
const (
	fieldSize = 8
	mostApart = 0.25
	shotScale = 2 // as many pixels as the pictures of documents have
)

// drawnPages are pages with all kinds of charts.
var drawnPages = map[string][]string{
	"result-full": {"scores", "radar", "gaps"}, "game-numbers": {"parts", "indicators", "groups", "stages", "principles"}, "answer-readiness": {"contributions", "scatter"},
}

// TestBrowserPictures: the charts of documents are those of the page. Each is
// drawn by the browser and, from the same option, in this process; the two look
// the same. One with another value does not.
func TestBrowserPictures(t *testing.T) {
	browser(t)
	script, err := os.ReadFile("../../../web/static/vendor/echarts/echarts.min.js")
	if err != nil {
		t.Fatal(err)
	}
	painter, err := picture.NewPainter(string(script), 1)
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, nil)
	for page, ids := range drawnPages {
		t.Run(page, func(t *testing.T) {
			b := open(t, s)
			b.size(1000, 1200)
			b.visit("/dev/gallery/" + page)
			b.charts()
			for _, id := range ids {
				b.compares(painter, id)
			}
			b.clean()
		})
	}
}

// compares sets the chart of the page beside the picture of its option.
func (b *tab) compares(painter *picture.Painter, id string) {
	b.Helper()
	box := fmt.Sprintf(`document.querySelector('[data-chart="opt-%s"]')`, id)
	value[bool](b, fmt.Sprintf(`(%s.style.inlineSize = '%dpx', true)`, box, picture.PictureWidth))
	b.wait(fmt.Sprintf(`%s.querySelector('svg').clientWidth === %d`, box, picture.PictureWidth))
	shot, err := chromedp.Run(b.ctx, chromedp.ScreenshotScale(chromedp.CSS(fmt.Sprintf(`[data-chart="opt-%s"] svg`, id)), shotScale))
	if err != nil {
		b.Fatal(err)
	}
	option := json.RawMessage(value[string](b, fmt.Sprintf(`document.getElementById('opt-%s').textContent`, id)))
	mine, err := painter.Picture(b.ctx, option, chart.Light().Surface)
	if err != nil {
		b.Fatal(err)
	}
	other, err := painter.Picture(b.ctx, changed(b.T, option), chart.Light().Surface)
	if err != nil {
		b.Fatal(err)
	}
	b.keep("chart-"+id+"-browser.png", shot)
	b.keep("chart-"+id+"-document.png", mine.PNG)
	theirs := lightness(b.T, shot)
	same, planted := apart(theirs, lightness(b.T, mine.PNG)), apart(theirs, lightness(b.T, other.PNG))
	b.Logf("%s: %.3f apart, with another value %.3f", id, same, planted)
	if same > mostApart {
		b.Errorf("%s: the picture of the document differs by %.3f from that of the browser, at most %.2f", id, same, mostApart)
	}
	if planted <= mostApart {
		b.Errorf("%s: another value changes the picture by %.3f only, which would pass", id, planted)
	}
}

// changed is an option with another first value, in every layout that has it.
func changed(t *testing.T, option json.RawMessage) json.RawMessage {
	t.Helper()
	type layout struct {
		Series []map[string]any `json:"series"`
	}
	var of struct {
		Base  layout `json:"baseOption"`
		Media []struct {
			Option layout `json:"option"`
		} `json:"media"`
	}
	var all map[string]any
	if err := errors.Join(json.Unmarshal(option, &of), json.Unmarshal(option, &all)); err != nil {
		t.Fatal(err)
	}
	n := 0
	put := func(to any, l layout) {
		for i, series := range l.Series {
			data, _ := series["data"].([]any)
			for k := range data {
				if other, ok := moved(data[k]); ok {
					data[k] = other
					to.(map[string]any)["series"].([]any)[i] = series
					n++
					return
				}
			}
		}
	}
	put(all["baseOption"], of.Base)
	for i, m := range of.Media {
		put(all["media"].([]any)[i].(map[string]any)["option"], m.Option)
	}
	if n == 0 {
		t.Fatalf("no value found in %.300s", option)
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// moved is a value that is a third of what it was, wherever it stands in v.
func moved(v any) (any, bool) {
	switch v := v.(type) {
	case float64:
		return v / 3, v != 0
	case []any:
		for i := range v {
			if to, ok := moved(v[i]); ok {
				v[i] = to
				return v, true
			}
		}
	case map[string]any:
		if to, ok := moved(v["value"]); ok {
			v["value"] = to
			return v, true
		}
	}
	return v, false
}

// fields is the mean lightness of each field of a picture, row by row.
type fields struct {
	wide, high int
	light      []float64
}

func lightness(t *testing.T, file []byte) fields {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	size := int(fieldSize * shotScale)
	f := fields{wide: m.Bounds().Dx() / size, high: m.Bounds().Dy() / size}
	for y := range f.high {
		for x := range f.wide {
			f.light = append(f.light, mean(m, image.Rect(x*size, y*size, (x+1)*size, (y+1)*size).Add(m.Bounds().Min)))
		}
	}
	return f
}

// mean is the mean lightness of a part of a picture, 0 to 1, with the weights of
// ITU-R BT.709.
func mean(m image.Image, part image.Rectangle) float64 {
	sum := 0.0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			sum += (0.2126*float64(r) + 0.7152*float64(g) + 0.0722*float64(b)) / 0xffff
		}
	}
	return sum / float64(part.Dx()*part.Dy())
}

// apart is how far two pictures lie apart in the field where they differ most;
// pictures of different sizes are wholly apart.
func apart(a, b fields) float64 {
	if a.wide != b.wide || a.high != b.high {
		return 1
	}
	most := 0.0
	for i := range a.light {
		most = math.Max(most, math.Abs(a.light[i]-b.light[i]))
	}
	return most
}

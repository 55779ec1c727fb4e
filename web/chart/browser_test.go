package chart

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/opmaat/opmaat/assessment/report"
)

// policy is the strictest policy under which the charts must work.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Charts</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head><body><main>
{{range $id, $f := .Figures}}<section><h2>{{$f.Title}}</h2>
<div class="chart" data-chart="opt-{{$id}}" role="img" aria-label="{{$f.Sentence}}"><p>{{$.Fallback}}</p></div>
<script type="application/json" id="opt-{{$id}}">{{index $.Options $id}}</script></section>
{{end}}</main>{{if $.Library}}<script src="/echarts.min.js" defer></script>{{end}}<script src="/charts.js" defer></script></body></html>`))

// sheet is the least a style sheet must say; its colours are those of Light
// and Dark.
func sheet() string {
	root := func(th Theme) string {
		css := ":root{background:" + th.Surface + ";color:" + th.Text + ";--basis-chart-text:" + th.Text + ";--basis-chart-line:" + th.Line
		for i, colour := range th.Series {
			css += fmt.Sprintf(";--basis-chart-%d:%s", i+1, colour)
		}
		return css + "}"
	}
	return root(Light()) + "@media (prefers-color-scheme:dark){" + root(Dark()) + "}" +
		"@media print{:root{background:#fff;color:#000}}" +
		"body{margin:0;font:16px/1.5 sans-serif}main{max-width:720px;margin:0 auto;padding:16px}h2{font-size:20px}.chart{block-size:100px}"
}

// fallback is what stands in a box before, or instead of, the chart.
const fallback = "The table says the same."

// view is a page with charts.
type view struct {
	Figures  map[string]report.Figure
	Options  map[string]any
	Library  bool
	Fallback string
}

// views are the pages by path: all samples, one without the library, one with
// an option that makes it fail.
func views(t *testing.T) map[string]view {
	all := view{samples(), map[string]any{}, true, fallback}
	for id, f := range all.Figures {
		option, err := Option(f, dutch())
		if err != nil {
			t.Fatal(err)
		}
		all.Options[id] = option
	}
	one := map[string]report.Figure{"bars": all.Figures["bars"]}
	broken := map[string]any{"opmaat": map[string]any{"colours": []any{}, "height": map[string]any{"wide": 100, "narrow": 100}},
		"baseOption": map[string]any{"series": []any{map[string]any{"type": "bar"}}}}
	return map[string]view{
		"/{$}":     all,
		"/without": {one, all.Options, false, fallback},
		"/broken":  {one, map[string]any{"bars": broken}, true, fallback},
	}
}

// serve serves the pages under the policy.
func serve(t *testing.T) string {
	mux := http.NewServeMux()
	for path, data := range views(t) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if err := page.Execute(w, data); err != nil {
				t.Error(err)
			}
		})
	}
	mux.HandleFunc("GET /page.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		fmt.Fprint(w, sheet())
	})
	for path, file := range map[string]string{
		"/echarts.min.js": "../static/vendor/echarts/echarts.min.js", "/charts.js": "../static/charts.js",
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// browser starts a Chromium when the suite is asked for, as in CI.
func browser(t *testing.T) context.Context {
	if os.Getenv("CI") != "true" && os.Getenv("REQUIRE_BROWSER") == "" {
		t.Skip("starts a browser; set REQUIRE_BROWSER=1 to do it")
	}
	path, err := exec.LookPath("chromium-headless-shell") // the same engine without windows
	if err != nil {
		path, err = exec.LookPath("chromium")
	}
	if err != nil || testing.Short() {
		t.Fatal("no chromium, or -short, where the suite must run: ", err)
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	for _, name := range []string{"disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, flags...)
	t.Cleanup(stop)
	return ctx
}

// look is one way of looking at the page.
type look struct {
	width  int64
	scheme string
}

// open shows the page and waits until every chart in it is drawn. What the
// console says meanwhile and later fails the test when it ends.
func open(t *testing.T, url string, l look) context.Context {
	ctx, stop := chromedp.NewContext(browser(t))
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, 900), media(l.scheme)); err != nil {
		t.Fatal(err)
	}
	messages := listen(ctx)
	t.Cleanup(func() {
		for _, m := range messages() {
			t.Error("console: ", m)
		}
	})
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	wait(t, ctx, fmt.Sprintf(`document.querySelectorAll("[data-ready] svg").length === %d`, len(samples())))
	return ctx
}

// wait polls until a condition in the page holds.
func wait(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		t.Fatalf("%s: %v", condition, err)
	}
}

// TestBrowser draws every sample under the strict policy, in two widths and both
// colour schemes, and keeps pictures of the page.
func TestBrowser(t *testing.T) {
	url := serve(t)
	for _, l := range []look{{320, "light"}, {360, "light"}, {360, "dark"}, {1280, "light"}, {1280, "dark"}} {
		t.Run(fmt.Sprintf("%d-%s", l.width, l.scheme), func(t *testing.T) {
			ctx := open(t, url, l)
			wait(t, ctx, `document.documentElement.scrollWidth === innerWidth`)
			shoot(t, ctx, fmt.Sprintf("%d-%s.png", l.width, l.scheme))
		})
	}
}

func media(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
	}
}

// listen collects warnings, errors and violations of the policy until called.
func listen(ctx context.Context) func() []string {
	var found []string
	inner, stop := context.WithCancel(ctx)
	stream := chromedp.Console(inner)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range stream {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning || m.IsException() {
				found = append(found, m.String())
			}
		}
	}()
	return func() []string { stop(); <-done; return found }
}

// shoot keeps a picture of the whole page, in $CHART_SHOTS if that is set.
func shoot(t *testing.T, ctx context.Context, name string) {
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("CHART_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.WriteFile(filepath.Join(dir, name), picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

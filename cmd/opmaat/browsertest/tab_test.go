package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to get where a test waits for it.
const patience = 20 * time.Second

// tab is one page of a browser that knows nothing yet: no cookies, no cache.
type tab struct {
	*testing.T
	ctx  context.Context
	site site
	log  *record
}

// open opens a tab of a phone's size and follows all that goes wrong in it.
func open(t *testing.T, s site) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx, site: s, log: &record{host: strings.TrimPrefix(s.url, "http://")}}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("new tab: ", err)
	}
	b.ctx = limited
	if err := chromedp.Listen(ctx, b.log.hear); err != nil {
		t.Fatal("new tab: ", err)
	}
	b.do(command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: policyListener}))
	b.size(360, 800)
	b.media("", "light")
	return b
}

// command makes an action of one command of the protocol.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, params)
		return err
	})
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

// visit goes to a path and waits until the page is loaded.
func (b *tab) visit(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.site.url + path))
}

// click presses what a selector finds. On a page that follows a session it may be
// replaced by its likeness before it is pressed; then that is pressed.
func (b *tab) click(selector string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
	for err != nil && ctx.Err() == nil && strings.Contains(err.Error(), "Could not find node with given id") {
		err = chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
	}
	if err != nil {
		b.Fatalf("click %s at %s: %v", selector, b.path(), err)
	}
}

func (b *tab) size(width, height int64) { b.do(chromedp.EmulateViewport(width, height)) }

// media sets the medium ("" is the screen) and the colour scheme. Nothing moves,
// so that what is measured stands still.
func (b *tab) media(medium, scheme string) {
	b.do(command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}))
}

func (b *tab) withoutScripts() {
	b.do(command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
}

func (b *tab) cookies(list []*network.CookieParam) {
	b.do(command(network.SetCookies, network.SetCookiesParams{Cookies: list}))
}

// value is what an expression gives in the page; promises are awaited.
func value[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// wait asks until a condition holds. It survives navigation, where a page that
// is going away cannot answer, and needs no script in the page.
func (b *tab) wait(condition string) {
	b.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		var ok bool
		if ok, last = chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")")); last == nil && ok {
			return
		}
	}
	b.Fatalf("at %s: it stayed untrue that %s (%v)", b.path(), condition, last)
}

// arrive waits until a page is loaded whose path begins so.
func (b *tab) arrive(path string) {
	b.Helper()
	b.wait(fmt.Sprintf("document.readyState === 'complete' && location.pathname.startsWith(%q)", path))
}

func (b *tab) path() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.site.url)
}

// text is the visible text of an element, with single spaces.
func (b *tab) text(selector string) string {
	b.Helper()
	return value[string](b, fmt.Sprintf(`document.querySelector(%q).innerText.replace(/\s+/g, ' ').trim()`, selector))
}

// charts waits until every chart of the page is drawn and returns how many there are.
func (b *tab) charts() int {
	b.Helper()
	b.wait(`[...document.querySelectorAll('[data-chart]')].every(box => 'ready' in box.dataset && box.querySelector('svg'))`)
	return value[int](b, `document.querySelectorAll('[data-chart]').length`)
}

// keep writes a file into the folder BROWSER_SHOTS, if that is set.
func (b *tab) keep(name string, data []byte) {
	b.Helper()
	dir := os.Getenv("BROWSER_SHOTS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		b.Fatal(err)
	}
}

// shoot keeps a picture of the whole page, if pictures are wanted.
func (b *tab) shoot(name string) {
	b.Helper()
	if os.Getenv("BROWSER_SHOTS") == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatal(err)
	}
	b.keep(name, picture)
}

package browsertest

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// cable is a network that can be cut for saving.
type cable struct{ cut atomic.Bool }

func (c *cable) hold(r *http.Request) bool { return r.Method == http.MethodPost && c.cut.Load() }

// said holds while the status of the question says a text of the form.
func said(text string) string {
	return fmt.Sprintf(`document.querySelector('[data-status]').textContent === document.querySelector('#question').dataset.text%s`, text)
}

func checked(code string) string { return fmt.Sprintf(`document.querySelector('#a-%s').checked`, code) }

// TestBrowserSavingRetries cuts the network before Continue: the answer stays,
// the page says that it is not saved, and goes on by itself later.
func TestBrowserSavingRetries(t *testing.T) {
	t.Parallel()
	var line cable
	b := open(t, start(t, line.hold))
	b.begin()
	first := b.path()
	line.cut.Store(true)
	b.click("label[for=a-2]")
	b.click("#question .button")
	b.wait(said("Retry"))
	if at := b.path(); at != first || !value[bool](b, checked("2")) {
		t.Errorf("at %s, answer kept: %v", at, value[bool](b, checked("2")))
	}
	if text := b.text("[data-status]"); text == "" {
		t.Error("the status is not visible")
	}
	b.log.take() // that the network failed is no news
	line.cut.Store(false)
	b.wait(fmt.Sprintf("document.readyState === 'complete' && location.pathname !== %q", first))
	b.visit(first)
	if !value[bool](b, checked("2")) {
		t.Error("the answer was not saved")
	}
	b.clean()
}

// hurried lets timers run out in a tenth of their time.
const hurried = `const patient = setTimeout; window.setTimeout = (f, ms) => patient(f, ms / 10);`

// TestBrowserSavingGivesUp leaves the network cut until the page stops trying:
// it says so, keeps the answer, and Continue works again.
func TestBrowserSavingGivesUp(t *testing.T) {
	t.Parallel()
	var line cable
	b := open(t, start(t, line.hold))
	b.do(command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hurried}))
	b.begin()
	first := b.path()
	line.cut.Store(true)
	b.click("label[for=a-3]")
	b.click("#question .button")
	b.wait(said("Failed"))
	if !value[bool](b, checked("3")) {
		t.Error("the answer is gone")
	}
	line.cut.Store(false)
	b.click("#question .button")
	b.wait(fmt.Sprintf("document.readyState === 'complete' && location.pathname !== %q", first))
	b.visit(first)
	if !value[bool](b, checked("3")) {
		t.Error("the answer was not saved")
	}
}

// TestBrowserHistory goes back through a whole test and forward again: the
// browser never asks to send a form twice.
func TestBrowserHistory(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.begin()
	first := b.path()
	b.click("#question .button")
	b.wait(`document.querySelector('#summary') && document.readyState === 'complete'`)
	for range 9 {
		b.answer("2")
	}
	b.click(".sendbox button")
	b.arrive("/test/result")
	b.log.requests()
	steps := value[int](b, "history.length")
	for at := b.path(); at != first; at = b.path() {
		if steps--; steps < 0 {
			t.Fatalf("back did not lead to %s but to %s", first, at)
		}
		b.step("back", at)
	}
	b.step("forward", first)
	for _, r := range b.log.requests() {
		if !strings.HasPrefix(r, http.MethodGet+" ") {
			t.Errorf("the history asked for %s", r)
		}
	}
	b.clean()
}

// step goes one page back or forward in the history.
func (b *tab) step(way, from string) {
	b.Helper()
	value[int](b, "history."+way+"(), 0")
	b.wait(fmt.Sprintf("document.readyState === 'complete' && (location.pathname !== %q || document.title === '')", from))
	if value[string](b, "location.protocol") != "http:" || value[int](b, "document.querySelectorAll('#main').length") != 1 {
		b.Fatalf("%s from %s leads to no page of ours: %s", way, from, b.path())
	}
}

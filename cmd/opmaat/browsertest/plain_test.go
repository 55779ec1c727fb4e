package browsertest

import (
	"fmt"
	"testing"
)

// begin starts a quick test by clicks and stops at its first question.
func (b *tab) begin() {
	b.Helper()
	b.visit("/test")
	b.click("label[for=form-quick]")
	b.click("main form button[type=submit]")
	b.arrive("/test/q/")
}

// answer chooses an answer by a click and goes on to another page.
func (b *tab) answer(code string) {
	b.Helper()
	from := b.path()
	b.click("label[for=a-" + code + "]")
	b.click("#question .button")
	b.wait(fmt.Sprintf("document.readyState === 'complete' && location.pathname !== %q", from))
}

// finish answers the whole quick test and sends it.
func (b *tab) finish() {
	b.Helper()
	b.begin()
	for n := range 9 {
		b.answer([]string{"2", "1", "3", "2", "dk", "2", "3", "1", "2"}[n])
	}
	b.arrive("/test/check")
	b.click(".sendbox button")
	b.arrive("/test/result")
}

// TestBrowserWithoutScripts takes the quick test with scripts switched off, and
// looks at what stays of the result.
func TestBrowserWithoutScripts(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.withoutScripts()
	b.finish()
	b.printsAll()
	b.clean()
}

// TestBrowserChartsWithoutScripts shows full results with scripts switched off:
// the tables are there, and no empty box where a chart would be.
func TestBrowserChartsWithoutScripts(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	b := open(t, s)
	b.withoutScripts()
	for _, name := range []string{"result-full", "result-partial", "result-unknown"} {
		b.visit("/dev/gallery/" + name)
		if value[int](b, `document.querySelectorAll('[data-chart]').length`) == 0 {
			t.Errorf("%s has no charts to leave out", name)
		}
		if n := value[int](b, `[...document.querySelectorAll('[data-chart]')].filter(c => c.getClientRects().length).length`); n != 0 {
			t.Errorf("%s shows %d empty boxes", name, n)
		}
		if n := value[int](b, `[...document.querySelectorAll('main table')].filter(t => t.getClientRects().length && t.tBodies[0].rows.length).length`); n < 2 {
			t.Errorf("%s shows %d tables", name, n)
		}
		if n := value[int](b, `[...document.querySelectorAll('button[data-print], [data-copy]')].filter(e => e.getClientRects().length).length`); n != 0 {
			t.Errorf("%s shows %d buttons that need scripts", name, n)
		}
		b.fits("without scripts")
	}
	b.clean()
}

// Texts that a person can see on the screen, apart from controls and drawings,
// and those of them that paper does not show.
const (
	seenTexts = `(() => {
  const seen = n => { const r = document.createRange(); r.selectNodeContents(n); return r.getClientRects().length > 0; };
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  window.seenTexts = [];
  while (walk.nextNode()) {
    const n = walk.currentNode;
    if (n.data.trim() && !n.parentElement.closest('script, [data-chart], .noprint, .buttons, .back, .hidden') && seen(n)) seenTexts.push(n);
  }
  window.stillSeen = seen;
  return seenTexts.length;
})()`
	lostTexts  = `seenTexts.filter(n => !stillSeen(n)).map(n => n.data.trim()).slice(0, 5)`
	navigation = `[...document.querySelectorAll('nav, .foot, .skip, .noprint, button, input')].filter(e => e.getClientRects().length && getComputedStyle(e).visibility === 'visible').map(e => e.outerHTML.slice(0, 120)).slice(0, 5)`
)

// printsAll compares the page on the screen with the page on paper.
func (b *tab) printsAll() {
	b.Helper()
	if len(value[[]string](b, navigation)) == 0 {
		b.Error("the screen shows no navigation")
	}
	if n := value[int](b, seenTexts); n < 50 {
		b.Errorf("only %d texts on the screen", n)
	}
	b.media("print", "light")
	for _, what := range value[[]string](b, navigation) {
		b.Errorf("%s: on paper: %s", b.path(), what)
	}
	for _, what := range value[[]string](b, lostTexts) {
		b.Errorf("%s: not on paper: %q", b.path(), what)
	}
	b.media("", "light")
}

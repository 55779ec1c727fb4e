package browsertest

import (
	"fmt"
	"slices"
	"strings"
)

// watch is what must hold of a session's screens all the time.
type watch struct {
	*room
	private []string // what the wall must never show
	typed   []string // what people wrote: it stays in their language
	numbers bool     // numbers may be seen
}

// smallest is the size in pixels of the smallest letters that can be seen, and
// their text. Letters in a drawing count as large as they are drawn.
const smallest = `(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = {size: 999, text: ''};
  while (walk.nextNode()) {
    const n = walk.currentNode, el = n.parentElement, box = document.createRange();
    box.selectNodeContents(n);
    if (!n.data.trim() || el.closest('.hidden, .skip, script, noscript, title') || !box.getClientRects().length) continue;
    let size = parseFloat(getComputedStyle(el).fontSize) * (el.currentCSSZoom || 1);
    if (el.closest('svg')) size = parseFloat(getComputedStyle(el).fontSize) * el.getBoundingClientRect().height / el.getBBox().height;
    if (size < least.size) least = {size: size, text: n.data.trim().slice(0, 60)};
  }
  return least;
})()`

// letters is what smallest finds.
type letters struct {
	Size float64 `json:"size"`
	Text string  `json:"text"`
}

// wallLetters is how large letters must be on a wall that is 1920 pixels wide, to
// be read from the back of a room (shared design, experience 4.3).
const wallLetters = 32

// Of the pages of a wall: how many there are, and the things that are on no
// page, when all of them were turned.
const (
	wallPages  = `(() => { const p = document.querySelector('[data-pages]'); return !p || p.hidden ? 1 : Number(p.textContent.split('/')[1].match(/\d+/)[0]); })()`
	wallNotice = `(document.querySelectorAll('[data-part]').forEach(p => { if (p.getClientRects().length) p.dataset.seen = ''; }), 0)`
	wallUnseen = `[...document.querySelectorAll('[data-part]:not([data-seen])')].map(p => p.textContent.trim().slice(0, 60))`
)

// readable turns the pages of the wall. It fails the test when one has small
// letters or more than fits, or when something is on none.
func (d *device) readable(state string) {
	d.Helper()
	pages := value[int](d.tab, wallPages)
	for n := 1; n <= pages; n++ {
		at := fmt.Sprintf("%s, page %d of %d", state, n, pages)
		d.wait(`[...document.querySelectorAll('[data-chart]')].every(c => !c.getClientRects().length || c.querySelector('svg'))`)
		value[int](d.tab, `new Promise(done => { let frames = 4; const next = () => frames-- ? requestAnimationFrame(next) : done(0); next(); })`)
		if got := value[letters](d.tab, smallest); got.Size < wallLetters*float64(value[int](d.tab, "innerWidth"))/1920 {
			d.Errorf("the wall, %s: letters of %.1f px: %q", at, got.Size, got.Text)
		}
		for _, what := range value[[]string](d.tab, overflow) {
			d.Errorf("the wall, %s: sticks out: %s", at, what)
		}
		if over := value[int](d.tab, `document.documentElement.scrollHeight - innerHeight`); over > 0 {
			d.Errorf("the wall, %s: %d px do not fit", at, over)
		}
		d.shoot(fmt.Sprintf("workshop-%s-wall-%d.png", state, n))
		value[int](d.tab, wallNotice)
		if pages > 1 {
			d.strike(arrowRight)
		}
	}
	for _, text := range value[[]string](d.tab, wallUnseen) {
		d.Errorf("the wall, %s: on none of %d pages: %q", state, pages, text)
	}
}

// look looks at the three kinds of screens in a phase, with one phone for all.
func (w *watch) look(phone *device, state string) {
	w.Helper()
	phone.accessible(allRules, state)
	phone.size(320, 568)
	phone.fits(state)
	phone.size(360, 800)
	phone.shoot("workshop-" + state + "-phone.png")
	w.host.accessible(allRules, state)
	w.host.fits(state)
	w.host.shoot("workshop-" + state + "-console.png")
	w.wall.accessible(allRules, state)
	w.wall.readable(state)
	w.secrets(state)
}

// secrets fails the test when the wall shows what is private, or anybody sees
// numbers before they may.
func (w *watch) secrets(state string) {
	w.Helper()
	seen := w.wall.seen()
	for _, text := range w.private {
		if strings.Contains(seen, text) {
			w.Errorf("the wall, %s, shows %q", state, text)
		}
	}
	if w.numbers {
		return
	}
	for _, d := range append(w.everybody(), w.host) {
		if !d.away && value[int](d.tab, `document.querySelectorAll('[data-number]').length`) > 0 {
			d.Errorf("numbers at %s, %s", d.path(), state)
		}
	}
}

// keep adds texts that the wall must not show. An empty one would be found anywhere.
func (w *watch) keep(texts ...string) {
	w.Helper()
	for _, text := range texts {
		if len(text) < 5 {
			w.Fatalf("%q is too short to look for", text)
		}
	}
	w.private = append(w.private, texts...)
}

// dutch fails the test when a phone in Dutch shows a line that stands on an
// English one of the same table too.
func (w *watch) dutch(phone, other *device, state string) {
	w.Helper()
	if value[string](phone.tab, "document.documentElement.lang") != "nl" {
		w.Errorf("%s: the phone is not in Dutch", state)
	}
	theirs := other.lines()
	own := phone.lines()
	if len(own) < 3 || len(theirs) < 3 {
		w.Errorf("%s: %d and %d lines to compare", state, len(own), len(theirs))
	}
	for _, line := range own {
		if slices.Contains(theirs, line) && !slices.ContainsFunc(w.typed, func(t string) bool { return strings.Contains(line, t) }) {
			w.Errorf("%s: the phone in Dutch says %q", state, line)
		}
	}
}

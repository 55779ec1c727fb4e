package browsertest

import "github.com/chromedp/chromedp"

// overflow names the elements that stick out of the window at the side, when the
// page scrolls there. What scrolls in a box of its own may.
const overflow = `(() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [wide + ' wide in ' + innerWidth];
  const boxed = el => { for (let p = el.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; };
  for (const el of document.body.querySelectorAll('*'))
    if (el.getBoundingClientRect().right > innerWidth + 1 && !boxed(el)) out.push(el.outerHTML.slice(0, 160));
  return out.slice(0, 6);
})()`

// spacing sets the text spacing of WCAG 2.2, success criterion 1.4.12.
const spacing = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}');
  document.adoptedStyleSheets.push(sheet);
  return document.adoptedStyleSheets.length;
})()`

// clipped names the elements that hide a part of their own text. Text for
// screen readers only, in the class hidden, is meant to be.
const clipped = `[...document.body.querySelectorAll('*')].filter(el => {
  const style = getComputedStyle(el);
  if (el.closest('.hidden, svg') || !el.textContent.trim() || !el.getClientRects().length) return false;
  const cut = way => way === 'hidden' || way === 'clip';
  return cut(style.overflowX) && el.scrollWidth > el.clientWidth + 1 || cut(style.overflowY) && el.scrollHeight > el.clientHeight + 1;
}).map(el => el.outerHTML.slice(0, 160)).slice(0, 6)`

// chartsFit holds when the drawings have followed the width of the page.
const chartsFit = `[...document.querySelectorAll('[data-chart] svg')].every(s => s.getBoundingClientRect().width <= s.closest('[data-chart]').clientWidth + 1)`

// fits fails the test when the page is wider than its window.
func (b *tab) fits(state string) {
	b.Helper()
	b.wait(chartsFit)
	for _, what := range value[[]string](b, overflow) {
		b.Errorf("%s, %s: scrolls sideways: %s", b.path(), state, what)
	}
}

// reflows looks at the page on the smallest phone, at 400 % zoom on a screen of
// 1280 pixels, and there with the text spread out.
func (b *tab) reflows() {
	b.Helper()
	b.size(320, 568)
	b.fits("320 x 568")
	b.do(chromedp.EmulateViewport(320, 256, chromedp.EmulateScale(4)))
	if ratio := value[float64](b, "devicePixelRatio"); ratio != 4 {
		b.Errorf("not zoomed: %v", ratio)
	}
	b.fits("400 %")
	value[int](b, spacing)
	b.fits("text spaced out")
	for _, what := range value[[]string](b, clipped) {
		b.Errorf("%s, text spaced out: cut off: %s", b.path(), what)
	}
	value[int](b, "document.adoptedStyleSheets.pop(), 0")
}

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// smallPrint looks for text that would be printed smaller than 10 points.
const smallPrint = `[...new Set([...document.querySelectorAll('.kit *')].filter(e =>
  e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 10 * 96 / 72)
  .map(e => e.className + ' ' + e.tagName + ' ' + getComputedStyle(e).fontSize))].join('; ')`

// TestBrowserKit prints the paper kit of every scenario: a sheet for a table is
// one sheet of paper, nothing is cut off at the side, no page is empty and
// nothing is too small to read.
func TestBrowserKit(t *testing.T) {
	browser(t)
	s := start(t, nil)
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			b := open(t, s)
			b.cookies(visitor(t, s, lang))
			b.visit("/game")
			games := strings.Fields(value[string](b, `[...new Set([...document.querySelectorAll('main a[href^="/game/s/"]')].map(a => a.getAttribute('href')))].join(' ')`))
			if len(games) < 4 {
				t.Fatalf("the games %v", games)
			}
			for _, game := range games {
				for _, part := range []string{"cards", "roles", "score", "guide", "outcomes"} {
					b.kit(game + "/kit/" + part)
				}
			}
			b.clean()
		})
	}
}

// kit prints one part of a kit and counts the pages: one for each sheet, and a
// few more where the sheets of the facilitator run on.
func (b *tab) kit(path string) {
	b.visit(path)
	b.size(184*96*10/254, 1000) // as wide as A4 between the margins of the kit
	b.media("print", "light")
	sheets := value[int](b, "document.querySelectorAll('.kit__sheet').length")
	if small := value[string](b, smallPrint); small != "" {
		b.Errorf("%s: too small in print: %s", path, small)
	}
	if wide := value[int](b, "document.documentElement.scrollWidth - innerWidth"); wide > 1 {
		b.Errorf("%s: %d pixels are cut off on paper", path, wide)
	}
	file, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		b.Fatal(err)
	}
	pages, most := len(sheet.FindAll(file, -1)), sheets
	if strings.HasSuffix(path, "/guide") || strings.HasSuffix(path, "/outcomes") {
		most += 6
	}
	if sheets < 4 || pages < sheets || pages > most {
		b.Errorf("%s: %d pages for %d sheets", path, pages, sheets)
	}
	b.media("", "light")
}

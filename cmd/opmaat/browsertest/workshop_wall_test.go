package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"

	"github.com/opmaat/opmaat/game/workshop"
)

// TestBrowserWallIsReadable looks at the wall of rooms with three, six and
// twelve tables in every phase, from the back of the room: the letters are large,
// and what does not fit stands on a further page. Old projectors are less wide.
func TestBrowserWallIsReadable(t *testing.T) {
	browser(t)
	s := start(t, nil)
	for name, c := range map[string]struct {
		people        int
		lang          string
		width, height int64
	}{
		"three tables":     {7, "nl", 1920, 1080},
		"six tables":       {25, "en", 1920, 1080},
		"twelve tables":    {55, "nl", 1920, 1080},
		"an old projector": {7, "nl", 1024, 768},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &device{tab: open(t, s)}
			d.size(c.width, c.height)
			d.visit("/lang/" + c.lang + "?next=/")
			for _, phase := range workshop.Phases {
				d.visit(fmt.Sprintf("/dev/gallery/screen-%s?people=%d", phase, c.people))
				d.readable(fmt.Sprintf("%s-%d-%d", phase, c.people, c.width))
			}
			d.clean()
		})
	}
}

// TestBrowserWallTurns: a page of the wall turns by itself, but not while the
// facilitator pauses or somebody holds it; the arrows turn it both ways.
func TestBrowserWallTurns(t *testing.T) {
	t.Parallel()
	d := &device{tab: open(t, start(t, nil))}
	d.size(1920, 1080)
	d.do(command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: faster}))
	d.visit("/dev/gallery/screen-describe?people=55")
	at := func(n int) string {
		return fmt.Sprintf(`document.querySelector('[data-page]').textContent.startsWith('%d / ')`, n)
	}
	d.wait(at(2))
	stays := func(why string, n int) {
		t.Helper()
		value[int](d.tab, `new Promise(done => setTimeout(() => done(0), 25000))`)
		if !value[bool](d.tab, at(n)) {
			t.Errorf("%s, the wall shows page %s", why, d.text("[data-page]"))
		}
	}
	value[int](d.tab, `(document.querySelector('[data-clock]').dataset.paused = '1', 0)`)
	stays("while paused", 2)
	value[int](d.tab, `(document.querySelector('[data-clock]').dataset.paused = '', 0)`)
	d.wait(at(3))
	d.click("[data-hold]")
	stays("while held", 3)
	pages := value[int](d.tab, `Number(document.querySelector('[data-page]').textContent.split('/')[1])`)
	for n := 4; n <= pages; n++ {
		d.strike(arrowRight)
		d.wait(at(n))
	}
	d.strike(arrowRight)
	d.wait(at(1))
	d.click("[data-turn='-1']")
	d.wait(at(pages))
	d.click("[data-hold]")
	d.wait(at(1))
	d.clean()
}

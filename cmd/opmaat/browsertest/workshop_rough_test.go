package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
)

// faster lets the time of a page go by ten times as fast.
const faster = `(() => {
  const from = Date.now(), now = Date.now, timeout = setTimeout, interval = setInterval;
  Date.now = () => from + (now() - from) * 10;
  window.setTimeout = (f, ms) => timeout(f, ms / 10);
  window.setInterval = (f, ms) => interval(f, ms / 10);
})();`

// TestBrowserStreamsThatDoNotGetThrough: a proxy that refuses streams, and one
// that takes them and passes nothing on. The phone asks every few seconds
// instead, knows where the session stands, and takes part.
func TestBrowserStreamsThatDoNotGetThrough(t *testing.T) {
	for name, state := range map[string]int32{"refused": wireRefuses, "held back": wireHolds} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openRoom(t, start(t, nil), quickStart)
			d := r.phone(true)
			d.wire.state.Store(state)
			d.do(command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: faster}))
			r.join(d)
			r.next()
			r.to("vote-0")
			d.vote(3)
			r.to("decide-0")
			d.decide(2, "It got through")
			if said := value[bool](d.tab, `!document.querySelector('[data-offline]').hidden`); said {
				t.Error("the phone says that there is no connection")
			}
			r.host.wait(`document.querySelector('.tablecards').textContent.includes('It got through')`)
			d.wire.mend() // streams get through again
			r.to("reveal-0")
			r.host.wait(`document.querySelectorAll('.chip--away').length === 0`) // the stream of the phone is there
		})
	}
}

// TestBrowserPressWhileNewsComes: what is pressed stays until it is released,
// though the page has changed in the meantime.
func TestBrowserPressWhileNewsComes(t *testing.T) {
	t.Parallel()
	r := openRoom(t, start(t, nil), quickStart)
	r.join(r.phone(false))
	r.host.wait(`document.querySelectorAll('.namecloud .chip:not(.chip--away)').length === 1`)
	at := value[spot](r.host.tab, `(() => { const b = document.querySelector('#do-next').getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()`)
	r.host.mouse(input.DispatchMouseEventTypeMousePressed, at)
	value[int](r.host.tab, `window.before = performance.getEntriesByType('resource').length, 0`)
	r.join(r.phone(false))
	r.host.wait(`performance.getEntriesByType('resource').length > before`) // the page with two names
	if n := value[int](r.host.tab, `document.querySelectorAll('.namecloud .chip').length`); n != 1 {
		t.Errorf("%d names: the page changed under the finger", n)
	}
	r.host.mouse(input.DispatchMouseEventTypeMouseReleased, at)
	r.host.wait(stepNow + ` === 'briefing-0'`)
	r.together()
}

// TestBrowserTwoAtATableTick: what one at a table sends does not mix with what
// another one has ticked and not sent.
func TestBrowserTwoAtATableTick(t *testing.T) {
	t.Parallel()
	r := openRoom(t, start(t, nil), quickStart)
	one, other := r.join(r.phone(false)), r.join(r.phone(false))
	r.next()
	const ticked = `[...document.querySelectorAll('#needs input')].map((f, i) => f.checked ? i : '').join('')`
	tick := func(d *device, n int) { d.click(fmt.Sprintf(`#needs .choice:nth-of-type(%d) label`, n+1)) }
	tick(one, 0)
	tick(other, 1)
	tick(other, 2)
	other.send("needs")
	other.wait(`document.querySelector('.panel--done')`)
	one.wait(`document.querySelector('.panel--done')`)
	if got := value[string](one.tab, ticked); got != "0" {
		t.Errorf("boxes %s are ticked where one ticked 0", got)
	}
	if got := value[string](other.tab, ticked); got != "12" {
		t.Errorf("boxes %s are ticked where 1 and 2 were sent", got)
	}
}

// spot is a place in a window.
type spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

func (d *device) mouse(what input.DispatchMouseEventType, at spot) {
	d.Helper()
	d.do(command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, ClickCount: 1}))
}

// TestBrowserRehearsal practises with pretend players, and one phone among them:
// all screens say that it is a rehearsal, and the players play.
func TestBrowserRehearsal(t *testing.T) {
	t.Parallel()
	r := openRoom(t, start(t, nil), "button[name=rehearsal]")
	r.openWall()
	d := r.join(r.phone(false))
	r.host.wait(`document.querySelectorAll('.namecloud .chip').length === 9`)
	r.next()
	r.host.wait(`document.querySelectorAll('.tablecard').length === 2 && document.querySelectorAll('.tablecard--ready').length > 0`)
	r.to("vote-0")
	d.vote(0)
	r.host.wait(`document.querySelectorAll('.tablecard--ready').length === 2`)
	for _, screen := range []*device{r.host, r.wall, d} {
		if screen.text(".rehearsal") == "" {
			t.Errorf("%s does not say that it is a rehearsal", screen.path())
		}
		screen.accessible(allRules, "rehearsal")
	}
	r.wall.readable("rehearsal")
	r.to("decide-0")
	d.decide(1, "A real reason")
	r.host.wait(`document.querySelectorAll('.tablecard--ready').length === 2`)
	r.next()
	d.clean()
}

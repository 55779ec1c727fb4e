package browsertest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestBrowserGameKeyboard plays a short game with Tab, arrows, Space and Enter,
// from the chooser to the ending; axe finds nothing on the way.
func TestBrowserGameKeyboard(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/game")
	b.tabTo("a story", func(at stop) bool { return strings.HasPrefix(at.Href, "/game/s/") })
	b.strike(enter)
	b.arrive("/game/s/")
	for n, box := 0, ""; n < 2; n++ {
		at := b.tabTo("a need", func(at stop) bool { return at.Name == "need" && at.ID != box })
		b.strike(space)
		box = at.ID
	}
	b.tabTo("a chair", func(at stop) bool { return at.Name == "role" })
	b.strike(space)
	b.tabTo("the version", func(at stop) bool { return at.Name == "rounds" })
	b.strike(arrowDn)
	b.accessible(allRules, "filled in")
	b.sendForm()
	for round := 1; round <= 4; round++ {
		b.wait(`document.readyState === 'complete' && /\/round\/\d+$/.test(location.pathname)`)
		b.tabTo("an answer", func(at stop) bool { return at.Name == "option" })
		b.strike(space)
		if round == 1 {
			b.tabTo("a move", func(at stop) bool { return at.Name == "move" })
			b.strike(space)
			b.wait(`/[1-3]/.test(document.querySelector('[data-effort-status]').textContent)`)
			b.accessible(allRules, "chosen")
		}
		b.tabToFar("the button", submits)
		b.strike(enter)
		b.wait(`document.readyState === 'complete' && location.pathname.endsWith('/after')`)
		b.accessible(allRules, fmt.Sprint("after round ", round))
		b.tabTo("the way on", func(at stop) bool {
			return strings.Contains(at.Href, "/play/1/round/") || strings.HasSuffix(at.Href, "/ending")
		})
		b.strike(enter)
	}
	b.arrive("/game/play/1/ending")
	b.clean()
}

// tabToFar goes on with Tab past a long list.
func (b *tab) tabToFar(what string, found func(stop) bool) {
	b.Helper()
	for range 120 {
		if at := b.press(tabKey); found(at) {
			return
		}
	}
	b.Fatalf("at %s: Tab does not reach %s", b.path(), what)
}

// TestBrowserEffort counts the effort of chosen moves while they are chosen, and
// warns before the server has to.
func TestBrowserEffort(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/dev/gallery/game-round-late")
	status := `document.querySelector('[data-effort-status]')`
	before := value[string](b, status+`.textContent`)
	value[int](b, `(document.querySelectorAll('[name=move]').forEach((m, i) => { if (i < 3) m.click(); }), 0)`)
	b.wait(status + `.classList.contains('effort--over')`)
	if after := value[string](b, status+`.textContent`); after == before || !strings.ContainsAny(after, "3456789") {
		t.Errorf("the count says %q, then %q", before, after)
	}
	b.clean()
}

// TestBrowserGameWithoutScripts plays a round with scripts switched off: the
// server counts the effort.
func TestBrowserGameWithoutScripts(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.withoutScripts()
	b.visit("/game/s/oostkade")
	for _, label := range []string{"need-together", "need-swap", "role-adviser", "rounds-short"} {
		b.click("label[for=" + label + "]")
	}
	b.click("main form button[type=submit]")
	b.arrive("/game/play/1/round/1")
	b.click("#option .choice:nth-of-type(1) label")
	for n := 1; n <= 3; n++ {
		b.click(fmt.Sprintf(".moves .choice:nth-of-type(%d) label", n))
	}
	b.click("#round p.buttons button")
	b.wait(`document.readyState === 'complete' && !!document.getElementById('summary')`)
	if n := value[int](b, `document.querySelectorAll('[name=move]:checked, [name=option]:checked').length`); n != 4 {
		t.Errorf("%d choices are left", n)
	}
	b.click(".moves .choice:nth-of-type(3) label")
	b.click("#round p.buttons button")
	b.arrive("/game/play/1/round/1/after")
	b.clean()
}

// TestBrowserBackAfterRefusal: a round that was refused, mended and decided: back
// leads to the account, and the browser sends nothing again.
func TestBrowserBackAfterRefusal(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/game/s/oostkade")
	for _, label := range []string{"need-together", "need-swap", "role-adviser"} {
		b.click("label[for=" + label + "]")
	}
	b.click("main form button[type=submit]")
	b.arrive("/game/play/1/round/1")
	b.click("#round p.buttons button") // without an answer
	b.wait(`document.readyState === 'complete' && !!document.getElementById('summary')`)
	b.click("#option .choice:nth-of-type(1) label")
	b.click("#round p.buttons button")
	b.arrive("/game/play/1/round/1/after")
	b.click("p.buttons .button")
	b.arrive("/game/play/1/round/2")
	b.log.requests()
	for range 2 { // past the account, past the page that was refused
		value[int](b, "window.marker = 7, setTimeout(() => history.back(), 50), 0")
		b.wait(`document.readyState === 'complete' && !window.marker`)
	}
	if at := b.path(); at != "/game/play/1/round/1/after" || value[int](b, `document.querySelectorAll('.story').length`) == 0 {
		t.Errorf("back leads to %s", at)
	}
	for _, r := range b.log.requests() {
		if !strings.HasPrefix(r, http.MethodGet+" ") {
			t.Errorf("the history asked for %s", r)
		}
	}
	b.clean()
}

// TestBrowserTablesOfNumbers: beside a chart the table is folded away; where
// scripts are off and there is no chart, it is open.
func TestBrowserTablesOfNumbers(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	seen := `[...document.querySelectorAll('main table')].filter(t => t.checkVisibility() && t.tBodies[0].rows.length).length`
	b := open(t, s)
	b.visit("/dev/gallery/game-numbers")
	if n := value[int](b, seen); n != 0 || b.charts() != 5 {
		t.Errorf("%d tables beside %d charts", n, b.charts())
	}
	b.clean()
	plain := open(t, s)
	plain.withoutScripts()
	plain.visit("/dev/gallery/game-numbers")
	if n := value[int](plain, seen); n != 5 {
		t.Errorf("%d tables without scripts", n)
	}
	plain.clean()
}

// TestBrowserSheet prints the reflection sheet: it has lines to write on.
func TestBrowserSheet(t *testing.T) {
	t.Parallel()
	b := open(t, start(t, nil))
	b.visit("/dev/gallery/game-reflect")
	lines := `[...document.querySelectorAll('.sheet__line')].filter(l => l.getBoundingClientRect().height > 20).length`
	if n := value[int](b, lines); n != 0 {
		t.Errorf("%d lines to write on, on the screen", n)
	}
	b.media("print", "light")
	b.wait(lines + ` > 10`)
	b.clean()
}

package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
)

// room is a workshop in browsers: that of the facilitator, of the wall, and the
// phones.
type room struct {
	*testing.T
	site   site
	host   *device
	wall   *device
	phones []*device
	id     string
	code   string
}

// device is a browser in a room.
type device struct {
	*tab
	wire  *wire // its own way to the application, if it has one
	plain bool  // scripts are off
	away  bool  // asleep or unplugged: nobody waits for it
}

// clock is a clock that a test can put forward.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *clock) forward(d time.Duration) { c.ahead.Add(int64(d)) }

// openRoom starts a session on the page of the facilitator with a button.
func openRoom(t *testing.T, s site, button string) *room {
	t.Helper()
	r := &room{T: t, site: s, host: &device{tab: open(t, s)}}
	r.host.size(1280, 800)
	r.host.visit("/host")
	r.host.click(button)
	r.host.arrive("/host/s/")
	r.id = strings.TrimPrefix(r.host.path(), "/host/s/")
	r.code = strings.ReplaceAll(r.host.text(".bar-top__code strong"), " ", "")
	return r
}

// quickStart is the one button that a facilitator in a hurry presses.
const quickStart = ".quick button"

// openWall opens the projector of the room by its link, on a computer of its own.
func (r *room) openWall() {
	r.Helper()
	link := value[string](r.host.tab, `document.querySelector('a[href^="/s/"]').getAttribute('href')`)
	w := wireTo(r.T, r.site)
	r.wall = &device{tab: open(r.T, w.site), wire: w}
	r.wall.size(1920, 1080)
	r.wall.visit(link)
	r.wall.arrive("/screen/" + r.id)
}

// phone is a new phone in the room that has not joined.
func (r *room) phone(wired bool) *device {
	r.Helper()
	d := &device{}
	s := r.site
	if wired {
		d.wire = wireTo(r.T, s)
		s = d.wire.site
	}
	d.tab = open(r.T, s)
	return d
}

// join takes a seat with one press of a button.
func (r *room) join(d *device) *device {
	r.Helper()
	d.visit("/join/" + r.code)
	d.seat(r)
	r.phones = append(r.phones, d)
	return d
}

func (d *device) seat(r *room) {
	d.Helper()
	d.click("main form button[type=submit]")
	d.arrive("/w/" + r.id)
}

// What a page of a session says of itself.
const (
	stepNow    = `(document.querySelector('[data-session]')?.dataset.step || '')`
	versionNow = `(document.querySelector('[data-session]')?.dataset.version || '')`
)

// next lets the facilitator go on, and waits until all who are there have come along.
func (r *room) next() {
	r.Helper()
	from := value[string](r.host.tab, versionNow)
	r.host.click("#do-next")
	r.host.wait(fmt.Sprintf(`%s && %[1]s !== %q`, versionNow, from))
	r.together()
}

// to goes on until a step, such as vote-0.
func (r *room) to(step string) {
	r.Helper()
	for range 40 {
		if value[string](r.host.tab, stepNow) == step {
			return
		}
		r.next()
	}
	r.Fatalf("never came to %s", step)
}

// together waits until the wall and the phones stand where the facilitator stands.
func (r *room) together() {
	r.Helper()
	at := value[string](r.host.tab, versionNow)
	for _, d := range r.everybody() {
		if !d.away {
			d.comes(at)
		}
	}
}

func (r *room) everybody() []*device {
	if r.wall == nil {
		return r.phones
	}
	return append([]*device{r.wall}, r.phones...)
}

// comes waits until a device stands at a version. Who has no scripts looks for
// news with the link on the page.
func (d *device) comes(version string) {
	d.Helper()
	if d.plain {
		d.click(".foot__note a[href^='/w/']")
	}
	d.wait(fmt.Sprintf(`document.readyState === 'complete' && %s === %q`, versionNow, version))
}

// choose chooses the n-th answer in the form of a command.
func (d *device) choose(command string, n int) {
	d.Helper()
	d.click(fmt.Sprintf(`form:has([name=do][value=%s]) #option .choice:nth-of-type(%d) label`, command, n+1))
}

// send sends the form of a command.
func (d *device) send(command string) {
	d.Helper()
	d.click(fmt.Sprintf(`form:has([name=do][value=%s]) button[type=submit]`, command))
}

// fill types into a field.
func (d *device) fill(id, text string) {
	d.Helper()
	value[int](d.tab, fmt.Sprintf(`(document.getElementById(%q).value = %q, 0)`, id, text))
}

// sent waits until the page says that what was sent is there, with a text in it.
func (d *device) sent(text string) {
	d.Helper()
	d.wait(fmt.Sprintf(`document.readyState === 'complete' && [...document.querySelectorAll('.panel--done')].some(p => p.textContent.includes(%q))`, text))
}

// vote sends the n-th answer as the private vote.
func (d *device) vote(n int) {
	d.Helper()
	d.choose("vote", n)
	d.send("vote")
	d.sent(" " + string(rune('A'+n)))
}

// decide sends what the table decided.
func (d *device) decide(n int, reason string) {
	d.Helper()
	d.choose("decision", n)
	d.fill("reason", reason)
	d.send("decision")
	d.sent(reason)
}

// sleep does what a phone does in a pocket: the page stands still and the radio
// is off.
func (d *device) sleep() {
	d.Helper()
	d.away = true
	value[int](d.tab, `window.awake = 0, setInterval(() => awake++, 100), 0`)
	d.do(command(page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateFrozen}))
	d.wire.cut()
}

// wake is the same phone taken out again. It fails the test when the phone did
// not really sleep, but went on counting tenths of a second.
func (d *device) wake() {
	d.Helper()
	d.wire.mend()
	d.do(command(page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateActive}))
	if n := value[int](d.tab, "awake"); n > 30 {
		d.Errorf("the phone that was asleep counted to %d", n)
	}
	d.away = false
}

// seen is the text of a page, also what is folded away.
func (d *device) seen() string {
	d.Helper()
	return value[string](d.tab, `document.body.textContent.replace(/\s+/g, ' ')`)
}

// lines are the lines of a page that have something to say, as a person sees them.
func (d *device) lines() []string {
	d.Helper()
	all := value[[]string](d.tab, `document.querySelector('main').innerText.split('\n').map(l => l.trim())`)
	return slices.DeleteFunc(all, func(l string) bool { return len(strings.Fields(l)) < 3 })
}

// cleanUp fails the test with all that went wrong in a device, unless it was
// cut off, which shows.
func (d *device) cleanUp() {
	d.Helper()
	if d.wire != nil {
		d.log.take()
	}
	d.clean()
}

// texts are the texts of the elements that a selector finds.
func (d *device) texts(selector string) []string {
	d.Helper()
	return value[[]string](d.tab, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.textContent.replace(/\s+/g, ' ').trim())`, selector))
}

package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Who sits where in TestBrowserWorkshop: seats go round the three tables.
const (
	noor    = iota // table 1, decides there
	dutch          // table 2, reads Dutch, decides there
	plain          // table 3, without scripts, decides there
	sleeper        // table 1, has the phone in a pocket for ten minutes
	mover          // table 2, goes on with a tablet
	flyer          // table 3, has no network when the first vote is sent
	firstRest
	guests = 12 // the last one comes late
)

// TestBrowserWorkshop plays a short session to its end with twelve phones, a
// projector and a facilitator, and all that goes wrong in a room.
func TestBrowserWorkshop(t *testing.T) {
	t.Parallel()
	var c clock
	w := &watch{room: openRoom(t, startAt(t, nil, c.now), quickStart)}
	w.openWall()
	w.arrivals()
	w.briefing()
	w.roundOne()
	w.roundTwo(&c)
	w.roundThree()
	w.playRound(3)
	w.debrief()
	for _, d := range append(w.everybody(), w.host) {
		d.cleanUp()
	}
}

// arrivals fills the waiting room and checks it.
func (w *watch) arrivals() {
	w.Helper()
	for n := range guests - 1 {
		d := w.phone(n == sleeper || n == flyer)
		if n == plain {
			d.withoutScripts()
			d.plain = true
		}
		if n == dutch {
			d.visit("/join/" + w.code)
			d.click("a[hreflang=nl]")
			d.wait(`document.documentElement.lang === 'nl'`)
		}
		w.join(d)
	}
	w.wall.wait(fmt.Sprintf(`document.querySelectorAll('.wall__names .chip').length === %d`, guests-1))
	w.phones[noor].click("#more-name summary")
	w.phones[noor].fill("name", "Noor")
	w.phones[noor].send("rename")
	w.wall.wait(`document.querySelector('.wall__names').textContent.includes('Noor')`)
	w.check()
	w.look(w.phones[noor], "lobby")
	w.dutch(w.phones[dutch], w.phones[mover], "lobby")
}

// check is the room check: all phones answer, also the one without scripts,
// which is a little later.
func (w *watch) check() {
	w.Helper()
	w.host.visit("/host/s/" + w.id + "/check")
	w.host.click("#check-phone button")
	w.host.wait(`document.querySelector('#check-phone.panel--done') && document.querySelector('#check-screen.panel--done')`)
	w.host.accessible(allRules, "room check")
	w.host.shoot("workshop-check-console.png")
	w.host.visit("/host/s/" + w.id)
}

// briefing makes the tables; one comes late, and the page without scripts comes
// along by itself.
func (w *watch) briefing() {
	w.Helper()
	w.host.click("#do-next")
	w.phones[plain].wait(stepNow + ` === 'briefing-0'`)
	w.together()
	w.join(w.phone(false))
	for table, d := range w.phones[:3] {
		for n := range 2 {
			d.click(fmt.Sprintf(`#needs .choice:nth-of-type(%d) label`, table%2+n+1))
		}
		d.send("needs")
		d.wait(`!!document.querySelector('.panel--done')`)
	}
	w.phones[mover].wait(`!!document.querySelector('.panel--done')`) // the same table
	w.host.wait(`document.querySelectorAll('.tablecard--ready').length === 3`)
	w.host.click("#do-plenary")
	w.phones[noor].wait(`!!document.querySelector('.plenary')`)
	w.wall.wait(`!!document.querySelector('.wall__plenary')`)
	w.host.wait(`document.querySelector('#do-plenary').ariaPressed === 'true'`)
	w.host.click("#do-plenary")
	w.wall.wait(`!document.querySelector('.wall__plenary')`)
	w.look(w.phones[noor], "briefing")
	w.dutch(w.phones[dutch], w.phones[mover], "briefing")
	w.next()
	for _, d := range w.phones {
		w.keep(d.texts(".role-card > p")...)
	}
	w.look(w.phones[noor], "roles")
	w.dutch(w.phones[dutch], w.phones[mover], "roles")
}

// situation opens a round and remembers what is whispered to people.
func (w *watch) situation(turn int) {
	w.Helper()
	w.to(fmt.Sprintf("inject-%d", turn))
	for _, d := range w.phones {
		if !d.away {
			w.keep(d.texts(".hint-card p")...)
		}
	}
}

// votes lets everybody vote who is there and has not.
func (w *watch) votes(turn int, done ...int) {
	w.Helper()
	w.to(fmt.Sprintf("vote-%d", turn))
	for n, d := range w.phones {
		if !d.away && !slices.Contains(done, n) {
			d.vote((n + turn) % 4)
		}
	}
}

// decisions lets each table decide, each something else.
func (w *watch) decisions(turn int) {
	w.Helper()
	w.to(fmt.Sprintf("decide-%d", turn))
	for table, d := range w.phones[:3] {
		reason := fmt.Sprintf("Reason %d of table %d", turn+1, table+1)
		w.typed = append(w.typed, reason)
		d.decide((table+turn)%4, reason)
		if strings.Contains(w.wall.seen(), reason) {
			w.Errorf("the wall shows %q before the reveal", reason)
		}
	}
	w.host.wait(`document.querySelectorAll('.tablecard--ready').length === 3`)
}

func (w *watch) playRound(turn int) {
	w.Helper()
	w.situation(turn)
	w.votes(turn)
	w.decisions(turn)
	w.to(fmt.Sprintf("reveal-%d", turn))
	w.to(fmt.Sprintf("reflect-%d", turn))
}

// roundOne looks at all screens; one phone loses its network as it votes.
func (w *watch) roundOne() {
	w.Helper()
	w.situation(0)
	w.look(w.phones[noor], "inject")
	w.to("vote-0")
	d := w.phones[flyer]
	d.wire.cut()
	d.choose("vote", 1)
	d.send("vote")
	d.wait(`document.querySelector('[data-status]').textContent === document.querySelector('[data-session]').dataset.unsent`)
	w.votes(0, flyer)
	if !value[bool](d.tab, `!!document.querySelector('#option input:checked')`) {
		w.Error("what was chosen and not sent is gone")
	}
	d.wire.mend()
	d.sent(" B")
	w.phones[noor].wait(`document.querySelector('[data-progress]').textContent.includes('4 of 4')`)
	w.look(w.phones[noor], "vote")
	w.decisions(0)
	w.look(w.phones[noor], "decide")
	w.to("reveal-0")
	w.host.click("[id^=keep-]")
	w.host.wait(`!!document.querySelector('[id^=keep-][aria-pressed=true]')`)
	w.look(w.phones[noor], "reveal")
	w.to("reflect-0")
	w.look(w.phones[noor], "reflect")
}

// roundTwo: one phone sleeps for ten minutes and wakes when the round is over,
// one seat moves to a tablet after it voted, the facilitator loads the page again.
func (w *watch) roundTwo(c *clock) {
	w.Helper()
	w.situation(1)
	w.phones[sleeper].sleep()
	version := value[string](w.host.tab, versionNow)
	c.forward(10 * time.Minute)
	w.host.visit("/host/s/" + w.id) // the clock ran out in the meantime, and nothing moved
	if now := value[string](w.host.tab, versionNow); now != version {
		w.Errorf("after ten minutes the session stands at %s, not %s", now, version)
	}
	w.next()
	w.move()
	w.votes(1, mover)
	w.phones[noor].wait(`document.querySelector('[data-progress]').textContent.includes('3 of 3')`) // nobody waits for the sleeper
	w.dutch(w.phones[dutch], w.phones[mover], "vote")
	w.phones[dutch].accessible(allRules, "vote, in Dutch")
	w.decisions(1)
	w.reload()
	w.dutch(w.phones[dutch], w.phones[mover], "decide")
	w.phones[dutch].accessible(allRules, "decide, in Dutch")
	if n := value[int](w.phones[dutch].tab, `[...document.querySelectorAll('.spread__votes')].reduce((sum, v) => sum + parseInt(v.textContent), 0)`); n != 4 {
		w.Errorf("%d votes at a table of four, of whom one voted on two devices", n)
	}
	w.to("reveal-1")
	w.phones[sleeper].wake()
	w.together()
	w.dutch(w.phones[dutch], w.phones[mover], "reveal")
	w.phones[dutch].accessible(allRules, "reveal, in Dutch")
	w.to("reflect-1")
	for n, text := range map[int]string{noor: "A thought of Noor alone", dutch: "Een gedachte voor mij alleen"} {
		w.phones[n].fill("text", text)
		w.phones[n].send("reflection")
		w.phones[n].wait(`document.querySelector('[data-status]').textContent !== ''`)
		w.keep(text)
		w.typed = append(w.typed, text)
	}
	w.phones[dutch].accessible(allRules, "reflect, in Dutch")
	w.secrets("reflect")
	w.dutch(w.phones[dutch], w.phones[mover], "reflect")
}

// move takes a seat to a tablet after its vote. Both devices have one vote, and
// the first one says where the seat went.
func (w *watch) move() {
	w.Helper()
	old := w.phones[mover]
	old.vote(0)
	old.click("form[action$='/device'] button")
	old.wait(`document.querySelector('#pass')?.value`)
	link := strings.TrimPrefix(value[string](old.tab, `document.querySelector('#pass').value`), w.site.url)
	tablet := w.phone(false)
	tablet.size(800, 1000)
	tablet.visit(link)
	tablet.seat(w.room)
	tablet.sent(" A")
	old.click(".back")
	old.arrive("/w/")
	old.wait(`!!document.querySelector('.elsewhere')`)
	tablet.vote(2)
	old.sent(" C")
	old.accessible(allRules, "on two devices")
	if value[int](tablet.tab, `document.querySelectorAll('.elsewhere').length`) != 0 {
		w.Error("the tablet says that the seat went away")
	}
	w.phones = append(w.phones, old)
	w.phones[mover] = tablet
}

// reload is a facilitator who loads the page again in the middle of a round.
func (w *watch) reload() {
	w.Helper()
	at := w.host.text("h1")
	version := value[string](w.host.tab, versionNow)
	w.host.visit("/host/s/" + w.id)
	if now := value[string](w.host.tab, versionNow); now != version || w.host.text("h1") != at {
		w.Errorf("after a reload the console is at %s %q, not at %s %q", now, w.host.text("h1"), version, at)
	}
}

// roundThree pulls the plug of the projector: it keeps what it shows, says that
// it is cut off, and comes back.
func (w *watch) roundThree() {
	w.Helper()
	w.situation(2)
	w.wall.wire.cut()
	w.wall.away = true
	shown := w.wall.text(".wall__stage")
	w.wall.wait(`!document.querySelector('[data-offline]').hidden`)
	w.votes(2)
	if now := w.wall.text(".wall__stage"); now != shown || !strings.Contains(w.wall.path(), "/screen/") {
		w.Errorf("the projector that was cut off shows %.100q instead of %.100q", now, shown)
	}
	w.wall.accessible(allRules, "cut off")
	w.wall.wire.mend()
	w.wall.away = false
	w.together()
	w.wall.wait(`document.querySelector('[data-offline]').hidden`)
	w.decisions(2)
	w.to("reflect-2")
}

// debrief goes from the numbers to the last page.
func (w *watch) debrief() {
	w.Helper()
	w.numbers = true
	w.to("numbers-3")
	w.phones[noor].fill("text", "relief")
	w.phones[noor].send("word")
	w.wall.wait(`document.querySelector('.namecloud')?.textContent.includes('relief')`)
	w.typed = append(w.typed, "relief")
	for _, step := range []string{"numbers", "describe", "analyse", "transition"} {
		w.to(step + "-3")
		w.look(w.phones[noor], step)
		w.dutch(w.phones[dutch], w.phones[mover], step)
	}
	w.host.visit("/host/s/" + w.id + "/debrief?table=2")
	w.host.charts()
	w.host.accessible(allRules, "debrief of a table")
	w.host.visit("/host/s/" + w.id)
	w.to("apply-3")
	w.pledges()
	w.look(w.phones[noor], "apply")
	w.phones[dutch].accessible(allRules, "apply, in Dutch")
	w.to("closed-3")
	w.look(w.phones[noor], "closed")
	w.dutch(w.phones[dutch], w.phones[mover], "closed")
	w.phones[dutch].accessible(allRules, "closed, in Dutch")
	w.host.visit("/host/s/" + w.id + "/pledges")
	w.host.accessible(allRules, "pledges")
	if text := w.host.text("main"); !strings.Contains(text, "Ask three colleagues") || !strings.Contains(text, "Koffie drinken") {
		w.Errorf("the register of promises says %.200q", text)
	}
}

// pledges: two people of one table promise something; the table picks one for the wall.
func (w *watch) pledges() {
	w.Helper()
	promises := map[int]string{noor: "Ask three colleagues what they miss", dutch: "Koffie drinken met de buitendienst", firstRest: "Stay with my own plan for now"}
	for n, what := range promises {
		w.phones[n].fill("what", what)
		w.phones[n].fill("by", "2027-01-31")
		w.phones[n].send("pledge")
		w.phones[n].sent(what)
		w.typed = append(w.typed, what)
	}
	w.keep(promises[firstRest])
	w.phones[noor].wait(`!!document.querySelector('#pick-1')`)
	w.phones[noor].click("#pick-1")
	w.phones[dutch].click("#pick-2")
	w.wall.wait(fmt.Sprintf(`[%q, %q].every(t => document.querySelector('.wall__promises')?.textContent.includes(t))`, promises[noor], promises[dutch]))
}

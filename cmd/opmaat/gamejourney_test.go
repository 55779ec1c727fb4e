package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/game"
)

// beginGame begins a game of this story and stands at its first round.
func beginGame(b *browser, scenario string) screen {
	b.t.Helper()
	f := b.get("/game/s/" + scenario).wants(200).form("/game/s/" + scenario)
	f = f.check("need", f.offers["need"][0]).check("need", f.offers["need"][1]).with("role", f.offers["role"][1])
	return f.send().leadsTo("/game/continue").follow().wants(200)
}

// roundForm is the form of the round on the page.
func (p screen) roundForm() form {
	p.browser.t.Helper()
	if !strings.Contains(p.path, "/round/") {
		p.browser.t.Fatalf("%s is not a round:\n%s", p.path, p.start())
	}
	return p.form(p.path)
}

// decideRound takes an option and, when there is one, a move, and goes on.
func (p screen) decideRound(option int) screen {
	p.browser.t.Helper()
	f := p.roundForm()
	f = f.with("option", f.offers["option"][option])
	if moves := f.offers["move"]; len(moves) > 0 {
		f = f.check("move", moves[0])
	}
	return f.send().leadsTo(p.path + "/after").follow().wants(200)
}

var gameLinkPattern = regexp.MustCompile(`^http://127\.0\.0\.1:\d+(/g/[A-Z2-7]{26})$`)

// gameHandover reads the address for another device off the link page.
func gameHandover(b *browser) string {
	b.t.Helper()
	p := b.get("/game/link").wants(200)
	for n := range elements(p.doc, "input") {
		if m := gameLinkPattern.FindStringSubmatch(attr(n, "value")); m != nil {
			return m[1]
		}
	}
	b.t.Fatalf("no link on %s", p.path)
	return ""
}

// TestWholeGameInDutch is a whole game with forms alone: from home over six
// rounds to an ending, on two devices, with the language switched on the way,
// back to a round, a promise in the calendar, and everything deleted.
func TestWholeGameInDutch(t *testing.T) {
	t.Parallel()
	desk := visit(t, "nl-BE,nl;q=0.9")
	games := desk.get(desk.get("/").wants(200).link(say(t, "nl", "home.game.title"))).wants(200, say(t, "nl", "game.heading"))
	if !games.hasLink("/game/s/oostkade") {
		t.Fatalf("no way to a story:\n%s", games.start())
	}
	p := beginGame(desk, "oostkade").wants(200, say(t, "nl", "game.round.progress", "n", 1, "total", 6))
	if p.language() != "nl" {
		t.Fatalf("the round is in %q", p.language())
	}
	after := p.decideRound(0).wants(200, say(t, "nl", "game.after.why"))
	second := desk.get(after.link(say(t, "nl", "game.after.next"))).wants(200, say(t, "nl", "game.round.progress", "n", 2, "total", 6))
	second = switchInMidRound(t, second)
	third := second.decideRound(1)

	phone := visit(t, "en")
	phone.get(gameHandover(desk)).leadsTo("/game/continue")
	here := phone.open("/game/continue").wants(200, say(t, "en", "game.round.progress", "n", 3, "total", 6))
	if here.path != desk.open("/game/continue").path || third.path != "/game/play/1/round/2/after" {
		t.Fatalf("the phone stands at %s", here.path)
	}
	here.decideRound(2)
	stale := desk.get("/game/play/1/round/3").follow()
	if stale.path != "/game/play/1/round/3/after" {
		t.Errorf("the desk does not see what the phone decided: %s", stale.path)
	}
	ending := playOn(desk)
	if ending.path != "/game/play/1/ending" {
		t.Fatalf("after the last round comes %s", ending.path)
	}
	lookBack(t, desk, ending)
	promise(t, desk)
	desk.get("/game/delete").form("/game/delete").send().leadsTo("/game/delete").follow().wants(200, say(t, "nl", "game.delete.gone.title"))
	phone.get("/game/continue").wants(404, say(t, "en", "game.error.none"))
}

// switchInMidRound changes the language with a choice made and a reason typed:
// both are still there, and the round is not decided.
func switchInMidRound(t *testing.T, p screen) screen {
	t.Helper()
	f := p.roundForm()
	f = f.with("option", f.offers["option"][3]).check("move", f.offers["move"][1]).with("reason", "Omdat het moet.")
	english := f.with("switch", "en").send().wants(200, say(t, "en", "game.round.progress", "n", 2, "total", 6))
	g := english.roundForm().shows("option", f.offers["option"][3]).shows("move", f.offers["move"][1]).shows("reason", "Omdat het moet.")
	if english.language() != "en" {
		t.Errorf("the page is in %q", english.language())
	}
	dutch := g.with("switch", "nl").send().wants(200)
	dutch.roundForm().shows("reason", "Omdat het moet.")
	return dutch
}

// playOn plays from where the game stands to the ending.
func playOn(b *browser) screen {
	b.t.Helper()
	p := b.open("/game/continue").wants(200)
	for n := 0; strings.Contains(p.path, "/round/"); n++ {
		if n > 8 {
			b.t.Fatal("no end")
		}
		p.decideRound(n % 3)
		p = b.open("/game/continue").wants(200)
	}
	return p
}

// lookBack opens what an ending leads to, goes back to a round and plays on.
func lookBack(t *testing.T, b *browser, ending screen) {
	t.Helper()
	for _, key := range []string{"game.menu.numbers", "game.menu.path", "game.menu.reflect"} {
		b.get(ending.link(say(t, "nl", key))).wants(200)
	}
	b.get(ending.link(say(t, "nl", "game.ending.tools"))).wants(200, say(t, "nl", "tools.title"))
	b.get("/game/play/1/round/4/other").wants(200, say(t, "nl", "game.other.own"))
	path := b.get("/game/play/1/path").wants(200)
	path.form("/game/rewind").send().leadsTo("/game/continue").follow().
		wants(200, say(t, "nl", "game.replay", "attempt", 2, "round", 1), say(t, "nl", "game.round.progress", "n", 1, "total", 6))
	again := playOn(b).wants(200, say(t, "nl", "game.replay", "attempt", 2, "round", 1))
	if again.path != "/game/play/2/ending" {
		t.Errorf("the replay ends at %s", again.path)
	}
	b.get("/game/play/2/path").wants(200, say(t, "nl", "game.path.first"), say(t, "nl", "game.path.replay", "round", 1, "attempt", 1))
}

// promise writes a promise and reads it back from the calendar.
func promise(t *testing.T, b *browser) {
	t.Helper()
	f, by := b.get("/game/pledge").wants(200).form("/game/pledge"), time.Now().AddDate(0, 2, 0).Format(time.DateOnly)
	f.with("by", "2027-02-30").with("with", "de ploeg").send().wants(422, say(t, "nl", "game.error.pledge"), say(t, "nl", "game.error.date")).
		form("/game/pledge").shows("with", "de ploeg")
	f.with("what", "De buitendienst vragen wat zij missen.").with("by", by).send().leadsTo("/game/pledge").follow().wants(200, say(t, "nl", "game.pledge.saved"))
	cal, err := ics.ParseCalendar(strings.NewReader(b.get("/game/pledge.ics").wants(200).body))
	if err != nil || len(cal.Events()) != 1 {
		t.Fatalf("%v, %d events", err, len(cal.Events()))
	}
	e := cal.Events()[0]
	if day, err := e.GetAllDayStartAt(); err != nil || day.Format(time.DateOnly) != by || e.GetProperty(ics.ComponentPropertySummary).Value != "De buitendienst vragen wat zij missen." {
		t.Errorf("%v %v %v", e, day, err)
	}
}

// TestEveryStoryToItsEnd plays each story in both versions and both languages.
func TestEveryStoryToItsEnd(t *testing.T) {
	t.Parallel()
	stories := []string{"vlasbrugge", "oostkade", "hanzeveen", "open-doors"}
	for i, story := range stories {
		for _, version := range []string{"full", "short"} {
			lang := []string{"en", "nl"}[i%2]
			t.Run(fmt.Sprint(story, " ", version, " ", lang), func(t *testing.T) {
				t.Parallel()
				b := visit(t, lang)
				f := b.get("/game/s/" + story).wants(200).form("/game/s/" + story)
				needs := f.offers["need"]
				f = f.check("need", needs[len(needs)-1]).check("need", needs[i%(len(needs)-1)]).with("role", f.offers["role"][i]).with("rounds", version)
				f.send().leadsTo("/game/continue")
				ending := playOn(b)
				for _, key := range []string{"game.ending.why", "game.ending.carried", "game.ending.cost"} {
					ending.wants(200, say(t, lang, key))
				}
				if slices.Contains([]string{"", "Opmaat"}, ending.heading()) {
					t.Errorf("the ending is called %q", ending.heading())
				}
			})
		}
	}
}

// TestOldGamesGo: a game that nobody touched for as long as an unfinished test is
// kept goes when the program starts; a younger one stays.
func TestOldGamesGo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open := func() *sqlstore.DB {
		db, err := sqlstore.Open(context.Background(), sqlstore.Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	db := open()
	for name, days := range map[string]int{"old": 31, "young": 29} {
		then := time.Now().AddDate(0, 0, -days)
		g := game.Solo{ID: name, KeyHash: name, Ref: assessment.Ref{ID: "oostkade", Version: 1}, Hash: "x", Role: "adviser", Needs: []string{"together", "swap"},
			Created: then, Updated: then, Attempts: []game.Attempt{{Number: 1}}}
		if _, err := db.Games().CreateSolo(context.Background(), g); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r := started(t, "--data", dir, "--draft-days", "30")
	for n := 0; !strings.Contains(r.log.String(), "old games deleted"); n++ {
		if n > 1000 {
			t.Fatalf("nothing was deleted: %s", r.log)
		}
		time.Sleep(10 * time.Millisecond)
	}
	r.stop()
	db = open()
	defer db.Close()
	if _, err := db.Games().Solo(context.Background(), "old"); err == nil {
		t.Error("the old game is still there")
	}
	if _, err := db.Games().Solo(context.Background(), "young"); err != nil {
		t.Errorf("the young game is gone: %v", err)
	}
}

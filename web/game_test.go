package web

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// player is a browser that holds a game.
type player struct {
	*site
	t      *testing.T
	cookie string
	sc     *game.Scenario
}

// begun is a browser with a fresh game of this scenario.
func begun(t *testing.T, scenario string, more url.Values) *player {
	t.Helper()
	x := newSite(t, nil)
	sc, ok := x.mustCurrent().library.LatestScenario(scenario)
	if !ok {
		t.Fatalf("no scenario %s", scenario)
	}
	capability := assessment.NewCapability()
	form := url.Values{"capability": {capability}, "need": {sc.Needs[0].ID, sc.Needs[1].ID}, "role": {sc.Roles[0]}, "rounds": {"full"}}
	for name, values := range more {
		form[name] = values
	}
	a := x.post(t, "/game/s/"+scenario, form).wants(303)
	if got := a.Header().Get("Set-Cookie"); !strings.HasPrefix(got, gameCookie+"="+capability+";") || a.Header().Get("Location") != "/game/continue" {
		t.Fatalf("cookie %q, location %q", got, a.Header().Get("Location"))
	}
	return &player{x, t, gameCookie + "=" + capability, sc}
}

func (p *player) open(path string, headers ...string) asked {
	p.t.Helper()
	return p.get(p.t, path, append(headers, "Cookie", p.cookie)...)
}

func (p *player) send(path string, form url.Values, headers ...string) asked {
	p.t.Helper()
	return p.post(p.t, path, form, append(headers, "Cookie", p.cookie)...)
}

// decide sends a round and expects its account.
func (p *player) decide(attempt, round, option int, moves ...string) {
	p.t.Helper()
	path := fmt.Sprintf("/game/play/%d/round/%d", attempt, round)
	form := url.Values{"option": {p.sc.Dilemmas[round-1].Options[option].ID}, "move": moves}
	if to := p.send(path, form).wants(303).Header().Get("Location"); to != path+"/after" {
		p.t.Fatalf("round %d leads to %s", round, to)
	}
	p.open(path + "/after").wants(200)
}

// TestBriefingIsStrict: too few needs, a chair that does not exist, a need that
// does not exist; what was chosen stays chosen and nothing is stored.
func TestBriefingIsStrict(t *testing.T) {
	x := newSite(t, nil)
	for _, form := range []url.Values{
		{"need": {"together"}, "role": {"adviser"}}, {"need": {"together", "together"}, "role": {"adviser"}},
		{"need": {"together", "swap", "know"}, "role": {"adviser"}}, {"need": {"together", "nonsense"}, "role": {"adviser"}},
		{"need": {"together", "swap"}}, {"need": {"together", "swap"}, "role": {"mayor"}}, {},
	} {
		form.Set("capability", assessment.NewCapability())
		form.Set("rounds", "short")
		a := x.post(t, "/game/s/oostkade", form).wants(422)
		kept := 0
		for n := range elements(a.doc(), "input") {
			if _, checked := attr(n, "checked"); checked && (value(n, "name") == "need" || value(n, "name") == "rounds") {
				kept++
			}
		}
		if kept == 0 || a.Header().Get("Set-Cookie") != "" || len(x.stored()) != 0 {
			t.Errorf("%v: kept %d, cookie %q", form, kept, a.Header().Get("Set-Cookie"))
		}
	}
	x.post(t, "/game/s/nowhere", url.Values{}).wants(404)
	x.get(t, "/game/s/nowhere").wants(404)
	x.post(t, "/game/s/oostkade", url.Values{"capability": {"short"}}).wants(400)
}

// TestRoundRefuses: every refusal has a sentence and the right status, keeps what
// was chosen and typed, and changes nothing.
func TestRoundRefuses(t *testing.T) {
	p := begun(t, "oostkade", nil)
	here := "/game/play/1/round/1"
	option := p.sc.Dilemmas[0].Options[0].ID
	for _, c := range []struct {
		form   url.Values
		status int
		key    string
		args   []any
	}{
		{url.Values{}, 422, "game.error.noOption", nil},
		{url.Values{"option": {"d2.map"}}, 422, "game.error.option", []any{"option", p.words("en").Options["d2.map"].Label}},
		{url.Values{"option": {"nonsense"}}, 422, "game.error.option", []any{"option", "nonsense"}},
		{url.Values{"option": {option}, "move": {"m.rules", "m.privacy", "m.along"}}, 422, "game.error.moves", []any{"max", 2, "found", 3}},
		{url.Values{"option": {option}, "move": {"m.along", "m.along"}}, 422, "game.error.twice", []any{"move", p.words("en").Moves["m.along"].Name}},
		{url.Values{"option": {option}, "move": {"m.nothing"}}, 422, "game.error.move", []any{"move", "m.nothing"}},
		{url.Values{"option": {option}, "reason": {strings.Repeat("x", game.MaxReason+1)}}, 422, "error.too_long", []any{"max", game.MaxReason, "length", game.MaxReason + 1}},
	} {
		if c.form.Get("reason") == "" {
			c.form.Set("reason", `because "we" <must>`)
		}
		a := p.send(here, c.form).wants(c.status, p.say("en", c.key, c.args...))
		typed := map[string]bool{}
		for n := range elements(a.doc(), "input") {
			if _, checked := attr(n, "checked"); checked || value(n, "name") == "reason" {
				typed[value(n, "value")] = true
			}
		}
		if !typed[c.form.Get("reason")] || c.form.Get("option") == option && !typed[option] {
			t.Errorf("%v: the page shows %v", c.form, typed)
		}
	}
	if g := p.only(); len(g.Turns) != 0 {
		t.Errorf("stored: %v", g.Turns)
	}
	p.send(here, url.Values{"option": {option, option}}).wants(400)
}

// TestWrongPlace: rounds that are over or still to come, attempts that do not
// exist, pages that open at the end only.
func TestWrongPlace(t *testing.T) {
	p := begun(t, "oostkade", nil)
	p.open("/game/play/1/round/2").wants(409, p.say("en", "game.error.ahead"))
	p.send("/game/play/1/round/2", url.Values{"option": {"d2.map"}}).wants(409)
	p.open("/game/play/1/round/2/after").wants(409)
	for _, page := range []string{"ending", "numbers", "path", "reflect"} {
		p.open("/game/play/1/"+page).wants(409, p.say("en", "game.error.not_ended"))
	}
	p.decide(1, 1, 0)
	p.open("/game/play/1/round/1/other").wants(409)
	stale := p.send("/game/play/1/round/1", url.Values{"option": {p.sc.Dilemmas[0].Options[1].ID}, "reason": {"an old tab"}}).wants(409, p.say("en", "game.error.stale"))
	page := stale.Body.String()
	if !strings.Contains(page, "an old tab") || strings.Count(page, `href="/game/continue"`) != 1 || strings.Contains(page, `name="option"`) {
		t.Errorf("an old tab loses what was typed, or has not one way on: %.900s", textOf(stale.doc()))
	}
	stale.wants(409, p.say("en", "game.elsewhere.now", "n", 2, "total", 6))
	p.decide(1, 1, 0) // the same again changes nothing
	if to := p.open("/game/play/1/round/1").wants(303).Header().Get("Location"); to != "/game/play/1/round/1/after" {
		t.Errorf("a decided round leads to %s", to)
	}
	for _, path := range []string{"/game/play/2/round/1", "/game/play/0/round/1", "/game/play/x/round/1", "/game/play/01/round/1", "/game/play/1/round/7", "/game/play/1/round/-1", "/game/play/1/round/1x", "/game/play/1/nonsense"} {
		p.open(path).wants(404)
	}
	p.send("/game/rewind", url.Values{"from": {"1"}, "before": {"3"}, "number": {"2"}}).wants(422, p.say("en", "game.error.rewind"))
	p.send("/game/rewind", url.Values{}).wants(422)
	p.send("/game/rewind", url.Values{"from": {"1"}, "before": {"1"}, "number": {"7"}}).wants(409)
	p.open("/game/pledge.ics").wants(404, p.say("en", "game.error.no_pledge"))
}

// TestNoGame: without a game, with a link that is cut or unknown, after deletion.
func TestNoGame(t *testing.T) {
	x := newSite(t, nil)
	for _, path := range []string{"/game/continue", "/game/play/1/round/1", "/game/play/1/ending", "/game/link", "/game/link.svg", "/game/pledge", "/game/pledge.ics"} {
		x.get(t, path).wants(404, x.say("en", "game.error.none"))
		x.get(t, path, "Cookie", gameCookie+"=broken").wants(404)
		if path != "/game/link.svg" {
			x.get(t, path, "Cookie", gameCookie+"="+assessment.NewCapability()).wants(404)
		}
	}
	for _, path := range []string{"/g/short", "/g/" + assessment.NewCapability()} {
		x.get(t, path).wants(404, x.say("en", "game.error.link"))
	}
	x.post(t, "/game/delete", url.Values{}).wants(303)
	p := begun(t, "vlasbrugge", nil)
	p.send("/game/delete", url.Values{}).wants(303)
	p.open("/game/continue").wants(404)
	if len(p.stored()) != 0 {
		t.Error("the game is still there")
	}
}

// TestStoreFaults: when the store cannot be reached, a page says so and nobody
// is told that the game is gone.
func TestGameStoreFaults(t *testing.T) {
	p := begun(t, "oostkade", nil)
	p.Games.(*gameMemory).fault = errs.New(errs.Unavailable, "error.store_unavailable")
	for _, path := range []string{"/game", "/game/continue", "/game/play/1/round/1"} {
		p.open(path).wants(503)
	}
}

// stored are the games that the memory of a site holds.
func (x *site) stored() map[string]game.Solo { return x.Games.(*gameMemory).games }

func (p *player) only() game.Solo {
	p.t.Helper()
	for _, g := range p.stored() {
		return g
	}
	p.t.Fatal("no game")
	return game.Solo{}
}

func (p *player) words(lang string) *gameWords {
	w, _ := p.mustCurrent().library.ScenarioWords(p.sc.Ref, lang)
	return w
}

// TestScenarioChanged: a game whose scenario was changed says so and stays.
func TestScenarioChanged(t *testing.T) {
	p := begun(t, "oostkade", nil)
	for key, g := range p.stored() {
		g.Hash = "other"
		p.stored()[key] = g
	}
	p.open("/game/continue").wants(409, p.say("en", "game.error.changed"))
	p.open("/game").wants(200)
}

// TestOwnTestMovesTheStart: weak dimensions of the own result lower start values,
// and the first round says which.
func TestOwnTestMovesTheStart(t *testing.T) {
	x := newSite(t, nil)
	weak := sampleStandard
	weak.stage = func(int) string { return "0" }
	_, test := x.holder(t, weak)
	x.get(t, "/game/s/oostkade", "Cookie", test).wants(200, x.say("en", "game.start.test.yes"))
	x.get(t, "/game/s/oostkade").wants(200)
	capability := assessment.NewCapability()
	form := url.Values{"capability": {capability}, "need": {"together", "swap"}, "role": {"adviser"}, "rounds": {"full"}, "from": {"test"}}
	x.post(t, "/game/s/oostkade", form, "Cookie", test).wants(303)
	game := gameCookie + "=" + capability
	x.get(t, "/game/play/1/round/1", "Cookie", game).wants(200, x.say("en", "game.opening.title"), "Need fit went down")
	x.get(t, "/game/play/1/round/1", "Cookie", game, "Accept-Language", "nl").wants(200, "De aansluiting ging omlaag, omdat je organisatie bij")
	// Without a result nothing is taken along, whatever the form says.
	p := begun(t, "oostkade", url.Values{"from": {"test"}})
	if bands := p.only().Setup.TestBands; bands != nil {
		t.Errorf("bands %v", bands)
	}
}

var toolsLink = regexp.MustCompile(`href="(/tools\?s=[^"]+)"`)

// TestWholeGame plays to the end and back into it: every page opens in every
// language, the needs go to the recommender, a replay says so everywhere.
func TestWholeGame(t *testing.T) {
	p := begun(t, "vlasbrugge", nil)
	for round := 1; round <= 6; round++ {
		p.decide(1, round, round%4)
	}
	pages := []string{"ending", "numbers", "path", "reflect", "round/1/after", "round/6/after", "round/3/other"}
	for _, lang := range []string{"en", "nl"} {
		for _, page := range pages {
			a := p.open("/game/play/1/"+page, "Accept-Language", lang).wants(200)
			if strings.Contains(a.Body.String(), "replaynote") {
				t.Errorf("%s of the first attempt is called a replay", page)
			}
		}
	}
	link := toolsLink.FindStringSubmatch(p.open("/game/play/1/ending").Body.String())
	if link == nil {
		t.Fatal("no way to the recommender")
	}
	tools := p.open(strings.ReplaceAll(link[1], "&amp;", "&")).wants(200)
	chosen := 0
	for n := range elements(tools.doc(), "input") {
		if _, checked := attr(n, "checked"); checked && strings.HasPrefix(value(n, "name"), needField) && value(n, "value") != "wont" {
			chosen++
		}
	}
	if chosen == 0 {
		t.Error("no need came along")
	}
	p.send("/game/rewind", url.Values{"from": {"1"}, "before": {"3"}, "number": {"2"}}).wants(303)
	p.send("/game/rewind", url.Values{"from": {"1"}, "before": {"3"}, "number": {"2"}}).wants(303) // sent twice, one attempt
	if n := len(p.only().Attempts); n != 2 {
		t.Fatalf("%d attempts", n)
	}
	replay := p.say("en", "game.replay", "attempt", 2, "round", 3)
	p.open("/game/play/2/round/3").wants(200, replay)
	p.send("/game/play/1/round/3", url.Values{"option": {p.sc.Dilemmas[2].Options[0].ID}}).wants(409)
	for round := 3; round <= 6; round++ {
		p.decide(2, round, (round+1)%4)
	}
	for _, page := range pages {
		p.open("/game/play/2/"+page).wants(200, replay)
	}
	p.open("/game/play/2/path").wants(200, p.say("en", "game.path.replay", "round", 3, "attempt", 1))
	p.open("/game/play/1/ending").wants(200)
}

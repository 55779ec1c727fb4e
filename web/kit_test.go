package web

import (
	"strings"
	"testing"

	"github.com/opmaat/opmaat/game"
	"golang.org/x/net/html"
)

// sheets are the texts of all parts of a kit, by part.
func (x *site) sheets(t *testing.T, lang, id string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, part := range kitParts {
		a := x.get(t, "/game/s/"+id+"/kit/"+part.id, "Accept-Language", lang).wants(200)
		out[part.id] = textOf(a.doc())
	}
	return out
}

// kitOf is the kit of a scenario in a language.
func (x *site) kitOf(t *testing.T, lang string, sc *game.Scenario) *kit {
	t.Helper()
	sp, err := x.mustCurrent().speaker(lang, sc)
	if err != nil {
		t.Fatal(err)
	}
	return newKit(sp)
}

// TestKitIsWhole: every word of every scenario that a table or a facilitator
// needs stands on the sheet where it belongs, in both languages.
func TestKitIsWhole(t *testing.T) {
	x := shared()
	for _, sc := range x.Library().Scenarios() {
		for _, lang := range x.mustCurrent().languages {
			k, sheets := x.kitOf(t, lang, sc), x.sheets(t, lang, sc.Ref.ID)
			has := func(part string, texts ...string) {
				t.Helper()
				for _, text := range texts {
					if flat := strings.Join(strings.Fields(text), " "); flat == "" || !strings.Contains(sheets[part], flat) {
						t.Errorf("%s in %s: %s lacks %q", sc.Ref, lang, part, text)
					}
				}
			}
			has("cards", k.w.Situation...)
			for _, d := range sc.Dilemmas {
				w := k.w.Dilemmas[d.ID]
				has("cards", w.Title, w.Inject)
				has("guide", w.Facilitator.Say, w.Facilitator.Ask, w.Facilitator.Watch)
				for _, role := range sc.Roles {
					has("roles", w.Hints[role])
				}
				for _, o := range d.Options {
					has("cards", k.w.Options[o.ID].Label)
					has("outcomes", k.w.Options[o.ID].Label, k.w.Options[o.ID].Consequence)
					hasLines(has, k.lines(o.Effects, d.Round))
				}
			}
			for _, m := range sc.Moves {
				has("cards", k.w.Moves[m.ID].Name, k.w.Moves[m.ID].Text)
				has("outcomes", k.w.Moves[m.ID].Name)
				hasLines(has, k.lines(m.Effects, 0))
			}
			for _, e := range sc.Events {
				has("cards", k.w.Events[e.ID].Title, k.w.Events[e.ID].Inject)
				for _, c := range e.Cases {
					has("outcomes", k.w.Events[e.ID].Cases[c.ID])
					hasLines(has, k.lines(c.Effects, 0))
				}
			}
			for _, e := range sc.Endings {
				w := k.w.Endings[e.ID]
				has("guide", append([]string{w.Title, w.Story, w.Carried, w.Cost}, w.Prompts...)...)
			}
			for _, p := range sc.Prompts {
				has("guide", k.w.Prompts[p.ID])
			}
			for _, role := range sc.Roles {
				w := k.w.Roles[role]
				has("roles", w.Name, w.Brief, w.Wants, w.Fears)
			}
			for _, flag := range k.marks {
				has("score", k.markText(flag))
			}
		}
	}
}

func hasLines(has func(string, ...string), lines []kitChange) {
	for _, l := range lines {
		has("outcomes", l.Text)
		for _, text := range []string{l.Lead, l.Why} {
			if text != "" {
				has("outcomes", text)
			}
		}
	}
}

// TestKitKeepsSecrets: what comes of a choice is not on the sheets of the tables,
// and the notes of a role are on its own sheet only.
func TestKitKeepsSecrets(t *testing.T) {
	x := shared()
	for _, sc := range x.Library().Scenarios() {
		k, sheets := x.kitOf(t, "en", sc), x.sheets(t, "en", sc.Ref.ID)
		hidden := func(text string, parts ...string) {
			t.Helper()
			for _, part := range parts {
				if strings.Contains(sheets[part], text) {
					t.Errorf("%s: %s gives away %q", sc.Ref, part, text)
				}
			}
		}
		for _, d := range sc.Dilemmas {
			for _, hint := range k.w.Dilemmas[d.ID].Hints {
				hidden(hint, "cards", "score", "outcomes")
			}
			for _, o := range d.Options {
				hidden(k.w.Options[o.ID].Consequence, "cards", "roles", "score")
			}
		}
		for _, e := range sc.Events {
			for _, text := range k.w.Events[e.ID].Cases {
				hidden(text, "cards", "roles", "score")
			}
		}
		for _, sign := range []string{"fact 1", "+4", "+5"} {
			hidden(sign, "cards", "roles")
		}
	}
}

// TestKitReadsEveryEffect: no effect that changes something is left without a
// line, and every flag that decides has a number.
func TestKitReadsEveryEffect(t *testing.T) {
	x := shared()
	for _, sc := range x.Library().Scenarios() {
		k := x.kitOf(t, "en", sc)
		for flag := range k.w.Flags {
			if k.mark(flag) == 0 {
				t.Errorf("%s: %s decides something and has no number", sc.Ref, flag)
			}
		}
		for _, d := range sc.Dilemmas {
			for _, o := range d.Options {
				if got := len(k.lines(o.Effects, d.Round)); got != len(o.Effects) {
					t.Errorf("%s: %s has %d lines for %d effects", sc.Ref, o.ID, got, len(o.Effects))
				}
			}
		}
	}
}

// TestKitConditions puts conditions into words: alternatives, brackets, and what
// "not" makes of them.
func TestKitConditions(t *testing.T) {
	sc, ok := shared().Library().LatestScenario("vlasbrugge")
	if !ok {
		t.Fatal("no such scenario")
	}
	k := shared().kitOf(t, "en", sc)
	number := func(n int) *int { return &n }
	needs, rules, low := game.Condition{Flag: "needs"}, game.Condition{Flag: "rules"}, game.Condition{Indicator: "own", Below: number(40)}
	set := true
	for want, c := range map[string]game.Condition{
		"you had asked what people need (fact 1)":                                                  needs,
		"nobody had asked what people need (not fact 1)":                                           {Not: &needs},
		"ownership is below 40":                                                                    low,
		"ownership is 40 or more":                                                                  {Not: &low},
		"there was no channel in use yet":                                                          {Not: &game.Condition{ChannelSet: &set}},
		"your channel was “Company network” or “Better meetings”":                                  {Channels: []string{"network", "meetings"}},
		"ownership is below 40 or you chose A in round 1":                                          {Any: []game.Condition{low, {Chose: "d1.ask"}}},
		"ownership is 40 or more and you did not choose A in round 1":                              {Not: &game.Condition{Any: []game.Condition{low, {Chose: "d1.ask"}}}},
		"“Field crews” is 30 or more":                                                              {Segment: "field", AtLeast: number(30)},
		"it is round 3 or earlier":                                                                 {ToRound: number(3)},
		"it is round 4 or later":                                                                   {Not: &game.Condition{ToRound: number(3)}},
		"it is one of the rounds 2 to 3":                                                           {FromRound: number(2), ToRound: number(3)},
		"tables chose differently in round 4":                                                      {Diverged: "d4"},
		"ownership is below 40 and (you chose A in round 1 or you chose B in round 1)":             {All: []game.Condition{low, {Any: []game.Condition{{Chose: "d1.ask"}, {Chose: "d1.launch"}}}}},
		"you had asked what people need (fact 1), ownership is below 40 or it is round 5 or later": {Any: []game.Condition{needs, low, {FromRound: number(5)}}},
	} {
		if got := k.condition(&c, false); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	k.open = true
	if got := k.condition(&game.Condition{Not: &rules}, false); got != "there were no house rules" {
		t.Errorf("for the table: %q", got)
	}
}

// TestKitAddresses asks for what is there and for what is not.
func TestKitAddresses(t *testing.T) {
	x := shared()
	for _, sc := range x.Library().Scenarios() {
		kit := "/game/s/" + sc.Ref.ID + "/kit"
		x.get(t, "/game/s/"+sc.Ref.ID).wants(200, kit)
		a := x.get(t, kit).wants(200)
		for _, part := range kitParts {
			a.wants(200, kit+"/"+part.id)
			checkStructure(t, x.get(t, kit+"/"+part.id).wants(200).doc(), "en")
		}
	}
	for _, path := range []string{"/game/s/none/kit", "/game/s/none/kit/cards", "/game/s/vlasbrugge/kit/none", "/game/s/vlasbrugge/kit/cards/x"} {
		x.get(t, path).wants(404)
	}
}

// TestKitDraw: a number always gives the same order of events, as on screen, and
// anything else than a number gives the first.
func TestKitDraw(t *testing.T) {
	x := shared()
	order := func(query string) string {
		var out strings.Builder
		for n := range elements(x.get(t, "/game/s/vlasbrugge/kit/outcomes"+query).wants(200).doc(), "ul") {
			if value(n, "class") == "kit__order" {
				out.WriteString(textOf(n) + "\n")
			}
		}
		return out.String()
	}
	first := order("")
	if strings.Count(first, "After round") != 6 {
		t.Fatalf("the drawn order: %s", first)
	}
	for _, query := range []string{"?draw=1", "?draw=", "?draw=x", "?draw=-1", "?draw=10000", "?draw=99999999999999999999", "?draw=%00"} {
		if got := order(query); got != first {
			t.Errorf("%s: %s", query, got)
		}
	}
	others := map[string]bool{}
	for _, query := range []string{"?draw=2", "?draw=3", "?draw=4", "?draw=9999"} {
		others[order(query)] = true
	}
	if len(others) < 2 {
		t.Error("all numbers draw the same")
	}
	x.get(t, "/game/s/vlasbrugge/kit/outcomes?draw=9999").wants(200, html.EscapeString("?draw=1"))
}

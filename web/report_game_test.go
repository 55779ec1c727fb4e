package web

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// playedSample is a finished game of a sample in a language.
func playedSample(t testing.TB, lang string, sample sampleGame) *played {
	t.Helper()
	x, err := shared().exhibitedIn(lang, sample)
	if err != nil {
		t.Fatal(err)
	}
	return &x
}

// roomSample is the sample session in a phase.
func roomSample(t testing.TB, lang string, phase workshop.Phase) *stage {
	t.Helper()
	st, err := shared().sampleSession(phase)
	if err != nil {
		t.Fatal(err)
	}
	return staged(t, lang, st)
}

func staged(t testing.TB, lang string, st *workshop.State) *stage {
	t.Helper()
	x, err := shared().stage(lang, workshop.Session{ID: sampleID}, st)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// paperOf is the report of what there is, without pictures.
func paperOf(t testing.TB, m matter) report.Document {
	t.Helper()
	b, err := newReport(m, ReportLook{Today: moment})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.draw(); err != nil {
		t.Fatal(err)
	}
	return b.doc
}

// wholeDocument fails for an empty section, and for a format that cannot be made of it.
func wholeDocument(t *testing.T, d *report.Document) {
	t.Helper()
	for i, part := range d.Sections {
		if len(part.Blocks) == 0 && (i+1 == len(d.Sections) || d.Sections[i+1].Level <= part.Level) {
			t.Errorf("section %q is empty", part.Title)
		}
	}
	if len(d.Records.Rows) == 0 || len(d.Reading) == 0 {
		t.Errorf("%d records, %d notes to read them", len(d.Records.Rows), len(d.Reading))
	}
	for _, f := range report.Formats() {
		data, err := f.Write(d)
		if err != nil || len(data) == 0 || f.Name == "json" && bytes.Contains(data, []byte("⟦")) {
			t.Errorf("%s: %d bytes, %v, or a text is missing", f.Name, len(data), err)
		}
	}
}

// TestGameReports: a solo game alone, and beside the test that it began from, is
// a whole document in every language.
func TestGameReports(t *testing.T) {
	for _, lang := range shared().Library().Languages() {
		for name, sample := range map[string]sampleGame{"full": {rounds: 6}, "short": {rounds: 4, short: true}, "replay": {rounds: 6, replay: true}, "promise": {rounds: 6, tested: true, pledged: true}} {
			g := playedSample(t, lang, sample)
			alone := paperOf(t, matter{g: g})
			wholeDocument(t, &alone)
			if len(alone.Records.Rows) != len(g.turns) || !strings.Contains(alone.Cover.Lead, g.w.Title) {
				t.Errorf("%s %s: %d records, lead %q", lang, name, len(alone.Records.Rows), alone.Cover.Lead)
			}
			made, entries := shared().made(sampleFull)
			x, err := shared().outcomeOf(lang, made, sent(entries), nil)
			if err != nil {
				t.Fatal(err)
			}
			both := paperOf(t, matter{x: &x, g: g})
			wholeDocument(t, &both)
			if !hasSection(both, "game") || !hasSection(both, "summary") || hasSection(paperOf(t, matter{x: &x}), "game") {
				t.Errorf("%s %s: the game is missing beside its test, or stands where none was played", lang, name)
			}
		}
	}
	if missed := shared().Library().Catalogue().Missed(); len(missed) != 0 {
		t.Errorf("asked for and not there: %v", missed)
	}
}

func hasSection(d report.Document, id string) bool {
	return slices.ContainsFunc(d.Sections, func(s report.Section) bool { return s.ID == id })
}

// spokenBy are all texts of a document that people wrote or that the story tells:
// cells of tables, paragraphs, items and alternative texts.
func spokenBy(d report.Document, ids ...string) []string {
	var out []string
	for _, s := range d.Sections {
		if !slices.Contains(ids, s.ID) {
			continue
		}
		for _, b := range s.Blocks {
			switch {
			case b.Kind == report.Grid:
				for _, row := range b.Table.Rows {
					for _, cell := range row {
						out = append(out, strings.Split(cell, "\n")...)
					}
				}
			case b.Kind == report.Chart:
				out = append(out, b.Figure.Figure.Sentence)
			case len(b.Items) > 0:
				for _, item := range b.Items {
					out = append(out, strings.TrimSpace(item[len(item)-1].Text))
				}
			case b.Kind != report.Note:
				out = append(out, strings.TrimSpace(b.Text[len(b.Text)-1].Text))
			}
		}
	}
	return out
}

// TestGameReportSaysNothingElse: what the report of a game tells stands on the
// pages of that game.
func TestGameReportSaysNothingElse(t *testing.T) {
	p := begun(t, "oostkade", nil)
	for round := range p.sc.Dilemmas {
		p.decide(1, round+1, round%2)
	}
	p.send("/game/pledge", url.Values{"what": {"Ask the crew"}, "with": {"the foreman"}, "by": {"2027-01-15"}}).wants(303)
	pages := []string{"/game/play/1/ending", "/game/play/1/numbers", "/game/play/1/path", "/game/play/1/reflect", "/game/pledge"}
	for _, round := range []string{"1", "2", "3", "4", "5", "6"} {
		pages = append(pages, "/game/play/1/round/"+round+"/after")
	}
	said := ""
	for _, page := range pages {
		said += squeezed(textOf(p.open(page).wants(200).doc()))
	}
	x, err := p.playedFrom("en", p.only(), p.sc, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := paperOf(t, matter{g: &x})
	texts := spokenBy(d, "ending", "prompts", "promise", "game")
	if len(texts) < 20 {
		t.Fatalf("only %d texts", len(texts))
	}
	own := []string{p.say("en", "report.game.no_reason")}
	for _, text := range texts {
		bare := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(text, "Event: "), "Moves: "), ".")
		if _, title, ok := strings.Cut(bare, ". "); ok && len(title) > 0 && bare[0] >= '1' && bare[0] <= '9' {
			bare = title
		}
		if bare != "" && !slices.Contains(own, text) && !strings.Contains(said, squeezed(bare)) {
			t.Errorf("no page says %q", text)
		}
	}
}

// TestWorkshopReports: a session from the debrief on is a whole document in every
// language; it holds nothing that only some people saw.
func TestWorkshopReports(t *testing.T) {
	for _, lang := range shared().Library().Languages() {
		for _, phase := range []workshop.Phase{workshop.Describe, workshop.Commit, workshop.Closed} {
			x := roomSample(t, lang, phase)
			x.st.Seats[1].Pledge = game.Pledge{What: "A private promise", With: "Bram"}
			d := paperOf(t, matter{w: x})
			wholeDocument(t, &d)
			all, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			for _, private := range []string{"Noor", "We asked too late.", "relief", "finally", "A private promise"} {
				if strings.Contains(string(all), private) {
					t.Errorf("%s %s: the report says %q", lang, phase, private)
				}
			}
			if promised := strings.Contains(string(all), "Ask three colleagues what they miss"); promised != (phase != workshop.Describe) {
				t.Errorf("%s %s: the promise that was read aloud is there: %v", lang, phase, promised)
			}
			if !strings.Contains(string(all), "nobody asked for more") || len(d.Records.Rows) != len(x.st.Tables)*len(x.schedule) {
				t.Errorf("%s %s: reasons are missing, or records: %d", lang, phase, len(d.Records.Rows))
			}
		}
	}
}

// TestWorkshopReportOfHalf: a session that ended half-way gives a report of what
// the room saw, without the round that nobody revealed.
func TestWorkshopReportOfHalf(t *testing.T) {
	st, err := shared().sampleSession(workshop.Decide)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Apply(workshop.Command{Kind: workshop.End, Facilitator: true, Version: st.Version, At: st.Entered + 1}); err != nil {
		t.Fatal(err)
	}
	x := staged(t, "en", st)
	d := paperOf(t, matter{w: x})
	wholeDocument(t, &d)
	if n := len(d.Records.Rows); st.Phase != workshop.Closed || n != len(st.Tables) || len(x.choices(1)) == 0 {
		t.Errorf("phase %s, %d records of one round that was revealed, %d choices in the other", st.Phase, n, len(x.choices(1)))
	}
}

// TestWorkshopReportOfManyTables keeps its tables on the page.
func TestWorkshopReportOfManyTables(t *testing.T) {
	x := roomSample(t, "en", workshop.Describe)
	for n := len(x.st.Tables); n < 12; n++ {
		table := *x.st.Tables[n%2]
		table.Number = n + 1
		x.st.Tables = append(x.st.Tables, &table)
	}
	d := paperOf(t, matter{w: x})
	wholeDocument(t, &d)
	for _, table := range d.Tables() {
		if len(table.Head) > 7 {
			t.Errorf("%q has %d columns", table.Caption, len(table.Head))
		}
	}
}

// TestReportsOfGames asks for the files: for who has the right, and 404 for
// everybody else (trust.md, case 73).
func TestReportsOfGames(t *testing.T) {
	p := begun(t, "oostkade", nil)
	p.open("/game/play/1/report/docx").wants(409, p.say("en", "game.error.not_ended"))
	for round := range p.sc.Dilemmas {
		p.decide(1, round+1, 0)
	}
	p.open("/game/play/1/ending").wants(200, `href="/game/play/1/report/docx"`, `href="/game/play/1/report"`)
	p.open("/game/play/1/numbers").wants(200, `href="/game/play/1/report/docx"`)
	p.open("/game/play/1/report").wants(200, `href="/game/play/1/report/csv"`, `action="/game/play/1/report"`)
	got := p.open("/game/play/1/report/docx").wants(200).Header().Get("Content-Disposition")
	if got != `attachment; filename="opmaat-oostkade-2026-11-22.docx"` {
		t.Errorf("name %s", got)
	}
	for _, path := range []string{"/game/play/1/report", "/game/play/1/report/docx"} {
		p.get(t, path).wants(404)
		p.get(t, path, "Cookie", gameCookie+"=x").wants(404)
	}
	p.open("/game/play/2/report/docx").wants(404)
	p.open("/game/play/1/report/exe").wants(404)
	x := newSite(t, nil)
	l, other := x.leads(t), x.leads(t)
	early := "/host/s/" + l.id + "/report"
	x.get(t, early, "Cookie", l.host).wants(409, x.say("en", "report.workshop.early"))
	x.get(t, early+"/docx", "Cookie", l.host).wants(409)
	for _, cookie := range []string{"", other.host, l.screen, hostCookie + "=x"} {
		x.get(t, early, "Cookie", cookie).wants(404)
		x.get(t, early+"/docx", "Cookie", cookie).wants(404)
		x.post(t, early, url.Values{"format": {"docx"}}, "Cookie", cookie).wants(404)
	}
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.End, Facilitator: true}); err != nil {
		t.Fatal(err)
	}
	x.get(t, early, "Cookie", l.host).wants(200, `href="`+early+`/docx"`)
	x.get(t, early+"/html", "Cookie", l.host).wants(200, "Vlasbrugge")
	x.get(t, consoleAddress(l.id), "Cookie", l.host).wants(200, `href="`+early+`"`)
}

// keeps stores a game and gives its secret.
func (x *site) keeps(solo game.Solo) string {
	capability := assessment.NewCapability()
	solo.KeyHash = assessment.KeyHash(capability)
	x.stored()[solo.KeyHash] = solo
	return capability
}

// sent are entries as they were sent.
func sent(entries map[string]assessment.Entry) assessment.Submission {
	return assessment.Submission{Seq: 1, At: moment, Entries: entries}
}

// TestReportOfTestWithGame: a game that began from a test is offered on the
// result of this browser, and only there.
func TestReportOfTestWithGame(t *testing.T) {
	x := newSite(t, nil)
	_, test := x.holder(t, sampleFull)
	g := playedSample(t, "en", sampleGame{rounds: 6, tested: true})
	solo, story := g.solo, g.w.Title
	capability := x.keeps(solo)
	both := test + "; " + gameCookie + "=" + capability
	link := `href="/test/report/docx?game=1"`
	x.get(t, "/test/result", "Cookie", both).wants(200, link, x.say("en", "report.with_game", "story", story))
	if page := x.get(t, "/test/result", "Cookie", test).wants(200); strings.Contains(page.Body.String(), "game=1") {
		t.Error("the page of who has no game offers it")
	}
	x.get(t, "/test/report", "Cookie", both).wants(200, x.say("en", "report.form.game", "story", story))
	x.get(t, "/test/report/html?game=1", "Cookie", both).wants(200, x.say("en", "report.game.section", "story", story))
	if a := x.get(t, "/test/report/html?game=1", "Cookie", test).wants(200); strings.Contains(a.Body.String(), story) {
		t.Error("a game of nobody")
	}
	x.get(t, "/game/play/1/report", "Cookie", both).wants(200, "/test/report?game=1")
	solo.Setup.TestBands = nil
	alone := test + "; " + gameCookie + "=" + x.keeps(solo)
	if page := x.get(t, "/test/result", "Cookie", alone).wants(200); strings.Contains(page.Body.String(), "game=1") {
		t.Error("a game that did not begin from a test is offered")
	}
}

package web

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/content/i18n"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/web/chart"
)

// ReportInput is what a report is made of, without a server: a sent test, what
// was decided in its plan, the situation for the choice of a tool if there is
// one, and a game that was played to its ending if there is one.
type ReportInput struct {
	Test       assessment.Test
	Submission assessment.Submission
	Plan       []assessment.PlanItem
	Situation  *recommend.Situation
	Mode       recommend.Mode
	Game       *game.Play
	Look       ReportLook
}

// ReportLook is how a report looks, beside what it says. Today is the date of
// the report. Draw makes the picture of a figure, and nothing of one with too
// little to draw; several may be asked for at the same time. Without it a report
// has tables only.
type ReportLook struct {
	Today        time.Time
	Organisation string // empty for the name in the test
	Colour       string // "#12436d"; empty for the colour of the house
	Logo         *report.Picture
	Draft        bool
	Draw         func(f report.Figure, number func(float64) string) (*report.Picture, error)
}

// houseColour is the colour of headings when an organisation has none.
const houseColour = "#12436d"

// ReadableColour says whether a colour, "#12436d", can be read on white paper.
func ReadableColour(colour string) bool {
	contrast, err := chart.Contrast(colour, "#ffffff")
	return err == nil && contrast >= 4.5
}

// Report puts a result into words as a document: the same views that the result
// page shows, in the order in which a council reads. lang must be a language of
// the library.
func Report(lib *content.Library, lang string, in ReportInput) (report.Document, error) {
	ed := &edition{library: lib, languages: lib.Languages(), printers: map[string]*i18n.Printer{lang: lib.Catalogue().Printer(lang)}}
	x, err := reportOutcome(ed, lang, in)
	if err != nil {
		return report.Document{}, err
	}
	var a *advice
	if in.Situation != nil {
		a = &advice{ed: ed, lang: lang, s: *in.Situation, mode: in.Mode, cat: lib.Tools()}
		a.s.Today = in.Look.Today.Format(time.DateOnly)
		a.r = recommend.Recommend(a.cat, a.s, a.mode)
	}
	m := matter{x: &x, a: a}
	if in.Game != nil {
		sp, err := ed.speaker(lang, in.Game.Scenario)
		if err != nil {
			return report.Document{}, err
		}
		sp.schedule = in.Game.Scenario.Schedule(in.Game.Setup.Short)
		m.g = &played{speaker: sp, ed: ed, lang: lang, play: *in.Game, turns: turnsOf(*in.Game)}
	}
	b, err := newReport(m, in.Look)
	if err != nil {
		return report.Document{}, err
	}
	return b.doc, b.draw()
}

// reportOutcome is the outcome of a test that no browser asked for.
func reportOutcome(ed *edition, lang string, in ReportInput) (outcome, error) {
	q, ok := ed.library.Questionnaire(in.Test.Ref)
	if !ok {
		return outcome{}, fmt.Errorf("there is no questionnaire %s", in.Test.Ref)
	}
	form, ok := q.Form(in.Test.Form)
	if !ok {
		return outcome{}, fmt.Errorf("there is no form %s in %s", in.Test.Form, in.Test.Ref)
	}
	words, ok := ed.library.Words(in.Test.Ref, lang)
	if !ok {
		return outcome{}, fmt.Errorf("there are no words in %s", lang)
	}
	x := outcome{submission: in.Submission, loaded: loaded{sitting: sitting{test: in.Test, q: q, form: form, entries: in.Submission.Entries}, ed: ed, lang: lang, words: words}}
	x.analyse(in.Plan)
	return x, nil
}

// matter is what a report tells of: a test, a game or a workshop, or a test with
// a game that began from it. What it does not tell of is nil.
type matter struct {
	x *outcome
	a *advice // which tool fits, beside a test
	g *played // to its ending
	w *stage
}

// of are the edition and the language of what there is.
func (m *matter) of() (*edition, string) {
	switch {
	case m.x != nil:
		return m.x.ed, m.x.lang
	case m.g != nil:
		return m.g.ed, m.g.lang
	}
	return m.w.ed, m.w.lang
}

// paper is a report in the making.
type paper struct {
	matter
	ed       *edition
	lang     string
	p        *i18n.Printer
	look     ReportLook
	doc      report.Document
	drawings []drawing
}

// drawing is a figure of the report with how its numbers are written.
type drawing struct {
	*report.Drawing
	number func(float64) string
}

// newReport puts everything into words; pictures come with draw.
func newReport(m matter, look ReportLook) (*paper, error) {
	b := &paper{matter: m, look: look}
	b.ed, b.lang = m.of()
	b.p = b.ed.printers[b.lang]
	if b.a != nil {
		b.a.council = true
	}
	b.doc = report.Document{Language: b.lang, Title: b.title(), Author: b.organisation(), Date: look.Today.Format(time.DateOnly),
		Style: report.Style{Colour: look.Colour, Logo: look.Logo}, Labels: b.labels()}
	if look.Colour == "" {
		b.doc.Style.Colour = houseColour
	}
	b.cover()
	switch {
	case b.x != nil:
		b.ofTest()
	case b.g != nil:
		b.ofGame()
	default:
		b.ofWorkshop()
	}
	return b, b.doc.Check()
}

// ofTest is the report of a test, with a game if one began from it.
func (b *paper) ofTest() {
	b.summary()
	b.glances()
	if b.x.form.DimensionScores {
		b.scores()
	}
	b.subjects()
	b.plan()
	b.findings()
	b.tools()
	if b.g != nil {
		b.section(1, "game", b.p.T("report.game.section", "story", b.g.w.Title), false)
		b.slide(b.gameLead())
		b.say(report.Lead, b.gameLead())
		b.game(2)
	}
	b.method()
	b.limits()
	b.sources()
	b.appendix()
	b.doc.Records = b.records()
	b.doc.Reading = []string{b.p.T("result.nature", "ref", b.x.test.Ref.String()), b.p.T("method.dont_know.text"), b.p.T("method.nature.text")}
}

// draw draws the figures, several at the same time. A figure without a picture
// shows its table.
func (b *paper) draw() error {
	errs := make([]error, len(b.drawings))
	var all sync.WaitGroup
	for i, d := range b.drawings {
		if b.look.Draw == nil {
			break
		}
		all.Go(func() { d.Picture, errs[i] = b.look.Draw(d.Figure, d.number) })
	}
	all.Wait()
	for _, d := range b.drawings {
		d.Shown = d.Shown || d.Picture == nil
	}
	return errors.Join(errs...)
}

// title says what the report is about.
func (b *paper) title() string {
	switch {
	case b.x != nil:
		return b.p.T("report.title")
	case b.g != nil:
		return b.p.T("report.game.title", "story", b.g.w.Title)
	}
	return b.p.T("report.workshop.title", "story", b.w.w.Title)
}

func (b *paper) organisation() string {
	switch {
	case b.look.Organisation != "":
		return b.look.Organisation
	case b.x != nil && b.x.test.Profile.Name != "":
		return b.x.test.Profile.Name
	}
	return b.p.T("report.organisation.none")
}

func (b *paper) labels() report.Labels {
	return report.Labels{Contents: b.p.T("report.contents"), Figure: b.p.T("report.figure"), Table: b.p.T("report.table"), Page: b.p.T("report.page"),
		ReadMe: b.p.T("report.readme"), Draft: b.p.T("report.draft"), Sheet: b.p.T("report.sheet"), Logo: b.p.T("report.logo"), More: b.p.T("report.more", "count", "{n}"),
		Boxes: b.p.T("report.boxes")}
}

// cover names the organisation and says what the report rests on.
func (b *paper) cover() {
	c := report.Cover{Organisation: b.organisation(), Lead: b.headline()}
	if b.look.Draft {
		c.Draft = b.doc.Labels.Draft
	}
	b.doc.Cover = c
	b.fact(b.p.T("report.fact.date"), b.p.Date(b.look.Today))
	if b.x != nil {
		b.testFacts()
	}
	if b.g != nil {
		b.gameFacts()
	}
	if b.w != nil {
		b.workshopFacts()
	}
}

// fact puts a fact on the cover, unless there is nothing to say.
func (b *paper) fact(name, value string) {
	if value != "" {
		b.doc.Cover.Facts = append(b.doc.Cover.Facts, report.Pair{Name: name, Value: value})
	}
}

func (b *paper) testFacts() {
	x, test, who := b.x, &b.x.test, ""
	if test.Profile.Country != "" {
		who = b.p.Country(test.Profile.Country)
	}
	if test.Profile.Staff > 0 {
		who = joined(" · ", who, b.p.T("result.staff", "count", test.Profile.Staff))
	}
	b.fact(b.p.T("report.fact.organisation"), who)
	b.fact(b.p.T("report.fact.sent"), b.p.Date(x.submission.At))
	b.fact(b.p.T("report.fact.form"), b.p.T("report.fact.form_count", "form", b.p.T(formTexts[x.form.ID][0]), "count", len(x.form.Items)))
	b.fact(b.p.T("report.fact.questionnaire"), test.Ref.String())
	b.fact(b.p.T("result.known"), b.known())
}

// headline is what the report says in one sentence.
func (b *paper) headline() string {
	switch {
	case b.x != nil:
		return b.level()
	case b.g != nil:
		return b.gameLead()
	}
	return b.workshopLead()
}

// level is the result of the test in one sentence.
func (b *paper) level() string {
	v := b.x.overallView()
	if !v.Published {
		return b.p.T("result.unknown.title") + "."
	}
	return b.p.T("report.level", "organisation", b.organisation(), "level", v.Level, "name", v.Name)
}

// known says how many questions have an answer.
func (b *paper) known() string {
	scored, applicable := b.x.answeredOf()
	return joined(" ", b.p.T("report.coverage", "answered", scored, "total", applicable), b.unknownCount())
}

func (b *paper) unknownCount() string {
	if n := len(b.x.analysis.Unknown); n > 0 {
		return b.p.T("result.unknown.count", "count", n)
	}
	return ""
}

// joined puts texts together, leaving out empty ones.
func joined(between string, texts ...string) string {
	out := ""
	for _, t := range texts {
		if t == "" {
			continue
		}
		if out != "" {
			out += between
		}
		out += t
	}
	return out
}

// section begins a part; what is added next belongs to it.
func (b *paper) section(level int, id, title string, newPage bool) {
	b.doc.Sections = append(b.doc.Sections, report.Section{ID: id, Level: level, Title: title, NewPage: newPage})
}

// slide puts the section on the slide that says a message.
func (b *paper) slide(message string) { b.doc.Sections[len(b.doc.Sections)-1].Slide = message }

func (b *paper) add(blocks ...report.Block) {
	s := &b.doc.Sections[len(b.doc.Sections)-1]
	s.Blocks = append(s.Blocks, blocks...)
}

// say adds a paragraph of a kind, unless there is nothing to say.
func (b *paper) say(kind report.BlockKind, text string) {
	if text != "" {
		b.add(report.Block{Kind: kind, Text: report.Plain(text)})
	}
}

// list adds items, unless there are none.
func (b *paper) list(kind report.BlockKind, items []report.Text) {
	if len(items) > 0 {
		b.add(report.Block{Kind: kind, Items: items})
	}
}

func plains(texts []string) []report.Text {
	var out []report.Text
	for _, t := range texts {
		out = append(out, report.Plain(t))
	}
	return out
}

// titled is a text that opens with some words in bold.
func titled(title, text string) report.Text {
	return report.Text{{Text: title, Bold: true}, {Text: " " + text}}
}

func (b *paper) table(t report.Table) { b.add(report.Block{Kind: report.Grid, Table: &t}) }

// figure adds a chart with its data; shown says whether the table stands below it.
func (b *paper) figure(f report.Figure, sheet string, number func(float64) string, shown bool) {
	d := &report.Drawing{Figure: f, Table: f.Table(number), Shown: shown}
	d.Table.Numbers, d.Table.Sheet = f.Numbers(), sheet
	b.add(report.Block{Kind: report.Chart, Figure: d})
	b.drawings = append(b.drawings, drawing{d, number})
}

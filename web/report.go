package web

import (
	"fmt"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/content/i18n"
	"github.com/opmaat/opmaat/web/chart"
)

// ReportInput is what a report is made of, without a server: a sent test, what
// was decided in its plan, and the situation for the choice of a tool if there
// is one.
type ReportInput struct {
	Test       assessment.Test
	Submission assessment.Submission
	Plan       []assessment.PlanItem
	Situation  *recommend.Situation
	Mode       recommend.Mode
	Look       ReportLook
}

// ReportLook is how a report looks, beside what it says. Today is the date of
// the report. Draw makes the picture of a figure, and nothing of one with too
// little to draw; without it a report has tables only.
type ReportLook struct {
	Today  time.Time
	Colour string // "#12436d"; empty for the colour of the house
	Logo   *report.Picture
	Draft  bool
	Draw   func(f report.Figure, number func(float64) string) (*report.Picture, error)
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
	return newReport(&x, a, in.Look)
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

// paper is a report in the making.
type paper struct {
	x    *outcome
	a    *advice // nil without a situation
	p    *i18n.Printer
	look ReportLook
	doc  report.Document
}

func newReport(x *outcome, a *advice, look ReportLook) (report.Document, error) {
	b := paper{x: x, a: a, p: x.ed.printers[x.lang], look: look}
	b.doc = report.Document{Language: x.lang, Title: b.p.T("report.title"), Author: b.organisation(), Date: look.Today.Format(time.DateOnly),
		Style: report.Style{Colour: look.Colour, Logo: look.Logo}, Labels: b.labels()}
	if look.Colour == "" {
		b.doc.Style.Colour = houseColour
	}
	b.cover()
	b.summary()
	if x.form.DimensionScores {
		if err := b.scores(); err != nil {
			return b.doc, err
		}
	}
	b.subjects()
	b.plan()
	b.findings()
	if err := b.tools(); err != nil {
		return b.doc, err
	}
	b.method()
	b.limits()
	b.sources()
	b.appendix()
	b.doc.Records = b.records()
	b.doc.Reading = []string{b.p.T("result.nature", "ref", x.test.Ref.String()), b.p.T("method.dont_know.text"), b.p.T("method.nature.text")}
	return b.doc, b.doc.Check()
}

func (b *paper) organisation() string {
	if b.x.test.Profile.Name != "" {
		return b.x.test.Profile.Name
	}
	return b.p.T("report.organisation.none")
}

func (b *paper) labels() report.Labels {
	return report.Labels{Contents: b.p.T("report.contents"), Figure: b.p.T("report.figure"), Table: b.p.T("report.table"), Page: b.p.T("report.page"),
		ReadMe: b.p.T("report.readme"), Draft: b.p.T("report.draft"), Sheet: b.p.T("report.sheet"), Logo: b.p.T("report.logo")}
}

// cover names the organisation and says what the report rests on.
func (b *paper) cover() {
	x, test := b.x, &b.x.test
	c := report.Cover{Organisation: b.organisation(), Lead: b.headline()}
	if b.look.Draft {
		c.Draft = b.doc.Labels.Draft
	}
	fact := func(name, value string) { c.Facts = append(c.Facts, report.Pair{Name: name, Value: value}) }
	fact(b.p.T("report.fact.date"), b.p.Date(b.look.Today))
	who := ""
	if test.Profile.Country != "" {
		who = b.p.Country(test.Profile.Country)
	}
	if test.Profile.Staff > 0 {
		who = joined(" · ", who, b.p.T("result.staff", "count", test.Profile.Staff))
	}
	if who != "" {
		fact(b.p.T("report.fact.organisation"), who)
	}
	fact(b.p.T("report.fact.sent"), b.p.Date(x.submission.At))
	fact(b.p.T("report.fact.form"), b.p.T("report.fact.form_count", "form", b.p.T(formTexts[x.form.ID][0]), "count", len(x.form.Items)))
	fact(b.p.T("report.fact.questionnaire"), test.Ref.String())
	fact(b.p.T("result.known"), b.known())
	b.doc.Cover = c
}

// headline is the result in one sentence.
func (b *paper) headline() string {
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
func (b *paper) figure(f report.Figure, sheet string, number func(float64) string, shown bool) error {
	d := report.Drawing{Figure: f, Table: f.Table(number), Shown: shown}
	d.Table.Numbers, d.Table.Sheet = f.Numbers(), sheet
	if b.look.Draw != nil {
		var err error
		if d.Picture, err = b.look.Draw(f, number); err != nil {
			return err
		}
	}
	if d.Picture == nil {
		d.Shown = true
	}
	b.add(report.Block{Kind: report.Chart, Figure: &d})
	return nil
}

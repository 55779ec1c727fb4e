package web

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/assessment/report"
	"golang.org/x/net/html"
)

var updateReports = flag.Bool("update-reports", false, "write the outlines of reports anew")

// reportSamples are tests that a report is made of, by name.
var reportSamples = map[string]sample{"full": sampleFull, "standard": sampleStandard, "held": sampleHeld, "partial": samplePartial, "unknown": sampleUnknown,
	"top": sampleTop, "quick": sampleQuick, "one": {form: "full", state: assessment.Submitted, stage: func(i int) string { return []string{"2", ""}[min(i, 1)] }},
	"none": {form: "standard", state: assessment.Submitted, stage: func(int) string { return "" }}, "not-applicable": {form: "standard", state: assessment.Submitted, stage: func(int) string { return "na" }}}

// reportOf is the report of a sample, with the answer about tools if it has a situation.
func reportOf(t testing.TB, lang string, x sample, s *recommend.Situation, look ReportLook) report.Document {
	t.Helper()
	made, entries := shared().made(x)
	look.Today = moment
	d, err := Report(shared().Library(), lang, ReportInput{Test: made, Submission: assessment.Submission{Seq: 1, At: moment, Entries: entries}, Plan: x.plan,
		Situation: s, Mode: recommend.Now, Look: look})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reportSituations are no situation, one with an answer and one without.
func reportSituations(t testing.TB) map[string]*recommend.Situation {
	out := map[string]*recommend.Situation{"": nil}
	for name, text := range map[string]string{
		"tools": `{"staff":140,"microsoft365":true,"intranet":true,"closed":true,"admin_fte":0.3,"readiness":{"people":45,"culture":25,"channels":45},"needs":{"documents":"should","single_sign_on":"must","discuss":"must"}}`,
		"none":  `{"staff":5000,"microsoft365":false,"intranet":false,"self_hosting":false,"closed":true,"confidential":true,"eu_control":true,"needs":{"data_control":"must"}}`,
	} {
		s, err := recommend.ParseSituation([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &s
	}
	return out
}

// TestReports: every sample, with and without an answer about tools, in every
// language, is a whole document with something in each section, and every format
// can be made of it (trust.md, case 69).
func TestReports(t *testing.T) {
	for _, lang := range shared().Library().Languages() {
		for name, x := range reportSamples {
			for situation, s := range reportSituations(t) {
				t.Run(lang+"/"+name+"/"+situation, func(t *testing.T) {
					d := reportOf(t, lang, x, s, ReportLook{})
					for i, part := range d.Sections {
						if len(part.Blocks) == 0 && (i+1 == len(d.Sections) || d.Sections[i+1].Level <= part.Level) {
							t.Errorf("section %q is empty", part.Title)
						}
					}
					if d.Language != lang || len(d.Records.Rows) == 0 {
						t.Errorf("language %s, %d records", d.Language, len(d.Records.Rows))
					}
					for _, f := range report.Formats() {
						data, err := f.Write(&d)
						if err != nil || len(data) == 0 || f.Name == "json" && bytes.Contains(data, []byte("⟦")) {
							t.Errorf("%s: %d bytes, %v, or a text is missing", f.Name, len(data), err)
						}
					}
				})
			}
		}
	}
	if missed := shared().Library().Catalogue().Missed(); len(missed) != 0 {
		t.Errorf("asked for and not there: %v", missed)
	}
}

// outline is the headings, captions and alternative texts of a document.
func outline(d report.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", d.Title, d.Cover.Lead)
	for _, f := range d.Cover.Facts {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Value)
	}
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "%s %s\n", strings.Repeat("#", s.Level), s.Title)
		for _, block := range s.Blocks {
			switch block.Kind {
			case report.Grid:
				fmt.Fprintf(&b, "  [%s] %s (%d)\n", block.Table.Caption, strings.Join(block.Table.Head, " | "), len(block.Table.Rows))
			case report.Chart:
				fmt.Fprintf(&b, "  <%s> %s\n", block.Figure.Figure.Title, block.Figure.Figure.Sentence)
			case report.Bullets, report.Numbered:
				fmt.Fprintf(&b, "  %s: %d\n", block.Kind, len(block.Items))
			default:
				fmt.Fprintf(&b, "  %s: %s\n", block.Kind, block.Text)
			}
		}
	}
	return b.String()
}

func TestReportOutlines(t *testing.T) {
	for _, lang := range []string{"en", "nl"} {
		got := outline(reportOf(t, lang, sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true}))
		name := "testdata/report-" + lang + ".txt"
		if *updateReports {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(name); err != nil || string(want) != got {
			t.Errorf("%s differs (%v); see what go test -update-reports makes of it", name, err)
		}
	}
}

// TestReportSaysNothingElse: every answer, step, score and finding in a report
// stands on the result page too.
func TestReportSaysNothingElse(t *testing.T) {
	x := newSite(t, nil)
	for name, s := range reportSamples {
		_, cookie := x.holder(t, s)
		page := x.get(t, "/test/result", "Cookie", cookie, "Accept-Language", "nl")
		if page.Code == 303 {
			continue
		}
		said := squeezed(textOf(page.doc()))
		d := reportOf(t, "nl", s, nil, ReportLook{})
		for _, claim := range claims(d) {
			plain, _, _ := strings.Cut(strings.TrimSuffix(claim, "\u00a0*"), " (") // the remark in brackets, the mark of a note
			if !strings.Contains(said, squeezed(claim)) && !strings.Contains(said, squeezed(plain)) {
				t.Errorf("%s: the result page does not say %q", name, claim)
			}
		}
	}
}

// sentence ends parts of a text that may stand apart on a page.
var sentence = regexp.MustCompile(`[.!?:] |\n`)

// TestReportOfToolsSaysNothingElse: what a report tells of tools stands on the
// page of the answer, but for whom it speaks to.
func TestReportOfToolsSaysNothingElse(t *testing.T) {
	x := newSite(t, nil)
	for name, s := range reportSituations(t) {
		if s == nil {
			continue
		}
		said := squeezed(textOf(x.get(t, situationAddress(*s, recommend.Now), "Accept-Language", "nl").wants(200).doc()))
		made, entries := x.made(sampleFull)
		o, err := x.outcomeOf("nl", made, sent(entries), nil)
		if err != nil {
			t.Fatal(err)
		}
		cat := x.Library().Tools()
		s.Today = moment.Format(time.DateOnly)
		a := &advice{ed: o.ed, lang: "nl", s: *s, mode: recommend.Now, cat: cat, r: recommend.Recommend(cat, *s, recommend.Now)}
		b, err := newReport(matter{x: &o, a: a}, ReportLook{Today: moment})
		if err != nil {
			t.Fatal(err)
		}
		own := []string{x.say("nl", "report.tools.about")}
		for _, part := range b.doc.Sections {
			if text := x.say("nl", "tools.missing"); part.Title == text {
				t.Errorf("%s: a heading speaks to the reader: %s", name, text)
			}
		}
		b.a.council, b.doc.Sections = false, nil // as the page says it
		b.tools()
		seen := 0
		for _, part := range b.doc.Sections {
			for _, text := range spokenBy(report.Document{Sections: []report.Section{part}}, part.ID) {
				for _, one := range sentence.Split(text, -1) {
					plain, _, _ := strings.Cut(one, " (") // an old name in brackets
					if seen++; !slices.Contains(own, text) && !strings.Contains(said, squeezed(strings.TrimRight(one, ".:"))) && !strings.Contains(said, squeezed(plain)) {
						t.Errorf("%s, %s: no page says %q", name, part.ID, one)
					}
				}
			}
		}
		if seen < 20 {
			t.Errorf("%s: only %d sentences", name, seen)
		}
	}
}

// squeezed is text without white space.
func squeezed(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), "") }

// claims are the texts of a report that come from the answers: cells of tables,
// the alternative texts of figures, items in bold.
func claims(d report.Document) []string {
	var out []string
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Kind == report.Chart:
				out = append(out, b.Figure.Figure.Sentence)
			case b.Kind == report.Grid && (s.ID == "appendix" || s.ID == "plan" || s.ID == "targets"):
				for _, row := range b.Table.Rows {
					for _, cell := range row[1:] {
						out = append(out, strings.Split(cell, "\n")...)
					}
				}
			case strings.HasPrefix(s.ID, "subject-") && len(b.Text) == 1 && b.Kind != report.Notice:
				out = append(out, b.Text.String())
			case b.Kind == report.Numbered && (s.ID == "strongest" || s.ID == "weakest"):
				for _, item := range b.Items {
					name, _, _ := strings.Cut(item.String(), ":")
					out = append(out, name)
				}
			case len(b.Items) > 0 && s.ID == "first":
				for _, item := range b.Items {
					out = append(out, strings.TrimSuffix(item[0].Text, "."))
				}
			case len(b.Items) > 0 && (s.ID == "settled" || s.ID == "unknown" || s.ID == "findings"):
				for _, item := range b.Items {
					out = append(out, strings.TrimRight(item[0].Text, ".:"), strings.TrimSpace(item[1].Text))
				}
			}
		}
	}
	return out
}

// The same test on the same day gives the same document; a figure that cannot be
// drawn stops the report.
func TestReportLook(t *testing.T) {
	var drawn atomic.Int32
	draw := func(report.Figure, func(float64) string) (*report.Picture, error) {
		drawn.Add(1)
		return &report.Picture{PNG: []byte("x"), Width: 2, Height: 1, Scale: 1}, nil
	}
	d := reportOf(t, "en", sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true, Colour: "#801650", Draw: draw})
	if drawn.Load() != 5 || d.Cover.Draft != "Draft" || d.Style.Colour != "#801650" || d.Author != "Gemeente Vlasbrugge" || d.Date != moment.Format(time.DateOnly) {
		t.Errorf("%d drawn, %+v %+v", drawn.Load(), d.Cover, d.Style)
	}
	for _, c := range []string{"#12436d", "#ffffff", "red", "", "#12436d;}"} {
		if ReadableColour(c) != (c == "#12436d") {
			t.Errorf("colour %q", c)
		}
	}
}

// BenchmarkReport makes the report of a full test with an answer about tools, in
// each format, with its charts drawn before; "cold" reads the script and draws.
func BenchmarkReport(b *testing.B) {
	s, warm := reportSituations(b)["tools"], NewPictures()
	write := func(b *testing.B, f report.Format, p *Pictures) {
		d := reportOf(b, "nl", sampleFull, s, ReportLook{Draw: p.Draw})
		if _, err := f.Write(&d); err != nil {
			b.Fatal(err)
		}
	}
	for _, f := range report.Formats() {
		write(b, f, warm)
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				write(b, f, warm)
			}
		})
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			write(b, report.Formats()[0], newPictures(sync.OnceValues(newPainter)))
		}
	})
}

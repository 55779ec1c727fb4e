package web

import (
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// councilTexts stand in a report for texts of the page that speak to a reader.
var councilTexts = map[string]string{
	"rule.k2": "report.rule.k2", "passes.k11": "report.passes.k11", "rule.k10": "report.rule.k10", "warning.w3": "report.warning.w3",
	"fact.readiness": "report.fact.readiness", "fact.self_hosting": "report.fact.self_hosting",
	"verdict.fit": "report.verdict.fit", "verdict.pair.why": "report.verdict.pair.why", "verdict.none.empty": "report.verdict.none.empty", "verdict.none.low": "report.verdict.none.low",
	"tools.because.none": "report.tools.because.none", "tools.dominated": "report.tools.dominated", "tools.scatter.sentence": "report.tools.scatter.sentence",
	"tools.missing": "report.tools.missing", "tools.method": "report.tools.method",
}

// tools says which tool fits the situation, and why, as the page of the answer does.
func (b *paper) tools() {
	if b.a == nil {
		return
	}
	verdict, texts := b.a.verdict()
	mode, _, _ := b.a.otherMode()
	b.section(1, "tools", b.p.T("report.tools"), false)
	b.slide(verdict + ".")
	b.say(report.Note, b.p.T("report.tools.about"))
	b.say(report.Lead, verdict+".")
	for _, t := range append(texts, mode) {
		b.say(report.Paragraph, t)
	}
	if ways := b.a.cheapest(); len(ways) > 0 {
		b.section(2, "tools-cheapest", b.a.t("tools.cheapest.title"), false)
		b.list(report.Numbered, plains(ways))
	}
	if len(b.a.r.Ranking) > 0 {
		b.ranking()
	}
	b.excluded()
	b.open()
}

// ranking is the table of tools that pass, their charts and the best of them.
func (b *paper) ranking() {
	b.section(2, "tools-ranking", b.a.t("tools.ranking"), false)
	verdict, _ := b.a.verdict()
	b.slide(verdict + ".")
	b.table(b.rankTable())
	if f, number := b.a.contributionsFigure(); f != nil {
		b.figure(*f, "", number, true)
	}
	if f := b.a.scatterFigure(); f != nil {
		b.figure(*f, "", b.a.number, false)
	} else {
		b.say(report.Note, b.a.t("tools.scatter.none"))
	}
	for i, c := range b.a.cards() {
		b.card(c)
		if i == 0 {
			b.slide(b.p.T("report.slide.card", "tool", c.Name))
		}
	}
	if shared := b.a.warningTexts(b.a.shared(), nil); len(shared) > 0 {
		b.section(3, "tools-shared", strings.TrimSuffix(b.a.t("tools.shared"), ":"), false)
		b.list(report.Bullets, plains(shared))
	}
}

func (b *paper) rankTable() report.Table {
	t := report.Table{Caption: b.a.t("tools.ranking"), Sheet: b.a.t("tools.ranking"), Widths: []int{40, 15, 15, 15, 15}, Head: []string{b.a.t("tools.col.tool"),
		b.a.t("tools.col.fit"), b.a.t("tools.col.feasibility"), b.a.t("tools.col.rank"), b.a.t("tools.col.first")}}
	for i, r := range b.a.rows() {
		name, ranked := r.Name, b.a.r.Ranking[i]
		if r.Also != "" {
			name += " (" + r.Also + ")"
		}
		t.Rows = append(t.Rows, []string{name, r.Fit, r.Feasibility, r.Rank, r.First})
		t.Numbers = append(t.Numbers, []report.Value{{}, report.Of(100 * ranked.Fit), {Number: 100 * ranked.Feasibility.Value, Known: ranked.Feasibility.Known},
			report.Of(100 * ranked.Rank), report.Of(100 * ranked.FirstShare)})
	}
	return t
}

// card is one of the best tools: why, why not, and what to mind.
func (b *paper) card(c toolCard) {
	b.section(3, "tool-"+c.ID, c.Name, false)
	var items []report.Text
	add := func(title string, texts []string) {
		if len(texts) > 0 {
			items = append(items, titled(title+":", joined(" ", texts...)))
		}
	}
	if c.Dominated {
		c.Mind = append(c.Mind, b.a.t("tools.dominated"))
	}
	add(b.a.t("tools.because"), c.Because)
	add(b.a.t("tools.suits"), c.Suits)
	add(b.a.t("tools.mind"), c.Mind)
	add(b.a.t("tools.notif"), c.NotIf)
	b.list(report.Bullets, items)
}

// excluded are the tools that are ruled out, and when they would pass.
func (b *paper) excluded() {
	var items []report.Text
	for _, e := range b.a.excluded() {
		items = append(items, titled(e.Name+".", joined(" ", append(e.Reasons, e.Passes)...)))
	}
	if len(items) > 0 {
		b.section(2, "tools-excluded", b.a.t("tools.excluded"), false)
		b.slide(b.p.T("report.slide.excluded", "count", len(items)))
		b.list(report.Bullets, items)
	}
}

// open is what could still change the answer.
func (b *paper) open() {
	var missing []string
	for _, m := range b.a.missing() {
		missing = append(missing, m.Name)
	}
	b.section(2, "tools-missing", b.a.t("tools.missing"), false)
	if len(missing) > 0 {
		b.say(report.Paragraph, b.a.t("tools.missing.about"))
		b.list(report.Bullets, plains(missing))
	} else {
		b.say(report.Paragraph, b.a.t("tools.missing.none"))
	}
	if len(b.a.r.Ranking) == 0 {
		return
	}
	b.section(2, "tools-tipping", b.a.t("tools.tipping"), false)
	if tips := b.a.tips(); len(tips) > 0 {
		b.list(report.Bullets, plains(tips))
	} else {
		b.say(report.Paragraph, b.a.t("tools.tipping.none"))
	}
	b.say(report.Note, b.a.t("tools.method"))
}

// toolSources are the sources of the tools that were ranked first, each once with
// the tools that lean on it.
func (b *paper) toolSources() {
	if b.a == nil || len(b.a.r.Ranking) == 0 {
		return
	}
	var sources []assessment.Source
	tools := map[assessment.Source][]string{}
	for _, r := range b.a.r.Ranking[:min(cardCount, len(b.a.r.Ranking))] {
		sheet, _ := b.a.ed.library.ToolSheet(b.a.tool(r.Tool).ID)
		for _, s := range sheet.Sources {
			s.ID = ""
			if tools[s] == nil {
				sources = append(sources, s)
			}
			tools[s] = append(tools[s], b.a.name(r.Tool))
		}
	}
	var list []cited
	for _, s := range sources {
		list = append(list, cited{s, b.p.List(tools[s])})
	}
	b.section(2, "sources-tools", b.p.T("report.sources.tools"), false)
	b.cite(list)
}

package web

import (
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// tools says which tool fits the situation, and why, as the page of the answer does.
func (b *paper) tools() error {
	if b.a == nil {
		return nil
	}
	verdict, texts := b.a.verdict()
	mode, _, _ := b.a.otherMode()
	b.section(1, "tools", b.p.T("report.tools"), true)
	b.say(report.Note, b.p.T("report.tools.about"))
	b.say(report.Lead, verdict+".")
	for _, t := range append(texts, mode) {
		b.say(report.Paragraph, t)
	}
	if ways := b.a.cheapest(); len(ways) > 0 {
		b.section(2, "tools-cheapest", b.p.T("tools.cheapest.title"), false)
		b.list(report.Numbered, plains(ways))
	}
	if len(b.a.r.Ranking) > 0 {
		if err := b.ranking(); err != nil {
			return err
		}
	}
	b.excluded()
	b.open()
	return nil
}

// ranking is the table of tools that pass, their charts and the best of them.
func (b *paper) ranking() error {
	b.section(2, "tools-ranking", b.p.T("tools.ranking"), false)
	b.table(b.rankTable())
	if f, number := b.a.contributionsFigure(); f != nil {
		if err := b.figure(*f, "", number, true); err != nil {
			return err
		}
	}
	if f := b.a.scatterFigure(); f != nil {
		if err := b.figure(*f, "", b.a.number, false); err != nil {
			return err
		}
	} else {
		b.say(report.Note, b.p.T("tools.scatter.none"))
	}
	for _, c := range b.a.cards() {
		b.card(c)
	}
	if shared := b.a.warningTexts(b.a.shared(), nil); len(shared) > 0 {
		b.section(3, "tools-shared", strings.TrimSuffix(b.p.T("tools.shared"), ":"), false)
		b.list(report.Bullets, plains(shared))
	}
	return nil
}

func (b *paper) rankTable() report.Table {
	t := report.Table{Caption: b.p.T("tools.ranking"), Sheet: b.p.T("tools.ranking"), Widths: []int{40, 15, 15, 15, 15}, Head: []string{b.p.T("tools.col.tool"),
		b.p.T("tools.col.fit"), b.p.T("tools.col.feasibility"), b.p.T("tools.col.rank"), b.p.T("tools.col.first")}}
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
		c.Mind = append(c.Mind, b.p.T("tools.dominated"))
	}
	add(b.p.T("tools.because"), c.Because)
	add(b.p.T("tools.suits"), c.Suits)
	add(b.p.T("tools.mind"), c.Mind)
	add(b.p.T("tools.notif"), c.NotIf)
	b.list(report.Bullets, items)
}

// excluded are the tools that are ruled out, and when they would pass.
func (b *paper) excluded() {
	var items []report.Text
	for _, e := range b.a.excluded() {
		items = append(items, titled(e.Name+".", joined(" ", append(e.Reasons, e.Passes)...)))
	}
	if len(items) > 0 {
		b.section(2, "tools-excluded", b.p.T("tools.excluded"), false)
		b.list(report.Bullets, items)
	}
}

// open is what could still change the answer.
func (b *paper) open() {
	var missing []string
	for _, m := range b.a.missing() {
		missing = append(missing, m.Name)
	}
	b.section(2, "tools-missing", b.p.T("tools.missing"), false)
	if len(missing) > 0 {
		b.say(report.Paragraph, b.p.T("tools.missing.about"))
		b.list(report.Bullets, plains(missing))
	} else {
		b.say(report.Paragraph, b.p.T("tools.missing.none"))
	}
	if len(b.a.r.Ranking) == 0 {
		return
	}
	b.section(2, "tools-tipping", b.p.T("tools.tipping"), false)
	if tips := b.a.tips(); len(tips) > 0 {
		b.list(report.Bullets, plains(tips))
	} else {
		b.say(report.Paragraph, b.p.T("tools.tipping.none"))
	}
	b.say(report.Note, b.p.T("tools.method"))
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
	var items []report.Text
	for _, s := range sources {
		items = append(items, b.source(b.p.List(tools[s]), s))
	}
	b.section(2, "sources-tools", b.p.T("report.sources.tools"), false)
	b.list(report.Bullets, items)
}

package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// ofWorkshop is the report of a workshop for its facilitator. It holds what the
// whole room saw: no names, no votes, and nothing that people wrote for
// themselves or their table.
func (b *paper) ofWorkshop() {
	x := b.w
	b.section(1, "summary", b.p.T("report.summary"), true)
	b.slide(b.workshopLead())
	b.say(report.Lead, b.workshopLead())
	if x.st.Rehearsal != "" {
		b.say(report.Notice, b.p.T("report.workshop.rehearsal"))
	}
	if turn := x.widest(); turn >= 0 {
		b.say(report.Paragraph, b.p.T("report.workshop.widest", "n", turn+1, "title", x.dilemma(turn).Title))
	}
	b.table(b.tableOfTables())
	b.promises()
	b.section(1, "decisions", b.p.T("report.game.decisions"), true)
	b.say(report.Note, b.p.T("report.game.you"))
	for turn := range x.schedule {
		b.roundOfTables(turn)
	}
	if tables := x.arrived(); len(tables) > 0 {
		b.endings(tables)
		b.courses(tables)
		b.alignments(tables)
		b.questions()
	}
	b.section(1, "method", b.p.T("report.method"), false)
	b.say(report.Paragraph, b.p.T("report.game.method"))
	b.section(1, "limits", b.p.T("report.limits"), false)
	b.slide(b.p.T("report.limits"))
	b.say(report.Paragraph, b.p.T("report.workshop.private"))
	b.say(report.Paragraph, b.p.T("method.game.nature.text"))
	b.gameSources(1, "sources", b.p.T("report.sources"), x.sc)
	b.doc.Records = b.tableRecords()
	b.doc.Reading = []string{b.p.T("report.workshop.private"), b.p.T("report.game.you"), b.p.T("method.game.nature.text")}
}

func (b *paper) workshopLead() string {
	return b.p.T("report.workshop.lead", "count", len(b.w.st.Tables), "story", b.w.w.Title)
}

// workshopFacts say which story was played, when and by how many tables.
func (b *paper) workshopFacts() {
	x := b.w
	b.fact(b.p.T("report.game.story"), b.p.T("report.game.story_of", "story", x.w.Title, "ref", x.sc.Ref.String(), "count", len(x.schedule)))
	if x.st.Began > 0 {
		b.fact(b.p.T("report.game.played"), b.p.Date(time.UnixMilli(x.st.Began)))
	}
	b.fact(b.p.T("workshop.tables"), strconv.Itoa(len(x.st.Tables)))
}

// dilemma is the text of the question of a turn.
func (x *stage) dilemma(turn int) content.DilemmaWords {
	return x.w.Dilemmas[x.sc.Dilemmas[x.schedule[turn]-1].ID]
}

// tableOfTables is where each table came.
func (b *paper) tableOfTables() report.Table {
	t := report.Table{Caption: b.p.T("report.workshop.tables"), Sheet: b.p.T("report.workshop.tables"), Widths: []int{14, 40, 30, 16},
		Head: []string{b.p.T("workshop.debrief.table"), b.p.T("report.workshop.needs"), b.p.T("workshop.debrief.ending"), b.p.T("game.path.outcome")}}
	for _, table := range b.w.st.Tables {
		var needs []string
		for _, id := range table.Needs {
			needs = append(needs, b.w.need(id))
		}
		row := []string{b.w.table(table.Number), b.p.List(needs), b.p.T("report.workshop.stopped"), ""}
		numbers := make([]report.Value, len(t.Head))
		if a := b.w.arrival(table); a != nil {
			outcome := (b.w.sc.Outcome(table.Play.Last()) + 50) / 100
			row[2], row[3], numbers[3] = a.Title, b.p.Integer(outcome), report.Of(float64(outcome))
		}
		t.Rows, t.Numbers = append(t.Rows, row), append(t.Numbers, numbers)
	}
	return t
}

// promises are those that were read aloud, by table.
func (b *paper) promises() {
	b.section(2, "promises", b.p.T("report.workshop.promises"), false)
	b.slide(b.p.T("report.workshop.promises"))
	t := report.Table{Caption: b.p.T("report.workshop.promises"), Sheet: b.p.T("workshop.pledges.title"), Widths: []int{14, 46, 22, 18},
		Head: []string{b.p.T("workshop.debrief.table"), b.p.T("report.workshop.what"), b.p.T("report.workshop.with"), b.p.T("report.workshop.by")}}
	for _, table := range b.w.st.Tables {
		seat := b.w.st.Seat(table.Pledge)
		if seat == nil || seat.Removed || seat.Pledge.What == "" {
			continue
		}
		by := seat.Pledge.By
		if by != "" {
			by = b.day(by)
		}
		t.Rows = append(t.Rows, []string{b.w.table(table.Number), seat.Pledge.What, seat.Pledge.With, by})
	}
	if len(t.Rows) == 0 {
		b.say(report.Paragraph, b.p.T("report.workshop.promises.none"))
		return
	}
	b.table(t)
}

// told are the choices of a turn that the room saw: a session that ends before a
// reveal keeps those of that round to itself.
func (x *stage) told(turn int) []decidedView {
	return slices.DeleteFunc(x.choices(turn), func(c decidedView) bool {
		t := x.st.Table(c.Number)
		_, step := taken(t, t.Rounds[turn].Number)
		return step == nil
	})
}

// roundOfTables is what the tables decided in a turn, and why.
func (b *paper) roundOfTables(turn int) {
	choices := b.w.told(turn)
	if len(choices) == 0 {
		return
	}
	title := b.p.T("game.path.round", "n", turn+1, "title", b.w.dilemma(turn).Title)
	b.section(2, "round-"+strconv.Itoa(turn+1), title, false)
	b.slide(title)
	t := report.Table{Caption: title, Widths: []int{14, 46, 40},
		Head: []string{b.p.T("workshop.debrief.table"), b.p.T("report.game.decision"), b.p.T("report.game.reason")}}
	for _, c := range choices {
		decision, reason := b.decided(&c)
		t.Rows = append(t.Rows, []string{c.Table, joined("\n", decision, b.moves(b.p.List(c.Moves))), reason})
	}
	b.table(t)
}

// decided is what a table decided and why, as the room saw it.
func (b *paper) decided(c *decidedView) (decision, reason string) {
	switch {
	case c.Skipped:
		return b.p.T("workshop.skipped"), ""
	case c.Fallback:
		return c.Label, b.p.T("workshop.fallback")
	case c.Reason == "":
		return c.Label, b.p.T("report.game.no_reason")
	}
	return c.Label, c.Reason
}

// endings are the endings that tables came to, each with its tables.
func (b *paper) endings(tables []*workshop.Table) {
	b.section(1, "endings", b.p.T("report.game.ended"), false)
	var order []string
	who := map[string][]string{}
	for _, t := range tables {
		id := b.w.sc.Arrived(t.Play.Last()).ID
		if who[id] == nil {
			order = append(order, id)
		}
		who[id] = append(who[id], b.w.table(t.Number))
	}
	for _, id := range order {
		w := b.w.w.Endings[id]
		b.section(2, "ending-"+id, w.Title, false)
		b.slide(w.Title)
		b.add(report.Block{Kind: report.Paragraph, Text: titled(b.p.List(who[id])+".", w.Story)})
		b.list(report.Bullets, []report.Text{titled(b.p.T("game.ending.carried")+":", w.Carried), titled(b.p.T("game.ending.cost")+":", w.Cost)})
	}
}

// courses set the tables side by side: where each began and ended.
func (b *paper) courses(tables []*workshop.Table) {
	b.section(1, "course", b.p.T("game.ending.changes"), false)
	b.slide(b.p.T("game.ending.changes"))
	for _, t := range []report.Table{
		b.levelsOfTables(tables, b.p.T("game.figure.indicators"), func(s *game.State) (names, levels []string) {
			for i, v := range b.w.bands(s, nil) {
				names, levels = append(names, v.Name), append(levels, b.levelOf(v.Word, s.Level(game.Indicator(i))))
			}
			return names, levels
		}),
		b.levelsOfTables(tables, b.p.T("game.figure.groups"), func(s *game.State) (names, levels []string) {
			for i, v := range b.w.groups(s, nil) {
				names, levels = append(names, v.Name), append(levels, b.levelOf(v.Word, s.Adoption(i)))
			}
			return names, levels
		}),
	} {
		b.table(t)
	}
	b.figure(b.w.adoptionFigure(tables), "", b.w.number0, true)
}

// levelsOfTables has the start in its first row and the end of each table below.
func (b *paper) levelsOfTables(tables []*workshop.Table, caption string, of func(*game.State) (names, levels []string)) report.Table {
	names, levels := of(&tables[0].Play.Start)
	t := report.Table{Caption: caption, Sheet: caption, Head: append([]string{b.p.T("workshop.debrief.table")}, names...),
		Rows: [][]string{append([]string{b.p.T("report.game.start")}, levels...)}}
	for _, table := range tables {
		_, levels := of(table.Play.Last())
		t.Rows = append(t.Rows, append([]string{b.w.table(table.Number)}, levels...))
	}
	return t
}

// tablesAcross is how many tables fit beside each other on a page of paper.
const tablesAcross = 5

// alignments say what each table did for its needs and for the principles.
func (b *paper) alignments(tables []*workshop.Table) {
	b.section(1, "alignment", b.p.T("report.game.alignment"), false)
	var needs []report.Text
	for _, t := range tables {
		for _, score := range b.w.sc.Alignment(t.Play.Last()).Needs {
			needs = append(needs, titled(b.w.table(t.Number)+":", b.needScore(&b.w.speaker, score)))
		}
	}
	b.list(report.Bullets, needs)
	b.table(b.principleShares(b.w.principleTable(tables, false)))
}

// principleShares is what was done for each principle, of what was possible: by
// table, or of many tables the least and the most.
func (b *paper) principleShares(v *principleTable) report.Table {
	t := report.Table{Caption: b.p.T("workshop.debrief.principles"), Sheet: b.p.T("game.figure.principle"), Head: []string{b.p.T("game.figure.principle")}}
	many := len(v.Tables) > tablesAcross
	if many {
		t.Head = append(t.Head, b.p.T("report.workshop.least"), b.p.T("report.workshop.most"))
	} else {
		t.Head = append(t.Head, v.Tables...)
	}
	for _, row := range v.Rows {
		cells := row.Cells
		if many {
			cells = ends(cells)
		}
		out := []string{row.Name}
		for _, c := range cells {
			if c.AtStake {
				out = append(out, b.p.T("report.percent", "value", c.Percent))
			} else {
				out = append(out, b.p.T("game.figure.not_at_stake"))
			}
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

// ends are the least and the most of the cells where something was at stake.
func ends(cells []principleCell) []principleCell {
	stakes := slices.DeleteFunc(slices.Clone(cells), func(c principleCell) bool { return !c.AtStake })
	if len(stakes) == 0 {
		return make([]principleCell, 2)
	}
	by := func(a, b principleCell) int { return a.Percent - b.Percent }
	return []principleCell{slices.MinFunc(stakes, by), slices.MaxFunc(stakes, by)}
}

// questions are those that were on the wall when the tables looked at their own work.
func (b *paper) questions() {
	if prompts := b.w.allPrompts(workshop.Transition); len(prompts) > 0 {
		b.section(1, "prompts", b.p.T("game.ending.prompts"), false)
		b.slide(b.p.T("game.ending.prompts"))
		b.list(report.Bullets, plains(prompts))
	}
}

// tableRecords is one row a round and a table, for who calculates.
func (b *paper) tableRecords() report.Table {
	t := report.Table{Caption: b.p.T("report.game.records"), Sheet: b.p.T("report.game.records"), Head: []string{b.p.T("report.col.number"), b.p.T("report.col.question"),
		b.p.T("workshop.debrief.table"), b.p.T("report.game.decision"), b.p.T("report.game.moves_head"), b.p.T("report.game.reason")}}
	for turn := range b.w.schedule {
		for _, c := range b.w.told(turn) {
			decision, reason := b.decided(&c)
			t.Rows = append(t.Rows, []string{strconv.Itoa(turn + 1), b.w.dilemma(turn).Title, c.Table, decision, b.p.List(c.Moves), reason})
			t.Numbers = append(t.Numbers, []report.Value{report.Of(float64(turn + 1)), {}, {}, {}, {}, {}})
		}
	}
	return t
}

package web

import (
	"strconv"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game"
)

// ofGame is the report of a solo game alone.
func (b *paper) ofGame() {
	b.section(1, "summary", b.p.T("report.summary"), true)
	b.say(report.Lead, b.gameLead())
	b.ending(2)
	b.promise(2)
	b.section(1, "game", b.p.T("report.game.decisions"), true)
	b.slide(b.p.T("report.game.decisions"))
	b.decisions()
	b.course(1)
	b.gameMethod(1)
	b.section(1, "limits", b.p.T("report.limits"), false)
	b.slide(b.p.T("report.limits"))
	b.say(report.Paragraph, b.p.T("method.game.nature.text"))
	b.gameSources(1, "sources", b.p.T("report.sources"), b.g.sc)
	b.doc.Records = b.turnRecords()
	b.doc.Reading = []string{b.p.T("report.game.you"), b.p.T("method.game.nature.text")}
}

// game tells of the game below a heading of the report of a test.
func (b *paper) game(level int) {
	b.ending(level)
	b.promise(level)
	b.section(level, "decisions", b.p.T("report.game.decisions"), false)
	b.decisions()
	b.course(level)
	b.gameMethod(level)
	b.say(report.Note, b.p.T("method.game.nature.text"))
}

// gameFacts say which story was played, when and by whom.
func (b *paper) gameFacts() {
	x := b.g
	b.fact(b.p.T("report.game.story"), b.p.T("report.game.story_of", "story", x.w.Title, "ref", x.sc.Ref.String(), "count", len(x.turns)))
	if n := len(x.turns); n > 0 && !x.turns[n-1].At.IsZero() {
		b.fact(b.p.T("report.game.played"), b.p.Date(x.turns[n-1].At))
	}
	if x.solo.Role != "" {
		b.fact(b.p.T("report.game.by"), b.p.T("report.game.one", "role", x.roleInside(x.solo.Role)))
	}
}

// gameLead is how the game ended in one sentence.
func (b *paper) gameLead() string {
	last := b.g.play.Last()
	return b.p.T("report.game.lead", "story", b.g.w.Title, "ending", b.g.w.Endings[b.g.sc.Arrived(last).ID].Title, "outcome", b.g.points(b.g.sc.Outcome(last)))
}

// ending is where the organisation of the story arrived, and why.
func (b *paper) ending(level int) {
	x := b.g
	w := x.w.Endings[x.sc.Arrived(x.play.Last()).ID]
	b.section(level, "ending", b.p.T("report.game.ended"), false)
	b.slide(b.gameLead())
	b.say(report.Paragraph, w.Story)
	b.say(report.Paragraph, x.endingWhy())
	b.list(report.Bullets, []report.Text{titled(b.p.T("game.ending.carried")+":", w.Carried), titled(b.p.T("game.ending.cost")+":", w.Cost)})
	if len(w.Prompts) > 0 {
		b.section(level, "prompts", b.p.T("game.ending.prompts"), false)
		b.list(report.Bullets, plains(w.Prompts))
	}
}

// promise is what the player will really do.
func (b *paper) promise(level int) {
	b.section(level, "promise", b.p.T("report.game.promise"), false)
	b.slide(b.p.T("report.game.promise"))
	if text := b.g.pledgeSentence(); text != "" {
		b.say(report.Notice, text)
	} else {
		b.say(report.Paragraph, b.p.T("report.game.promise.none"))
	}
}

// decisions are the rounds, one a row: what was decided, why, and what came of it.
func (b *paper) decisions() {
	t := report.Table{Caption: b.p.T("report.game.decisions"), Sheet: b.p.T("report.game.sheet"), Widths: []int{16, 25, 21, 38},
		Head: []string{b.p.T("report.game.round"), b.p.T("report.game.decision"), b.p.T("report.game.reason"), b.p.T("report.game.after")}}
	for i, turn := range b.g.turns {
		r := b.g.pathRound(i, turn)
		reason := r.Reason
		if reason == "" {
			reason = b.p.T("report.game.no_reason")
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(r.N) + ". " + r.Title, joined("\n", r.Chosen, b.moves(r.Moves)), reason, b.cameOf(turn, &b.g.play.Steps[i+1].State)})
	}
	b.say(report.Note, b.p.T("report.game.you"))
	b.table(t)
}

// moves names the moves beside a decision, or says nothing without any.
func (b *paper) moves(names string) string {
	if names == "" {
		return ""
	}
	return b.p.T("report.game.moves", "moves", names)
}

// cameOf is what a decision led to in the story, and the event that came then.
func (b *paper) cameOf(turn game.Turn, after *game.State) string {
	text := b.g.w.Options[turn.Option].Consequence
	if id, which := b.g.sc.EventOf(after, turn.Round); id != "" {
		e := b.g.w.Events[id]
		text = joined("\n", text, b.p.T("report.game.event", "event", e.Title), e.Cases[which])
	}
	return text
}

// course is how the indicators and the groups of staff moved, and what was done
// for needs and principles.
func (b *paper) course(level int) {
	x := b.g
	b.section(level, "course", b.p.T("game.ending.changes"), false)
	if level == 1 {
		b.slide(b.p.T("game.ending.changes")) // beside a test there is no room for it
	}
	b.table(b.bandTable(&x.speaker, &x.play.Start, x.play.Last()))
	b.figure(x.indicatorFigure(), "", x.number0, false)
	groups := x.groupFigure()
	b.figure(groups, groups.Title, x.number0, true)
	b.figure(x.stageFigure(), "", x.number0, false)
	a := x.sc.Alignment(x.play.Last())
	b.section(level, "alignment", b.p.T("report.game.alignment"), false)
	var needs []string
	for _, score := range a.Needs {
		needs = append(needs, b.needScore(&x.speaker, score))
	}
	b.list(report.Bullets, plains(needs))
	principles := x.principleFigure(a)
	principles.Title = b.p.T("report.game.principles")
	b.figure(principles, principles.Title, x.number0, true)
	b.orderRules(x.orderRules(a.Order))
}

// orderRules are the rules of order that were at stake.
func (b *paper) orderRules(kept, broken []string) {
	var items []report.Text
	for _, text := range kept {
		items = append(items, titled(b.p.T("game.numbers.kept"), text))
	}
	for _, text := range broken {
		items = append(items, titled(b.p.T("game.numbers.broken"), text))
	}
	b.list(report.Bullets, items)
}

// needScore says whether the choices served a need.
func (b *paper) needScore(sp *speaker, score game.Score) string {
	percent, atStake := score.Percent()
	if !atStake {
		return b.p.T("report.game.need_none", "need", sp.need(score.ID))
	}
	return b.p.T("report.game.need", "need", sp.need(score.ID), "percent", percent)
}

// bandTable sets the start beside the end, in words with the number.
func (b *paper) bandTable(sp *speaker, start, end *game.State) report.Table {
	t := report.Table{Caption: b.p.T("game.ending.changes"), Sheet: b.p.T("game.ending.changes"), Widths: []int{40, 30, 30},
		Head: []string{b.p.T("report.glance.what"), b.p.T("report.game.start"), b.p.T("report.game.end")}}
	row := func(name, was, word string, before, after int) {
		t.Rows = append(t.Rows, []string{name, b.levelOf(was, before), b.levelOf(word, after)})
	}
	for i, v := range sp.bands(end, start) {
		row(v.Name, v.WasWord, v.Word, start.Level(game.Indicator(i)), end.Level(game.Indicator(i)))
	}
	for i, v := range sp.groups(end, start) {
		row(joined(", ", v.Name, b.p.T("game.people", "count", v.Size)), v.WasWord, v.Word, start.Adoption(i), end.Adoption(i))
	}
	return t
}

// levelOf is a band with its number of 100.
func (b *paper) levelOf(word string, value int) string {
	return b.p.T("report.game.level", "word", word, "value", value)
}

// gameMethod is how the outcome of this very game adds up.
func (b *paper) gameMethod(level int) {
	b.section(level, "game-method", b.p.T("report.method"), false)
	b.say(report.Paragraph, b.p.T("report.game.method"))
	b.figure(b.g.outcomeFigure(), "", func(v float64) string { return b.p.Number(v, 1) }, true)
}

// gameSources are the texts that a story leans on.
func (b *paper) gameSources(level int, id, title string, sc *game.Scenario) {
	var list []cited
	for _, s := range b.ed.library.ScenarioSources(sc.Ref) {
		list = append(list, cited{Source: s})
	}
	if len(list) > 0 {
		b.section(level, id, title, false)
		b.cite(list)
	}
}

// turnRecords is one row a round, for who calculates.
func (b *paper) turnRecords() report.Table {
	t := report.Table{Caption: b.p.T("report.game.records"), Sheet: b.p.T("report.game.records"), Head: []string{b.p.T("report.col.number"), b.p.T("report.col.question"),
		b.p.T("report.game.decision"), b.p.T("report.game.moves_head"), b.p.T("report.game.reason"), b.p.T("report.game.after")}}
	for i, turn := range b.g.turns {
		r := b.g.pathRound(i, turn)
		t.Rows = append(t.Rows, []string{strconv.Itoa(r.N), r.Title, r.Chosen, r.Moves, r.Reason, b.cameOf(turn, &b.g.play.Steps[i+1].State)})
		t.Numbers = append(t.Numbers, []report.Value{report.Of(float64(r.N)), {}, {}, {}, {}, {}})
	}
	return t
}

package web

import (
	"slices"
	"strconv"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// summary is the page to read aloud.
func (b *paper) summary() {
	x, v := b.x, b.x.overallView()
	b.section(1, "summary", b.p.T("report.summary"), true)
	b.slide(b.headline())
	if v.Published {
		b.say(report.Lead, joined(" ", b.headline(), v.Line, v.RangeSentence))
		b.say(report.Paragraph, b.p.T("result.typical_level")+" "+v.Text)
		if len(v.HeldBy) > 0 {
			b.say(report.Notice, b.p.T("report.held", "count", len(v.HeldBy), "dimensions", b.p.List(v.HeldBy), "average", v.AverageBand, "level", v.Level))
		} else {
			b.say(report.Paragraph, b.p.T("report.not_held"))
		}
	} else {
		b.say(report.Lead, b.headline())
		b.say(report.Paragraph, b.p.T("result.unknown.text", "low", v.Low, "high", v.High, "range", v.Range))
	}
	if !x.form.DimensionScores {
		b.say(report.Notice, b.p.T("report.quick"))
	} else if v.Published && v.Provisional {
		b.say(report.Notice, b.p.T("report.provisional", "coverage", v.Coverage))
	}
	if x.test.AnswersRevision != x.submission.AnswersRevision {
		b.say(report.Notice, b.p.T("report.changed"))
	}
	if x.form.DimensionScores {
		b.extremes()
	}
	b.first()
}

// glances is the result in numbers; it begins what is not read aloud.
func (b *paper) glances() {
	title := b.p.T("result.glance")
	if b.x.form.DimensionScores {
		title = b.p.T("result.nav.scores")
	}
	b.section(1, "scores", title, true)
	b.slide(b.headline())
	b.table(b.glance(b.x.overallView()))
}

// extremes are the strongest and the weakest subjects.
func (b *paper) extremes() {
	strongest, weakest := b.x.names(b.x.analysis.Strongest), b.x.names(b.x.analysis.Weakest)
	message := b.x.alike()
	if len(strongest) > 0 && len(weakest) > 0 {
		message = b.p.T("report.slide.extremes", "strongest", strongest[0].Name, "weakest", weakest[0].Name)
	}
	b.section(2, "strongest", b.p.T("result.strongest"), false)
	b.slide(message)
	b.nameScores(strongest)
	b.section(2, "weakest", b.p.T("result.weakest"), false)
	b.slide(message)
	b.nameScores(weakest)
}

func (b *paper) nameScores(names []nameScore) {
	var items []report.Text
	for _, n := range names {
		items = append(items, report.Plain(b.p.T("report.name_score", "name", n.Name, "score", n.Score)))
	}
	if len(items) == 0 {
		b.say(report.Paragraph, b.x.alike())
	}
	b.list(report.Numbered, items)
}

// first are the three steps to take first.
func (b *paper) first() {
	var items []report.Text
	var topics []string
	for _, a := range firstOpen(b.x.actionViews()) {
		topics = append(topics, a.Topic)
		items = append(items, titled(a.Topic+".", joined(" ", a.Do, "("+joined(", ", a.who(), b.p.T("result.plan.by", "date", a.Time))+")")))
	}
	if len(items) > 0 {
		b.section(2, "first", b.p.T("result.first"), false)
		b.slide(b.p.T("report.slide.first", "topics", b.p.List(topics)))
		b.list(report.Numbered, items)
	}
}

// who is the owner of an action, or the role that is suggested.
func (a *actionView) who() string {
	if a.Owner != "" {
		return a.Owner
	}
	return a.Who
}

// glance is the whole result in numbers.
func (b *paper) glance(v overallView) report.Table {
	o := &b.x.analysis.Result.Overall
	t := report.Table{Caption: b.p.T("result.glance"), Sheet: b.p.T("result.glance"), Widths: []int{28, 18, 54},
		Head: []string{b.p.T("report.glance.what"), b.p.T("report.glance.value"), b.p.T("report.glance.about")}}
	row := func(name, value, about string, number report.Value) {
		t.Rows = append(t.Rows, []string{name, value, about})
		t.Numbers = append(t.Numbers, []report.Value{{}, number, {}})
	}
	of := func(value string) string { return b.p.T("report.of_hundred", "value", value) }
	if v.Published {
		row(b.p.T("report.level_name"), strconv.Itoa(v.Level), joined(" ", v.Name+".", v.RangeSentence), report.Of(float64(v.Level)))
	} else {
		row(b.p.T("report.level_name"), v.Range, b.p.T("report.range_unknown"), report.Value{})
	}
	about := ""
	if v.Low != v.High {
		about = b.p.T("result.bounds", "low", v.Low, "high", v.High)
	}
	if !v.Published {
		row(b.p.T("result.overall"), of(v.Low+"–"+v.High), about, report.Value{})
	} else {
		about = joined(" ", about, b.p.T("result.sensitivity", "low", v.SensLow, "high", v.SensHigh))
		if b.x.form.DimensionScores {
			about = joined(" ", about, b.p.T("result.balance", "balance", v.Balance, "minimum", v.Minimum))
		}
		row(b.p.T("result.overall"), of(v.Score), about, report.Of(o.Score))
	}
	if b.x.form.DimensionScores {
		for i, index := range b.x.indexViews() {
			if index.Published {
				row(index.Name, of(index.Score), index.About, report.Of(b.x.analysis.Result.Indices[i].Score))
			} else {
				row(index.Name, b.p.T("result.index.none"), index.About, report.Value{})
			}
		}
	}
	row(b.p.T("result.known"), b.p.T("report.percent", "value", v.Coverage), b.known(), report.Of(100*o.Coverage))
	return t
}

// scores are the charts of the result, with one table of what they show.
func (b *paper) scores() {
	radar, gaps := b.x.scoreFigure(report.Radar), b.x.gapFigure()
	radar.Title = b.p.T("report.radar.title")
	b.figure(b.x.scoreFigure(report.Bars), b.p.T("result.nav.scores"), b.x.number, false)
	b.figure(radar, "", b.x.number, false)
	b.section(2, "gaps", gaps.Title, false)
	b.slide(gaps.Sentence)
	b.say(report.Paragraph, b.p.T("report.gaps.about"))
	b.figure(gaps, gaps.Title, b.x.number, false)
	b.table(b.scoreTable())
}

// scoreTable is each subject with its score, its bounds and its target.
func (b *paper) scoreTable() report.Table {
	scores, gaps := b.x.scoreFigure(report.Bars), b.x.gapFigure()
	now, target := scores.Table(b.x.number), gaps.Table(b.x.number)
	t := report.Table{Caption: b.p.T("report.scores.table"), Head: append(now.Head, target.Head[2]), Notes: now.Notes, Numbers: scores.Numbers()}
	for i, row := range now.Rows {
		t.Rows = append(t.Rows, append(row, target.Rows[i][2]))
		t.Numbers[i] = append(t.Numbers[i], gaps.Series[1].Values[i])
	}
	return t
}

// subjects are the dimensions one by one.
func (b *paper) subjects() {
	b.section(1, "subjects", b.p.T("result.nav.detail"), false)
	for _, s := range b.x.dimensionSections() {
		v := s.Head
		b.section(2, "subject-"+v.ID, v.Name, false)
		b.say(report.Note, v.About)
		switch {
		case v.Quick:
		case v.Published:
			line := b.p.T("report.of_hundred", "value", v.Score)
			rest := joined(" · ", b.p.T("result.band", "band", v.BandRange, "name", v.BandName), b.between(v))
			if v.Holds {
				rest = joined(" · ", rest, b.p.T("result.holds"))
			}
			b.add(report.Block{Kind: report.Paragraph, Text: titled(line, "· "+rest)})
			b.say(report.Paragraph, b.p.T("result.typical")+" "+v.BandText)
		case v.OutOfScope:
			b.say(report.Notice, b.p.T("report.out_of_scope", "count", v.NA))
		default:
			b.say(report.Notice, b.p.T("report.too_few", "answered", v.Answered, "total", v.Applies, "low", v.Low, "high", v.High))
		}
	}
}

func (b *paper) between(v dimensionView) string {
	if v.Low == v.High {
		return ""
	}
	return b.p.T("result.between", "low", v.Low, "high", v.High)
}

// findings are answers that are hard to combine.
func (b *paper) findings() {
	var items []report.Text
	for _, f := range b.x.findingViews() {
		items = append(items, titled(f.SeverityName+".", joined(" ", f.Text, f.Advice)))
	}
	if len(items) == 0 {
		return
	}
	b.section(1, "findings", b.p.T("result.nav.findings"), false)
	b.say(report.Paragraph, b.p.T("result.findings.about"))
	b.list(report.Bullets, items)
}

// method is the calculation with these very answers.
func (b *paper) method() {
	b.section(1, "method", b.p.T("report.method"), false)
	b.slide(b.p.T("report.slide.method"))
	b.say(report.Paragraph, b.p.T("report.method.about"))
	v := b.x.workedView()
	if v == nil {
		b.say(report.Paragraph, b.p.T("figure.scores.none"))
		return
	}
	var steps []string
	if b.x.form.DimensionScores {
		steps = append(steps, b.p.T("report.worked.dimension", "dimension", v.Dimension, "values", v.Values, "sum", v.Sum, "max", v.Max, "score", v.Score))
	}
	if v.Level > 0 {
		steps = append(steps, b.p.T("result.worked.average", "average", v.Average, "band", v.AverageBand),
			b.p.T("result.worked.gate", "weakest", v.Weakest, "score", v.WeakestScore, "band", v.WeakestBand, "limit", v.Limit),
			b.p.T("report.worked.level", "average", v.AverageBand, "limit", v.Limit, "level", v.Level))
	}
	if w := v.Priority; w != nil {
		text := b.p.T("result.worked.priority", "topic", w.Topic, "gap", w.Gap, "impact", w.Impact, "effort", w.Effort, "priority", w.Priority)
		if w.Lifts {
			text = joined(" ", text, b.p.T("report.worked.lifts"))
		}
		steps = append(steps, text)
	}
	b.list(report.Numbered, plains(steps))
	b.levels()
}

// levels is the table of what each level means.
func (b *paper) levels() {
	t := report.Table{Caption: b.p.T("method.levels"), Head: []string{b.p.T("method.level"), b.p.T("method.from"), b.p.T("method.meaning")}, Widths: []int{25, 15, 60}}
	for i, l := range b.x.levelRows() {
		t.Rows = append(t.Rows, []string{strconv.Itoa(l.N) + ". " + l.Name, l.From, l.Line})
		t.Numbers = append(t.Numbers, []report.Value{{}, report.Of(float64(25 * i)), {}})
	}
	b.table(t)
}

// limits says what the result cannot carry.
func (b *paper) limits() {
	b.section(1, "limits", b.p.T("report.limits"), false)
	b.slide(b.p.T("report.slide.limits"))
	b.say(report.Paragraph, b.p.T("method.nature.text"))
}

// sources are the texts that the questionnaire and the facts lean on.
func (b *paper) sources() {
	b.section(1, "sources", b.p.T("report.sources"), false)
	var list []cited
	for _, s := range b.x.q.Sources {
		list = append(list, cited{Source: s})
	}
	b.cite(list)
	b.toolSources()
	if b.g != nil {
		b.gameSources(2, "sources-game", b.p.T("report.sources.game"), b.g.sc)
	}
}

// cited is a source with who leans on it, if that is told.
type cited struct {
	assessment.Source
	by string
}

// cite lists sources. A day on which all were checked is said once, below.
func (b *paper) cite(list []cited) {
	var items []report.Text
	same := slices.IndexFunc(list, func(s cited) bool { return s.Date != list[0].Date }) < 0
	for _, s := range list {
		text := report.Text{{Text: s.Title, Link: s.URL}}
		if s.by != "" {
			text = append(report.Text{{Text: s.by + ": "}}, text...)
		}
		if s.Date != "" && !same {
			text = append(text, report.Run{Text: ". " + b.p.T("method.checked", "date", b.day(s.Date))})
		}
		items = append(items, text)
	}
	b.list(report.Bullets, items)
	if same && len(list) > 0 && list[0].Date != "" {
		b.say(report.Note, b.p.T("method.checked", "date", b.day(list[0].Date)))
	}
}

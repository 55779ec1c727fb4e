package web

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

func (s *Server) resultPage(c *gin.Context, x outcome) (resultPage, error) {
	printer := x.ed.printers[x.lang]
	p := resultPage{Page: s.page(c, x.ed, x.lang, printer.T("result.title")), Organisation: x.test.Profile.Name, Staff: x.test.Profile.Staff,
		Submitted: printer.Date(x.submission.At), Test: s.facts(x.loaded), Form: x.form.ID, Quick: !x.form.DimensionScores,
		Changed: x.test.AnswersRevision != x.submission.AnswersRevision, Ref: x.test.Ref.String()}
	p.Nav, p.HasTest, p.Take = "test", true, x.ed.take(x.lang, "/test/report", nil)
	if x.test.Profile.Country != "" {
		p.Country = printer.Country(x.test.Profile.Country)
	}
	p.Overall = x.overallView()
	p.Scored, p.Applicable = x.answeredOf()
	p.Dimensions = x.dimensionSections()
	p.Strongest, p.Weakest, p.Alike = x.names(x.analysis.Strongest), x.names(x.analysis.Weakest), x.alike()
	p.Indices, p.Unknown, p.NotApplicable = x.indexViews(), x.unknownViews(), x.notApplicable()
	p.Actions, p.Settled = x.actionViews(), x.settledViews()
	p.First = firstOpen(p.Actions)
	if len(p.Actions) > nearSteps {
		p.Actions, p.Later = p.Actions[:nearSteps], p.Actions[nearSteps:]
	}
	p.Findings, p.Worked, p.Levels = x.findingViews(), x.workedView(), x.levelRows()
	var err error
	if !p.Quick {
		p.Scores, p.Radar, p.Gaps, err = x.figures()
	}
	return p, err
}

// answeredOf is how many questions have a score, of those that apply.
func (x *outcome) answeredOf() (scored, applicable int) {
	for i := range x.analysis.Result.Dimensions {
		scored += x.analysis.Result.Dimensions[i].Answered
		applicable += x.analysis.Result.Dimensions[i].Applicable()
	}
	return scored, applicable
}

// firstOpen are the first three actions that still have to be done.
func firstOpen(actions []actionView) []actionView {
	var out []actionView
	for _, a := range actions {
		if done := assessment.ActionStatus(a.StatusCode); done != assessment.ActionDone && done != assessment.ActionDropped && len(out) < 3 {
			out = append(out, a)
		}
	}
	return out
}

// nearSteps is how many actions are shown with everything; the rest stand in a short list.
const nearSteps = 6

func (x *outcome) number(v float64) string { return x.ed.printers[x.lang].Number(v, 0) }

func (x *outcome) levelRows() []levelRow {
	var out []levelRow
	for i, l := range x.words.Levels {
		out = append(out, levelRow{i + 1, l.Name, l.Line, strconv.Itoa(25 * i)})
	}
	return out
}

// span writes a range of levels or bands: "3" or "2-3".
func span(low, high int) string {
	if low == high {
		return strconv.Itoa(low)
	}
	return strconv.Itoa(low) + "–" + strconv.Itoa(high)
}

func (x *outcome) overallView() overallView {
	o, printer := &x.analysis.Result.Overall, x.ed.printers[x.lang]
	v := overallView{Published: o.Published, Level: o.Level, Range: span(o.LevelLow, o.LevelHigh), AverageBand: o.AverageBand, Provisional: o.Provisional,
		Score: x.number(o.Score), Low: x.number(o.Low), High: x.number(o.High), Balance: x.number(o.Balance), Minimum: x.number(o.Minimum),
		SensLow: x.number(o.SensitivityLow), SensHigh: x.number(o.SensitivityHigh), Coverage: x.number(100 * o.Coverage)}
	for _, d := range o.HeldBy {
		v.HeldBy = append(v.HeldBy, x.words.Dimensions[x.q.Dimensions[d].ID].Name)
	}
	for i := range x.words.Levels {
		v.Steps = append(v.Steps, i < o.Level)
	}
	if !o.Published {
		return v
	}
	l := x.words.Levels[o.Level-1]
	v.Name, v.Line, v.Text = l.Name, l.Line, l.Text
	v.Sentence = printer.T("result.level_sure", "level", o.Level, "name", l.Name)
	if o.LevelLow != o.LevelHigh {
		v.RangeSentence = printer.T("result.level_range", "low", o.LevelLow, "high", o.LevelHigh)
	}
	return v
}

func (x *outcome) dimensionSections() []dimensionSection {
	groups := x.groups("?from=check")
	out := make([]dimensionSection, len(groups))
	for d, g := range groups {
		r := &x.analysis.Result.Dimensions[d]
		w := x.words.Dimensions[x.q.Dimensions[d].ID]
		v := dimensionView{ID: r.ID, Name: w.Name, About: w.About, Published: r.Published, OutOfScope: r.OutOfScope, Quick: !x.form.DimensionScores, Total: g.Total,
			Score: x.number(r.Score), Low: x.number(r.Low), High: x.number(r.High), Band: r.Band, BandRange: span(r.BandLow, r.BandHigh),
			Answered: r.Answered, DontKnow: r.DontKnow, NA: r.NotApplicable, Blank: r.Blank, Applies: r.Applicable()}
		if r.Published {
			v.BandText, v.BandName = w.Bands[r.Band-1], x.words.Levels[r.Band-1].Name
		}
		for _, held := range x.analysis.Result.Overall.HeldBy {
			v.Holds = v.Holds || held == d
		}
		out[d] = dimensionSection{v, g.Rows}
	}
	return out
}

func (x *outcome) names(dims []int) []nameScore {
	var out []nameScore
	for _, d := range dims {
		r := &x.analysis.Result.Dimensions[d]
		out = append(out, nameScore{r.ID, x.words.Dimensions[r.ID].Name, x.number(r.Score)})
	}
	return out
}

func (x *outcome) indexViews() []indexView {
	var out []indexView
	for _, index := range x.analysis.Result.Indices {
		w := x.words.Indices[index.ID]
		out = append(out, indexView{w.Name, w.About, x.number(index.Score), index.Published})
	}
	return out
}

func (x *outcome) unknownViews() []unknownView {
	var out []unknownView
	for _, i := range x.analysis.Unknown {
		item := x.q.Items[i]
		v := unknownView{Topic: x.words.Items[item.ID].Topic, Href: questionAddress(item.ID) + "?from=check"}
		var who []string
		for _, role := range item.Roles {
			who = append(who, x.words.Roles[role])
		}
		v.Who = x.ed.printers[x.lang].List(who)
		out = append(out, v)
	}
	return out
}

func (x *outcome) notApplicable() []questionRow {
	var out []questionRow
	for place, i := range x.form.Items {
		if x.analysis.Entries[i].State == assessment.NotApplicable {
			out = append(out, x.row(place, i, "?from=check"))
		}
	}
	return out
}

func (x *outcome) findingViews() []findingView {
	var out []findingView
	for _, check := range x.analysis.Findings {
		w := x.words.Checks[check.ID]
		out = append(out, findingView{string(check.Severity), x.ed.printers[x.lang].T(severityTexts[check.Severity]), w.Finding, w.Advice})
	}
	return out
}

func (x *outcome) actionViews() []actionView {
	var out []actionView
	for n, a := range x.analysis.Actions {
		out = append(out, x.actionView(n+1, a))
	}
	return out
}

func (x *outcome) actionView(n int, a assessment.Action) actionView {
	item, printer := x.q.Items[a.Item], x.ed.printers[x.lang]
	w, stored := x.words.Items[item.ID], x.plan[item.ID]
	v := actionView{N: n, Item: item.ID, Topic: w.Topic, Dimension: x.words.Dimensions[x.q.Dimensions[item.Dimension].ID].Name,
		Now: w.Options[a.From], Target: w.Options[a.Target.Value], Do: w.Steps[a.From].Do, Who: w.Steps[a.From].Who,
		Time: printer.Date(x.due[a.Item]), Priority: printer.Number(a.Priority, 2), Lifts: a.Lifts,
		Early: a.Target.Value == 1, Owner: stored.Owner, Reason: stored.TargetReason, Chosen: a.Target.Chosen, StatusCode: string(stored.Status)}
	if v.StatusCode == "" {
		v.StatusCode = string(assessment.ActionOpen)
	}
	v.Status = printer.T(statusTexts[assessment.ActionStatus(v.StatusCode)])
	if due, err := time.Parse(time.DateOnly, stored.Due); err == nil {
		v.Due, v.Time = printer.Date(due), printer.Date(due)
	}
	v.After = printer.List(x.waitsFor(a))
	return v
}

// waitsFor are the topics that should be in place before an action.
func (x *outcome) waitsFor(a assessment.Action) []string {
	var topics []string
	for _, r := range a.WaitsFor {
		topics = append(topics, x.words.Items[x.q.Items[r].ID].Topic)
	}
	return topics
}

// settledViews are answered items at or above their target: chosen as good
// enough, or at the highest stage.
func (x *outcome) settledViews() []actionView {
	var out []actionView
	for _, i := range x.form.Items {
		e := x.analysis.Entries[i]
		if e.State != assessment.Scored || x.analysis.Targets[i].Value > e.Value {
			continue
		}
		w, stored := x.words.Items[x.q.Items[i].ID], x.plan[x.q.Items[i].ID]
		out = append(out, actionView{Item: x.q.Items[i].ID, Topic: w.Topic, Now: w.Options[e.Value], Reason: stored.TargetReason, Chosen: x.analysis.Targets[i].Chosen})
	}
	return out
}

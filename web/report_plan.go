package web

import (
	"strconv"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// plan is what to do, by whom and by when.
func (b *paper) plan() {
	actions := b.x.actionViews()
	b.section(1, "plan", b.p.T("report.plan"), false)
	switch {
	case len(actions) > 0:
		b.say(report.Paragraph, b.p.T("report.plan.about"))
		b.table(b.actionTable(actions))
		b.section(2, "targets", b.p.T("report.plan.targets"), false)
		b.slide(b.p.T("report.slide.targets"))
		b.table(b.targetTable(actions[:min(nearSteps, len(actions))]))
	case len(b.x.settledViews()) > 0:
		b.say(report.Paragraph, b.p.T("report.plan.none"))
	default:
		b.say(report.Paragraph, b.p.T("result.plan.unknown"))
	}
	b.settled()
	b.unknown()
}

// actionTable is the whole plan; what lifts the level and what waits says so.
func (b *paper) actionTable(actions []actionView) report.Table {
	t := report.Table{Caption: b.p.T("report.plan.table"), Sheet: b.p.T("report.plan.table"), Widths: []int{5, 18, 38, 22, 17},
		Head: []string{b.p.T("report.col.number"), b.p.T("plan.col.topic"), b.p.T("report.col.step"), b.p.T("report.plan.who"), b.p.T("plan.col.due")}}
	proposed := 0
	for _, a := range actions {
		step, topic, due := a.Do, a.Topic, a.Time
		if a.Lifts {
			topic += " (" + b.p.T("report.plan.lifts") + ")"
		}
		if a.After != "" {
			step += "\n" + b.p.T("result.plan.after", "topics", a.After)
		}
		if a.Due == "" {
			due, proposed = due+"\u00a0*", proposed+1
		}
		if assessment.ActionStatus(a.StatusCode) != assessment.ActionOpen {
			due += "\n" + a.Status
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(a.N), topic, step, a.who(), due})
		t.Numbers = append(t.Numbers, []report.Value{report.Of(float64(a.N)), {}, {}, {}, {}})
	}
	if proposed > 0 {
		t.Notes = append(t.Notes, "* "+b.p.T("report.plan.proposed"))
	}
	return t
}

// targetTable says for the first steps where the organisation is and goes.
func (b *paper) targetTable(actions []actionView) report.Table {
	t := report.Table{Caption: b.p.T("report.plan.targets"), Widths: []int{24, 38, 38},
		Head: []string{b.p.T("plan.col.topic"), b.p.T("plan.col.now"), b.p.T("plan.col.target")}}
	for _, a := range actions {
		target := a.Target
		if a.Early {
			target = b.p.T("result.plan.target_early") + " " + target
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(a.N) + ". " + a.Topic, a.Now, joined("\n", target, a.Reason)})
	}
	return t
}

// settled are the questions that need no step.
func (b *paper) settled() {
	var items []report.Text
	for _, v := range b.x.settledViews() {
		items = append(items, titled(v.Topic+":", joined(" ", v.Now, v.Reason)))
	}
	if len(items) > 0 {
		b.section(2, "settled", b.p.T("result.settled"), false)
		b.list(report.Bullets, items)
	}
}

// unknown are the questions to find out, with who may know.
func (b *paper) unknown() {
	var items []report.Text
	for _, v := range b.x.unknownViews() {
		items = append(items, titled(v.Topic+".", b.p.T("question.who", "roles", v.Who)))
	}
	if len(items) > 0 {
		b.section(2, "unknown", b.p.T("result.unknown.find"), false)
		b.say(report.Paragraph, b.p.T("report.unknown.about"))
		b.list(report.Bullets, items)
	}
}

// appendix are all answers in one table.
func (b *paper) appendix() {
	b.section(1, "appendix", b.p.T("report.appendix"), false)
	t := report.Table{Caption: b.p.T("report.appendix"), Widths: []int{5, 17, 39, 39},
		Head: []string{b.p.T("report.col.number"), b.p.T("plan.col.dimension"), b.p.T("report.col.question"), b.p.T("report.col.answer")}}
	for _, s := range b.x.dimensionSections() {
		for _, r := range s.Rows {
			t.Rows = append(t.Rows, []string{strconv.Itoa(r.N), s.Head.Name, r.Question, joined("\n", r.Answer, b.remark(r.Reason, r.Comment))})
			t.Numbers = append(t.Numbers, []report.Value{report.Of(float64(r.N)), {}, {}, {}})
		}
	}
	b.table(t)
}

// remark is what somebody wrote beside an answer.
func (b *paper) remark(reason, comment string) string {
	if reason != "" {
		reason = b.p.T("check.reason") + " " + reason
	}
	return joined("\n", reason, comment)
}

// records is one row a question: answer and step, for who calculates.
func (b *paper) records() report.Table {
	t := report.Table{Caption: b.p.T("report.records"), Sheet: b.p.T("report.records"), Head: append([]string{
		b.p.T("report.col.number"), b.p.T("report.col.item"), b.p.T("plan.col.dimension"), b.p.T("plan.col.topic"), b.p.T("report.col.question"),
		b.p.T("report.col.answer"), b.p.T("report.col.stage"), b.p.T("report.col.note")}, b.stepHead()...)}
	steps := map[string]int{}
	for n, a := range b.x.analysis.Actions {
		steps[b.x.q.Items[a.Item].ID] = n
	}
	for place, i := range b.x.form.Items {
		item, r := &b.x.q.Items[i], b.x.row(place, i, "")
		e := b.x.analysis.Entries[i]
		row := []string{strconv.Itoa(r.N), item.ID, b.x.words.Dimensions[b.x.q.Dimensions[item.Dimension].ID].Name, r.Topic, r.Question, r.Answer, "", joined("\n", r.Reason, r.Comment)}
		numbers := make([]report.Value, len(t.Head))
		numbers[0] = report.Of(float64(r.N))
		if e.State == assessment.Scored {
			row[6], numbers[6] = strconv.Itoa(int(e.Value)), report.Of(float64(e.Value))
		}
		n, ok := steps[item.ID]
		t.Rows, t.Numbers = append(t.Rows, append(row, b.stepCells(n, ok, numbers)...)), append(t.Numbers, numbers)
	}
	return t
}

func (b *paper) stepHead() []string {
	return []string{b.p.T("plan.col.order"), b.p.T("plan.col.target"), b.p.T("plan.col.do"), b.p.T("plan.col.who"), b.p.T("plan.col.owner"),
		b.p.T("plan.col.due"), b.p.T("plan.col.status"), b.p.T("plan.col.priority"), b.p.T("plan.col.after")}
}

// stepCells are the cells of stepHead for action n, empty without one.
func (b *paper) stepCells(n int, ok bool, numbers []report.Value) []string {
	if !ok {
		return make([]string, len(b.stepHead()))
	}
	a := b.x.analysis.Actions[n]
	v := b.x.actionView(n+1, a)
	step := len(numbers) - len(b.stepHead())
	numbers[step], numbers[step+7] = report.Of(float64(v.N)), report.Of(a.Priority)
	return []string{strconv.Itoa(v.N), v.Target, v.Do, v.Who, v.Owner, b.x.due[a.Item].Format(time.DateOnly), v.Status, v.Priority, v.After}
}

// day writes a date of a file in words, or as it stands.
func (b *paper) day(date string) string {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return b.p.Date(t)
	}
	return date
}

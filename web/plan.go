package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// planPage edits the plan for one item: the target and who does what by when.
type planPage struct {
	Page
	Problems             []problem
	Item, Topic          string
	Question             string
	NowText              string
	Step                 string
	StepWho              string
	Weeks                int
	Targets              []targetChoice
	Owner, Due, Reason   string
	Status               string
	Statuses             []statusChoice
	DimensionName, About string
}

type targetChoice struct {
	Code, Title, Text string
	Selected          bool
}

type statusChoice struct {
	Code, Title string
	Selected    bool
}

// statusTexts names the statuses of an action; literal keys, so that tests can find them.
var statusTexts = map[assessment.ActionStatus]string{
	assessment.ActionOpen: "status.open", assessment.ActionStarted: "status.started",
	assessment.ActionDone: "status.done", assessment.ActionDropped: "status.dropped",
}

// outcome is a submitted test with everything its result page needs.
type outcome struct {
	loaded
	submission assessment.Submission
	plan       map[string]assessment.PlanItem
	analysis   assessment.Analysis
	due        map[int]time.Time // of the actions, by item
}

// outcome finds the latest submission of this browser's test.
func (s *Server) outcome(c *gin.Context) (outcome, error) {
	key := s.keyHash(c)
	if key == "" {
		return outcome{}, errNoTest
	}
	t, sub, plan, err := s.Tests.Result(c, key)
	if err != nil {
		return outcome{}, err
	}
	return s.outcomeOf(s.languageOf(c), t, sub, plan)
}

func (s *Server) outcomeOf(lang string, t assessment.Test, sub assessment.Submission, plan []assessment.PlanItem) (outcome, error) {
	x, err := s.planOf(lang, t, sub, plan)
	if err == nil {
		x.analyse(plan)
	}
	return x, err
}

// analyse fills in what follows from the answers and the plan.
func (x *outcome) analyse(plan []assessment.PlanItem) {
	targets := make(map[string]int)
	x.plan = make(map[string]assessment.PlanItem, len(plan))
	for _, p := range plan {
		x.plan[p.Item] = p
		if p.Target >= 0 {
			targets[p.Item] = p.Target
		}
	}
	x.analysis = assessment.Analyse(x.q, x.form, x.submission.Entries, targets)
	x.due = x.dueDates()
}

// planOf is an outcome without its analysis: enough to change the plan.
func (s *Server) planOf(lang string, t assessment.Test, sub assessment.Submission, plan []assessment.PlanItem) (outcome, error) {
	x := outcome{submission: sub, plan: make(map[string]assessment.PlanItem, len(plan))}
	for _, p := range plan {
		x.plan[p.Item] = p
	}
	var err error
	x.loaded, err = s.loadedFrom(lang, t, sub.Entries)
	return x, err
}

var errNotSubmitted = errs.New(errs.Conflict, "error.not_submitted")

// planItem finds the item of the address among the answered ones.
func (s *Server) planItem(c *gin.Context) (outcome, int, error) {
	key := s.keyHash(c)
	if key == "" {
		return outcome{}, 0, errNoTest
	}
	t, sub, plan, err := s.Tests.Result(c, key)
	if err != nil {
		return outcome{}, 0, err
	}
	x, err := s.planOf(s.languageOf(c), t, sub, plan)
	if err != nil {
		return x, 0, err
	}
	if x.submission.Seq == 0 {
		return x, 0, errNotSubmitted
	}
	i, ok := x.q.Item(c.Param("item"))
	if !ok || x.form.Place(i) < 0 || x.answer(i).State != assessment.Scored {
		return x, 0, errPageNotFound()
	}
	return x, i, nil
}

func (s *Server) getPlanItem(c *gin.Context) error {
	x, i, err := s.planItem(c)
	if err != nil {
		return err
	}
	stored := x.plan[x.q.Items[i].ID]
	typed := url.Values{"owner": {stored.Owner}, "due": {stored.Due}, "target_reason": {stored.TargetReason}, "status": {string(stored.Status)}, "target": {x.targetCode(i)}}
	s.render(c, x.ed, http.StatusOK, "plan", s.planPage(c, x, i, typed, nil))
	return nil
}

// answer is the submitted answer to an item.
func (x *outcome) answer(i int) assessment.Answer { return x.entries[x.q.Items[i].ID].Answer }

// targetCode is what the target field holds for the stored target.
func (x *outcome) targetCode(i int) string {
	stored, ok := x.plan[x.q.Items[i].ID]
	switch {
	case !ok || stored.Target < 0:
		return "next"
	case stored.Target <= int(x.answer(i).Value):
		return "enough"
	default:
		return strconv.Itoa(stored.Target)
	}
}

func (s *Server) postPlanItem(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "target", "target_reason", "owner", "due", "status")
	}
	if err != nil {
		return err
	}
	x, i, err := s.planItem(c)
	if err != nil {
		return err
	}
	in := assessment.PlanInput{Item: x.q.Items[i].ID, Target: form.Get("target"), TargetReason: form.Get("target_reason"),
		Owner: form.Get("owner"), Due: form.Get("due"), Status: form.Get("status")}
	item, problems := assessment.ReadPlan(in, x.answer(i).Value)
	if len(problems) > 0 {
		s.render(c, x.ed, http.StatusUnprocessableEntity, "plan", s.planPage(c, x, i, form, s.problems(c, problems)))
		return nil
	}
	if err := s.Tests.SavePlan(c, x.test.KeyHash, []assessment.PlanItem{item}, s.Now()); err != nil {
		return err
	}
	return seeOther(c, "/test/result#plan-"+item.Item)
}

func (s *Server) planPage(c *gin.Context, x outcome, i int, typed url.Values, problems []problem) planPage {
	printer, item := x.ed.printers[x.lang], x.q.Items[i]
	w, now := x.words.Items[item.ID], x.answer(i).Value
	p := planPage{Page: s.page(c, x.ed, x.lang, printer.T("plan.title", "topic", w.Topic)), Problems: problems, Item: item.ID, Topic: w.Topic,
		Question: w.Question, NowText: w.Options[now], Owner: typed.Get("owner"), Due: typed.Get("due"), Reason: typed.Get("target_reason"),
		Status: typed.Get("status"), DimensionName: x.words.Dimensions[x.q.Dimensions[item.Dimension].ID].Name}
	p.Nav, p.Error = "test", len(problems) > 0
	if now < assessment.MaxValue {
		p.Step, p.StepWho, p.Weeks = w.Steps[now].Do, w.Steps[now].Who, item.Weeks[now]
		p.Targets = append(p.Targets, targetChoice{"next", printer.T("plan.target.next"), w.Options[now+1], typed.Get("target") == "next"})
	}
	for v := int(now) + 2; v <= assessment.MaxValue; v++ {
		code := strconv.Itoa(v)
		p.Targets = append(p.Targets, targetChoice{code, printer.T("plan.target.stage", "stage", code), w.Options[v], typed.Get("target") == code})
	}
	p.Targets = append(p.Targets, targetChoice{"enough", printer.T("plan.target.enough"), printer.T("plan.target.enough_about"), typed.Get("target") == "enough" || now == assessment.MaxValue})
	for _, status := range assessment.ActionStatuses {
		selected := string(status) == p.Status || p.Status == "" && status == assessment.ActionOpen
		p.Statuses = append(p.Statuses, statusChoice{string(status), printer.T(statusTexts[status]), selected})
	}
	return p
}

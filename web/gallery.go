package web

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// The gallery shows every page in every state with sample data, for designers
// and for the tests that walk it. It exists only with --dev.

// exhibit is one page in one state.
type exhibit struct {
	name string
	show func(*Server, *gin.Context) error
}

// exhibits is the whole gallery; a new page or state gets a row here.
func exhibits() []exhibit {
	return append([]exhibit{
		{"home", (*Server).getHome},
		{"start", func(s *Server, c *gin.Context) error { return s.exhibitStart(c, nil) }},
		{"start-resume", func(s *Server, c *gin.Context) error { return s.exhibitStart(c, &resume{N: 9, Total: 27}) }},
		{"start-errors", (*Server).exhibitStartErrors},
		{"question", func(s *Server, c *gin.Context) error { return s.exhibitQuestion(c, 200, filling{}) }},
		{"question-answered", func(s *Server, c *gin.Context) error {
			return s.exhibitQuestion(c, 200, filling{code: "2", comment: "See the plan of 3 March.\nPage 12 & <13>", saved: true})
		}},
		{"question-error", func(s *Server, c *gin.Context) error {
			return s.exhibitQuestion(c, 422, filling{problems: s.problems(c, []*errs.E{errs.Field("answer", "error.answer_missing")})})
		}},
		{"question-reason", func(s *Server, c *gin.Context) error {
			return s.exhibitQuestion(c, 422, filling{code: "na", fromCheck: true, problems: s.problems(c, []*errs.E{errs.Field("reason", "error.reason_missing")})})
		}},
		{"overview", (*Server).exhibitOverview},
		{"check-empty", func(s *Server, c *gin.Context) error { return s.exhibitCheck(c, "standard", 0, assessment.Draft) }},
		{"check-partial", func(s *Server, c *gin.Context) error { return s.exhibitCheck(c, "standard", 14, assessment.Draft) }},
		{"check-full", func(s *Server, c *gin.Context) error { return s.exhibitCheck(c, "standard", 27, assessment.Draft) }},
		{"check-closed", func(s *Server, c *gin.Context) error { return s.exhibitCheck(c, "quick", 9, assessment.Closed) }},
		{"link", (*Server).exhibitLink},
		{"delete", func(s *Server, c *gin.Context) error { return s.exhibitDelete(c, false) }},
		{"delete-gone", func(s *Server, c *gin.Context) error { return s.exhibitDelete(c, true) }},
		{"result-full", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleFull) }},
		{"result-standard", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleStandard) }},
		{"result-held", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleHeld) }},
		{"result-partial", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, samplePartial) }},
		{"result-unknown", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleUnknown) }},
		{"result-top", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleTop) }},
		{"result-quick", func(s *Server, c *gin.Context) error { return s.exhibitResult(c, sampleQuick) }},
		{"report", func(s *Server, c *gin.Context) error { return s.exhibitReport(c, nil) }},
		{"report-error", func(s *Server, c *gin.Context) error {
			return s.exhibitReport(c, []*errs.E{errs.Field("colour", "report.error.colour"), errs.Field("logo", "report.error.logo")})
		}},
		{"plan", func(s *Server, c *gin.Context) error { return s.exhibitPlan(c, nil) }},
		{"plan-error", func(s *Server, c *gin.Context) error {
			return s.exhibitPlan(c, s.problems(c, []*errs.E{errs.Field("due", "error.due")}))
		}},
		{"tools", func(s *Server, c *gin.Context) error { return s.exhibitTools(c, 200, url.Values{}, nil) }},
		{"tools-error", func(s *Server, c *gin.Context) error {
			return s.exhibitTools(c, 422, url.Values{"fact_staff": {"-3"}, "need_phone": {"must"}}, s.problems(c, []*errs.E{errs.Field("fact_staff", "error.tools_staff", "max", assessment.MaxStaff)}))
		}},
		{"answer", func(s *Server, c *gin.Context) error { return s.showAdvice(c, situationClear) }},
		{"answer-readiness", func(s *Server, c *gin.Context) error { return s.showAdvice(c, situationReadiness) }},
		{"answer-papers", func(s *Server, c *gin.Context) error { return s.showAdvice(c, situationPapers) }},
		{"answer-none", func(s *Server, c *gin.Context) error { return s.showAdvice(c, situationNone) }},
		{"fourstep", func(s *Server, c *gin.Context) error { return s.showFourStep(c, situationReadiness) }},
		{"fourstep-none", func(s *Server, c *gin.Context) error { return s.showFourStep(c, situationNone) }},
		{"tool", func(s *Server, c *gin.Context) error { return s.showTool(c, "viva-engage") }},
		{"tool-ended", func(s *Server, c *gin.Context) error { return s.showTool(c, "workplace-from-meta") }},
		{"compare", func(s *Server, c *gin.Context) error {
			return s.showCompare(c, url.Values{"a": {"yammer"}, "b": {"intranet"}, "c": {"facebook-group"}})
		}},
		{"compare-empty", func(s *Server, c *gin.Context) error { return s.showCompare(c, url.Values{}) }},
		{"method", (*Server).getMethod},
		{"privacy", (*Server).getPrivacy},
		{"accessibility", (*Server).getAccessibility},
		{"error-missing", func(*Server, *gin.Context) error { return errPageNotFound() }},
		{"error-link", func(*Server, *gin.Context) error { return errBrokenLink }},
		{"error-situation", func(*Server, *gin.Context) error { return errSituationLink }},
		{"error-closed", func(*Server, *gin.Context) error { return errs.New(errs.Conflict, "error.test_closed") }},
		{"error-internal", func(*Server, *gin.Context) error { return errPanic }},
		{"error-unavailable", func(*Server, *gin.Context) error { return errs.New(errs.Unavailable, "error.store_unavailable") }},
	}, slices.Concat(gameExhibits(), kitExhibits(), workshopExhibits())...)
}

// galleryPage lists the exhibits; for makers, so in English only.
type galleryPage struct {
	Page
	Names []string
}

// GalleryNames are the names of all exhibits.
func GalleryNames() []string {
	var names []string
	for _, e := range exhibits() {
		names = append(names, e.name)
	}
	return names
}

func (s *Server) getGallery(c *gin.Context) error {
	ed := s.mustCurrent()
	s.render(c, ed, http.StatusOK, "gallery", galleryPage{s.page(c, ed, s.languageOf(c), "Gallery"), GalleryNames()})
	return nil
}

func (s *Server) getGalleryState(c *gin.Context) error {
	all := exhibits()
	i := slices.IndexFunc(all, func(e exhibit) bool { return e.name == c.Param("state") })
	if i < 0 {
		return errPageNotFound()
	}
	return all[i].show(s, c)
}

// sample describes a made-up test: stage(i) is the code of the i-th item of the form.
type sample struct {
	form    string
	stage   func(i int) string
	plan    []assessment.PlanItem
	state   assessment.TestState
	changed bool
	name    string
}

var (
	sampleFull = sample{form: "full", name: "Gemeente Vlasbrugge", state: assessment.Submitted, changed: true, stage: func(i int) string {
		return []string{"2", "3", "1", "2", "dk", "3", "2", "4", "1", "2", "3", "2", "na"}[i%13]
	}, plan: []assessment.PlanItem{{Item: "q01", Target: 4, Owner: "Communicatieadviseur", Due: "2027-03-31", Status: assessment.ActionStarted},
		{Item: "q03", Target: 1, TargetReason: "Other work goes first this year", Status: assessment.ActionOpen}}}
	sampleStandard = sample{form: "standard", name: "Gemeente Oostkade", state: assessment.Submitted, stage: func(i int) string {
		return []string{"2", "1", "1", "2", "3", "1", "3", "2", "2"}[i%9]
	}}
	sampleHeld = sample{form: "standard", state: assessment.Closed, stage: func(i int) string {
		if i >= 21 && i < 24 {
			return "0"
		}
		return "3"
	}}
	samplePartial = sample{form: "standard", state: assessment.Submitted, stage: func(i int) string {
		return []string{"2", "dk", "1", "2", "3", "dk", "3", "na", "", "2"}[i%10]
	}}
	sampleUnknown = sample{form: "standard", state: assessment.Submitted, stage: func(int) string { return assessment.CodeDontKnow }}
	sampleTop     = sample{form: "full", state: assessment.Submitted, stage: func(int) string { return "4" }}
	sampleQuick   = sample{form: "quick", state: assessment.Submitted, stage: func(i int) string { return []string{"2", "1", "3"}[i%3] }}
)

// made turns a sample into a test with entries.
func (s *Server) made(x sample) (assessment.Test, map[string]assessment.Entry) {
	q, _ := s.mustCurrent().library.Latest(Questionnaire)
	form, _ := q.Form(x.form)
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	t := assessment.Test{ID: "SAMPLE", Ref: q.Ref, Hash: q.Hash, Form: x.form, Language: "en", State: x.state, Created: at, Updated: at,
		Profile: assessment.Profile{Name: x.name, Country: "BE", Staff: 140}}
	if x.changed {
		t.AnswersRevision = 1
	}
	entries := make(map[string]assessment.Entry)
	for place, i := range form.Items {
		a, _ := assessment.ParseCode(x.stage(place))
		e := assessment.Entry{Answer: a}
		if a.State == assessment.NotApplicable {
			e.Reason = "We have one office and no branches."
		}
		if a.State == assessment.Scored && place%9 == 4 {
			e.Comment = "Guideline of May 2026, page 3."
		}
		entries[q.Items[i].ID] = e
	}
	return t, entries
}

func (s *Server) exhibitStart(c *gin.Context, r *resume) error {
	p, err := s.startPage(c, url.Values{"form": {defaultForm}})
	p.Resume = r
	s.render(c, s.mustCurrent(), http.StatusOK, "start", p)
	return err
}

func (s *Server) exhibitStartErrors(c *gin.Context) error {
	p, err := s.startPage(c, url.Values{"form": {""}, "staff": {"-3"}, "name": {"Gemeente Vlasbrugge"}})
	p.Problems, p.Error = s.problems(c, []*errs.E{errs.Field("form", "error.form_unknown"), errs.Field("staff", "error.staff", "max", assessment.MaxStaff)}), true
	s.render(c, s.mustCurrent(), http.StatusUnprocessableEntity, "start", p)
	return err
}

func (s *Server) exhibitQuestion(c *gin.Context, status int, f filling) error {
	t, _ := s.made(sampleStandard)
	return s.showQuestion(c, status, t.Standing(), "q08", f)
}

func (s *Server) exhibitLoaded(c *gin.Context, form string, answered int, state assessment.TestState) (loaded, error) {
	x := sampleStandard
	x.form, x.state = form, state
	x.stage = func(i int) string {
		if i >= answered {
			return ""
		}
		return samplePartial.stage(i % 8)
	}
	t, entries := s.made(x)
	return s.loadedFrom(s.languageOf(c), t, entries)
}

func (s *Server) exhibitOverview(c *gin.Context) error {
	x, err := s.exhibitLoaded(c, "standard", 14, assessment.Draft)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "overview", s.overviewOf(c, x, x.ed.printers[x.lang].T("overview.title"), ""))
	return nil
}

func (s *Server) exhibitCheck(c *gin.Context, form string, answered int, state assessment.TestState) error {
	x, err := s.exhibitLoaded(c, form, answered, state)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "check", s.checkPageOf(c, x))
	return nil
}

func (s *Server) exhibitLink(c *gin.Context) error {
	x, err := s.exhibitLoaded(c, "standard", 3, assessment.Draft)
	if err != nil {
		return err
	}
	p := linkPage{Page: s.page(c, x.ed, x.lang, x.ed.printers[x.lang].T("link.title")), Link: sampleLink, QR: "/dev/qr.svg", Local: true, Test: s.facts(x)}
	s.render(c, x.ed, http.StatusOK, "link", p)
	return nil
}

// sampleLink is an address that leads nowhere.
const sampleLink = "https://opmaat.example/t/ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func (s *Server) getGalleryQR(c *gin.Context) error { return sendQR(c, sampleLink) }

func (s *Server) exhibitDelete(c *gin.Context, gone bool) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	s.render(c, ed, http.StatusOK, "delete", deletePage{s.page(c, ed, lang, ed.printers[lang].T("delete.title")), gone})
	return nil
}

func (s *Server) exhibitOutcome(c *gin.Context, x sample) (outcome, error) {
	t, entries := s.made(x)
	return s.outcomeOf(s.languageOf(c), t, assessment.Submission{Seq: 1, At: t.Updated, Entries: entries}, x.plan)
}

func (s *Server) exhibitResult(c *gin.Context, x sample) error {
	o, err := s.exhibitOutcome(c, x)
	if err != nil {
		return err
	}
	p, err := s.resultPage(c, o)
	if err != nil {
		return err
	}
	s.render(c, o.ed, http.StatusOK, "result", p)
	return nil
}

func (s *Server) exhibitReport(c *gin.Context, problems []*errs.E) error {
	o, err := s.exhibitOutcome(c, sampleFull)
	if err != nil {
		return err
	}
	g, err := s.exhibited(c, sampleGame{rounds: 6, tested: true})
	if err != nil {
		return err
	}
	sub := s.subjectOfTest(&o, nil, &g, situationClear, false)
	if problems == nil {
		s.render(c, o.ed, http.StatusOK, "report", s.reportPage(c, sub))
	} else {
		s.refuseReport(c, sub, url.Values{"format": {"docx"}, "name": {o.test.Profile.Name}, "colour": {"#ffff00"}, "draft": {"1"}}, problems)
	}
	return nil
}

func (s *Server) exhibitPlan(c *gin.Context, problems []problem) error {
	o, err := s.exhibitOutcome(c, sampleFull)
	if err != nil {
		return err
	}
	typed := url.Values{"target": {"4"}, "owner": {"Communicatieadviseur"}, "due": {"2027-03-31"}, "status": {"started"}}
	status := http.StatusOK
	if problems != nil {
		status = http.StatusUnprocessableEntity
	}
	s.render(c, o.ed, status, "plan", s.planPage(c, o, 0, typed, problems))
	return nil
}

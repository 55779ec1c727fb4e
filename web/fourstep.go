package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// fourStepPage is the step plan of the seed papers, filled from the answers.
type fourStepPage struct {
	Page
	Tool, ToolID string // the tool that comes first, or ""
	Back         string
	Steps        []stepView
}

// stepView is one of the four steps.
type stepView struct {
	N            int
	Title, About string
	Parts        []stepPart
}

// stepPart is a titled list within a step.
type stepPart struct {
	Title string
	Lines []string
}

// pilot is how long to test with how many people: our own rule of thumb, longer
// and larger with more people. Weeks and people are whole numbers.
func pilot(staff recommend.Fact[int]) (weeks, people int) {
	switch {
	case !staff.Known:
		return 8, 25
	case staff.Value < 50:
		return 6, min(staff.Value, max(5, staff.Value/3))
	case staff.Value < 250:
		return 8, 25
	default:
		return 12, 60
	}
}

func (s *Server) getFourStep(c *gin.Context) error { return s.showFourStep(c, c.Param("code")) }

func (s *Server) showFourStep(c *gin.Context, code string) error {
	a, _, err := s.advice(c, code)
	if err != nil {
		return err
	}
	p := fourStepPage{Page: s.page(c, a.ed, a.lang, a.t("tools.plan")), Back: "/tools/s/" + a.code}
	p.Nav = "tools"
	if a.r.Verdict != recommend.NoneYet {
		p.Tool, p.ToolID = a.name(a.r.Ranking[0].Tool), a.tool(a.r.Ranking[0].Tool).ID
	}
	p.Steps = []stepView{a.stepNeeds(), a.stepExisting(), a.stepJoint(p.Tool), a.stepSafety()}
	s.render(c, a.ed, http.StatusOK, "fourstep", p)
	return nil
}

func (a *advice) stepNeeds() stepView {
	step := stepView{N: 1, Title: a.t("theme.people"), About: a.t("step.needs.about")}
	for _, m := range moscowTexts[:3] {
		var lines []string
		for n, w := range a.s.Needs {
			if w == m.weight {
				lines = append(lines, a.need(n))
			}
		}
		if len(lines) > 0 {
			step.Parts = append(step.Parts, stepPart{a.t(m.key), lines})
		}
	}
	involve := []string{a.t("step.involve.staff"), a.t("step.involve.council"), a.t("step.involve.management")}
	if a.wants("reach_all") {
		involve = append(involve, a.t("step.involve.field"))
	}
	if a.wants("partners") {
		involve = append(involve, a.t("step.involve.partners"))
	}
	step.Parts = append(step.Parts, stepPart{a.t("step.involve"), involve})
	return step
}

// wants reports whether a need counts at least as Should.
func (a *advice) wants(id string) bool {
	for n, need := range recommend.Needs {
		if need == id {
			return a.s.Needs[n] >= recommend.Should
		}
	}
	return false
}

func (a *advice) stepExisting() stepView {
	step := stepView{N: 2, Title: a.t("theme.existing"), About: a.t("step.existing.about")}
	var there, find []string
	for _, f := range []struct {
		fact recommend.Fact[bool]
		yes  string
		id   string
	}{{a.s.Microsoft365, "step.has.microsoft365", recommend.FactMicrosoft365}, {a.s.Intranet, "step.has.intranet", recommend.FactIntranet},
		{a.s.SelfHosting, "step.has.self_hosting", recommend.FactSelfHosting}, {a.s.PrivateAccounts, "step.has.private_accounts", recommend.FactPrivateAccounts}} {
		switch {
		case f.fact.Known && f.fact.Value:
			there = append(there, a.t(f.yes))
		case !f.fact.Known:
			find = append(find, a.t(factTexts[f.id][0]))
		}
	}
	there = append(there, a.t("step.has.informal"))
	step.Parts = append(step.Parts, stepPart{a.t("step.existing.list"), there})
	if len(find) > 0 {
		step.Parts = append(step.Parts, stepPart{a.t("step.findout"), find})
	}
	return step
}

func (a *advice) stepJoint(tool string) stepView {
	weeks, people := pilot(a.s.Staff)
	step := stepView{N: 3, Title: a.t("theme.joint"), About: a.t("step.joint.about")}
	if tool == "" {
		step.Parts = append(step.Parts, stepPart{a.t("step.test"), []string{a.t("step.test.none")}})
		if ways := a.cheapest(); len(ways) > 0 {
			step.Parts = append(step.Parts, stepPart{a.t("tools.cheapest.title"), ways})
		}
		step.Parts = append(step.Parts, stepPart{a.t("step.alive"), []string{a.t("step.alive.adviser")}})
		return step
	}
	step.Parts = append(step.Parts,
		stepPart{a.t("step.test"), []string{a.t("step.test.what", "tool", tool, "people", people, "count", weeks), a.t("step.test.task"), a.t("step.test.ask")}},
		stepPart{a.t("step.stop"), []string{a.t("step.stop.use", "people", min(people, max(3, people/3))), a.t("step.stop.answers"), a.t("step.stop.need"), a.t("step.stop.harm")}},
		stepPart{a.t("step.manual"), []string{a.t("step.manual.short"), a.t("step.manual.buddy"), a.t("step.manual.look")}},
		stepPart{a.t("step.alive"), []string{a.t("step.alive.adviser"), a.t("step.alive.hosts"), a.t("step.alive.answer")}})
	return step
}

func (a *advice) stepSafety() stepView {
	step := stepView{N: 4, Title: a.t("theme.safety"), About: a.t("step.safety.about")}
	lines := []string{a.t("step.safety.visible"), a.t("step.safety.homework"), a.t("step.safety.access")}
	for _, f := range []struct {
		fact recommend.Fact[bool]
		when bool
		key  string
	}{{a.s.Confidential, true, "step.safety.confidential"}, {a.s.RetentionDuty, true, "step.safety.records"}, {a.s.EUControl, true, "step.safety.eu"},
		{a.s.PrivateAccounts, false, "step.safety.private"}, {a.s.Closed, true, "step.safety.closed"}} {
		if f.fact.Known && f.fact.Value == f.when {
			lines = append(lines, a.t(f.key))
		}
	}
	step.Parts = []stepPart{{a.t("step.safety.list"), lines}}
	if a.r.Verdict != recommend.NoneYet {
		step.Parts = append(step.Parts, stepPart{a.t("step.exit"), []string{a.t("step.exit.export"), a.t("step.exit.date")}})
	}
	return step
}

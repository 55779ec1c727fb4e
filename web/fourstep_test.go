package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// TestPilot: nobody tests with more people than there are, and more people never
// test shorter or in a smaller group.
func TestPilot(t *testing.T) {
	lastWeeks, lastPeople := 0, 0
	for staff := 1; staff <= 2000; staff++ {
		weeks, people := pilot(recommend.Known(staff))
		if people < 1 || people > staff || weeks < lastWeeks || people < lastPeople {
			t.Fatalf("%d staff: %d people for %d weeks, one fewer: %d for %d", staff, people, weeks, lastPeople, lastWeeks)
		}
		lastWeeks, lastPeople = weeks, people
	}
	for _, c := range []struct {
		staff         recommend.Fact[int]
		weeks, people int
	}{{recommend.Fact[int]{}, 8, 25}, {recommend.Known(3), 6, 3}, {recommend.Known(20), 6, 6}, {recommend.Known(49), 6, 16}, {recommend.Known(50), 8, 25}, {recommend.Known(249), 8, 25}, {recommend.Known(250), 12, 60}} {
		if weeks, people := pilot(c.staff); weeks != c.weeks || people != c.people {
			t.Errorf("%+v: %d people for %d weeks", c.staff, people, weeks)
		}
	}
}

// planned is the four-step plan for a form.
func planned(t *testing.T, lang string, form url.Values) asked {
	t.Helper()
	x := shared()
	to := x.post(t, "/tools", form).wants(303).Header().Get("Location")
	plan := strings.Replace(to, "/tools/s/", "/tools/plan/", 1)
	answer := x.get(t, to, "Accept-Language", lang).wants(200)
	if !strings.Contains(answer.Body.String(), `href="`+plan+`"`) {
		t.Errorf("%s does not lead to its plan", to)
	}
	a := x.get(t, plan, "Accept-Language", lang).wants(200)
	checkStructure(t, a.doc(), lang)
	checkLinks(t, a.doc())
	if !strings.Contains(a.Body.String(), `href="`+to+`"`) {
		t.Error("the plan does not lead back")
	}
	return a
}

// lines are the items of the lists on the page.
func (a asked) lines() []string {
	var out []string
	for _, list := range byClass(a.doc(), "boxes") {
		for n := range elements(list, "li") {
			out = append(out, textOf(n))
		}
	}
	return out
}

// TestFourSteps: the plan has the steps of the papers in their order and fills
// itself from the answers.
func TestFourSteps(t *testing.T) {
	x := shared()
	form := url.Values{"need_microblog": {"must"}, "need_tags": {"could"}, "fact_staff": {"30"}, "fact_microsoft365": {"yes"}, "fact_intranet": {"no"}, "fact_private_accounts": {"no"}}
	more := url.Values{"need_reach_all": {"must"}, "need_partners": {"should"}, "fact_staff": {"2"}, "fact_confidential": {"yes"}, "fact_retention_duty": {"yes"}, "fact_eu_control": {"yes"}, "fact_closed": {"yes"}, "fact_self_hosting": {"yes"}}
	for _, lang := range x.mustCurrent().languages {
		t.Run(lang, func(t *testing.T) {
			say := func(key string, args ...any) string { return plain(x.say(lang, key, args...)) }
			a := planned(t, lang, form)
			var steps []string
			for n := range elements(byID(a.doc(), "main"), "h2") {
				steps = append(steps, textOf(n))
			}
			if want := []string{"1 " + say("theme.people"), "2 " + say("theme.existing"), "3 " + say("theme.joint"), "4 " + say("theme.safety")}; !slices.Equal(steps, want) {
				t.Errorf("steps %q, want %q", steps, want)
			}
			lead, few, many := say("step.lead.tool", "tool", "Viva Engage"), a.lines(), planned(t, lang, more).lines()
			if !strings.Contains(textOf(a.doc()), lead) {
				t.Errorf("the plan does not say %q", lead)
			}
			for key, want := range map[string][2]bool{
				"need.microblog": {true, false}, "need.partners": {false, true}, "step.involve.council": {true, true}, "step.involve.field": {false, true}, "step.involve.partners": {false, true},
				"step.has.microsoft365": {true, false}, "step.has.intranet": {false, false}, "step.has.self_hosting": {false, true}, "step.has.informal": {true, true},
				"fact.self_hosting": {true, false}, "fact.microsoft365": {false, true}, "fact.intranet": {false, true}, "step.stop.harm": {true, true}, "step.manual.buddy": {true, true},
				"step.alive.adviser": {true, true}, "step.safety.private": {true, false}, "step.safety.confidential": {false, true}, "step.safety.records": {false, true},
				"step.safety.eu": {false, true}, "step.safety.closed": {false, true}, "step.exit.export": {true, true},
			} {
				if got := [2]bool{slices.Contains(few, say(key)), slices.Contains(many, say(key))}; got != want {
					t.Errorf("%s stands there: %v, want %v", key, got, want)
				}
			}
			test := say("step.test.what", "tool", "Viva Engage", "people", 10, "count", 6)
			if !slices.Contains(few, test) || !slices.Contains(few, say("step.stop.use", "people", 3)) || !slices.Contains(many, say("step.stop.use", "people", 2)) {
				t.Errorf("the test is not sized by the staff:\n%q\n%q", few, many)
			}
		})
	}
}

// TestFourStepsWithoutTool: where nothing fits, no product is tested.
func TestFourStepsWithoutTool(t *testing.T) {
	x := shared()
	for _, lang := range x.mustCurrent().languages {
		a := x.get(t, "/tools/plan/"+situationNone, "Accept-Language", lang).wants(200, x.say(lang, "step.lead.none"), x.say(lang, "step.test.none"))
		for _, tool := range x.mustCurrent().library.Tools().Tools {
			w, _ := x.mustCurrent().library.ToolWords(tool.ID, lang)
			if test := x.say(lang, "step.test.what", "tool", w.Name, "people", 25, "count", 8); slices.Contains(a.lines(), plain(test)) {
				t.Errorf("the plan says %q", test)
			}
		}
		if n := len(a.lines()); n < 15 {
			t.Errorf("only %s lines", strconv.Itoa(n))
		}
	}
}

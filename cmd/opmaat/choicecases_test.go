package main

import (
	"strings"
	"testing"
)

// choiceCases are about numbers and choices.
var choiceCases = []badCase{
	{"Case12OptionNotInQuestion", case12},
	{"Case13NotANumber", case13},
	{"Case14TwoValues", case14},
	{"Case15OtherVersion", case15},
	{"Case16OtherStep", case16},
	{"Case17NothingKnown", case17},
	{"Case18NothingAnswered", case18},
}

// refusedCodes sends answers that do not exist and checks that each is refused,
// with the comment kept and nothing stored.
func refusedCodes(t *testing.T, codes ...string) {
	t.Helper()
	p := start(t, "en")
	for _, code := range codes {
		f := p.question().with("answer", code).with("comment", "kept").send().
			wants(422, say(t, "en", "error.answer_unknown")).form("/test/q/" + p.item())
		f.shows("comment", "kept")
		if len(f.fields["answer"]) != 0 {
			t.Errorf("%q comes back as %q", code, f.fields["answer"])
		}
	}
	p.browser.wantsStored(p.item(), "", "")
}

func case12(t *testing.T) {
	refusedCodes(t, "5", "9", "DK", "q03", "none", "0,1", "na ", "\x00")
	p := start(t, "en")
	p.question().with("comment", "kept").send().wants(422, say(t, "en", "error.answer_missing")).
		form("/test/q/"+p.item()).shows("comment", "kept")
	p.question().with("answer", "").send().wants(422, say(t, "en", "error.answer_missing"))
	p.browser.wantsStored(p.item(), "", "")
	b := visit(t, "nl")
	f := b.get("/test").form("/test").with("name", "Gemeente Oostkade").with("staff", "140")
	for field, value := range map[string]string{"form": "huge", "country": "XX"} {
		key := map[string]string{"form": "error.form_unknown", "country": "error.country_unknown"}[field]
		f.with(field, value).send().wants(422, say(t, "nl", key), say(t, "nl", "error.summary")).
			form("/test").shows("name", "Gemeente Oostkade").shows("staff", "140")
	}
	if b.capability() != "" {
		t.Error("a refused start gives a test")
	}
	b.open("/test/continue").wants(404, say(t, "nl", "error.no_test"))
}

func case13(t *testing.T) {
	refusedCodes(t, "NaN", "1e309", "-1", "5.5", "٣", "+3", " 3", "03", "3.0", "Inf", "0x3")
	b := visit(t, "en")
	for _, staff := range []string{"NaN", "1e309", "-1", "5.5", "٣", "0", "500001", "1,00", "1.0000", "0x10", "99999999999999999999"} {
		b.get("/test").form("/test").with("staff", staff).with("name", "Kept").with("country", "NL").send().
			wants(422, say(t, "en", "error.staff", "max", 500_000)).form("/test").
			shows("staff", staff).shows("name", "Kept").shows("country", "NL").shows("form", "standard")
	}
	if b.capability() != "" {
		t.Error("a refused start gives a test")
	}
}

func case14(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	fields := p.question().with("comment", "kept").fields
	fields["answer"] = []string{"1", "3"}
	f := b.post("/test/q/"+p.item(), fields).wants(422, say(t, "en", "error.answer_two")).form("/test/q/" + p.item())
	f.shows("comment", "kept")
	if len(f.fields["answer"]) != 0 {
		t.Errorf("one of the two came back: %q", f.fields["answer"])
	}
	for _, name := range []string{"comment", "reason", "ref", "form"} {
		twice := p.question().with("answer", "2").fields
		twice[name] = append(twice[name], twice.Get(name))
		b.post("/test/q/"+p.item(), twice).wants(400, say(t, "en", "error.malformed"))
	}
	b.wantsStored(p.item(), "", "")
	startForm := visit(t, "en").get("/test").form("/test")
	startForm.fields["form"] = []string{"quick", "full"}
	startForm.send().wants(400, say(t, "en", "error.malformed"))
}

func case15(t *testing.T) {
	p := start(t, "nl")
	b, first := p.browser, p.item()
	next := p.answer("2")
	for _, ref := range []string{"social-media-maturity@2", "social-media-maturity", "other@1", "", "social-media-maturity@1.0"} {
		refused := next.question().with("answer", "4").with("ref", ref).send().wants(409, say(t, "nl", "error.questionnaire_updated"))
		if !refused.hasLink("/test/continue") {
			t.Error("no way back into the test")
		}
	}
	b.wantsStored(first, "2", "")
	b.wantsStored(next.item(), "", "")
}

func case16(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	fields := p.question().with("answer", "4").fields
	for _, item := range []string{"q01", "p01", "q99", "d1"} { // q01 is in the questionnaire, not in the quick form
		b.post("/test/q/"+item, fields).wants(409, say(t, "en", "error.questionnaire_updated"))
		b.get("/test/q/"+item).wants(404, say(t, "en", "error.page_not_found"))
	}
	for item, form := range map[string]string{"q01": "full", "q02": "standard", p.item(): "standard"} { // the page's own form is quick
		b.post("/test/q/"+item, p.question().with("answer", "4").with("form", form).fields).wants(409, say(t, "en", "error.questionnaire_updated"))
	}
	b.post("/test/submit", nil).wants(422, say(t, "en", "error.nothing_answered"))
	b.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 0, "total", 9))
	for _, name := range []string{"long", ""} {
		b.post("/test/q/"+p.item(), p.question().with("answer", "4").with("form", name).fields).wants(409)
	}
	b.wantsStored(p.item(), "", "")
}

func case17(t *testing.T) {
	for _, c := range []struct{ form, code string }{{"quick", "dk"}, {"quick", "na"}, {"standard", "dk"}} {
		result := submitted(visit(t, "en"), c.form, c.code)
		result.wants(200, say(t, "en", "result.unknown.title"), say(t, "en", "result.plan.unknown"))
		if strings.Contains(result.text(), "NaN") || strings.Contains(result.text(), "Inf") {
			t.Errorf("%s with only %s divides by zero:\n%s", c.form, c.code, result.start())
		}
		result.browser.get("/test/plan.ics").wants(200)
		result.browser.get("/test/plan.csv").wants(200)
	}
}

func case18(t *testing.T) {
	p := start(t, "nl")
	b := p.browser
	check := b.get("/test/check").wants(200, say(t, "nl", "check.empty"))
	if check.link(say(t, "nl", "check.first")) != p.path {
		t.Error("the check page does not lead to the first question")
	}
	b.post("/test/submit", nil).wants(422, say(t, "nl", "error.nothing_answered"), say(t, "nl", "error.summary"))
	b.get("/test/result").leadsTo("/test/check")
	b.open("/test/continue").wants(200, say(t, "nl", "question.progress", "n", 1, "total", 9))
}

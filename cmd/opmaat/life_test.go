package main

import (
	"strings"
	"testing"
)

// TestChangeAndSendAgain changes an answer after sending: the result says so,
// keeps showing what was sent, and follows when it is sent again.
func TestChangeAndSendAgain(t *testing.T) {
	t.Parallel()
	b := visit(t, "en")
	before := submitted(b, "standard", "1").wants(200).heading()
	item := b.get("/test/overview").link("1.")
	same := b.get(item).question().shows("answer", "1").send()
	same.follow().wants(200)
	b.get("/test/result").wants(200).lacks(say(t, "en", "result.changed")) // the same answer is no change
	b.get(item).question().with("answer", "4").send()
	changed := b.get("/test/result").wants(200, say(t, "en", "result.changed"))
	if changed.heading() != before || !changed.hasLink("/test/check") {
		t.Errorf("the result moved before it was sent: %q", changed.heading())
	}
	for _, row := range []string{"2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."} {
		b.get(b.get("/test/overview").link(row)).answer("4")
	}
	b.get("/test/check").form("/test/submit").send().leadsTo("/test/result")
	again := b.get("/test/result").wants(200).lacks(say(t, "en", "result.changed"))
	if again.heading() == before && strings.Count(again.text(), "100") == strings.Count(changed.text(), "100") {
		t.Error("sending again changed nothing on the result")
	}
}

// TestCloseAndReopen closes a test: answering is refused with a sentence and
// changes nothing, the plan stays editable, and reopening lets answers in again.
func TestCloseAndReopen(t *testing.T) {
	t.Parallel()
	b := visit(t, "nl")
	result := submitted(b, "quick", "2")
	item := b.get("/test/overview").link("1.")
	open := b.get(item)
	result.form("/test/close").send().leadsTo("/test/result#manage").follow().wants(200, say(t, "nl", "result.closed"))
	if p := b.get("/test/check").wants(200, say(t, "nl", "check.closed")); p.hasForm("/test/submit") {
		t.Error("a closed test can be sent")
	}
	refused := open.question().with("answer", "4").with("comment", "te laat").send()
	refused.wants(409, say(t, "nl", "error.test_closed"))
	if !refused.hasLink("/test/result#manage") {
		t.Error("no way back into the test")
	}
	b.wantsStored(open.item(), "2", "")
	b.post("/test/submit", nil).wants(409, say(t, "nl", "error.test_closed"))
	b.post("/test/close", nil).leadsTo("/test/result#manage") // once more changes nothing
	b.get("/test/plan/"+open.item()).form("/test/plan/"+open.item()).with("owner", "Griffier").send().
		leadsTo("/test/result#plan-"+open.item()).follow().wants(200, "Griffier", say(t, "nl", "result.closed"))
	b.get("/test/result").form("/test/reopen").send().leadsTo("/test/result#manage")
	open.question().with("answer", "4").send().follow().wants(200)
	b.wantsStored(open.item(), "4", "")
}

// TestLanguageOfClosedTest switches the language while reading a closed test.
func TestLanguageOfClosedTest(t *testing.T) {
	t.Parallel()
	b := visit(t, "nl")
	submitted(b, "quick", "2").form("/test/close").send()
	item := b.get("/test/overview").link("3.")
	english := b.get(item).question().with("switch", "en").send().leadsTo(item).follow().wants(200)
	if english.language() != "en" {
		t.Errorf("the page is in %q", english.language())
	}
	b.get(item).question().with("answer", "4").with("switch", "nl").send().wants(409, say(t, "nl", "error.test_closed"))
	b.wantsStored(english.item(), "2", "")
}

// TestDraftCannotClose refuses what makes no sense yet, each with its sentence.
func TestDraftCannotClose(t *testing.T) {
	t.Parallel()
	p := start(t, "en").answer("3")
	b := p.browser
	b.post("/test/close", nil).wants(409, say(t, "en", "error.close_draft"))
	b.get("/test/result").leadsTo("/test/check")
	for _, path := range []string{"/test/plan.ics", "/test/plan.csv", "/test/plan/" + p.item()} {
		b.get(path).wants(409, say(t, "en", "error.not_submitted"))
	}
	b.post("/test/reopen", nil).leadsTo("/test/result#manage").follow().wants(200, say(t, "en", "check.title"))
	b.open("/test/continue").wants(200, say(t, "en", "question.progress", "n", 2, "total", 9))
}

// TestDelete removes everything at once; its link then gives the neutral page.
func TestDelete(t *testing.T) {
	t.Parallel()
	b := visit(t, "en")
	submitted(b, "quick", "2")
	link, phone := handover(b), visit(t, "en")
	phone.get(link).leadsTo("/test/continue")
	b.get("/test/delete").wants(200, say(t, "en", "delete.text")).form("/test/delete").send().
		leadsTo("/test/delete").follow().wants(200, say(t, "en", "delete.gone.title"))
	if b.capability() != "" {
		t.Error("the browser still holds the secret")
	}
	b.post("/test/delete", nil).leadsTo("/test/delete") // again: nothing left, no error
	b.get("/test/result").wants(404, say(t, "en", "error.no_test"))
	gone := visit(t, "en").get(link).wants(404, say(t, "en", "error.link"))
	if len(gone.header.Values("Set-Cookie")) != 0 {
		t.Error("a dead link sets a cookie")
	}
	for _, path := range []string{"/test/result", "/test/overview", "/test/check", "/test/link", "/test/plan.csv", "/test/continue"} {
		phone.get(path).wants(404, say(t, "en", "error.test_not_found"))
	}
	phone.post("/test/submit", nil).wants(404, say(t, "en", "error.test_not_found"))
	phone.get("/").wants(200)
	phone.get("/test").wants(200).lacks(say(t, "en", "start.resume.title"))
}

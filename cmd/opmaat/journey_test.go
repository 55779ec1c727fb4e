package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestWholeTestInDutch is the journey this program is for, with forms alone:
// from home over 27 questions to a result.
func TestWholeTestInDutch(t *testing.T) {
	t.Parallel()
	b := visit(t, "nl-BE,nl;q=0.9")
	home := b.get("/").wants(200, say(t, "nl", "home.heading"))
	if home.language() != "nl" {
		t.Fatalf("home is in %q", home.language())
	}
	startForm := b.get(home.link(say(t, "nl", "home.test.title"))).wants(200).form("/test")
	startForm.shows("form", "standard") // the choice for most people
	first := startForm.with("name", "Gemeente Vlasbrugge").with("country", "BE").with("staff", "140").send().
		leadsTo("/test/continue").follow().wants(200, say(t, "nl", "question.progress", "n", 1, "total", 27))
	if strings.Contains(first.path, b.capability()) {
		t.Fatal("the secret stands in the address")
	}
	check, items := answerAll(first, func(n int) string { return []string{"2", "3", "1", "dk", "2", "na", "4"}[n%7] })
	if len(items) != 27 || check.path != "/test/check" {
		t.Fatalf("%d questions, then %s", len(items), check.path)
	}
	check.wants(200, say(t, "nl", "check.lead", "count", 27, "total", 27), "We hebben maar één kantoor.")
	result := check.form("/test/submit").send().leadsTo("/test/result").follow()
	result.wants(200, "Gemeente Vlasbrugge · België", say(t, "nl", "result.staff", "count", 140), say(t, "nl", "result.nav.plan"),
		say(t, "nl", "result.coverage", "answered", 19, "total", 23)).lacks(say(t, "nl", "result.changed"))
	if result.language() != "nl" {
		t.Errorf("the result is in %q", result.language())
	}
	b.open("/test").wants(200, say(t, "nl", "start.resume.finished"))
	b.get("/").wants(200, say(t, "nl", "home.resume"))
}

// TestQuestionPages checks what a person sees on the way: progress and back links.
func TestQuestionPages(t *testing.T) {
	t.Parallel()
	p := start(t, "en")
	var before string
	for n := 1; n <= 9; n++ {
		p.wants(200, say(t, "en", "question.progress", "n", n, "total", 9))
		if n == 1 {
			before = "/test/overview"
		}
		if back := p.link(say(t, "en", "nav.back")); back != before {
			t.Errorf("question %d goes back to %s, want %s", n, back, before)
		}
		if len(p.question().fields["answer"]) != 0 {
			t.Errorf("question %d has an answer before it was given", n)
		}
		before = p.path
		p = p.answer("2")
	}
	if p.path != "/test/check" {
		t.Errorf("after the last question comes %s", p.path)
	}
}

var linkPattern = regexp.MustCompile(`^http://127\.0\.0\.1:\d+(/t/[A-Z2-7]{26})$`)

// handover reads the address for another device off the link page.
func handover(b *browser) string {
	b.t.Helper()
	p := b.get("/test/link").wants(200)
	for n := range elements(p.doc, "input") {
		if m := linkPattern.FindStringSubmatch(attr(n, "value")); m != nil {
			return m[1]
		}
	}
	b.t.Fatalf("no link on %s", p.path)
	return ""
}

// TestSecondDevice leaves in the middle, resumes elsewhere in the same language,
// and answers the same question on both: the last write wins, question by question.
func TestSecondDevice(t *testing.T) {
	t.Parallel()
	desk := visit(t, "nl")
	p := begin(desk, "quick")
	var items []string
	for range 4 {
		items = append(items, p.item())
		p = p.answer("1")
	}
	link, here := handover(desk), p.item()
	phone := visit(t, "en")
	phone.get(link).leadsTo("/test/continue")
	resumed := phone.open("/test/continue").wants(200, say(t, "nl", "question.progress", "n", 5, "total", 9))
	if resumed.item() != here || resumed.language() != "nl" {
		t.Fatalf("resumed at %s in %s, left at %s in nl", resumed.item(), resumed.language(), here)
	}
	again := phone.get("/test/q/" + items[0])
	again.question().with("answer", "3").with("comment", "van de telefoon").send()
	desk.wantsStored(items[0], "3", "van de telefoon")
	desk.get("/test/q/"+items[1]).question().with("answer", "4").send()
	phone.wantsStored(items[1], "4", "")
	again.question().with("answer", "0").send()                                           // a page that was open all the time
	desk.get("/test/q/"+items[0]).question().shows("answer", "0").send()                  // the desk saw it
	phone.wantsStored(items[0], "0", "")                                                  // last write wins
	phone.wantsStored(items[2], "1", "")                                                  // and touches no other question
	phone.open("/test").wants(200, say(t, "nl", "start.resume.text", "n", 5, "total", 9)) // the place is the test's, not the device's
}

// TestLanguageInMidQuestion switches with an answer chosen and typed but not sent.
func TestLanguageInMidQuestion(t *testing.T) {
	t.Parallel()
	p := start(t, "en").answer("2").answer("2")
	b, item := p.browser, p.item()
	switched := p.question().with("answer", "3").with("comment", "See the plan.").with("switch", "nl").send()
	dutch := switched.leadsTo("/test/q/"+item).follow().wants(200, say(t, "nl", "question.progress", "n", 3, "total", 9))
	dutch.question().shows("answer", "3").shows("comment", "See the plan.")
	if dutch.language() != "nl" {
		t.Fatalf("the page is in %q", dutch.language())
	}
	// Nothing chosen yet: only the language changes.
	next := dutch.answer("3")
	english := next.question().with("switch", "en").send().leadsTo("/test/q/" + next.item()).follow().wants(200)
	if english.language() != "en" || len(english.question().fields["answer"]) != 0 {
		t.Errorf("page in %q with answer %q", english.language(), english.question().fields["answer"])
	}
	// From the check page the way back to it stays.
	from := b.get("/test/q/" + item + "?from=check")
	from.question().with("switch", "nl").send().leadsTo("/test/q/"+item+"?from=check").follow().
		question().shows("from", "check").send().leadsTo("/test/check")
}

// TestLanguageWithHalfAnAnswer keeps what was typed when it cannot be saved yet,
// and shows it in the language that was asked for.
func TestLanguageWithHalfAnAnswer(t *testing.T) {
	t.Parallel()
	p := start(t, "en")
	b := p.browser
	b.get("/lang/en?next=/test").leadsTo("/test") // a choice made earlier must not win
	half := p.question().with("answer", "na").with("comment", "half").with("switch", "nl").send()
	half.wants(422, say(t, "nl", "error.reason_missing")).question().shows("answer", "na").shows("comment", "half")
	if half.language() != "nl" {
		t.Errorf("the page is in %q", half.language())
	}
	b.wantsStored(p.item(), "", "")
	if again := b.get(p.path); again.language() != "nl" {
		t.Errorf("the next page is in %q", again.language())
	}
}

// TestAnyOrder skips, uses the overview and resumes after the furthest answer.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	p := start(t, "en")
	b, first := p.browser, p.item()
	second := b.get(p.link(say(t, "en", "question.skip"))).wants(200, say(t, "en", "question.progress", "n", 2, "total", 9))
	overview := b.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 0, "total", 9))
	if !overview.hasLink("/test/q/" + first) {
		t.Fatal("the overview does not lead to the first question")
	}
	seventh := b.get(overview.link("7.")).wants(200, say(t, "en", "question.progress", "n", 7, "total", 9)).answer("4")
	seventh.wants(200, say(t, "en", "question.progress", "n", 8, "total", 9))
	resumed := b.open("/test/continue").wants(200, say(t, "en", "question.progress", "n", 8, "total", 9))
	resumed.answer("1").answer("1").wants(200, say(t, "en", "check.lead", "count", 3, "total", 9))
	b.open("/test/continue").wants(200, say(t, "en", "question.progress", "n", 1, "total", 9))
	b.get(second.path).answer("0")
	b.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 4, "total", 9), say(t, "en", "overview.answered"))
}

// TestCheckPage changes an answer and comes back to the check page.
func TestCheckPage(t *testing.T) {
	t.Parallel()
	check, items := answerAll(start(t, "en"), func(n int) string { return fmt.Sprint(n % 5) })
	b := check.browser
	href := "/test/q/" + items[4] + "?from=check"
	if !check.hasLink(href) {
		t.Fatalf("no link %s", href)
	}
	question := b.get(href).wants(200)
	question.question().shows("answer", "4").with("answer", "0").send().leadsTo("/test/check")
	b.wantsStored(items[4], "0", "")
	refused := b.get(href).question().with("answer", "na").send().wants(422)
	refused.question().shows("from", "check").with("reason", "Not our task.").send().leadsTo("/test/check")
	b.get("/test/check").wants(200, say(t, "en", "check.reason")+" Not our task.")
}

package main

import (
	"slices"
	"strings"
	"testing"
)

// begin starts a test of this form and stands at its first question.
func begin(b *browser, formID string) screen {
	b.t.Helper()
	f := b.get("/test").wants(200).form("/test")
	return f.with("form", formID).send().leadsTo("/test/continue").follow().wants(200)
}

// item is the question a page asks, by its address.
func (p screen) item() string {
	p.browser.t.Helper()
	id, ok := strings.CutPrefix(p.path, "/test/q/")
	if !ok {
		p.browser.t.Fatalf("%s is not a question:\n%s", p.path, p.text())
	}
	return id
}

// question is the form of a question page.
func (p screen) question() form {
	p.browser.t.Helper()
	return p.form("/test/q/" + p.item())
}

// answer chooses one of the answers on the page and presses Continue.
func (p screen) answer(code string) screen {
	p.browser.t.Helper()
	f := p.question()
	if !slices.Contains(f.offers["answer"], code) {
		p.browser.t.Fatalf("%s offers %q, not %q", p.path, f.offers["answer"], code)
	}
	if code == "na" {
		f = f.with("reason", "We hebben maar één kantoor.")
	}
	answered := f.with("answer", code).send()
	if answered.status != 303 {
		p.browser.t.Fatalf("answering %s: status %d\n%s", p.path, answered.status, answered.text())
	}
	return answered.follow().wants(200)
}

// answerAll goes through the whole form from its first question. It returns the
// check page and the items in the order they were asked.
func answerAll(first screen, code func(n int) string) (check screen, items []string) {
	first.browser.t.Helper()
	p := first
	for strings.HasPrefix(p.path, "/test/q/") {
		if len(items) > 45 {
			first.browser.t.Fatalf("no end after %q", items)
		}
		items = append(items, p.item())
		p = p.answer(code(len(items) - 1))
	}
	return p, items
}

// always gives the same answer.
func always(code string) func(int) string { return func(int) string { return code } }

// submitted takes a whole test and stands at its result.
func submitted(b *browser, formID, code string) screen {
	b.t.Helper()
	check, _ := answerAll(begin(b, formID), always(code))
	return check.form("/test/submit").send().leadsTo("/test/result").follow().wants(200)
}

// wantsStored fails unless the server has this answer with this comment.
func (b *browser) wantsStored(item, code, comment string) {
	b.t.Helper()
	f := b.get("/test/q/" + item).wants(200).question()
	if f.fields.Get("answer") != code || f.fields.Get("comment") != comment {
		b.t.Fatalf("%s is stored as %q with comment %.60q, want %q with %.60q", item, f.fields.Get("answer"), f.fields.Get("comment"), code, comment)
	}
}

// start is a browser in the middle of a fresh quick test, at its first question.
func start(t *testing.T, lang string) screen {
	t.Helper()
	return begin(visit(t, lang), "quick")
}

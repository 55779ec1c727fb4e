package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// linkCases are about the secret in a link.
var linkCases = []badCase{
	{"Case24CutLink", case24},
	{"Case25MailScanner", case25},
	{"Case26TwoDevices", case26},
	{"Case46BackAfterSending", case46},
}

var reference = regexp.MustCompile(`<code>[A-Z2-7]{10}</code>`)

// case24: a link that was cut, changed or never existed gives one neutral page,
// the same whatever is wrong with it.
func case24(t *testing.T) {
	b := start(t, "nl").browser
	link := handover(b)
	unknown := "/t/AAAAAAAAAAAAAAAAAAAAAAAAAA"
	var bodies []string
	for _, path := range []string{unknown, link[:len(link)-1], link + "A", strings.ToLower(link), link[:10], link[:len(link)-1] + "=", link[:len(link)-1] + "1"} {
		stranger := visit(t, "nl")
		p := stranger.get(path).wants(404, say(t, "nl", "error.link"), "hulp@gemeente.example")
		if len(p.header.Values("Set-Cookie")) != 0 {
			t.Errorf("%s sets a cookie", path)
		}
		body := reference.ReplaceAllString(p.body, "")
		body = regexp.MustCompile(`next=[^"]*`).ReplaceAllString(body, "")
		bodies = append(bodies, body)
	}
	for i, body := range bodies {
		if body != bodies[0] {
			t.Errorf("page %d tells what is wrong with the link:\n%s\n%s", i, bodies[0], body)
		}
	}
	for _, path := range []string{"/t/", "/t", "/t/../t/x", "/t/%00", "/t/%2e%2e%2fetc", "/test/q/..%2f..%2fetc", "/%2e%2e/etc/passwd"} {
		if p := visit(t, "nl").get(path); p.status != 404 {
			t.Errorf("%s gives %d", path, p.status)
		}
	}
}

// case25: a scanner that opens the link with GET or HEAD uses nothing up.
func case25(t *testing.T) {
	p := start(t, "en").answer("3")
	b := p.browser
	link := handover(b)
	for _, method := range []string{"HEAD", "GET", "HEAD"} {
		scanner := visit(t, "nl")
		if got := scanner.do(scanner.request(method, link, "", nil)); got.status != 303 {
			t.Errorf("%s gives %d", method, got.status)
		}
		scanner.open("/test/continue").wants(200)
	}
	visit(t, "nl").get(link).follow().wants(200, say(t, "en", "question.progress", "n", 2, "total", 9))
	b.open("/test/continue").wants(200, say(t, "en", "question.progress", "n", 2, "total", 9))
	for _, path := range []string{"/test/delete", "/test/submit", "/test/close", "/test/reopen"} {
		b.get(path) // GET changes nothing, whatever the address
	}
	b.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 1, "total", 9))
	b.get("/test/result").leadsTo("/test/check")
}

// case26: two devices, one draft. TestSecondDevice goes further.
func case26(t *testing.T) {
	p := start(t, "en")
	phone := visit(t, "en")
	phone.open(handover(p.browser))
	same := phone.get(p.path)
	p.question().with("answer", "1").with("comment", "desk").send()
	same.question().with("answer", "4").with("comment", "phone").send()
	p.browser.wantsStored(p.item(), "4", "phone")
	p.question().with("answer", "0").send()
	phone.wantsStored(p.item(), "0", "")
}

// case46: after sending, every page on the way back is a GET, and sending the
// old check page again changes nothing.
func case46(t *testing.T) {
	check, items := answerAll(start(t, "en"), always("2"))
	b := check.browser
	sent := check.form("/test/submit").send().leadsTo("/test/result")
	if sent.status != http.StatusSeeOther || strings.Contains(sent.body, "<form") {
		t.Error("a form answer is a page that the back button would send again")
	}
	first := b.get("/test/result").wants(200)
	b.get("/test/check").wants(200)
	b.get("/test/q/"+items[0]).wants(200).question().shows("answer", "2")
	check.form("/test/submit").send().leadsTo("/test/result")
	if again := b.get("/test/result").wants(200).lacks(say(t, "en", "result.changed")); again.heading() != first.heading() {
		t.Error("the result changed")
	}
	b.open("/test/continue").wants(200)
	if p := b.open("/test/continue"); p.path != "/test/result" {
		t.Errorf("continue leads to %s", p.path)
	}
}

package main

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"unicode"
)

// textCases are about what people type into free text.
var textCases = []badCase{
	{"Case02TemplateTextStaysLiteral", case02},
	{"Case04EmojiAndHiddenCharacters", case04},
	{"Case05TenMegabytes", case05},
	{"Case06TooLong", case06},
	{"Case07OnlySpaces", case07},
	{"Case08ControlCharacters", case08},
	{"Case09InvalidUTF8", case09},
}

// hostile means something to templates, chart formatters, browsers and spreadsheets.
const hostile = `=1+1</script><img src=x onerror=alert(1)>__f__x__f__{{.}}${7*7}{a|b}"'&amp;%s`

func case02(t *testing.T) {
	b := visit(t, "en")
	name := hostile[:len(hostile)-16] // names are at most 80 characters
	f := b.get("/test").form("/test").with("form", "standard").with("name", name)
	p := f.send().follow().wants(200)
	first := p.item()
	p.question().with("answer", "1").with("comment", hostile+" gap-opmaat-open-").send().follow().
		question().with("answer", "na").with("reason", hostile).send()
	b.wantsStored(first, "1", hostile+" gap-opmaat-open-")
	b.get("/test/check").wants(200, hostile+" gap-opmaat-open-", say(t, "en", "check.reason")+" "+hostile).form("/test/submit").send()
	b.get("/test/plan/"+first).form("/test/plan/"+first).with("owner", name).with("target_reason", hostile).send().leadsTo("/test/result#plan-" + first)
	result := b.get("/test/result").wants(200, name, hostile+" gap-opmaat-open-")
	for _, p := range []screen{result, b.get("/test/check"), b.get("/test/overview"), b.get("/test/q/" + first), b.get("/test/plan/" + first)} {
		for n := range elements(p.doc, "img", "script") {
			if src := attr(n, "src"); src == "x" || has(n, "onerror") || n.Data == "script" && !strings.HasPrefix(src, "/static/") && attr(n, "type") != "application/json" {
				t.Errorf("%s: a text became %s", p.path, n.Data)
			}
		}
	}
	b.get("/test/plan/"+first).form("/test/plan/"+first).shows("owner", name).shows("target_reason", hostile)
	_, rows := b.table(',')
	if got := rows[b.get("/test/plan/"+first).heading()][7]; got != "'"+name {
		t.Errorf("the table has the owner %q", got)
	}
	if got := b.calendar()[first]["DESCRIPTION"]; !strings.Contains(got, name) {
		t.Errorf("the calendar has %q", got)
	}
}

func case04(t *testing.T) {
	b := visit(t, "en")
	name := "Ge\u202Emeente \u200B😀 Cafe" + strings.Repeat("\u0301", 100)
	p := b.get("/test").form("/test").with("form", "quick").with("name", name).send().follow()
	p.question().with("answer", "2").with("comment", "\u2067a\ufeffb\u00adc 👩🏽‍💻\u2069").send()
	b.wantsStored(p.item(), "2", "abc 👩🏽‍💻")
	b.post("/test/submit", nil)
	result := b.get("/test/result").wants(200, "Gemeente 😀 Caf\u00e9\u0301\u0301\u0301")
	if strings.ContainsAny(result.body, "\u202e\u200b") || strings.Contains(result.body, strings.Repeat("\u0301", 5)) {
		t.Error("hidden characters are shown")
	}
	many := strings.Repeat("é", 81)
	again := visit(t, "en")
	again.get("/test").form("/test").with("name", many).send().wants(422, say(t, "en", "error.too_long", "length", 81, "max", 80)).
		form("/test").shows("name", many).shows("form", "standard")
	if again.capability() != "" {
		t.Error("a refused start gives a test")
	}
}

func case05(t *testing.T) {
	p := start(t, "nl")
	b := p.browser
	body := []byte("ref=social-media-maturity%401&form=quick&answer=3&reason=&from=check&comment=" + strings.Repeat("lang+", 2<<20))
	refused := b.postBody("/test/q/"+p.item(), urlencoded, string(body))
	f := refused.wants(413, say(t, "nl", "error.too_large_answer", "max", 2000), say(t, "nl", "error.nothing_lost")).form("/test/q/" + p.item())
	f.shows("answer", "3").shows("from", "check")
	if got := f.fields.Get("comment"); !strings.HasPrefix(got, "lang lang ") || len(got) < 1999 {
		t.Errorf("%d characters of the comment are kept", len(got))
	}
	b.wantsStored(p.item(), "", "")
	f.with("comment", "kort").send().leadsTo("/test/check") // the page that came back works
	b.wantsStored(p.item(), "3", "kort")
	huge := string(bytes.Repeat([]byte("name=x&"), 20_000))
	b.postBody("/test", urlencoded, huge).wants(413, say(t, "nl", "error.too_large"))
	b.postBody("/test/submit", urlencoded, huge).wants(413, say(t, "nl", "error.too_large"))
	b.get("/test/result").leadsTo("/test/check")
}

func case06(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	long, reason := strings.Repeat("é", 2001), strings.Repeat("r", 501)
	f := p.question().with("answer", "4").with("comment", long).send().
		wants(422, say(t, "en", "error.too_long", "length", 2001, "max", 2000)).form("/test/q/" + p.item())
	f.shows("answer", "4").shows("comment", long)
	p.question().with("answer", "na").with("reason", reason).with("comment", "kept").send().
		wants(422, say(t, "en", "error.too_long", "length", 501, "max", 500)).form("/test/q/"+p.item()).
		shows("answer", "na").shows("reason", reason).shows("comment", "kept")
	b.wantsStored(p.item(), "", "")
	f.with("comment", long[:4000]).send().wants(303) // 2,000 characters of two bytes
	b.wantsStored(p.item(), "4", long[:4000])
}

func case07(t *testing.T) {
	b := visit(t, "en")
	f := b.get("/test").form("/test").with("form", "quick").with("name", " \u00a0\t ").with("staff", "  ")
	p := f.send().leadsTo("/test/continue").follow()
	p.question().with("answer", "na").with("reason", " \n\u2003 ").with("comment", "kept").send().
		wants(422, say(t, "en", "error.reason_missing")).form("/test/q/"+p.item()).shows("answer", "na").shows("comment", "kept")
	b.wantsStored(p.item(), "", "")
	p.question().with("answer", "1").with("comment", " \r\n \t").send().wants(303)
	b.wantsStored(p.item(), "1", "")
	b.post("/test/submit", nil).follow().wants(200, say(t, "en", "result.organisation.none"))
}

func case08(t *testing.T) {
	b := visit(t, "en")
	p := b.get("/test").form("/test").with("form", "quick").with("name", "A\x00B\x1b[31m").send().follow()
	p.question().with("answer", "1").with("comment", "one\r\ntwo\x00\x07\x7f three\u0085").send().wants(303)
	b.wantsStored(p.item(), "1", "one\ntwo three")
	b.post("/test/submit", nil).follow().wants(200, "AB[31m")
	edit := b.get("/test/plan/" + p.item()).form("/test/plan/" + p.item())
	edit.with("owner", "X\x0b\r\nATTENDEE:evil\x00").send().wants(303)
	b.get("/test/plan/"+p.item()).form("/test/plan/"+p.item()).shows("owner", "X ATTENDEE:evil")
	for _, path := range []string{"/test/plan.csv", "/test/plan.ics", "/test/result"} {
		if i := strings.IndexFunc(b.get(path).wants(200).body, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\r\n\t", r) }); i >= 0 {
			t.Errorf("%s holds a control character at byte %d", path, i)
		}
	}
	if strings.Contains(b.get("/test/plan.ics").body, "\nATTENDEE") {
		t.Error("a typed line became a property of the calendar")
	}
}

func case09(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	fields := url.Values{"ref": {"social-media-maturity@1"}, "form": {"quick"}, "answer": {"2"}}.Encode()
	for _, bad := range []string{"&comment=a%ff", "&comment=%c3%28", "&%ff=1", "&comment=\xff", "&comment=%zz", "&comment=%"} {
		b.postBody("/test/q/"+p.item(), urlencoded, fields+bad).wants(400, say(t, "en", "error.malformed"))
	}
	b.wantsStored(p.item(), "", "")
	b.postBody("/test", urlencoded, "form=quick&name=%ff").wants(400, say(t, "en", "error.malformed"))
}

package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
)

// fillPath puts something in the gaps of a route.
func fillPath(pattern string) string {
	return strings.NewReplacer(":lang", "nl", ":item", "q08", ":format", "docx", ":capability", "none").Replace(pattern)
}

// TestWrongMethod asks every route with every method it does not have.
func TestWrongMethod(t *testing.T) {
	x := shared()
	allowed := map[string][]string{}
	for _, r := range x.routes() {
		allowed[r.path] = append(allowed[r.path], r.method)
		if r.method == "GET" {
			allowed[r.path] = append(allowed[r.path], "HEAD")
		}
	}
	if len(allowed) < 20 {
		t.Fatalf("only %d routes", len(allowed))
	}
	for pattern, has := range allowed {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"} {
			if strings.Contains(" "+strings.Join(has, " ")+" ", " "+method+" ") {
				continue
			}
			a := x.ask(t, method, fillPath(pattern), nil, "Sec-Fetch-Site", "same-origin").wants(405)
			if method != "HEAD" {
				a.wants(405, x.say("en", "error.method"))
			}
			for _, m := range has {
				if !strings.Contains(a.Header().Get("Allow"), m) {
					t.Errorf("%s %s: Allow %q lacks %s", method, pattern, a.Header().Get("Allow"), m)
				}
			}
		}
	}
}

// TestHead answers HEAD like GET, without a body when a server sends it.
func TestHead(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	for _, r := range x.routes() {
		if r.method != "GET" {
			continue
		}
		path := fillPath(r.path)
		get, head := x.get(t, path, "Cookie", cookie), x.ask(t, "HEAD", path, nil, "Cookie", cookie)
		if get.Code != head.Code || get.Header().Get("Content-Type") != head.Header().Get("Content-Type") {
			t.Errorf("%s: GET %d, HEAD %d", path, get.Code, head.Code)
		}
	}
}

// open are the routes below /test that need no test.
var open = map[string]bool{"GET /test": true, "POST /test": true, "GET /test/delete": true, "POST /test/delete": true}

// TestWithoutTest: without its cookie, with a malformed one and with one of a
// test that is gone, every page of a test is a 404 that tells nothing else.
func TestWithoutTest(t *testing.T) {
	x := newSite(t, nil)
	x.holder(t, sampleFull)
	gone := assessment.NewCapability()
	seen := 0
	for _, r := range x.routes() {
		if !strings.HasPrefix(r.path, "/test") || open[r.method+" "+r.path] {
			continue
		}
		seen++
		for cookie, key := range map[string]string{
			"":                              "error.no_test",
			"opmaat-test=":                  "error.no_test",
			"opmaat-test=x":                 "error.no_test",
			"opmaat-test=' OR 1=1":          "error.no_test",
			"__Host-opmaat-test=" + gone:    "error.no_test",
			"opmaat-test=" + gone:           "error.test_not_found",
			"opmaat-test=" + gone + "; x=1": "error.test_not_found",
		} {
			var a asked
			if r.method == "GET" {
				a = x.get(t, fillPath(r.path), "Cookie", cookie)
			} else {
				a = x.post(t, fillPath(r.path), url.Values{"ref": {"social-media-maturity@1"}, "form": {"standard"}, "answer": {"1"}}, "Cookie", cookie)
			}
			if r.path == "/test/link.svg" && key == "error.test_not_found" {
				continue // a picture of what the cookie holds, no data of a test
			}
			a.wants(404, x.say("en", key))
		}
	}
	if seen < 15 {
		t.Errorf("only %d routes of a test", seen)
	}
	for route := range open {
		method, path, _ := strings.Cut(route, " ")
		if method == "GET" {
			x.get(t, path).wants(200)
		}
	}
	x.post(t, "/test/delete", nil).wants(303)
}

// TestOwnDataOnly: two browsers, two tests; nothing of one shows in the other,
// and what one does leaves the other alone.
func TestOwnDataOnly(t *testing.T) {
	x := newSite(t, nil)
	mine, theirs := sampleFull, sampleFull
	mine.name, theirs.name = "Gemeente Mijn", "Gemeente Hunne"
	theirs.plan = []assessment.PlanItem{{Item: "q01", Target: 4, Owner: "Hunne eigenaar", Status: assessment.ActionOpen}}
	mine.plan = nil
	mySecret, myCookie := x.holder(t, mine)
	theirSecret, theirCookie := x.holder(t, theirs)
	theirKey := assessment.KeyHash(theirSecret)
	before := *x.store.tests[theirKey]
	for _, r := range x.routes() {
		if r.method != "GET" || r.path == "/t/:capability" {
			continue
		}
		for _, lang := range []string{"en", "nl"} {
			a := x.get(t, fillPath(r.path), "Cookie", myCookie, "Accept-Language", lang)
			for _, secret := range []string{theirs.name, "Hunne eigenaar", theirSecret, theirKey} {
				if strings.Contains(a.Body.String(), secret) {
					t.Errorf("%s shows %q", a.path, secret)
				}
			}
		}
	}
	x.get(t, "/test/result", "Cookie", theirCookie).wants(200, theirs.name, "Hunne eigenaar")
	x.get(t, "/test/result", "Cookie", myCookie).wants(200, mine.name)
	answer := url.Values{"ref": {"social-media-maturity@1"}, "form": {"full"}, "answer": {"0"}, "comment": {"mine"}}
	for path, form := range map[string]url.Values{"/test/q/q08": answer, "/test/plan/q08": {"owner": {"mine"}}, "/test/submit": nil, "/test/close": nil, "/test/reopen": nil, "/test/delete": nil} {
		x.post(t, path, form, "Cookie", myCookie)
	}
	if x.store.tests[assessment.KeyHash(mySecret)] != nil {
		t.Error("my test is not deleted")
	}
	after := x.store.tests[theirKey]
	if after == nil || after.test != before.test || len(after.plan) != 1 || after.entries["q08"] != before.entries["q08"] {
		t.Errorf("another test changed: %+v", after)
	}
}

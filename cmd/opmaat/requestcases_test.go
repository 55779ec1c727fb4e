package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// requestCases are about HTTP itself.
var requestCases = []badCase{
	{"Case31WrongMethod", case31},
	{"Case32WrongContentType", case32},
	{"Case33TooMany", case33},
	{"Case38CrossSite", case38},
	{"Case43AcceptLanguage", case43},
	{"Case44OpenRedirect", case44},
	{"Case45DoubleClick", case45},
}

func case31(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	for path, allowed := range map[string]string{"/": "GET", "/test": "POST", p.path: "POST", "/test/submit": "POST", "/healthz": "GET", "/t/x": "GET"} {
		for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
			req := b.request(method, path, "", nil)
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			got := b.do(req).wants(405, say(t, "en", "error.method"))
			if !strings.Contains(got.header.Get("Allow"), allowed) {
				t.Errorf("%s %s: Allow is %q", method, path, got.header.Get("Allow"))
			}
		}
	}
	b.post("/method", nil).wants(405, say(t, "en", "error.method"))
	b.get("/test/submit").wants(405, say(t, "en", "error.method"))
	b.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 0, "total", 9))
}

func case32(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	fields := p.question().with("answer", "3").fields.Encode()
	deep := strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000)
	for kind, body := range map[string]string{
		"":                                    fields,
		"text/plain":                          fields,
		"application/json":                    deep,
		"application/json; charset=utf-8":     `{"answer":1,"answer":2}`,
		"multipart/form-data":                 "--x\r\n",
		"multipart/form-data; boundary=x":     "--x\r\nContent-Disposition: form-data; name=\"answer\"\r\n\r\n3\r\n--x", // cut off
		"application/xml":                     "<a/>",
		"application/x-www-form-urlencode; =": fields,
	} {
		for _, path := range []string{p.path, "/test", "/test/submit", "/test/delete", "/test/close", "/test/reopen"} {
			b.postBody(path, kind, body).wants(415, say(t, "en", "error.media_type"))
		}
	}
	b.wantsStored(p.item(), "", "")
	b.postBody(p.path, urlencoded+"; charset=UTF-8", fields).leadsTo(p.answer("1").path)
}

func case33(t *testing.T) {
	p := start(t, "en")
	b := p.browser
	fields := p.question().with("answer", "3").fields
	for range 200 {
		fields.Add("extra", "1")
	}
	b.post(p.path, fields).wants(400, say(t, "en", "error.malformed"))
	b.wantsStored(p.item(), "", "")
	req := b.request("GET", "/", "", nil)
	req.Header.Set("X-Large", strings.Repeat("x", 32<<10))
	if got := b.do(req); got.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("32 KB of headers give %d", got.status)
	}
	b.get("/").wants(200)
}

func case38(t *testing.T) {
	p := start(t, "nl")
	b := p.browser
	for _, c := range []struct{ site, origin string }{
		{"cross-site", "https://evil.example"},
		{"cross-site", ""},
		{"same-site", "http://other.gemeente.example"},
		{"", "https://evil.example"},
		{"", "null"},
		{"cross-site", b.base},
	} {
		for path, fields := range map[string]url.Values{p.path: p.question().with("answer", "4").fields, "/test/delete": {}, "/test/submit": {}, "/test": {"form": {"quick"}}} {
			req := b.request("POST", path, urlencoded, strings.NewReader(fields.Encode()))
			if c.site != "" {
				req.Header.Set("Sec-Fetch-Site", c.site)
			}
			if c.origin != "" {
				req.Header.Set("Origin", c.origin)
			}
			b.do(req).wants(403, say(t, "nl", "error.cross_site"))
		}
	}
	b.wantsStored(p.item(), "", "")
	own := b.request("POST", p.path, urlencoded, strings.NewReader(p.question().with("answer", "4").fields.Encode()))
	own.Header.Set("Origin", b.base) // an older browser on our own page
	b.do(own).wants(303)
}

func case43(t *testing.T) {
	for _, header := range []string{"", "*", "xx", "nl-", "en;q=nonsense", ";;;,,,", "\u00e9", strings.Repeat("nl,", 5000/3), strings.Repeat("z", 5<<10), "de, fr;q=0.9"} {
		b := visit(t, header)
		if got := b.get("/").wants(200).language(); got != "en" {
			t.Errorf("%.20q gives %q", header, got)
		}
	}
	for header, want := range map[string]string{"nl": "nl", "nl-BE, en;q=0.5": "nl", "en-GB, nl;q=0.9": "en", "de, nl;q=0.5": "nl"} {
		if got := visit(t, header).get("/").language(); got != want {
			t.Errorf("%q gives %q, want %q", header, got, want)
		}
	}
}

func case44(t *testing.T) {
	b := visit(t, "en")
	for _, next := range []string{"//evil.example", "https://evil.example/", "http:evil.example", `/\evil.example`, `\\evil.example`, "javascript:alert(1)", "evil.example", "", "/\t/evil.example", "/\n/evil.example", "///evil.example", "//user@evil.example", "%2f%2fevil.example", "http://[::1"} {
		b.get("/lang/nl?next=" + url.QueryEscape(next)).leadsTo("/")
	}
	b.get("/lang/nl?next=" + url.QueryEscape("/method?x=1")).leadsTo("/method?x=1")
	b.get("/lang/xx?next=/method").wants(404, say(t, "nl", "error.page_not_found"))
}

// case45: see TestDoubleClicks for what is stored; here both clicks are on
// their way at once.
func case45(t *testing.T) {
	p := start(t, "en")
	f := p.question().with("answer", "3")
	got := make(chan string, 8)
	for range cap(got) {
		go func() {
			res, err := p.browser.client.PostForm(p.browser.base+p.path, f.fields)
			if err != nil {
				got <- err.Error()
				return
			}
			_ = res.Body.Close() // only the redirect matters
			got <- res.Header.Get("Location")
		}()
	}
	want := f.send().header.Get("Location")
	for range cap(got) {
		if to := <-got; to != want {
			t.Errorf("one click leads to %q, another to %q", to, want)
		}
	}
	p.browser.get("/test/overview").wants(200, say(t, "en", "overview.lead", "count", 1, "total", 9))
}

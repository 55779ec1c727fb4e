package web

import "testing"

// TestLocalPath takes a path on this server as it is, and anything else as the
// home page.
func TestLocalPath(t *testing.T) {
	for next, want := range map[string]string{
		"/":                         "/",
		"/test/q/q08?from=check":    "/test/q/q08?from=check",
		"/test/result#plan":         "/test/result#plan",
		"/a%20b":                    "/a%20b",
		"/.well-known/security.txt": "/.well-known/security.txt",
		"":                          "/",
		"test":                      "/",
		"//evil.example":            "/",
		"///evil.example":           "/",
		"//user@evil.example/":      "/",
		"https://evil.example/":     "/",
		"https:evil.example":        "/",
		"javascript:alert(1)":       "/",
		`/\evil.example`:            "/",
		`\\evil.example`:            "/",
		"/\tevil":                   "/",
		"/\r\nSet-Cookie: x=1":      "/",
		"%2f%2fevil.example":        "/",
		"/%zz":                      "/",
		"http://[::1":               "/",
		"?x":                        "/",
		"/\x00":                     "/",
	} {
		if got := localPath(next); got != want {
			t.Errorf("localPath(%q) = %q, want %q", next, got, want)
		}
	}
}

// FuzzLocalPath looks for a path that leads elsewhere.
func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/", "//x", `/\x`, "/a?b#c", "%2f%2fx", "/%2f/x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, next string) {
		got := localPath(next)
		if got == "" || got[0] != '/' || len(got) > 1 && (got[1] == '/' || got[1] == '\\') {
			t.Errorf("localPath(%q) = %q", next, got)
		}
	})
}

// TestLanguageChoice: a choice made goes before what the browser asks, and a
// language that is not offered is no choice.
func TestLanguageChoice(t *testing.T) {
	x := newSite(t, nil)
	capability, cookie := x.holder(t, sampleStandard)
	for _, c := range []struct{ cookie, accept, want string }{
		{"", "nl", "nl"}, {"opmaat-lang=en", "nl", "en"}, {"opmaat-lang=xx", "nl", "nl"}, {"opmaat-lang=", "", "en"}, {"opmaat-lang=nl", "", "nl"},
	} {
		for n := range elements(x.get(t, "/", "Cookie", c.cookie, "Accept-Language", c.accept).wants(200).doc(), "html") {
			if got := value(n, "lang"); got != c.want {
				t.Errorf("%+v gives %s", c, got)
			}
		}
	}
	// The language goes with the test to another device.
	x.get(t, "/lang/nl?next=/test", "Cookie", cookie).wants(303)
	if got := x.get(t, "/t/"+capability).wants(303).Result().Cookies()[1]; got.Name != languageCookie || got.Value != "nl" {
		t.Errorf("cookie %v", got)
	}
}

package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// guards are on every answer, whatever it is.
var guards = map[string]string{
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"X-Frame-Options":              "DENY",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
}

// directives are what the content security policy must hold.
var directives = []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
	"base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'", "require-trusted-types-for 'script'"}

func checkGuards(t *testing.T, a asked) {
	t.Helper()
	for name, want := range guards {
		if got := a.Header().Values(name); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %s is %q", a.path, name, got)
		}
	}
	policy := strings.Split(a.Header().Get("Content-Security-Policy"), "; ")
	if len(policy) != len(directives) {
		t.Errorf("%s: policy %q", a.path, policy)
	}
	for i, want := range directives {
		if i < len(policy) && policy[i] != want {
			t.Errorf("%s: policy %q, want %q", a.path, policy[i], want)
		}
	}
	if !strings.Contains(a.Header().Get("Permissions-Policy"), "camera=()") || a.Header().Get("Access-Control-Allow-Origin") != "" || a.Header().Get("Server") != "" {
		t.Errorf("%s: %v", a.path, a.Header())
	}
}

// TestSecurityHeaders looks at every route, at refusals and at assets.
func TestSecurityHeaders(t *testing.T) {
	x := newSite(t, nil)
	capability, cookie := x.holder(t, sampleStandard)
	paths := []string{"/nowhere", "/dev/gallery/error-internal", "/static/x/none.css", "/t/" + capability, "/lang/nl?next=/"}
	for _, r := range x.routes() {
		paths = append(paths, fillPath(r.path))
	}
	for _, path := range paths {
		a := x.get(t, path, "Cookie", cookie)
		checkGuards(t, a)
		if got := a.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		if a.Header().Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS over plain HTTP", path)
		}
	}
	checkGuards(t, x.get(t, x.loads(t, "/")[0]))
	checkGuards(t, x.ask(t, "POST", "/test/delete", nil, "Sec-Fetch-Site", "cross-site").wants(403))
}

// TestCookies: over HTTPS, by the base URL or a trusted proxy, the cookie has
// the __Host- prefix and is Secure; a stranger's header changes nothing.
func TestCookies(t *testing.T) {
	base, err := url.Parse("https://opmaat.example.eu")
	if err != nil {
		t.Fatal(err)
	}
	proxy := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} // httptest's requests come from 192.0.2.1
	other := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for _, c := range []struct {
		name    string
		change  func(*Options)
		forward string
		secure  bool
		link    string
	}{
		{"plain", nil, "", false, "http://example.com/t/"},
		{"spoofed", nil, "https", false, "http://example.com/t/"},
		{"base URL", func(o *Options) { o.BaseURL = base }, "", true, "https://opmaat.example.eu/t/"},
		{"proxy", func(o *Options) { o.TrustedProxies = proxy }, "https", true, "https://example.com/t/"},
		{"proxy with HTTP", func(o *Options) { o.TrustedProxies = proxy }, "http", false, "http://example.com/t/"},
		{"another proxy", func(o *Options) { o.TrustedProxies = other }, "https", false, "http://example.com/t/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newSite(t, c.change)
			capability, _ := x.holder(t, sampleStandard)
			a := x.get(t, "/t/"+capability, "X-Forwarded-Proto", c.forward, "X-Forwarded-Host", "evil.example").wants(303)
			name := map[bool]string{true: "__Host-opmaat-test", false: "opmaat-test"}[c.secure]
			for _, cookie := range a.Result().Cookies() {
				if !cookie.HttpOnly || cookie.Secure != c.secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
					t.Errorf("%v", cookie)
				}
			}
			if got := a.Result().Cookies()[0]; got.Name != name || got.Value != capability {
				t.Errorf("cookie %s, want %s", got.Name, name)
			}
			if got := a.Header().Get("Strict-Transport-Security") != ""; got != c.secure {
				t.Errorf("HSTS %v", got)
			}
			x.get(t, "/test/link", "Cookie", name+"="+capability, "X-Forwarded-Proto", c.forward).wants(200, c.link+capability)
			if wrong := map[bool]string{false: "__Host-opmaat-test", true: "opmaat-test"}[c.secure]; x.get(t, "/test/link", "Cookie", wrong+"="+capability, "X-Forwarded-Proto", c.forward).Code != 404 {
				t.Errorf("the cookie %s opens the test", wrong)
			}
		})
	}
}

// TestParseProxies reads addresses and ranges and names what it cannot read.
func TestParseProxies(t *testing.T) {
	got, err := ParseProxies([]string{"10.0.0.0/8", "127.0.0.1", "::1", "2001:db8::/32"})
	if err != nil || len(got) != 4 || got[1].String() != "127.0.0.1/32" || got[2].String() != "::1/128" {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "10.0.0.0/33", "proxy", "10.0.0/8", "1.2.3.4:80"} {
		if _, err := ParseProxies([]string{bad}); err == nil || !strings.Contains(err.Error(), `"`+bad+`"`) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	p := proxies{netip.MustParsePrefix("10.0.0.0/8")}
	for from, want := range map[string]bool{"10.1.2.3:4": true, "[::ffff:10.1.2.3]:4": true, "11.1.2.3:4": false, "pipe": false} {
		r := &http.Request{RemoteAddr: from, Header: http.Header{"X-Forwarded-Proto": {"https"}}}
		if p.forwardedHTTPS(r) != want {
			t.Errorf("from %s: %v", from, !want)
		}
	}
}

package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// wire is how many bytes an address costs a browser that takes gzip, headers aside.
func (x *site) wire(t *testing.T, path string, headers ...string) int {
	t.Helper()
	a := x.get(t, path, append(headers, "Accept-Encoding", "gzip")...).wants(http.StatusOK)
	if a.Header().Get("Content-Encoding") == "gzip" {
		r, err := gzip.NewReader(bytes.NewReader(a.Body.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			t.Fatalf("%s is not gzip: %v", path, err)
		}
	} else if !strings.HasSuffix(path, ".woff2") {
		t.Errorf("%s is not compressed", path)
	}
	return a.Body.Len()
}

// loads are the addresses a browser fetches by itself with a page.
func (x *site) loads(t *testing.T, path string, headers ...string) []string {
	t.Helper()
	var out []string
	for n := range elements(x.get(t, path, headers...).wants(http.StatusOK).doc(), "link", "script", "img") {
		src := value(n, "src") + value(n, "href")
		if src != "" && !slices.Contains(out, src) {
			out = append(out, src)
		}
	}
	return out
}

// TestPageWeight keeps the pages light enough for a phone on a bad line.
func TestPageWeight(t *testing.T) {
	x := newSite(t, func(o *Options) { o.Dev = false })
	full := sampleFull
	full.name = "Gemeente Vlasbrugge"
	_, cookie := x.holder(t, full)
	for _, lang := range x.mustCurrent().languages {
		headers := []string{"Cookie", cookie, "Accept-Language", lang}
		for _, c := range []struct {
			path  string
			most  int
			warm  bool
			loads int
		}{
			{"/", 40 << 10, false, 4},
			{"/test", 40 << 10, false, 4},
			{"/test/q/q08", 8 << 10, true, 0},
			{"/test/q/q08", 40 << 10, false, 4},
			{"/test/result", 450 << 10, false, 6},
		} {
			total, assets := x.wire(t, c.path, headers...), x.loads(t, c.path, headers...)
			if c.warm {
				assets = nil
			}
			for _, src := range assets {
				total += x.wire(t, src)
			}
			if total > c.most || len(assets) < c.loads {
				t.Errorf("%s in %s: %d bytes with %d assets, at most %d with at least %d", c.path, lang, total, len(assets), c.most, c.loads)
			}
			t.Logf("%s in %s: %d bytes with %d assets", c.path, lang, total, len(assets))
		}
	}
}

// TestGameWeight keeps the pages of a game as light; the one with charts as
// light as a result.
func TestGameWeight(t *testing.T) {
	over, begins := begun(t, "hanzeveen", nil), begun(t, "hanzeveen", nil)
	for round := range 6 {
		over.decide(1, round+1, 1)
	}
	for _, lang := range over.mustCurrent().languages {
		for _, c := range []struct {
			*player
			path        string
			page, whole int
		}{
			{begins, "/game", 8 << 10, 50 << 10}, {begins, "/game/s/hanzeveen", 8 << 10, 50 << 10}, {begins, "/game/play/1/round/1", 8 << 10, 50 << 10},
			{over, "/game/play/1/round/6/after", 8 << 10, 50 << 10}, {over, "/game/play/1/ending", 8 << 10, 50 << 10},
			{over, "/game/play/1/path", 8 << 10, 50 << 10}, {over, "/game/play/1/numbers", 16 << 10, 450 << 10},
		} {
			headers := []string{"Cookie", c.cookie, "Accept-Language", lang}
			page := c.wire(t, c.path, headers...)
			whole := page
			for _, src := range c.loads(t, c.path, headers...) {
				whole += c.wire(t, src)
			}
			if page > c.page || whole > c.whole {
				t.Errorf("%s in %s: %d bytes, %d with what it loads; at most %d and %d", c.path, lang, page, whole, c.page, c.whole)
			}
			t.Logf("%s in %s: %d bytes, %d with what it loads", c.path, lang, page, whole)
		}
	}
}

// TestSecretIsNotCompressed: the page that shows the link is sent as it is, so
// that its size tells nothing about the secret.
func TestSecretIsNotCompressed(t *testing.T) {
	x := newSite(t, nil)
	capability, cookie := x.holder(t, sampleStandard)
	a := x.get(t, "/test/link", "Cookie", cookie, "Accept-Encoding", "gzip").wants(200, capability)
	if got := a.Header().Get("Content-Encoding"); got != "" {
		t.Errorf("encoded as %q", got)
	}
	p := begun(t, "oostkade", nil)
	if got := p.open("/game/link", "Accept-Encoding", "gzip").wants(200, strings.TrimPrefix(p.cookie, gameCookie+"=")).Header().Get("Content-Encoding"); got != "" {
		t.Errorf("the link of a game is encoded as %q", got)
	}
}

// TestAssetsAreKept: an asset may be kept for ever under its hash, and no other.
func TestAssetsAreKept(t *testing.T) {
	x := shared()
	for _, src := range x.loads(t, "/dev/gallery/result-full") {
		a := x.get(t, src).wants(200)
		if a.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || a.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", src, a.Header())
		}
		parts := strings.Split(src, "/")
		parts[2] = strings.Repeat("0", 12)
		x.get(t, strings.Join(parts, "/")).wants(404)
	}
	for _, path := range []string{"/static/", "/static/x/y", "/static/x/../../etc/passwd", "/static/x/app.css/"} {
		if a := x.get(t, path); a.Code != 404 {
			t.Errorf("%s: status %d", path, a.Code)
		}
	}
}

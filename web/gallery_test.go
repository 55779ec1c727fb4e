package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// refusals are the exhibits that are not an ordinary page.
var refusals = map[string]int{
	"join-wrong": 404, "join-locked": 409, "join-lost": 404, "join-gone": 410, "promises-error": 422, "phone-removed": 403, "phone-refused": 409,
	"start-errors": 422, "question-error": 422, "question-reason": 422, "plan-error": 422, "report-error": 422,
	"error-missing": 404, "error-link": 404, "error-closed": 409, "error-internal": 500, "error-unavailable": 503,
	"tools-error": 422, "error-situation": 404,
	"game-start-error": 422, "game-round-error": 422, "game-round-stale": 409, "game-pledge-error": 422, "error-game": 404, "error-game-early": 409,
}

// exhibited is one answer of the gallery.
type exhibited struct {
	lang, name string
	answer     *httptest.ResponseRecorder
}

// walk asks for every exhibit in every language, once for all tests.
var walk = sync.OnceValue(func() []exhibited {
	var out []exhibited
	for _, lang := range shared().mustCurrent().languages {
		for _, name := range GalleryNames() {
			out = append(out, exhibited{lang, name, shared().get(&testing.T{}, "/dev/gallery/"+name, "Accept-Language", lang).ResponseRecorder})
		}
	}
	return out
})

// walkGallery runs fn on every exhibit in every language.
func walkGallery(t *testing.T, fn func(t *testing.T, lang string, a asked)) {
	t.Helper()
	names := GalleryNames()
	if len(names) < 30 || len(walk()) < 2*len(names) {
		t.Fatalf("%d exhibits, %d answers", len(names), len(walk()))
	}
	for name := range refusals {
		if !slices.Contains(names, name) {
			t.Errorf("there is no exhibit %s any more", name)
		}
	}
	for _, e := range walk() {
		t.Run(e.lang+"/"+e.name, func(t *testing.T) {
			want := http.StatusOK
			if status, ok := refusals[e.name]; ok {
				want = status
			}
			fn(t, e.lang, asked{e.answer, t, "GET /dev/gallery/" + e.name}.wants(want))
		})
	}
}

// TestGallery holds every page and state to what every page must be.
func TestGallery(t *testing.T) {
	walkGallery(t, func(t *testing.T, lang string, a asked) {
		doc := a.doc()
		checkStructure(t, doc, lang)
		checkLabels(t, doc)
		checkPolicy(t, doc)
		checkLinks(t, doc)
	})
}

var rawKey = regexp.MustCompile(`\b(game|nav|home|start|question|overview|check|link|delete|result|figure|plan|status|severity|method|privacy|accessibility|error|form|answer|foot|language)\.[a-z_]+(\.[a-z_]+)*\b`)

// checkStructure: one h1, headings without gaps, unique ids, the language, a
// title, and words instead of keys.
func checkStructure(t *testing.T, doc *html.Node, lang string) {
	level, h1, ids := 0, 0, map[string]bool{}
	for n := range elements(doc) {
		if id, ok := attr(n, "id"); ok {
			if ids[id] || id == "" {
				t.Errorf("id %q stands twice or is empty", id)
			}
			ids[id] = true
		}
		switch {
		case n.Data == "html" && value(n, "lang") != lang:
			t.Errorf("lang is %q", value(n, "lang"))
		case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
			now := int(n.Data[1] - '0')
			if now == 1 {
				h1++
			}
			if now > level+1 && level > 0 { // the error summary stands above the h1
				t.Errorf("%s follows h%d: %q", n.Data, level, textOf(n))
			}
			if level = now; textOf(n) == "" {
				t.Errorf("an empty %s", n.Data)
			}
		case n.Data == "title" && !strings.HasSuffix(textOf(n), " · Opmaat"):
			t.Errorf("title %q", textOf(n))
		}
	}
	if h1 != 1 {
		t.Errorf("%d h1", h1)
	}
	text := textOf(doc)
	for _, sign := range []string{"⟦", "%!", "<no value>", gapMark, "NaN"} {
		if strings.Contains(text, sign) {
			t.Errorf("the page shows %q", sign)
		}
	}
	if key := rawKey.FindString(text); key != "" {
		t.Errorf("the page shows the key %q", key)
	}
	for n := range elements(doc) {
		for _, name := range []string{"aria-describedby", "aria-labelledby", "for"} {
			for _, id := range strings.Fields(value(n, name)) {
				if !ids[id] && !strings.HasPrefix(id, "error-") { // an error comes and goes
					t.Errorf("%s of %s names %q, which is not there", name, n.Data, id)
				}
			}
		}
	}
}

// checkLabels: every control has words of its own.
func checkLabels(t *testing.T, doc *html.Node) {
	labels := map[string]string{}
	for n := range elements(doc, "label") {
		labels[value(n, "for")] = textOf(n)
	}
	for n := range elements(doc, "input", "select", "textarea") {
		if value(n, "type") != "hidden" && labels[value(n, "id")] == "" {
			t.Errorf("no label for %s %q", n.Data, value(n, "id"))
		}
	}
	for n := range elements(doc, "button", "a", "summary", "legend", "caption", "th") {
		if textOf(n) == "" && value(n, "aria-label") == "" {
			t.Errorf("an empty %s %v", n.Data, n.Attr)
		}
	}
	for n := range elements(doc, "img") {
		if alt, ok := attr(n, "alt"); !ok || alt == "" {
			t.Errorf("no text for the picture %s", value(n, "src"))
		}
	}
	for n := range elements(doc, "table") {
		heads := slices.Collect(elements(n, "th"))
		if len(slices.Collect(elements(n, "caption"))) != 1 || len(heads) == 0 || slices.ContainsFunc(heads, func(h *html.Node) bool { return value(h, "scope") == "" }) {
			t.Error("a table without caption or heads with a scope")
		}
	}
}

// checkPolicy: nothing that the content security policy would stop.
func checkPolicy(t *testing.T, doc *html.Node) {
	for n := range elements(doc) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s has the attribute %s", n.Data, a.Key)
			}
		}
		switch n.Data {
		case "style", "iframe", "object", "embed", "base":
			t.Errorf("the page has <%s>", n.Data)
		case "script":
			src, outside := attr(n, "src")
			if !outside && (value(n, "type") != "application/json" || !json.Valid([]byte(n.FirstChild.Data))) {
				t.Errorf("an inline script: %.80s", textOf(n))
			}
			if outside && !strings.HasPrefix(src, "/static/") {
				t.Errorf("a script from %s", src)
			}
		}
	}
}

// checkLinks: what a page loads is ours and is there; links lead to this site
// or, on the method page, to the sources; fragments have a target.
func checkLinks(t *testing.T, doc *html.Node) {
	ids := map[string]bool{}
	for n := range elements(doc) {
		ids[value(n, "id")] = true
	}
	for n := range elements(doc) {
		for _, name := range []string{"href", "src", "action", "poster", "srcset"} {
			raw, ok := attr(n, name)
			if !ok {
				continue
			}
			u, err := url.Parse(raw)
			switch {
			case err != nil:
				t.Errorf("%s: %v", raw, err)
			case u.Scheme == "mailto":
			case u.Host != "" || u.Scheme != "":
				if n.Data != "a" || value(n, "rel") != "noreferrer" {
					t.Errorf("%s %s leads to %s", n.Data, name, raw)
				}
			case u.Path == "" && !ids[u.Fragment]:
				t.Errorf("nothing has the id %s", raw)
			case strings.HasPrefix(u.Path, "/static/"):
				shared().get(t, u.Path).wants(http.StatusOK)
			case u.Path != "" && !strings.HasPrefix(u.Path, "/"):
				t.Errorf("a relative address %s", raw)
			}
		}
	}
}

// TestOnlySourcesLinkOutside keeps the sources, on the method page and the fact
// sheets, the only links to elsewhere.
func TestOnlySourcesLinkOutside(t *testing.T) {
	outside := map[string]int{}
	walkGallery(t, func(t *testing.T, lang string, a asked) {
		for n := range elements(a.doc(), "a") {
			if strings.HasPrefix(value(n, "href"), "http") {
				outside[strings.TrimPrefix(a.path, "GET /dev/gallery/")]++
			}
		}
	})
	if len(outside) != 3 || outside["method"] == 0 || outside["tool"] == 0 || outside["tool-ended"] == 0 {
		t.Errorf("links to elsewhere: %v", outside)
	}
}

// TestInternalLinksExist follows every address of the gallery to the table of routes.
func TestInternalLinksExist(t *testing.T) {
	x := shared()
	seen := map[string]bool{}
	walkGallery(t, func(t *testing.T, lang string, a asked) {
		for n := range elements(a.doc(), "a", "form", "img") {
			for _, name := range []string{"href", "action", "src"} {
				if raw, ok := attr(n, name); ok && strings.HasPrefix(raw, "/") {
					method := map[string]string{"action": "POST"}[name]
					if value(n, "method") == "get" {
						method = ""
					}
					u, _ := url.Parse(raw) // checkLinks has parsed it
					seen[method+" "+u.Path] = true
				}
			}
		}
	})
	for address := range seen {
		method, path, _ := strings.Cut(address, " ")
		if method == "" {
			method = "GET"
		}
		a := x.ask(t, method, path, strings.NewReader(""), "Content-Type", "application/x-www-form-urlencoded")
		if a.Code == http.StatusMethodNotAllowed || a.Code == http.StatusNotFound && !strings.HasPrefix(path, "/test") && !strings.HasPrefix(path, "/game/") && !strings.Contains(path, "/"+sampleID) {
			t.Errorf("%s %s: status %d", method, path, a.Code)
		}
		if strings.Contains(a.Body.String(), html.EscapeString(x.say("en", "error.page_not_found"))) {
			t.Errorf("%s %s is not a page", method, path)
		}
	}
	if len(seen) < 40 {
		t.Errorf("saw only %d addresses", len(seen))
	}
}

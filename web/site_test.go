package web

import (
	"bytes"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"golang.org/x/net/html"
)

var builtin = sync.OnceValues(func() (*content.Library, error) {
	lib, _, err := content.Load(content.Builtin())
	return lib, err
})

// site is the application with a store of its own.
type site struct {
	*Server
	handler http.Handler
	store   *memory
	log     *bytes.Buffer // read it when no request is running
}

// moment is when the tests of this package happen.
var moment = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func newSite(t testing.TB, change func(*Options)) *site {
	t.Helper()
	lib, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	x := &site{store: newMemory(), log: new(bytes.Buffer)}
	o := Options{Tests: x.store, Games: newGameMemory(), Workshops: newWorkshopMemory(), Library: func() *content.Library { return lib }, Log: slog.New(slog.NewJSONHandler(x.log, nil)), Now: func() time.Time { return moment },
		DraftDays: 30, ResultMonths: 24, Contact: "hulp@gemeente.example", Version: "test", Dev: true}
	if change != nil {
		change(&o)
	}
	if x.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	if x.handler, err = x.Handler(); err != nil {
		t.Fatal(err)
	}
	return x
}

// shared is one site for the tests that only read.
var shared = sync.OnceValue(func() *site { return newSite(&testing.T{}, nil) })

// asked is a request with its answer.
type asked struct {
	*httptest.ResponseRecorder
	t    testing.TB
	path string
}

// ask sends a request; headers are name-value pairs.
func (x *site) ask(t testing.TB, method, path string, body io.Reader, headers ...string) asked {
	t.Helper()
	req := httptest.NewRequest(method, path, body)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	a := asked{httptest.NewRecorder(), t, method + " " + path}
	x.handler.ServeHTTP(a, req)
	return a
}

func (x *site) get(t testing.TB, path string, headers ...string) asked {
	t.Helper()
	return x.ask(t, "GET", path, nil, headers...)
}

// post sends a form as our own pages do.
func (x *site) post(t testing.TB, path string, form url.Values, headers ...string) asked {
	t.Helper()
	headers = append(headers, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
	return x.ask(t, "POST", path, strings.NewReader(form.Encode()), headers...)
}

// holder stores a test as the sample describes it, sent when its state says so,
// and returns the capability and the cookie header of its browser.
func (x *site) holder(t testing.TB, s sample) (capability, cookie string) {
	t.Helper()
	made, entries := x.made(s)
	capability = assessment.NewCapability()
	made.KeyHash, made.ID = assessment.KeyHash(capability), assessment.NewCapability()
	k := &kept{test: made, entries: entries, plan: s.plan}
	if made.State != assessment.Draft {
		k.sent = assessment.Submission{Seq: 1, At: moment, Entries: entries}
	}
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	x.store.tests[made.KeyHash] = k
	return capability, testCookie + "=" + capability
}

func (a asked) wants(status int, texts ...string) asked {
	a.t.Helper()
	if a.Code != status {
		a.t.Fatalf("%s: status %d, want %d: %.600s", a.path, a.Code, status, textOf(a.doc()))
	}
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(a.Body.String()), text) {
			a.t.Errorf("%s does not say %q: %.600s", a.path, text, textOf(a.doc()))
		}
	}
	return a
}

// doc is the answer as HTML.
func (a asked) doc() *html.Node {
	a.t.Helper()
	doc, err := html.Parse(bytes.NewReader(a.Body.Bytes()))
	if err != nil {
		a.t.Fatalf("%s: %v", a.path, err)
	}
	return doc
}

// elements walks the elements with one of these names under root, all of them without a name.
func elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) && !yield(n) {
				return
			}
		}
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attr(n, name)
	return v
}

func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// say is a sentence in a language.
func (x *site) say(lang, key string, args ...any) string {
	return x.mustCurrent().printers[lang].T(key, args...)
}

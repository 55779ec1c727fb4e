package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// browser is what one person looks through: it keeps cookies, sees forms and
// fills them in. It runs no JavaScript and follows a redirect only when told to.
type browser struct {
	t      *testing.T
	base   string
	client *http.Client
	accept string // Accept-Language
}

func newBrowser(t *testing.T, base, lang string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{t: t, base: base, accept: lang, client: &http.Client{Jar: jar, CheckRedirect: stay, Timeout: 30 * time.Second}}
}

// screen is one answer of the server.
type screen struct {
	browser *browser
	path    string
	status  int
	header  http.Header
	body    string
	doc     *html.Node // nil when it is not HTML
}

// internal are signs of the inside of the program, which no person may see.
var internal = []string{"error.", "goroutine", ".go:", "sql", "⟦", "%!", "<no value>"}

func (b *browser) do(req *http.Request) screen {
	b.t.Helper()
	if req.Header.Get("Accept-Language") == "" {
		req.Header.Set("Accept-Language", b.accept)
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	p := screen{browser: b, path: req.URL.Path, status: res.StatusCode, header: res.Header, body: string(body)}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && len(body) > 0 {
		if p.doc, err = html.Parse(strings.NewReader(p.body)); err != nil {
			b.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
		}
		for _, sign := range internal {
			if strings.Contains(p.body, sign) {
				b.t.Errorf("%s %s shows internal text %q", req.Method, req.URL.Path, sign)
			}
		}
	}
	return p
}

func (b *browser) request(method, path, kind string, body io.Reader) *http.Request {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	return req
}

func (b *browser) get(path string) screen {
	b.t.Helper()
	return b.do(b.request("GET", path, "", nil))
}

// open gets a page and follows its redirects, as typing an address does.
func (b *browser) open(path string) screen {
	b.t.Helper()
	return b.get(path).follow()
}

const urlencoded = "application/x-www-form-urlencoded"

// post sends fields as a form on this site does.
func (b *browser) post(path string, fields url.Values) screen {
	b.t.Helper()
	return b.postBody(path, urlencoded, fields.Encode())
}

func (b *browser) postBody(path, kind, body string) screen {
	b.t.Helper()
	req := b.request("POST", path, kind, strings.NewReader(body))
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(req)
}

// capability is the secret of the test in this browser, or "".
func (b *browser) capability() string {
	b.t.Helper()
	u, err := url.Parse(b.base)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(u) {
		if c.Name == "opmaat-test" {
			return c.Value
		}
	}
	return ""
}

// follow goes where 303 redirects lead, as a browser does at once.
func (p screen) follow() screen {
	p.browser.t.Helper()
	for hops := 0; p.status == http.StatusSeeOther; hops++ {
		to := p.header.Get("Location")
		if hops == 5 || !strings.HasPrefix(to, "/") {
			p.browser.t.Fatalf("%s leads on to %q", p.path, to)
		}
		p = p.browser.get(to)
	}
	return p
}

// wants fails unless the page has this status and shows these texts.
func (p screen) wants(status int, texts ...string) screen {
	p.browser.t.Helper()
	if p.status != status {
		p.browser.t.Fatalf("%s: status %d, want %d\n%s", p.path, p.status, status, p.start())
	}
	for _, text := range texts {
		if !strings.Contains(p.text(), plainSpace(text)) {
			p.browser.t.Fatalf("%s does not say %q:\n%s", p.path, text, p.start())
		}
	}
	return p
}

// lacks fails when the page shows one of these texts.
func (p screen) lacks(texts ...string) screen {
	p.browser.t.Helper()
	for _, text := range texts {
		if strings.Contains(p.text(), plainSpace(text)) {
			p.browser.t.Fatalf("%s says %q:\n%s", p.path, text, p.start())
		}
	}
	return p
}

// leadsTo fails unless the page redirects there with 303.
func (p screen) leadsTo(path string) screen {
	p.browser.t.Helper()
	if p.status != http.StatusSeeOther || p.header.Get("Location") != path {
		p.browser.t.Fatalf("%s: status %d to %q, want 303 to %q\n%s", p.path, p.status, p.header.Get("Location"), path, p.text())
	}
	return p
}

// text is what a person reads on the page, white space as single spaces; of
// what is not HTML it is the body.
func (p screen) text() string {
	if p.doc == nil {
		return plainSpace(p.body)
	}
	var b strings.Builder
	for n := range p.doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "textarea" {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
	}
	return plainSpace(b.String())
}

// start is the beginning of the text, for failures.
func (p screen) start() string {
	return string([]rune(p.text() + " ")[:min(1500, len([]rune(p.text())))])
}

func plainSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// heading is the text of the one h1.
func (p screen) heading() string {
	p.browser.t.Helper()
	var found []string
	for n := range elements(p.doc, "h1") {
		found = append(found, plainSpace(textOf(n)))
	}
	if len(found) != 1 {
		p.browser.t.Fatalf("%s has headings %q", p.path, found)
	}
	return found[0]
}

// language is the lang attribute of the page.
func (p screen) language() string {
	for n := range elements(p.doc, "html") {
		return attr(n, "lang")
	}
	return ""
}

// link is the address behind the link with this text.
func (p screen) link(text string) string {
	p.browser.t.Helper()
	for n := range elements(p.doc, "a") {
		if strings.HasPrefix(plainSpace(textOf(n)), plainSpace(text)) {
			return attr(n, "href")
		}
	}
	p.browser.t.Fatalf("%s has no link %q:\n%s", p.path, text, p.text())
	return ""
}

// hasLink reports whether the page links to the address.
func (p screen) hasLink(href string) bool {
	return slices.ContainsFunc(slices.Collect(elements(p.doc, "a")), func(n *html.Node) bool { return attr(n, "href") == href })
}

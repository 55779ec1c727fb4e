package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
)

// Page is what every page has.
type Page struct {
	Lang      string
	Title     string
	Languages []languageLink
	Nav       string // which entry of the main menu is current
	HasTest   bool   // this browser holds a test
	HasGame   bool   // this browser holds a game; known on the pages of the game
	Error     bool   // puts "Error:" before the title
	Dev       bool
}

// languageLink is one entry of the language switch.
type languageLink struct {
	Code, Name, Href string
	Current          bool
}

func (s *Server) page(c *gin.Context, ed *edition, lang, title string) Page {
	p := Page{Lang: lang, Title: title, HasTest: s.capability(c) != "", Dev: s.Dev}
	here := "/"
	if c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead {
		here = c.Request.URL.RequestURI()
	} else if c.FullPath() != "" && c.Writer.Status() != http.StatusNotFound {
		here = c.Request.URL.Path
	}
	p.Languages = languageLinks(ed, lang, here)
	return p
}

func languageLinks(ed *edition, current, here string) []languageLink {
	var out []languageLink
	for _, code := range ed.languages {
		out = append(out, languageLink{Code: code, Name: ed.printers[code].T("language.name"), Current: code == current,
			Href: "/lang/" + code + "?next=" + url.QueryEscape(here)})
	}
	return out
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render executes the page into a buffer and sends it; a failing template gives
// a plain last-resort page and a log line, never half a page.
func (s *Server) render(c *gin.Context, ed *edition, status int, name string, data any) {
	lang := "en"
	if l, ok := data.(interface{ language() string }); ok {
		lang = l.language()
	}
	s.show(c, status, name, func(buf *bytes.Buffer) error { return ed.execute(buf, lang, name, data) })
}

// show draws the page into a buffer, when its turn comes, and sends it.
func (s *Server) show(c *gin.Context, status int, name string, draw func(*bytes.Buffer) error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	err := s.turns.do(c.Request.Context(), func() error {
		if err := draw(buf); err != nil {
			return err
		}
		return pack(c.Writer.Header(), c.Request, buf)
	})
	if c.Request.Context().Err() != nil {
		return // nobody reads any more
	}
	if err != nil {
		s.Log.Error("template failed", "page", name, "err", err, "request", c.GetString(keyRequestID))
		send(c, http.StatusInternalServerError, []byte(lastResort))
		return
	}
	send(c, status, buf.Bytes())
}

func (p Page) language() string { return p.Lang }

func (ed *edition) execute(buf *bytes.Buffer, lang, name string, data any) error {
	t, ok := ed.pages[lang][name]
	if !ok {
		return fmt.Errorf("no page %s in %s", name, lang)
	}
	return t.ExecuteTemplate(buf, "base", data)
}

// send writes one whole HTML answer.
func send(c *gin.Context, status int, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = headerHTML
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Writer.WriteHeader(status)
	_, _ = c.Writer.Write(body) // the reader has gone; nothing can be told any more
}

const lastResort = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Opmaat</title><h1>Something went wrong on our side</h1>` +
	`<p>What you saved before is safe. Please go back and try again in a minute.</p></html>`

// seeOther sends the browser on with a GET, so that reload and back never resend a form.
func seeOther(c *gin.Context, to string) error {
	c.Writer.Header()["Location"] = []string{to}
	c.Writer.Header()["Content-Length"] = headerZero
	c.Writer.WriteHeader(http.StatusSeeOther)
	c.Writer.WriteHeaderNow()
	return nil
}

package browsertest

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// policyListener notes violations of the content security policy in the page,
// before any script of the page runs.
const policyListener = `window.violations = [];
addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber));`

// record is all that went wrong in a tab, and what documents it asked for.
type record struct {
	host string // the only host that may be asked

	mu        sync.Mutex
	problems  []string
	documents []string // method and path of each document asked for
}

// hear takes one event of the tab.
func (r *record) hear(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		r.asked(e)
	case *network.EventResponseReceived:
		// Pages in a state of error come with its status, and so does the refusal
		// of an answer; nothing else may.
		if e.Response.Status >= 400 && e.Type != network.ResourceTypeDocument && e.Response.Status != http.StatusUnprocessableEntity {
			r.note("request", "%d for %s", e.Response.Status, e.Response.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			r.note("request", "%s %s %s", e.ErrorText, e.BlockedReason, e.Type)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			r.note("console", "%s %s", e.Type, arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		r.note("exception", "%s %s", e.ExceptionDetails.Text, arguments([]*runtime.RemoteObject{e.ExceptionDetails.Exception}))
	case *log.EventEntryAdded:
		r.logged(e.Entry)
	}
}

func (r *record) asked(e *network.EventRequestWillBeSent) {
	u, err := url.Parse(e.Request.URL)
	if err != nil || u.Host != r.host && u.Scheme != "data" {
		r.note("request", "to another host: %s", e.Request.URL)
		return
	}
	if e.Type == network.ResourceTypeDocument {
		r.documents = append(r.documents, e.Request.Method+" "+u.Path)
	}
}

// logged takes what the browser itself says. That a page came with a status of
// error is said there too, and is no problem of the page.
func (r *record) logged(e *log.Entry) {
	if e.Level != log.EntryLevelError && e.Level != log.EntryLevelWarning {
		return
	}
	if e.Source == log.EntrySourceNetwork && strings.Contains(e.Text, "the server responded with a status of") {
		return // hear judges it by its type
	}
	r.note("browser", "%s: %s %s", e.Source, e.Text, e.URL)
}

func (r *record) note(kind, format string, args ...any) {
	r.problems = append(r.problems, kind+": "+fmt.Sprintf(format, args...))
}

func arguments(list []*runtime.RemoteObject) string {
	var out []string
	for _, a := range list {
		if a == nil {
			continue
		}
		if a.Description != "" {
			out = append(out, a.Description)
		} else {
			out = append(out, string(a.Value))
		}
	}
	return strings.Join(out, " ")
}

// take returns the problems until now and forgets them.
func (r *record) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.problems
	r.problems = nil
	return list
}

// requests returns the documents asked for until now and forgets them.
func (r *record) requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.documents
	r.documents = nil
	return list
}

// clean fails the test with all that went wrong since it was last asked.
func (b *tab) clean() {
	b.Helper()
	for _, p := range b.wrong() {
		b.Errorf("at %s: %s", b.path(), p)
	}
}

// wrong lists what went wrong in the tab, and on the page it shows now.
func (b *tab) wrong() []string {
	b.Helper()
	list := b.log.take()
	for _, v := range value[[]string](b, "window.violations || []") {
		list = append(list, "policy: "+v)
	}
	return list
}

package web

import (
	"bytes"
	"context"
	"errors"
	"mime"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/report"
)

// TestReportDownload: Word and PDF are one click from the result, the others two; each is
// a file under a name that says what it is.
func TestReportDownload(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	x.get(t, "/test/result", "Cookie", cookie).wants(200, `href="/test/report/docx"`, `href="/test/report/pdf"`, `href="/test/report"`)
	page := x.get(t, "/test/report", "Cookie", cookie, "Accept-Language", "nl")
	for _, f := range report.Formats() {
		page.wants(200, `href="/test/report/`+f.Name+`"`, `href="/test/report/`+f.Name+`?draft=1"`)
		a := x.get(t, "/test/report/"+f.Name, "Cookie", cookie, "Accept-Language", "nl").wants(200)
		if got := a.Header().Get("Content-Disposition"); got != `attachment; filename="opmaat-gemeente-oostkade-2026-11-22.`+f.Name+`"` {
			t.Errorf("%s: %s", f.Name, got)
		}
		if got := a.Header().Get("Content-Type"); got != f.MediaType || a.Body.Len() < 1000 {
			t.Errorf("%s: %s, %d bytes", f.Name, got, a.Body.Len())
		}
	}
	x.get(t, "/test/report/html?draft=1", "Cookie", cookie).wants(200, `<p class="draft">Draft</p>`)
	x.get(t, "/test/report/html?s="+situationClear, "Cookie", cookie, "Accept-Language", "nl").wants(200, "Welk middel past?")
	x.get(t, "/test/report?s="+situationClear, "Cookie", cookie).wants(200, "s="+situationClear)
	x.get(t, "/tools/s/"+situationClear, "Cookie", cookie).wants(200, "/test/report?s="+situationClear)
}

// TestReportRefused: without the right to a test its report does not exist, and
// neither does a format that nobody writes (trust.md, case 73).
func TestReportRefused(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	draft := sampleStandard
	draft.state = assessment.Draft
	_, unsent := x.holder(t, draft)
	for _, c := range []struct {
		path, cookie string
		status       int
	}{
		{"/test/report", "", 404}, {"/test/report/docx", "", 404}, {"/test/report/docx", "opmaat-test=" + assessment.NewCapability(), 404}, {"/test/report/docx", "opmaat-test=x", 404},
		{"/test/report/doc", cookie, 404}, {"/test/report/..%2fcsv", cookie, 404}, {"/test/report/docx?s=made-up", cookie, 404}, {"/test/report?s=%00", cookie, 404},
		{"/test/report", unsent, 409}, {"/test/report/docx", unsent, 409},
	} {
		if a := x.get(t, c.path, "Cookie", c.cookie); a.Code != c.status {
			t.Errorf("%s: %d, want %d", c.path, a.Code, c.status)
		}
	}
}

// TestReportNames: whatever an organisation is called, the name of the file is
// one that every system takes (trust.md, case 68).
func TestReportNames(t *testing.T) {
	for name, want := range map[string]string{
		"": "opmaat", "Gemeente Vlasbrugge": "opmaat-gemeente-vlasbrugge", "a\r\nSet-Cookie: x=1": "opmaat-a-set-cookie-x-1", `"; filename="x.exe`: "opmaat-filename-x-exe",
		"../../etc/passwd": "opmaat-etc-passwd", "Súdwest-Fryslân": "opmaat-súdwest-fryslân", "Αθήνα": "opmaat-αθήνα", "\u202eexe.doc": "opmaat-exe-doc", "CON": "opmaat-con",
		strings.Repeat("lang", 50): "opmaat-" + strings.Repeat("lang", 15), "🏛": "opmaat", "עיר": "opmaat-עיר", "a;b'c%d": "opmaat-a-b-c-d",
	} {
		got := fileName("opmaat", name)
		if got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
		kind, params, err := mime.ParseMediaType(attachment(got + ".docx"))
		if err != nil || kind != "attachment" || params["filename"] != want+".docx" {
			t.Errorf("%q: %s %v %v", name, kind, params, err)
		}
	}
}

// TestReportQueue: a few at once, a few wait, the rest is told to come back; who
// goes away makes room (trust.md, cases 71 and 72).
func TestReportQueue(t *testing.T) {
	q := newReportQueue(2, 3)
	var leave []func()
	for range 2 {
		l, err := q.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, l)
	}
	ctx, gone := context.WithCancel(t.Context())
	waiting := make(chan error, 3)
	for range 3 {
		go func() {
			_, err := q.enter(ctx)
			waiting <- err
		}()
	}
	for len(q.seats) < 5 {
		runtime.Gosched() // until they sit
	}
	if _, err := q.enter(t.Context()); !errors.Is(err, errReportsBusy) {
		t.Errorf("the sixth: %v", err)
	}
	gone()
	for range 3 {
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("who is gone: %v", err)
		}
	}
	for _, l := range leave {
		l()
	}
	if len(q.seats) != 0 || len(q.desks) != 0 {
		t.Errorf("%d seats and %d desks are taken", len(q.seats), len(q.desks))
	}
}

// TestReportsAtOnce: forty at once give whole files or a 429 that says when to
// come back, and all files are the same.
func TestReportsAtOnce(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	first := x.get(t, "/test/report/docx", "Cookie", cookie).wants(200).Body.Bytes()
	var all sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, 40)
	for i := range answers {
		all.Go(func() { answers[i] = x.get(t, "/test/report/docx", "Cookie", cookie).ResponseRecorder })
	}
	all.Wait()
	for _, a := range answers {
		switch {
		case a.Code == 200 && bytes.Equal(a.Body.Bytes(), first):
		case a.Code == 429 && a.Header().Get("Retry-After") == "60":
		default:
			t.Errorf("status %d, %d bytes, Retry-After %q", a.Code, a.Body.Len(), a.Header().Get("Retry-After"))
		}
	}
}

// TestReportGone: nothing is made for who went away.
func TestReportGone(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	ctx, gone := context.WithCancel(t.Context())
	gone()
	req := httptest.NewRequestWithContext(ctx, "GET", "/test/report/docx", nil)
	req.Header.Set("Cookie", cookie)
	w := httptest.NewRecorder()
	x.handler.ServeHTTP(w, req)
	if w.Code == 200 || w.Body.Len() > 0 && strings.HasPrefix(w.Body.String(), "PK") {
		t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
	}
}

// TestReportGoneMeanwhile: when whoever asked goes away, the drawing stops, and
// the next one is drawn as ever (trust.md, case 72).
func TestReportGoneMeanwhile(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleFull)
	ctx, gone := context.WithCancel(t.Context())
	defer gone()
	req := httptest.NewRequestWithContext(ctx, "GET", "/test/report/docx", nil)
	req.Header.Set("Cookie", cookie)
	w, answered := httptest.NewRecorder(), make(chan struct{})
	go func() {
		x.handler.ServeHTTP(w, req)
		close(answered)
	}()
	for len(x.reports.desks) == 0 {
		runtime.Gosched() // until it is under way
	}
	gone()
	<-answered
	if strings.HasPrefix(w.Body.String(), "PK") || len(x.reports.seats)+len(x.reports.desks) != 0 {
		t.Errorf("status %d, %d bytes, %d seats taken", w.Code, w.Body.Len(), len(x.reports.seats))
	}
	x.get(t, "/test/report/docx", "Cookie", cookie).wants(200)
}

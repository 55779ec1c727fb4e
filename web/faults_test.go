package web

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
)

// TestStoreFaults: when the store cannot be reached, a person reads that what
// was saved is safe, and the cause stands in the log only.
func TestStoreFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  error
		status int
		title  string
	}{
		{"unavailable", errs.Wrap(errs.Unavailable, "error.store_unavailable", errors.New("disk is full at /secret/place")), 503, "error.title.unavailable"},
		{"internal", errors.New("malformed image at /secret/place"), 500, "error.title.internal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newSite(t, nil)
			_, cookie := x.holder(t, sampleStandard)
			x.store.fault = c.fault
			answer := url.Values{"ref": {"social-media-maturity@1"}, "form": {"standard"}, "answer": {"1"}}
			for _, a := range []asked{
				x.get(t, "/test/result", "Cookie", cookie), x.get(t, "/test/overview", "Cookie", cookie), x.get(t, "/test/q/q08", "Cookie", cookie),
				x.post(t, "/test/q/q08", answer, "Cookie", cookie), x.post(t, "/test/submit", nil, "Cookie", cookie), x.post(t, "/test/delete", nil, "Cookie", cookie),
				x.get(t, "/t/"+strings.TrimPrefix(cookie, "opmaat-test=")),
			} {
				a.wants(c.status, x.say("en", c.title))
				if strings.Contains(a.Body.String(), "/secret/place") {
					t.Errorf("%s shows the cause", a.path)
				}
				if got := a.Header().Get("Retry-After"); (got != "") != (c.status == 503) {
					t.Errorf("%s: Retry-After %q", a.path, got)
				}
			}
			if a := x.get(t, "/readyz"); a.Code != 503 || strings.Contains(a.Body.String(), "secret") {
				t.Errorf("ready: %d %s", a.Code, a.Body)
			}
			x.get(t, "/healthz").wants(200)
			if logged := strings.Contains(x.log.String(), "/secret/place"); !logged {
				t.Error("the cause is not in the log")
			}
		})
	}
}

// TestPanic shows the error page, keeps the stack in the log, and goes on serving.
func TestPanic(t *testing.T) {
	x := newSite(t, nil)
	r := gin.New()
	r.Use(x.logged, x.recovered, x.secured)
	x.on(r, route{"GET", "/panics", func(*gin.Context) error { panic("boom at /secret/place") }})
	x.on(r, route{"GET", "/fine", x.getHome})
	x.handler = r
	a := x.get(t, "/panics").wants(500, x.say("en", "error.title.internal"), x.say("en", "error.internal"))
	checkGuards(t, a)
	if body := a.Body.String(); strings.Contains(body, "boom") || strings.Contains(body, "goroutine") {
		t.Errorf("the page shows the panic:\n%s", body)
	}
	if log := x.log.String(); !strings.Contains(log, "boom at") || !strings.Contains(log, "faults_test.go") {
		t.Errorf("the log does not say where: %s", log)
	}
	x.get(t, "/fine").wants(200)
}

// TestLastResort gives a whole plain page when a template fails.
func TestLastResort(t *testing.T) {
	x := newSite(t, nil)
	r := gin.New()
	x.on(r, route{"GET", "/broken", func(c *gin.Context) error {
		x.render(c, x.mustCurrent(), 200, "start", struct{ Page }{Page{Lang: "en"}})
		return nil
	}})
	x.on(r, route{"GET", "/none", func(c *gin.Context) error {
		x.render(c, x.mustCurrent(), 200, "no-such-page", struct{ Page }{})
		return nil
	}})
	x.handler = r
	for _, path := range []string{"/broken", "/none"} {
		if a := x.get(t, path).wants(500); a.Body.String() != lastResort {
			t.Errorf("%s gives %.300s", path, a.Body)
		}
	}
	if strings.Count(x.log.String(), "template failed") != 2 {
		t.Errorf("log: %s", x.log)
	}
}

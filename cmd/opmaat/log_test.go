package main

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// secrets are what a person types that no log may hold.
var secrets = map[string]string{
	"name": "Gemeente Geheimdorp", "comment": "opmerking-onder-ons", "reason": "reden-onder-ons", "owner": "Mevrouw Janssens", "target_reason": "doel-onder-ons",
}

// TestLogHoldsNoSecrets walks every page and many mistakes, and then looks for
// the secret of the link, its hash, and everything typed in the log.
func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	r := started(t, "--data", t.TempDir())
	b := newBrowser(t, r.base, "nl")
	p := b.get("/test").form("/test").with("form", "quick").with("name", secrets["name"]).send().follow()
	capability := b.capability()
	p = p.question().with("answer", "1").with("comment", secrets["comment"]).send().follow()
	p.question().with("answer", "na").with("reason", secrets["reason"]).send().follow()
	b.post("/test/submit", nil)
	first := strings.TrimPrefix(b.get("/test/overview").link("1."), "/test/q/")
	b.get("/test/plan/"+first).form("/test/plan/"+first).with("owner", secrets["owner"]).with("target_reason", secrets["target_reason"]).send()
	for _, path := range []string{"/", "/test", "/test/overview", "/test/check", "/test/result", "/test/plan.ics", "/test/plan.csv", "/test/link", "/test/link.svg", "/test/delete", "/t/" + capability, "/t/" + capability + "x", "/t/" + capability[:20], "/nowhere/" + capability, "/?x=" + capability} {
		b.get(path)
	}
	bad := url.Values{"ref": {"social-media-maturity@1"}, "form": {"quick"}, "answer": {"9"}, "comment": {secrets["comment"]}, "reason": {secrets["reason"]}}
	b.post("/test/q/"+first, bad)
	b.postBody("/test/q/"+first, urlencoded, bad.Encode()+"%ff")
	b.postBody("/test/q/"+first, urlencoded, bad.Encode()+strings.Repeat("x", 70<<10))
	b.postBody("/test/q/"+first, "text/plain", secrets["comment"])
	b.post("/test/q/"+secrets["owner"], bad)
	b.post("/test/close", nil)
	b.post("/test/q/"+first, url.Values{"ref": {"social-media-maturity@1"}, "form": {"quick"}, "answer": {"2"}, "comment": {secrets["comment"]}})
	b.post("/test/delete", nil)
	b.get("/t/" + capability)
	if code := r.stop(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	log := r.log.String()
	if n := strings.Count(log, `"msg":"request"`); n < 30 {
		t.Fatalf("only %d requests are logged:\n%s", n, log)
	}
	for what, text := range secrets {
		for _, form := range []string{text, url.QueryEscape(text), url.PathEscape(text)} {
			if strings.Contains(log, form) {
				t.Errorf("the log holds the %s", what)
			}
		}
	}
	for what, text := range map[string]string{"capability": capability, "cut capability": capability[:20], "address": "127.0.0.1:" + "4"} {
		if i := strings.Index(log, text); i >= 0 && !strings.Contains(log[max(0, i-60):i], "runs at") {
			t.Errorf("the log holds the %s: %s", what, log[max(0, i-100):i+30])
		}
	}
	for line := range strings.Lines(log) {
		if !strings.HasPrefix(line, "Opmaat ") && !json.Valid([]byte(line)) {
			t.Errorf("a line of the log is not JSON: %s", line)
		}
	}
}

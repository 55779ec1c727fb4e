package web

import (
	"bytes"
	"fmt"
	"net/url"
	"sync"
	"testing"
)

func cached(n int) resultKey { return resultKey{test: fmt.Sprint("t", n), revision: 1, lang: "en"} }

// TestResultCache drops what was read longest ago and tells states apart.
func TestResultCache(t *testing.T) {
	rc := newResultCache(3)
	for n := range 3 {
		rc.put(cached(n), fmt.Append(nil, n))
	}
	rc.get(cached(0)) // now 1 is the oldest
	rc.put(cached(3), []byte("3"))
	for n, want := range []bool{true, false, true, true} {
		body, ok := rc.get(cached(n))
		if ok != want || ok && string(body) != fmt.Sprint(n) {
			t.Errorf("%d: %q, %v", n, body, ok)
		}
	}
	rc.put(cached(3), []byte("later")) // two requests made the same page
	if body, _ := rc.get(cached(3)); string(body) != "3" || rc.order.Len() != 3 || len(rc.byKey) != 3 {
		t.Errorf("%q, %d and %d kept", body, rc.order.Len(), len(rc.byKey))
	}
	for _, other := range []resultKey{{test: "t3", revision: 2, lang: "en"}, {test: "t3", revision: 1, lang: "nl"}, {test: "t3", revision: 1, lang: "en", edition: &edition{}}} {
		if _, ok := rc.get(other); ok {
			t.Errorf("%+v is taken for another state", other)
		}
	}
}

// TestResultCacheTogether runs many readers and writers at once; run it with -race.
func TestResultCacheTogether(t *testing.T) {
	rc := newResultCache(8)
	var wg sync.WaitGroup
	for g := range 16 {
		wg.Go(func() {
			for n := range 500 {
				key := cached((g + n) % 20)
				if body, ok := rc.get(key); ok && string(body) != key.test {
					t.Errorf("%s has the page of %s", key.test, body)
				}
				rc.put(key, []byte(key.test))
			}
		})
	}
	wg.Wait()
	if rc.order.Len() != 8 || len(rc.byKey) != 8 {
		t.Errorf("%d and %d kept", rc.order.Len(), len(rc.byKey))
	}
}

// TestResultFollows: a kept page is shown again, and never after a change.
func TestResultFollows(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	first := x.get(t, "/test/result", "Cookie", cookie).wants(200)
	if again := x.get(t, "/test/result", "Cookie", cookie); !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) || x.results.order.Len() != 1 {
		t.Errorf("%d pages kept", x.results.order.Len())
	}
	x.get(t, "/test/result", "Cookie", cookie, "Accept-Language", "nl").wants(200, x.say("nl", "result.nav.plan"))
	x.post(t, "/test/plan/q08", url.Values{"owner": {"Griffier"}}, "Cookie", cookie).wants(303)
	x.get(t, "/test/result", "Cookie", cookie).wants(200, "Griffier")
	x.post(t, "/test/close", nil, "Cookie", cookie).wants(303)
	x.get(t, "/test/result", "Cookie", cookie).wants(200, x.say("en", "result.closed"))
	x.post(t, "/test/delete", nil, "Cookie", cookie).wants(303)
	x.get(t, "/test/result", "Cookie", cookie).wants(404)
}

// TestResultTogether reads one result from many browsers while its plan changes.
func TestResultTogether(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleStandard)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for n := range 5 {
				if g == 0 {
					x.post(t, "/test/plan/q08", url.Values{"owner": {fmt.Sprint("Owner", n)}}, "Cookie", cookie)
				}
				if a := x.get(t, "/test/result", "Cookie", cookie); a.Code != 200 {
					t.Errorf("status %d", a.Code)
				}
			}
		})
	}
	wg.Wait()
	x.get(t, "/test/result", "Cookie", cookie).wants(200, "Owner4")
}

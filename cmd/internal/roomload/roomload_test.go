package roomload

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func serve(t *testing.T, h http.HandlerFunc) *browser {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	b := newBrowser(s.Listener.Addr().String(), 0)
	t.Cleanup(b.close)
	return b
}

func TestABrowserKeepsCookiesAndSendsForms(t *testing.T) {
	b := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "POST" {
			http.SetCookie(w, &http.Cookie{Name: "seat", Value: "12"})
			w.Header().Set("Location", "/w/"+r.PostFormValue("id"))
			w.WriteHeader(http.StatusSeeOther)
			return
		}
		c, err := r.Cookie("seat")
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprint(w, c.Value, strings.Repeat("x", 10_000)) // comes in chunks
	})
	for range 2 {
		if a, err := b.post(t.Context(), "/", url.Values{"id": {"a b"}}); err != nil || a.status != http.StatusSeeOther || a.location != "/w/a b" {
			t.Fatal(a, err)
		}
		if a, err := b.get(t.Context(), "/"); err != nil || len(a.body) != 10_002 || string(a.body[:2]) != "12" {
			t.Fatal(len(a.body), err)
		}
	}
}

func TestABrowserConnectsAgain(t *testing.T) {
	b := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") })
	for n := range 3 {
		if a, err := b.get(t.Context(), "/"); err != nil || string(a.body) != "ok" {
			t.Fatal(n, err)
		}
		b.conn.Close() // as a server does after a minute
	}
}

func TestAStreamIsFollowed(t *testing.T) {
	b := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for n := range 3 {
			fmt.Fprintf(w, "retry: 1000\n\nevent: state\nid: %d\ndata: {\"version\":%d}\n\n", n, n)
			w.(http.Flusher).Flush()
		}
	})
	var heard []string
	opened := false
	err := b.stream(t.Context(), "/events", func() { opened = true }, func(m message) { heard = append(heard, m.event+string(m.data)) })
	if want := `state{"version":0} state{"version":1} state{"version":2}`; !opened || strings.Join(heard, " ") != want || !errors.Is(err, io.EOF) {
		t.Fatalf("heard %q: %v", heard, err)
	}
}

func TestAStreamThatIsRefused(t *testing.T) {
	b := serve(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusTooManyRequests) })
	err := b.stream(t.Context(), "/events", func() { t.Error("opened") }, func(message) { t.Error("heard") })
	if !errors.Is(err, errNoStream) {
		t.Fatal(err)
	}
}

func TestFollowReadsMessages(t *testing.T) {
	var heard []string
	_ = follow(bufio.NewReader(strings.NewReader(": beat\n\nevent: a\ndata: 1\n\ndata: 2\n\nevent: b\r\ndata: 3\r\n\r\n")),
		func(m message) { heard = append(heard, m.event+string(m.data)) })
	if strings.Join(heard, " ") != "a1 b3" {
		t.Fatalf("heard %q", heard)
	}
}

func TestAttribute(t *testing.T) {
	page := []byte(`<main data-key="k1" data-version="7"><input type="hidden" name="token" value="abc">`)
	if attribute(page, "data-key") != "k1" || attribute(page, "data-version") != "7" || field(page, "token") != "abc" || attribute(page, "data-none") != "" {
		t.Fatal("not found")
	}
}

func TestMark(t *testing.T) {
	for _, c := range []struct {
		m, goal mark
		want    bool
	}{
		{mark{1, 0}, mark{1, 0}, true}, {mark{2, 0}, mark{1, 5}, true}, {mark{1, 4}, mark{1, 5}, false}, {mark{0, 9}, mark{1, 0}, false},
	} {
		if c.m.reached(c.goal) != c.want {
			t.Errorf("%v reached %v: %t", c.m, c.goal, !c.want)
		}
	}
}

func TestEach(t *testing.T) {
	ran := make([]bool, 100)
	if err := each(t.Context(), len(ran), 7, func(i int) error { ran[i] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	for i, ok := range ran {
		if !ok {
			t.Errorf("%d was left out", i)
		}
	}
	broken := errors.New("broken")
	if err := each(t.Context(), 100, 3, func(i int) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := each(ended, 1, 1, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestReport(t *testing.T) {
	var s series
	for n := range 100 {
		s.add(time.Duration(n+1) * time.Millisecond)
	}
	r := Report{Play: "p", About: "about"}
	r.times("wait", &s, 0.95, 95*time.Millisecond)
	if r.OK() || r.Rows[0].Value != 51 || r.Rows[1].Value != 96 || !r.Rows[2].OK() {
		t.Fatalf("%+v", r)
	}
	var out strings.Builder
	if err := Print(&out, []Report{r}); err != nil || !strings.Contains(out.String(), "at most 95: TOO MUCH") {
		t.Fatal(out.String(), err)
	}
	if new(series).quantile(0.5) != 0 {
		t.Fatal("nothing took time")
	}
}

func TestOtherMachinesAreRefused(t *testing.T) {
	for _, addr := range []string{"192.0.2.1:80", "example.eu:80", "0.0.0.0:80"} {
		if _, err := Run(t.Context(), Options{Addr: addr}, nil); err == nil {
			t.Errorf("%s was loaded", addr)
		}
	}
	if _, err := Run(t.Context(), Options{Addr: "127.0.0.1:1"}, []string{"nonsense"}); err == nil {
		t.Error("an unknown play")
	}
}

// The disk is looked at until it is enough, and nothing is left on it.
func TestDisk(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 60*time.Millisecond)
	defer stop()
	folder, times := t.TempDir(), new(series)
	if err := disk(ctx, folder, times); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 || len(times.all) == 0 || times.quantile(0) <= 0 {
		t.Errorf("%d syncs were timed, %d files are left: %v", len(times.all), len(left), err)
	}
	if err := disk(ctx, filepath.Join(folder, "none"), times); err == nil {
		t.Error("a disk that is not there was measured")
	}
}

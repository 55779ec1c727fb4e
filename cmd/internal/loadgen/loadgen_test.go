package loadgen

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// serve starts a server on the loopback and returns its address.
func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

var get = []byte("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n")

func run(t testing.TB, o Options) Result {
	t.Helper()
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRunCountsWhatTheServerSaw(t *testing.T) {
	var served atomic.Int64
	addr := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		served.Add(1)
		io.WriteString(w, "hello")
	})
	r := run(t, Options{Addr: addr, Conns: 4, Duration: 50 * time.Millisecond, Request: Fixed(get)})
	if r.Requests == 0 || int64(r.Requests) != served.Load() || r.Refused != 0 || r.Bytes != 5*served.Load() {
		t.Fatalf("%v, the server saw %d", r, served.Load())
	}
	if r.Latency.Count() != int64(r.Requests) || r.Rate() <= 0 || r.Latency.Quantile(0.99) > r.Latency.Max() {
		t.Fatal(r)
	}
}

func TestRunCountsRefusals(t *testing.T) {
	addr := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(map[string]int{"/0": 200, "/1": 303, "/2": 422, "/3": 503}[r.URL.Path])
	})
	r := run(t, Options{Addr: addr, Conns: 1, Duration: 50 * time.Millisecond,
		Request: func(_, n int, buf []byte) []byte {
			return fmt.Appendf(buf, "GET /%d HTTP/1.1\r\nHost: localhost\r\n\r\n", n%4)
		}})
	if r.Refused == 0 || r.Refused*2 > r.Requests || r.Refused*2 < r.Requests-3 {
		t.Fatal(r)
	}
}

func TestRunPostsAPreparedBody(t *testing.T) {
	var wrong atomic.Int64
	addr := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if b, _ := io.ReadAll(r.Body); string(b) != "a=1" {
			wrong.Add(1)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	body := []byte("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=1")
	r := run(t, Options{Addr: addr, Conns: 2, Duration: 30 * time.Millisecond, Request: Fixed(body)})
	if wrong.Load() > 0 || r.Requests == 0 || r.Bytes != 0 {
		t.Fatal(r, wrong.Load())
	}
}

func TestRunReadsChunksAndReconnects(t *testing.T) {
	addr := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Connection", "close")
		io.WriteString(w, strings.Repeat("x", 5000))
		w.(http.Flusher).Flush()
		io.WriteString(w, "end")
	})
	r := run(t, Options{Addr: addr, Conns: 2, Duration: 50 * time.Millisecond, Request: Fixed(get)})
	if r.Requests < 3 || r.Bytes != int64(r.Requests)*5003 {
		t.Fatal(r)
	}
}

func TestRunRefusesOtherMachines(t *testing.T) {
	for _, addr := range []string{"192.0.2.1:80", "[2001:db8::1]:80", "0.0.0.0:80"} {
		_, err := Run(t.Context(), Options{Addr: addr, Conns: 1, Duration: time.Second, Request: Fixed(get)})
		if !errors.Is(err, ErrNotLoopback) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestRunReportsABrokenServer(t *testing.T) {
	addr := serve(t, func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) })
	if _, err := Run(t.Context(), Options{Addr: addr, Conns: 1, Duration: time.Second, Request: Fixed(get)}); err == nil {
		t.Fatal("a broken connection went unnoticed")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, Options{Addr: addr, Conns: 1, Duration: time.Second, Request: Fixed(get)}); err == nil {
		t.Fatal("an ended context went unnoticed")
	}
}

func TestReadAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want answer
		ok   bool
	}{
		"length":        {"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab", answer{200, 2, false}, true},
		"chunks":        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n", answer{200, 11, false}, true},
		"until close":   {"HTTP/1.1 200 OK\r\n\r\nabc", answer{200, 3, true}, true},
		"old":           {"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", answer{200, 0, true}, true},
		"no body":       {"HTTP/1.1 304 Not Modified\r\n\r\n", answer{304, 0, false}, true},
		"interim":       {"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", answer{404, 0, false}, true},
		"cut body":      {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", answer{}, false},
		"cut head":      {"HTTP/1.1 200 OK\r\nContent-", answer{}, false},
		"bad length":    {"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n", answer{}, false},
		"bad chunk":     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", answer{}, false},
		"bad chunk end": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", answer{}, false},
		"not HTTP":      {"SSH-2.0-OpenSSH\r\n", answer{}, false},
		"nothing":       {"", answer{}, false},
	} {
		got, err := readAnswer(bufio.NewReader(strings.NewReader(c.text)))
		if (err == nil) != c.ok || (c.ok && got != c.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	addr := serve(b, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
	r := run(b, Options{Addr: addr, Conns: 64, Duration: time.Second, Request: Fixed(get)})
	b.ReportMetric(r.Rate(), "requests/s")
}

package web

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/web/live"
)

// lineServer serves one stream that sends a word and then what the hub brings.
func lineServer() (*Server, *live.Hub, http.Handler) {
	hub := live.NewHub(live.Limits{Streams: 9, PerMember: 9, PerSource: 9, Pause: time.Millisecond},
		func(_ context.Context, _, _ string, _ int64, _ map[string]bool) ([]byte, error) {
			return []byte("data: news\n\n"), nil
		})
	s := &Server{Options: Options{Now: time.Now}, hub: hub}
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.GET("/events", func(c *gin.Context) {
		c.Header("X-Content-Type-Options", "nosniff")
		stream, err := hub.Open("s", "g", "m", "room")
		if err != nil {
			panic(err)
		}
		l, own, err := s.takeLine(c)
		if err != nil {
			panic(err)
		}
		if own {
			go s.serveLine(l, stream, []byte("data: first\n\n"))
		} else {
			s.serveLine(l, stream, []byte("data: first\n\n"))
		}
	})
	return s, hub, r
}

// none waits until no stream is left.
func none(t *testing.T, hub *live.Hub) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); hub.Streams() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the stream is still there")
		}
	}
}

func TestALineIsToldGoodbye(t *testing.T) {
	s, hub, handler := lineServer()
	server := httptest.NewServer(handler)
	defer server.Close()
	answer, err := http.Get(server.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	in := bufio.NewReader(answer.Body)
	if line, err := in.ReadString('\n'); err != nil || line != "data: first\n" {
		t.Fatalf("%q %v", line, err)
	}
	s.Close(t.Context())
	if n := hub.Streams(); n != 0 {
		t.Fatalf("%d streams were not told", n)
	}
	rest, err := io.ReadAll(in)
	if err != nil || !strings.HasSuffix(string(rest), "event: bye\ndata: {}\n\n") {
		t.Fatalf("%q %v", rest, err)
	}
	h := answer.Header
	if h.Get("Content-Type") != "text/event-stream" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Accel-Buffering") != "no" || !answer.Close {
		t.Fatalf("headers %v", h)
	}
	if _, err := http.ParseTime(h.Get("Date")); err != nil {
		t.Fatal(err)
	}
}

func TestALineEndsWithItsBrowser(t *testing.T) {
	_, hub, handler := lineServer()
	defer hub.Close()
	server := httptest.NewServer(handler)
	defer server.Close()
	for range 3 {
		answer, err := http.Get(server.URL + "/events")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = bufio.NewReader(answer.Body).ReadString('\n')
		answer.Body.Close()
	}
	none(t, hub)
}

func TestALineThatCannotBeTakenOver(t *testing.T) {
	_, hub, handler := lineServer()
	defer hub.Close()
	ctx, stop := context.WithCancel(t.Context())
	w := httptest.NewRecorder()
	done := make(chan struct{})
	go func() {
		handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/events", nil))
		close(done)
	}()
	for hub.Streams() == 0 {
		time.Sleep(time.Millisecond)
	}
	stop()
	<-done
	if body := w.Body.String(); !strings.HasPrefix(body, "data: first\n\n") || w.Header().Get("Connection") != "" {
		t.Fatalf("%q %v", body, w.Header())
	}
	none(t, hub)
}

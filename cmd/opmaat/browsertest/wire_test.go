package browsertest

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// What the way between a browser and the application does.
const (
	wireWhole   = iota // passes everything, at once
	wireCut            // is not there: a phone in airplane mode, a projector unplugged
	wireRefuses        // a proxy that answers streams with an error
	wireHolds          // a proxy that takes streams and passes nothing on
)

// wire is the way of one browser to the application, which goes over an address
// of its own.
type wire struct {
	site
	state  atomic.Int32
	server *httptest.Server
	to     *httputil.ReverseProxy
}

// wireTo lays a wire to the application. It lies until the test ends.
func wireTo(t *testing.T, s site) *wire {
	t.Helper()
	target, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	quiet := log.New(io.Discard, "", 0) // that a line was cut is no news
	w := &wire{to: &httputil.ReverseProxy{FlushInterval: -1, ErrorLog: quiet, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host // the browser's own address, as an honest proxy has it
	}}}
	w.server = httptest.NewUnstartedServer(w)
	w.server.Config.ErrorLog = quiet
	w.server.Start()
	t.Cleanup(w.server.Close)
	w.url = w.server.URL
	return w
}

func (w *wire) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	stream := strings.HasSuffix(r.URL.Path, "/events")
	switch state := w.state.Load(); {
	case state == wireCut:
		panic(http.ErrAbortHandler)
	case state == wireRefuses && stream:
		http.Error(out, "no streams here", http.StatusBadGateway)
	case state == wireHolds && stream:
		out.Header().Set("Content-Type", "text/event-stream")
		_ = http.NewResponseController(out).Flush() // the browser sees, or has gone
		<-r.Context().Done()
	default:
		w.to.ServeHTTP(out, r)
	}
}

// cut breaks every connection; none comes about until the wire is mended.
func (w *wire) cut() {
	w.state.Store(wireCut)
	w.server.CloseClientConnections()
}

func (w *wire) mend() { w.state.Store(wireWhole) }

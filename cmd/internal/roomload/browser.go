package roomload

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// requestTime is how long an answer may take.
const requestTime = 30 * time.Second

// browser sends requests one after the other over one connection, with cookies.
// It is as cheap as can be, because it shares the processors with the server.
type browser struct {
	addr   string // of the server
	source string // own address, or ""

	mu      sync.Mutex // one request at a time
	cookies map[string]string
	conn    net.Conn
	in      *bufio.Reader
}

// answer is what a request brought.
type answer struct {
	status   int
	location string
	body     []byte
}

// newBrowser makes the n-th browser. On Linux every fifty have a loopback
// address of their own, as there are only so many ports to one.
func newBrowser(addr string, n int) *browser {
	b := &browser{addr: addr, cookies: map[string]string{}}
	if runtime.GOOS == "linux" {
		b.source = fmt.Sprintf("127.0.%d.%d", 1+n/50/250, 1+n/50%250)
	}
	return b
}

func (b *browser) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: requestTime}
	if b.source != "" {
		d.LocalAddr = &net.TCPAddr{IP: net.ParseIP(b.source)}
	}
	return d.DialContext(ctx, "tcp", b.addr)
}

// get fetches a page.
func (b *browser) get(ctx context.Context, path string) (answer, error) {
	return b.do(ctx, "GET", path, "")
}

// post sends a form.
func (b *browser) post(ctx context.Context, path string, form url.Values) (answer, error) {
	return b.do(ctx, "POST", path, form.Encode())
}

// do sends a request. When a connection that was used before turns out to be
// closed, it is sent once more.
func (b *browser) do(ctx context.Context, method, path, body string) (answer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	used := b.conn != nil
	a, err := b.send(ctx, method, path, body)
	if err != nil && used {
		a, err = b.send(ctx, method, path, body)
	}
	if err != nil {
		return a, fmt.Errorf("%s %s: %w", method, path, err)
	}
	return a, nil
}

func (b *browser) send(ctx context.Context, method, path, body string) (a answer, err error) {
	if b.conn == nil {
		if b.conn, err = b.dial(ctx); err != nil {
			return a, err
		}
		b.in = bufio.NewReaderSize(b.conn, 4<<10)
	}
	last := true
	if err = b.conn.SetDeadline(time.Now().Add(requestTime)); err == nil {
		if _, err = b.conn.Write(b.request(method, path, body)); err == nil {
			a, last, err = b.read()
		}
	}
	if err != nil || last {
		b.hangUp()
	}
	return a, err
}

// close closes the connection; the next request makes another.
func (b *browser) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hangUp()
}

func (b *browser) hangUp() {
	if b.conn != nil {
		b.conn.Close()
		b.conn = nil
	}
}

// request writes a request as a browser does.
func (b *browser) request(method, path, body string) []byte {
	out := fmt.Appendf(nil, "%s %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n", method, path, b.addr)
	if len(b.cookies) > 0 {
		out = append(out, "Cookie: "...)
		sep := ""
		for name, value := range b.cookies {
			out = fmt.Appendf(out, "%s%s=%s", sep, name, value)
			sep = "; "
		}
		out = append(out, "\r\n"...)
	}
	if method == "POST" {
		out = fmt.Appendf(out, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", len(body))
	}
	return append(append(out, "\r\n"...), body...)
}

var errAnswer = errors.New("not an HTTP/1.1 answer")

// head reads the status line and the headers, and keeps the cookies.
func (b *browser) head(in *bufio.Reader) (status int, h textproto.MIMEHeader, err error) {
	text := textproto.NewReader(in)
	line, err := text.ReadLine()
	if err != nil {
		return 0, nil, err
	}
	if len(line) < 12 || !strings.HasPrefix(line, "HTTP/1.1 ") {
		return 0, nil, fmt.Errorf("%w: %q", errAnswer, line)
	}
	if status, err = strconv.Atoi(line[9:12]); err != nil {
		return 0, nil, fmt.Errorf("%w: %q", errAnswer, line)
	}
	if h, err = text.ReadMIMEHeader(); err != nil {
		return 0, nil, err
	}
	for _, line := range h["Set-Cookie"] {
		if c, err := http.ParseSetCookie(line); err == nil {
			b.cookies[c.Name] = c.Value
		}
	}
	return status, h, nil
}

// read reads a whole answer. Last says that the server closes the connection.
func (b *browser) read() (a answer, last bool, err error) {
	status, h, err := b.head(b.in)
	if err != nil {
		return a, true, err
	}
	a.status, a.location = status, h.Get("Location")
	last = h.Get("Connection") == "close"
	switch {
	case status == http.StatusNotModified || status == http.StatusNoContent:
		return a, last, nil
	case h.Get("Transfer-Encoding") == "chunked":
		a.body, err = io.ReadAll(httputil.NewChunkedReader(b.in))
		if err == nil {
			_, err = b.in.Discard(2) // the end of the trailers, of which there are none
		}
	default:
		var length int
		if length, err = strconv.Atoi(h.Get("Content-Length")); err == nil {
			a.body = make([]byte, length)
			_, err = io.ReadFull(b.in, a.body)
		}
	}
	if err == nil && h.Get("Content-Encoding") == "gzip" {
		a.body, err = unzip(a.body)
	}
	return a, last, err
}

// readers are kept: a new one costs 40 kB.
var readers = sync.Pool{New: func() any { return new(gzip.Reader) }}

func unzip(packed []byte) ([]byte, error) {
	z := readers.Get().(*gzip.Reader)
	defer readers.Put(z)
	if err := z.Reset(bytes.NewReader(packed)); err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// message is one event of a stream.
type message struct {
	event string
	data  []byte
	at    time.Time
}

var errNoStream = errors.New("no stream")

// stream opens a stream over a connection of its own and calls hear for every
// message until the connection or the context ends.
func (b *browser) stream(ctx context.Context, path string, opened func(), hear func(message)) (err error) {
	conn, err := b.dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	b.mu.Lock()
	request := b.request("GET", path, "")
	b.mu.Unlock()
	if _, err := conn.Write(request); err != nil {
		return err
	}
	in := bufio.NewReaderSize(conn, 2<<10)
	b.mu.Lock()
	status, h, err := b.head(in)
	b.mu.Unlock()
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("%w: status %d", errNoStream, status)
	}
	opened()
	if h.Get("Transfer-Encoding") == "chunked" {
		in = bufio.NewReaderSize(httputil.NewChunkedReader(in), 2<<10)
	}
	return follow(in, hear)
}

// follow reads the messages of a stream.
func follow(in *bufio.Reader, hear func(message)) error {
	var m message
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case len(line) == 0:
			if m.event != "" {
				m.at = time.Now()
				hear(m)
			}
			m = message{data: m.data[:0]}
		case bytes.HasPrefix(line, []byte("event: ")):
			m.event = string(line[7:])
		case bytes.HasPrefix(line, []byte("data: ")):
			m.data = append(m.data, line[6:]...)
		}
	}
}

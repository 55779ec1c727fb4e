package web

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// line is an open stream to a browser.
type line struct {
	write func(message []byte, until time.Time) error
	gone  <-chan struct{} // closed when the browser went
	close func()
}

// takeLine takes the connection over from the HTTP server where that is possible
// and begins the answer: a stream waits most of its life, and what the server
// keeps for a request is many times what waiting needs. The answer ends with the
// connection. Where it is not possible the request stays as it is, and own is
// false: the stream then ends with the request.
func (s *Server) takeLine(c *gin.Context) (l line, own bool, err error) {
	h := c.Writer.Header()
	h["Content-Type"] = []string{"text/event-stream"}
	h["X-Accel-Buffering"] = []string{"no"}
	if !canTake(c.Writer) {
		return requestLine(c), false, nil
	}
	h["Connection"] = []string{"close"}
	h["Date"] = []string{s.Now().UTC().Format(http.TimeFormat)}
	head := bytes.NewBufferString("HTTP/1.1 200 OK\r\n")
	if err := h.Write(head); err != nil {
		return l, false, fmt.Errorf("open stream: %w", err)
	}
	head.WriteString("\r\n")
	conn, _, err := c.Writer.Hijack()
	if err != nil {
		return l, false, fmt.Errorf("open stream: %w", err)
	}
	return connLine(conn, head.Bytes()), true, nil
}

// canTake reports whether the connection below a writer can be taken over.
func canTake(w http.ResponseWriter) bool {
	for {
		wrapped, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			_, ok = w.(http.Hijacker)
			return ok
		}
		w = wrapped.Unwrap()
	}
}

// connLine is a stream over a connection of its own. Head goes out with the
// first message.
func connLine(conn net.Conn, head []byte) line {
	gone := make(chan struct{})
	go func() { // a browser sends nothing more: whatever comes is the end
		var one [1]byte
		_, _ = conn.Read(one[:])
		close(gone)
	}()
	return line{gone: gone, close: func() { _ = conn.Close() }, write: func(message []byte, until time.Time) error {
		if err := conn.SetWriteDeadline(until); err != nil {
			return err
		}
		if head != nil {
			message, head = append(head, message...), nil
		}
		_, err := conn.Write(message)
		return err
	}}
}

// requestLine is a stream within its request.
func requestLine(c *gin.Context) line {
	out := http.NewResponseController(c.Writer)
	_ = out.SetReadDeadline(time.Time{}) // where there are no deadlines, none is in the way
	c.Writer.WriteHeader(http.StatusOK)
	return line{gone: c.Request.Context().Done(), close: func() {}, write: func(message []byte, until time.Time) error {
		_ = out.SetWriteDeadline(until) // without it the server's own limit holds
		if _, err := c.Writer.Write(message); err != nil {
			return err
		}
		return out.Flush()
	}}
}

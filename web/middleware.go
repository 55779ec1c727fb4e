package web

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
)

const keyRequestID = "request-id"

// policy lets a page use what this server serves and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'"

// logged gives the request an id and writes one line: action, result, time. The
// route pattern stands for the path, so no secret reaches the log.
func (s *Server) logged(c *gin.Context) {
	start := s.Now()
	id := rand.Text()[:10]
	c.Set(keyRequestID, id)
	c.Next()
	level := slog.LevelInfo
	if c.Writer.Status() >= 500 {
		level = slog.LevelError
	}
	if !s.Log.Enabled(c, level) {
		return
	}
	s.Log.LogAttrs(c, level, "request", slog.String("action", c.Request.Method), slog.String("object", c.FullPath()),
		slog.Int("result", c.Writer.Status()), slog.Duration("time", s.Now().Sub(start).Round(10*time.Microsecond)), slog.String("request", id))
}

// recovered turns a panic into the error page; the stack goes to the log only.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.Log.Error("panic", "request", c.GetString(keyRequestID), "panic", p, "stack", string(debug.Stack()))
		if !c.Writer.Written() {
			s.showError(c, errPanic)
		}
		c.Abort()
	}()
	c.Next()
}

func (s *Server) secured(c *gin.Context) {
	h := c.Writer.Header()
	h["Content-Security-Policy"] = headerPolicy
	h["X-Content-Type-Options"] = headerNosniff
	h["Referrer-Policy"] = headerReferrer
	h["Cross-Origin-Opener-Policy"] = headerSameOrigin
	h["Cross-Origin-Resource-Policy"] = headerSameOrigin
	h["X-Frame-Options"] = headerDeny
	h["Permissions-Policy"] = headerPermissions
	h["Cache-Control"] = headerNoStore
	if s.secure(c.Request) {
		h["Strict-Transport-Security"] = headerHSTS
	}
	c.Next()
}

// The header values are shared slices: setting them costs no memory a request.
var (
	headerPolicy      = []string{policy}
	headerNosniff     = []string{"nosniff"}
	headerReferrer    = []string{"same-origin"}
	headerSameOrigin  = []string{"same-origin"}
	headerDeny        = []string{"DENY"}
	headerPermissions = []string{"camera=(), microphone=(), geolocation=(), payment=(), usb=()"}
	headerNoStore     = []string{"no-store"}
	headerHSTS        = []string{"max-age=31536000"}
	headerZero        = []string{"0"}
	headerHTML        = []string{"text/html; charset=utf-8"}
)

// sameOrigin refuses state changes that another site sends.
func (s *Server) sameOrigin(c *gin.Context) {
	if err := s.csrf.Check(c.Request); err != nil {
		s.showError(c, errCrossSite)
		c.Abort()
		return
	}
	c.Next()
}

// secure reports whether the person's browser speaks HTTPS with us, directly or
// through a trusted proxy, or the base URL says so.
func (s *Server) secure(r *http.Request) bool {
	return r.TLS != nil || s.BaseURL != nil && s.BaseURL.Scheme == "https" || proxies(s.TrustedProxies).forwardedHTTPS(r)
}

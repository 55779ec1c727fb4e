package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

// The test cookie holds the capability. Over HTTPS it has the __Host- prefix,
// which browsers only accept for this host, path / and Secure.
const (
	testCookie       = "opmaat-test"
	secureTestCookie = "__Host-opmaat-test"
)

func (s *Server) cookieName(r *http.Request) string {
	if s.secure(r) {
		return secureTestCookie
	}
	return testCookie
}

// capability is the secret this browser holds, or "" when there is none or it is malformed.
func (s *Server) capability(c *gin.Context) string {
	cookie, err := c.Request.Cookie(s.cookieName(c.Request))
	if err != nil || !assessment.ValidCapability(cookie.Value) {
		return ""
	}
	return cookie.Value
}

// keyHash is the hash of the capability this browser holds, or "".
func (s *Server) keyHash(c *gin.Context) string {
	if capability := s.capability(c); capability != "" {
		return assessment.KeyHash(capability)
	}
	return ""
}

func (s *Server) setCapability(c *gin.Context, capability string) {
	http.SetCookie(c.Writer, &http.Cookie{Name: s.cookieName(c.Request), Value: capability, Path: "/", MaxAge: 400 * 24 * 3600,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

func (s *Server) dropCapability(c *gin.Context) {
	http.SetCookie(c.Writer, &http.Cookie{Name: s.cookieName(c.Request), Path: "/", MaxAge: -1,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

// origin is scheme and host for links that leave the browser (QR, copied link).
func (s *Server) origin(r *http.Request) string {
	if s.BaseURL != nil {
		return s.BaseURL.Scheme + "://" + s.BaseURL.Host
	}
	if s.secure(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

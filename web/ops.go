package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// getHealth says that the process answers.
func (s *Server) getHealth(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// getReady says that answers can be stored.
func (s *Server) getReady(c *gin.Context) error {
	if err := s.Tests.Ready(c); err != nil {
		s.Log.Error("not ready", "err", err)
		c.String(http.StatusServiceUnavailable, "not ready: the database cannot be written\n")
		return nil
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}

// getSecurityText is RFC 9116; it exists only when a contact is configured.
func (s *Server) getSecurityText(c *gin.Context) error {
	if s.Contact == "" {
		return errPageNotFound()
	}
	var b strings.Builder
	b.WriteString("Contact: mailto:" + s.Contact + "\n")
	b.WriteString("Expires: " + s.Now().AddDate(0, 6, 0).UTC().Format(time.RFC3339) + "\n")
	b.WriteString("Preferred-Languages: en, nl\n")
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(b.String()))
	return nil
}

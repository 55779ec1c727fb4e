package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

const languageCookie = "opmaat-lang"

// languageOf is the language chosen earlier, else the one the browser asks for.
func (s *Server) languageOf(c *gin.Context) string {
	ed := s.mustCurrent()
	if lang, err := c.Cookie(languageCookie); err == nil && slices.Contains(ed.languages, lang) {
		return lang
	}
	return ed.library.Catalogue().Match(c.GetHeader("Accept-Language"), ed.languages)
}

// getLanguage remembers a language and goes back to where the person was.
func (s *Server) getLanguage(c *gin.Context) error {
	lang := c.Param("lang")
	if !slices.Contains(s.mustCurrent().languages, lang) {
		return errPageNotFound()
	}
	if err := s.switchLanguage(c, lang); err != nil {
		return err
	}
	return seeOther(c, localPath(c.Query("next")))
}

// switchLanguage sets the cookie and, when this browser holds a test, remembers
// the language with it so that another device opens it in the same language.
func (s *Server) switchLanguage(c *gin.Context, lang string) error {
	s.setLanguage(c, lang)
	if key := s.keyHash(c); key != "" {
		if err := s.Tests.SetLanguage(c, key, lang); err != nil && statusOf(err) != http.StatusNotFound {
			return err
		}
	}
	return nil
}

func (s *Server) setLanguage(c *gin.Context, lang string) {
	http.SetCookie(c.Writer, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

// localPath accepts a path on this server and nothing else; anything doubtful is the home page.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

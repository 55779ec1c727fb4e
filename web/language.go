package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

const languageCookie = "opmaat-lang"

// keyLanguage holds the language that this very request switched to.
const keyLanguage = "language"

// languageOf is the language chosen now or earlier, else the one the browser asks for.
func (s *Server) languageOf(c *gin.Context) string {
	if lang := c.GetString(keyLanguage); lang != "" {
		return lang
	}
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
	s.speakSeat(c, c.Query("next"), lang)
	return seeOther(c, localPath(c.Query("next")))
}

// switchInQuestion changes the language in mid-question: what was chosen is
// saved when it is complete and new, and the same question comes back in the
// other language.
func (s *Server) switchInQuestion(c *gin.Context, form url.Values) error {
	if !slices.Contains(s.mustCurrent().languages, form.Get("switch")) {
		return errPageNotFound()
	}
	if err := s.switchLanguage(c, form.Get("switch")); err != nil {
		return err
	}
	in := answerInput(c, form)
	asked, entry, problems, err := s.tests.ReadAnswer(in)
	if err != nil {
		return err
	}
	typed := strings.TrimSpace(in.Comment+in.Reason) != "" || len(in.Codes) > 0
	if len(problems) > 0 && typed {
		return s.refuseAnswer(c, form, http.StatusUnprocessableEntity, problems)
	}
	if len(problems) == 0 {
		if err := s.saveNew(c, asked, entry); err != nil {
			return err
		}
	}
	to := questionAddress(in.Item)
	if form.Get("from") == "check" {
		to += "?from=check"
	}
	return s.goOn(c, to)
}

// saveNew saves an answer that is not stored yet, so that a closed test can
// still be read in another language.
func (s *Server) saveNew(c *gin.Context, asked assessment.Question, entry assessment.Entry) error {
	_, stored, err := s.Tests.Entry(c, s.keyHash(c), asked.Item)
	if err != nil || stored == entry {
		return err
	}
	return s.tests.SaveEntry(c, s.capability(c), asked, entry)
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
	c.Set(keyLanguage, lang)
	http.SetCookie(c.Writer, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

// localPath accepts a path on this server and nothing else; anything doubtful is the home page.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

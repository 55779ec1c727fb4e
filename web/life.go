package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// deletePage explains what goes and has the one button.
type deletePage struct {
	Page
	Gone bool
}

func (s *Server) getDelete(c *gin.Context) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := deletePage{Page: s.page(c, ed, lang, ed.printers[lang].T("delete.title")), Gone: s.capability(c) == ""}
	p.Nav = "test"
	s.render(c, ed, http.StatusOK, "delete", p)
	return nil
}

// postDelete removes the test and all about it at once. What is gone stays gone.
func (s *Server) postDelete(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	if key := s.keyHash(c); key != "" {
		if err := s.Tests.Delete(c, key); err != nil {
			return err
		}
	}
	s.dropCapability(c)
	return seeOther(c, "/test/delete")
}

func (s *Server) postClose(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	key := s.keyHash(c)
	if key == "" {
		return errNoTest
	}
	t, err := s.Tests.Test(c, key)
	if err != nil {
		return err
	}
	if t.State == assessment.Draft {
		return errs.New(errs.Conflict, "error.close_draft")
	}
	if err := s.Tests.Close(c, key, s.Now()); err != nil {
		return err
	}
	return seeOther(c, "/test/result#manage")
}

func (s *Server) postReopen(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	key := s.keyHash(c)
	if key == "" {
		return errNoTest
	}
	if err := s.Tests.Reopen(c, key, s.Now()); err != nil {
		return err
	}
	return seeOther(c, "/test/result#manage")
}

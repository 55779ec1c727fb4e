package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// checkPage shows all answers before they are sent.
type checkPage struct {
	overviewPage
	Problems []problem
	// Unscored names the dimensions that get no score with the answers so far.
	Unscored []string
	// Enough is false when no overall level can be given yet.
	Enough bool
}

func (s *Server) getCheck(c *gin.Context) error {
	x, err := s.load(c)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "check", s.checkPageOf(c, x))
	return nil
}

func (s *Server) checkPageOf(c *gin.Context, x loaded) checkPage {
	p := checkPage{overviewPage: s.overviewOf(c, x, x.ed.printers[x.lang].T("check.title"), "?from=check")}
	result := assessment.Analyse(x.q, x.form, x.entries, nil).Result
	p.Enough = result.Overall.Published
	for d := range result.Dimensions {
		p.Groups[d].Scorable = result.Dimensions[d].Published
		if !result.Dimensions[d].Published {
			p.Unscored = append(p.Unscored, p.Groups[d].Name)
		}
	}
	return p
}

// postSubmit freezes the answers and shows the result. Sending twice changes nothing.
func (s *Server) postSubmit(c *gin.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	capability := s.capability(c)
	if capability == "" {
		return errNoTest
	}
	_, err := s.tests.Submit(c, capability)
	if errs.Is(err, errs.Invalid) {
		return s.refuseSubmit(c)
	}
	if err != nil {
		return err
	}
	return seeOther(c, "/test/result")
}

func (s *Server) refuseSubmit(c *gin.Context) error {
	x, err := s.load(c)
	if err != nil {
		return err
	}
	page := s.checkPageOf(c, x)
	page.Error = true
	page.Problems = []problem{{Field: "answers", Text: x.ed.printers[x.lang].T("error.nothing_answered")}}
	s.render(c, x.ed, http.StatusUnprocessableEntity, "check", page)
	return nil
}

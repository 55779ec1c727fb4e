package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/web/chart"
)

// postReports makes the report that the form asks for. Nothing is stored: the
// same form again gives the same file.
func (s *Server) postReports(find subjectOf) handler {
	return func(c *gin.Context) error {
		form, logo, err := readReportForm(c)
		if err == nil {
			err = single(form, "format", "name", "colour", "draft", "game")
		}
		if err != nil {
			return err
		}
		sub, err := find(c)
		if err != nil {
			return err
		}
		order, problems := readOrder(form, logo)
		if len(problems) == 0 {
			err = s.makeReport(c, sub, order)
			if errors.Is(err, report.ErrLogo) {
				problems, err = []*errs.E{errs.Field("logo", "report.error.logo")}, nil
			}
		}
		if err == nil && len(problems) > 0 {
			s.refuseReport(c, sub, form, problems)
		}
		return err
	}
}

// readOrder is what the form asks for. Problems are Invalid errors by field.
func readOrder(form url.Values, logo []byte) (reportOrder, []*errs.E) {
	var problems []*errs.E
	o := reportOrder{logo: logo, game: form.Get("game") == "1",
		look: ReportLook{Organisation: assessment.CleanLine(form.Get("name")), Colour: strings.ToLower(form.Get("colour")), Draft: form.Get("draft") == "1"}}
	ok := false
	if o.format, ok = report.FormatNamed(form.Get("format")); !ok {
		problems = append(problems, errs.Field("format", "report.error.format"))
	}
	if n := utf8.RuneCountInString(o.look.Organisation); n > assessment.MaxName {
		problems = append(problems, errs.Field("name", "error.too_long", "max", assessment.MaxName, "length", n))
	}
	if o.look.Colour != "" && !ReadableColour(o.look.Colour) {
		problems = append(problems, errs.Field("colour", "report.error.colour"))
	}
	return o, problems
}

// refuseReport shows the form again as it was filled in. A browser does not send
// the logo along a second time by itself.
func (s *Server) refuseReport(c *gin.Context, sub *subject, form url.Values, problems []*errs.E) {
	p := s.reportPage(c, sub)
	p.Problems, p.Error = s.problems(c, problems), true
	p.Format, p.Name, p.Draft, p.WithGame = form.Get("format"), form.Get("name"), form.Get("draft") == "1", form.Get("game") == "1"
	for i := range p.Formats {
		p.Formats[i].Selected = p.Formats[i].Name == p.Format
	}
	if colour := strings.ToLower(form.Get("colour")); isColour(colour) {
		p.Colour = colour
	}
	s.render(c, sub.ed, http.StatusUnprocessableEntity, "report", p)
}

// isColour says whether a text is a colour, readable or not.
func isColour(text string) bool {
	_, err := chart.Contrast(text, houseColour)
	return err == nil
}

// Limits of the form beside report.MaxLogo.
const (
	reportFields = 20
	reportField  = 4 << 10 // bytes of a field that is text
)

// readReportForm reads the form with a logo: fields of text, then one file. A
// file that is too large is cut one byte behind the limit, so that whoever reads
// it can tell.
func readReportForm(c *gin.Context) (form url.Values, logo []byte, err error) {
	if kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type")); kind != "multipart/form-data" {
		form, err = readForm(c)
		return form, nil, err
	}
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, nil, errMalformed
	}
	form = url.Values{}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, logo, checkForm(form)
		}
		if err != nil || n == reportFields {
			return nil, nil, errMalformed
		}
		name, most := part.FormName(), reportField
		if name == "logo" {
			most = report.MaxLogo
		}
		data, err := io.ReadAll(io.LimitReader(part, int64(most)+1))
		switch {
		case err != nil:
			return nil, nil, errMalformed
		case name == "logo":
			logo = data
		case len(data) > most:
			c.Request.Close = true
			return nil, nil, errTooLarge
		default:
			form.Add(name, string(data))
		}
		if len(data) > most {
			c.Request.Close = true
			return form, logo, checkForm(form)
		}
	}
}

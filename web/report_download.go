package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/report"
)

// reportPage offers the report in every format.
type reportPage struct {
	Page
	Formats []reportLink
	Tools   bool // the report tells which tool fits
}

// reportLink is one format with the address of the report in it, and of a draft.
type reportLink struct{ Name, Title, About, Href, Draft string }

// reportTexts name the formats; literal keys, so that tests can find them.
var reportTexts = map[string][2]string{
	"docx": {"report.as_docx", "report.as_docx.about"}, "xlsx": {"report.as_xlsx", "report.as_xlsx.about"}, "csv": {"report.as_csv", "report.as_csv.about"},
	"json": {"report.as_json", "report.as_json.about"}, "html": {"report.as_html", "report.as_html.about"},
}

// getReports is the page of all formats.
func (s *Server) getReports(c *gin.Context) error {
	x, err := s.submitted(c)
	if err == nil {
		_, err = s.adviceOf(c, &x)
	}
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "report", s.reportPage(c, x.loaded, c.Query("s")))
	return nil
}

func (s *Server) reportPage(c *gin.Context, x loaded, situation string) reportPage {
	p := reportPage{Page: s.page(c, x.ed, x.lang, x.ed.printers[x.lang].T("report.download.title")), Tools: situation != ""}
	p.Nav, p.HasTest = "test", true
	for _, f := range report.Formats() {
		text := reportTexts[f.Name]
		p.Formats = append(p.Formats, reportLink{f.Name, x.ed.printers[x.lang].T(text[0]), x.ed.printers[x.lang].T(text[1]),
			reportAddress(f.Name, situation, false), reportAddress(f.Name, situation, true)})
	}
	return p
}

func reportAddress(format, situation string, draft bool) string {
	q := url.Values{}
	if situation != "" {
		q.Set("s", situation)
	}
	if draft {
		q.Set("draft", "1")
	}
	if len(q) == 0 {
		return "/test/report/" + format
	}
	return "/test/report/" + format + "?" + q.Encode()
}

// statusGone is written where nobody reads it: whoever asked went away.
const statusGone = 499

// getReport makes the report in one format, when its turn comes. It stops when
// whoever asked is gone.
func (s *Server) getReport(c *gin.Context) error {
	x, err := s.submitted(c)
	if err != nil {
		return err
	}
	format, ok := report.FormatNamed(c.Param("format"))
	if !ok {
		return errPageNotFound()
	}
	a, err := s.adviceOf(c, &x)
	if err != nil {
		return err
	}
	leave, err := s.reports.enter(c)
	if err == nil {
		defer leave()
		err = s.sendReport(c, &x, a, format)
	}
	if c.Request.Context().Err() != nil {
		c.Status(statusGone)
		return nil
	}
	return err
}

// adviceOf is the answer to the situation in the address, or nil without one.
func (s *Server) adviceOf(c *gin.Context, x *outcome) (*advice, error) {
	code := c.Query("s")
	if code == "" {
		return nil, nil
	}
	a, _, err := s.advice(c, code)
	if err != nil {
		return nil, err
	}
	a.ed, a.lang = x.ed, x.lang
	return &a, nil
}

func (s *Server) sendReport(c *gin.Context, x *outcome, a *advice, format report.Format) error {
	look := ReportLook{Today: s.Now(), Draft: c.Query("draft") == "1", Draw: func(f report.Figure, number func(float64) string) (*report.Picture, error) {
		if err := c.Request.Context().Err(); err != nil {
			return nil, err
		}
		return s.charts.Draw(f, number)
	}}
	if !format.Pictures {
		look.Draw = nil
	}
	document, err := newReport(x, a, look)
	if err != nil {
		return err
	}
	data, err := format.Write(&document)
	if err != nil {
		return err
	}
	name := fileName("opmaat", x.test.Profile.Name, s.Now().Format(time.DateOnly)) + "." + format.Name
	c.Header("Content-Disposition", attachment(name))
	c.Data(http.StatusOK, format.MediaType, data)
	return nil
}

// nameMost is how many letters of the name of an organisation a file name has.
const nameMost = 60

// fileName joins words with hyphens, leaving only letters and digits of them.
func fileName(words ...string) string {
	var out []string
	for _, word := range words {
		parts := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if letters := []rune(strings.ToLower(strings.Join(parts, "-"))); len(letters) > 0 {
			out = append(out, strings.Trim(string(letters[:min(nameMost, len(letters))]), "-"))
		}
	}
	return strings.Join(out, "-")
}

// attachment says under which name a file is kept, for old readers in ASCII and
// for all others as it is (RFC 6266, RFC 8187). The name is one of fileName.
func attachment(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return '_'
		}
		return r
	}, name)
	out := `attachment; filename="` + plain + `"`
	if plain != name {
		out += `; filename*=UTF-8''` + url.PathEscape(name)
	}
	return out
}

package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/report"
)

// reportPage offers the report in every format, and with an own look.
type reportPage struct {
	Page
	Problems      []problem
	Back, BackFor string
	Action        string // of the form, with what is to be in the report
	Formats       []reportLink
	Tools         bool   // the report tells which tool fits
	Both          string // address of the report of the test with this game
	Story         string // of a game that may be in the report of the test
	WithGame      bool
	Format        string
	Name, Colour  string
	Draft         bool
}

// reportLink is one format with the address of the report in it, and of a draft.
type reportLink struct {
	Name, Title, About, Href, Draft string
	Selected                        bool
}

// reportTexts name the formats; literal keys, so that tests can find them.
var reportTexts = map[string][2]string{
	"docx": {"report.as_docx", "report.as_docx.about"}, "pdf": {"report.as_pdf", "report.as_pdf.about"}, "odt": {"report.as_odt", "report.as_odt.about"}, "pptx": {"report.as_pptx", "report.as_pptx.about"},
	"xlsx": {"report.as_xlsx", "report.as_xlsx.about"}, "ods": {"report.as_ods", "report.as_ods.about"}, "csv": {"report.as_csv", "report.as_csv.about"},
	"json": {"report.as_json", "report.as_json.about"}, "html": {"report.as_html", "report.as_html.about"},
}

// quickTexts name the formats that are one click away, in their order.
var quickTexts = []struct{ format, key string }{{"docx", "report.download.word"}, {"pdf", "report.download.pdf"}}

// takeView is the way to the report from the page that it is about, and to the
// report with a game named Story in it.
type takeView struct {
	Quick []reportLink
	More  string
	Story string
	With  []reportLink
}

// take are the links to the report at an address; query says what is in it.
func (ed *edition) take(lang, base string, query url.Values) takeView {
	v := takeView{More: addressWith(base, query)}
	for _, quick := range quickTexts {
		if _, ok := report.FormatNamed(quick.format); ok {
			v.Quick = append(v.Quick, reportLink{Name: quick.format, Title: ed.printers[lang].T(quick.key), Href: addressWith(base+"/"+quick.format, query)})
		}
	}
	return v
}

func addressWith(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// reportOrder is how a report is asked for.
type reportOrder struct {
	format report.Format
	look   ReportLook
	game   bool // with the game, in the report of a test
	logo   []byte
}

// getReports is the page of all formats of what a browser may have a report of.
func (s *Server) getReports(find subjectOf) handler {
	return func(c *gin.Context) error {
		sub, err := find(c)
		if err != nil {
			return err
		}
		s.charts.warm()
		s.render(c, sub.ed, http.StatusOK, "report", s.reportPage(c, sub))
		return nil
	}
}

func (s *Server) reportPage(c *gin.Context, sub *subject) reportPage {
	t := sub.ed.printers[sub.lang].T
	p := reportPage{Page: s.page(c, sub.ed, sub.lang, t(sub.title)), Back: sub.back, BackFor: t(sub.backFor), Tools: sub.query.Has("s"), Both: sub.both, Story: sub.story,
		WithGame: sub.game, Name: sub.organisation, Colour: houseColour, Format: report.Formats()[0].Name, Action: addressWith(sub.base, sub.query)}
	p.Nav, p.HasTest, p.HasGame = sub.nav, p.HasTest || sub.nav == "test", s.gameCapability(c) != ""
	for _, f := range report.Formats() {
		text, draft := reportTexts[f.Name], url.Values{"draft": {"1"}}
		for name, values := range sub.query {
			draft[name] = values
		}
		p.Formats = append(p.Formats, reportLink{f.Name, t(text[0]), t(text[1]), addressWith(sub.base+"/"+f.Name, sub.query), addressWith(sub.base+"/"+f.Name, draft), f.Name == p.Format})
	}
	return p
}

// statusGone is written where nobody reads it: whoever asked went away.
const statusGone = 499

// getReport makes the report in one format.
func (s *Server) getReport(find subjectOf) handler {
	return func(c *gin.Context) error {
		sub, err := find(c)
		if err != nil {
			return err
		}
		format, ok := report.FormatNamed(c.Param("format"))
		if !ok {
			return errPageNotFound()
		}
		return s.makeReport(c, sub, reportOrder{format: format, game: sub.game, look: ReportLook{Draft: c.Query("draft") == "1"}})
	}
}

// makeReport makes a report when its turn comes. It stops when whoever asked is gone.
func (s *Server) makeReport(c *gin.Context, sub *subject, order reportOrder) error {
	leave, err := s.reports.enter(c)
	if err == nil {
		defer leave()
		err = s.sendReport(c, sub, order)
	}
	if c.Request.Context().Err() != nil {
		c.Status(statusGone)
		return nil
	}
	return err
}

func (s *Server) sendReport(c *gin.Context, sub *subject, order reportOrder) (err error) {
	look := order.look
	look.Today, look.Organisation = s.Now(), cmp.Or(look.Organisation, sub.organisation)
	if len(order.logo) > 0 {
		if look.Logo, err = report.ReadLogo(order.logo); err != nil {
			return err
		}
	}
	if order.format.Pictures {
		look.Draw = func(f report.Figure, number func(float64) string) (*report.Picture, error) {
			return s.charts.drawFor(c, f, number)
		}
	}
	b, err := sub.write(look, order.game)
	if err != nil {
		return err
	}
	if err := b.draw(); err != nil {
		return err
	}
	data, err := order.format.Write(&b.doc)
	if err != nil {
		return err
	}
	name := fileName("opmaat", sub.file, look.Organisation, look.Today.Format(time.DateOnly)) + "." + order.format.Name
	c.Header("Content-Disposition", attachment(name))
	c.Data(http.StatusOK, order.format.MediaType, data)
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

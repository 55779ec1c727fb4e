package web

import (
	"bytes"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content"
)

// advicePage is the answer to one situation.
type advicePage struct {
	Page
	Code, Link      string
	Verdict         string // the sentence
	VerdictText     []string
	Kind            string // recommended, close_call, pair, none_yet
	ModeText        string
	OtherMode       string // address with the other facts
	OtherModeName   string
	Cards           []toolCard
	Ranking         []rankRow
	Excluded        []excludedRow
	Cheapest        []string
	Shared          []string // warnings that hold for every tool left
	Scatter         *figureView
	Contributions   *figureView // of the first tool
	HeatTools       []toolLink
	HeatRows        []heatRow
	Tips            []string
	MissingLinks    []missingLink
	Then            []thenRow
	Form            *toolsPage // what-if
	Feasible        bool
	CompareLink     string
	CompareName     string
	PlanLink, Again string
}

type missingLink struct{ Name, Href string }

// toolCard is a ranked tool with its reasons.
type toolCard struct {
	Place              int
	ID, Name, Also     string
	Fit                string
	Feasibility, First string
	Because, Suits     []string
	Mind               []string
	NotIf              []string
	Dominated          bool
	Parts              []contribution
}

// contribution is one need's share in the fit of a tool, in points of 100.
type contribution struct {
	Need, Weight, Value, Kind, Share string
	X, Width                         string // of the bar, in points of 100
	Odd                              bool
}

type rankRow struct {
	Place                         int
	ID, Name, Also                string
	Fit, Feasibility, Rank, First string
}

type excludedRow struct {
	ID, Name, Also string
	Reasons        []string
	Passes         string
}

type thenRow struct{ ID, Tool, Need, Papers, Today, Kind string }

// advice is one situation with its answer, ready to be put into words.
type advice struct {
	ed   *edition
	lang string
	code string
	s    recommend.Situation
	mode recommend.Mode
	cat  *recommend.Catalogue
	r    recommend.Recommendation
	// council says that a report speaks, of the organisation and not to it.
	council bool
}

// advice reads the situation in the address and answers it.
func (s *Server) advice(c *gin.Context, code string) (advice, url.Values, error) {
	form, ok := decodeSituation(code)
	if !ok {
		return advice{}, nil, errSituationLink
	}
	a := advice{ed: s.mustCurrent(), lang: s.languageOf(c), code: code}
	var problems []*errs.E
	if a.s, a.mode, problems = readSituation(form, func(key string) string { return key }); len(problems) > 0 {
		return advice{}, nil, errSituationLink
	}
	a.s.Today = s.Now().Format(time.DateOnly)
	a.cat = a.ed.library.Tools()
	a.r = recommend.Recommend(a.cat, a.s, a.mode)
	return a, form, nil
}

// getAdvice shows the answer to the situation in the address. The finished page
// is kept: the same link on the same day is the same page for everybody.
func (s *Server) getAdvice(c *gin.Context) error {
	code, ed := c.Param("code"), s.mustCurrent()
	key := resultKey{test: s.origin(c.Request) + "/tools/s/" + code + " " + s.Now().Format(time.DateOnly), lang: s.languageOf(c), edition: ed}
	if s.capability(c) != "" {
		key.revision = 1 // the page of somebody with a test has other links below
	}
	if body, ok := s.results.get(key); ok && c.Request.URL.RawQuery == "" {
		send(c, http.StatusOK, body)
		return nil
	}
	page, ed, err := s.adviceFor(c, code)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := ed.execute(&buf, page.Lang, "advice", page); err != nil {
		return err
	}
	if c.Request.URL.RawQuery == "" && ed == key.edition {
		s.results.put(key, buf.Bytes())
	}
	send(c, http.StatusOK, buf.Bytes())
	return nil
}

// showAdvice shows an answer without keeping it.
func (s *Server) showAdvice(c *gin.Context, code string) error {
	page, ed, err := s.adviceFor(c, code)
	if err != nil {
		return err
	}
	s.render(c, ed, http.StatusOK, "advice", page)
	return nil
}

func (s *Server) adviceFor(c *gin.Context, code string) (advicePage, *edition, error) {
	a, form, err := s.advice(c, code)
	if err != nil {
		return advicePage{}, nil, err
	}
	page, err := s.advicePage(c, a, form)
	return page, a.ed, err
}

func (s *Server) advicePage(c *gin.Context, a advice, form url.Values) (advicePage, error) {
	p := advicePage{Page: s.page(c, a.ed, a.lang, ""), Code: a.code, Kind: string(a.r.Verdict), Link: s.origin(c.Request) + "/tools/s/" + a.code,
		PlanLink: "/tools/plan/" + a.code, Again: "/tools?s=" + a.code, Feasible: a.s.Readiness != nil}
	p.Nav = "tools"
	p.Verdict, p.VerdictText = a.verdict()
	p.Title = p.Verdict
	p.ModeText, p.OtherModeName, p.OtherMode = a.otherMode()
	p.Excluded, p.Cheapest = a.excluded(), a.cheapest()
	p.Ranking = a.rows()
	p.Tips, p.Then = a.tips(), a.then()
	p.MissingLinks = a.missing()
	if len(a.r.Ranking) > 1 {
		first, second := a.tool(a.r.Ranking[0].Tool), a.tool(a.r.Ranking[1].Tool)
		p.CompareLink = "/tools/compare?a=" + first.ID + "&b=" + second.ID
		p.CompareName = a.t("tools.compare.two", "a", a.name(a.r.Ranking[0].Tool), "b", a.name(a.r.Ranking[1].Tool))
	}
	whatIf := s.toolsPage(c, form, nil)
	p.Form = &whatIf
	p.Form.Themes = onlyAsked(p.Form.Themes, &a)
	p.Cards, p.Shared = a.cards(), a.warningTexts(a.shared(), nil)
	p.HeatTools, p.HeatRows = a.heat()
	var err error
	if p.Contributions, err = a.contributions(); err != nil {
		return p, err
	}
	p.Scatter, err = a.scatter()
	return p, err
}

// onlyAsked leaves the needs that count in this situation or would tip it.
func onlyAsked(all []themeView, a *advice) []themeView {
	shown := make(map[string]bool)
	for i, id := range recommend.Needs {
		shown[id] = a.s.Needs[i] > recommend.Wont
	}
	for _, tip := range a.r.Tipping[:min(tipCount, len(a.r.Tipping))] {
		shown[recommend.Needs[tip.Need]] = true
	}
	var out []themeView
	for _, th := range all {
		var kept []needView
		for _, n := range th.Needs {
			if shown[n.ID] {
				kept = append(kept, n)
			}
		}
		if th.Needs = kept; len(kept) > 0 {
			out = append(out, th)
		}
	}
	return out
}

func (a *advice) t(key string, args ...any) string {
	if a.council && councilTexts[key] != "" {
		key = councilTexts[key]
	}
	return a.ed.printers[a.lang].T(key, args...)
}

// percent writes a share of 0..1 as a whole number of 0..100.
func (a *advice) percent(v float64) string { return a.ed.printers[a.lang].Number(100*v, 0) }

func (a *advice) tool(i int) *recommend.Tool { return &a.cat.Tools[i] }

func (a *advice) words(i int) *content.ToolWords {
	w, _ := a.ed.library.ToolWords(a.cat.Tools[i].ID, a.lang)
	return w
}

func (a *advice) name(i int) string { return a.words(i).Name }

// oldName says how a product was called before, for who looks for it under that
// name; "" for a product that kept its name.
func (a *advice) oldName(i int) string {
	if sheet, ok := a.ed.library.ToolSheet(a.tool(i).ID); ok && sheet.State != content.StateCurrent {
		return a.words(i).Also
	}
	return ""
}

// verdict is the answer in one sentence, with what stands behind it.
func (a *advice) verdict() (string, []string) {
	if a.r.Verdict == recommend.NoneYet {
		if len(a.r.Ranking) == 0 {
			return a.t("verdict.none"), []string{a.t("verdict.none.empty")}
		}
		return a.t("verdict.none"), []string{a.t("verdict.none.low")}
	}
	first := a.r.Ranking[0]
	text := []string{a.t("verdict.fit", "fit", a.percent(first.Fit)), a.robust(first)}
	switch {
	case a.r.Verdict == recommend.UsePair:
		pair := a.r.Pair
		return a.t("verdict.pair", "tool", a.name(pair.A), "second", a.name(pair.B)),
			append([]string{a.t("verdict.pair.why", "fit", a.percent(pair.Fit), "gain", a.percent(pair.Gain))}, a.warningTexts(pair.Warnings, nil)...)
	case a.r.Verdict == recommend.CloseCall && len(a.r.Ranking) > 1:
		return a.t("verdict.close", "tool", a.name(first.Tool), "second", a.name(a.r.Ranking[1].Tool)), text
	case a.r.Verdict == recommend.CloseCall:
		return a.t("verdict.close_alone", "tool", a.name(first.Tool)), text
	}
	return a.t("verdict.recommended", "tool", a.name(first.Tool)), text
}

func (a *advice) robust(first recommend.Ranked) string {
	if len(a.r.Ranking) == 1 {
		return a.t("verdict.only")
	}
	return a.t("verdict.robust", "share", hundred(first.FirstShare), "count", len(a.r.Ranking))
}

// hundred rounds a share to a whole number of a hundred, but says neither 0 nor
// 100 unless it is exactly that.
func hundred(share float64) string {
	n := int(math.Round(100 * share))
	if n == 0 && share > 0 {
		n = 1
	}
	if n == 100 && share < 1 {
		n = 99
	}
	return strconv.Itoa(n)
}

func (a *advice) otherMode() (text, name, address string) {
	if a.mode == recommend.SeedMode {
		return a.t("tools.mode.seed"), a.t("tools.mode.to_now"), situationAddress(a.s, recommend.Now)
	}
	return a.t("tools.mode.now"), a.t("tools.mode.to_seed"), situationAddress(a.s, recommend.SeedMode)
}

func (a *advice) rows() []rankRow {
	var out []rankRow
	for i, r := range a.r.Ranking {
		row := rankRow{Place: i + 1, ID: a.tool(r.Tool).ID, Name: a.name(r.Tool), Also: a.oldName(r.Tool), Fit: a.percent(r.Fit), Rank: a.percent(r.Rank), First: hundred(r.FirstShare), Feasibility: a.t("tools.unknown")}
		if r.Feasibility.Known {
			row.Feasibility = a.percent(r.Feasibility.Value)
		}
		out = append(out, row)
	}
	return out
}

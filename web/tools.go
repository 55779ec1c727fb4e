package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content/i18n"
)

// toolsPage is the short route: needs in four themes, then the facts.
type toolsPage struct {
	Page
	Problems  []problem
	Themes    []themeView
	Facts     []factView
	Readiness string
	FromTest  []string // what was taken from the test result
	FromGame  bool     // the needs come from the game of this browser
	TestLink  bool     // this browser holds a result that could be used
	Mode      string
	Weights   []weightView
	Own       bool // a weight is not the standard one
	Tools     []toolLink
}

// themeView is one theme with its needs.
type themeView struct {
	ID, Title, About string
	Needs            []needView
}

// needView is one need with its four choices.
type needView struct {
	ID, Field, Name, Error string
	Choices                []choiceView
}

type choiceView struct {
	Value, Name string
	Selected    bool
}

// factView is one fact: a yes-or-no choice, or a number when Choices is empty.
type factView struct {
	ID, Field, Name, Hint, Error string
	Choices                      []choiceView
	Value                        string
	Short                        bool
}

// weightView is one editable number; Own says that it is not the standard one.
type weightView struct {
	Field, Name, Value, Error string
	Own                       bool
}

// toolLink leads to a fact sheet.
type toolLink struct{ ID, Name, Also, State string }

// moscowTexts names the weights; literal keys, so that tests can find them.
var moscowTexts = [...]struct {
	weight recommend.Weight
	key    string
}{{recommend.Must, "moscow.must"}, {recommend.Should, "moscow.should"}, {recommend.Could, "moscow.could"}, {recommend.Wont, "moscow.wont"}}

// getTools shows the empty form, a form from a shared link (?s=), or one with
// what the test of this browser knows (?from=test).
func (s *Server) getTools(c *gin.Context) error {
	typed := url.Values{}
	if code := c.Query("s"); code != "" {
		form, ok := decodeSituation(code)
		if !ok {
			return errSituationLink
		}
		typed = form
	}
	carried, offer, err := s.carryOver(c, typed)
	if err != nil {
		return err
	}
	page := s.toolsPage(c, typed, nil)
	page.FromTest, page.TestLink = carried, offer
	page.FromGame = c.Query(fromGame) != "" && s.gameCapability(c) != ""
	s.render(c, s.mustCurrent(), http.StatusOK, "tools", page)
	return nil
}

// fromGame marks a link that brings the needs of a game.
const fromGame = "game"

var errSituationLink = errs.New(errs.NotFound, "error.situation_link")

// postTools turns the form into an address and goes there; nothing is stored.
func (s *Server) postTools(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	printer := s.mustCurrent().printers[s.languageOf(c)]
	situation, mode, problems := readSituation(form, func(key string) string { return printer.T(key) })
	if len(problems) > 0 {
		s.render(c, s.mustCurrent(), http.StatusUnprocessableEntity, "tools", s.toolsPage(c, form, s.problems(c, problems)))
		return nil
	}
	return s.goOn(c, situationAddress(situation, mode))
}

func situationAddress(s recommend.Situation, mode recommend.Mode) string {
	return "/tools/s/" + encodeSituation(s, mode)
}

// toolsPage shows the form with what was typed. It never asks the store, so that
// what was typed can be shown whatever happens there.
func (s *Server) toolsPage(c *gin.Context, typed url.Values, problems []problem) toolsPage {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	p := toolsPage{Page: s.page(c, ed, lang, ed.printers[lang].T("tools.title")), Problems: problems}
	p.Nav, p.Error = "tools", len(problems) > 0
	if r := parseReadiness(typed.Get(readinessField)); r != nil { // nobody could mend a hidden field
		p.Readiness = readinessText(r)
		p.FromTest = []string{readinessSentence(ed.printers[lang], r)}
	}
	if mode, ok := recommend.ParseMode(typed.Get(modeField)); ok {
		p.Mode = string(mode)
	}
	byField := make(map[string]string)
	for _, problem := range problems {
		byField[problem.Field] = problem.Text
	}
	view := situationView{ed: ed, lang: lang, typed: typed, errors: byField}
	p.Themes, p.Facts, p.Weights = view.themes(), view.facts(), view.weights()
	for _, w := range p.Weights {
		p.Own = p.Own || w.Own
	}
	p.Tools = toolLinks(ed, lang)
	return p
}

// carryOver adds to the form what the test of this browser knows, when it is
// asked for, and names it; otherwise it says whether there is something to offer.
func (s *Server) carryOver(c *gin.Context, typed url.Values) (carried []string, offer bool, err error) {
	key := s.keyHash(c)
	if key == "" {
		return nil, false, nil
	}
	t, sub, plan, err := s.Tests.Result(c, key)
	if errs.Is(err, errs.NotFound) || err == nil && sub.Seq == 0 {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	lang := s.languageOf(c)
	x, err := s.outcomeOf(lang, t, sub, plan)
	if err != nil {
		return nil, false, err
	}
	readiness, staff, printer := readinessOf(&x), t.Profile.Staff, s.mustCurrent().printers[lang]
	if c.Query("from") != "test" {
		return nil, typed.Get(readinessField) == "" && (readiness != nil || staff > 0), nil
	}
	if readiness != nil {
		typed.Set(readinessField, readinessText(readiness))
		carried = append(carried, readinessSentence(printer, readiness))
	}
	if staff > 0 && typed.Get(factField+recommend.FactStaff) == "" {
		typed.Set(factField+recommend.FactStaff, strconv.Itoa(staff))
		carried = append(carried, printer.T("tools.fromtest.staff"))
	}
	return carried, false, nil
}

// readinessOf takes the three readiness figures from a result: dimension d6,
// the culture index and dimension d7; nil when one of them is not published.
func readinessOf(x *outcome) *recommend.Readiness {
	var r recommend.Readiness
	r.Culture = -1
	for _, index := range x.analysis.Result.Indices {
		if index.ID == "culture" && index.Published {
			r.Culture = index.Score
		}
	}
	people, ok := x.dimension("d6")
	channels, ok2 := x.dimension("d7")
	if !ok || !ok2 || r.Culture < 0 || !x.form.DimensionScores {
		return nil
	}
	r.People, r.Channels = people.Score, channels.Score
	return &r
}

// dimension finds a published dimension score.
func (x *outcome) dimension(id string) (*assessment.DimensionScore, bool) {
	i, ok := x.q.Dimension(id)
	if !ok || !x.analysis.Result.Dimensions[i].Published {
		return nil, false
	}
	return &x.analysis.Result.Dimensions[i], true
}

// situationView prepares the fields of the form from what was typed.
type situationView struct {
	ed     *edition
	lang   string
	typed  url.Values
	errors map[string]string
}

func (v situationView) t(key string, args ...any) string {
	return v.ed.printers[v.lang].T(key, args...)
}

func (v situationView) themes() []themeView {
	out := make([]themeView, len(themes))
	for i, th := range themes {
		out[i] = themeView{ID: th.id, Title: v.t(th.title), About: v.t(th.about)}
		for _, id := range th.needs {
			out[i].Needs = append(out[i].Needs, v.need(id))
		}
	}
	return out
}

func (v situationView) need(id string) needView {
	n := needView{ID: id, Field: needField + id, Name: v.t(needTexts[id]), Error: v.errors[needField+id]}
	for _, m := range moscowTexts {
		n.Choices = append(n.Choices, choiceView{m.weight.String(), v.t(m.key), v.typed.Get(n.Field) == m.weight.String()})
	}
	return n
}

func (v situationView) facts() []factView {
	out := []factView{v.number(recommend.FactStaff)}
	for _, id := range boolFacts {
		out = append(out, v.yesNo(id))
	}
	return append(out, v.number(recommend.FactAdminFTE), v.yesNo(recommend.FactWorkaroundOK))
}

func (v situationView) fact(id string) factView {
	f := factView{ID: id, Field: factField + id, Name: v.t(factTexts[id][0]), Error: v.errors[factField+id]}
	if factTexts[id][1] != "" {
		f.Hint = v.t(factTexts[id][1])
	}
	return f
}

func (v situationView) number(id string) factView {
	f := v.fact(id)
	f.Value = v.typed.Get(f.Field)
	return f
}

func (v situationView) yesNo(id string) factView {
	f := v.fact(id)
	value := v.typed.Get(f.Field)
	f.Choices = []choiceView{{"yes", v.t("fact.yes"), value == "yes"}, {"no", v.t("fact.no"), value == "no"}}
	if id != recommend.FactWorkaroundOK {
		f.Choices = append(f.Choices, choiceView{"unknown", v.t("fact.unknown"), value == "unknown"})
	}
	return f
}

func (v situationView) weights() []weightView {
	var out []weightView
	for _, m := range moscowTexts[:3] {
		field := weightFields[m.weight]
		standard, value := v.ed.printers[v.lang].Number(recommend.StandardWeights[m.weight], 0), v.typed.Get(field)
		if value == "" {
			value = standard
		}
		out = append(out, weightView{field, v.t(m.key), value, v.errors[field], value != standard || v.errors[field] != ""})
	}
	return out
}

func toolLinks(ed *edition, lang string) []toolLink {
	var out []toolLink
	for _, t := range ed.library.Tools().Tools {
		w, ok := ed.library.ToolWords(t.ID, lang)
		sheet, ok2 := ed.library.ToolSheet(t.ID)
		if ok && ok2 {
			out = append(out, toolLink{t.ID, w.Name, w.Also, string(sheet.State)})
		}
	}
	return out
}

// readinessSentence names the three scores that a test result brings along.
func readinessSentence(p *i18n.Printer, r *recommend.Readiness) string {
	return p.T("tools.fromtest.readiness", "people", p.Number(r.People, 0), "culture", p.Number(r.Culture, 0), "channels", p.Number(r.Channels, 0))
}

package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sort"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

const defaultForm = "standard"

// startPage asks for the form, the organisation and the language.
type startPage struct {
	Page
	Problems   []problem
	Forms      []formChoice
	Countries  []countryChoice
	Name       string
	Country    string
	Staff      string
	Capability string // becomes the secret of this test: sent twice, it still starts one test
	DraftDays  int
	Results    int
	Resume     *resume
}

// problem is one line of the error summary.
type problem struct{ Field, Text string }

type formChoice struct {
	ID, Title, About   string
	Minutes, Questions int
	Selected           bool
}

type countryChoice struct {
	Code, Name string
	Selected   bool
}

// resume says where the test of this browser stands.
type resume struct {
	N, Total int
	Finished bool
	Closed   bool
}

// formTexts names the forms; literal keys, so that tests can find them.
var formTexts = map[string][2]string{
	"quick":    {"form.quick.title", "form.quick.about"},
	"standard": {"form.standard.title", "form.standard.about"},
	"full":     {"form.full.title", "form.full.about"},
}

func (s *Server) getStart(c *gin.Context) error {
	page, err := s.startPage(c, url.Values{"form": {defaultForm}})
	if err != nil {
		return err
	}
	if key := s.keyHash(c); key != "" {
		if page.Resume, err = s.resumeOf(c, key); err != nil {
			return err
		}
	}
	s.render(c, s.mustCurrent(), http.StatusOK, "start", page)
	return nil
}

// resumeOf says where the test stands; nil when it is gone.
func (s *Server) resumeOf(c *gin.Context, key string) (*resume, error) {
	t, entries, err := s.Tests.Entries(c, key)
	if errs.Is(err, errs.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sit, err := s.sitting(t, entries)
	if err != nil {
		return nil, err
	}
	place := sit.next()
	return &resume{N: place + 1, Total: len(sit.form.Items), Finished: place < 0 || t.State != assessment.Draft, Closed: t.State == assessment.Closed}, nil
}

func (s *Server) postStart(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "form", "country", "staff", "name", "capability", "language")
	}
	if err != nil {
		return err
	}
	lang := s.languageOf(c)
	if chosen := form.Get("language"); slices.Contains(s.mustCurrent().languages, chosen) {
		lang = chosen
	}
	in := assessment.StartInput{Questionnaire: Questionnaire, Form: form.Get("form"), Language: lang,
		Name: form.Get("name"), Country: form.Get("country"), Staff: form.Get("staff")}
	capability := form.Get("capability")
	problems, err := s.tests.Start(c, capability, in)
	if err != nil {
		return err
	}
	if len(problems) == 0 {
		s.setCapability(c, capability)
		s.setLanguage(c, lang)
		return seeOther(c, "/test/continue")
	}
	page, err := s.startPage(c, form)
	if err != nil {
		return err
	}
	page.Problems, page.Error = s.problems(c, problems), true
	s.render(c, s.mustCurrent(), http.StatusUnprocessableEntity, "start", page)
	return nil
}

// problems translates field errors for the summary.
func (s *Server) problems(c *gin.Context, list []*errs.E) []problem {
	p := s.mustCurrent().printers[s.languageOf(c)]
	out := make([]problem, len(list))
	for i, e := range list {
		out[i] = problem{Field: e.Field, Text: p.T(e.Key, e.Args...)}
	}
	return out
}

// startPage shows what was typed, form values as they came.
func (s *Server) startPage(c *gin.Context, typed url.Values) (startPage, error) {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	q, ok := ed.library.Latest(Questionnaire)
	if !ok {
		return startPage{}, errors.New("the questionnaire is missing from the content")
	}
	p := startPage{Page: s.page(c, ed, lang, ed.printers[lang].T("start.title")), Name: typed.Get("name"), Country: typed.Get("country"),
		Staff: typed.Get("staff"), Capability: typed.Get("capability"), DraftDays: s.DraftDays, Results: s.ResultMonths}
	p.Nav = "test"
	if !assessment.ValidCapability(p.Capability) {
		p.Capability = assessment.NewCapability()
	}
	for _, f := range q.Forms {
		text := formTexts[f.ID]
		p.Forms = append(p.Forms, formChoice{ID: f.ID, Title: ed.printers[lang].T(text[0]), About: ed.printers[lang].T(text[1]),
			Minutes: f.Minutes, Questions: len(f.Items), Selected: typed.Get("form") == f.ID})
	}
	p.Countries = countryChoices(ed, lang, p.Country)
	return p, nil
}

func countryChoices(ed *edition, lang, selected string) []countryChoice {
	var out []countryChoice
	for _, code := range assessment.Countries {
		out = append(out, countryChoice{Code: code, Name: ed.printers[lang].Country(code), Selected: code == selected})
	}
	order := collate.New(language.Make(lang))
	sort.Slice(out, func(i, j int) bool { return order.CompareString(out[i].Name, out[j].Name) < 0 })
	return out
}

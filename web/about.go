package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game/workshop"
)

// prosePage is a page of titled paragraphs.
type prosePage struct {
	Page
	Intro    string
	Sections []section
	Contact  string
}

// section is a heading with its text.
type section struct{ ID, Title, Text string }

// sectionKeys name the texts of a section; literal keys, so that tests can find them.
type sectionKeys struct{ id, title, text string }

var privacySections = []sectionKeys{
	{"stored", "privacy.stored.title", "privacy.stored.text"},
	{"not-stored", "privacy.not_stored.title", "privacy.not_stored.text"},
	{"link", "privacy.link.title", "privacy.link.text"},
	{"games", "privacy.games.title", "privacy.games.text"},
	{"workshops", "privacy.workshops.title", "privacy.workshops.text"},
	{"retention", "privacy.retention.title", "privacy.retention.text"},
	{"delete", "privacy.delete.title", "privacy.delete.text"},
	{"cookies", "privacy.cookies.title", "privacy.cookies.text"},
	{"responsible", "privacy.responsible.title", "privacy.responsible.text"},
	{"rights", "privacy.rights.title", "privacy.rights.text"},
}

var accessibilitySections = []sectionKeys{
	{"aim", "accessibility.aim.title", "accessibility.aim.text"},
	{"tested", "accessibility.tested.title", "accessibility.tested.text"},
	{"limits", "accessibility.limits.title", "accessibility.limits.text"},
	{"problem", "accessibility.problem.title", "accessibility.problem.text"},
}

func (s *Server) getPrivacy(c *gin.Context) error {
	return s.showProse(c, "privacy.title", "privacy.intro", privacySections)
}

func (s *Server) getAccessibility(c *gin.Context) error {
	return s.showProse(c, "accessibility.title", "accessibility.intro", accessibilitySections)
}

func (s *Server) showProse(c *gin.Context, title, intro string, keys []sectionKeys) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	printer := ed.printers[lang]
	p := prosePage{Page: s.page(c, ed, lang, printer.T(title)), Intro: printer.T(intro), Contact: s.Contact}
	p.Sections = s.sections(ed, lang, keys)
	s.render(c, ed, http.StatusOK, "prose", p)
	return nil
}

func (s *Server) sections(ed *edition, lang string, keys []sectionKeys) []section {
	out := make([]section, len(keys))
	for i, k := range keys {
		out[i] = section{k.id, ed.printers[lang].T(k.title), ed.printers[lang].T(k.text, "draft_days", s.DraftDays, "result_months", s.ResultMonths,
			"register_days", workshop.RegisterDays)}
	}
	return out
}

var methodSections = []sectionKeys{
	{"answer", "method.answer.title", "method.answer.text"},
	{"dont-know", "method.dont_know.title", "method.dont_know.text"},
	{"not-applicable", "method.not_applicable.title", "method.not_applicable.text"},
	{"coverage", "method.coverage.title", "method.coverage.text"},
	{"bounds", "method.bounds.title", "method.bounds.text"},
	{"published", "method.published.title", "method.published.text"},
	{"overall", "method.overall.title", "method.overall.text"},
	{"balance", "method.balance.title", "method.balance.text"},
	{"indices", "method.indices.title", "method.indices.text"},
	{"bands", "method.bands.title", "method.bands.text"},
	{"gate", "method.gate.title", "method.gate.text"},
	{"borderline", "method.borderline.title", "method.borderline.text"},
	{"provisional", "method.provisional.title", "method.provisional.text"},
	{"targets", "method.targets.title", "method.targets.text"},
	{"priority", "method.priority.title", "method.priority.text"},
	{"checks", "method.checks.title", "method.checks.text"},
	{"pulse", "method.pulse.title", "method.pulse.text"},
	{"nature", "method.nature.title", "method.nature.text"},
	{"sources", "method.sources.title", "method.sources.text"},
}

// methodPage explains the scoring and shows the whole instrument.
type methodPage struct {
	prosePage
	Ref, Hash  string
	Levels     []levelRow
	Groups     []methodGroup
	PulseScale []string
	Sources    []sourceRow
	Game       methodGame
}

type levelRow struct {
	N                int
	Name, Line, From string
}

// methodGroup is one dimension with its questions and staff-pulse statements.
type methodGroup struct {
	Name, About string
	Items       []methodItem
	Pulse       []string
}

type methodItem struct {
	ID, Question   string
	Options        []string
	Forms          []string
	Impact, Effort int
	Why, Evidence  string
	Who            []string
	Sources        []string
}

type sourceRow struct{ ID, Title, URL, Date string }

func (s *Server) getMethod(c *gin.Context) error {
	ed, lang := s.mustCurrent(), s.languageOf(c)
	q, ok := ed.library.Latest(Questionnaire)
	if !ok {
		return errPageNotFound()
	}
	words, _ := ed.library.Words(q.Ref, lang)
	printer := ed.printers[lang]
	p := methodPage{Ref: q.Ref.String(), Hash: q.Hash, PulseScale: words.PulseScale}
	p.Page, p.Intro, p.Sections = s.page(c, ed, lang, printer.T("method.title")), printer.T("method.intro"), s.sections(ed, lang, methodSections)
	p.Nav = "method"
	for i, l := range words.Levels {
		p.Levels = append(p.Levels, levelRow{i + 1, l.Name, l.Line, printer.Integer(25 * i)})
	}
	for _, src := range q.Sources {
		p.Sources = append(p.Sources, sourceRow{src.ID, src.Title, src.URL, src.Date})
	}
	x := loaded{ed: ed, lang: lang, words: words}
	x.q = q
	p.Groups = x.methodGroups()
	var err error
	if p.Game, err = s.methodGame(ed, lang); err != nil {
		return err
	}
	s.render(c, ed, http.StatusOK, "method", p)
	return nil
}

func (x *loaded) methodGroups() []methodGroup {
	printer := x.ed.printers[x.lang]
	out := make([]methodGroup, len(x.q.Dimensions))
	for d, dim := range x.q.Dimensions {
		w := x.words.Dimensions[dim.ID]
		out[d].Name, out[d].About = w.Name, w.About
		for _, i := range dim.Items {
			out[d].Items = append(out[d].Items, x.methodItem(i))
		}
	}
	for _, pulse := range x.q.Pulse {
		out[pulse.Dimension].Pulse = append(out[pulse.Dimension].Pulse, x.words.Pulse[pulse.ID])
	}
	for d := range out {
		for n := range out[d].Items {
			for f := range x.q.Forms {
				if i, _ := x.q.Item(out[d].Items[n].ID); x.q.Forms[f].Place(i) >= 0 {
					out[d].Items[n].Forms = append(out[d].Items[n].Forms, printer.T(formTexts[x.q.Forms[f].ID][0]))
				}
			}
		}
	}
	return out
}

func (x *loaded) methodItem(i int) methodItem {
	item := x.q.Items[i]
	w := x.words.Items[item.ID]
	m := methodItem{ID: item.ID, Question: w.Question, Options: w.Options, Impact: item.Impact, Effort: item.Effort, Why: w.Why, Evidence: w.Evidence, Sources: item.Sources}
	for _, role := range item.Roles {
		m.Who = append(m.Who, x.words.Roles[role])
	}
	return m
}

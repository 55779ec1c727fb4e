package web

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/content/i18n"
)

//go:embed templates/*.html
var templateFiles embed.FS

// edition is everything that is prepared once for one content library: printers
// and parsed templates by language, and the cut question pages. A reload of
// content makes a new edition; running requests finish with theirs.
type edition struct {
	library   *content.Library
	languages []string
	printers  map[string]*i18n.Printer
	pages     map[string]map[string]*template.Template // language, page
	questions sync.Map                                 // questionKey -> *cutPage
}

// current returns the edition of the current library.
func (s *Server) current() (*edition, error) {
	lib := s.Library()
	if ed := s.edition.Load(); ed != nil && ed.library == lib {
		return ed, nil
	}
	ed, err := newEdition(lib, s.assets)
	if err != nil {
		return nil, err
	}
	s.edition.Store(ed)
	return ed, nil
}

// mustCurrent keeps the last edition when a new one cannot be built.
func (s *Server) mustCurrent() *edition {
	ed, err := s.current()
	if err != nil {
		s.Log.Error("new content cannot be shown; keeping the last good version", "err", err)
		return s.edition.Load()
	}
	return ed
}

func newEdition(lib *content.Library, a *assets) (*edition, error) {
	ed := &edition{library: lib, languages: lib.Languages(), printers: make(map[string]*i18n.Printer), pages: make(map[string]map[string]*template.Template)}
	for _, lang := range ed.languages {
		p := lib.Catalogue().Printer(lang)
		pages, err := parsePages(functions(p, a))
		if err != nil {
			return nil, err
		}
		ed.printers[lang], ed.pages[lang] = p, pages
	}
	return ed, nil
}

// parsePages parses each page file together with the base and the partials
// (files whose name begins with an underscore).
func parsePages(funcs template.FuncMap) (map[string]*template.Template, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	pages := make(map[string]*template.Template)
	for _, name := range names {
		page := strings.TrimSuffix(path.Base(name), ".html")
		if strings.HasPrefix(page, "_") {
			continue
		}
		t, err := template.New(page).Funcs(funcs).Option("missingkey=error").ParseFS(templateFiles, "templates/_*.html", name)
		if err != nil {
			return nil, fmt.Errorf("parse template %s: %w", page, err)
		}
		pages[page] = t
	}
	return pages, nil
}

// functions are what templates may call, bound to one language.
func functions(p *i18n.Printer, a *assets) template.FuncMap {
	return template.FuncMap{
		"t": p.T, "num": p.Number, "int": p.Integer, "date": p.Date, "list": p.List, "asset": a.url,
		"add": func(x, y int) int { return x + y },
		"has": func(s string) bool { return s != "" },
	}
}

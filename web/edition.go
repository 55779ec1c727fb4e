package web

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
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
	figures   map[string]*shelf[string, *figureView]   // language; by what a figure shows
	parts     map[string]*shelf[partKey, string]       // language; rendered before
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
	ed := &edition{library: lib, languages: lib.Languages(), printers: make(map[string]*i18n.Printer), pages: make(map[string]map[string]*template.Template),
		figures: make(map[string]*shelf[string, *figureView]), parts: make(map[string]*shelf[partKey, string])}
	for _, lang := range ed.languages {
		p := lib.Catalogue().Printer(lang)
		parts := newShelf[partKey, string](maxParts)
		pages, err := parsePages(functions(p, a), parts, func(source string) string { return spoken(source, p, a) })
		if err != nil {
			return nil, err
		}
		ed.printers[lang], ed.pages[lang], ed.figures[lang] = p, pages, newShelf[string, *figureView](maxFigures)
		ed.parts[lang] = parts
	}
	return ed, nil
}

// parsePages parses each page file with what it uses of the base and the partials
// (files whose name begins with an underscore). ready prepares the source. A page
// holds no more than that: there are fifty of them in each language.
func parsePages(funcs template.FuncMap, parts *shelf[partKey, string], ready func(string) string) (map[string]*template.Template, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	partials, sources := forest{}, make(map[string]forest)
	for _, name := range names {
		data, err := templateFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read template: %w", err)
		}
		page, into := strings.TrimSuffix(path.Base(name), ".html"), partials
		if !strings.HasPrefix(page, "_") {
			into = forest{}
			sources[page] = into
		}
		if err := into.grow(page, ready(string(data))); err != nil {
			return nil, err
		}
	}
	pages := make(map[string]*template.Template)
	for page, own := range sources {
		t := template.New(page)
		t.Funcs(funcs).Option("missingkey=error").Funcs(partFunctions(t, parts))
		if err := own.plant(t, partials, pageRoots...); err != nil {
			return nil, fmt.Errorf("template %s: %w", page, err)
		}
		pages[page] = t
	}
	return pages, nil
}

// fixed is an action that gives the same on every page of a language.
var fixed = regexp.MustCompile(`\{\{(t|asset) "([^"]+)"\}\}`)

// spoken puts the texts and addresses that never change into the source of a
// template, escaped: to call a function for each costs more than all the rest of
// a long page. What is unknown stays, and fails or is counted where it is used.
func spoken(source string, p *i18n.Printer, a *assets) string {
	return fixed.ReplaceAllStringFunc(source, func(action string) string {
		m := fixed.FindStringSubmatch(action)
		text, err := m[2], error(nil)
		if m[1] == "asset" {
			text, err = a.url(text)
		} else {
			text = p.T(text)
		}
		if err != nil || strings.Contains(text, "{{") {
			return action
		}
		return template.HTMLEscapeString(text)
	})
}

// functions are what templates may call, bound to one language.
func functions(p *i18n.Printer, a *assets) template.FuncMap {
	return template.FuncMap{
		"t": p.T, "num": p.Number, "int": p.Integer, "date": p.Date, "list": p.List, "asset": a.url,
		"add":   func(x, y int) int { return x + y },
		"has":   func(s string) bool { return s != "" },
		"drawn": drawn,
	}
}

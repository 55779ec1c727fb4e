package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// Check reads every *.json file at the top of fsys and returns the catalogue of
// what could be read with all problems: what is wrong in each file by itself,
// and where a language differs from the reference. A key that a language lacks
// is a warning; everything else is not.
func Check(fsys fs.FS) (*Catalogue, []Problem) {
	k := &checker{locales: map[string]locale{}, broken: map[string]bool{}}
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		k.add(Problem{File: ".", Text: err.Error()})
	}
	for _, name := range names {
		k.read(fsys, name)
	}
	for _, lang := range slices.Sorted(maps.Keys(k.locales)) {
		k.alone(lang)
	}
	if _, ok := k.locales[Reference]; !ok && len(names) > 0 {
		k.add(Problem{File: Reference + ".json", Text: "is missing: every language is compared with it"})
	} else if !k.broken[Reference] {
		k.compareAll()
	}
	return newCatalogue(k.locales), k.problems
}

// checker gathers the locales and the problems of one check.
type checker struct {
	locales  map[string]locale
	broken   map[string]bool // languages whose file could not be read to its end
	problems []Problem
}

func (k *checker) add(p ...Problem) { k.problems = append(k.problems, p...) }

func (k *checker) at(lang string, e entry, format string, args ...any) {
	k.add(Problem{File: lang + ".json", Line: e.line, Col: e.col, Text: fmt.Sprintf(format, args...)})
}

func (k *checker) read(fsys fs.FS, name string) {
	lang := strings.TrimSuffix(path.Base(name), ".json")
	if tag, err := language.Parse(lang); err != nil || tag.String() != lang {
		k.add(Problem{File: name, Text: "is not named after a language (like en.json or pt-BR.json)"})
		return
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		k.add(Problem{File: name, Text: err.Error()})
		return
	}
	loc, whole, problems := parseLocale(name, data)
	k.locales[lang], k.broken[lang] = loc, !whole
	k.add(problems...)
}

var keyForm = regexp.MustCompile(`^[a-z][a-zA-Z0-9_-]*(\.[a-zA-Z0-9_-]+)*$`)

// alone checks a file by itself: keys, plural forms, texts.
func (k *checker) alone(lang string) {
	rules, ok := newPlurals(language.Make(lang))
	if !ok {
		k.add(Problem{File: lang + ".json", Text: "is in a language without known plural rules"})
		return
	}
	needed, allowed := rules.needed()
	loc := k.locales[lang]
	for _, key := range loc.sorted() {
		e := loc[key]
		if e.bad {
			continue
		}
		if !keyForm.MatchString(key) {
			k.at(lang, e, "key %q is not well-formed (words joined by dots)", key)
		}
		for _, form := range slices.Sorted(maps.Keys(e.forms)) {
			if !allowed[form] {
				k.at(lang, e, "key %q has the plural form %q, which this language does not use", key, form)
			}
			k.text(lang, key, e, e.forms[form])
		}
		if e.forms == nil {
			k.text(lang, key, e, e.text)
			continue
		}
		for _, form := range slices.Sorted(maps.Keys(needed)) {
			if _, ok := e.forms[form]; !ok {
				k.at(lang, e, "key %q lacks the plural form %q", key, form)
			}
		}
	}
}

func (k *checker) text(lang, key string, e entry, text string) {
	if strings.TrimSpace(text) == "" {
		k.at(lang, e, "key %q has an empty text", key)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		k.at(lang, e, "key %q holds a control character", key)
	}
	if strings.Contains(text, MarkOpen) {
		k.at(lang, e, "key %q holds %s, which marks unknown keys", key, MarkOpen)
	}
	if _, err := parsePattern(text); err != nil {
		k.at(lang, e, "key %q: %v", key, err)
	}
}

// sorted returns the keys in the order they stand in the file.
func (l locale) sorted() []string {
	keys := slices.Collect(maps.Keys(l))
	slices.SortFunc(keys, func(a, b string) int {
		if d := l[a].line - l[b].line; d != 0 {
			return d
		}
		if d := l[a].col - l[b].col; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return keys
}

// compile turns the texts into patterns; a text with a wrong placeholder, which
// Check reports, is kept as it stands.
func (l locale) compile() map[string]message {
	out := make(map[string]message, len(l))
	for key, e := range l {
		m := message{}
		if e.forms == nil {
			m.text = compile(e.text)
		} else {
			m.forms = make(map[string]pattern, len(e.forms))
			for form, text := range e.forms {
				m.forms[form] = compile(text)
			}
		}
		out[key] = m
	}
	return out
}

func compile(text string) pattern {
	p, err := parsePattern(text)
	if err != nil {
		return pattern{{literal: text}}
	}
	return p
}

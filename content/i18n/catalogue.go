// Package i18n holds the texts of the program in all its languages: it reads
// and checks the locale files, chooses a language for a reader, and prints
// messages, plurals, numbers, dates and lists in that language. It is a leaf:
// the files are handed to it, and it imports nothing of this module.
package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Reference is the language every other one is compared with and falls back to.
const Reference = "en"

// Catalogue holds the messages of all languages. It is safe for concurrent use
// and never changes, apart from counting the unknown keys it was asked for.
type Catalogue struct {
	files    int
	printers map[string]*Printer
	messages map[string]map[string]message // language -> key -> message
	missing  map[string][]string
	missed   *missed
	matchers sync.Map // offered languages, joined -> *offer
}

// LoadCatalogue reads every *.json file at the top of fsys; the name of a file
// is its language. It fails with all problems at once, and when it saw no file.
func LoadCatalogue(fsys fs.FS) (*Catalogue, error) {
	c, problems := Check(fsys)
	var all []error
	for _, p := range problems {
		if !p.Warning {
			all = append(all, errors.New(p.String()))
		}
	}
	if c.files == 0 {
		all = append(all, errors.New("no locale files (*.json) found"))
	}
	if len(all) > 0 {
		return nil, fmt.Errorf("load locales: %w", errors.Join(all...))
	}
	return c, nil
}

func newCatalogue(locales map[string]locale) *Catalogue {
	c := &Catalogue{
		files:    len(locales),
		printers: map[string]*Printer{},
		messages: map[string]map[string]message{Reference: {}},
		missing:  map[string][]string{},
		missed:   &missed{keys: map[string]int64{}},
	}
	for lang, loc := range locales {
		c.messages[lang] = loc.compile()
	}
	reference := c.messages[Reference]
	for lang, messages := range c.messages {
		c.missing[lang] = missingKeys(reference, messages)
		c.printers[lang] = newPrinter(c, lang)
	}
	return c
}

func missingKeys(reference, messages map[string]message) []string {
	var out []string
	for key := range reference {
		if _, ok := messages[key]; !ok {
			out = append(out, key)
		}
	}
	sort.Strings(out)
	return out
}

// Files returns how many locale files were read.
func (c *Catalogue) Files() int { return c.files }

// Languages returns every language there is a file for, complete or not, the
// reference first and the others in alphabetical order.
func (c *Catalogue) Languages() []string {
	out := make([]string, 0, len(c.messages))
	for lang := range c.messages {
		out = append(out, lang)
	}
	return Sorted(out)
}

// Sorted orders language codes: the reference first, then by alphabet.
func Sorted(langs []string) []string {
	slices.SortFunc(langs, func(a, b string) int {
		switch {
		case a == b:
			return 0
		case a == Reference:
			return -1
		case b == Reference:
			return 1
		}
		return strings.Compare(a, b)
	})
	return langs
}

// Keys returns the keys of the reference language in alphabetical order.
func (c *Catalogue) Keys() []string {
	out := make([]string, 0, len(c.messages[Reference]))
	for key := range c.messages[Reference] {
		out = append(out, key)
	}
	sort.Strings(out)
	return out
}

// Missing returns the reference keys that a language has no text for, in
// alphabetical order. A language without a file misses all of them.
func (c *Catalogue) Missing(lang string) []string {
	if _, ok := c.messages[lang]; !ok {
		return c.Keys()
	}
	return slices.Clone(c.missing[lang])
}

// Placeholders returns the names a message of the reference language asks for,
// in alphabetical order, and whether it has plural forms (and so wants "count").
func (c *Catalogue) Placeholders(key string) (names []string, plural bool) {
	m, ok := c.messages[Reference][key]
	if !ok {
		return nil, false
	}
	return m.placeholders(), m.forms != nil
}

// Printer returns the printer of a language, or that of the reference when
// there is no file for it.
func (c *Catalogue) Printer(lang string) *Printer {
	if p, ok := c.printers[lang]; ok {
		return p
	}
	return c.printers[Reference]
}

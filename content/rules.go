package content

import (
	"net/url"
	"regexp"
	"slices"
	"time"
)

const maxID = 40 // letters

// idForm says how the ids of a list are written.
type idForm struct {
	form *regexp.Regexp
	text string
}

var (
	plainID     = idForm{regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`), "small letters and digits, joined by hyphens"}
	dottedID    = idForm{regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$`), "words of small letters and digits with a full stop between them, like m.jury"}
	objectiveID = idForm{regexp.MustCompile(`^LO[1-9][0-9]?$`), "LO and a number, like LO1"}
)

func (f idForm) fits(id string) bool { return len(id) <= maxID && f.form.MatchString(id) }

func wellFormed(id string) bool { return plainID.fits(id) }

// ids indexes a list and checks that its ids are well-formed and differ.
func ids[E any](d *document, list string, entries []E, id func(E) string) index {
	return idsAs(d, list, plainID, entries, id)
}

// idsAs does the same for ids of another form.
func idsAs[E any](d *document, list string, form idForm, entries []E, id func(E) string) index {
	return idsAt(d, list, form, idsOf(entries, id), func(i int) string { return at(list, i, "id") })
}

// idsAt does the same for ids that stand elsewhere than in a key named id.
func idsAt(d *document, list string, form idForm, names []string, where func(int) string) index {
	out := index{}
	for i, name := range names {
		path := where(i)
		there := d.said(path)
		switch {
		case !there:
		case !form.fits(name):
			d.problem(path, "id %q is not well-formed: %s, at most %d", shorten(name), form.text, maxID)
		case out.has(name):
			d.problem(path, "id %q is in %s twice, first in line %d", name, list, d.place(at(list, out[name])).line)
			continue
		}
		if there {
			out[name] = i
		}
	}
	return out
}

func (d *document) checkSources(list string, sources []sourceEntry) {
	for i, e := range sources {
		if _, err := time.Parse(time.DateOnly, e.Date); err != nil && d.said(at(list, i, "date")) {
			d.problem(at(list, i, "date"), "date %q is not a day written YYYY-MM-DD", shorten(e.Date))
		}
		if e.URL != "" && !webAddress(e.URL) {
			d.problem(at(list, i, "url"), "url %q is not a web address (https://...)", shorten(e.URL))
		}
		d.checkText(at(list, i, "title"))
	}
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

func (d *document) checkRange(path, what string, n, low, high int) {
	if d.given(path) && (n < low || n > high) {
		d.problem(path, "%s must be %d to %d, found %d", what, low, high, n)
	}
}

// refer checks a list of references: each is known and there once, and there
// are at least so many.
func (d *document) refer(path, kind string, refs []string, known index, least int) {
	if len(refs) < least && d.given(path) {
		d.problem(path, "at least %d %s is needed", least, kind)
	}
	for i, ref := range refs {
		if !d.said(at(path, i)) {
			continue
		}
		if !known.has(ref) {
			d.problem(at(path, i), "%s", unknown(kind, ref, known.ids()))
		}
		if slices.Index(refs, ref) < i {
			d.problem(at(path, i), "%s %q is here twice", kind, ref)
		}
	}
}

// one checks a single reference.
func (d *document) one(path, kind, ref string, known index) {
	if d.said(path) && !known.has(ref) {
		d.problem(path, "%s", unknown(kind, ref, known.ids()))
	}
}

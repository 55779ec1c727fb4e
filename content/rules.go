package content

import (
	"net/url"
	"regexp"
	"slices"
	"time"
)

const maxID = 40 // letters

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func wellFormed(id string) bool { return len(id) <= maxID && idForm.MatchString(id) }

// ids indexes a list and checks that its ids are well-formed and differ.
func ids[E any](d *document, list string, entries []E, id func(E) string) index {
	out := index{}
	for i, e := range entries {
		path := at(list, i, "id")
		name, there := id(e), d.said(path)
		switch {
		case !there:
		case !wellFormed(name):
			d.problem(path, "id %q is not well-formed: small letters and digits, joined by hyphens, at most %d", shorten(name), maxID)
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

func (d *document) checkSources(sources []sourceEntry) {
	for i, e := range sources {
		if _, err := time.Parse(time.DateOnly, e.Date); err != nil && d.said(at("sources", i, "date")) {
			d.problem(at("sources", i, "date"), "date %q is not a day written YYYY-MM-DD", shorten(e.Date))
		}
		if e.URL != "" && !webAddress(e.URL) {
			d.problem(at("sources", i, "url"), "url %q is not a web address (https://...)", shorten(e.URL))
		}
		d.checkText(at("sources", i, "title"))
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

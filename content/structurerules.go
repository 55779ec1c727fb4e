package content

import (
	"net/url"
	"regexp"
	"slices"
	"time"
)

// structureRules lists what must hold for a structure file beyond its form.
// The first one builds the indices that the others use.
func structureRules() []func(*structure) {
	return []func(*structure){
		(*structure).checkIDs,
		(*structure).checkSources,
		(*structure).checkDimensions,
		(*structure).checkItems,
		(*structure).checkRequires,
		(*structure).checkPulse,
		(*structure).checkForms,
		(*structure).checkCoverage,
		(*structure).checkIndices,
		(*structure).checkChecks,
	}
}

const maxID = 40 // letters

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func wellFormed(id string) bool { return len(id) <= maxID && idForm.MatchString(id) }

func (s *structure) checkIDs() {
	s.sources = ids(s, "sources", s.Sources, func(e sourceEntry) string { return e.ID })
	s.dimensions = ids(s, "dimensions", s.Dimensions, func(e dimensionEntry) string { return e.ID })
	s.items = ids(s, "items", s.Items, func(e itemEntry) string { return e.ID })
	s.forms = ids(s, "forms", s.Forms, func(e formEntry) string { return e.ID })
	ids(s, "pulse", s.Pulse, func(e pulseEntry) string { return e.ID })
	ids(s, "indices", s.Indices, func(e indexEntry) string { return e.ID })
	ids(s, "checks", s.Checks, func(e checkEntry) string { return e.ID })
}

// ids indexes a list and checks that its ids are well-formed and differ.
func ids[E any](s *structure, list string, entries []E, id func(E) string) index {
	out := index{}
	for i, e := range entries {
		path := at(list, i, "id")
		name, there := id(e), s.said(path)
		switch {
		case !there:
		case !wellFormed(name):
			s.problem(path, "id %q is not well-formed: small letters and digits, joined by hyphens, at most %d", shorten(name), maxID)
		case out.has(name):
			s.problem(path, "id %q is in %s twice, first in line %d", name, list, s.place(at(list, out[name])).line)
			continue
		}
		if there {
			out[name] = i
		}
	}
	return out
}

func (s *structure) checkSources() {
	for i, e := range s.Sources {
		if _, err := time.Parse(time.DateOnly, e.Date); err != nil && s.said(at("sources", i, "date")) {
			s.problem(at("sources", i, "date"), "date %q is not a day written YYYY-MM-DD", shorten(e.Date))
		}
		if e.URL != "" && !webAddress(e.URL) {
			s.problem(at("sources", i, "url"), "url %q is not a web address (https://...)", shorten(e.URL))
		}
		s.checkText(at("sources", i, "title"))
	}
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

func (s *structure) checkDimensions() {
	if len(s.Dimensions) == 0 && s.given("dimensions") {
		s.problem("dimensions", "there is no dimension")
	}
	used := map[string]bool{}
	for _, e := range s.Items {
		used[e.Dimension] = true
	}
	for i, e := range s.Dimensions {
		s.checkWeight(at("dimensions", i, "weight"), e.Weight)
		s.refer(at("dimensions", i, "sources"), "source", e.Sources, s.sources, 1)
		if e.ID != "" && !used[e.ID] {
			s.problem(at("dimensions", i), "dimension %q has no item", e.ID)
		}
	}
}

func (s *structure) checkWeight(path string, weight float64) {
	if s.given(path) && weight <= 0 {
		s.problem(path, "weight must be above 0, found %v", weight)
	}
}

func (s *structure) checkRange(path, what string, n, low, high int) {
	if s.given(path) && (n < low || n > high) {
		s.problem(path, "%s must be %d to %d, found %d", what, low, high, n)
	}
}

// refer checks a list of references: each is known and there once, and there
// are at least so many.
func (s *structure) refer(path, kind string, refs []string, known index, least int) {
	if len(refs) < least && s.given(path) {
		s.problem(path, "at least %d %s is needed", least, kind)
	}
	for i, ref := range refs {
		if !s.said(at(path, i)) {
			continue
		}
		if !known.has(ref) {
			s.problem(at(path, i), "%s", unknown(kind, ref, known.ids()))
		}
		if slices.Index(refs, ref) < i {
			s.problem(at(path, i), "%s %q is here twice", kind, ref)
		}
	}
}

func (s *structure) checkItems() {
	if len(s.Items) == 0 && s.given("items") {
		s.problem("items", "there is no item: a questionnaire needs questions")
	}
	for i, e := range s.Items {
		s.checkWeight(at("items", i, "weight"), e.Weight)
		s.one(at("items", i, "dimension"), "dimension", e.Dimension, s.dimensions)
		s.checkRange(at("items", i, "impact"), "impact", e.Impact, 1, 3)
		s.checkRange(at("items", i, "effort"), "effort", e.Effort, 1, 3)
		s.refer(at("items", i, "sources"), "source", e.Sources, s.sources, 1)
		if len(e.Weeks) != 4 && s.given(at("items", i, "weeks")) {
			s.problem(at("items", i, "weeks"), "weeks needs 4 numbers, one for each stage 0 to 3, found %d", len(e.Weeks))
		}
		for j, n := range e.Weeks {
			s.checkRange(at(at("items", i, "weeks"), j), "weeks", n, 1, 52)
		}
	}
}

// one checks a single reference.
func (s *structure) one(path, kind, ref string, known index) {
	if s.said(path) && !known.has(ref) {
		s.problem(path, "%s", unknown(kind, ref, known.ids()))
	}
}

func (s *structure) checkPulse() {
	for i, e := range s.Pulse {
		s.one(at("pulse", i, "dimension"), "dimension", e.Dimension, s.dimensions)
		s.one(at("pulse", i, "item"), "item", e.Item, s.items)
		if item, ok := s.items[e.Item]; ok && s.Items[item].Dimension != e.Dimension {
			s.problem(at("pulse", i, "dimension"), "pulse item %q is in dimension %q, but its item %q is in %q",
				e.ID, e.Dimension, e.Item, s.Items[item].Dimension)
		}
	}
}

func (s *structure) checkIndices() {
	for i, e := range s.Indices {
		s.refer(at("indices", i, "dimensions"), "dimension", e.Dimensions, s.dimensions, 1)
	}
}

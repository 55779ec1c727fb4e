package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/opmaat/opmaat/assessment"
)

// Fixed lengths of the lists of words.
const (
	numLevels  = 4
	numBands   = 4
	numOptions = assessment.MaxValue + 1
	numSteps   = assessment.MaxValue
	numScale   = 5
)

// needed is one text, or a list of texts with a fixed length, that a language
// file must have. parts are the keys of each element of a list.
type needed struct {
	path  string
	count int // 0 for a single text
	most  int // above 0 for a list of 1 to so many texts
	parts []string
}

// textsOf lists what a structure needs in words. roles are those that the
// English file names.
func textsOf(s *structure, roles []string) []needed {
	out := []needed{
		{path: "title"}, {path: "summary"},
		{path: "levels", count: numLevels, parts: []string{"name", "line", "text"}},
	}
	if len(s.Pulse) > 0 {
		out = append(out, needed{path: "pulse_scale", count: numScale})
	}
	single := func(list, id string, keys ...string) {
		if id == "" {
			return // reported already
		}
		for _, key := range keys {
			out = append(out, needed{path: strings.TrimSuffix(list+"."+id+"."+key, ".")})
		}
	}
	many := func(list, id, key string, count int, parts ...string) {
		if id != "" {
			out = append(out, needed{path: list + "." + id + "." + key, count: count, parts: parts})
		}
	}
	for _, role := range roles {
		single("roles", role, "")
	}
	for _, e := range s.Indices {
		single("indices", e.ID, "name", "about")
	}
	for _, e := range s.Dimensions {
		single("dimensions", e.ID, "name", "short", "about")
		many("dimensions", e.ID, "bands", numBands)
	}
	for _, e := range s.Items {
		single("items", e.ID, "topic", "question", "why", "evidence")
		many("items", e.ID, "options", numOptions)
		many("items", e.ID, "steps", numSteps, "do", "who")
	}
	for _, e := range s.Pulse {
		single("pulse", e.ID, "")
	}
	for _, e := range s.Checks {
		single("checks", e.ID, "finding", "advice")
	}
	return out
}

// leaves returns the paths of the single texts.
func (n needed) leaves() []string {
	if n.count == 0 {
		return []string{n.path}
	}
	var out []string
	for i := range n.count {
		if len(n.parts) == 0 {
			out = append(out, at(n.path, i))
		}
		for _, part := range n.parts {
			out = append(out, at(n.path, i, part))
		}
	}
	return out
}

// miscounted says which number of texts a list needs when it does not have it.
func (n needed) miscounted(have int) string {
	switch {
	case n.count > 0 && have != n.count:
		return fmt.Sprintf("%d texts", n.count)
	case n.most > 0 && (have < 1 || have > n.most):
		return fmt.Sprintf("1 to %d texts", n.most)
	}
	return ""
}

// checkComplete notes which texts the language lacks: a problem in English, in
// another language a warning. A list of a wrong length is always a problem,
// because nobody can say which of its texts is missing.
func (w *translation) checkComplete(need []needed) {
	told := map[string]bool{}
	for _, n := range need {
		have, there := w.counts[n.path]
		if text := n.miscounted(have); there && text != "" {
			w.problem(n.path, "%s needs %s, found %d", n.path, text, have)
			w.missing = append(w.missing, n.path)
			continue
		}
		for _, leaf := range n.leaves() {
			if !w.said(leaf) && (n.most == 0 || !there) {
				w.missing = append(w.missing, leaf)
				w.tellMissing(leaf, told)
			}
		}
	}
}

// tellMissing names the largest part that is missing altogether, once.
func (w *translation) tellMissing(leaf string, told map[string]bool) {
	path := leaf
	for up := parent(path); up != ""; up = parent(up) {
		if w.bad[path] || w.bad[up] {
			return
		}
		if _, there := w.places[up]; !there {
			path = up
		}
	}
	if told[path] || w.bad[path] {
		return
	}
	told[path] = true
	if w.lang == fallback {
		w.problem(parent(path), "missing text %s", path)
		return
	}
	w.warning(parent(path), "missing text %s; English is shown", path)
}

// checkKnown finds words for ids that the structure does not have.
func (w *wordsFile) checkKnown(s *structure, roles []string) {
	w.checkKeys("indices", "index", slices.Collect(maps.Keys(w.Indices)), idsOf(s.Indices, func(e indexEntry) string { return e.ID }))
	w.checkKeys("roles", "role", slices.Collect(maps.Keys(w.Roles)), roles)
	w.checkKeys("dimensions", "dimension", slices.Collect(maps.Keys(w.Dimensions)), s.dimensions.ids())
	w.checkKeys("items", "item", slices.Collect(maps.Keys(w.Items)), s.items.ids())
	w.checkKeys("pulse", "pulse item", slices.Collect(maps.Keys(w.Pulse)), idsOf(s.Pulse, func(e pulseEntry) string { return e.ID }))
	w.checkKeys("checks", "check", slices.Collect(maps.Keys(w.Checks)), idsOf(s.Checks, func(e checkEntry) string { return e.ID }))
}

// checkLanguage checks that a file says the language of its name.
func (w *translation) checkLanguage(said string) {
	if w.said("language") && said != w.lang {
		w.problem("language", "language %q does not match the file name %q", shorten(said), w.lang)
	}
}

func (w *translation) checkKeys(list, kind string, have, known []string) {
	for _, id := range have {
		if !slices.Contains(known, id) {
			w.problem(join(list, id), "words for an %s", unknown(kind, id, known))
		}
	}
}

func idsOf[E any](entries []E, id func(E) string) []string {
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = id(e)
	}
	return out
}

package content

import (
	"slices"
	"strings"
)

// checkForms checks each form: its time, its items, and that it asks about
// every dimension.
func (s *structure) checkForms() {
	if len(s.Forms) == 0 && s.given("forms") {
		s.problem("forms", "there is no form")
	}
	for i, e := range s.Forms {
		s.checkRange(at("forms", i, "minutes"), "minutes", e.Minutes, 1, 240)
		s.refer(at("forms", i, "items"), "item", e.Items, s.items, 1)
		asked := map[string]bool{}
		for _, id := range e.Items {
			if n, ok := s.items[id]; ok {
				asked[s.Items[n].Dimension] = true
			}
		}
		for _, d := range s.Dimensions {
			if !asked[d.ID] && len(e.Items) > 0 {
				s.problem(at("forms", i, "items"), "form %q has no item of dimension %q", e.ID, d.ID)
			}
		}
	}
}

// checkCoverage finds items that no form asks.
func (s *structure) checkCoverage() {
	if len(s.Forms) == 0 {
		return // reported already
	}
	asked := map[string]bool{}
	for _, f := range s.Forms {
		for _, id := range f.Items {
			asked[id] = true
		}
	}
	for i, e := range s.Items {
		if e.ID != "" && !asked[e.ID] {
			s.problem(at("items", i), "item %q is in no form", e.ID)
		}
	}
}

// checkRequires checks the references and finds circles, each of which is
// reported once, at its item that stands first in the file.
func (s *structure) checkRequires() {
	for i, e := range s.Items {
		s.refer(at("items", i, "requires"), "item", e.Requires, s.items, 0)
	}
	done := make([]bool, len(s.Items))
	for i := range s.Items {
		s.walk(i, nil, done)
	}
}

// walk follows requires from one item, depth first. trail holds the positions
// on the way here.
func (s *structure) walk(item int, trail []int, done []bool) {
	if start := slices.Index(trail, item); start >= 0 {
		s.circle(trail[start:])
		return
	}
	if done[item] {
		return
	}
	trail = append(trail, item)
	for _, id := range s.Items[item].Requires {
		if next, ok := s.items[id]; ok {
			s.walk(next, trail, done)
		}
	}
	done[item] = true
}

func (s *structure) circle(trail []int) {
	first := slices.Index(trail, slices.Min(trail))
	var names []string
	for n := range len(trail) + 1 {
		names = append(names, s.Items[trail[(first+n)%len(trail)]].ID)
	}
	s.problem(at("items", trail[first], "requires"), "requires goes in a circle: %s", strings.Join(names, " -> "))
}

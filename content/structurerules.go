package content

// structureRules lists what must hold for a structure file beyond its form.
// The first one builds the indices that the others use.
func structureRules() []func(*structure) {
	return []func(*structure){
		(*structure).checkIDs,
		func(s *structure) { s.checkSources("sources", s.Sources) },
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

func (s *structure) checkIDs() {
	s.sources = ids(s.document, "sources", s.Sources, func(e sourceEntry) string { return e.ID })
	s.dimensions = ids(s.document, "dimensions", s.Dimensions, func(e dimensionEntry) string { return e.ID })
	s.items = ids(s.document, "items", s.Items, func(e itemEntry) string { return e.ID })
	s.forms = ids(s.document, "forms", s.Forms, func(e formEntry) string { return e.ID })
	ids(s.document, "pulse", s.Pulse, func(e pulseEntry) string { return e.ID })
	ids(s.document, "indices", s.Indices, func(e indexEntry) string { return e.ID })
	ids(s.document, "checks", s.Checks, func(e checkEntry) string { return e.ID })
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

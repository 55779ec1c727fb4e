package game

// PromptsFor are the questions for the debrief of a game that came to this
// state, in the order of the scenario. diverged holds the dilemmas in which
// tables, or attempts, chose differently; it may be nil.
func (sc *Scenario) PromptsFor(s *State, diverged map[string]bool) []Prompt {
	var out []Prompt
	ending := sc.Arrived(s).ID
	for i, p := range sc.Prompts {
		if sc.prompts[i].holdsAfter(s, ending, diverged) {
			out = append(out, p)
		}
	}
	return out
}

// holdsAfter tests a predicate that may ask what only the debrief knows.
func (p *predicate) holdsAfter(s *State, ending string, diverged map[string]bool) bool {
	if p == nil {
		return true
	}
	switch p.op {
	case opAll, opAny:
		for i := range p.kids {
			if p.kids[i].holdsAfter(s, ending, diverged) != (p.op == opAll) {
				return p.op == opAny
			}
		}
		return p.op == opAll
	case opNot:
		return !p.kids[0].holdsAfter(s, ending, diverged)
	case opLater:
		return p.source.Ending != "" && p.source.Ending == ending || p.source.Diverged != "" && diverged[p.source.Diverged]
	}
	return p.leaf(s)
}

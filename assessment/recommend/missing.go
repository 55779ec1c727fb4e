package recommend

import "slices"

// influence is how much a missing fact could change: the highest place it can
// touch, and how many tools.
type influence struct {
	fact  string
	place int
	tools int
}

// missing lists the unknown facts that could change the ranking or the verdict.
// A fact comes earlier the higher the place it can touch, then the more tools
// it can knock out, then in the order of situation.json.
func missing(c *Catalogue, ranking []Ranked, s *Situation) []string {
	var all []influence
	for _, fact := range Facts {
		in := influence{fact: fact, place: -1}
		for place := range ranking {
			if slices.ContainsFunc(ranking[place].Open, func(h Hit) bool { return h.Change.Fact == fact }) {
				in.tools++
				if in.place < 0 {
					in.place = place
				}
			}
		}
		all = append(all, in)
	}
	if s.Readiness == nil {
		all = append(all, influence{fact: FactReadiness, place: touchedByReadiness(c, ranking), tools: len(ranking)})
	}
	all = slices.DeleteFunc(all, func(in influence) bool { return in.place < 0 })
	slices.SortStableFunc(all, func(a, b influence) int {
		if a.place != b.place {
			return a.place - b.place
		}
		return b.tools - a.tools
	})
	var facts []string
	for _, in := range all {
		facts = append(facts, in.fact)
	}
	return facts
}

// touchedByReadiness is the highest place that changes hands at some readiness,
// tried in steps of 25 in all three respects; 0 also when the verdict would
// become or stop being none yet; -1 when nothing changes.
func touchedByReadiness(c *Catalogue, ranking []Ranked) int {
	place := len(ranking)
	now := Recommendation{Ranking: ranking}
	trial := slices.Clone(ranking)
	for i := range 125 {
		have := Readiness{float64(i / 25 * 25), float64(i / 5 % 5 * 25), float64(i % 5 * 25)}
		for t := range trial {
			trial[t].Tool = ranking[t].Tool
			trial[t].Fit = ranking[t].Fit
			trial[t].Rank = rank(trial[t].Fit, Known(feasibility(c.Tools[trial[t].Tool].Required, have)), fitShare)
		}
		sortRanking(trial)
		then := Recommendation{Ranking: trial}
		if then.serves() != now.serves() {
			return 0
		}
		for t := range place {
			if trial[t].Tool != ranking[t].Tool {
				place = t
				break
			}
		}
	}
	if place == len(ranking) {
		return -1
	}
	return place
}

package recommend

import "slices"

// Verdict is the answer in one word.
type Verdict string

// The verdicts.
const (
	Recommended Verdict = "recommended" // one tool comes first, and stays first
	CloseCall   Verdict = "close_call"  // one tool comes first, but not by much
	UsePair     Verdict = "pair"        // two tools together serve much better than one
	NoneYet     Verdict = "none_yet"    // no tool is left, or the best serves too little
)

// The thresholds of the verdicts.
const (
	leastRank   = 0.5  // of the first, else none yet
	closeShare  = 0.7  // first share below it is a close call
	closeMargin = 0.03 // a smaller margin in rank is a close call
)

// Ranked is a tool that passed all knock-outs on known facts.
type Ranked struct {
	Tool int // index in Catalogue.Tools
	// Fit is sum(w*f/3)/sum(w), 0..1: the sum of Contributions. An unknown value
	// counts as 1.5; FitLow and FitHigh count it as 0 and as 3.
	Fit, FitLow, FitHigh float64
	// Contributions are w*f/3/sum(w) by need.
	Contributions [NeedCount]float64
	// Feasibility is 0..1, or unknown without a test result.
	Feasibility Fact[float64]
	// Rank is 0.7*Fit + 0.3*Feasibility, or Fit when feasibility is unknown.
	Rank float64
	// FirstShare is the share of the draws in which this tool comes first.
	FirstShare float64
	// Warnings are W1..W4 and the rules that could not be judged, such as K5.
	Warnings []string
	// Open are the rules that could not be judged, with what lets the tool pass.
	Open []Hit
	// Dominated says that another tool is at least as good in everything that
	// was asked for, and better in something.
	Dominated bool
}

// Exclusion is a tool that was knocked out, with every rule that did it.
type Exclusion struct {
	Tool  int // index in Catalogue.Tools
	Rules []Hit
}

// Recommendation is the whole answer for one situation.
type Recommendation struct {
	Mode    Mode
	Verdict Verdict
	// Ranking is best first; ties stand in the order of the catalogue.
	Ranking  []Ranked
	Excluded []Exclusion // in the order of the catalogue
	// Margin is the rank of the first less that of the second; 0 without a second.
	Margin float64
	// Pair is proposed when it raises the fit enough; BestPair is the best pair
	// whether proposed or not. Both are nil with fewer than two tools.
	Pair, BestPair *Pair
	Tipping        []Tip
	// Missing are unknown facts that could change the answer, the most
	// influential first; "readiness" stands for a missing test result.
	Missing []string
	// Cheapest are, for none yet, the at most two cheapest ways to let in a tool
	// that serves well enough.
	Cheapest []Removal
}

// Recommend answers one situation. It is pure and never fails: the same
// catalogue, situation and mode give the same bits on every machine.
func Recommend(c *Catalogue, s Situation, mode Mode) Recommendation {
	r := judge(c, &s, mode)
	sc := newScale(&s)
	markDominated(c, r.Ranking, &sc, mode)
	for i := range r.Ranking {
		t := &r.Ranking[i]
		t.Warnings = warnings(&c.Tools[t.Tool], &s, mode, t.Open)
	}
	newRace(c, &s, mode, r.Ranking).firstShares(r.Ranking)
	r.BestPair = bestPair(c, r.Ranking, &sc, mode)
	if r.BestPair != nil && r.BestPair.Gain >= leastGain-epsilon {
		r.Pair = r.BestPair
	}
	r.Tipping = tipping(c, r.Ranking, &s, &sc, mode)
	r.Verdict = r.verdict()
	r.Missing = missing(c, r.Ranking, &s)
	if r.Verdict == NoneYet {
		r.Cheapest = cheapest(c, &s, mode, r.Excluded)
	}
	return r
}

// judge knocks out, scores and sorts.
func judge(c *Catalogue, s *Situation, mode Mode) Recommendation {
	r := Recommendation{Mode: mode}
	sc := newScale(s)
	for i := range c.Tools {
		t := &c.Tools[i]
		hits, open := knockOuts(t, s, mode)
		if len(hits) > 0 {
			r.Excluded = append(r.Excluded, Exclusion{i, hits})
			continue
		}
		ranked := Ranked{Tool: i, Open: open}
		ranked.fit(t, &sc, mode)
		if s.Readiness != nil {
			ranked.Feasibility = Known(feasibility(t.Required, *s.Readiness))
		}
		ranked.Rank = rank(ranked.Fit, ranked.Feasibility, fitShare)
		r.Ranking = append(r.Ranking, ranked)
	}
	sortRanking(r.Ranking)
	if len(r.Ranking) > 1 {
		r.Margin = r.Ranking[0].Rank - r.Ranking[1].Rank
	}
	return r
}

// serves reports whether the best tool is good enough to be recommended.
func (r *Recommendation) serves() bool {
	return len(r.Ranking) > 0 && r.Ranking[0].Rank >= leastRank-epsilon
}

func (r *Recommendation) verdict() Verdict {
	switch {
	case !r.serves():
		return NoneYet
	case r.Pair != nil:
		return UsePair
	case r.Ranking[0].FirstShare < closeShare-epsilon, len(r.Ranking) > 1 && r.Margin < closeMargin-epsilon:
		return CloseCall
	}
	return Recommended
}

// Place returns where a tool (an index in the catalogue) stands in the ranking,
// from 0, or -1.
func (r *Recommendation) Place(tool int) int {
	return slices.IndexFunc(r.Ranking, func(t Ranked) bool { return t.Tool == tool })
}

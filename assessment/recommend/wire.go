package recommend

// RecommendationWire is the public JSON form of a Recommendation: ids, stable
// names, unrounded numbers, null for unknown.
type RecommendationWire struct {
	Facts    Mode          `json:"facts"`
	Verdict  Verdict       `json:"verdict"`
	Draws    int           `json:"draws"`
	InRace   int           `json:"in_race"`
	Margin   *float64      `json:"margin"`
	Ranking  []RankedWire  `json:"ranking"`
	Excluded []ExcludedRow `json:"excluded"`
	Pair     *PairWire     `json:"pair"`
	BestPair *PairWire     `json:"best_pair"`
	Tipping  []TipWire     `json:"tipping"`
	Missing  []string      `json:"missing"`
	Cheapest []RemovalWire `json:"cheapest"`
}

// RankedWire is one tool of the ranking.
type RankedWire struct {
	Tool          string             `json:"tool"`
	Fit           float64            `json:"fit"`
	FitLow        float64            `json:"fit_low"`
	FitHigh       float64            `json:"fit_high"`
	Feasibility   *float64           `json:"feasibility"`
	Rank          float64            `json:"rank"`
	FirstShare    float64            `json:"first_share"`
	Contributions map[string]float64 `json:"contributions"`
	Warnings      []string           `json:"warnings"`
	Unknown       []HitWire          `json:"unknown"`
	Dominated     bool               `json:"dominated"`
}

// ExcludedRow is one tool that was knocked out.
type ExcludedRow struct {
	Tool  string    `json:"tool"`
	Rules []HitWire `json:"rules"`
}

// HitWire is one knock-out. Need is there for K10 only.
type HitWire struct {
	Rule     string `json:"rule"`
	PassesIf string `json:"passes_if"`
	Need     string `json:"need,omitempty"`
}

// PairWire is two tools used together.
type PairWire struct {
	Tools         [2]string          `json:"tools"`
	Fit           float64            `json:"fit"`
	Gain          float64            `json:"gain"`
	Contributions map[string]float64 `json:"contributions"`
	Warnings      []string           `json:"warnings"`
}

// TipWire is one tipping point.
type TipWire struct {
	Need    string  `json:"need"`
	Present float64 `json:"present"`
	Weight  float64 `json:"weight"`
	Winner  string  `json:"winner"`
}

// RemovalWire is one way out of none yet.
type RemovalWire struct {
	Changes []string `json:"changes"`
	Opens   []string `json:"opens"`
	Rank    float64  `json:"rank"`
}

// Wire returns the public JSON form. c is the catalogue of the recommendation.
func (r *Recommendation) Wire(c *Catalogue) RecommendationWire {
	w := RecommendationWire{
		Facts: r.Mode, Verdict: r.Verdict, Draws: Draws, InRace: len(r.Ranking),
		Ranking: []RankedWire{}, Excluded: []ExcludedRow{}, Tipping: []TipWire{}, Cheapest: []RemovalWire{},
		Missing: list(r.Missing), Pair: r.Pair.wire(c), BestPair: r.BestPair.wire(c),
	}
	if len(r.Ranking) > 1 {
		w.Margin = &r.Margin
	}
	for i := range r.Ranking {
		w.Ranking = append(w.Ranking, r.Ranking[i].wire(c))
	}
	for _, x := range r.Excluded {
		w.Excluded = append(w.Excluded, ExcludedRow{c.Tools[x.Tool].ID, hitsWire(x.Rules)})
	}
	for _, t := range r.Tipping {
		w.Tipping = append(w.Tipping, TipWire{Needs[t.Need], t.Present, t.Weight, c.Tools[t.Winner].ID})
	}
	for _, removal := range r.Cheapest {
		row := RemovalWire{Changes: []string{}, Opens: []string{}, Rank: removal.Rank}
		for _, change := range removal.Changes {
			row.Changes = append(row.Changes, change.String())
		}
		for _, t := range removal.Opens {
			row.Opens = append(row.Opens, c.Tools[t].ID)
		}
		w.Cheapest = append(w.Cheapest, row)
	}
	return w
}

func (r *Ranked) wire(c *Catalogue) RankedWire {
	w := RankedWire{
		Tool: c.Tools[r.Tool].ID, Fit: r.Fit, FitLow: r.FitLow, FitHigh: r.FitHigh, Rank: r.Rank, FirstShare: r.FirstShare,
		Contributions: contributions(r.Contributions), Warnings: list(r.Warnings), Unknown: hitsWire(r.Open), Dominated: r.Dominated,
	}
	if r.Feasibility.Known {
		w.Feasibility = &r.Feasibility.Value
	}
	return w
}

func (p *Pair) wire(c *Catalogue) *PairWire {
	if p == nil {
		return nil
	}
	return &PairWire{
		Tools: [2]string{c.Tools[p.A].ID, c.Tools[p.B].ID}, Fit: p.Fit, Gain: p.Gain,
		Contributions: contributions(p.Contributions), Warnings: list(p.Warnings),
	}
}

// contributions names what is above 0.
func contributions(values [NeedCount]float64) map[string]float64 {
	named := map[string]float64{}
	for n, v := range values {
		if v > 0 {
			named[Needs[n]] = v
		}
	}
	return named
}

func hitsWire(hits []Hit) []HitWire {
	out := []HitWire{}
	for _, h := range hits {
		row := HitWire{Rule: h.Rule, PassesIf: h.PassesIf}
		if h.Need >= 0 {
			row.Need = Needs[h.Need]
		}
		out = append(out, row)
	}
	return out
}

// list is never null in JSON.
func list(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

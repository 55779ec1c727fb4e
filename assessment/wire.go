package assessment

// ResultWire is the public JSON form of a Result: stable field names, unrounded
// numbers, null where there is nothing to show.
type ResultWire struct {
	Questionnaire string              `json:"questionnaire"`
	Form          string              `json:"form"`
	Dimensions    []DimensionWire     `json:"dimensions"`
	Overall       OverallWire         `json:"overall"`
	Indices       map[string]*float64 `json:"indices"`
}

// DimensionWire is one dimension in ResultWire. Score is there as soon as one
// item was answered; Published says whether enough is known to show it.
type DimensionWire struct {
	ID            string   `json:"id"`
	Score         *float64 `json:"score"`
	Coverage      *float64 `json:"coverage"`
	Low           *float64 `json:"low"`
	High          *float64 `json:"high"`
	Published     bool     `json:"published"`
	OutOfScope    bool     `json:"out_of_scope"`
	Answered      int      `json:"answered"`
	DontKnow      int      `json:"dont_know"`
	NotApplicable int      `json:"not_applicable"`
	Blank         int      `json:"blank"`
	Band          *int     `json:"band"`
	BandRange     *[2]int  `json:"band_range"`
	Step          *float64 `json:"step"`
}

// OverallWire is the overall result in ResultWire.
type OverallWire struct {
	Score       *float64    `json:"score"`
	Balance     *float64    `json:"balance"`
	Minimum     *float64    `json:"minimum"`
	Low         *float64    `json:"low"`
	High        *float64    `json:"high"`
	Coverage    float64     `json:"coverage"`
	AverageBand *int        `json:"average_band"`
	Level       *int        `json:"level"`
	LevelRange  *[2]int     `json:"level_range"`
	HeldBy      []string    `json:"held_by"`
	Provisional bool        `json:"provisional"`
	Sensitivity *[2]float64 `json:"sensitivity"`
}

// Wire returns the public JSON form.
func (r *Result) Wire() ResultWire {
	w := ResultWire{Questionnaire: r.Questionnaire.Ref.String(), Form: r.Form.ID, Indices: make(map[string]*float64)}
	for i := range r.Dimensions {
		w.Dimensions = append(w.Dimensions, r.Dimensions[i].wire())
	}
	w.Overall = r.Overall.wire(r)
	for _, index := range r.Indices {
		w.Indices[index.ID] = when(index.Published, index.Score)
	}
	return w
}

func (d *DimensionScore) wire() DimensionWire {
	applies, scored := d.Applicable() > 0, d.Answered > 0
	return DimensionWire{
		ID: d.ID, Published: d.Published, OutOfScope: d.OutOfScope,
		Score: when(scored, d.Score), Step: when(scored, d.Step),
		Coverage: when(applies, d.Coverage), Low: when(applies, d.Low), High: when(applies, d.High),
		Answered: d.Answered, DontKnow: d.DontKnow, NotApplicable: d.NotApplicable, Blank: d.Blank,
		Band: when(d.Published, d.Band), BandRange: when(applies, [2]int{d.BandLow, d.BandHigh}),
	}
}

func (o *Overall) wire(r *Result) OverallWire {
	applies := o.LevelHigh > 0
	w := OverallWire{
		Score: when(o.Published, o.Score), Balance: when(o.Published, o.Balance), Minimum: when(o.Published, o.Minimum),
		Low: when(applies, o.Low), High: when(applies, o.High), Coverage: o.Coverage,
		AverageBand: when(o.Published, o.AverageBand), Level: when(o.Published, o.Level),
		LevelRange: when(applies, [2]int{o.LevelLow, o.LevelHigh}), HeldBy: []string{}, Provisional: o.Provisional,
		Sensitivity: when(o.Published, [2]float64{o.SensitivityLow, o.SensitivityHigh}),
	}
	for _, d := range o.HeldBy {
		w.HeldBy = append(w.HeldBy, r.Dimensions[d].ID)
	}
	return w
}

// when returns a pointer to v, or nil for JSON null.
func when[T any](shown bool, v T) *T {
	if !shown {
		return nil
	}
	return &v
}

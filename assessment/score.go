package assessment

import "math"

// Rounding noise below this many points never moves a band.
const epsilon = 1e-9

// DimensionScore is what the answers say about one dimension, on 0..100.
// Formulas: shared model, section 2 rules 1 to 5 and 9 (see the method page).
type DimensionScore struct {
	ID string
	// Score is 100 * sum(w*v/4) / sum(w) over the answered items; it means
	// something only when Answered > 0.
	Score float64
	// Coverage is the weight share of applicable items that were answered, 0..1.
	Coverage float64
	// Low and High bound the score whatever the missing answers are:
	// low = Score*Coverage, high = low + 100*(1-Coverage). They mean something
	// only when Applicable > 0.
	Low, High float64
	// Published says that enough is known to show the score: coverage at least
	// 0.6 and at least Needed items answered.
	Published bool
	// Needed is the least number of answers, ceil(0.6*n) for n items in the form.
	Needed int
	// OutOfScope says that fewer than Needed items apply to this organisation.
	OutOfScope bool

	Answered, DontKnow, NotApplicable, Blank int

	// Band is 1..4, or 0 when not published. BandLow and BandHigh give the
	// honest range: bounds and one answer changed by one step; 0 when nothing applies.
	Band, BandLow, BandHigh int
	// Step is how far one answer changed by one stage moves the score, in points.
	Step float64

	weight, maxWeight float64 // of answered items: sum and largest
	applicable        float64
}

// Applicable is the number of items that apply.
func (d *DimensionScore) Applicable() int { return d.Answered + d.DontKnow + d.Blank }

// Result is the scored sheet of one respondent.
type Result struct {
	Questionnaire *Questionnaire
	Form          *Form
	Dimensions    []DimensionScore
	Overall       Overall
	Indices       []IndexScore
}

// IndexScore is a sub-index: the plain mean over its published dimensions, 0..100.
type IndexScore struct {
	ID        string
	Score     float64
	Published bool
}

// Score computes the result of one sheet on one form. It is pure and never
// fails: missing answers widen the bounds. The sheet must have one answer for
// each item of the questionnaire; items outside the form are ignored.
func Score(q *Questionnaire, form *Form, sheet Sheet) Result {
	r := Result{Questionnaire: q, Form: form, Dimensions: make([]DimensionScore, len(q.Dimensions))}
	tally(q, form, sheet, r.Dimensions)
	for i := range r.Dimensions {
		r.Dimensions[i].ID = q.Dimensions[i].ID
		r.Dimensions[i].finish()
	}
	r.Overall = overall(q, r.Dimensions)
	r.Indices = indices(q, r.Dimensions)
	return r
}

func tally(q *Questionnaire, form *Form, sheet Sheet, dims []DimensionScore) {
	for _, i := range form.Items {
		item, answer := &q.Items[i], sheet[i]
		d := &dims[item.Dimension]
		d.Needed++
		if answer.State == NotApplicable {
			d.NotApplicable++
			continue
		}
		d.applicable += item.Weight
		switch answer.State {
		case Scored:
			d.Answered++
			d.weight += item.Weight
			d.Score += item.Weight * float64(answer.Value)
			d.maxWeight = max(d.maxWeight, item.Weight)
		case DontKnow:
			d.DontKnow++
		default:
			d.Blank++
		}
	}
}

// finish turns the sums that tally left in d into scores and bands.
func (d *DimensionScore) finish() {
	d.Needed = (6*d.Needed + 9) / 10 // ceil(0.6 n)
	d.OutOfScope = d.Applicable() < d.Needed || d.Applicable() == 0
	if d.applicable == 0 {
		d.Score = 0
		return
	}
	d.Coverage = d.weight / d.applicable
	if d.Answered > 0 {
		d.Score = 100 * d.Score / (MaxValue * d.weight)
		d.Step = 100 * d.maxWeight / (MaxValue * d.weight)
	}
	d.Low = d.Score * d.Coverage
	d.High = d.Low + 100*(1-d.Coverage)
	d.Published = d.Answered > 0 && d.Answered >= d.Needed && d.Coverage >= 0.6-epsilon
	d.BandLow, d.BandHigh = Band(d.Low), Band(d.High)
	if d.Answered > 0 {
		d.BandLow = min(d.BandLow, Band(d.Score-d.Step))
		d.BandHigh = max(d.BandHigh, Band(d.Score+d.Step))
	}
	if d.Published {
		d.Band = Band(d.Score)
	}
}

// Band places a score of 0..100 in one of four bands at quarters: 1 below 25,
// 2 from 25, 3 from 50, 4 from 75. The borders are a convention, shared with
// other maturity models so that readers can compare.
func Band(score float64) int {
	return 1 + min(3, max(0, int(math.Floor((score+epsilon)/25))))
}

func indices(q *Questionnaire, dims []DimensionScore) []IndexScore {
	out := make([]IndexScore, len(q.Indices))
	for i, index := range q.Indices {
		out[i].ID = index.ID
		sum, n := 0.0, 0
		for _, d := range index.Dimensions {
			if dims[d].Published {
				sum += dims[d].Score
				n++
			}
		}
		if n > 0 {
			out[i].Score, out[i].Published = sum/float64(n), true
		}
	}
	return out
}

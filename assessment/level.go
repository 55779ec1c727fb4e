package assessment

import "math"

// Overall is the result over all dimensions, 0..100, with the level 1..4.
// Formulas: rules 6 to 9 of the model. Weights are equal on purpose: weights are
// value judgements (OECD/JRC, Handbook on Constructing Composite Indicators,
// 2008), so Sensitivity shows what other weights would do.
type Overall struct {
	// Published is true when at least seven of nine dimensions are published.
	// Without it only Low, High, Coverage and the level range mean something.
	Published bool
	// Score is the weighted mean of the published dimensions.
	Score float64
	// Balance is exp(mean(ln(max(S,1)))): like the mean, but a weak dimension
	// is made up for less.
	Balance float64
	Minimum float64
	// Low and High bound the mean over all dimensions that apply, whatever the
	// missing answers are.
	Low, High float64
	// Coverage is the weight share of applicable items that were answered, 0..1.
	Coverage    float64
	AverageBand int
	// Level is min(AverageBand, band of the weakest dimension + 1): no dimension
	// may lag more than one level (sequence argument of Lee and Kwak, 2012).
	Level int
	// LevelLow and LevelHigh are the levels reachable within the bounds or by
	// changing one answer one step.
	LevelLow, LevelHigh int
	// HeldBy are the dimensions (positions) that keep the level below AverageBand.
	HeldBy []int
	// Provisional is true when coverage is below 0.8.
	Provisional bool
	// SensitivityLow and SensitivityHigh are the exact range of Score when every
	// dimension weight varies between 0.5 and 1.5 times itself, independently.
	SensitivityLow, SensitivityHigh float64
}

// part is one dimension's share in an overall figure.
type part struct{ score, weight float64 }

func overall(q *Questionnaire, dims []DimensionScore) Overall {
	var o Overall
	var buffer [16]part
	published := buffer[:0]
	var answered, applicable float64
	for i := range dims {
		answered += dims[i].weight
		applicable += dims[i].applicable
		if dims[i].Published {
			published = append(published, part{dims[i].Score, q.Dimensions[i].Weight})
		}
	}
	if applicable > 0 {
		o.Coverage = answered / applicable
	}
	o.Provisional = o.Coverage < 0.8-epsilon
	o.Low, o.LevelLow = atBounds(q, dims, func(d *DimensionScore) float64 { return d.Low })
	o.High, o.LevelHigh = atBounds(q, dims, func(d *DimensionScore) float64 { return d.High })
	if len(published) > 0 && 9*len(published) >= 7*len(dims) {
		o.publish(published, dims)
		o.borderline(q, dims)
	}
	return o
}

func (o *Overall) publish(parts []part, dims []DimensionScore) {
	o.Published = true
	o.Score = mean(parts)
	o.AverageBand = Band(o.Score)
	o.Minimum = math.Inf(1)
	logs := 0.0
	for _, p := range parts {
		o.Minimum = min(o.Minimum, p.score)
		logs += math.Log(max(p.score, 1))
	}
	o.Balance = math.Exp(logs / float64(len(parts)))
	o.Level = gate(o.Score, o.Minimum)
	if o.Level < o.AverageBand {
		for i := range dims {
			if dims[i].Published && dims[i].Band < o.AverageBand && dims[i].Band+1 == o.Level {
				o.HeldBy = append(o.HeldBy, i)
			}
		}
	}
	o.SensitivityLow, o.SensitivityHigh = sensitivity(parts)
}

// gate is rule 8: the band of the mean, but at most one above the weakest band.
func gate(score, minimum float64) int { return min(Band(score), Band(minimum)+1) }

// atBounds is the mean and level over all dimensions that apply when each sits at one bound.
func atBounds(q *Questionnaire, dims []DimensionScore, bound func(*DimensionScore) float64) (float64, int) {
	sum, weight, lowest := 0.0, 0.0, math.Inf(1)
	for i := range dims {
		if dims[i].applicable == 0 {
			continue
		}
		b := bound(&dims[i])
		sum += q.Dimensions[i].Weight * b
		weight += q.Dimensions[i].Weight
		lowest = min(lowest, b)
	}
	if weight == 0 {
		return 0, 0
	}
	return sum / weight, gate(sum/weight, lowest)
}

// borderline widens the level range by every single answer changed one step (rule 9).
func (o *Overall) borderline(q *Questionnaire, dims []DimensionScore) {
	o.LevelLow, o.LevelHigh = min(o.LevelLow, o.Level), max(o.LevelHigh, o.Level)
	for i := range dims {
		if !dims[i].Published {
			continue
		}
		for _, moved := range [2]float64{max(0, dims[i].Score-dims[i].Step), min(100, dims[i].Score+dims[i].Step)} {
			level := levelWith(q, dims, i, moved)
			o.LevelLow, o.LevelHigh = min(o.LevelLow, level), max(o.LevelHigh, level)
		}
	}
}

// levelWith is the level when dimension changed scores moved instead.
func levelWith(q *Questionnaire, dims []DimensionScore, changed int, moved float64) int {
	sum, weight, lowest := 0.0, 0.0, math.Inf(1)
	for i := range dims {
		if !dims[i].Published {
			continue
		}
		s := dims[i].Score
		if i == changed {
			s = moved
		}
		sum += q.Dimensions[i].Weight * s
		weight += q.Dimensions[i].Weight
		lowest = min(lowest, s)
	}
	return gate(sum/weight, lowest)
}

func mean(parts []part) float64 {
	sum, weight := 0.0, 0.0
	for _, p := range parts {
		sum += p.score * p.weight
		weight += p.weight
	}
	return sum / weight
}

// sensitivity is the exact range of the mean when each weight varies between
// half and one and a half times itself. The extreme lies at a corner where all
// parts above some cut have one end and all below it the other, so trying each
// cut of the sorted parts finds it.
func sensitivity(parts []part) (low, high float64) {
	for i := 1; i < len(parts); i++ { // insertion sort: at most a dozen
		for j := i; j > 0 && parts[j].score < parts[j-1].score; j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
	low, high = math.Inf(1), math.Inf(-1)
	for cut := 0; cut <= len(parts); cut++ {
		low = min(low, cornerMean(parts, cut, 1.5, 0.5))
		high = max(high, cornerMean(parts, cut, 0.5, 1.5))
	}
	return low, high
}

func cornerMean(parts []part, cut int, below, above float64) float64 {
	sum, weight := 0.0, 0.0
	for i, p := range parts {
		factor := above
		if i < cut {
			factor = below
		}
		sum += p.score * p.weight * factor
		weight += p.weight * factor
	}
	return sum / weight
}

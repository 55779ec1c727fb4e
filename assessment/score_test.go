package assessment

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// bank is a questionnaire of n dimensions with five items each and one form of all items.
func bank(n int) *Questionnaire {
	q := &Questionnaire{Ref: Ref{"test", 1}}
	form := Form{ID: "full", DimensionScores: true}
	for d := range n {
		dim := Dimension{ID: "d" + string(rune('1'+d)), Weight: 1}
		for range 5 {
			i := len(q.Items)
			dim.Items = append(dim.Items, i)
			q.Items = append(q.Items, Item{ID: "q" + string(rune('0'+i/10)) + string(rune('0'+i%10)), Dimension: d, Weight: 1, Impact: 2, Effort: 2})
			form.Items = append(form.Items, i)
		}
		q.Dimensions = append(q.Dimensions, dim)
	}
	q.Forms = []Form{form}
	return q.Seal()
}

func sheetOf(codes ...string) Sheet {
	s := make(Sheet, len(codes))
	for i, c := range codes {
		s[i], _ = ParseCode(c)
	}
	return s
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance || math.IsNaN(got) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestGoldenDimension(t *testing.T) {
	q := bank(1)
	for _, c := range []struct {
		name                       string
		sheet                      Sheet
		score, coverage, low, high float64
		published                  bool
		step                       float64
		bandLow, bandHigh          int
	}{
		{"partly known", sheetOf("4", "2", "na", "dk", ""), 75, 0.5, 37.5, 87.5, false, 12.5, 2, 4},
		{"all known", sheetOf("3", "3", "2", "4", "1"), 65, 1, 65, 65, true, 5, 3, 3},
		{"all zero", sheetOf("0", "0", "0", "0", "0"), 0, 1, 0, 0, true, 5, 1, 1},
		{"all four", sheetOf("4", "4", "4", "4", "4"), 100, 1, 100, 100, true, 5, 4, 4},
		{"three of five", sheetOf("3", "3", "3", "dk", "dk"), 75, 0.6, 45, 85, true, 25.0 / 3, 2, 4},
		{"border below", sheetOf("3", "3", "3", "3", "2"), 70, 1, 70, 70, true, 5, 3, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Score(q, &q.Forms[0], c.sheet).Dimensions[0]
			near(t, "score", d.Score, c.score, 1e-9)
			near(t, "coverage", d.Coverage, c.coverage, 1e-9)
			near(t, "low", d.Low, c.low, 1e-9)
			near(t, "high", d.High, c.high, 1e-9)
			near(t, "step", d.Step, c.step, 1e-9)
			if d.Published != c.published || d.BandLow != c.bandLow || d.BandHigh != c.bandHigh {
				t.Errorf("published %v band range %d-%d", d.Published, d.BandLow, d.BandHigh)
			}
		})
	}
}

func TestAllNotApplicableIsOutOfScope(t *testing.T) {
	q := bank(1)
	r := Score(q, &q.Forms[0], sheetOf("na", "na", "na", "na", "na"))
	d := r.Dimensions[0]
	if !d.OutOfScope || d.Published || d.Band != 0 || r.Overall.Published {
		t.Errorf("%+v", d)
	}
	w := r.Wire().Dimensions[0]
	if w.Score != nil || w.Low != nil || w.BandRange != nil || w.Coverage != nil {
		t.Errorf("wire shows numbers: %+v", w)
	}
}

// overallOf scores nine dimensions given as finished scores.
func overallOf(scores ...float64) Overall {
	q := bank(len(scores))
	dims := make([]DimensionScore, len(scores))
	for i, s := range scores {
		dims[i] = DimensionScore{Score: s, Low: s, High: s, Published: true, Band: Band(s), Step: 5, weight: 5, applicable: 5}
	}
	return overall(q, dims)
}

func TestGoldenOverall(t *testing.T) {
	o := overallOf(85, 82, 78, 90, 80, 76, 88, 30, 81)
	near(t, "score", o.Score, 76.67, 0.005)
	near(t, "balance", o.Balance, 73.63, 0.005)
	near(t, "minimum", o.Minimum, 30, 0)
	if o.AverageBand != 4 || o.Level != 3 || len(o.HeldBy) != 1 || o.HeldBy[0] != 7 {
		t.Errorf("average band %d level %d held by %v", o.AverageBand, o.Level, o.HeldBy)
	}
	if o.SensitivityLow >= 74.2 || o.SensitivityHigh <= 79.4 {
		t.Errorf("sensitivity %v..%v is narrower than changing one weight alone", o.SensitivityLow, o.SensitivityHigh)
	}
}

func TestSevenOfNineAreNeeded(t *testing.T) {
	q := bank(9)
	sheet := make(Sheet, 45)
	for i := range sheet {
		sheet[i] = Value(2)
		if i >= 35 {
			sheet[i] = Answer{State: DontKnow}
		}
	}
	r := Score(q, &q.Forms[0], sheet)
	if !r.Overall.Published || !r.Overall.Provisional || r.Overall.LevelLow != 2 || r.Overall.LevelHigh != 3 {
		t.Errorf("seven published: %+v", r.Overall)
	}
	sheet[34], sheet[33], sheet[32] = Answer{}, Answer{}, Answer{}
	if o := Score(q, &q.Forms[0], sheet).Overall; o.Published || o.Level != 0 {
		t.Errorf("six published: %+v", o)
	}
}

func TestAllDontKnowPublishesNothing(t *testing.T) {
	q := bank(9)
	sheet := make(Sheet, 45)
	for i := range sheet {
		sheet[i] = Answer{State: DontKnow}
	}
	r := Score(q, &q.Forms[0], sheet)
	if r.Overall.Published || r.Overall.LevelLow != 1 || r.Overall.LevelHigh != 4 {
		t.Errorf("%+v", r.Overall)
	}
}

func drawSheet(t *rapid.T, n int) Sheet {
	codes := rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "dk", "na", ""})
	sheet := make(Sheet, n)
	for i := range sheet {
		sheet[i], _ = ParseCode(codes.Draw(t, "answer"))
	}
	return sheet
}

func TestScoreProperties(t *testing.T) {
	q := bank(9)
	for i := range q.Items {
		q.Items[i].Weight = 0.5 + float64(i%4)
	}
	rapid.Check(t, func(t *rapid.T) {
		sheet := drawSheet(t, 45)
		r := Score(q, &q.Forms[0], sheet)
		for _, d := range r.Dimensions {
			if d.Score < 0 || d.Score > 100 || d.Low > d.High+epsilon || d.Answered > 0 && (d.Score < d.Low-epsilon || d.Score > d.High+epsilon) {
				t.Fatalf("bounds: %+v", d)
			}
			if d.Applicable() > 0 && (d.BandLow > d.BandHigh || d.Published && (d.Band < d.BandLow || d.Band > d.BandHigh)) {
				t.Fatalf("bands: %+v", d)
			}
		}
		o := r.Overall
		if o.Published && (o.SensitivityLow > o.Score+epsilon || o.SensitivityHigh < o.Score-epsilon || o.Level < o.LevelLow || o.Level > o.LevelHigh || o.Level > o.AverageBand || o.Balance > o.Score+1+epsilon) {
			t.Fatalf("overall: %+v", o)
		}
	})
}

// More maturity never lowers a score, and filling in what was missing always lands within the bounds.
func TestMonotoneAndBounded(t *testing.T) {
	q := bank(9)
	rapid.Check(t, func(t *rapid.T) {
		sheet := drawSheet(t, 45)
		before := Score(q, &q.Forms[0], sheet)
		i := rapid.IntRange(0, 44).Draw(t, "item")
		d := q.Items[i].Dimension
		switch sheet[i].State {
		case Scored:
			if sheet[i].Value < MaxValue {
				sheet[i].Value++
			}
			after := Score(q, &q.Forms[0], sheet)
			if after.Dimensions[d].Score < before.Dimensions[d].Score-epsilon || after.Overall.Level < before.Overall.Level {
				t.Fatalf("a higher answer lowered the result")
			}
		case DontKnow, Blank:
			sheet[i] = Value(rapid.IntRange(0, 4).Draw(t, "value"))
			after := Score(q, &q.Forms[0], sheet).Dimensions[d]
			if after.Low < before.Dimensions[d].Low-epsilon || after.High > before.Dimensions[d].High+epsilon {
				t.Fatalf("new answer left the bounds: %+v then %+v", before.Dimensions[d], after)
			}
		}
	})
}

// sensitivity must equal the extreme over all corners of the weight box.
func TestSensitivityIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		parts := make([]part, n)
		for i := range parts {
			parts[i] = part{rapid.Float64Range(0, 100).Draw(t, "s"), rapid.Float64Range(0.5, 2).Draw(t, "w")}
		}
		low, high := math.Inf(1), math.Inf(-1)
		for mask := range 1 << n {
			corner := make([]part, n)
			for i, p := range parts {
				corner[i] = part{p.score, p.weight * (0.5 + float64(mask>>i&1))}
			}
			low, high = min(low, mean(corner)), max(high, mean(corner))
		}
		gotLow, gotHigh := sensitivity(parts)
		if math.Abs(gotLow-low) > 1e-9 || math.Abs(gotHigh-high) > 1e-9 {
			t.Fatalf("got %v..%v want %v..%v", gotLow, gotHigh, low, high)
		}
	})
}

func TestBandBorders(t *testing.T) {
	for score, want := range map[float64]int{-5: 1, 0: 1, 24.999: 1, 25: 2, 49.99: 2, 50: 3, 74.99: 3, 75: 4, 100: 4, 120: 4} {
		if got := Band(score); got != want {
			t.Errorf("Band(%v) = %d, want %d", score, got, want)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	q := bank(9)
	sheet := make(Sheet, 45)
	for i := range sheet {
		sheet[i] = Value(i % 5)
	}
	b.ReportAllocs()
	for b.Loop() {
		Score(q, &q.Forms[0], sheet)
	}
}

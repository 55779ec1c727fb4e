package recommend

import (
	"math"
	"slices"
	"testing"
)

// TestSplitmix compares with the published sequence of splitmix64 for seed 1234567.
func TestSplitmix(t *testing.T) {
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := mix(1234567 + uint64(i+1)*golden); got != want {
			t.Errorf("draw %d is %d, want %d", i, got, want)
		}
	}
	if got, want := stream(1234567).uniform(0, 0, 1), float64(6457827717110365317>>11)/(1<<53); got != want {
		t.Errorf("uniform %v, want %v", got, want)
	}
}

// TestDrawsReproduce pins first shares exactly: they may not move with the
// machine or the Go version, and a change of method must show here.
func TestDrawsReproduce(t *testing.T) {
	c := benchCatalogue(t)
	s := Situation{Microsoft365: Known(true), Closed: Known(true), Readiness: &Readiness{45, 40, 45},
		Needs: wants(t, "must discuss should documents phone single_sign_on could video data_control polls")}
	c.Tools[c.tool(t, "teams")].Needs[slices.Index(Needs, "video")].Known = false
	r := Recommend(c, s, Now)
	got := map[string]float64{}
	sum := 0.0
	for _, tool := range r.Ranking {
		got[c.Tools[tool.Tool].ID] = tool.FirstShare * Draws
		sum += tool.FirstShare
	}
	near(t, "sum of the first shares", sum, 1)
	if got["teams"] != 3715 || got["viva-engage"] != 285 {
		t.Errorf("first in draws: %v, want teams in 3715 and viva-engage in 285", got)
	}
}

// TestDrawRanges: the draws fill the plausible ranges evenly.
func TestDrawRanges(t *testing.T) {
	for w, want := range map[Weight][2]float64{Must: {3, 5}, Should: {1.2, 3}, Could: {0.5, 1.5}} {
		number := StandardWeights[w]
		low, high := number*plausible[w][0], number*plausible[w][1]
		if low != want[0] || high != want[1] {
			t.Errorf("%s is drawn in %v..%v, want %v", w, low, high, want)
		}
		from, least, most, sum := newStream("need discuss"), math.Inf(1), math.Inf(-1), 0.0
		for i := range Draws {
			v := from.uniform(i, low, high)
			least, most, sum = min(least, v), max(most, v), sum+v
		}
		width := high - low
		if least < low || most >= high || least > low+0.01*width || most < high-0.01*width || math.Abs(sum/Draws-(low+high)/2) > 0.03*width {
			t.Errorf("%s: %v..%v, mean %v", w, least, most, sum/Draws)
		}
	}
}

func BenchmarkRecommend(b *testing.B) {
	c := benchCatalogue(b)
	for name, k := range map[string]struct {
		s       Situation
		unknown bool
	}{
		"case A":             {s: caseA(b)},
		"everything asked":   {s: Situation{}},
		"and values unknown": {s: Situation{}, unknown: true},
	} {
		if k.s.Needs == ([NeedCount]Weight{}) {
			for n := range k.s.Needs {
				k.s.Needs[n] = Could + Weight(n%2)
			}
		}
		c := Catalogue{Tools: append([]Tool{}, c.Tools...)}
		for i := range c.Tools {
			c.Tools[i].Needs[3].Known = !k.unknown
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Recommend(&c, k.s, Now)
			}
		})
	}
}

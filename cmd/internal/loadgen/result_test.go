package loadgen

import (
	"math"
	"testing"
	"time"
)

func TestHistogramQuantiles(t *testing.T) {
	var h Histogram
	for i := 1; i <= 1000; i++ {
		h.Add(time.Duration(i) * time.Microsecond)
	}
	for q, want := range map[float64]time.Duration{0.5: 500 * time.Microsecond, 0.95: 950 * time.Microsecond, 0.99: 990 * time.Microsecond, 1: time.Millisecond} {
		got := h.Quantile(q)
		if got < want || float64(got) > float64(want)*(1+1.0/steps)+1000 {
			t.Errorf("quantile %v: %v, want %v", q, got, want)
		}
	}
	if h.Max() != time.Millisecond || h.Count() != 1000 {
		t.Error(h.Max(), h.Count())
	}
}

func TestHistogramAtItsEdges(t *testing.T) {
	var h Histogram
	if h.Quantile(0.5) != 0 {
		t.Error("an empty histogram has a quantile")
	}
	h.Add(-time.Second)
	if h.Quantile(1) != 0 {
		t.Error(h.Quantile(1))
	}
	h.Add(math.MaxInt64)
	if h.Max() != math.MaxInt64 {
		t.Error(h.Max())
	}
}

func TestBucketsHoldTheirValues(t *testing.T) {
	for d := time.Duration(1); d < 2*time.Hour; d = d*9/8 + 1 {
		up := upper(bucket(d))
		if d > time.Hour {
			break
		}
		if up < d || float64(up-d) > float64(d)/steps+1 {
			t.Fatalf("%v falls into a bucket up to %v", d, up)
		}
	}
}

func TestCompareAlternatesAndTakesTheMedian(t *testing.T) {
	order, rates := "", []int{100, 300, 200}
	a := func() Result {
		order += "a"
		return Result{Requests: rates[len(order)/2%3], Elapsed: time.Second}
	}
	b := func() Result {
		order += "b"
		return Result{Requests: 100, Elapsed: time.Second}
	}
	r := Compare(3, a, b)
	if order != "abbaab" {
		t.Error("order", order)
	}
	if len(r.Pairs) != 3 || r.Median() != 2 {
		t.Error(r)
	}
	if got := (Ratio{Pairs: []float64{1, 2, 3, 10}}).Median(); got != 2.5 {
		t.Error(got)
	}
	if r := Compare(0, a, func() Result { return Result{} }); r.Median() != 0 {
		t.Error(r)
	}
}

package assessment

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPrerequisitesComeFirst(t *testing.T) {
	q := bank(9)
	q.Items[0].Requires = []int{3} // the first item waits for the fourth
	q.Items[0].Impact = 3
	entries := map[string]Entry{}
	for _, id := range []string{"q00", "q01", "q03"} {
		entries[id] = Entry{Answer: Value(1)}
	}
	a := Analyse(q, &q.Forms[0], entries, nil)
	var order []int
	for _, action := range a.Actions {
		order = append(order, action.Item)
	}
	if len(order) != 3 || order[0] != 1 || order[1] != 3 || order[2] != 0 {
		t.Errorf("order %v, want 1 3 0", order)
	}
	if len(a.Actions[2].WaitsFor) != 1 || a.Actions[2].WaitsFor[0] != 3 {
		t.Errorf("waits for %v", a.Actions[2].WaitsFor)
	}
}

func TestPriorityFormula(t *testing.T) {
	q := bank(9)
	entries := map[string]Entry{}
	for i := range q.Items {
		entries[q.Items[i].ID] = Entry{Answer: Value(4)}
	}
	for i := 40; i < 45; i++ {
		entries[q.Items[i].ID] = Entry{Answer: Value(0)}
	}
	q.Items[40].Impact, q.Items[40].Effort = 3, 1
	a := Analyse(q, &q.Forms[0], entries, map[string]int{"q40": 2, "q41": 0})
	if held := a.Result.Overall.HeldBy; len(held) != 1 || held[0] != 8 {
		t.Fatalf("held by %v", held)
	}
	first := a.Actions[0]
	near(t, "priority", first.Priority, 1*2.0/4*3/1*1.5, 1e-12)
	if first.Item != 40 || !first.Lifts || len(a.Actions) != 4 {
		t.Errorf("first %+v, %d actions", first, len(a.Actions))
	}
	if !a.Targets[41].Enough {
		t.Error("a target at the present stage is good enough for us")
	}
	near(t, "gap", a.Gaps[8].Points, 100*(2.0+0+1+1+1)/20, 1e-9)
}

func TestActionOrderProperties(t *testing.T) {
	q := bank(9)
	for i := 1; i < len(q.Items); i += 3 {
		q.Items[i].Requires = []int{i - 1}
		q.Items[i].Impact = 3
		q.Items[i].Effort = 1
	}
	rapid.Check(t, func(t *rapid.T) {
		entries := map[string]Entry{}
		want := 0
		for i, answer := range drawSheet(t, 45) {
			entries[q.Items[i].ID] = Entry{Answer: answer}
			if answer.State == Scored && answer.Value < MaxValue {
				want++
			}
		}
		a := Analyse(q, &q.Forms[0], entries, nil)
		if len(a.Actions) != want {
			t.Fatalf("%d actions, want %d", len(a.Actions), want)
		}
		seen := map[int]bool{}
		for _, action := range a.Actions {
			for _, r := range action.WaitsFor {
				if !seen[r] {
					t.Fatalf("item %d stands before its prerequisite %d", action.Item, r)
				}
			}
			seen[action.Item] = true
		}
	})
}

func TestExtremesNeverOverlap(t *testing.T) {
	for n := range 10 {
		dims := make([]DimensionScore, n)
		for i := range dims {
			dims[i] = DimensionScore{Published: true, Score: float64(i)}
		}
		strongest, weakest := extremes(dims)
		if len(strongest) != min(3, n/2) {
			t.Errorf("%d dimensions: %d strongest", n, len(strongest))
		}
		for i := range strongest {
			for j := range weakest {
				if strongest[i] == weakest[j] {
					t.Errorf("%d is both", strongest[i])
				}
			}
		}
	}
}

func TestExtremesOfEqualScoresAreNone(t *testing.T) {
	dims := make([]DimensionScore, 9)
	for i := range dims {
		dims[i] = DimensionScore{Published: true, Score: 75}
	}
	if strongest, weakest := extremes(dims); len(strongest)+len(weakest) != 0 {
		t.Errorf("all equal: strongest %v weakest %v", strongest, weakest)
	}
	dims[7].Score = 0
	strongest, weakest := extremes(dims)
	if len(strongest) != 3 || len(weakest) != 1 || weakest[0] != 7 {
		t.Errorf("one low: strongest %v weakest %v", strongest, weakest)
	}
}

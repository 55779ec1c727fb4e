package web

import (
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"pgregory.net/rapid"
)

// sittingOf makes a test of n questions of which some have an answer.
func sittingOf(answered []bool) *sitting {
	q := &assessment.Questionnaire{Ref: assessment.Ref{ID: "t", Version: 1}, Dimensions: []assessment.Dimension{{ID: "d1", Weight: 1}}}
	form := &assessment.Form{ID: "f"}
	x := &sitting{q: q, form: form, entries: map[string]assessment.Entry{}}
	for i, yes := range answered {
		id := "q" + string(rune('a'+i))
		q.Items = append(q.Items, assessment.Item{ID: id})
		form.Items = append(form.Items, i)
		if yes {
			x.entries[id] = assessment.Entry{Answer: assessment.Answer{State: assessment.DontKnow}}
		} else if i%2 == 0 {
			x.entries[id] = assessment.Entry{Comment: "a comment is no answer"}
		}
	}
	return x
}

// TestResumePosition: where a person goes on has no answer; between it and the
// furthest answer, going round, there is no other open question; and answering
// what is offered ends after as many steps as there are open questions.
func TestResumePosition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answered := rapid.SliceOfN(rapid.Bool(), 1, 26).Draw(t, "answered")
		x := sittingOf(answered)
		open, furthest := 0, -1
		for i, yes := range answered {
			if yes {
				furthest = i
			} else {
				open++
			}
		}
		if x.count() != len(answered)-open {
			t.Fatalf("count %d of %v", x.count(), answered)
		}
		place := x.next()
		if open == 0 {
			if place != -1 {
				t.Fatalf("next %d with nothing open", place)
			}
			return
		}
		if place < 0 || answered[place] {
			t.Fatalf("next is %d of %v", place, answered)
		}
		for i := (furthest + 1) % len(answered); i != place; i = (i + 1) % len(answered) {
			if !answered[i] {
				t.Fatalf("next is %d of %v, but %d comes first", place, answered, i)
			}
		}
		for steps := 0; place >= 0; steps++ {
			if steps >= open {
				t.Fatalf("no end after %d answers", steps)
			}
			x.entries[x.q.Items[x.form.Items[place]].ID] = assessment.Entry{Answer: assessment.Value(steps % 5)}
			place = x.next()
		}
	})
}

// TestResumeExamples are the cases a person meets.
func TestResumeExamples(t *testing.T) {
	for _, c := range []struct {
		answered []bool
		want     int
	}{
		{[]bool{false, false, false}, 0},
		{[]bool{true, true, false}, 2},
		{[]bool{false, true, false}, 2}, // after the furthest, not back to the skipped one
		{[]bool{false, true, true}, 0},  // then to what was skipped
		{[]bool{true, true, true}, -1},
	} {
		if got := sittingOf(c.answered).next(); got != c.want {
			t.Errorf("%v: %d, want %d", c.answered, got, c.want)
		}
	}
}

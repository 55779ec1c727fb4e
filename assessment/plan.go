package assessment

import "slices"

// Target is the stage an organisation aims at for one item.
type Target struct {
	Value int8
	// Chosen is false for the default, the next step.
	Chosen bool
	// Enough says that the present stage was judged good enough.
	Enough bool
}

// TargetOf is rule 14: the chosen stage when there is one, otherwise one step
// up. chosen is 0..4 or -1.
func TargetOf(a Answer, chosen int) Target {
	if chosen >= 0 && chosen <= MaxValue {
		return Target{Value: int8(chosen), Chosen: true, Enough: int8(chosen) <= a.Value}
	}
	return Target{Value: min(a.Value+1, MaxValue)}
}

// Gap is the distance to target of one dimension in points of 0..100:
// 100 * sum(w*max(0,t-v)) / (4*sum(w)) over its answered items (rule 14).
// Known is false when nothing was answered.
type Gap struct {
	Dimension int
	Points    float64
	Known     bool
}

// Action is the next step for one item, with its priority (rule 15).
type Action struct {
	Item   int
	From   int8 // the present stage
	Target Target
	// Priority is w * max(0,t-v)/4 * impact/effort, times 1.5 when it lifts a
	// dimension that holds the level.
	Priority float64
	Lifts    bool
	// WaitsFor are items with an action of their own that should come first.
	WaitsFor []int
}

// gatherGaps computes the gap of every dimension.
func gatherGaps(q *Questionnaire, form *Form, sheet Sheet, targets []Target) []Gap {
	gaps := make([]Gap, len(q.Dimensions))
	weights := make([]float64, len(q.Dimensions))
	for _, i := range form.Items {
		if sheet[i].State != Scored {
			continue
		}
		d := q.Items[i].Dimension
		weights[d] += q.Items[i].Weight
		gaps[d].Points += q.Items[i].Weight * float64(max(0, targets[i].Value-sheet[i].Value))
	}
	for d := range gaps {
		gaps[d].Dimension = d
		if gaps[d].Known = weights[d] > 0; gaps[d].Known {
			gaps[d].Points = 100 * gaps[d].Points / (MaxValue * weights[d])
		}
	}
	return gaps
}

// gatherActions lists an action for each answered item below its target, in the
// order to do them: prerequisites first, then by priority, then by item.
func gatherActions(q *Questionnaire, form *Form, sheet Sheet, targets []Target, heldBy []int) []Action {
	pending := make([]*Action, len(q.Items)) // by item
	var open []int
	for _, i := range form.Items {
		if sheet[i].State != Scored || targets[i].Value <= sheet[i].Value {
			continue
		}
		a := &Action{Item: i, From: sheet[i].Value, Target: targets[i]}
		a.Lifts = slices.Contains(heldBy, q.Items[i].Dimension)
		a.Priority = priority(&q.Items[i], a)
		pending[i] = a
		open = append(open, i)
	}
	for _, i := range open {
		for _, r := range q.Items[i].Requires {
			if pending[r] != nil {
				pending[i].WaitsFor = append(pending[i].WaitsFor, r)
			}
		}
	}
	return inOrder(open, pending)
}

func priority(item *Item, a *Action) float64 {
	p := item.Weight * float64(a.Target.Value-a.From) / MaxValue * float64(item.Impact) / float64(item.Effort)
	if a.Lifts {
		p *= 1.5
	}
	return p
}

// inOrder repeatedly takes the most urgent action that waits for nothing that is still open.
func inOrder(open []int, pending []*Action) []Action {
	out := make([]Action, 0, len(open))
	done := make([]bool, len(pending))
	for len(out) < len(open) {
		best := -1
		for _, i := range open {
			if done[i] || waits(pending[i], done) {
				continue
			}
			if best < 0 || pending[i].Priority > pending[best].Priority+epsilon {
				best = i
			}
		}
		if best < 0 {
			break // a cycle; content refuses those
		}
		done[best] = true
		out = append(out, *pending[best])
	}
	return out
}

func waits(a *Action, done []bool) bool {
	for _, r := range a.WaitsFor {
		if !done[r] {
			return true
		}
	}
	return false
}

package assessment

import "sort"

// Analysis is all that a result page or report says about one submission,
// still without words.
type Analysis struct {
	Result   Result
	Entries  []Entry // by item position
	Targets  []Target
	Gaps     []Gap
	Actions  []Action
	Findings []*Check
	// Strongest and Weakest are up to three published dimensions each, never overlapping.
	Strongest, Weakest []int
	// Unknown are items of the form that apply and have no score: to find out first.
	Unknown []int
}

// Analyse scores the entries on the form and derives targets, gaps, actions and
// findings. targets holds the chosen stage by item id; items without one get
// the next step. Pure; unknown ids are ignored.
func Analyse(q *Questionnaire, form *Form, entries map[string]Entry, targets map[string]int) Analysis {
	a := Analysis{Entries: make([]Entry, len(q.Items)), Targets: make([]Target, len(q.Items))}
	sheet := make(Sheet, len(q.Items))
	for i := range q.Items {
		a.Entries[i] = entries[q.Items[i].ID]
		sheet[i] = a.Entries[i].Answer
		chosen, ok := targets[q.Items[i].ID]
		if !ok {
			chosen = -1
		}
		a.Targets[i] = TargetOf(sheet[i], chosen)
	}
	a.Result = Score(q, form, sheet)
	a.Gaps = gatherGaps(q, form, sheet, a.Targets)
	a.Actions = gatherActions(q, form, sheet, a.Targets, a.Result.Overall.HeldBy)
	a.Findings = Findings(q, form, a.Entries)
	a.Strongest, a.Weakest = extremes(a.Result.Dimensions)
	for _, i := range form.Items {
		if sheet[i].State == DontKnow || sheet[i].State == Blank {
			a.Unknown = append(a.Unknown, i)
		}
	}
	return a
}

// extremes ranks the published dimensions and takes up to three from each end,
// at most half of them, so that none is both strong and weak. A dimension as
// low as the lowest is not strong, one as high as the last strong one not weak.
func extremes(dims []DimensionScore) (strongest, weakest []int) {
	var order []int
	for i := range dims {
		if dims[i].Published {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return dims[order[a]].Score > dims[order[b]].Score })
	n := min(3, len(order)/2)
	for i := range n {
		high, low := order[i], order[len(order)-1-i]
		if dims[high].Score > dims[order[len(order)-1]].Score {
			strongest = append(strongest, high)
		}
		if dims[low].Score < dims[order[n-1]].Score {
			weakest = append(weakest, low)
		}
	}
	return strongest, weakest
}

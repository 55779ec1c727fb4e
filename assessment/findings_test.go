package assessment

import "testing"

func findingsOf(q *Questionnaire, entries map[string]Entry) int {
	return len(Analyse(q, &q.Forms[0], entries, nil).Findings)
}

func TestConditions(t *testing.T) {
	item := func(i int) Condition { return Condition{Item: i} }
	atLeast := item(0)
	atLeast.Scored, atLeast.Min, atLeast.Max = true, 3, 4
	noEvidence := atLeast
	noEvidence.NoComment = true
	unknown := item(1)
	unknown.State = DontKnow
	either := Condition{Item: -1, Any: []Condition{unknown, atLeast}}
	share := Condition{Item: -1, Share: "dont_know", AtLeast: 30}
	tops := Condition{Item: -1, Share: "4", AtLeast: 40}

	three := Entry{Answer: Value(3)}
	for _, c := range []struct {
		name    string
		when    []Condition
		entries map[string]Entry
		want    int
	}{
		{"at least, met", []Condition{atLeast}, map[string]Entry{"q00": three}, 1},
		{"at least, below", []Condition{atLeast}, map[string]Entry{"q00": {Answer: Value(2)}}, 0},
		{"at least, don't know", []Condition{atLeast}, map[string]Entry{"q00": {Answer: Answer{State: DontKnow}}}, 0},
		{"blank never fits", []Condition{item(0)}, nil, 0},
		{"evidence missing", []Condition{noEvidence}, map[string]Entry{"q00": three}, 1},
		{"only spaces is missing", []Condition{noEvidence}, map[string]Entry{"q00": {Answer: Value(3), Comment: "  "}}, 1},
		{"evidence named", []Condition{noEvidence}, map[string]Entry{"q00": {Answer: Value(3), Comment: "note of 3 May"}}, 0},
		{"both needed", []Condition{atLeast, unknown}, map[string]Entry{"q00": three}, 0},
		{"either", []Condition{either}, map[string]Entry{"q01": {Answer: Answer{State: DontKnow}}}, 1},
		{"share below", []Condition{share}, map[string]Entry{"q01": {Answer: Answer{State: DontKnow}}}, 0},
		{"share met", []Condition{share}, map[string]Entry{"q00": {Answer: Answer{State: DontKnow}}, "q01": {Answer: Answer{State: DontKnow}}}, 1},
		{"share of a stage", []Condition{tops}, map[string]Entry{"q00": {Answer: Value(4)}, "q01": {Answer: Value(4)}}, 1},
		{"no condition, no finding", nil, map[string]Entry{"q00": three}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := bank(1)
			q.Checks = []Check{{ID: "c01", Severity: Note, When: c.when}}
			if got := findingsOf(q, c.entries); got != c.want {
				t.Errorf("%d findings, want %d", got, c.want)
			}
		})
	}
}

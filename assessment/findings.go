package assessment

import "strings"

// Findings returns the checks whose conditions all hold, in the order of the
// questionnaire. Items outside the form, and blank ones, satisfy no item condition.
func Findings(q *Questionnaire, form *Form, entries []Entry) []*Check {
	inForm := make([]bool, len(q.Items))
	for _, i := range form.Items {
		inForm[i] = true
	}
	v := view{form: form, entries: entries, inForm: inForm}
	var out []*Check
	for i := range q.Checks {
		if v.all(q.Checks[i].When) {
			out = append(out, &q.Checks[i])
		}
	}
	return out
}

// view is the answers as a condition sees them.
type view struct {
	form    *Form
	entries []Entry
	inForm  []bool
}

func (v view) all(when []Condition) bool {
	for i := range when {
		if !v.holds(&when[i]) {
			return false
		}
	}
	return len(when) > 0
}

func (v view) holds(c *Condition) bool {
	switch {
	case len(c.Any) > 0:
		for i := range c.Any {
			if v.holds(&c.Any[i]) {
				return true
			}
		}
		return false
	case c.Share != "":
		return v.share(c.Share) >= c.AtLeast
	default:
		return v.item(c)
	}
}

func (v view) item(c *Condition) bool {
	if c.Item < 0 || !v.inForm[c.Item] {
		return false
	}
	e := &v.entries[c.Item]
	if e.State == Blank {
		return false
	}
	if c.Scored && (e.State != Scored || e.Value < c.Min || e.Value > c.Max) {
		return false
	}
	if c.State != Blank && e.State != c.State {
		return false
	}
	return !c.NoComment || strings.TrimSpace(e.Comment) == ""
}

// shares maps the share names that are not a stage to the state they count.
var shares = map[string]State{"dont_know": DontKnow, "not_applicable": NotApplicable, "blank": Blank}

// share is the whole percentage (rounded down) of the form's items in that state or stage.
func (v view) share(name string) int {
	want, ok := ParseCode(name)
	if !ok {
		want = Answer{State: shares[name]}
	}
	n := 0
	for _, i := range v.form.Items {
		if v.entries[i].Answer == want {
			n++
		}
	}
	return 100 * n / len(v.form.Items)
}

package web

import (
	"fmt"

	"github.com/opmaat/opmaat/assessment"
)

// sitting is a test together with its questionnaire and what was answered.
type sitting struct {
	test    assessment.Test
	q       *assessment.Questionnaire
	form    *assessment.Form
	entries map[string]assessment.Entry
}

func (s *Server) sitting(t assessment.Test, entries map[string]assessment.Entry) (sitting, error) {
	q, ok := s.mustCurrent().library.Questionnaire(t.Ref)
	if !ok {
		return sitting{}, fmt.Errorf("questionnaire %s of a stored test is not in the content", t.Ref)
	}
	form, ok := q.Form(t.Form)
	if !ok {
		return sitting{}, fmt.Errorf("form %s of a stored test is not in %s", t.Form, t.Ref)
	}
	return sitting{test: t, q: q, form: form, entries: entries}, nil
}

// answered reports whether the item at a place of the form has an answer.
func (x *sitting) answered(place int) bool {
	return x.entries[x.q.Items[x.form.Items[place]].ID].State != assessment.Blank
}

// next is the place to go on: the first unanswered item after the furthest
// answered one, else the first unanswered one, else -1 when all are answered.
func (x *sitting) next() int {
	furthest := -1
	for place := range x.form.Items {
		if x.answered(place) {
			furthest = place
		}
	}
	for i := range x.form.Items {
		place := (furthest + 1 + i) % len(x.form.Items)
		if !x.answered(place) {
			return place
		}
	}
	return -1
}

// count is the number of answered items of the form.
func (x *sitting) count() int {
	n := 0
	for place := range x.form.Items {
		if x.answered(place) {
			n++
		}
	}
	return n
}

// address of the question at a place of the form.
func (x *sitting) address(place int) string {
	return questionAddress(x.q.Items[x.form.Items[place]].ID)
}

func questionAddress(item string) string { return "/test/q/" + item }

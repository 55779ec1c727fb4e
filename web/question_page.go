package web

import (
	"bytes"
	"fmt"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

// questionPage is the fixed part of a question page.
type questionPage struct {
	Page
	Item, Ref, Form string
	N, Total        int
	Dimension       string
	Words           content.ItemWords
	Options         []option
	Back, Skip      string
	Who             []string
}

// option is one radio button.
type option struct{ Code, Text string }

// cutQuestion returns the prepared page, making it at first use.
func (s *Server) cutQuestion(ed *edition, key questionKey, q *assessment.Questionnaire, form *assessment.Form) (*cutPage, error) {
	if cp, ok := ed.questions.Load(key); ok {
		return cp.(*cutPage), nil
	}
	page, err := newQuestionPage(ed, key, q, form)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := ed.execute(&buf, key.lang, "question", page); err != nil {
		return nil, fmt.Errorf("prepare question %s: %w", page.Item, err)
	}
	cp, err := cutTemplate(squeeze(buf.Bytes()))
	if err != nil {
		return nil, err
	}
	p := ed.printers[key.lang]
	cp.prefix = p.T("error.prefix") + " "
	cp.saved = `<p class="saved">` + p.T("question.saved") + `</p>`
	cp.closed = `<p class="panel panel--warn">` + p.T("question.closed") + ` <a href="/test/result#manage">` + p.T("question.closed.link") + `</a></p>`
	cp.errors = func(list []problem) (string, error) {
		var out bytes.Buffer
		err := ed.pages[key.lang]["question"].ExecuteTemplate(&out, "summary", list)
		return out.String(), err
	}
	ed.questions.Store(key, cp)
	return cp, nil
}

func newQuestionPage(ed *edition, key questionKey, q *assessment.Questionnaire, form *assessment.Form) (questionPage, error) {
	words, ok := ed.library.Words(key.ref, key.lang)
	if !ok {
		return questionPage{}, fmt.Errorf("no texts for %s in %s", key.ref, key.lang)
	}
	item, place, printer := q.Items[key.item], form.Place(key.item), ed.printers[key.lang]
	p := questionPage{Item: item.ID, Ref: key.ref.String(), Form: form.ID, N: place + 1, Total: len(form.Items),
		Dimension: words.Dimensions[q.Dimensions[item.Dimension].ID].Name, Words: words.Items[item.ID]}
	p.Lang, p.HasTest, p.Nav = key.lang, true, "test"
	p.Title = printer.T("question.title", "n", p.N, "total", p.Total, "dimension", p.Dimension)
	p.Languages = languageLinks(ed, key.lang, questionAddress(item.ID))
	for code, text := range p.Words.Options {
		p.Options = append(p.Options, option{Code: assessment.Value(code).Code(), Text: text})
	}
	for _, role := range item.Roles {
		p.Who = append(p.Who, words.Roles[role])
	}
	p.Back, p.Skip = "/test/overview", "/test/check"
	if place > 0 {
		p.Back = questionAddress(q.Items[form.Items[place-1]].ID)
	}
	if place+1 < len(form.Items) {
		p.Skip = questionAddress(q.Items[form.Items[place+1]].ID)
	}
	return p, nil
}

// squeeze drops the indentation and empty lines that templates leave.
func squeeze(page []byte) []byte {
	out := make([]byte, 0, len(page))
	for line := range bytes.Lines(page) {
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			out = append(append(out, trimmed...), '\n')
		}
	}
	return out
}

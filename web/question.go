package web

import (
	"errors"
	"html"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// questionKey says which fixed question page is meant.
type questionKey struct {
	lang string
	ref  assessment.Ref
	form string
	item int
}

// filling is what changes on a question page from person to person.
type filling struct {
	code, reason, comment string
	fromCheck             bool
	saved, closed         bool
	problems              []problem
}

func (s *Server) getQuestion(c *gin.Context) error {
	key := s.keyHash(c)
	if key == "" {
		return errNoTest
	}
	t, entry, err := s.Tests.Entry(c, key, c.Param("item"))
	if err != nil {
		return err
	}
	fill := filling{code: entry.Code(), reason: entry.Reason, comment: entry.Comment, fromCheck: c.Query("from") == "check", saved: c.Query("saved") == "1"}
	return s.showQuestion(c, http.StatusOK, t, c.Param("item"), fill)
}

// showQuestion sends the prepared page of this question with the gaps filled.
func (s *Server) showQuestion(c *gin.Context, status int, t assessment.Standing, item string, fill filling) error {
	ed := s.mustCurrent()
	q, ok := ed.library.Questionnaire(t.Ref)
	if !ok {
		return errPageNotFound()
	}
	i, ok := q.Item(item)
	form, known := q.Form(t.Form)
	if !ok || !known || form.Place(i) < 0 {
		return errPageNotFound()
	}
	fill.closed = t.State == assessment.Closed
	page, err := s.cutQuestion(ed, questionKey{s.languageOf(c), t.Ref, t.Form, i}, q, form)
	if err != nil {
		return err
	}
	send(c, status, page.fill(fill))
	return nil
}

var errNoTest = errs.New(errs.NotFound, "error.no_test")

// postQuestion stores one answer and goes on. Sending it twice stores it once.
func (s *Server) postQuestion(c *gin.Context) error {
	form, err := readForm(c)
	if isTooLarge(err) {
		return s.refuseAnswer(c, form, http.StatusRequestEntityTooLarge, []*errs.E{errs.Field("comment", "error.too_large_answer", "max", assessment.MaxComment)})
	}
	if err == nil {
		err = single(form, "reason", "comment", "ref", "form", "switch", "from")
	}
	if err != nil {
		return err
	}
	capability := s.capability(c)
	if capability == "" {
		return errNoTest
	}
	if form.Get("switch") != "" {
		return s.switchInQuestion(c, form)
	}
	in := answerInput(c, form)
	asked, entry, problems, err := s.tests.ReadAnswer(in)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return s.refuseAnswer(c, form, http.StatusUnprocessableEntity, problems)
	}
	if err := s.tests.SaveEntry(c, capability, asked, entry); err != nil {
		if e, ok := errors.AsType[*errs.E](err); ok && e.Key == "error.test_closed" {
			return s.refuseAnswer(c, form, http.StatusConflict, []*errs.E{errs.Field("answer", e.Key)})
		}
		return err
	}
	return s.goOn(c, s.after(asked, form.Get("from") == "check"))
}

func answerInput(c *gin.Context, form url.Values) assessment.AnswerInput {
	return assessment.AnswerInput{Ref: form.Get("ref"), Form: form.Get("form"), Item: c.Param("item"), Codes: form["answer"], Reason: form.Get("reason"), Comment: form.Get("comment")}
}

// after is the page that follows a saved answer: the check page when the person
// came from there, else the next question of the form.
func (s *Server) after(asked assessment.Question, fromCheck bool) string {
	q, ok := s.mustCurrent().library.Questionnaire(asked.Ref)
	if !ok || fromCheck {
		return "/test/check"
	}
	f, ok := q.Form(asked.Form)
	if !ok {
		return "/test/continue"
	}
	i, _ := q.Item(asked.Item)
	place := f.Place(i)
	if place < 0 {
		return "/test/continue"
	}
	if place+1 == len(f.Items) {
		return "/test/check"
	}
	return questionAddress(q.Items[f.Items[place+1]].ID)
}

// goOn redirects a plain form post; our script asks for JSON and goes there itself.
func (s *Server) goOn(c *gin.Context, to string) error {
	if c.GetHeader("Accept") == "application/json" {
		c.JSON(http.StatusOK, gin.H{"next": to})
		return nil
	}
	return seeOther(c, to)
}

// refuseAnswer shows the question again with everything that was typed.
func (s *Server) refuseAnswer(c *gin.Context, form url.Values, status int, problems []*errs.E) error {
	key := s.keyHash(c)
	if key == "" {
		return errNoTest
	}
	t, err := s.Tests.Test(c, key)
	if err != nil {
		return err
	}
	fill := filling{reason: form.Get("reason"), comment: cut(form.Get("comment"), status), fromCheck: form.Get("from") == "check", problems: s.problems(c, problems)}
	if codes := form["answer"]; len(codes) == 1 {
		fill.code = codes[0]
	}
	return s.showQuestion(c, status, t.Standing(), c.Param("item"), fill)
}

// cut keeps the beginning of a text that was too large to be read whole.
func cut(text string, status int) string {
	if r := []rune(text); status == http.StatusRequestEntityTooLarge && len(r) > assessment.MaxComment {
		return string(r[:assessment.MaxComment])
	}
	return text
}

// cutPage is a question page rendered once and cut at its gaps.
type cutPage struct {
	pieces [][]byte
	gaps   []string
	errors func([]problem) (string, error)
	prefix string // "Error: " in the language of the page
	saved  string
	closed string // said on the questions of a closed test
}

// gapMark begins every gap in the template; no content text may hold it.
const gapMark = "gap-opmaat-"

// cutTemplate splits rendered HTML at gap-opmaat-NAME- marks.
func cutTemplate(page []byte) (*cutPage, error) {
	cp := &cutPage{}
	rest := string(page)
	for {
		before, after, found := strings.Cut(rest, gapMark)
		cp.pieces = append(cp.pieces, []byte(before))
		if !found {
			break
		}
		name, tail, ok := strings.Cut(after, "-")
		if !ok {
			return nil, errors.New("a gap without an end in the question page")
		}
		cp.gaps = append(cp.gaps, name)
		rest = tail
	}
	if len(cp.gaps) != questionGaps {
		return nil, errors.New("the question page does not have the gaps it should have")
	}
	return cp, nil
}

// questionGaps is how many gaps the template has: title, summary, saved, closed, from,
// seven radios, three inline errors, reason, comment, open.
const questionGaps = 18

// fill writes the page with this person's answer. Text is escaped here: gaps
// stand only in element content, in textareas, and as whole attributes.
func (cp *cutPage) fill(f filling) []byte {
	size := len(f.comment) + len(f.reason) + 1024
	for _, p := range cp.pieces {
		size += len(p)
	}
	out := make([]byte, 0, size)
	for i, piece := range cp.pieces {
		out = append(out, piece...)
		if i < len(cp.gaps) {
			out = append(out, cp.gap(cp.gaps[i], &f)...)
		}
	}
	return out
}

func (cp *cutPage) gap(name string, f *filling) string {
	if code, ok := strings.CutPrefix(name, "checked_"); ok {
		if code == f.code {
			return "checked"
		}
		return ""
	}
	if field, ok := strings.CutPrefix(name, "error_"); ok {
		return inlineError(field, f.problems)
	}
	switch name {
	case "title":
		if len(f.problems) > 0 {
			return cp.prefix
		}
	case "summary":
		return summaryOf(f.problems, cp)
	case "saved":
		if f.saved {
			return cp.saved
		}
	case "closed":
		if f.closed {
			return cp.closed
		}
	case "from":
		if f.fromCheck {
			return `<input type="hidden" name="from" value="check">`
		}
	case "open":
		if f.comment != "" {
			return "open"
		}
	case "reason":
		return html.EscapeString(f.reason)
	case "comment":
		return html.EscapeString(f.comment)
	}
	return ""
}

func inlineError(field string, problems []problem) string {
	for _, p := range problems {
		if p.Field == field {
			return `<p class="field-error" id="error-` + field + `">` + html.EscapeString(p.Text) + `</p>`
		}
	}
	return ""
}

func summaryOf(problems []problem, cp *cutPage) string {
	if len(problems) == 0 {
		return ""
	}
	text, err := cp.errors(problems)
	if err != nil {
		return "" // the inline errors still stand
	}
	return text
}

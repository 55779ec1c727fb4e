package assessment

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment/errs"
)

// Questionnaires hands over frozen questionnaires.
type Questionnaires interface {
	Questionnaire(ref Ref) (*Questionnaire, bool)
	Latest(id string) (*Questionnaire, bool)
}

// Service is what a person can do with a test. It checks what was typed, finds
// the questionnaire and asks the Store; it knows no HTTP and no language.
type Service struct {
	Store          Store
	Questionnaires Questionnaires
	Now            func() time.Time
}

// StartInput is what the start page sends, as typed.
type StartInput struct {
	Questionnaire string // id of the questionnaire
	Form          string
	Language      string
	Name          string
	Country       string
	Staff         string
}

// MaxStaff is the largest head count that is believed.
const MaxStaff = 500_000

// Start creates a test under a capability that the caller made. The same
// capability again changes nothing: a double click starts one test. Problems
// are Invalid errors by field.
func (s *Service) Start(ctx context.Context, capability string, in StartInput) (problems []*errs.E, err error) {
	q, ok := s.Questionnaires.Latest(in.Questionnaire)
	if !ok || !ValidCapability(capability) {
		return nil, errs.New(errs.NotFound, "error.test_not_found")
	}
	t := Test{ID: rand.Text(), KeyHash: KeyHash(capability), Ref: q.Ref, Hash: q.Hash, Form: in.Form, Language: in.Language, State: Draft}
	if _, ok := q.Form(in.Form); !ok {
		problems = append(problems, errs.Field("form", "error.form_unknown"))
	}
	t.Profile, problems = readProfile(in, problems)
	if len(problems) > 0 {
		return problems, nil
	}
	t.Created = s.Now()
	t.Updated = t.Created
	if _, err := s.Store.CreateTest(ctx, t); err != nil {
		return nil, fmt.Errorf("start test: %w", err)
	}
	return nil, nil
}

func readProfile(in StartInput, problems []*errs.E) (Profile, []*errs.E) {
	p := Profile{Name: CleanLine(in.Name), Country: in.Country}
	if utf8.RuneCountInString(p.Name) > MaxName {
		problems = append(problems, tooLong("name", p.Name, MaxName))
	}
	if p.Country != "" && !slices.Contains(Countries, p.Country) {
		problems = append(problems, errs.Field("country", "error.country_unknown"))
	}
	if staff := CleanLine(in.Staff); staff != "" {
		n, err := ParseCount(staff)
		if err != nil || n < 1 || n > MaxStaff {
			problems = append(problems, errs.Field("staff", "error.staff", "max", MaxStaff))
		}
		p.Staff = n
	}
	return p, problems
}

func tooLong(field, text string, limit int) *errs.E {
	return errs.Field(field, "error.too_long", "max", limit, "length", utf8.RuneCountInString(text))
}

// AnswerInput is one posted answer, as typed. Codes are all values sent for the
// single choice.
type AnswerInput struct {
	Ref     string
	Form    string
	Item    string
	Codes   []string
	Reason  string
	Comment string
}

// ReadAnswer checks a posted answer against its questionnaire. Errors: Invalid
// by field; Conflict when the questionnaire version is unknown or the item is
// not in it or not in the form.
func (s *Service) ReadAnswer(in AnswerInput) (Question, Entry, []*errs.E, error) {
	asked := Question{Form: in.Form, Item: in.Item}
	ref, err := ParseRef(in.Ref)
	if err != nil {
		return asked, Entry{}, nil, errs.New(errs.Conflict, "error.questionnaire_updated")
	}
	asked.Ref = ref
	q, ok := s.Questionnaires.Questionnaire(ref)
	if !ok {
		return asked, Entry{}, nil, errs.New(errs.Conflict, "error.questionnaire_updated")
	}
	i, ok := q.Item(in.Item)
	if form, known := q.Form(in.Form); !ok || !known || form.Place(i) < 0 {
		return asked, Entry{}, nil, errs.New(errs.Conflict, "error.questionnaire_updated")
	}
	e, problems := readEntry(in)
	return asked, e, problems, nil
}

func readEntry(in AnswerInput) (Entry, []*errs.E) {
	e := Entry{Reason: CleanText(in.Reason), Comment: CleanText(in.Comment)}
	var problems []*errs.E
	switch {
	case len(in.Codes) == 0 || len(in.Codes) == 1 && in.Codes[0] == "":
		problems = append(problems, errs.Field("answer", "error.answer_missing"))
	case len(in.Codes) > 1:
		problems = append(problems, errs.Field("answer", "error.answer_two"))
	default:
		a, ok := ParseCode(in.Codes[0])
		if !ok {
			problems = append(problems, errs.Field("answer", "error.answer_unknown"))
		}
		e.Answer = a
	}
	if e.State == NotApplicable && e.Reason == "" {
		problems = append(problems, errs.Field("reason", "error.reason_missing"))
	}
	if e.State != NotApplicable {
		e.Reason = ""
	}
	if utf8.RuneCountInString(e.Reason) > MaxReason {
		problems = append(problems, tooLong("reason", e.Reason, MaxReason))
	}
	if utf8.RuneCountInString(e.Comment) > MaxComment {
		problems = append(problems, tooLong("comment", e.Comment, MaxComment))
	}
	return e, problems
}

// SaveEntry stores a checked answer durably. The store refuses it when the test
// was made with another questionnaire or form than the question belongs to.
func (s *Service) SaveEntry(ctx context.Context, capability string, q Question, e Entry) error {
	if !ValidCapability(capability) {
		return errs.New(errs.NotFound, "error.test_not_found")
	}
	return s.Store.SaveEntry(ctx, KeyHash(capability), q, e, s.Now())
}

// Submit freezes the answers as a submission. Errors: Invalid when nothing was
// answered at all, NotFound, Conflict when closed.
func (s *Service) Submit(ctx context.Context, capability string) (Submission, error) {
	hash := KeyHash(capability)
	t, entries, err := s.Store.Entries(ctx, hash)
	if err != nil {
		return Submission{}, fmt.Errorf("submit: %w", err)
	}
	if s.countAnswered(t, entries) == 0 {
		return Submission{}, errs.New(errs.Invalid, "error.nothing_answered")
	}
	return s.Store.Submit(ctx, hash, s.Now())
}

// countAnswered counts the answered items of the test's own form.
func (s *Service) countAnswered(t Test, entries map[string]Entry) int {
	q, ok := s.Questionnaires.Questionnaire(t.Ref)
	if !ok {
		return 0
	}
	n := 0
	if form, ok := q.Form(t.Form); ok {
		for _, i := range form.Items {
			if entries[q.Items[i].ID].State != Blank {
				n++
			}
		}
	}
	return n
}

// PlanInput is what a person decided about one item, as typed. Target is "",
// "next", "enough" or "0".."4".
type PlanInput struct {
	Item, Target, TargetReason, Owner, Due, Status string
}

// ReadPlan checks a posted plan item; now is the present stage of the item.
func ReadPlan(in PlanInput, now int8) (PlanItem, []*errs.E) {
	p := PlanItem{Item: in.Item, Target: -1, TargetReason: CleanLine(in.TargetReason), Owner: CleanLine(in.Owner), Due: CleanLine(in.Due), Status: ActionStatus(in.Status)}
	var problems []*errs.E
	switch in.Target {
	case "", "next":
	case "enough":
		p.Target = int(now)
	default:
		a, ok := ParseCode(in.Target)
		if !ok || a.State != Scored {
			problems = append(problems, errs.Field("target", "error.target"))
		}
		p.Target = int(a.Value)
	}
	if utf8.RuneCountInString(p.Owner) > MaxOwner {
		problems = append(problems, tooLong("owner", p.Owner, MaxOwner))
	}
	if utf8.RuneCountInString(p.TargetReason) > MaxReason {
		problems = append(problems, tooLong("target_reason", p.TargetReason, MaxReason))
	}
	if _, err := time.Parse(time.DateOnly, p.Due); p.Due != "" && err != nil {
		problems = append(problems, errs.Field("due", "error.due"))
	}
	if p.Status == "" {
		p.Status = ActionOpen
	}
	if !slices.Contains(ActionStatuses, p.Status) {
		problems = append(problems, errs.Field("status", "error.status"))
	}
	return p, problems
}

// ActionStatuses are all statuses, in the order they are offered.
var ActionStatuses = []ActionStatus{ActionOpen, ActionStarted, ActionDone, ActionDropped}

// Countries that can be chosen, ISO 3166-1 alpha-2: the members of the Council
// of Europe's neighbourhood that a European municipality may be in.
var Countries = []string{
	"AL", "AD", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT",
	"LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "UA", "XK",
}

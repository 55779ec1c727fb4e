package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
)

// theme groups needs in the order of the seed papers' step plan.
type theme struct {
	id, title, about string
	needs            []string
}

// themes are the four themes; together they hold every need once.
var themes = []theme{
	{"people", "theme.people", "theme.people.about", []string{"discuss", "groups", "dialogue", "microblog", "stories", "video", "polls", "surveys"}},
	{"existing", "theme.existing", "theme.existing.about", []string{"documents", "calendar", "attachments", "tags", "phone", "low_admin"}},
	{"joint", "theme.joint", "theme.joint.about", []string{"broadcast", "reach_all", "partners"}},
	{"safety", "theme.safety", "theme.safety.about", []string{"single_sign_on", "work_private_apart", "data_control", "records"}},
}

// needTexts names the needs; literal keys, so that tests can find them.
var needTexts = map[string]string{
	"discuss": "need.discuss", "groups": "need.groups", "microblog": "need.microblog", "documents": "need.documents", "calendar": "need.calendar",
	"surveys": "need.surveys", "polls": "need.polls", "tags": "need.tags", "attachments": "need.attachments", "phone": "need.phone", "video": "need.video",
	"stories": "need.stories", "dialogue": "need.dialogue", "broadcast": "need.broadcast", "partners": "need.partners", "low_admin": "need.low_admin",
	"single_sign_on": "need.single_sign_on", "work_private_apart": "need.work_private_apart", "data_control": "need.data_control", "records": "need.records", "reach_all": "need.reach_all",
}

// factTexts are the question and the hint of each fact; an empty hint is none.
var factTexts = map[string][2]string{
	recommend.FactStaff: {"fact.staff", "fact.staff.hint"}, recommend.FactMicrosoft365: {"fact.microsoft365", "fact.microsoft365.hint"},
	recommend.FactIntranet: {"fact.intranet", "fact.intranet.hint"}, recommend.FactSelfHosting: {"fact.self_hosting", "fact.self_hosting.hint"},
	recommend.FactPrivateAccounts: {"fact.private_accounts", "fact.private_accounts.hint"}, recommend.FactClosed: {"fact.closed", ""},
	recommend.FactConfidential: {"fact.confidential", ""}, recommend.FactEUControl: {"fact.eu_control", "fact.eu_control.hint"},
	recommend.FactRetentionDuty: {"fact.retention_duty", ""}, recommend.FactAdminFTE: {"fact.admin_fte", "fact.admin_fte.hint"},
	recommend.FactWorkaroundOK: {"fact.workaround_ok", ""}, recommend.FactReadiness: {"fact.readiness", ""},
}

// boolFacts are the yes-or-no facts in the order of the form and of the link.
var boolFacts = []string{recommend.FactMicrosoft365, recommend.FactIntranet, recommend.FactSelfHosting, recommend.FactPrivateAccounts,
	recommend.FactClosed, recommend.FactConfidential, recommend.FactEUControl, recommend.FactRetentionDuty}

// weightFields are the three editable numbers by weight.
var weightFields = map[recommend.Weight]string{recommend.Must: "weight_must", recommend.Should: "weight_should", recommend.Could: "weight_could"}

// Field names of the form.
const (
	needField      = "need_"
	factField      = "fact_"
	readinessField = "readiness"
	modeField      = "facts"
)

// readSituation reads the posted form. Every problem is an Invalid error by field.
func readSituation(form url.Values, name func(key string) string) (recommend.Situation, recommend.Mode, []*errs.E) {
	var s recommend.Situation
	r := situationReader{form: form, name: name, s: &s}
	r.unknownFields()
	r.needs()
	r.numbers()
	for _, fact := range boolFacts {
		r.yesNo(fact, s.Bool(fact))
	}
	var workaround recommend.Fact[bool]
	r.yesNo(recommend.FactWorkaroundOK, &workaround)
	s.WorkaroundOK = workaround.Known && workaround.Value
	r.weights()
	mode := r.hidden()
	return s, mode, r.sorted()
}

type situationReader struct {
	form     url.Values
	name     func(string) string
	s        *recommend.Situation
	problems []*errs.E
}

func (r *situationReader) problem(field, key string, args ...any) {
	r.problems = append(r.problems, errs.Field(field, key, args...))
}

// refused notes that what came for a field of the form cannot be used. A hidden
// field has no place on the page, so its problem leads to the facts.
func (r *situationReader) refused(field string) {
	fact, isFact := strings.CutPrefix(field, factField)
	switch need := strings.TrimPrefix(field, needField); {
	case field == readinessField || field == modeField:
		r.problem("facts", "error.malformed")
	case field == factField+recommend.FactStaff:
		r.problem(field, "error.tools_staff", "max", assessment.MaxStaff)
	case field == factField+recommend.FactAdminFTE:
		r.problem(field, "error.admin_fte")
	case isFact:
		r.problem(field, "error.fact_value", "fact", r.name(factTexts[fact][0]))
	case isWeight(field):
		r.problem(field, "error.weight")
	default:
		r.problem(field, "error.need_value", "need", r.name(needTexts[need]))
	}
}

// sorted are the problems by field, each of them once.
func (r *situationReader) sorted() []*errs.E {
	slices.SortStableFunc(r.problems, func(a, b *errs.E) int { return strings.Compare(a.Field, b.Field) })
	return slices.CompactFunc(r.problems, func(a, b *errs.E) bool {
		return a.Field == b.Field && a.Key == b.Key && slices.Equal(a.Args, b.Args)
	})
}

// unknownFields refuses fields that the form does not have, such as a need that
// does not exist, and fields that came more than once.
func (r *situationReader) unknownFields() {
	for _, field := range slices.Sorted(maps.Keys(r.form)) {
		switch {
		case !isField(field):
			r.problem("needs", "error.field_unknown", "field", short(field))
		case len(r.form[field]) > 1:
			r.refused(field)
		}
	}
}

// isField reports whether the form has a field of this name.
func isField(name string) bool {
	need, isNeed := strings.CutPrefix(name, needField)
	fact, isFact := strings.CutPrefix(name, factField)
	_, hasNeed := needTexts[need]
	_, hasFact := factTexts[fact]
	return isNeed && hasNeed || isFact && hasFact && fact != recommend.FactReadiness || name == readinessField || name == modeField || isWeight(name)
}

func isWeight(field string) bool {
	return field == weightFields[recommend.Must] || field == weightFields[recommend.Should] || field == weightFields[recommend.Could]
}

// short keeps a name from outside within bounds of a sentence.
func short(s string) string {
	s = assessment.CleanLine(s)
	if utf8.RuneCountInString(s) > 40 {
		return string([]rune(s)[:40]) + "…"
	}
	return s
}

func (r *situationReader) needs() {
	any := false
	for i, id := range recommend.Needs {
		value := r.form.Get(needField + id)
		if value == "" {
			continue
		}
		w, ok := recommend.ParseWeight(value)
		if !ok {
			r.refused(needField + id)
		}
		r.s.Needs[i] = w
		any = any || w > recommend.Wont
	}
	if !any && len(r.problems) == 0 {
		r.problem("needs", "error.needs_empty")
	}
}

func (r *situationReader) numbers() {
	if text := assessment.CleanLine(r.form.Get(factField + recommend.FactStaff)); text != "" {
		n, err := assessment.ParseCount(text)
		if err != nil || n < 1 || n > assessment.MaxStaff {
			r.refused(factField + recommend.FactStaff)
		} else {
			r.s.Staff = recommend.Known(n)
		}
	}
	if text := assessment.CleanLine(r.form.Get(factField + recommend.FactAdminFTE)); text != "" {
		if v, ok := decimal(text, 100); ok {
			r.s.AdminFTE = recommend.Known(v)
		} else {
			r.refused(factField + recommend.FactAdminFTE)
		}
	}
}

// decimal reads a plain number from 0 to limit with at most two decimals, with a
// point or a comma.
func decimal(text string, limit float64) (float64, bool) {
	text = strings.Replace(text, ",", ".", 1)
	whole, part, _ := strings.Cut(text, ".")
	if whole == "" || len(part) > 2 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && v <= limit
}

func (r *situationReader) yesNo(name string, fact *recommend.Fact[bool]) {
	switch r.form.Get(factField + name) {
	case "", "unknown":
	case "yes":
		*fact = recommend.Known(true)
	case "no":
		*fact = recommend.Known(false)
	default:
		r.refused(factField + name)
	}
}

func (r *situationReader) weights() {
	weights := recommend.StandardWeights
	for w, field := range weightFields {
		if text := assessment.CleanLine(r.form.Get(field)); text != "" {
			v, ok := decimal(text, 10)
			if !ok {
				r.refused(field)
			}
			weights[w] = v
		}
	}
	total := 0.0
	for _, w := range r.s.Needs {
		total += weights[w]
	}
	if total == 0 && len(r.problems) == 0 { // no need counts
		r.refused(weightFields[recommend.Must])
	}
	if weights != recommend.StandardWeights {
		r.s.Weights = weights
	}
}

// hidden reads the fields that a person does not see.
func (r *situationReader) hidden() recommend.Mode {
	if text := r.form.Get(readinessField); text != "" {
		if r.s.Readiness = parseReadiness(text); r.s.Readiness == nil {
			r.refused(readinessField)
		}
	}
	mode := recommend.Now
	if text := r.form.Get(modeField); text != "" {
		var ok bool
		if mode, ok = recommend.ParseMode(text); !ok {
			r.refused(modeField)
		}
	}
	return mode
}

// parseReadiness reads people-culture-channels, whole numbers of 0..100.
func parseReadiness(text string) *recommend.Readiness {
	parts := strings.Split(text, "-")
	if len(parts) != 3 {
		return nil
	}
	var v [3]float64
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 100 || strconv.Itoa(n) != part {
			return nil
		}
		v[i] = float64(n)
	}
	return &recommend.Readiness{People: v[0], Culture: v[1], Channels: v[2]}
}

func readinessText(r *recommend.Readiness) string {
	if r == nil {
		return ""
	}
	return strconv.Itoa(int(r.People+0.5)) + "-" + strconv.Itoa(int(r.Culture+0.5)) + "-" + strconv.Itoa(int(r.Channels+0.5))
}

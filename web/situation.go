package web

import (
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
	if text := form.Get(readinessField); text != "" {
		if s.Readiness = parseReadiness(text); s.Readiness == nil {
			r.problem(readinessField, "error.malformed")
		}
	}
	mode := recommend.Now
	if form.Get(modeField) == string(recommend.SeedMode) {
		mode = recommend.SeedMode
	}
	return s, mode, r.problems
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

// unknownFields refuses fields that the form does not have, such as a need that does not exist.
func (r *situationReader) unknownFields() {
	for field, values := range r.form {
		_, need := needTexts[strings.TrimPrefix(field, needField)]
		_, fact := factTexts[strings.TrimPrefix(field, factField)]
		known := strings.HasPrefix(field, needField) && need || strings.HasPrefix(field, factField) && fact ||
			field == readinessField || field == modeField || field == weightFields[recommend.Must] || field == weightFields[recommend.Should] || field == weightFields[recommend.Could]
		if !known || len(values) > 1 {
			r.problem("needs", "error.field_unknown", "field", short(field))
		}
	}
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
			r.problem(needField+id, "error.need_value", "need", r.name(needTexts[id]))
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
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > assessment.MaxStaff {
			r.problem(factField+recommend.FactStaff, "error.tools_staff", "max", assessment.MaxStaff)
		} else {
			r.s.Staff = recommend.Known(n)
		}
	}
	if text := assessment.CleanLine(r.form.Get(factField + recommend.FactAdminFTE)); text != "" {
		if v, ok := decimal(text, 100); ok {
			r.s.AdminFTE = recommend.Known(v)
		} else {
			r.problem(factField+recommend.FactAdminFTE, "error.admin_fte")
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
		r.problem(factField+name, "error.fact_value", "fact", r.name(factTexts[name][0]))
	}
}

func (r *situationReader) weights() {
	weights := recommend.StandardWeights
	for w, field := range weightFields {
		if text := assessment.CleanLine(r.form.Get(field)); text != "" {
			v, ok := decimal(text, 10)
			if !ok {
				r.problem(field, "error.weight")
			}
			weights[w] = v
		}
	}
	if weights == ([4]float64{}) {
		r.problem(weightFields[recommend.Must], "error.weight")
	}
	if weights != recommend.StandardWeights {
		r.s.Weights = weights
	}
	slices.SortFunc(r.problems, func(a, b *errs.E) int { return strings.Compare(a.Field, b.Field) })
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

package web

import (
	"errors"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/assessment/recommend"
	"golang.org/x/net/html"
)

// filled are the fields of the form of the tools as a browser would send them.
func (a asked) filled() url.Values {
	a.t.Helper()
	for form := range elements(a.doc(), "form") {
		if value(form, "action") != "/tools" {
			continue
		}
		out := url.Values{}
		for n := range elements(form, "input") {
			_, checked := attr(n, "checked")
			if value(n, "type") != "radio" || checked {
				out.Add(value(n, "name"), value(n, "value"))
			}
		}
		return out
	}
	a.t.Fatalf("%s has no form", a.path)
	return nil
}

// byID finds the element with an id.
func byID(doc *html.Node, id string) *html.Node {
	for n := range elements(doc) {
		if value(n, "id") == id {
			return n
		}
	}
	return nil
}

// typedForm is a form that is filled in well.
func typedForm() url.Values {
	return url.Values{"need_discuss": {"must"}, "need_phone": {"could"}, "need_polls": {"wont"}, "fact_staff": {"140"}, "fact_intranet": {"yes"}, "fact_closed": {"unknown"},
		"fact_confidential": {"no"}, "fact_workaround_ok": {"yes"}, "fact_admin_fte": {"0,3"}, "weight_must": {"5"}, "weight_should": {"2"}, "weight_could": {"1"}, "readiness": {"45-20-45"}, "facts": {"seed"}}
}

// mistake is one thing that a person, or a program, gets wrong in the form.
type mistake struct {
	name, field string
	values      []string
	at, key     string // the place that the summary leads to, and the sentence
	args        []any
	hidden      bool // it is not shown again, because nobody could mend it
}

func mistakes() []mistake {
	const staff, fte, must = "fact_staff", "fact_admin_fte", "weight_must"
	most := []any{"max", assessment.MaxStaff}
	one := func(name, field, v, key string, args ...any) mistake {
		return mistake{name, field, []string{v}, field, key, args, false}
	}
	out := []mistake{
		{"unknown need", "need_fax", []string{"must"}, "needs", "error.field_unknown", []any{"field", "need_fax"}, true},
		{"unknown fact", "fact_fax", []string{"yes"}, "needs", "error.field_unknown", []any{"field", "fact_fax"}, true},
		{"unknown field", "fax", []string{"yes"}, "needs", "error.field_unknown", []any{"field", "fax"}, true},
		{"hostile field", "need_<script>alert(1)</script>", []string{"must"}, "needs", "error.field_unknown", []any{"field", "need_<script>alert(1)</script>"}, true},
		{"endless field", strings.Repeat("é", 500), []string{""}, "needs", "error.field_unknown", []any{"field", strings.Repeat("é", 40) + "…"}, true},
		{"tampered readiness", "readiness", []string{"45-20-101"}, "facts", "error.malformed", nil, true},
		{"readiness of two", "readiness", []string{"45-20"}, "facts", "error.malformed", nil, true},
		{"unknown mode", "facts", []string{"then"}, "facts", "error.malformed", nil, true},
		{"need twice", "need_phone", []string{"must", "could"}, "need_phone", "error.need_value", nil, false},
		{"fact twice", "fact_intranet", []string{"yes", "no"}, "fact_intranet", "error.fact_value", nil, false},
		{"staff twice", staff, []string{"20", "30"}, staff, "error.tools_staff", most, false},
		one("unknown need value", "need_phone", "MUST", "error.need_value"),
		one("unknown fact value", "fact_intranet", "maybe", "error.fact_value"),
		one("unknown workaround", "fact_workaround_ok", "1", "error.fact_value"),
		{"all weights zero", "weight_must", []string{"0"}, must, "error.weight", nil, false},
	}
	for _, v := range []string{"-3", "0", "many", "5.5", "1e3", "500001", "99999999999999999999", "٣", "0x10"} {
		out = append(out, one("staff "+v, staff, v, "error.tools_staff", most...))
	}
	for _, v := range []string{"0.305", "-1", "1e3", "NaN", "100.01", ".5", "0.3.1", "a bit", "٣", "0x1"} {
		out = append(out, one("time "+v, fte, v, "error.admin_fte"))
	}
	for _, v := range []string{"NaN", "11", "-1", "Inf", "1e1", "10.01", "four"} {
		out = append(out, one("weight "+v, must, v, "error.weight"))
	}
	return out
}

// TestToolsBadInput: each mistake gets a sentence that leads to its field, and
// everything else that was typed stays as it was.
func TestToolsBadInput(t *testing.T) {
	x := newSite(t, nil)
	for _, m := range mistakes() {
		for _, lang := range x.mustCurrent().languages {
			t.Run(m.name+" "+lang, func(t *testing.T) {
				form, args := typedForm(), m.args
				form[m.field] = m.values
				if m.name == "all weights zero" {
					form["weight_should"], form["weight_could"] = []string{"0"}, []string{"0"}
				}
				if id, ok := strings.CutPrefix(m.field, needField); ok && m.at == m.field {
					args = []any{"need", x.say(lang, needTexts[id])}
				} else if id, ok := strings.CutPrefix(m.field, factField); ok && m.key == "error.fact_value" {
					args = []any{"fact", x.say(lang, factTexts[id][0])}
				}
				a := x.post(t, "/tools", form, "Accept-Language", lang).wants(422, x.say(lang, "error.summary"), x.say(lang, "error.nothing_lost"))
				checkRefusal(t, a, lang, m, x.say(lang, m.key, args...))
				want := maps.Clone(form)
				if m.hidden || isChoice(m.field) && len(m.values) == 1 {
					delete(want, m.field)
				}
				if len(m.values) > 1 {
					want[m.field] = m.values[:1]
				}
				if got := a.filled(); !maps.EqualFunc(got, want, slices.Equal) {
					t.Errorf("typed\n%v\nstays as\n%v", want, got)
				}
			})
		}
	}
}

// isChoice: a field with choices can show again only what is one of them.
func isChoice(field string) bool {
	return strings.HasPrefix(field, needField) || strings.HasPrefix(field, factField) && field != "fact_staff" && field != "fact_admin_fte"
}

// checkRefusal: one sentence, in the summary with a link to the field, and at a
// field that is seen; the page is whole and shows nothing of the inside.
func checkRefusal(t *testing.T, a asked, lang string, m mistake, sentence string) {
	t.Helper()
	doc := a.doc()
	checkStructure(t, doc, lang)
	checkLabels(t, doc)
	checkPolicy(t, doc)
	checkLinks(t, doc)
	var links []string
	for n := range elements(byID(doc, "summary"), "a") {
		links = append(links, value(n, "href")+" "+textOf(n))
	}
	if plain := strings.Join(strings.Fields(sentence), " "); len(links) != 1 || links[0] != "#"+m.at+" "+plain {
		t.Errorf("the summary says %q, want %q", links, "#"+m.at+" "+plain)
	}
	if !m.hidden {
		if at := byID(doc, "error-"+m.field); at == nil || !strings.Contains(textOf(at), strings.Join(strings.Fields(sentence), " ")) {
			t.Errorf("nothing is said at the field %s", m.field)
		}
	}
	for _, sign := range []string{"error.", "strconv", "parse", "goroutine", ".go:", "<script>alert"} {
		if strings.Contains(a.Body.String(), sign) {
			t.Errorf("the page shows %q", sign)
		}
	}
}

// TestToolsNoNeeds: with nothing asked for there is no answer, but the facts stay.
func TestToolsNoNeeds(t *testing.T) {
	x := newSite(t, nil)
	for _, form := range []url.Values{{}, {"fact_staff": {"20"}}, {"need_phone": {"wont"}, "fact_staff": {"20"}}} {
		a := x.post(t, "/tools", form).wants(422, x.say("en", "error.needs_empty"))
		if got := a.filled(); got.Get("fact_staff") != form.Get("fact_staff") || got.Get("need_phone") != form.Get("need_phone") {
			t.Errorf("%v stays as %v", form, got)
		}
	}
}

// TestToolsBadRequests are refused before a field is read.
func TestToolsBadRequests(t *testing.T) {
	x := newSite(t, nil)
	const kind = "application/x-www-form-urlencoded"
	many := strings.Repeat("need_phone=must&", 201)
	for _, c := range []struct {
		name, kind, body string
		status           int
		key              string
	}{
		{"not UTF-8", kind, "need_phone=must&fact_staff=%ff", 400, "error.malformed"},
		{"a name that is not UTF-8", kind, "need_phone=must&%ff=1", 400, "error.malformed"},
		{"a broken escape", kind, "need_phone=%zz", 400, "error.malformed"},
		{"too many fields", kind, many, 400, "error.malformed"},
		{"too much", kind, "need_phone=" + strings.Repeat("x", 65<<10), 413, "error.too_large"},
		{"JSON", "application/json", `{"needs":{"phone":"must"}}`, 415, "error.media_type"},
		{"no type", "", "need_phone=must", 415, "error.media_type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := x.ask(t, "POST", "/tools", strings.NewReader(c.body), "Content-Type", c.kind, "Sec-Fetch-Site", "same-origin").wants(c.status, x.say("en", c.key))
			checkStructure(t, a.doc(), "en")
		})
	}
	x.ask(t, "POST", "/tools", strings.NewReader("need_phone=must"), "Content-Type", kind, "Sec-Fetch-Site", "cross-site").wants(403, x.say("en", "error.cross_site"))
}

// TestToolsFromTest: readiness and staff come along from a result, and only from there.
func TestToolsFromTest(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleFull)
	q, _ := x.mustCurrent().library.Latest(Questionnaire)
	form, _ := q.Form("full")
	_, entries := x.made(sampleFull)
	result := assessment.Analyse(q, form, entries, nil).Result
	whole := func(v float64) string { return strconv.FormatFloat(math.Round(v), 'f', 0, 64) }
	var culture float64
	for _, index := range result.Indices {
		if index.ID == "culture" {
			culture = index.Score
		}
	}
	d6, _ := q.Dimension("d6")
	d7, _ := q.Dimension("d7")
	want := whole(result.Dimensions[d6].Score) + "-" + whole(culture) + "-" + whole(result.Dimensions[d7].Score)

	x.get(t, "/tools", "Cookie", cookie).wants(200, x.say("en", "tools.testlink"))
	a := x.get(t, "/tools?from=test", "Cookie", cookie).wants(200, readinessSentence(x.mustCurrent().printers["en"], parseReadiness(want)), x.say("en", "tools.fromtest.staff"))
	filled := a.filled()
	if filled.Get("readiness") != want || filled.Get("fact_staff") != "140" {
		t.Errorf("carries %q and %q staff, want %q and 140", filled.Get("readiness"), filled.Get("fact_staff"), want)
	}
	filled.Set("need_discuss", "must")
	to := x.post(t, "/tools", filled, "Cookie", cookie).wants(303).Header().Get("Location")
	answer := x.get(t, to, "Cookie", cookie).wants(200, "/ 100 "+x.say("en", "tools.col.feasibility"))
	if byID(answer.doc(), "figure-scatter") == nil || strings.Contains(answer.Body.String(), x.say("en", "tools.scatter.none")) {
		t.Error("the answer does not show feasibility")
	}
	for _, path := range []string{"/tools?from=test", to, strings.Replace(to, "/s/", "/plan/", 1), "/tools?s=" + strings.TrimPrefix(to, "/tools/s/")} {
		if page := x.get(t, path, "Cookie", cookie).wants(200); strings.Contains(page.Body.String()+path, "Vlasbrugge") {
			t.Errorf("%s tells whose it is", path)
		}
	}
	mine, theirs := byID(answer.doc(), "main"), byID(x.get(t, to).doc(), "main")
	if strings.Replace(textOf(mine), x.say("en", "tools.report")+" ", "", 1) != textOf(theirs) { // but for the way to the own report
		t.Error("another browser sees another answer")
	}
}

// TestToolsWithoutResult: nothing is carried, and nothing offered, where there is nothing.
func TestToolsWithoutResult(t *testing.T) {
	x := newSite(t, nil)
	draft, quick, nobody := sampleFull, sampleQuick, sampleQuick
	draft.state = assessment.Draft
	_, draftCookie := x.holder(t, draft)
	_, quickCookie := x.holder(t, quick)
	secret, nobodyCookie := x.holder(t, nobody)
	x.store.tests[assessment.KeyHash(secret)].test.Profile.Staff = 0
	for name, c := range map[string]struct{ cookie, staff string }{"no test": {"", ""}, "a draft": {draftCookie, ""}, "a deleted test": {testCookie + "=" + assessment.NewCapability(), ""},
		"a quick test": {quickCookie, "140"}, "a quick test of nobody": {nobodyCookie, ""}} {
		t.Run(name, func(t *testing.T) {
			a := x.get(t, "/tools?from=test", "Cookie", c.cookie).wants(200)
			if got := a.filled(); got.Get("readiness") != "" || got.Get("fact_staff") != c.staff {
				t.Errorf("carried %v", got)
			}
			offered := strings.Contains(x.get(t, "/tools", "Cookie", c.cookie).wants(200).Body.String(), "/tools?from=test")
			said := strings.Contains(textOf(a.doc()), x.say("en", "tools.fromtest.staff"))
			if offered != (c.staff != "") || said != (c.staff != "") {
				t.Errorf("offered %v, said %v", offered, said)
			}
		})
	}
}

// TestToolsWithoutStore: the answer and a refused form need no store.
func TestToolsWithoutStore(t *testing.T) {
	x := newSite(t, nil)
	_, cookie := x.holder(t, sampleFull)
	x.store.fault = errs.Wrap(errs.Unavailable, "error.store_unavailable", errors.New("disk is full"))
	x.get(t, "/tools/s/"+situationClear, "Cookie", cookie).wants(200)
	x.get(t, "/tools/plan/"+situationClear, "Cookie", cookie).wants(200)
	x.get(t, "/tools/teams", "Cookie", cookie).wants(200)
	form := typedForm()
	form.Set("fact_staff", "many")
	if got := x.post(t, "/tools", form, "Cookie", cookie).wants(422).filled(); got.Get("fact_staff") != "many" {
		t.Errorf("stays as %v", got)
	}
	x.get(t, "/tools", "Cookie", cookie).wants(503)
}

// TestToolsMissingFacts: each fact that could matter leads to its question, with
// everything else filled in.
func TestToolsMissingFacts(t *testing.T) {
	x := shared()
	a := x.post(t, "/tools", url.Values{"need_discuss": {"must"}, "need_polls": {"should"}}).wants(303)
	page := x.get(t, a.Header().Get("Location")).wants(200)
	seen := 0
	for n := range elements(byID(page.doc(), "missing"), "a") {
		to := value(n, "href")
		path, anchor, ok := strings.Cut(to, "#")
		form := x.get(t, path).wants(200)
		if to == "/test" {
			continue
		}
		seen++
		if at := byID(form.doc(), anchor); !ok || at == nil || !strings.HasPrefix(anchor, factField) || form.filled().Get("need_discuss") != "must" {
			t.Errorf("%q leads to %s", textOf(n), to)
		} else if question := textOf(at); at.Data == "fieldset" && !strings.HasPrefix(question, textOf(n)) {
			t.Errorf("%q leads to %q", textOf(n), question)
		}
	}
	if seen < 5 {
		t.Errorf("%d facts are missing", seen)
	}
	for _, id := range recommend.Facts {
		if byID(x.get(t, "/tools").doc(), factField+id) == nil {
			t.Errorf("the form has no place for %s", id)
		}
	}
}

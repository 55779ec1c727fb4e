package recommend

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
	"pgregory.net/rapid"
)

func TestParseSituation(t *testing.T) {
	s, err := ParseSituation([]byte(`{"staff": 140, "microsoft365": true, "intranet": true, "self_hosting": false, "private_accounts": false, "closed": true,
 "confidential": false, "eu_control": null, "retention_duty": false, "admin_fte": 0.3, "workaround_ok": true,
 "readiness": {"people": 45, "culture": 25, "channels": 45},
 "needs": {"documents": "should", "single_sign_on": "must", "phone": "wont"}, "weights": {"must": 5}, "limits": {"group": 50}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Situation{
		Staff: Known(140), Microsoft365: Known(true), Intranet: Known(true), SelfHosting: Known(false), PrivateAccounts: Known(false), Closed: Known(true),
		Confidential: Known(false), RetentionDuty: Known(false), AdminFTE: Known(0.3), WorkaroundOK: true, Readiness: &Readiness{45, 25, 45},
		Needs: wants(t, "should documents must single_sign_on"), Weights: [4]float64{0, 1, 2, 5}, Limits: Limits{50, 0.2},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

// TestParseSituationRefuses: each refusal names the path and what is allowed.
func TestParseSituationRefuses(t *testing.T) {
	for name, k := range map[string]struct{ in, field, allowed string }{
		"empty":              {` `, "/", "empty"},
		"not JSON":           {`{"needs":`, "/needs", "not valid JSON"},
		"null":               {`null`, "/", "an object"},
		"a list":             {`[]`, "/", "an object"},
		"two documents":      {`{"needs":{"phone":"must"}}{}`, "/", "not valid JSON"},
		"too large":          {strings.Repeat(" ", MaxSituation+1), "/", "larger than"},
		"too deep":           {`{"needs":` + strings.Repeat("[", 20_000), "/needs/0/0", "not valid JSON"},
		"unknown fact":       {`{"budget":1,"needs":{"phone":"must"}}`, "/budget", "microsoft365"},
		"tool":               {`{"needs":{"phone":"must"},"tool":"yammer"}`, "/tool", "unknown"},
		"capitals":           {`{"Staff":1,"needs":{"phone":"must"}}`, "/Staff", "staff"},
		"key twice":          {`{"staff":1,"staff":2,"needs":{"phone":"must"}}`, "/staff", "twice"},
		"need twice":         {`{"needs":{"phone":"must","phone":"could"}}`, "/needs/phone", "twice"},
		"path in a key":      {`{"needs":{"a/b":"must"}}`, "/needs/a~1b", "discuss"},
		"newline in a key":   {"{\"needs\":{\"a\\nb\":\"must\"}}", `/needs/a\nb`, "discuss"},
		"unknown need":       {`{"needs":{"documnts":"must"}}`, "/needs/documnts", "documents"},
		"unknown weight":     {`{"needs":{"documents":"maybe"}}`, "/needs/documents", `"should"`},
		"weight of capitals": {`{"needs":{"documents":"Must"}}`, "/needs/documents", `"must"`},
		"weight as number":   {`{"needs":{"documents":4}}`, "/needs/documents", `"must"`},
		"weight null":        {`{"needs":{"documents":null}}`, "/needs/documents", `"must"`},
		"no needs":           {`{}`, "/needs", "at least one need"},
		"empty needs":        {`{"needs":{}}`, "/needs", "at least one need"},
		"only wont":          {`{"needs":{"phone":"wont"}}`, "/needs", "at least one need"},
		"needs null":         {`{"needs":null}`, "/needs", "an object"},
		"needs as a list":    {`{"needs":["phone"]}`, "/needs", "an object"},
		"negative staff":     {`{"staff":-1,"needs":{"phone":"must"}}`, "/staff", "from 0"},
		"staff in parts":     {`{"staff":1.5,"needs":{"phone":"must"}}`, "/staff", "whole number"},
		"staff exponent":     {`{"staff":1e2,"needs":{"phone":"must"}}`, "/staff", "whole number"},
		"staff as text":      {`{"staff":"30","needs":{"phone":"must"}}`, "/staff", "whole number"},
		"endless staff":      {`{"staff":99999999999999999999,"needs":{"phone":"must"}}`, "/staff", "whole number"},
		"fact as text":       {`{"closed":"yes","needs":{"phone":"must"}}`, "/closed", "true, false, or null"},
		"fact as number":     {`{"closed":1,"needs":{"phone":"must"}}`, "/closed", "true, false, or null"},
		"workaround null":    {`{"workaround_ok":null,"needs":{"phone":"must"}}`, "/workaround_ok", "true and false"},
		"negative posts":     {`{"admin_fte":-0.1,"needs":{"phone":"must"}}`, "/admin_fte", "from 0"},
		"infinite posts":     {`{"admin_fte":1e999,"needs":{"phone":"must"}}`, "/admin_fte", "number"},
		"posts as text":      {`{"admin_fte":"0.2","needs":{"phone":"must"}}`, "/admin_fte", "number"},
		"readiness in part":  {`{"readiness":{"people":1},"needs":{"phone":"must"}}`, "/readiness", "together"},
		"readiness too high": {`{"readiness":{"people":101,"culture":1,"channels":1},"needs":{"phone":"must"}}`, "/readiness/people", "0 to 100"},
		"readiness unknown":  {`{"readiness":{"means":1},"needs":{"phone":"must"}}`, "/readiness/means", "people"},
		"readiness null":     {`{"readiness":{"people":null,"culture":1,"channels":1},"needs":{"phone":"must"}}`, "/readiness/people", "0 to 100"},
		"weight zero":        {`{"weights":{"could":0},"needs":{"phone":"must"}}`, "/weights/could", "0.01 to 100"},
		"weight of wont":     {`{"weights":{"wont":1},"needs":{"phone":"must"}}`, "/weights/wont", "must"},
		"weights crossed":    {`{"weights":{"should":5},"needs":{"phone":"must"}}`, "/weights", "at least"},
		"limit zero":         {`{"limits":{"group":0},"needs":{"phone":"must"}}`, "/limits/group", "from 1"},
		"limit of posts":     {`{"limits":{"admin_fte":0},"needs":{"phone":"must"}}`, "/limits/admin_fte", "0.01"},
		"unknown limit":      {`{"limits":{"staff":1},"needs":{"phone":"must"}}`, "/limits/staff", "group"},
		"invalid UTF-8":      {"{\"\xff\":1}", "/", "not valid JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := ParseSituation([]byte(k.in))
			e, ok := errors.AsType[*errs.E](err)
			if !ok || e.Kind != errs.Invalid || e.Key != "error.situation" {
				t.Fatalf("got %v", err)
			}
			if e.Field != k.field || !strings.Contains(e.Err.Error(), k.allowed) || strings.ContainsAny(err.Error(), "\n\r\x1b") {
				t.Errorf("got %q: %v; want %q and a mention of %q", e.Field, e.Err, k.field, k.allowed)
			}
			if !reflect.DeepEqual(s, Situation{}) {
				t.Errorf("a refused situation is not empty: %+v", s)
			}
		})
	}
}

// TestEncode: what is encoded reads back the same, and the form is fixed.
func TestEncode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		for _, name := range Facts { // the value behind an unknown fact is nothing
			if fact := s.Bool(name); fact != nil && !fact.Known {
				*fact = Fact[bool]{}
			}
		}
		if rapid.Bool().Draw(t, "own limits") {
			s.Limits = Limits{45, 0.1}
		}
		back, err := ParseSituation(s.Encode())
		if err != nil || !reflect.DeepEqual(back, s) {
			t.Fatalf("%s reads as %+v, %v", s.Encode(), back, err)
		}
	})
	s := Situation{Staff: Known(5), Closed: Known(true), AdminFTE: Known(0.3), Readiness: &Readiness{45, 25, 45.5}, Needs: wants(t, "must phone")}
	want := `{"staff":5,"closed":true,"admin_fte":0.3,"readiness":{"people":45,"culture":25,"channels":45.5},"needs":{"phone":"must"}}`
	if got := string(s.Encode()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestWire holds the names of the public form.
func TestWire(t *testing.T) {
	c := benchCatalogue(t)
	s := caseA(t)
	s.AdminFTE = Fact[float64]{}
	r := Recommend(c, s, Now)
	text, err := json.Marshal(r.Wire(c))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"facts":"now"`, `"verdict":"recommended"`, `"ranking":[{"tool":"intranet","fit":0.88`, `"feasibility":1,`, `"first_share":1`,
		`"contributions":{"calendar":0.14`, `"warnings":["W1","W2","W3"]`, `{"tool":"facebook-group","rules":[{"rule":"K1","passes_if":"staff \u003c= 30"}`,
		`{"rule":"K10","passes_if":"needs.single_sign_on \u003c= should","need":"single_sign_on"}`, `"pair":null`,
		`"tipping":[]`, `"missing":["admin_fte"]`, `"warnings":["K7","W1","W2","W3"]`, `"cheapest":[]`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	two := duel([3]int{3, 1, 2}, [3]int{1, 3, 2})
	r = Recommend(two, Situation{Needs: wants(t, "should discuss phone")}, Now)
	if w := r.Wire(two); len(w.Tipping) != 1 || w.Tipping[0] != (TipWire{"documents", 0, 2, "tool1"}) {
		t.Errorf("tipping %+v", w.Tipping)
	}
	s.Readiness = nil
	r = Recommend(c, s, Now)
	if w := r.Wire(c); w.Ranking[0].Feasibility != nil {
		t.Error("an unknown feasibility is not null")
	}
	empty := Recommend(&Catalogue{}, s, Now)
	text, err = json.Marshal(empty.Wire(&Catalogue{}))
	if want := `{"facts":"now","verdict":"none_yet","draws":4000,"in_race":0,"margin":null,"ranking":[],"excluded":[],"pair":null,"best_pair":null,"tipping":[],"missing":[],"cheapest":[]}`; err != nil || string(text) != want {
		t.Errorf("got  %s %v\nwant %s", text, err, want)
	}
}

func FuzzParseSituation(f *testing.F) {
	f.Add([]byte(`{"staff": 140, "microsoft365": true, "eu_control": null, "admin_fte": 0.3, "workaround_ok": false,
 "readiness": {"people": 45, "culture": 25, "channels": 45}, "needs": {"documents": "should", "single_sign_on": "must"}}`))
	f.Add([]byte(`{"needs":{"phone":"could"},"weights":{"must":9.5,"should":2,"could":0.01},"limits":{"group":45,"admin_fte":0.1}}`))
	f.Add([]byte(`{"needs":{"a/b":"must"}}`))
	c := benchCatalogue(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSituation(data)
		if err != nil {
			if e, ok := errors.AsType[*errs.E](err); !ok || e.Kind != errs.Invalid || e.Field == "" || strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("a refusal without a field: %q", err)
			}
			return
		}
		back, err := ParseSituation(s.Encode())
		if err != nil || !reflect.DeepEqual(back, s) {
			t.Fatalf("%+v comes back as %+v, %v", s, back, err)
		}
		r := Recommend(c, s, Now)
		if text, err := json.Marshal(r.Wire(c)); err != nil || len(r.Ranking)+len(r.Excluded) != len(c.Tools) {
			t.Fatalf("%v: %s", err, text)
		}
	})
}

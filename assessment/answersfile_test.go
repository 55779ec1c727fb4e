package assessment

import (
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
)

func TestParseAnswersFile(t *testing.T) {
	f, err := ParseAnswersFile([]byte(`{"questionnaire": "social-media-maturity@1", "form": "full",
 "organisation": {"name": "Vlasbrugge", "country": "BE", "staff": 140},
 "answers": {"q01": 3, "q02": "dk", "q03": {"na": "no branch offices"}, "q04": null},
 "situation": { }, "targets": {"q01": 4}}`))
	if err != nil {
		t.Fatal(err)
	}
	if f.Questionnaire != (Ref{"social-media-maturity", 1}) || f.Profile.Staff != 140 || f.Targets["q01"] != 4 {
		t.Errorf("%+v", f)
	}
	if f.Answers["q01"].Answer != Value(3) || f.Answers["q02"].State != DontKnow || f.Answers["q03"].Reason != "no branch offices" || f.Answers["q04"].State != Blank {
		t.Errorf("%+v", f.Answers)
	}
}

func TestParseAnswersFileRefuses(t *testing.T) {
	deep := strings.Repeat("[", 20000)
	for name, c := range map[string]struct{ in, want string }{
		"not a number":    {`{"answers":{"q01":NaN}}`, "/answers/q01"},
		"infinite":        {`{"answers":{"q01":1e309}}`, "/answers/q01"},
		"negative":        {`{"answers":{"q01":-1}}`, "/answers/q01"},
		"fraction":        {`{"answers":{"q01":5.5}}`, "/answers/q01"},
		"too high":        {`{"answers":{"q01":5}}`, "/answers/q01"},
		"exponent":        {`{"answers":{"q01":1e0}}`, "/answers/q01"},
		"arabic digit":    {`{"answers":{"q01":"٣"}}`, "/answers/q01"},
		"unknown word":    {`{"answers":{"q01":"maybe"}}`, `"dk"`},
		"na without why":  {`{"answers":{"q01":{}}}`, "/answers/q01"},
		"na with extra":   {`{"answers":{"q01":{"na":"x","y":1}}}`, "/answers/q01"},
		"list":            {`{"answers":{"q01":[1,2]}}`, "/answers/q01"},
		"true":            {`{"answers":{"q01":true}}`, "/answers/q01"},
		"unknown key":     {`{"anwsers":{}}`, "anwsers"},
		"duplicate key":   {`{"answers":{"q01":1,"q01":2}}`, "twice"},
		"negative staff":  {`{"organisation":{"staff":-3}}`, "/organisation/staff"},
		"wrong kind":      {`{"organisation":{"staff":"many"}}`, "/organisation/staff"},
		"bad reference":   {`{"questionnaire":"x@0"}`, "/questionnaire"},
		"float version":   {`{"questionnaire":"x@2.0"}`, "/questionnaire"},
		"target":          {`{"targets":{"q01":"dk"}}`, "/targets/q01"},
		"deep":            {`{"situation":` + deep, "/situation"},
		"not an object":   {`[]`, "wrong kind"},
		"empty":           {``, "empty"},
		"two documents":   {`{} {}`, "JSON"},
		"invalid unicode": {"{\"form\":\"\xff\"}", "form"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseAnswersFile([]byte(c.in))
			if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want mention of %q", err, c.want)
			}
		})
	}
}

func TestKnownItems(t *testing.T) {
	q := bank(1)
	q.Forms[0].Items = q.Forms[0].Items[:4]
	for in, want := range map[string]string{
		`{"answers":{"q99":1}}`:                     "no such item",
		`{"answers":{"q04":1}}`:                     "not in the form",
		`{"targets":{"q99":1}}`:                     "/targets/q99",
		`{"answers":{"q00":1},"targets":{"q00":2}}`: "",
	} {
		f, err := ParseAnswersFile([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		err = f.KnownItems(q, &q.Forms[0])
		if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func FuzzParseAnswersFile(f *testing.F) {
	f.Add([]byte(`{"answers":{"q01":3,"q02":"dk","q03":{"na":"x"},"q04":null},"targets":{"q01":1}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ParseAnswersFile(data)
		if err != nil && !errs.Is(err, errs.Invalid) {
			t.Fatalf("error without a kind: %v", err)
		}
		for id, e := range file.Answers {
			if back, ok := ParseCode(e.Code()); !ok || back != e.Answer {
				t.Fatalf("%s does not survive its code", id)
			}
		}
	})
}

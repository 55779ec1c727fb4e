package main

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment"
)

var update = flag.Bool("update", false, "write the golden files again")

// scoreJSON runs opmaat score on a file of testdata.
func scoreJSON(t *testing.T, in string, args ...string) ([]byte, assessment.ResultWire) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", in))
	if err != nil {
		t.Fatal(err)
	}
	var out, messages strings.Builder
	p := program{in: strings.NewReader(string(data)), out: &out, err: &messages}
	if code := p.run(t.Context(), append([]string{"score"}, args...)); code != exitDone || messages.Len() > 0 {
		t.Fatalf("exit %d: %s", code, messages.String())
	}
	var wire assessment.ResultWire
	if err := json.Unmarshal([]byte(out.String()), &wire); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String()), wire
}

// TestScoreGolden holds the whole output of opmaat score, byte for byte.
func TestScoreGolden(t *testing.T) {
	for _, c := range []struct {
		in, golden string
		args       []string
	}{
		{"partly-known.json", "partly-known.golden.json", nil},
		{"all-known.json", "all-known.golden.json", []string{"--form", "full"}},
		{"nine-dimensions.json", "nine-dimensions.golden.json", []string{"--questionnaire", "social-media-maturity@1"}},
		{"quick.json", "quick.golden.json", []string{"--questionnaire", "social-media-maturity", "--form", "quick"}},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, _ := scoreJSON(t, c.in, c.args...)
			path := filepath.Join("testdata", c.golden)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s differs; look at it and run go test -update\n%s", path, got)
			}
		})
	}
}

func near(t *testing.T, what string, got *float64, want, tolerance float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > tolerance {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestScoreNumbers are the golden numbers of the model, worked out by hand:
// they do not move with the golden files.
func TestScoreNumbers(t *testing.T) {
	_, partly := scoreJSON(t, "partly-known.json") // 4, 2, n/a, don't know, blank
	d := partly.Dimensions[0]
	near(t, "score", d.Score, 75, 1e-9)
	near(t, "coverage", d.Coverage, 0.5, 1e-9)
	near(t, "low", d.Low, 37.5, 1e-9)
	near(t, "high", d.High, 87.5, 1e-9)
	near(t, "step", d.Step, 12.5, 1e-9)
	if d.Published || d.Band != nil || d.Answered != 2 || d.DontKnow != 1 || d.NotApplicable != 1 || d.Blank != 1 || *d.BandRange != [2]int{2, 4} {
		t.Errorf("%+v", d)
	}
	if partly.Overall.Level != nil || partly.Overall.Score != nil {
		t.Errorf("one dimension gives an overall level: %+v", partly.Overall)
	}
	_, known := scoreJSON(t, "all-known.json") // 3, 3, 2, 4, 1
	near(t, "score", known.Dimensions[0].Score, 65, 1e-9)
	near(t, "step", known.Dimensions[0].Step, 5, 1e-9)
	// d2 all 0, d3 all n/a.
	near(t, "all 0", known.Dimensions[1].Score, 0, 1e-9)
	if n := known.Dimensions[2]; n.Score != nil || n.Low != nil || !n.OutOfScope {
		t.Errorf("all n/a: %+v", n)
	}
	// The published example with the nearest scores that five answers can give:
	// 85 80 80 90 80 75 90 30 80 has the same sum as 85 82 78 90 80 76 88 30 81.
	_, nine := scoreJSON(t, "nine-dimensions.json")
	o := nine.Overall
	near(t, "overall", o.Score, 76.6667, 1e-4)
	near(t, "balance", o.Balance, math.Pow(85*80*80*90*80*75*90*30*80, 1.0/9), 1e-9)
	near(t, "minimum", o.Minimum, 30, 1e-9)
	if *o.AverageBand != 4 || *o.Level != 3 || len(o.HeldBy) != 1 || o.HeldBy[0] != "d8" || o.Provisional {
		t.Errorf("average band %d level %d held by %v", *o.AverageBand, *o.Level, o.HeldBy)
	}
	near(t, "culture", nine.Indices["culture"], (85.0+80+90+80)/4, 1e-9)
	near(t, "readiness", nine.Indices["readiness"], (80.0+75+90+30+80)/5, 1e-9)
}

// TestScoreRefusals: bad answers give exit 1 and the path, wrong usage exit 2.
func TestScoreRefusals(t *testing.T) {
	deep := `{"answers":{"q01":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}}`
	for _, c := range []struct {
		name, in string
		args     []string
		code     int
		wants    []string
	}{
		{"too high", `{"answers":{"q01":5}}`, nil, exitFailed, []string{"/answers/q01", "0 to 4"}},
		{"negative", `{"answers":{"q01":-1}}`, nil, exitFailed, []string{"/answers/q01"}},
		{"fraction", `{"answers":{"q02":2.5}}`, nil, exitFailed, []string{"/answers/q02"}},
		{"huge", `{"answers":{"q02":1e309}}`, nil, exitFailed, []string{"/answers/q02"}},
		{"not a number", `{"answers":{"q02":NaN}}`, nil, exitFailed, []string{"/answers"}},
		{"other digits", `{"answers":{"q02":"٣"}}`, nil, exitFailed, []string{"/answers/q02"}},
		{"text", `{"answers":{"q02":"3"}}`, nil, exitFailed, []string{"/answers/q02", `"dk"`}},
		{"truth", `{"answers":{"q02":true}}`, nil, exitFailed, []string{"/answers/q02"}},
		{"n/a without a text", `{"answers":{"q02":{"na":3}}}`, nil, exitFailed, []string{"/answers/q02"}},
		{"unknown item", `{"answers":{"q99":1}}`, nil, exitFailed, []string{"/answers/q99", "no such item"}},
		{"item of another form", `{"answers":{"q01":1}}`, []string{"--form", "quick"}, exitFailed, []string{"/answers/q01", "quick"}},
		{"unknown key", `{"answer":{}}`, nil, exitFailed, []string{"unknown key", "answers"}},
		{"key twice", `{"answers":{"q01":1,"q01":2}}`, nil, exitFailed, []string{"/answers/q01", "twice"}},
		{"wrong kind", `{"answers":[1,2]}`, nil, exitFailed, []string{"/answers", "wrong kind"}},
		{"target", `{"targets":{"q01":"dk"}}`, nil, exitFailed, []string{"/targets/q01", "0 to 4"}},
		{"staff", `{"organisation":{"staff":-3}}`, nil, exitFailed, []string{"/organisation/staff"}},
		{"empty", ` `, nil, exitFailed, []string{"empty"}},
		{"not JSON", `{"answers":`, nil, exitFailed, []string{"not valid JSON"}},
		{"two documents", `{}{}`, nil, exitFailed, []string{"not valid JSON"}},
		{"too deep", deep, nil, exitFailed, []string{"/answers/q01"}},
		{"too large", strings.Repeat(" ", assessment.MaxAnswersFile+1), nil, exitFailed, []string{"larger than"}},
		{"unknown form", `{}`, []string{"--form", "long"}, exitUsage, []string{`"long"`, "quick, standard, full"}},
		{"form in the file", `{"form":"pulse"}`, nil, exitUsage, []string{`"pulse"`}},
		{"unknown questionnaire", `{}`, []string{"--questionnaire", "other"}, exitUsage, []string{"other", "social-media-maturity"}},
		{"unknown version", `{}`, []string{"--questionnaire", "social-media-maturity@9"}, exitUsage, []string{"@9"}},
		{"version of words", `{}`, []string{"--questionnaire", "social-media-maturity@new"}, exitUsage, []string{"--questionnaire"}},
		{"unknown flag", `{}`, []string{"--from", "quick"}, exitUsage, []string{"--form quick|standard|full"}},
		{"argument", `{}`, []string{"answers.json"}, exitUsage, []string{"answers.json", "standard input"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			code, out := runProgram(nil, c.in, append([]string{"score"}, c.args...)...)
			if code != c.code || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "opmaat: ") {
				t.Errorf("exit %d, want %d: %.500s", code, c.code, out)
			}
			for _, want := range append(c.wants, "opmaat") {
				if !strings.Contains(out, want) {
					t.Errorf("%.500q does not name %q", out, want)
				}
			}
			for _, sign := range []string{"error.", "goroutine", ".go:"} {
				if strings.Contains(out, sign) {
					t.Errorf("%.500q shows %q", out, sign)
				}
			}
		})
	}
}

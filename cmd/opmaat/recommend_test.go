package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment/recommend"
)

// recommendationDay is the day on which the golden files judge the age of facts.
var recommendationDay = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func situationFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "recommend", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// recommendJSON prints the recommendation of a file on a day.
func recommendJSON(t *testing.T, name string, mode recommend.Mode) ([]byte, recommend.RecommendationWire) {
	t.Helper()
	var out, messages strings.Builder
	p := program{out: &out, err: &messages}
	if code := p.printRecommendation(situationFile(t, name), mode, recommendationDay); code != exitDone || messages.Len() > 0 {
		t.Fatalf("exit %d: %s", code, messages.String())
	}
	var wire recommend.RecommendationWire
	if err := json.Unmarshal([]byte(out.String()), &wire); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String()), wire
}

// TestRecommendCases: the published numbers come out of the real catalogue;
// they do not move with the golden files.
func TestRecommendCases(t *testing.T) {
	for _, k := range []struct{ name, seed, now string }{
		{"case-a", "recommended: intranet 0.92, sharepoint 0.86, viva-engage 0.80", "recommended: intranet 0.92, sharepoint 0.81, viva-engage 0.80"},
		{"case-c", "recommended: facebook-group 1.00, linkedin-group 0.86", "recommended: facebook-group 1.00, linkedin-group 0.91"},
		{"case-c2", "recommended: linkedin-group 0.86", "recommended: linkedin-group 0.91"},
		{"case-e", "recommended: viva-engage 1.00, intranet 0.79", "recommended: viva-engage 1.00, intranet 0.79"},
		{"case-h", "none_yet: ", "none_yet: "},
	} {
		for mode, want := range map[recommend.Mode]string{recommend.SeedMode: k.seed, recommend.Now: k.now} {
			t.Run(k.name+" "+string(mode), func(t *testing.T) {
				_, w := recommendJSON(t, k.name, mode)
				var parts []string
				for _, tool := range w.Ranking {
					if len(parts) < 3 {
						parts = append(parts, fmt.Sprintf("%s %.2f", tool.Tool, tool.Rank))
					}
				}
				if got := string(w.Verdict) + ": " + strings.Join(parts, ", "); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
				if len(w.Ranking) > 0 && w.Ranking[0].FirstShare != 1 {
					t.Errorf("first share %v", w.Ranking[0].FirstShare)
				}
				if len(w.Ranking)+len(w.Excluded) != 14 || w.Facts != mode {
					t.Errorf("%d ranked, %d excluded, facts %s", len(w.Ranking), len(w.Excluded), w.Facts)
				}
			})
		}
	}
	_, w := recommendJSON(t, "case-a", recommend.SeedMode)
	if w.Pair != nil || w.BestPair == nil || fmt.Sprintf("%.2f", w.BestPair.Gain) != "0.10" {
		t.Errorf("case A: pair %+v, best %+v", w.Pair, w.BestPair)
	}
	_, w = recommendJSON(t, "case-h", recommend.Now)
	if len(w.Cheapest) != 2 || len(w.Excluded) != 14 {
		t.Errorf("case H: %d ways out, %d excluded", len(w.Cheapest), len(w.Excluded))
	}
}

// TestRecommendGolden holds the whole output, byte for byte.
func TestRecommendGolden(t *testing.T) {
	for _, name := range []string{"case-a", "case-c", "case-c2", "case-e", "case-h", "nothing-known"} {
		for _, mode := range []recommend.Mode{recommend.Now, recommend.SeedMode} {
			t.Run(name+" "+string(mode), func(t *testing.T) {
				got, _ := recommendJSON(t, name, mode)
				path := filepath.Join("testdata", "recommend", name+"."+string(mode)+".golden.json")
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
}

// TestRecommendCommand: the command prints what printRecommendation prints
// today, for now and for seed; now is the default.
func TestRecommendCommand(t *testing.T) {
	for _, k := range []struct {
		args []string
		mode recommend.Mode
	}{{nil, recommend.Now}, {[]string{"--facts", "now"}, recommend.Now}, {[]string{"--facts=seed"}, recommend.SeedMode}} {
		var out, messages, want strings.Builder
		p := program{in: strings.NewReader(string(situationFile(t, "case-a"))), out: &out, err: &messages}
		if code := p.run(t.Context(), append([]string{"recommend"}, k.args...)); code != exitDone || messages.Len() > 0 {
			t.Fatalf("%v: exit %d: %s", k.args, code, messages.String())
		}
		p = program{out: &want, err: &messages}
		p.printRecommendation(situationFile(t, "case-a"), k.mode, time.Now())
		if out.String() != want.String() || !strings.Contains(out.String(), `"facts": "`+string(k.mode)+`"`) {
			t.Errorf("%v: %s", k.args, out.String())
		}
	}
}

// TestRecommendAge: facts that nobody checked for 24 months are marked.
func TestRecommendAge(t *testing.T) {
	warned := func(day time.Time) int {
		var out strings.Builder
		program{out: &out, err: &out}.printRecommendation(situationFile(t, "case-e"), recommend.Now, day)
		return strings.Count(out.String(), `"W3"`)
	}
	if today, later := warned(recommendationDay), warned(recommendationDay.AddDate(2, 1, 0)); today != 1 || later != 2 {
		t.Errorf("W3 stands %d times today and %d times in two years", today, later)
	}
}

// TestRecommendRefusals: a bad situation gives exit 1 and the path, wrong usage exit 2.
func TestRecommendRefusals(t *testing.T) {
	for _, k := range []struct {
		name, in string
		args     []string
		code     int
		wants    []string
	}{
		{"unknown need", `{"needs":{"documnts":"must"}}`, nil, exitFailed, []string{"/needs/documnts", "documents"}},
		{"unknown value", `{"needs":{"documents":"maybe"}}`, nil, exitFailed, []string{"/needs/documents", `"must", "should", "could" and "wont"`}},
		{"unknown fact", `{"budget":3,"needs":{"documents":"must"}}`, nil, exitFailed, []string{"/budget", "staff"}},
		{"negative staff", `{"staff":-3,"needs":{"documents":"must"}}`, nil, exitFailed, []string{"/staff", "from 0"}},
		{"no needs", `{"staff":3,"needs":{}}`, nil, exitFailed, []string{"/needs", "at least one need"}},
		{"key twice", `{"staff":3,"staff":4}`, nil, exitFailed, []string{"/staff", "twice"}},
		{"cut off", `{"needs":{"docu`, nil, exitFailed, []string{"not valid JSON"}},
		{"too deep", `{"needs":` + strings.Repeat("[", 20_000), nil, exitFailed, []string{"/needs", "not valid JSON"}},
		{"empty", "\n", nil, exitFailed, []string{"empty"}},
		{"too large", strings.Repeat(" ", recommend.MaxSituation+1), nil, exitFailed, []string{"larger than"}},
		{"a line in a key", "{\"needs\":{\"a\\nb\":\"must\"}}", nil, exitFailed, []string{"/needs/"}},
		{"unknown facts", `{}`, []string{"--facts", "then"}, exitUsage, []string{`"then"`, "now and seed"}},
		{"unknown flag", `{}`, []string{"--fact", "now"}, exitUsage, []string{"--facts now|seed"}},
		{"argument", `{}`, []string{"situation.json"}, exitUsage, []string{"situation.json", "standard input"}},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			code, out := runProgram(nil, k.in, append([]string{"recommend"}, k.args...)...)
			if code != k.code || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "opmaat: ") || len(out) > 600 {
				t.Errorf("exit %d, want %d: %.500s", code, k.code, out)
			}
			for _, want := range k.wants {
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

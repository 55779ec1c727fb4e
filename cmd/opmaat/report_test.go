package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// reportRun runs opmaat report on answers, in a folder of its own.
func reportRun(t *testing.T, answers string, args ...string) (code int, messages, folder string) {
	t.Helper()
	folder = t.TempDir()
	for i, arg := range args {
		args[i] = strings.ReplaceAll(arg, "DIR", folder)
	}
	var out, problems strings.Builder
	p := program{in: strings.NewReader(answers), out: &out, err: &problems}
	code = p.run(t.Context(), append([]string{"report"}, args...))
	if out.Len() > 0 {
		t.Errorf("standard output: %.80q", out.String())
	}
	return code, problems.String(), folder
}

// answersForReport names an organisation, one choice of target and a situation.
const answersForReport = `{"form": "standard", "organisation": {"name": "Vlasbrugge & Co <3", "country": "BE", "staff": 140},
 "answers": {"q01": 3, "q02": 1, "q03": 2, "q06": "dk", "q07": {"na": "no branches"}}, "targets": {"q01": 4},
 "situation": {"staff": 140, "needs": {"documents": "must"}}}`

// TestReportCommand writes every format in both languages.
func TestReportCommand(t *testing.T) {
	for i, f := range report.Formats() {
		if underRace && f.Name != "csv" && f.Name != "json" {
			continue // what draws is run without the race detector, and once below with it
		}
		for _, lang := range []string{"en", "nl"}[i%2 : i%2+1] {
			code, messages, folder := reportRun(t, answersForReport, "--format", f.Name, "--lang", lang, "-o", "DIR/r", "--draft")
			if code != exitDone || messages != "" {
				t.Fatalf("%s %s: exit %d: %s", f.Name, lang, code, messages)
			}
			files, err := os.ReadDir(folder)
			if err != nil || len(files) != 1 {
				t.Fatalf("%s: %d files, %v", f.Name, len(files), err)
			}
			data, err := os.ReadFile(filepath.Join(folder, "r"))
			if err != nil || len(data) < 500 {
				t.Errorf("%s: %d bytes, %v", f.Name, len(data), err)
			}
		}
	}
}

// TestReportPictures: a Word file has the charts of the page, and the logo.
func TestReportPictures(t *testing.T) {
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "logo.png")
	if err := os.WriteFile(name, logo.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var answers strings.Builder
	for i := range 45 {
		fmt.Fprintf(&answers, `, "q%02d": %d`, i+1, i%4)
	}
	code, messages, folder := reportRun(t, `{"answers": {`+answers.String()[1:]+`}}`, "--format", "docx", "-o", "DIR/r.docx", "--logo", name, "--colour", "#801650")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	z, err := zip.OpenReader(filepath.Join(folder, "r.docx"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	pictures := 0
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".png") {
			pictures++
		}
	}
	if pictures != 4 {
		t.Errorf("%d pictures, want the logo and three charts", pictures)
	}
}

// TestReportOfGame: a plan beside the answers puts its game into the report.
func TestReportOfGame(t *testing.T) {
	lib := builtinLibrary(t)
	sc, _ := lib.LatestScenario("vlasbrugge")
	golden := lib.Plans(sc.Ref)[0]
	data, err := json.Marshal(golden.Plan)
	if err != nil {
		t.Fatal(err)
	}
	plan, rounds := filepath.Join(t.TempDir(), "plan.json"), "full"
	if golden.Setup.Short {
		rounds = "short"
	}
	if err := os.WriteFile(plan, data, 0o600); err != nil {
		t.Fatal(err)
	}
	program, err := house.binary() // built as people do: under the race detector drawing takes minutes
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "r")
	cmd := exec.Command(program, "report", "--format", "json", "-o", to, "--game", plan, "--scenario", "vlasbrugge",
		"--seed", strconv.FormatUint(golden.Setup.Seed, 10), "--rounds", rounds)
	cmd.Stdin = strings.NewReader(answersForReport)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	written, err := os.ReadFile(to)
	if err != nil || !bytes.Contains(written, []byte("Strategy game: Vlasbrugge")) {
		t.Errorf("%d bytes without the game, %v", len(written), err)
	}
}

// TestReportUsage: what is wrong is named in one sentence, and nothing is written.
func TestReportUsage(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		args    []string
		code    int
		says    string
	}{
		"no format":      {"{}", []string{"-o", "DIR/x"}, exitUsage, "docx|pdf|odt|pptx|xlsx|ods|csv|json|html"},
		"strange format": {"{}", []string{"--format", "doc", "-o", "DIR/x"}, exitUsage, `--format "doc"`},
		"no file":        {"{}", []string{"--format", "csv"}, exitUsage, "-o FILE"},
		"flag":           {"{}", []string{"--fromat", "csv"}, exitUsage, "-fromat"},
		"argument":       {"{}", []string{"--format", "csv", "-o", "DIR/x", "answers.json"}, exitUsage, "answers.json"},
		"language":       {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--lang", "fr"}, exitUsage, "en, nl"},
		"facts":          {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--facts", "then"}, exitUsage, "--facts"},
		"colour":         {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--colour", "#ffff00"}, exitUsage, "#ffff00"},
		"logo":           {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--logo", "report_test.go"}, exitFailed, "not a PNG"},
		"no logo":        {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--logo", "nowhere.png"}, exitFailed, "nowhere.png"},
		"no answers":     {"", []string{"--format", "csv", "-o", "DIR/x"}, exitFailed, "empty"},
		"bad answer":     {`{"answers": {"q01": 7}}`, []string{"--format", "csv", "-o", "DIR/x"}, exitFailed, "/answers/q01"},
		"bad situation":  {`{"answers": {}, "situation": {"staff": -1}}`, []string{"--format", "csv", "-o", "DIR/x"}, exitFailed, "situation"},
		"questionnaire":  {`{"questionnaire": "other@1", "answers": {}}`, []string{"--format", "csv", "-o", "DIR/x"}, exitUsage, "other@1"},
		"no seed":        {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--game", "p.json", "--scenario", "vlasbrugge"}, exitUsage, "--seed"},
		"no game":        {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--seed", "1"}, exitUsage, "--game"},
		"no scenario":    {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--game", "p.json", "--scenario", "nowhere", "--seed", "1"}, exitUsage, "nowhere"},
		"no plan":        {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--game", "nowhere.json", "--scenario", "vlasbrugge", "--seed", "1"}, exitFailed, "nowhere.json"},
		"bad plan":       {answersForReport, []string{"--format", "csv", "-o", "DIR/x", "--game", "report_test.go", "--scenario", "vlasbrugge", "--seed", "1"}, exitFailed, "plan"},
		"no folder":      {answersForReport, []string{"--format", "csv", "-o", "DIR/no/x"}, exitFailed, "no/x"},
	} {
		code, messages, folder := reportRun(t, c.answers, c.args...)
		if code != c.code || !strings.Contains(messages, c.says) || strings.Count(messages, "\n") != 1 {
			t.Errorf("%s: exit %d, %q", name, code, messages)
		}
		if files, _ := os.ReadDir(folder); len(files) > 0 {
			t.Errorf("%s: %s was written", name, files[0].Name())
		}
	}
}

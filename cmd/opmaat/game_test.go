package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/balance"
)

func builtinLibrary(t testing.TB) *content.Library {
	t.Helper()
	lib, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// playPlan runs opmaat game play on a plan and returns what it prints.
func playPlan(t *testing.T, sc *game.Scenario, p content.GoldenPlan) []byte {
	t.Helper()
	in, err := json.Marshal(p.Plan)
	if err != nil {
		t.Fatal(err)
	}
	rounds := "full"
	if p.Setup.Short {
		rounds = "short"
	}
	var out, messages strings.Builder
	prog := program{in: strings.NewReader(string(in)), out: &out, err: &messages}
	args := []string{"game", "play", sc.Ref.String(), "--seed", strconv.FormatUint(p.Setup.Seed, 10), "--rounds", rounds}
	if code := prog.run(t.Context(), args); code != exitDone || messages.Len() > 0 {
		t.Fatalf("%s: exit %d: %s", p.Name, code, messages.String())
	}
	return []byte(out.String())
}

// playHere does the same without reading the content again.
func playHere(t *testing.T, sc *game.Scenario, p content.GoldenPlan) ([]byte, game.Transcript) {
	t.Helper()
	play, err := game.PlayPlan(sc, p.Setup, p.Plan)
	if err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	var out strings.Builder
	program{out: &out}.print(play.Transcript())
	return []byte(out.String()), play.Transcript()
}

// TestPlayGolden plays every golden plan of every scenario. The transcripts are
// held in short, with the sum of all their bytes; that of one is held in full.
func TestPlayGolden(t *testing.T) {
	lib := builtinLibrary(t)
	for _, sc := range lib.Scenarios() {
		t.Run(sc.Ref.ID, func(t *testing.T) {
			var b strings.Builder
			reached := map[string]bool{}
			for _, p := range lib.Plans(sc.Ref) {
				bytes, transcript := playHere(t, sc, p)
				if transcript.Ending == nil || transcript.Ending.ID != p.Ending {
					t.Errorf("%s ends as %+v", p.Name, transcript.Ending)
				}
				reached[p.Ending] = true
				inShort(&b, p.Name, bytes, &transcript)
			}
			for _, e := range sc.Endings {
				if !reached[e.ID] {
					t.Errorf("no plan leads to %s", e.ID)
				}
			}
			golden(t, filepath.Join("testdata", "game", fmt.Sprintf("%s-%d.golden.txt", sc.Ref.ID, sc.Ref.Version)), []byte(b.String()))
		})
	}
	sc := lib.Scenarios()[0]
	bytes := playPlan(t, sc, lib.Plans(sc.Ref)[0])
	if here, _ := playHere(t, sc, lib.Plans(sc.Ref)[0]); string(here) != string(bytes) {
		t.Error("opmaat game play prints something else")
	}
	golden(t, filepath.Join("testdata", "game", "transcript.golden.json"), bytes)
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
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
		t.Errorf("%s differs; look at it and run go test -update\n%.3000s", path, got)
	}
}

// inShort writes a line for the game and one for each round.
func inShort(b *strings.Builder, name string, bytes []byte, t *game.Transcript) {
	fmt.Fprintf(b, "%s: seed %d, %s, needs %s: %s, outcome %.2f, sha256 %x\n",
		name, t.Seed, t.Rounds, strings.Join(t.Needs, " "), t.Ending.ID, t.Outcome, sha256.Sum256(bytes))
	for _, r := range t.Played {
		fmt.Fprintf(b, "  %d %s %v", r.Round, r.Option, r.Moves)
		for _, m := range r.State.Indicators {
			fmt.Fprintf(b, " %s %d", m.ID, m.Value)
		}
		for _, s := range r.State.Segments {
			fmt.Fprintf(b, " %s %d", s.ID, s.Adoption)
		}
		fmt.Fprintf(b, " %s, %d facts", r.State.Channel, len(r.Facts))
		if r.Event != "" {
			fmt.Fprintf(b, ", %s %s", r.Event, r.Case)
		}
		b.WriteByte('\n')
	}
}

// TestPlayRefusals: a plan that is not allowed gives exit 1 and one sentence
// with the place and what is allowed; wrong usage gives exit 2.
func TestPlayRefusals(t *testing.T) {
	lib := builtinLibrary(t)
	sc := lib.Scenarios()[0]
	name, first := sc.Ref.ID, sc.Dilemmas[0].Options[0].ID
	rounds := strings.TrimSuffix(strings.Repeat(`{},`, sc.Rounds-1), ",")
	needs := fmt.Sprintf(`[%q, %q]`, sc.Needs[0].ID, sc.Needs[1].ID)
	plan := func(needs, firstRound string) string {
		return fmt.Sprintf(`{"needs": %s, "rounds": [%s, %s]}`, needs, firstRound, rounds)
	}
	seed := []string{name, "--seed", "1"}
	for _, c := range []struct {
		name, in string
		args     []string
		code     int
		wants    []string
	}{
		{"unknown option", plan(needs, `{"option": "d1.x"}`), seed, exitFailed, []string{"/rounds/0/option", "d1.x", "allowed: " + first, "Nothing was changed"}},
		{"no option", plan(needs, `{}`), seed, exitFailed, []string{"/rounds/0/option", "allowed: " + first, "Nothing was changed"}},
		{"unknown move", plan(needs, `{"option": "`+first+`", "moves": ["m.x"]}`), seed, exitFailed, []string{"/rounds/0/moves", "m.x", "allowed: m."}},
		{"move twice", plan(needs, `{"option": "`+first+`", "moves": ["`+sc.Moves[0].ID+`", "`+sc.Moves[0].ID+`"]}`), seed, exitFailed, []string{"/rounds/0/moves", sc.Moves[0].ID, "once"}},
		{"too many moves", plan(needs, `{"option": "`+first+`", "moves": ["a", "b", "c"]}`), seed, exitFailed, []string{"/rounds/0/moves", "3 moves", "At most 2"}},
		{"unknown need", plan(`["gold", "know"]`, `{}`), seed, exitFailed, []string{"/needs", "gold", "allowed: " + sc.Needs[0].ID}},
		{"one need", plan(`["`+sc.Needs[0].ID+`"]`, `{}`), seed, exitFailed, []string{"/needs", "Pick 2 different needs"}},
		{"too few rounds", `{"needs": ` + needs + `, "rounds": [{}]}`, seed, exitFailed, []string{"/rounds", strconv.Itoa(sc.Rounds), "1 were given"}},
		{"a full plan for the short version", plan(needs, `{}`), append(slices.Clone(seed), "--rounds", "short"), exitFailed, []string{"/rounds", strconv.Itoa(len(sc.Short))}},
		{"unknown key", `{"need": []}`, seed, exitFailed, []string{"/need", "unknown key", "allowed are needs and rounds"}},
		{"key twice", `{"needs": [], "needs": []}`, seed, exitFailed, []string{"/needs", "twice"}},
		{"empty", "", seed, exitFailed, []string{"the input is empty"}},
		{"too large", strings.Repeat(" ", game.MaxPlanFile+1), seed, exitFailed, []string{"larger than"}},
		{"no seed", "{}", []string{name}, exitUsage, []string{"--seed is missing"}},
		{"seed of letters", "{}", []string{name, "--seed", "x"}, exitUsage, []string{"--seed N"}},
		{"unknown rounds", "{}", []string{name, "--seed", "1", "--rounds", "long"}, exitUsage, []string{`"long"`, "full and short"}},
		{"no scenario", "{}", []string{"--seed", "1"}, exitUsage, []string{"name one scenario"}},
		{"two scenarios", "{}", []string{name, "other", "--seed", "1"}, exitUsage, []string{"name one scenario"}},
		{"unknown scenario", "{}", []string{"nowhere", "--seed", "1"}, exitUsage, []string{"nowhere", sc.Ref.String()}},
		{"unknown version", "{}", []string{name + "@99", "--seed", "1"}, exitUsage, []string{"@99", sc.Ref.String()}},
		{"version of words", "{}", []string{name + "@new", "--seed", "1"}, exitUsage, []string{"with or without a version"}},
		{"no such folder", "{}", append(slices.Clone(seed), "--content", "/no/such/folder"), exitUsage, []string{"/no/such/folder"}},
		{"unknown flag", "{}", append(slices.Clone(seed), "--round", "full"), exitUsage, []string{"[--rounds full|short]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			refusal(t, c.in, append([]string{"game", "play"}, c.args...), c.code, c.wants)
		})
	}
}

func refusal(t *testing.T, in string, args []string, code int, wants []string) {
	t.Helper()
	got, out := runProgram(nil, in, args...)
	if got != code || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "opmaat: ") {
		t.Errorf("exit %d, want %d: %.500s", got, code, out)
	}
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("%.500q does not name %q", out, want)
		}
	}
	for _, sign := range []string{"game.error", "goroutine", ".go:", "%!"} {
		if strings.Contains(out, sign) {
			t.Errorf("%.500q shows %q", out, sign)
		}
	}
}

// TestSimulateRefusals: wrong usage gives exit 2 and one sentence.
func TestSimulateRefusals(t *testing.T) {
	name := builtinLibrary(t).Scenarios()[0].Ref.ID
	for _, c := range []struct {
		args  []string
		wants []string
	}{
		{nil, []string{"play SCENARIO or simulate SCENARIO"}},
		{[]string{"replay"}, []string{"play SCENARIO or simulate SCENARIO"}},
		{[]string{"simulate"}, []string{"name one scenario", "--plays N"}},
		{[]string{"simulate", name, "--plays", "10"}, []string{"--plays 10", "200 to 2000000"}},
		{[]string{"simulate", name, "--plays", "many"}, []string{"--plays N"}},
		{[]string{"simulate", name, "--seed", "-1"}, []string{"--seed N"}},
		{[]string{"simulate", "nowhere"}, []string{"there is no scenario nowhere", name}},
	} {
		refusal(t, "", append([]string{"game"}, c.args...), exitUsage, c.wants)
	}
}

// TestSentences: every refusal of the engine has a sentence in both languages
// that says that nothing was changed, and has its placeholders filled.
func TestSentences(t *testing.T) {
	texts := builtinLibrary(t).Catalogue()
	keys := map[string][]any{
		"command": nil, "begun": nil, "need": {"need", "x"}, "needs": {"wanted", 2}, "notBegun": nil, "ended": nil,
		"round": {"round", 2, "wanted", 1}, "rounds": {"wanted", 6, "found", 5}, "noOption": nil, "option": {"option", "x"},
		"moves": {"max", 2, "found", 3}, "move": {"move", "x"}, "twice": {"move", "x"}, "bought": {"move", "x"},
		"notOffered": {"move", "x"}, "effort": {"cost", 5, "effort", 4}, "plan": nil,
	}
	for lang, unchanged := range map[string]string{"en": "othing was changed.", "nl": "r is niets veranderd."} {
		p := texts.Printer(lang)
		for key, args := range keys {
			if text := p.T("game.error."+key, args...); !p.Has("game.error."+key) || !strings.HasSuffix(text, unchanged) || strings.Contains(text, "game.error") || strings.Contains(text, "⟦") {
				t.Errorf("%s %s: %s", lang, key, text)
			}
		}
	}
}

// TestBalanceInShort holds every scenario to its checks of balance, with fewer
// plays and without B4; .ci/run plays them in full.
func TestBalanceInShort(t *testing.T) {
	lib := builtinLibrary(t)
	for _, sc := range lib.Scenarios() {
		r, err := balance.Run(t.Context(), sc, balance.Options{Plays: 4000, Seed: 1, Brief: true, Words: wordCount(lib, sc)})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Checks {
			for _, f := range c.Findings {
				t.Errorf("%s %s: %s", sc.Ref, c.ID, f)
			}
		}
	}
}

// TestSimulate: the result is JSON or a report, exit 1 tells of a failed check,
// and own content is judged with --content.
func TestSimulate(t *testing.T) {
	dir := t.TempDir()
	strictScenario(t, dir)
	var out, messages strings.Builder
	p := program{out: &out, err: &messages}
	code := p.run(t.Context(), []string{"game", "simulate", "dorp", "--plays", "200", "--content", dir})
	var result balance.Result
	if err := json.Unmarshal([]byte(out.String()), &result); err != nil {
		t.Fatalf("%v: %s", err, messages.String())
	}
	if code != exitFailed || result.Passed || result.Plays != 200 || result.Seed != 1 || len(result.Checks) != 11 || len(result.Restricted) == 0 {
		t.Errorf("exit %d, passed %v, %d checks", code, result.Passed, len(result.Checks))
	}
	if !strings.Contains(messages.String(), "does not pass") || !strings.Contains(messages.String(), "B6") || strings.Count(messages.String(), "\n") != 1 {
		t.Errorf("says %q", messages.String())
	}
	if i := slices.IndexFunc(result.Checks, func(c balance.Check) bool { return c.ID == "B11" }); result.Checks[i].Skipped != "" || len(result.Minutes) != 4 {
		t.Errorf("minutes %+v", result.Minutes)
	}
}

// strictScenario writes a small scenario that leaves no room for luck.
func strictScenario(t *testing.T, dir string) {
	t.Helper()
	from, to := "../../content/testdata/scenario/scenarios", filepath.Join(dir, "scenarios")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for file, change := range map[string][2]string{"balance.yaml": {"luck_max: 30", "luck_max: 0.5"}, "pack.yaml": {"order: 1", "order: 99"}} {
		path := filepath.Join(to, "dorp", "1", file)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if changed == string(text) {
			t.Fatalf("%s has no %q", file, change[0])
		}
		if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSimulateReport: --report writes text for the author of a scenario.
func TestSimulateReport(t *testing.T) {
	dir := t.TempDir()
	strictScenario(t, dir)
	code, out := runProgram(nil, "", "game", "simulate", "--report", "dorp@1", "--content", dir, "--plays", "200")
	for _, want := range []string{"dorp@1  sha256 ", "FAILED  B6 ", "soften the harshest event case", "\nbest play found", "opmaat: dorp@1 does not pass "} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("exit %d, no %q in\n%s", code, want, out)
		}
	}
}

// TestStopped: a simulation ends when the program is told to end.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, messages strings.Builder
	p := program{out: &out, err: &messages}
	if code := p.run(ctx, []string{"game", "simulate", builtinLibrary(t).Scenarios()[0].Ref.ID, "--plays", "2000000"}); code != exitFailed || out.Len() > 0 {
		t.Errorf("exit %d: %s %s", code, messages.String(), out.String())
	}
}

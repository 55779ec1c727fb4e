package content_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content"
)

const dorpDir = "scenarios/dorp/1/"

// breakage is one thing wrong with the small scenario of testdata/scenario: in a
// file, texts replaced by others. Without texts the file goes; a text "" puts
// what follows it behind the file, or makes a new one.
type breakage struct {
	name, file string
	pairs      []string
	warns      bool // and no more than that
}

func breakages() []breakage {
	var out []breakage
	for _, list := range [][]breakage{formBreakages(), referenceBreakages(), orderBreakages(), reachBreakages(), shortBreakages(), limitBreakages(), wordBreakages(), planBreakages()} {
		out = append(out, list...)
	}
	return out
}

func formBreakages() []breakage {
	return []breakage{
		{name: "unknown-key", file: "pack.yaml", pairs: []string{"pick_needs: 1", "pick_need: 1"}},
		{name: "newer-schema", file: "model.yaml", pairs: []string{"scenario-model/1", "scenario-model/2"}},
		{name: "other-schema", file: "moves.yaml", pairs: []string{"scenario-moves/1", "scenario-events/1"}},
		{name: "version-float", file: "pack.yaml", pairs: []string{"version: 1\n", "version: 1.0\n"}},
		{name: "other-version", file: "events.yaml", pairs: []string{"version: 1\n", "version: 2\n"}},
		{name: "other-id", file: "plans/leak.yaml", pairs: []string{"id: dorp", "id: drop"}},
		{name: "duplicate-key", file: "dilemmas.yaml", pairs: []string{"trap: true\n", "trap: true\n        trap: false\n"}},
		{name: "alias", file: "moves.yaml", pairs: []string{"effects: [{own: 6}]", "effects: &a [{own: 6}]", "effects: [{stam: -2, set: [manual]}]", "effects: *a"}},
		{name: "wrong-types", file: "pack.yaml", pairs: []string{"rounds: 4\n", "rounds: four\n", "order: 1\n", "order: [1]\n", "[1, 2, 4]", "1, 2, 4"}},
		{name: "not-yaml", file: "events.yaml", pairs: []string{"    cases:", "\tcases:"}},
		{name: "missing-file", file: "roles.yaml"},
		{name: "mistyped-file", file: "event.yaml", pairs: []string{"", "schema: scenario-events/1\n"}},
		{name: "yaml-beside-plans", file: "plans/notes.yml", pairs: []string{"", "a: 1\n"}},
		{name: "malformed-ids", file: "moves.yaml", pairs: []string{"id: m.manual", "id: Manual", "[hosted]", "[is_hosted]", "m.host.work", "work"}},
		{name: "missing-keys", file: "endings.yaml", pairs: []string{", tone: good", "", "id: leak, ", ""}},
	}
}

func referenceBreakages() []breakage {
	return []breakage{
		{name: "unknown-references", file: "dilemmas.yaml", pairs: []string{
			"fallback: d1.launch", "fallback: d1.lauch", "adviser: d1.ask", "advisor: d2.open", "{needs: 2}", "{need: 3}",
			"{news: 1}", "{newz: 1}", "seg: {all: 12}", "seg: {al: 12}", "channel: network, own", "channel: netwrok, own",
		}},
		{name: "unknown-in-conditions", file: "events.yaml", pairs: []string{
			"{flag: rules}", "{any: [{moved: m.talk}, {happened: e.strom}, {need: knows}]}", "{seg: crew, gte: 12}", "{any: [{seg: crews, gte: 12}, {ind: fits, gte: 3}, {channel: [net]}]}", "{chose: d1.ask}", "{chose: d1.aks}",
		}},
		{name: "flag-never-set", file: "events.yaml", pairs: []string{"{flag: rules}", "{flag: rule}"}},
		{name: "growth-flag-never-set", file: "model.yaml", pairs: []string{"flag: hosted", "flag: host"}},
		{name: "flag-never-read", file: "dilemmas.yaml", pairs: []string{"{fit: 8, stam: -4, channel: network}", "{fit: 8, stam: -4, channel: network, set: [tested]}"}, warns: true},
		{name: "clear-never-set", file: "dilemmas.yaml", pairs: []string{"{fit: 8, stam: -4, channel: network}", "{fit: 8, clear: [aked]}"}},
		{name: "set-and-cleared", file: "dilemmas.yaml", pairs: []string{"set: [rules]", "set: [rules], clear: [rules]"}},
		{name: "option-of-another-dilemma", file: "dilemmas.yaml", pairs: []string{"id: d3.all", "id: d4.all"}},
		{name: "duplicate-ids", file: "events.yaml", pairs: []string{"id: e.storm", "id: e.client", "id: missed", "id: reached"}},
		{name: "unknown-principle", file: "pack.yaml", pairs: []string{"[needs, reuse]", "[needs, re-use]"}},
		{name: "unknown-source", file: "pack.yaml", pairs: []string{"sources: [seed-002]\n", "sources: [seed-02]\n"}},
		{name: "unknown-weight", file: "needs.yaml", pairs: []string{"discuss: should", "discus: shall"}},
		{name: "unknown-tone-and-phase", file: "debrief.yaml", pairs: []string{"phase: describe", "phase: describing", "principle: needs", "principle: need"}},
		{name: "unknown-objective", file: "events.yaml", pairs: []string{"[LO1]", "[LO2]"}},
		{name: "unknown-dimension", file: "model.yaml", pairs: []string{"dimension: d5", "dimension: d10"}},
	}
}

func orderBreakages() []breakage {
	return []breakage{
		{name: "no-default-ending", file: "endings.yaml", pairs: []string{"{id: muddling, tone", "{id: muddling, when: {ind: own, lt: 50}, tone"}},
		{name: "default-ending-first", file: "endings.yaml", pairs: []string{"when: {ind: safe, lt: 35}, ", ""}},
		{name: "ending-shadowed-same", file: "endings.yaml", pairs: []string{"when: {all: [{ind: own, gte: 50}, {ind: fit, gte: 38}]}", "when: {ind: safe, lt: 35}"}},
		{name: "ending-shadowed-narrower", file: "endings.yaml", pairs: []string{"{all: [{ind: own, gte: 50}, {ind: fit, gte: 38}]}", "{ind: safe, lt: 30}"}},
		{name: "ending-shadowed-all", file: "endings.yaml", pairs: []string{"{ind: fit, gte: 38}", "{any: [{all: [{ind: safe, lt: 35}, {flag: rules}]}, {ind: safe, lt: 10}]}"}},
		{name: "no-default-case", file: "events.yaml", pairs: []string{"{id: bad, effects", "{id: bad, when: {flag: asked}, effects"}},
		{name: "case-shadowed", file: "events.yaml", pairs: []string{"      - {id: bad,", "      - {id: worse, when: {all: [{flag: rules}, {flag: asked}]}, effects: [{safe: -1}]}\n      - {id: bad,"}},
		{name: "case-always", file: "events.yaml", pairs: []string{"{seg: crew, gte: 12}", "{round: {gte: 2}}"}},
		{name: "from-test-order", file: "model.yaml", pairs: []string{"{dimension: d1, at_most: 2", "{dimension: d1, at_most: 1", "{dimension: d5, at_most: 2, effect: {safe: -5}}", "{dimension: d5, at_most: 2, effect: {safe: -5, after: 1}}\n  - {dimension: d1, at_most: 3, effect: {fit: -1}}"}},
		{name: "dilemma-order", file: "dilemmas.yaml", pairs: []string{"round: 3", "round: 4"}},
	}
}

func reachBreakages() []breakage {
	return []breakage{
		{name: "effect-after-last-round", file: "dilemmas.yaml", pairs: []string{"{stam: 12,", "{after: 1, stam: 12,"}},
		{name: "move-effect-after-last-round", file: "moves.yaml", pairs: []string{"after: 1, stam: -3", "after: 4, stam: -3"}},
		{name: "event-effect-after-last-round", file: "events.yaml", pairs: []string{"{stam: -10}", "{after: 2, stam: -10}"}},
		{name: "move-never-offered", file: "moves.yaml", pairs: []string{"{round: {lte: 3}}", "{all: [{chose: d4.host}, {round: {lte: 3}}]}"}},
		{name: "move-too-dear", file: "moves.yaml", pairs: []string{"id: m.manual, cost: 2", "id: m.manual, cost: 5"}},
		{name: "no-moves-allowed", file: "model.yaml", pairs: []string{"moves_per_round: 2", "moves_per_round: 0"}},
		{name: "never-holds-later", file: "dilemmas.yaml", pairs: []string{"{flag: asked}", "{chose: d3.test}"}},
		{name: "never-holds-both", file: "dilemmas.yaml", pairs: []string{"when: {flag: asked}", "when: {all: [{chose: d1.ask}, {chose: d1.launch}]}"}},
		{name: "never-holds-opposite", file: "dilemmas.yaml", pairs: []string{"when: {flag: asked}", "when: {all: [{flag: asked}, {not: {flag: asked}}]}"}},
		{name: "never-holds-rule", file: "debrief.yaml", pairs: []string{"{chose: d3.all}", "{all: [{chose: d3.all}, {round: {lte: 2}}]}"}},
		{name: "never-holds-needs", file: "endings.yaml", pairs: []string{"{ind: fit, gte: 38}", "{need: know}, {need: news}"}},
		{name: "never-holds-channel", file: "dilemmas.yaml", pairs: []string{"when: {flag: asked}", "when: {not: {channel: [none, network]}}"}},
		{name: "ending-never-reached", file: "endings.yaml", pairs: []string{"{ind: own, gte: 50}", "{ind: own, gte: 100}"}},
		{name: "case-never-reached", file: "events.yaml", pairs: []string{"{seg: crew, gte: 12}", "{seg: crew, gte: 99}"}},
		{name: "event-never-comes", file: "events.yaml", pairs: []string{"rounds: [3, 4]", "rounds: [4, 4]"}},
		{name: "round-without-event", file: "events.yaml", pairs: []string{"    rounds: [2, 3]\n    cases", "    rounds: [4, 4]\n    cases", "rounds: [3, 4]", "rounds: [4, 4]"}},
		{name: "condition-forms", file: "endings.yaml", pairs: []string{
			"{ind: safe, lt: 35}", "{ind: safe, flag: rules}", "{ind: own, gte: 50}", "{gte: 50}", "{ind: fit, gte: 38}",
			"{any: [{ind: own}]}, {round: {}}, {ind: own, gte: 60, lt: 50}, {ind: fit, gte: 101}, {flag: rules, gte: 3}, {ending: leak}, {round: {gte: 3, lte: 2}}, {not: {all: []}}, {}",
		}},
		{name: "condition-too-deep", file: "endings.yaml", pairs: []string{"{ind: safe, lt: 35}", strings.Repeat("{not: ", 6) + "{ind: safe, lt: 35}" + strings.Repeat("}", 6)}},
		{name: "condition-too-wide", file: "endings.yaml", pairs: []string{"{ind: safe, lt: 35}", "{any: [" + strings.Repeat("{ind: safe, lt: 35}, ", 41) + "{flag: rules}]}"}},
	}
}

func shortBreakages() []breakage {
	return []breakage{
		{name: "short-without-last", file: "pack.yaml", pairs: []string{"[1, 2, 4]", "[1, 2, 3]"}},
		{name: "short-rounds", file: "pack.yaml", pairs: []string{"[1, 2, 4]", "[1, 4, 2, 4, 9]"}},
		{name: "short-event", file: "pack.yaml", pairs: []string{"short: [2]", "short: [3]"}},
		{name: "short-loses-effect", file: "dilemmas.yaml", pairs: []string{"{when: {need: news}, fit: 3}", "{when: {chose: d3.test}, fit: 3}"}, warns: true},
		{name: "short-alternative-is-fine", file: "dilemmas.yaml", pairs: []string{"{when: {need: news}, fit: 3}", "{when: {any: [{chose: d3.test}, {moved: m.talks}]}, fit: 3}"}},
		{name: "short-harm-unavoidable", file: "dilemmas.yaml", pairs: []string{"{when: {need: news}, fit: 3}", "{when: {not: {chose: d3.test}}, fit: -3}"}},
		{name: "short-event-only-bad", file: "events.yaml", pairs: []string{"{seg: crew, gte: 12}", "{chose: d3.test}"}},
		{name: "short-ending-lost", file: "endings.yaml", pairs: []string{"{ind: fit, gte: 38}", "{chose: d3.test}"}, warns: true},
		{name: "short-move-lost", file: "moves.yaml", pairs: []string{"id: m.host, cost: 2,", "id: m.host, cost: 2, offer: {round: {gte: 3, lte: 3}},"}, warns: true},
	}
}

func limitBreakages() []breakage {
	return []breakage{
		{name: "weights-not-100", file: "model.yaml", pairs: []string{"use: {weight: 25}", "use: {weight: 24}"}},
		{name: "model-numbers", file: "model.yaml", pairs: []string{
			"[20, 40, 60, 80]", "[20, 60, 40]", "start: 30", "start: 130", "divisor: 110", "divisor: 0", "id: none", "id: nothing", "office: 16, crew: 7", "office: 160, crews: 7", "size: 35", "size: 0",
		}},
		{name: "affinity-forgotten", file: "model.yaml", pairs: []string{"office: 16, crew: 7", "office: 16"}},
		{name: "use-has-no-start", file: "model.yaml", pairs: []string{"use: {weight", "use: {start: 3, weight"}},
		{name: "effect-numbers", file: "dilemmas.yaml", pairs: []string{"fit: 10", "fit: 101", "after: 1", "after: 8", "seg: {all: 12}", "seg: {all: -101}", "{own: 8, safe: -10}", "{own: 0}"}},
		{name: "too-many-flags", file: "dilemmas.yaml", pairs: []string{"set: [asked]", "set: [asked, " + numbered("f", 62) + "]"}},
		{name: "too-many-moves", file: "moves.yaml", pairs: []string{"", strings.Repeat("  - {id: m.talks, cost: 1, effects: [{own: 6}]}\n", 30)}},
		{name: "too-few", file: "dilemmas.yaml", pairs: []string{"      - id: d4.leave\n        effects:\n          - {stam: 12, seg: {office: -8, crew: -8}, safe: -12}\n          - {when: {need: news}, fit: 3}\n", ""}},
		{name: "rounds-and-dilemmas", file: "pack.yaml", pairs: []string{"rounds: 4\n", "rounds: 5\n"}},
		{name: "rounds-beyond", file: "pack.yaml", pairs: []string{"rounds: 4\n", "rounds: 9\n"}},
		{name: "pick-too-many", file: "pack.yaml", pairs: []string{"pick_needs: 1", "pick_needs: 3"}},
		{name: "too-few-prompts", file: "debrief.yaml", pairs: []string{"  - {id: db.nine, phase: apply}\n", ""}},
	}
}

func wordBreakages() []breakage {
	long := strings.Repeat("word ", 12) + "end. "
	return []breakage{
		{name: "missing-texts", file: "text/en.yaml", pairs: []string{"  d3.all: {label: \"Everyone on day one\", consequence: \"By Friday everyone has heard of it.\"}\n", "", "theme: \"Ask before you buy\"\n", "", "carried: \"People who asked.\"", "carried: \"\""}},
		{name: "missing-dutch", file: "text/nl.yaml", pairs: []string{"  d3.all: {label: \"Iedereen op dag een\", consequence: \"Vrijdag heeft iedereen ervan gehoord.\"}\n", ""}, warns: true},
		{name: "no-english", file: "text/en.yaml"},
		{name: "role-without-hint", file: "text/en.yaml", pairs: []string{"hints: {manager: \"The council asks for figures.\", adviser", "hints: {adviser"}},
		{name: "words-for-unknown", file: "text/en.yaml", pairs: []string{"  d1.ask:", "  d1.aks:", "crew: \"Crew\"", "crews: \"Crew\"", "ready: \"It", "redy: \"It", "m.host.work", "m.hosts.work"}},
		{name: "oversized-texts", file: "text/en.yaml", pairs: []string{
			"Ask before you buy", strings.Repeat("word ", 13), "The director looks at the clock and at you.", strings.Repeat(long, 7), "The council asks for figures.", strings.Repeat(long, 2),
			"Ask the crew first", strings.Repeat(long, 2), "By Friday everyone has heard of it.", strings.Repeat(long, 5), "It happens on a Tuesday.", strings.Repeat(long, 4), "People who asked.", strings.Repeat(long, 3),
			"You are the steering group.", strings.Repeat(long, 12), "Team talks", "A name of far more than forty characters, really", "leaves: \"Leave it\"", "leaves: \"Leave it to them all\"",
		}},
		{name: "story-length", file: "text/en.yaml", pairs: []string{"The crew asked first and was heard. The list of answers hangs beside the coffee.", ""}, warns: true},
		{name: "long-sentence", file: "text/en.yaml", pairs: []string{"By Friday everyone has heard of it.", strings.Repeat("word ", 26)}},
		{name: "straight-quotes", file: "text/en.yaml", pairs: []string{"somebody’s", "somebody's"}, warns: true},
		{name: "markup-and-links", file: "text/nl.yaml", pairs: []string{"Vraag eerst de ploeg", "Vraag <b>eerst</b>", "Een zomer.", "Zie https://example.org"}},
		{name: "not-one-sentence", file: "text/en.yaml", pairs: []string{"The first week brought forty calls.", "The first week came. It brought forty calls."}},
		{name: "ending-prompts", file: "text/en.yaml", pairs: []string{"[\"What carried it?\", \"What did it cost?\"]", "[\"What carried it?\"]"}},
		{name: "text-types", file: "text/en.yaml", pairs: []string{"label: \"Launch it now\"", "label: 3", "situation: [", "situation: {a: [", "steering group.\"]", "steering group.\"]}"}},
		{name: "other-language", file: "text/nl.yaml", pairs: []string{"language: nl", "language: de"}},
		{name: "misnamed-language", file: "text/dutch.yaml", pairs: []string{"", "schema: scenario-text/1\n"}},
	}
}

func planBreakages() []breakage {
	return []breakage{
		{name: "plan-other-ending", file: "plans/alive.yaml", pairs: []string{"d1.ask, moves: [m.talks]", "d1.launch", "d4.host", "d4.leave"}},
		{name: "plan-illegal-option", file: "plans/alive.yaml", pairs: []string{"d2.rules", "d3.all", "d3.test", "d3.tset"}},
		{name: "plan-move-twice", file: "plans/alive.yaml", pairs: []string{"[m.manual]", "[m.talks]"}},
		{name: "plan-too-dear", file: "plans/alive.yaml", pairs: []string{"[m.talks]", "[m.manual, m.host]", "[m.host]", "[]", "d2.rules, moves: [m.manual]", "d2.rules"}},
		{name: "plan-not-offered", file: "plans/muddling.yaml", pairs: []string{"{option: d4.host}", "{option: d4.host, moves: [m.manual]}"}},
		{name: "plan-unknown-move", file: "plans/alive.yaml", pairs: []string{"[m.talks]", "[m.talk]"}},
		{name: "plan-too-short", file: "plans/alive.yaml", pairs: []string{"  - {option: d4.host}\n", ""}},
		{name: "plan-needs", file: "plans/alive.yaml", pairs: []string{"[know]", "[know, nwes]"}},
		{name: "plan-version", file: "plans/leak.yaml", pairs: []string{"rounds: short", "rounds: shrot"}},
		{name: "plan-misnamed", file: "plans/extra.yaml", pairs: []string{"", "schema: scenario-plan/1\nid: dorp\nversion: 1\nseed: -1\nrounds: full\nneeds: [know]\nplan: []\nexpect: {ending: leak}\n"}},
		{name: "plan-missing", file: "plans/leak.yaml"},
		{name: "strategies", file: "balance.yaml", pairs: []string{
			"options: [d1.ask, d2.rules, d3.test, d4.host], moves: [[m.talks]", "options: [d1.ask, d1.launch, d3.test], moves: [[m.talk]", "group: 2", "group: 0", "needs: [know]", "needs: [know, news]", "id: opens", "id: asks",
			"instrument: d3", "instrument: d5", "ending_max: 80", "ending_max: 101",
		}},
		{name: "too-few-strategies", file: "balance.yaml", pairs: []string{"  - {id: hosts, group: 2, options: [d1.launch, d2.open, d3.test, d4.host], moves: [[m.host], [], [], []]}\n", ""}},
	}
}

// numbered writes so many names.
func numbered(name string, n int) string {
	var out []string
	for i := range n {
		out = append(out, name+string(rune('a'+i/26))+string(rune('a'+i%26)))
	}
	return strings.Join(out, ", ")
}

// scenario returns the small valid scenario of testdata/scenario.
func scenario(t testing.TB) fstest.MapFS {
	t.Helper()
	return filesOf(t, os.DirFS("testdata/scenario"))
}

// broken returns it with one thing wrong.
func broken(t testing.TB, b breakage) fstest.MapFS {
	t.Helper()
	fsys, name := scenario(t), dorpDir+b.file
	if len(b.pairs) == 0 {
		delete(fsys, name)
		return fsys
	}
	text := ""
	if file, there := fsys[name]; there {
		text = string(file.Data)
	}
	for i := 0; i < len(b.pairs); i += 2 {
		if !strings.Contains(text, b.pairs[i]) {
			t.Fatalf("%s does not hold %q", name, b.pairs[i])
		}
		if b.pairs[i] == "" {
			text += b.pairs[i+1]
			continue
		}
		text = strings.ReplaceAll(text, b.pairs[i], b.pairs[i+1])
	}
	fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	return fsys
}

func TestScenarioLint(t *testing.T) {
	cases := breakages()
	if len(cases) < 90 {
		t.Fatalf("saw %d broken scenarios, there are at least 90", len(cases))
	}
	for _, b := range cases {
		t.Run(b.name, func(t *testing.T) {
			report := content.Check(broken(t, b))
			complained := complaints(report)
			if b.name == "short-alternative-is-fine" {
				if complained != "" {
					t.Error(complained)
				}
				return
			}
			if wrong := len(report.Problems) > 0; wrong == b.warns || complained == "" {
				t.Errorf("%d problems, %d warnings", len(report.Problems), len(report.Warnings))
			}
			golden(t, filepath.Join("testdata", "scenario-lint", b.name+".txt"), complained)
		})
	}
}

// TestScenarioLintNames: each breakage has its own file of complaints, and each
// file a breakage.
func TestScenarioLintNames(t *testing.T) {
	names := map[string]bool{"short-alternative-is-fine": true}
	for _, b := range breakages() {
		if names[b.name] && b.name != "short-alternative-is-fine" {
			t.Errorf("%s is there twice", b.name)
		}
		names[b.name] = true
	}
	files, err := os.ReadDir(filepath.Join("testdata", "scenario-lint"))
	if err != nil || len(files) != len(names)-1 {
		t.Errorf("%d files of complaints for %d breakages, %v", len(files), len(names)-1, err)
	}
}

func TestScenarioGood(t *testing.T) {
	report := content.Check(scenario(t))
	if got := complaints(report); got != "" {
		t.Error(got)
	}
	if report.Files[content.KindScenario] != 1 || report.Files[content.KindScenarioText] != 2 || report.Files[content.KindScenarioPlan] != 3 || report.Files["scenario-model"] != 1 {
		t.Errorf("files seen: %v", report.Files)
	}
}

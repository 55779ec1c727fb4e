package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
)

var dorp = assessment.Ref{ID: "dorp", Version: 1}

// dorpAs returns the files of the small scenario under another id and version,
// with texts replaced.
func dorpAs(t testing.TB, id, version string, pairs ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for name, file := range scenario(t) {
		rest := strings.TrimPrefix(name, dorpDir)
		text := strings.Replace(string(file.Data), "id: dorp\nversion: 1\n", "id: "+id+"\nversion: "+version+"\n", 1)
		text = strings.NewReplacer(pairs...).Replace(text)
		out["scenarios/"+id+"/"+version+"/"+rest] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return out
}

func refs(lib *content.Library) []string {
	var out []string
	for _, sc := range lib.Scenarios() {
		out = append(out, sc.Ref.String())
	}
	return out
}

func TestScenario(t *testing.T) {
	lib := mustLoad(t, scenario(t))
	sc, ok := lib.Scenario(dorp)
	if !ok || sc.Ref != dorp || len(sc.Hash) != 64 || sc.Rounds != 4 || !slices.Equal(sc.Short, []int{1, 2, 4}) || sc.PickNeeds != 1 {
		t.Fatalf("%v %+v", ok, sc)
	}
	if again, _ := lib.LatestScenario("dorp"); again != sc || lib.Scenarios()[0] != sc {
		t.Error("compiled more than once")
	}
	if sc.Indicators[game.Safe] != (game.IndicatorRule{Start: 50, Weight: 20}) || sc.Indicators[game.Use].Weight != 25 || sc.Growth.HostFlag != "hosted" || sc.Growth.Manual != 2 {
		t.Errorf("%+v %+v", sc.Indicators, sc.Growth)
	}
	launch := sc.Dilemmas[0].Options[1]
	if launch.Needs["news"] != 1 || launch.Effects[0].Channel != "network" || launch.Effects[0].Segments["office"] != 8 || launch.Effects[1].After != 1 || launch.Effects[1].Because != "d1.launch.calls" {
		t.Errorf("%+v", launch)
	}
	if move := sc.Moves[1]; move.Cost != 2 || move.Offer.FromRound != nil || *move.Offer.ToRound != 3 || move.Effects[0].Set[0] != "manual" {
		t.Errorf("%+v", move)
	}
	if e := sc.Events[2]; e.First != 3 || e.Last != 4 || e.Cases[0].When.Any[1].Chose != "d1.ask" || e.Cases[1].When != nil {
		t.Errorf("%+v", e)
	}
	if e := sc.Endings[0]; e.When.Indicator != "safe" || *e.When.Below != 35 || e.Tone != "fail" {
		t.Errorf("%+v", e)
	}
	if s := sc.Strategies[0]; s.Group != 1 || s.Moves[0][0] != "m.talks" || sc.Thresholds.Instrument != "d3" || sc.Thresholds.EndingMax != 80 {
		t.Errorf("%+v %+v", s, sc.Thresholds)
	}
	if rule := sc.OrderRules[0]; rule.First.Flag != "asked" || !*rule.Then.ChannelSet || len(sc.Prompts) != 12 || sc.Prompts[1].When.Diverged != "d3" {
		t.Errorf("%+v", rule)
	}
	if sources := lib.ScenarioSources(dorp); len(sources) != 1 || sources[0].ID != "seed-002" || sources[0].Title == "" {
		t.Errorf("%+v", sources)
	}
}

func TestScenarioWords(t *testing.T) {
	lib := mustLoad(t, scenario(t))
	w, ok := lib.ScenarioWords(dorp, "nl")
	if !ok || w.Language != "nl" || w.Title != "Een dorp van zestig" || len(w.Borrowed) != 0 || len(w.Situation) != 2 || w.Theme == "" || w.Summary == "" {
		t.Fatalf("%+v", w)
	}
	d := w.Dilemmas["d1"]
	if d.Title != "Voor de zomer" || d.Inject == "" || d.Hints["adviser"] == "" || d.Facilitator.Ask != "Wie is niet gehoord?" {
		t.Errorf("%+v", d)
	}
	e := w.Endings["leak"]
	if e.Title != "Het lek" || e.Story == "" || e.Carried == "" || e.Cost == "" || len(e.Prompts) != 2 {
		t.Errorf("%+v", e)
	}
	if w.Options["d1.ask"].Label != "Vraag eerst de ploeg" || w.Moves["m.host"].Name != "Gastheer" || w.Events["e.storm"].Cases["missed"] == "" ||
		w.Flags["rules"].Failed != "er geen huisregels waren" || w.Because["m.host.work"] == "" || w.OrderRules["rules-first"].Kept == "" ||
		w.Prompts["db.nine"] == "" || w.Strategies["asks"] != "Eerst vragen" || w.Needs["know"].Text == "" || w.Roles["adviser"].Fears == "" ||
		w.Segments["crew"] != "Ploeg" || w.Channels["none"] != "Geen nieuw kanaal" || w.Objectives["LO1"] == "" {
		t.Errorf("%+v", w)
	}
	if w, ok := lib.ScenarioWords(dorp, "fr"); !ok || w.Language != "en" || w.Title != "A village of sixty" {
		t.Errorf("fr: %+v", w)
	}
	if _, ok := lib.ScenarioWords(assessment.Ref{ID: "dorp", Version: 2}, "en"); ok {
		t.Error("words for a version that is not there")
	}
}

func TestScenarioFallback(t *testing.T) {
	b := breakage{file: "text/nl.yaml", pairs: []string{"title: \"Een dorp van zestig\"\n", "", "label: \"Vraag eerst de ploeg\", ", "", "    prompts: [\"Wat droeg het?\", \"Wat kostte het?\"]\n", ""}}
	lib := mustLoad(t, good(t), broken(t, b))
	w, _ := lib.ScenarioWords(dorp, "nl")
	if w.Title != "A village of sixty" || w.Options["d1.ask"].Label != "Ask the crew first" || w.Options["d1.ask"].Consequence != "Vrijdag heeft iedereen ervan gehoord." {
		t.Errorf("%q %+v", w.Title, w.Options["d1.ask"])
	}
	if !slices.Contains(w.Borrowed, "title") || !slices.Contains(w.Borrowed, "options[d1.ask].label") || len(w.Borrowed) != 8 {
		t.Errorf("borrowed %q", w.Borrowed)
	}
	if got := lib.Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("offered %v", got)
	}
	d := lib.Describe().Scenarios
	if len(d) != 1 || d[0].Ref != dorp || d[0].Options != 8 || d[0].Events != 3 || d[0].Plans != 3 || d[0].Borrowed["nl"] != 8 || d[0].Borrowed["en"] != 0 {
		t.Errorf("described %+v", d)
	}
	if got := mustLoad(t, good(t), scenario(t)).Languages(); !slices.Equal(got, []string{"en", "nl"}) {
		t.Errorf("complete: %v", got)
	}
}

// TestScenarioWithoutDutch: a missing file is a warning and its language is not
// on offer.
func TestScenarioWithoutDutch(t *testing.T) {
	fsys := broken(t, breakage{file: "text/nl.yaml"})
	report := content.Check(good(t), fsys)
	if len(report.Problems) != 0 || len(report.Warnings) != 1 || report.Warnings[0].File != dorpDir+"text/nl.yaml" {
		t.Error(complaints(report))
	}
	lib := mustLoad(t, good(t), fsys)
	if w, _ := lib.ScenarioWords(dorp, "nl"); w.Title != "A village of sixty" || !slices.Equal(lib.Languages(), []string{"en"}) {
		t.Errorf("%q, offered %v", w.Title, lib.Languages())
	}
}

func TestScenarioOrderAndVersions(t *testing.T) {
	other := dorpAs(t, "stad", "1", "order: 1\n", "order: 3\n")
	second := dorpAs(t, "dorp", "10", "order: 1\n", "order: 5\n", "fit: 10", "fit: 11")
	lib := mustLoad(t, scenario(t), other, second, dorpAs(t, "dorp", "2"))
	if got := refs(lib); !slices.Equal(got, []string{"stad@1", "dorp@10"}) {
		t.Errorf("scenarios %v", got)
	}
	if sc, ok := lib.Scenario(dorp); !ok || sc.Dilemmas[0].Options[0].Effects[0].Fit != 10 {
		t.Error("version 1 is gone")
	}
	if _, ok := lib.LatestScenario("dal"); ok || lib.Plans(assessment.Ref{ID: "dal", Version: 1}) != nil || lib.ScenarioSources(assessment.Ref{}) != nil {
		t.Error("found what is not there")
	}
	report := content.Check(scenario(t), dorpAs(t, "stad", "1"))
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Text, `order 1 is also that of scenario "dorp"`) {
		t.Error(complaints(report))
	}
}

// TestScenarioOverlay: a version in a later layer replaces the whole folder.
func TestScenarioOverlay(t *testing.T) {
	over := dorpAs(t, "dorp", "1", "A village of sixty", "Our own village", "{fit: 10, own: 6", "{fit: 12, own: 6")
	delete(over, dorpDir+"text/nl.yaml")
	base, lib := mustLoad(t, scenario(t)), mustLoad(t, scenario(t), over)
	before, _ := base.Scenario(dorp)
	after, _ := lib.Scenario(dorp)
	if after.Hash == before.Hash || after.Dilemmas[0].Options[0].Effects[0].Fit != 12 {
		t.Error("not replaced")
	}
	if w, _ := lib.ScenarioWords(dorp, "nl"); w.Title != "Our own village" {
		t.Errorf("the folder was mixed with the one below: %q", w.Title)
	}
	alone := content.Check(fstest.MapFS{"scenarios/dorp/1/text/en.yaml": {Data: []byte("schema: scenario-text/1\n")}})
	if len(alone.Problems) < 11 {
		t.Error(complaints(alone))
	}
}

// TestScenarioHash: the hash is that of play. Words, plans and thresholds do not
// change it.
func TestScenarioHash(t *testing.T) {
	want, _ := mustLoad(t, scenario(t)).Scenario(dorp)
	for file, pairs := range map[string][]string{
		"text/en.yaml": {"Team talks", "Talks"}, "balance.yaml": {"luck_max: 30", "luck_max: 31"}, "plans/leak.yaml": {"seed: 7", "seed: 8"},
	} {
		got, _ := mustLoad(t, broken(t, breakage{file: file, pairs: pairs})).Scenario(dorp)
		if got.Hash != want.Hash {
			t.Errorf("%s changes the hash", file)
		}
	}
	for file, pairs := range map[string][]string{"model.yaml": {"size: 35", "size: 36"}, "debrief.yaml": {"points: 3", "points: 2"}} {
		got, _ := mustLoad(t, broken(t, breakage{file: file, pairs: pairs})).Scenario(dorp)
		if got.Hash == want.Hash {
			t.Errorf("%s does not change the hash", file)
		}
	}
}

func TestPlans(t *testing.T) {
	lib := mustLoad(t, scenario(t))
	sc, _ := lib.Scenario(dorp)
	plans := lib.Plans(dorp)
	if len(plans) != 3 || plans[1].Name != "leak" || !plans[1].Setup.Short || plans[1].Setup.Seed != 7 || plans[0].Plan.Rounds[0].Moves[0] != "m.talks" {
		t.Fatalf("%+v", plans)
	}
	for _, plan := range plans {
		played, err := game.Replay(sc, plan.Setup, plan.Plan.Commands(sc, plan.Setup.Short))
		if err != nil || sc.Arrived(played.Last()).ID != plan.Ending || plan.Name != plan.Ending {
			t.Errorf("%s: %v", plan.Name, err)
		}
	}
}

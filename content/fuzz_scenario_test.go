package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
)

// FuzzLoadScenario feeds any bytes as one of the files of a scenario: Load never
// panics and always ends, and what it lets through can be played.
func FuzzLoadScenario(f *testing.F) {
	base := scenario(f)
	var names []string
	for name := range base {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		f.Add(uint8(i), base[name].Data)
	}
	for i, name := range names {
		if kind, ok := strings.CutPrefix(name, dorpDir); ok {
			head := strings.SplitN(string(base[name].Data), "\n", 2)[0]
			f.Add(uint8(i), []byte(head))
			f.Add(uint8(i), []byte(head+"\nid: dorp\nversion: 1\n"+strings.TrimSuffix(kind, ".yaml")+": [{id: a, when: {all: [{any: [{}, {not: {}}]}]}, effects: [{}]}]\n"))
		}
	}
	for _, b := range breakages() {
		i := slices.Index(names, dorpDir+b.file)
		if i >= 0 && len(b.pairs) > 0 {
			f.Add(uint8(i), broken(f, b)[dorpDir+b.file].Data)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		fsys := fstest.MapFS{}
		for name, file := range base {
			fsys[name] = file
		}
		fsys[names[int(which)%len(names)]] = &fstest.MapFile{Data: data, Mode: 0o644}
		lib, report, err := content.Load(fsys)
		if (err == nil) != (len(report.Problems) == 0) {
			t.Fatalf("%v with %d problems", err, len(report.Problems))
		}
		if err != nil {
			return
		}
		sc, ok := lib.Scenario(dorp)
		if !ok || len(lib.Scenarios()) != 1 {
			t.Fatal("the scenario is gone")
		}
		for _, plan := range lib.Plans(dorp) {
			played, err := game.Replay(sc, plan.Setup, plan.Plan.Commands(sc, plan.Setup.Short))
			if err != nil || sc.Arrived(played.Last()).ID != plan.Ending {
				t.Fatalf("plan %s: %v", plan.Name, err)
			}
		}
		w, ok := lib.ScenarioWords(dorp, "nl")
		if !ok || w.Title == "" {
			t.Fatalf("%+v", w)
		}
		for _, d := range sc.Dilemmas {
			for _, o := range d.Options {
				if w.Options[o.ID].Label == "" || w.Options[o.ID].Consequence == "" {
					t.Fatalf("no words for %s", o.ID)
				}
			}
		}
	})
}

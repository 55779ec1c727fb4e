package content_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content"
)

// scenarioFolder copies the small scenario to disk.
func scenarioFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, scenario(t)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFreezeScenario(t *testing.T) {
	dir := scenarioFolder(t)
	added, err := content.Freeze(dir)
	if err != nil || len(added) != 9 {
		t.Fatalf("%v %v", added, err)
	}
	for i, name := range []string{"debrief", "dilemmas", "endings", "events", "model", "moves", "needs", "pack", "roles"} {
		if !strings.HasSuffix(added[i], "  "+dorpDir+name+".yaml") {
			t.Errorf("line %d: %s", i+1, added[i])
		}
	}
	// Words, thresholds and plans can be mended; what decides play cannot.
	save(t, dir, dorpDir+"text/nl.yaml", "Een dorp van zestig", "Een dorp van zestig mensen")
	save(t, dir, dorpDir+"balance.yaml", "luck_max: 30", "luck_max: 29")
	save(t, dir, dorpDir+"plans/leak.yaml", "seed: 7", "seed: 8")
	if added, err := content.Freeze(dir); err != nil || len(added) != 0 {
		t.Errorf("mended: %v %v", added, err)
	}
	save(t, dir, dorpDir+"moves.yaml", "{own: 6}", "{own: 7}")
	if _, err := content.Freeze(dir); err == nil || !strings.Contains(err.Error(), dorpDir+"moves.yaml has changed since it was released") {
		t.Errorf("changed play: %v", err)
	}
	save(t, dir, dorpDir+"moves.yaml", "{own: 7}", "{own: 6}")
	if err := os.CopyFS(dir, dorpAs(t, "dorp", "2")); err != nil {
		t.Fatal(err)
	}
	if added, err := content.Freeze(dir); err != nil || len(added) != 9 {
		t.Errorf("second version: %v %v", added, err)
	}
}

// TestReleasedScenarioStays: neither an overlay nor a missing folder undoes a
// release.
func TestReleasedScenarioStays(t *testing.T) {
	dir := scenarioFolder(t)
	if _, err := content.Freeze(dir); err != nil {
		t.Fatal(err)
	}
	layer := os.DirFS(dir)
	mustLoad(t, layer, dorpAs(t, "dorp", "1", "A village of sixty", "A mended village"))
	report := content.Check(layer, dorpAs(t, "dorp", "1", "{own: 6}", "{own: 7}"))
	if len(report.Problems) != 1 || report.Problems[0].File != dorpDir+"moves.yaml" {
		t.Error(complaints(report))
	}
	sums, err := os.ReadFile(filepath.Join(dir, "released.sum"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := string(sums) + strings.Repeat("0", 64) + "  " + dorpDir + "balance.yaml\n"
	report = content.Check(fstest.MapFS{"released.sum": {Data: []byte(wrong)}}, dorpAs(t, "stad", "1"))
	if len(report.Problems) != 10 || !strings.Contains(complaints(report), dorpDir+"pack.yaml is released but not there") || !strings.Contains(complaints(report), "released.sum:10:1 is not a line") {
		t.Error(complaints(report))
	}
}

// TestReloadScenario: a broken scenario keeps the last good one in use.
func TestReloadScenario(t *testing.T) {
	dir := scenarioFolder(t)
	live := liveOn(t, dir)
	before, _ := live.Current().LatestScenario("dorp")
	save(t, dir, dorpDir+"endings.yaml", "{ind: safe, lt: 35}", "{flag: hacked}")
	if err := live.Reload(); err == nil || live.LastError() == nil {
		t.Error("a broken scenario was loaded")
	}
	if now, _ := live.Current().LatestScenario("dorp"); now != before {
		t.Error("the last good version is gone")
	}
	save(t, dir, dorpDir+"endings.yaml", "{flag: hacked}", "{ind: safe, lt: 36}")
	if err := live.Reload(); err != nil || live.LastError() != nil {
		t.Error(err)
	}
	if now, _ := live.Current().LatestScenario("dorp"); *now.Endings[0].When.Below != 36 {
		t.Error("not reloaded")
	}
}

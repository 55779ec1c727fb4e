package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content"
)

// The values the recommender promises, written down a second time: a slip in a
// tool's file shows as a difference. Marks: s seed, v verified, a assumption;
// "3s/2v" is a seed's value of 3 and a verified value of 2 today.
const matrix = `
need               viva-engage sharepoint intranet linkedin-group facebook-group x internal-video internal-blog teams humhub nextcloud
discuss            3s 3s/2v 2s 3s    3s    1a 1a 1a 3a 3v 2a
groups             3s 2a    2s 3s    3s    0a 1a 1a 3a 3v 2a
microblog          3s 1a    2s 1a    2a    3s 0a 0a 1a 3v 1a
documents          2v 3s    3a 0s    1s/2v 0a 0a 1a 3a 2v 3v
calendar           1a 3s/2v 3a 0s    0s/2v 0a 0a 0a 2a 2v 3a
surveys            1a 3s    2a 0s    0s    0a 0a 0a 2a 1a 2a
polls              3a 2a    2a 0s/1a 3s    2a 1a 1a 2a 2v 2a
tags               3s 3a    2a 1a    1a    3a 2a 3a 1a 2v 2a
attachments        3s 3s    3a 0s/1a 0s/2v 1a 1a 2a 3a 3v 3a
phone              3s 2a    2a 3a    3a    3a 2a 2a 3a 3v 3a
video              2v 3v    2a 1a    3a    2a 3s 2a 3a 2v 2a
stories            2a 3a    3a 1a    1a    0a 1a 3s 0a 2v 1a
dialogue           3v 1a    2a 1a    2a    1a 1a 2a 1a 3a 1a
broadcast          2v 1a    2a 1a    2a    3a 1a 1a 3a 2a 2a
partners           2v 2a    1a 3a    3a    3a 1a 1a 3a 2a 3a
low_admin          2a 0s    1a 3a    3a    3a 2a 2a 1a 0a 0a
single_sign_on     3v 3a    3a 0a    0a    0a 2a 2a 3a 2v 2a
work_private_apart 3a 3a    3a 0s    0s    0a 3a 3a 3a 3a 3a
data_control       1v 1v    2a 0a    0a    0a 1a 2a 1v 3v 3v
records            3v 3a    2a 0a    0a    0a 2a 2a 3a 2a 2a
reach_all          2v 1a    1a 2a    2a    3a 1a 1a 1a 2a 2a
`

// ready is the readiness each tool takes: people, culture, channels.
var ready = map[string]recommend.Readiness{
	"viva-engage": {People: 40, Culture: 50, Channels: 40}, "sharepoint": {People: 60, Culture: 25, Channels: 50},
	"intranet": {People: 45, Culture: 25, Channels: 40}, "linkedin-group": {People: 10, Culture: 40, Channels: 10},
	"facebook-group": {People: 10, Culture: 40, Channels: 10}, "x": {People: 10, Culture: 50, Channels: 10},
	"internal-video": {People: 30, Culture: 25, Channels: 30}, "internal-blog": {People: 25, Culture: 35, Channels: 20},
	"teams": {People: 40, Culture: 35, Channels: 40}, "humhub": {People: 60, Culture: 50, Channels: 50},
	"nextcloud": {People: 60, Culture: 30, Channels: 50},
}

// hits is which tools each knock-out can hit, beside K10, which can hit all.
var hits = map[string]string{
	"K1": "facebook-group", "K2": "x", "K3": "facebook-group linkedin-group x", "K4": "facebook-group linkedin-group x",
	"K5": "viva-engage sharepoint teams", "K6": "viva-engage sharepoint teams facebook-group linkedin-group x internal-video",
	"K7": "sharepoint humhub nextcloud", "K9": "facebook-group linkedin-group x", "K11": "humhub nextcloud", "K12": "intranet",
}

// mark writes a cell the way the matrix has it.
func mark(c recommend.Cell) string {
	letter := map[recommend.Kind]string{recommend.Seed: "s", recommend.Verified: "v", recommend.Assumption: "a"}
	digit := func(n int) string { return string(rune('0' + n)) }
	switch {
	case !c.Known:
		return "?"
	case c.HasSeed:
		return digit(c.SeedValue) + "s/" + digit(c.Value) + letter[c.Kind]
	default:
		return digit(c.Value) + letter[c.Kind]
	}
}

func TestMatrix(t *testing.T) {
	lib := mustLoad(t, content.Builtin())
	rows := strings.Split(strings.TrimSpace(matrix), "\n")
	tools := strings.Fields(rows[0])[1:]
	if len(rows)-1 != recommend.NeedCount || len(tools) != 11 || len(lib.Tools().Tools) < len(tools) {
		t.Fatalf("%d needs, %d tools, %d in the catalogue", len(rows)-1, len(tools), len(lib.Tools().Tools))
	}
	for i, id := range tools {
		if got := lib.Tools().Tools[i].ID; got != id {
			t.Errorf("place %d has %s, want %s", i+1, got, id)
		}
	}
	for n, row := range rows[1:] {
		fields := strings.Fields(row)
		if len(fields) != 1+len(tools) || fields[0] != recommend.Needs[n] {
			t.Fatalf("row %d of the matrix: %q", n+1, row)
		}
		for i, want := range fields[1:] {
			if got := mark(lib.Tools().Tools[i].Needs[n]); got != want {
				t.Errorf("%s, %s: %s, want %s", tools[i], fields[0], got, want)
			}
		}
	}
}

func TestReadinessAndRules(t *testing.T) {
	seen := 0
	for _, tool := range mustLoad(t, content.Builtin()).Tools().Tools {
		want, known := ready[tool.ID]
		if !known {
			continue
		}
		seen++
		if tool.Required != want {
			t.Errorf("%s: readiness %v, want %v", tool.ID, tool.Required, want)
		}
		for _, rule := range []string{"K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K11", "K12"} {
			want := rule == "K10" || slices.Contains(strings.Fields(hits[rule]), tool.ID)
			if got := slices.Contains(tool.Rules, rule); got != want {
				t.Errorf("%s: %s is %v, want %v", tool.ID, rule, got, want)
			}
		}
		network := slices.Contains([]string{"viva-engage", "humhub", "linkedin-group", "facebook-group"}, tool.ID)
		if slices.Contains(tool.Warnings, "W4") != network {
			t.Errorf("%s: warnings %v", tool.ID, tool.Warnings)
		}
	}
	if seen != len(ready) || seen != 11 {
		t.Errorf("saw %d tools of %d", seen, len(ready))
	}
}

// TestProvenance: a value of a kind comes from a source of that kind, and the
// languages say as much as each other.
func TestProvenance(t *testing.T) {
	lib := mustLoad(t, content.Builtin())
	for _, tool := range lib.Tools().Tools {
		for n, cell := range tool.Needs {
			seed, model := strings.HasPrefix(cell.Source, "seed-"), cell.Source == "model"
			if seed != (cell.Kind == recommend.Seed) || model && cell.Kind == recommend.Verified {
				t.Errorf("%s, %s: a value of kind %s from %s", tool.ID, recommend.Needs[n], cell.Kind, cell.Source)
			}
		}
		en, _ := lib.ToolWords(tool.ID, "en")
		nl, _ := lib.ToolWords(tool.ID, "nl")
		if len(en.Fits) != len(nl.Fits) || len(en.Mind) != len(nl.Mind) || len(en.NotIf) != len(nl.NotIf) {
			t.Errorf("%s: the lists differ in length between the languages", tool.ID)
		}
	}
}

func TestFindBuiltinTool(t *testing.T) {
	lib := mustLoad(t, content.Builtin())
	for name, want := range map[string]string{
		"Yammer": "viva-engage", "yammer": "viva-engage", "VIVA ENGAGE": "viva-engage", "Twitter": "x", "X": "x",
		"Workplace": "workplace-from-meta", "SharePoint": "sharepoint", "Microsoft Teams": "teams", "Nextcloud": "nextcloud",
	} {
		if got, _ := lib.FindTool(name); got != want {
			t.Errorf("%s leads to %q, want %q", name, got, want)
		}
	}
	ended := lib.Tools().Tools[len(lib.Tools().Tools)-1]
	if ended.ID != "workplace-from-meta" || !ended.Ended || !slices.Equal(ended.Rules, []string{"K8"}) {
		t.Errorf("%s ended %v, rules %v", ended.ID, ended.Ended, ended.Rules)
	}
}

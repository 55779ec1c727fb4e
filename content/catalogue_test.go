package content_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/content"
)

const forumDir = "tools/forum/"

func toolIDs(lib *content.Library) []string {
	var out []string
	for _, tool := range lib.Tools().Tools {
		out = append(out, tool.ID)
	}
	return out
}

// need returns the position of a need.
func need(t *testing.T, id string) int {
	t.Helper()
	i := slices.Index(recommend.Needs, id)
	if i < 0 {
		t.Fatalf("no need %s", id)
	}
	return i
}

func TestTools(t *testing.T) {
	lib := mustLoad(t, good(t))
	if got := toolIDs(lib); !slices.Equal(got, []string{"forum", "pinboard", "wall"}) {
		t.Fatalf("tools %v", got)
	}
	forum, wall := lib.Tools().Tools[0], lib.Tools().Tools[2]
	if forum.Ended || !wall.Ended || !slices.Equal(forum.Rules, []string{"K1", "K10"}) || !slices.Equal(forum.Warnings, []string{"W1", "W2", "W3"}) {
		t.Errorf("forum %v %v, ended %v, wall ended %v", forum.Rules, forum.Warnings, forum.Ended, wall.Ended)
	}
	if want := (recommend.Readiness{People: 40, Culture: 50, Channels: 40}); forum.Required != want {
		t.Errorf("readiness %v", forum.Required)
	}
	day := "2026-11-22"
	for id, want := range map[string]recommend.Cell{
		"discuss":   {Value: 3, Known: true, Kind: recommend.Seed, Source: "seed-004", Checked: day},
		"documents": {Value: 2, Known: true, Kind: recommend.Verified, Source: "manual", Checked: day, SeedValue: 1, HasSeed: true},
		"surveys":   {Kind: recommend.Assumption, Source: "model", Checked: day, HasSeed: true},
		"reach_all": {Value: 2, Known: true, Kind: recommend.Assumption, Source: "model", Checked: day},
	} {
		if got := forum.Needs[need(t, id)]; got != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
}

func TestToolSheet(t *testing.T) {
	lib := mustLoad(t, good(t))
	s, ok := lib.ToolSheet("forum")
	if !ok || s.State != content.StateRenamed || s.Since != "2023-02" || s.Effort != 2 || s.Readiness.Culture != 50 {
		t.Fatalf("%+v", s)
	}
	if !slices.Equal(s.Aliases, []string{"old forum", "talk"}) || !slices.Equal(s.Alternatives, []string{"pinboard"}) {
		t.Errorf("aliases %q, alternatives %q", s.Aliases, s.Alternatives)
	}
	if len(s.Sources) != 3 || s.Sources[1].ID != "manual" || s.Sources[1].URL != "https://example.org/manual" || s.Sources[1].Date != "2026-11-22" {
		t.Errorf("sources %+v", s.Sources)
	}
	if want := (content.ToolFact{ID: "renamed", Date: "2023-02", Source: "manual"}); len(s.Facts) != 1 || s.Facts[0] != want {
		t.Errorf("facts %+v", s.Facts)
	}
	if _, ok := lib.ToolSheet("fax"); ok {
		t.Error("found what is not there")
	}
}

func TestToolWords(t *testing.T) {
	lib := mustLoad(t, good(t))
	nl, ok := lib.ToolWords("forum", "nl")
	if !ok || nl.Language != "nl" || nl.Also != "Heette vroeger Old Forum" || len(nl.Borrowed) != 0 {
		t.Fatalf("%+v", nl)
	}
	if len(nl.Fits) != 2 || nl.Mind[0] != "iemand moet antwoorden" || len(nl.NotIf) != 1 || nl.Facts["renamed"] == "" || len(nl.Needs) != recommend.NeedCount {
		t.Errorf("%+v", nl)
	}
	for name, text := range map[string]string{
		"what": nl.What, "whom": nl.Whom, "effort": nl.Effort, "status": nl.Status, "privacy": nl.Privacy, "accessibility": nl.Accessibility,
	} {
		if text == "" {
			t.Errorf("no %s", name)
		}
	}
	if w, _ := lib.ToolWords("pinboard", "nl"); w.Also != "" || len(w.Borrowed) != 0 {
		t.Errorf("an empty line of other names: %q %v", w.Also, w.Borrowed)
	}
	if w, ok := lib.ToolWords("forum", "fr"); !ok || w.Language != "en" || w.Name != "Forum" {
		t.Errorf("fr: %+v", w)
	}
	if _, ok := lib.ToolWords("fax", "en"); ok {
		t.Error("words for a tool that is not there")
	}
}

func TestToolFallback(t *testing.T) {
	fsys := edited(t, forumDir+"nl.yaml", "mind: [\"iemand moet antwoorden\"]\n", "",
		"  tags: \"Onze eigen schatting: het kan dit deels.\"\n", "", "fits: [\"mensen elkaar iets vragen\", \"niemand alleen werkt\"]", "fits: [\"mensen praten\"]")
	lib := mustLoad(t, fsys)
	w, _ := lib.ToolWords("forum", "nl")
	if w.Mind[0] != "somebody must answer" || len(w.Fits) != 1 || !strings.HasPrefix(w.Needs["tags"], "Our own") {
		t.Errorf("%+v", w)
	}
	if !slices.Equal(w.Borrowed, []string{"mind[0]", "needs.tags"}) {
		t.Errorf("borrowed %v", w.Borrowed)
	}
	if got := lib.Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("offered %v", got)
	}
	if d := lib.Describe().Tools; d.Tools != 3 || d.Borrowed["nl"] != 2 || d.Borrowed["en"] != 0 || d.Hash != lib.Tools().Hash {
		t.Errorf("described %+v", d)
	}
	without := good(t)
	delete(without, forumDir+"nl.yaml")
	if got := mustLoad(t, without).Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("offered without words: %v", got)
	}
}

func TestFindTool(t *testing.T) {
	lib := mustLoad(t, good(t))
	for name, want := range map[string]string{
		"forum": "forum", "  OLD  Forum ": "forum", "Talk": "forum", "prikbord": "pinboard", "Pinboard": "pinboard", "MUUR": "wall",
		"": "", "for": "", "fax": "", "Formerly Old Forum": "",
	} {
		if got, ok := lib.FindTool(name); got != want || ok != (want != "") {
			t.Errorf("%q leads to %q %v, want %q", name, got, ok, want)
		}
	}
}

func TestToolOverlay(t *testing.T) {
	over := fstest.MapFS{}
	for name, file := range good(t) {
		if rest, ok := strings.CutPrefix(name, forumDir); ok {
			text := strings.NewReplacer("id: forum", "id: plaza", "order: 1\n", "order: 12\n", "[old forum, talk]", "[square]", "\"Forum\"", "\"Plaza\"").Replace(string(file.Data))
			over["tools/plaza/"+rest] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	replaced := edited(t, "tools/pinboard/tool.yaml", "effort: 2", "effort: 3", "order: 2\n", "order: 20\n")
	over["tools/pinboard/tool.yaml"], over["tools/pinboard/en.yaml"] = replaced["tools/pinboard/tool.yaml"], replaced["tools/pinboard/en.yaml"]

	base := mustLoad(t, good(t))
	lib := mustLoad(t, good(t), over)
	if got := toolIDs(lib); !slices.Equal(got, []string{"forum", "wall", "plaza", "pinboard"}) {
		t.Errorf("tools %v", got)
	}
	if s, _ := lib.ToolSheet("pinboard"); s.Effort != 3 {
		t.Errorf("not replaced: %+v", s)
	}
	if w, _ := lib.ToolWords("pinboard", "nl"); w.Name != "Pinboard" || len(w.Borrowed) == 0 {
		t.Errorf("the folder was mixed with the one below: %q", w.Name)
	}
	if id, _ := lib.FindTool("Square"); id != "plaza" {
		t.Errorf("Square leads to %q", id)
	}
	if base.Tools().Hash == lib.Tools().Hash {
		t.Error("another catalogue has the same hash")
	}
	alone := content.Check(fstest.MapFS{"tools/plaza/en.yaml": over["tools/plaza/en.yaml"]})
	if len(alone.Problems) != 1 || !strings.Contains(alone.Problems[0].Text, "has no tool.yaml") {
		t.Errorf("a layer of tools only: %s", complaints(alone))
	}
}

func TestToolsHash(t *testing.T) {
	want := sha256.New()
	for _, id := range []string{"forum", "pinboard", "wall"} {
		data, err := os.ReadFile("testdata/good/tools/" + id + "/tool.yaml")
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		want.Write([]byte(hex.EncodeToString(sum[:]) + "  tools/" + id + "/tool.yaml\n"))
	}
	if got := mustLoad(t, good(t)).Tools().Hash; got != hex.EncodeToString(want.Sum(nil)) {
		t.Errorf("hash %s", got)
	}
	words := edited(t, forumDir+"en.yaml", "One person", "Two persons")
	if mustLoad(t, words).Tools().Hash != mustLoad(t, good(t)).Tools().Hash {
		t.Error("words change the hash")
	}
}

// TestNoTools: content without tools is content.
func TestNoTools(t *testing.T) {
	fsys := good(t)
	maps.DeleteFunc(fsys, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "tools/") })
	lib := mustLoad(t, fsys)
	if _, ok := lib.FindTool(""); ok || len(lib.Tools().Tools) != 0 || len(lib.Languages()) != 2 {
		t.Errorf("%+v %v", lib.Tools(), lib.Languages())
	}
}

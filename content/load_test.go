package content_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

var mini = assessment.Ref{ID: "mini", Version: 1}

const miniDir = "questionnaires/mini/1/"

func mustLoad(t testing.TB, layers ...fs.FS) *content.Library {
	t.Helper()
	lib, report, err := content.Load(layers...)
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints(report))
	}
	return lib
}

// edited returns the good content with a text replaced in one file.
func edited(t testing.TB, file string, pairs ...string) fstest.MapFS {
	t.Helper()
	fsys := good(t)
	text := string(fsys[file].Data)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s does not hold %q", file, pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	fsys[file] = &fstest.MapFile{Data: []byte(text)}
	return fsys
}

func TestQuestionnaire(t *testing.T) {
	q, ok := mustLoad(t, good(t)).Questionnaire(mini)
	if !ok || q.Ref != mini || len(q.Hash) != 64 {
		t.Fatalf("%v %v %q", ok, q.Ref, q.Hash)
	}
	item := q.Items[1]
	if item.Dimension != 0 || item.Weight != 2 || item.Weeks != [4]int{4, 8, 12, 26} || !slices.Equal(item.Requires, []int{0}) {
		t.Errorf("item: %+v", item)
	}
	if d := q.Dimensions[0]; d.Weight != 1 || !slices.Equal(d.Items, []int{0, 1}) {
		t.Errorf("dimension: %+v", d)
	}
	if q.Pulse[0].Item != 0 || q.Pulse[1].Item != -1 || q.Pulse[1].Dimension != 1 {
		t.Errorf("pulse: %+v", q.Pulse)
	}
	if f, ok := q.Form("quick"); !ok || f.Minutes != 2 || f.DimensionScores || !slices.Equal(f.Items, []int{0, 2}) {
		t.Errorf("form: %+v", f)
	}
	if n, ok := q.Item("q03"); !ok || n != 2 {
		t.Errorf("item q03 at %d", n)
	}
}

func TestConditions(t *testing.T) {
	q, _ := mustLoad(t, good(t)).Latest("mini")
	when := q.Checks[0].When
	least := assessment.Condition{Item: 1, Scored: true, Min: 3, Max: 4, NoComment: true}
	if c := when[0]; c.Item != least.Item || !c.Scored || c.Min != 3 || c.Max != 4 || !c.NoComment {
		t.Errorf("at least: %+v", c)
	}
	if c := when[1]; c.Item != 0 || !c.Scored || c.Min != 0 || c.Max != 1 || c.NoComment {
		t.Errorf("at most: %+v", c)
	}
	group := when[2]
	if group.Item != -1 || len(group.Any) != 2 || group.Any[0].State != assessment.DontKnow || group.Any[0].Scored {
		t.Errorf("group: %+v", group)
	}
	if c := q.Checks[1].When[0]; c.Item != -1 || c.Share != "dont_know" || c.AtLeast != 30 {
		t.Errorf("share: %+v", c)
	}
}

func TestWords(t *testing.T) {
	lib := mustLoad(t, good(t))
	nl, ok := lib.Words(mini, "nl")
	if !ok || nl.Language != "nl" || nl.Title != "Een kleine test" || len(nl.Borrowed) != 0 {
		t.Errorf("nl: %+v", nl)
	}
	item := nl.Items["q02"]
	if len(item.Options) != 5 || len(item.Steps) != 4 || item.Steps[3].Who != "Teamleider" || len(nl.Dimensions["d1"].Bands) != 4 {
		t.Errorf("nl q02: %+v", item)
	}
	if w, ok := lib.Words(mini, "fr"); !ok || w.Language != "en" || w.Title != "A small test" {
		t.Errorf("fr: %+v", w)
	}
	if _, ok := lib.Words(assessment.Ref{ID: "mini", Version: 2}, "en"); ok {
		t.Error("words for a version that is not there")
	}
}

func TestFallback(t *testing.T) {
	fsys := edited(t, miniDir+"nl.yaml", "title: \"Een kleine test\"\n", "", "      - {do: \"Vraag het deze week aan drie collega's\", who: \"Teamleider\"}\n", "      - {do: \"Vraag het nu\"}\n")
	lib := mustLoad(t, fsys)
	nl, _ := lib.Words(mini, "nl")
	if nl.Title != "A small test" || !slices.Contains(nl.Borrowed, "title") || len(nl.Borrowed) != 13 {
		t.Errorf("%q, borrowed %d: %v", nl.Title, len(nl.Borrowed), nl.Borrowed)
	}
	if step := nl.Items["q01"].Steps[0]; step.Do != "Vraag het nu" || step.Who != "Team leader" {
		t.Errorf("step: %+v", step)
	}
	if got := lib.Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("offered: %v", got)
	}
	if d := lib.Describe(); d.Questionnaires[0].Borrowed["nl"] != 13 || d.Questionnaires[0].Items != 3 || len(d.Languages) != 2 {
		t.Errorf("described: %+v", d)
	}
}

func TestLanguages(t *testing.T) {
	if got := mustLoad(t, good(t)).Languages(); !slices.Equal(got, []string{"en", "nl"}) {
		t.Errorf("complete: %v", got)
	}
	without := good(t)
	delete(without, miniDir+"nl.yaml")
	if got := mustLoad(t, without).Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("no words: %v", got)
	}
	gap := edited(t, "locales/nl.json", "  \"list.and\": \"en\",\n", "")
	if got := mustLoad(t, gap).Languages(); !slices.Equal(got, []string{"en"}) {
		t.Errorf("locale with a gap: %v", got)
	}
}

// TestNormalised: a file means the same whatever editor saved it.
func TestNormalised(t *testing.T) {
	fsys := good(t)
	for name, file := range fsys {
		data := bytes.ReplaceAll(file.Data, []byte("\n"), []byte("\r\n"))
		fsys[name] = &fstest.MapFile{Data: append([]byte("\ufeff"), data...)}
	}
	lib := mustLoad(t, fsys)
	got, _ := lib.Latest("mini")
	want, _ := mustLoad(t, good(t)).Latest("mini")
	if got.Hash != want.Hash {
		t.Errorf("hash %s, want %s", got.Hash, want.Hash)
	}
	if lib.Catalogue().Printer("nl").T("language.name") != "Nederlands" {
		t.Error("locale not read")
	}
}

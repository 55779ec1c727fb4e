package content_test

import (
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content"
)

func TestCheckDates(t *testing.T) {
	row := func(need, day string) string {
		return "  " + need + ": {value: 2, kind: assumption, source: model, checked: \"" + day + "\"}\n"
	}
	fsys := edited(t, forumDir+"tool.yaml",
		row("groups", "2026-11-22"), row("groups", "2024-11-22"), row("polls", "2026-11-22"), row("polls", "2024-11-21"),
		row("tags", "2026-11-22"), row("tags", "2026-11-23"),
		`title: "Own estimate", url: "", date: "2026-11-22"`, `title: "Own estimate", url: "", date: "2020-01-31"`)
	lib := mustLoad(t, fsys)
	got := content.CheckDates(lib, time.Date(2026, 11, 22, 23, 59, 0, 0, time.FixedZone("", 7200)))
	want := []string{
		`tools/forum/tool.yaml:10:55 source "model" was checked on 2020-01-31, more than 24 months ago`,
		`tools/forum/tool.yaml:24:63 the value of need "polls" was checked on 2024-11-21, more than 24 months ago`,
		`tools/forum/tool.yaml:25:62 the value of need "tags" was checked on 2026-11-23, which has not come yet`,
	}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i, p := range got {
		if p.String() != want[i] {
			t.Errorf("got  %s\nwant %s", p, want[i])
		}
	}
}

func TestCheckDatesOfTheLibrary(t *testing.T) {
	lib := mustLoad(t, good(t))
	for day, want := range map[string]int{"2026-11-22": 0, "2028-11-22": 0, "2028-11-23": 3 * (3 + 21), "2026-11-21": 3 * (3 + 21)} {
		today, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := content.CheckDates(lib, today); len(got) != want {
			t.Errorf("%s: %d warnings, want %d", day, len(got), want)
		}
	}
	// What happened long ago is no reason to check again.
	old := mustLoad(t, edited(t, forumDir+"tool.yaml", `"2023-02"`, `"2003-02"`))
	for _, p := range content.CheckDates(old, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
		t.Error(strings.TrimSpace(p.String()))
	}
}

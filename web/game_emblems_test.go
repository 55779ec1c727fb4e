package web

import (
	"os"
	"regexp"
	"testing"

	"github.com/opmaat/opmaat/content"
)

// TestEveryEndingHasAnEmblem holds the list of emblems against the drawings and
// against the built-in scenarios.
func TestEveryEndingHasAnEmblem(t *testing.T) {
	source, err := os.ReadFile("templates/_endings.html")
	if err != nil {
		t.Fatal(err)
	}
	drawings := map[string]bool{}
	for _, m := range regexp.MustCompile(`if eq \.Ending "([a-z-]+)"\}\}<[a-z]`).FindAllSubmatch(source, -1) {
		drawings[string(m[1])] = true
	}
	for id := range drawnEndings {
		if !drawings[id] {
			t.Errorf("%s is listed and not drawn", id)
		}
	}
	if len(drawings) != len(drawnEndings) || len(drawings) < 20 {
		t.Errorf("%d drawings, %d listed", len(drawings), len(drawnEndings))
	}
	lib, _, err := content.Load(content.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range lib.Scenarios() {
		for _, e := range sc.Endings {
			if !drawn(e.ID) {
				t.Errorf("%s: the ending %s has no emblem", sc.Ref, e.ID)
			}
		}
	}
}

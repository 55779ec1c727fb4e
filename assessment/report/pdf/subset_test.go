package pdf

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/opmaat/opmaat/assessment/report/typeface"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A font that was cut has the outlines of the letters that are used, as they
// were, and no others.
func TestCut(t *testing.T) {
	faces, err := typeface.Faces()
	if err != nil {
		t.Fatal(err)
	}
	for _, face := range faces {
		for _, font := range face {
			var letters typeface.Letters
			glyphs, err := letters.Glyphs(typeface.Face{font}, "aé½")
			if err != nil {
				t.Fatal(err)
			}
			var used []int
			for _, g := range glyphs {
				used = append(used, int(g.Index))
			}
			data, err := cut(font.Data, used)
			if err != nil {
				t.Fatal(err)
			}
			tables, err := tablesOf(data)
			if err != nil {
				t.Fatal(err)
			}
			if places, err := outlines(tables); err != nil || places[len(places)-1] > 2000 || len(data) > len(font.Data)/3 {
				t.Errorf("%s: %d bytes of %d, %v", font.Name, len(data), len(font.Data), err)
			}
			checkOutlines(t, font, data, used)
		}
	}
}

func checkOutlines(t *testing.T, font *typeface.Font, data []byte, used []int) {
	t.Helper()
	tables, err := tablesOf(data)
	if err != nil {
		t.Fatal(err)
	}
	before, err := tablesOf(font.Data)
	if err != nil {
		t.Fatal(err)
	}
	// x/image wants tables that a reader of PDF does not.
	for _, name := range []string{"cmap", "name", "post", "OS/2"} {
		tables[name] = before[name]
	}
	again, err := sfnt.Parse(tables.file(slices.Sorted(maps.Keys(tables))))
	if err != nil {
		t.Fatal(err)
	}
	var a, b sfnt.Buffer
	for _, g := range used {
		want, err := font.LoadGlyph(&a, sfnt.GlyphIndex(g), fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := again.LoadGlyph(&b, sfnt.GlyphIndex(g), fixed.I(1000), nil)
		if err != nil || len(want) == 0 || len(got) != len(want) || got[0] != want[0] {
			t.Errorf("%s: letter %d has %d pieces, want %d: %v", font.Name, g, len(got), len(want), err)
		}
	}
}

func TestCutRefuses(t *testing.T) {
	faces, err := typeface.Faces()
	if err != nil {
		t.Fatal(err)
	}
	font := faces[0][0].Data
	for name, c := range map[string]struct {
		data []byte
		used []int
	}{
		"nothing": {nil, nil}, "a piece": {font[:100], nil}, "half": {font[:len(font)/2], nil}, "no such letter": {font, []int{100_000}}, "a negative one": {font, []int{-1}},
		"no tables": {append([]byte{0, 1, 0, 0}, make([]byte, 20)...), nil},
	} {
		if out, err := cut(bytes.Clone(c.data), c.used); err == nil {
			t.Errorf("%s: %d bytes", name, len(out))
		}
	}
}

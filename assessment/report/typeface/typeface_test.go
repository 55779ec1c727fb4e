package typeface

import (
	"strings"
	"testing"
)

func TestFaces(t *testing.T) {
	faces, err := Faces()
	if err != nil {
		t.Fatal(err)
	}
	var l Letters
	for weight, face := range faces {
		for _, c := range []struct {
			text    string
			fonts   string // of each letter: the first or the second
			missing int
		}{
			{"Één €1,5 – “zó”…", strings.Repeat("1", 16), 0}, {"Łódź", "2112", 0}, {"Αθήνα Київ İzmir", "2222212222121111", 0},
			{"e\u0301\u200d\u00ad", "1", 0}, {"עיר", "222", 3}, {"😀", "2", 1}, {"a\u00a0b\u202fc", "11111", 0}, {"", "", 0},
		} {
			glyphs, err := l.Glyphs(face, c.text)
			if err != nil {
				t.Fatal(err)
			}
			fonts, missing := "", 0
			for _, g := range glyphs {
				if g.Index == 0 || g.Advance <= 0 {
					t.Errorf("%q: %+v", c.text, g)
				}
				if g.Font == face[0] {
					fonts += "1"
				} else {
					fonts += "2"
				}
				if g.Missing {
					missing++
				}
			}
			if fonts != c.fonts || missing != c.missing {
				t.Errorf("weight %d, %q: fonts %s, %d missing", weight, c.text, fonts, missing)
			}
		}
	}
}

// A word does not change its font in the middle.
func TestWord(t *testing.T) {
	faces, err := Faces()
	if err != nil {
		t.Fatal(err)
	}
	var l Letters
	for text, want := range map[string]int{"Lodz": 0, "Łódź": 1} {
		glyphs, err := l.Word(faces[Regular], text)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range glyphs {
			if g.Font != faces[Regular][want] {
				t.Errorf("%s: a letter of %s", text, g.Font.Name)
			}
		}
	}
	if glyphs, err := l.Word(faces[Bold], "Łעיר"); err != nil || len(glyphs) != 4 || glyphs[0].Missing || !glyphs[3].Missing || glyphs[3].Rune != 'ר' {
		t.Errorf("%+v %v", glyphs, err)
	}
}

// Neighbours are moved together, and what was looked up once is the same again.
func TestKerning(t *testing.T) {
	faces, err := Faces()
	if err != nil {
		t.Fatal(err)
	}
	var l Letters
	for range 2 {
		glyphs, err := l.Glyphs(faces[Regular], "To")
		if err != nil || glyphs[0].Before != 0 || glyphs[1].Before >= 0 {
			t.Errorf("%+v %v", glyphs, err)
		}
		if w := Width(glyphs); w != glyphs[0].Advance+glyphs[1].Advance+glyphs[1].Before {
			t.Errorf("width %v", w)
		}
	}
}

package content

import "testing"

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"":                              0,
		"One":                           1,
		"One.":                          1,
		"One. Two":                      2,
		"One. Two.":                     2,
		"Is it? It is!":                 2,
		"Groups, e.g. Teams, and more.": 1,
		"Het is o.a. Teams. Ja.":        2,
		"Tot 25 MB, bijv. een brief.":   1,
		"Version 1.18.5 came in 2026.":  1,
		"He said \"yes.\" She left.":    2,
		"It ended (in 2026). It is X.":  2,
		"It is called X. 3 people know": 2,
		"Wait ... it goes on.":          1,
	} {
		if got := sentences(text); got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

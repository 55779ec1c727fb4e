package chart

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Doel en behoeften":     "Doel en behoeften",
		" a\n\tb\x00\u202e c ":  "a  b c",
		"{a|b}":                 "{" + joiner + "a|b}",
		"\xff":                  "",
		strings.Repeat("x", 70): strings.Repeat("x", 59) + "…",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"", 10, ""},
		{"Open en vrijwillige cultuur", 20, "Open en vrijwillige\ncultuur"},
		{"Open cultuur", 10, "Open\ncultuur"},
		{"Veiligheid", 10, "Veiligheid"},
		{"Georganiseerd", 12, "Georganiseerd"},
		{"Toegankelijkheid", 10, "Toegankel-\nijkheid"},
		{"Toe\u00adgan\u00adke\u00adlijk\u00adheid", 10, "Toeganke-\nlijkheid"},
		{plain("abcdefgh{a|b}{c}xyz"), 10, "abcdefgh-\n{" + joiner + "a|b}{" + joiner + "c-\n}xyz"},
		{"de Toe\u00adgan\u00adke\u00adlijk\u00adheid", 20, "de Toegankelijkheid"},
	} {
		if got := wrap(c.in, c.most); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.in, c.most, got, c.want)
		}
	}
}

// Wrapping loses no letter and makes no line too long.
func TestWrapKeepsAll(t *testing.T) {
	strip := strings.NewReplacer(" ", "", "\n", "", "-", "", softHyphen, "").Replace
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching("([a-zé\u00ad]{1,30} ){0,6}[a-z]{1,30}").Draw(t, "in")
		most := rapid.IntRange(5, 25).Draw(t, "most")
		got := wrap(in, most)
		if strip(got) != strip(in) {
			t.Fatalf("wrap(%q, %d) = %q", in, most, got)
		}
		for _, line := range strings.Split(got, "\n") {
			if width(line) > most+slack {
				t.Fatalf("line %q is longer than %d", line, most)
			}
		}
	})
}

func TestBold(t *testing.T) {
	for in, want := range map[string]string{
		"75":          "{v|75}",
		"a\n\nb":      "{v|a}\n\n{v|b}",
		"{" + joiner:  "{" + joiner,
		"a}{v|b}evil": "a}{v|b}evil",
	} {
		if got := bold(in); got != want {
			t.Errorf("bold(%q) = %q, want %q", in, got, want)
		}
	}
	if got := unstyled("{v|62,5 → 80}\n{v|x}"); got != "62,5 → 80\nx" {
		t.Errorf("unstyled gives %q", got)
	}
}

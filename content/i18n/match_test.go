package i18n_test

import (
	"slices"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	c := catalogue(t)
	offered := []string{"en", "nl"}
	for header, want := range map[string]string{
		"":                                "en",
		"nl":                              "nl",
		"nl-BE,nl;q=0.9,en;q=0.8":         "nl",
		"nl-NL-u-rg-bezzzz":               "nl",
		"de;q=0.9, nl;q=0.5":              "nl",
		"en-GB,en;q=0.5":                  "en",
		"fr":                              "en",
		"*":                               "en",
		"ja, zh":                          "en",
		";;;q=,=nl":                       "en",
		"nl;q=0":                          "en",
		"\x00\xff":                        "en",
		strings.Repeat("nl,", 1700):       "en",
		strings.Repeat("a-", 2500) + "nl": "en",
		strings.Repeat("-", 500):          "en",
	} {
		if got := c.Match(header, offered); got != want {
			t.Errorf("%.40q: %s, want %s", header, got, want)
		}
	}
	if got := c.Match("fr", nil); got != "en" {
		t.Errorf("nothing offered: %s", got)
	}
	if got := c.Match("fr", []string{"nl"}); got != "nl" {
		t.Errorf("only nl: %s", got)
	}
}

func FuzzMatch(f *testing.F) {
	c := catalogue(f)
	offered := []string{"en", "nl", "pt-BR"}
	for _, s := range []string{"nl-BE,en;q=0.5", "*", "zh-Hant-TW-u-co-stroke", "i-klingon,x-private;q=9", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if got := c.Match(header, offered); !slices.Contains(offered, got) {
			t.Errorf("%q gives %q", header, got)
		}
	})
}

package i18n_test

import (
	"math"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content/i18n"
)

func TestT(t *testing.T) {
	c := catalogue(t)
	en, nl := c.Printer("en"), c.Printer("nl")
	for _, s := range []struct {
		got, want string
	}{
		{en.T("bare"), "Bare"},
		{nl.T("bare"), "Kaal"},
		{nl.T("hello", "name", "<Ada>"), "Dag <Ada>"},
		{nl.T("hello", "name", 2026), "Dag 2026"},
		{nl.T("hello", "name", 1.5), "Dag 1,5"},
		{nl.T("hello", "name", true), "Dag true"},
		{nl.T("only.en"), "Only English"},
		{en.T("answers", "count", 0, "whom", "us"), "0 answers of us"},
		{en.T("answers", "count", 1, "whom", "us"), "One answer"},
		{nl.T("answers", "count", 1), "Eén antwoord"},
		{nl.T("answers", "count", 1900, "whom", "ons"), "1.900 antwoorden van ons"},
		{nl.T("answers", "count", 1.5, "whom", "ons"), "1,5 antwoorden van ons"},
		{nl.T("answers", "count", -1, "whom", "ons"), "Eén antwoord"},
		{nl.T("answers", "count", "many", "whom", "ons"), "many antwoorden van ons"},
		{nl.T("answers", "count"), "⟦count⟧ antwoorden van ⟦whom⟧"},
		{nl.T("hello"), "Dag ⟦name⟧"},
		{nl.T("no.such"), i18n.Marked("no.such")},
	} {
		if s.got != s.want {
			t.Errorf("got %q, want %q", s.got, s.want)
		}
	}
	missed := c.Missed()
	if missed["no.such"] != 1 || missed["hello {{.name}}"] != 1 || len(missed) != 4 {
		t.Errorf("missed: %v", missed)
	}
	if nl.Has("only.en") || !nl.Has("bare") || !en.Has("only.en") {
		t.Error("Has falls back")
	}
}

func TestFallbackUsesEnglishPlural(t *testing.T) {
	c, err := i18n.LoadCatalogue(files("en.json", `{"a": {"one": "one", "other": "other"}}`, "pl.json", "{}"))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Printer("pl").T("a", "count", 2); got != "other" {
		t.Errorf("2 is %q", got)
	}
}

func TestNumber(t *testing.T) {
	c := catalogue(t)
	en, nl := c.Printer("en"), c.Printer("nl")
	for _, s := range []struct {
		v        float64
		decimals int
		en, nl   string
	}{
		{76.6667, 1, "76.7", "76,7"},
		{75, 1, "75.0", "75,0"},
		{62.5, 0, "63", "63"},
		{63.5, 0, "64", "64"},
		{-62.5, 0, "-63", "-63"},
		{76.65, 1, "76.7", "76,7"},
		{1.005, 2, "1.01", "1,01"},
		{-0.04, 1, "0.0", "0,0"},
		{0, 0, "0", "0"},
		{1234567.891, 2, "1,234,567.89", "1.234.567,89"},
		{0.1, 9, "0.100000", "0,100000"},
		{12, -3, "12", "12"},
		{math.NaN(), 1, "–", "–"},
		{math.Inf(-1), 1, "–", "–"},
	} {
		if got := en.Number(s.v, s.decimals); got != s.en {
			t.Errorf("en %v: %q, want %q", s.v, got, s.en)
		}
		if got := nl.Number(s.v, s.decimals); got != s.nl {
			t.Errorf("nl %v: %q, want %q", s.v, got, s.nl)
		}
	}
	if en.Integer(1900) != "1,900" || nl.Integer(1900) != "1.900" || nl.Integer(-7) != "-7" || en.Integer(0) != "0" {
		t.Errorf("%s %s %s", en.Integer(1900), nl.Integer(1900), nl.Integer(-7))
	}
}

func TestDate(t *testing.T) {
	day := time.Date(2026, 11, 22, 23, 59, 0, 0, time.UTC)
	c := catalogue(t)
	if got := c.Printer("en").Date(day); got != "22 November 2026" {
		t.Error(got)
	}
	if got := c.Printer("nl").Date(day); got != "22 november 2026" {
		t.Error(got)
	}
	c, err := i18n.LoadCatalogue(files(
		"en.json", `{"date.long": "{{.day}} {{.month}} {{.year}}", "date.month.11": "November"}`,
		"de.json", `{"date.long": "{{.day}}. {{.month}} {{.year}}", "date.month.11": "November"}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Printer("de").Date(day); got != "22. November 2026" {
		t.Error(got)
	}
}

func TestCountry(t *testing.T) {
	c := catalogue(t)
	for code, want := range map[string]string{"BE": "België", "nl": "Nederland", "DE": "Duitsland", "": "", "XYZ": "XYZ", "150": "150", "<b>": "<b>"} {
		if got := c.Printer("nl").Country(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if got := c.Printer("en").Country("BE"); got != "Belgium" {
		t.Error(got)
	}
}

func TestList(t *testing.T) {
	nl := catalogue(t).Printer("nl")
	for want, items := range map[string][]string{"": nil, "a": {"a"}, "a en b": {"a", "b"}, "a, b en c": {"a", "b", "c"}} {
		if got := nl.List(items); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOwnKeys(t *testing.T) {
	if got := len(i18n.OwnKeys()); got != 14 {
		t.Errorf("%d keys", got)
	}
}

func BenchmarkT(b *testing.B) {
	nl := catalogue(b).Printer("nl")
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			nl.T("bare")
		}
	})
	b.Run("plural", func(b *testing.B) {
		for b.Loop() {
			nl.T("answers", "count", 27, "whom", "ons")
		}
	})
	b.Run("number", func(b *testing.B) {
		for b.Loop() {
			nl.Number(76.6667, 1)
		}
	})
}

package i18n_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opmaat/opmaat/content/i18n"
)

// files makes a file system of locale files from name-text pairs.
func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

const (
	enJSON = `{"hello": "Hello {{.name}}", "bare": "Bare", "list.and": "and", "only.en": "Only English",
 "answers": {"one": "One answer", "other": "{{.count}} answers of {{.whom}}"}, "date.month.11": "November"}`
	nlJSON = `{"hello": "Dag {{.name}}", "bare": "Kaal", "list.and": "en",
 "answers": {"one": "Eén antwoord", "other": "{{.count}} antwoorden van {{.whom}}"}, "date.month.11": "november"}`
)

func catalogue(t testing.TB) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.LoadCatalogue(files("en.json", enJSON, "nl.json", nlJSON))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCatalogue(t *testing.T) {
	c := catalogue(t)
	if got := c.Languages(); !slices.Equal(got, []string{"en", "nl"}) || c.Files() != 2 {
		t.Errorf("languages %v, files %d", got, c.Files())
	}
	if got := c.Missing("nl"); !slices.Equal(got, []string{"only.en"}) {
		t.Errorf("missing: %v", got)
	}
	if len(c.Missing("fr")) != len(c.Keys()) || len(c.Missing("en")) != 0 || len(c.Keys()) != 6 {
		t.Errorf("keys: %v", c.Keys())
	}
	if names, plural := c.Placeholders("answers"); !plural || !slices.Equal(names, []string{"count", "whom"}) {
		t.Errorf("placeholders: %v %v", names, plural)
	}
	if names, plural := c.Placeholders("nothing"); plural || names != nil {
		t.Errorf("placeholders of nothing: %v", names)
	}
	if c.Printer("fr").Lang() != "en" {
		t.Error("a language without a file is not English")
	}
}

func TestLoadFails(t *testing.T) {
	for name, c := range map[string]struct{ want, file, text string }{
		"no files":       {"no locale files", "readme.txt", ""},
		"no reference":   {"en.json is missing", "nl.json", "{}"},
		"not an object":  {"en.json:1:1 an object", "en.json", "[]"},
		"empty":          {"ends too early", "en.json", ""},
		"cut off":        {"ends too early", "en.json", `{"a": "b"`},
		"no comma":       {"en.json:2:2 is not valid JSON", "en.json", "{\"a\": \"b\"\n \"c\": \"d\"}"},
		"more":           {"there is more", "en.json", `{"a": "b"} {"c": "d"}`},
		"nested":         {`key "a" needs a text`, "en.json", `{"a": {"one": {"x": "y"}}}`},
		"list":           {`key "a" needs a text`, "en.json", `{"a": ["x"]}`},
		"number":         {`en.json:1:7 key "a" needs a text`, "en.json", `{"a": 3, "b": "c"}`},
		"Latin-1":        {"en.json:2:7 is not valid UTF-8", "en.json", "{\n\"a\": \"\xe9\"}"},
		"lone surrogate": {"broken character", "en.json", `{"a": "\ud800"}`},
		"control":        {"control character", "en.json", `{"a": "x\u0007"}`},
		"empty text":     {"empty text", "en.json", `{"a": " "}`},
		"bad key":        {"not well-formed", "en.json", `{"A b": "x"}`},
		"twice":          {"here twice, first in line 1", "en.json", "{\"a\": \"b\",\n\"a\": \"c\"}"},
		"form twice":     {`plural form "other" twice`, "en.json", `{"a": {"other": "x", "other": "y", "one": "z"}}`},
		"unknown form":   {`plural form "lots"`, "en.json", `{"a": {"one": "x", "other": "y", "lots": "z"}}`},
		"form missing":   {`lacks the plural form "one"`, "en.json", `{"a": {"other": "y"}}`},
		"action":         {"only placeholders", "en.json", `{"a": "{{if .x}}"}`},
		"half a mark":    {"only placeholders", "en.json", `{"a": "x }} y"}`},
		"marked":         {"marks unknown keys", "en.json", `{"a": "⟦x"}`},
		"form differs":   {"has the placeholder {{.who}}", "en.json", `{"a": {"one": "{{.who}}", "other": "x"}}`},
		"name":           {"not named after a language", "EN.json", `{}`},
		"too large":      {"larger than 1 MB", "en.json", strings.Repeat(" ", 1<<20+1)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := i18n.LoadCatalogue(files(c.file, c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, err)
			}
		})
	}
}

// TestPluralFormsByLanguage: each language needs its own forms, however many
// English has.
func TestPluralFormsByLanguage(t *testing.T) {
	const en = `{"a": {"one": "{{.count}} file", "other": "{{.count}} files"}}`
	for name, text := range map[string]string{
		"pl.json": `{"a": {"one": "{{.count}} plik", "few": "{{.count}} pliki", "many": "{{.count}} plików", "other": "{{.count}} pliku"}}`,
		"ja.json": `{"a": {"other": "{{.count}} 件"}}`,
		"fr.json": `{"a": {"one": "{{.count}} fichier", "many": "{{.count}} de fichiers", "other": "{{.count}} fichiers"}}`,
		"cs.json": `{"a": {"one": "{{.count}} soubor", "few": "{{.count}} soubory", "many": "{{.count}} souboru", "other": "{{.count}} souborů"}}`,
	} {
		if _, err := i18n.LoadCatalogue(files("en.json", en, name, text)); err != nil {
			t.Error(err)
		}
	}
	_, err := i18n.LoadCatalogue(files("en.json", en, "pl.json", en))
	if err == nil || !strings.Contains(err.Error(), `pl.json:1:2 key "a" lacks the plural form "few"`) {
		t.Errorf("Polish with English forms: %v", err)
	}
}

func FuzzCatalogue(f *testing.F) {
	for _, s := range []string{enJSON, nlJSON, "", "{", `{"a": {"one": "{{.x}}"}}`, `{"a": "{{.}}"}`, "\ufeff{}", `{"a":1e999}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := files("en.json", enJSON)
		fsys["nl.json"] = &fstest.MapFile{Data: data}
		c, problems := i18n.Check(fsys)
		p := c.Printer("nl")
		for _, key := range c.Keys() {
			if got := p.T(key, "count", 2, "name", "x", "whom", "y"); got == "" && len(problems) == 0 {
				t.Errorf("%s is empty", key)
			}
		}
	})
}

package i18n

import (
	"maps"
	"slices"
	"strings"
)

// compareAll holds every language against the reference.
func (k *checker) compareAll() {
	reference := k.locales[Reference]
	for _, lang := range slices.Sorted(maps.Keys(k.locales)) {
		if lang != Reference && !k.broken[lang] {
			k.compare(lang, k.locales[lang], reference)
		}
	}
	for _, key := range reference.sorted() {
		k.agree(Reference, key, reference[key], reference[key])
	}
}

func (k *checker) compare(lang string, loc, reference locale) {
	for _, key := range loc.sorted() {
		if ref, ok := reference[key]; ok {
			k.agree(lang, key, loc[key], ref)
		} else {
			k.at(lang, loc[key], "unknown key %q: %s.json does not have it", key, Reference)
		}
	}
	for _, key := range reference.sorted() {
		if _, ok := loc[key]; !ok {
			k.add(Problem{File: lang + ".json", Text: "lacks the key \"" + key + "\"; " + Reference + " is shown instead", Warning: true})
		}
	}
}

// agree checks that both have plural forms or neither has, and the same
// placeholders. A form other than "other" may leave one out ("one answer").
func (k *checker) agree(lang, key string, e, ref entry) {
	if e.bad || ref.bad {
		return
	}
	if (e.forms == nil) != (ref.forms == nil) {
		k.at(lang, e, "key %q has plural forms in one of %s and %s, but not in the other", key, lang, Reference)
		return
	}
	want := compile(ref.text).names()
	if ref.forms != nil {
		want = compile(ref.forms[other]).names()
	}
	if e.forms == nil {
		k.placeholders(lang, key, e, compile(e.text).names(), want, true)
	}
	for _, form := range slices.Sorted(maps.Keys(e.forms)) {
		k.placeholders(lang, key, e, compile(e.forms[form]).names(), want, form == other)
	}
}

func (k *checker) placeholders(lang, key string, e entry, have, want []string, all bool) {
	for _, name := range have {
		if !slices.Contains(want, name) {
			k.at(lang, e, "key %q has the placeholder {{.%s}}, %s has %s", key, name, Reference, listed(want))
		}
	}
	for _, name := range want {
		if all && !slices.Contains(have, name) {
			k.at(lang, e, "key %q lacks the placeholder {{.%s}}", key, name)
		}
	}
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "{{." + strings.Join(names, "}} {{.") + "}}"
}

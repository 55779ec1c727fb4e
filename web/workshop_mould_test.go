package web

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"github.com/opmaat/opmaat/game/workshop"
)

// TestMouldedPagesAreTheSame: from a mould, a seat gets to the byte the page that
// would have been made for it alone, in every phase and language.
func TestMouldedPagesAreTheSame(t *testing.T) {
	x := shared()
	ed := x.mustCurrent()
	var m moulds
	pages, drawn := 0, 0
	for _, phase := range workshop.Phases {
		st, err := x.sampleSession(phase)
		if err != nil {
			t.Fatal(err)
		}
		st.Seat(2).Name = `"Jan" <b>&amp; 'Zoë' 🙂 ` + mouldMark(3)[:10]
		for _, lang := range ed.languages {
			y, err := x.stage(lang, workshop.Session{ID: sampleID}, st)
			if err != nil {
				t.Fatal(err)
			}
			for i := range st.Seats {
				p := y.phone(st.Seats[i], nil)
				p.Lang, p.Languages, p.Live, p.Nonce = lang, languageLinks(ed, lang, "/w/x"), "/w/x", fmt.Sprint("nonce", i)
				var alone, shared bytes.Buffer
				draw := func(buf *bytes.Buffer) error { drawn++; return ed.execute(buf, lang, "phone", p) }
				if err := ed.execute(&alone, lang, "phone", p); err != nil {
					t.Fatal(err)
				}
				if err := m.show(&shared, ed, p, draw); err != nil {
					t.Fatal(err)
				}
				if pages++; !bytes.Equal(alone.Bytes(), shared.Bytes()) {
					t.Fatalf("%s in %s: seat %d gets another page\n%s\n%s", phase, lang, i+1, alone.Bytes(), shared.Bytes())
				}
				if p.Seat != y.name(st.Seats[i]) {
					t.Fatal("the page was not given back as it was")
				}
			}
		}
	}
	if drawn == pages || drawn < len(workshop.Phases)*len(ed.languages) {
		t.Errorf("%d of %d pages were drawn", drawn, pages)
	}
	m.forget(nil)
	if len(m.sessions) != 0 {
		t.Error("the pages of a session that is gone are kept")
	}
}

// TestMouldsSeeAllOfAPage: a field that the hash of a page leaves out would give
// one seat what belongs to another.
func TestMouldsSeeAllOfAPage(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(kind reflect.Type) {
		switch kind.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			walk(kind.Elem())
		case reflect.Interface, reflect.Func, reflect.Chan:
			t.Errorf("%s cannot be compared", kind)
		case reflect.Struct:
			if seen[kind] {
				return
			}
			seen[kind] = true
			for i := range kind.NumField() {
				f := kind.Field(i)
				if _, tagged := f.Tag.Lookup("json"); tagged || !f.IsExported() && !f.Anonymous {
					t.Errorf("%s.%s is not in the hash, or not for sure", kind, f.Name)
				}
				walk(f.Type)
			}
		}
	}
	walk(reflect.TypeFor[phonePage]())
	if len(seen) < 10 {
		t.Errorf("only %d types were looked at", len(seen))
	}
}

package storetest

import (
	"maps"
	"strings"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// texts must come back byte for byte.
var texts = map[string]string{
	"empty":         "",
	"spaces":        "  \t\r\n ",
	"quotes":        `'"; DROP TABLE tests; -- ?`,
	"NUL":           "before\x00after",
	"emoji":         "👩🏽‍💻 🇳🇱",
	"four bytes":    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠜎",
	"right to left": "עברית \u200f العربية",
	"combining":     "e\u0301 is not \u00e9",
	"2,000 runes":   strings.Repeat("𝔘", 2000),
	"like a number": "007",
}

var answering = []testCase{
	{"every code is read back", func(f fixture) {
		t := f.create()
		want := map[string]assessment.Entry{
			"dk": {Answer: assessment.Answer{State: assessment.DontKnow}},
			"na": {Answer: assessment.Answer{State: assessment.NotApplicable}, Reason: "no such task"},
			"bl": {Comment: "only a comment"},
		}
		for v := range assessment.MaxValue + 1 {
			want[string(rune('a'+v))] = answer(v)
		}
		for item, e := range want {
			f.save(t, item, e)
		}
		if got := f.entries(t.KeyHash); !maps.Equal(got, want) {
			f.Fatalf("entries:\n got %v\nwant %v", got, want)
		}
	}},
	{"texts come back byte for byte", func(f fixture) {
		t := f.create()
		for name, text := range texts {
			want := assessment.Entry{Answer: assessment.Value(1), Reason: text, Comment: text}
			f.save(t, name, want)
			_, got, err := f.Entry(f.ctx(), t.KeyHash, name)
			f.ok(err)
			same(f, name, got, want)
			same(f, name+" in all entries", f.entries(t.KeyHash)[name], want)
		}
		sub := f.submit(t.KeyHash, start)
		_, stored, _, err := f.Result(f.ctx(), t.KeyHash)
		f.ok(err)
		if want := f.entries(t.KeyHash); !maps.Equal(stored.Entries, want) || !maps.Equal(sub.Entries, want) {
			f.Fatal("a submission changed a text")
		}
	}},
	{"an entry comes with its test", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(2))
		got, e, err := f.Entry(f.ctx(), t.KeyHash, "a")
		f.ok(err)
		same(f, "standing", got, t.Standing())
		same(f, "entry", e, answer(2))
		whole, all, err := f.Entries(f.ctx(), t.KeyHash)
		f.ok(err)
		same(f, "test", whole, f.test(t.KeyHash))
		same(f, "number of entries", len(all), 1)
	}},
	{"an item without entry is blank", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(2))
		got, e, err := f.Entry(f.ctx(), t.KeyHash, "b")
		f.ok(err)
		same(f, "standing", got, t.Standing())
		same(f, "entry", e, assessment.Entry{})
	}},
	{"the last write wins", func(f fixture) {
		t := f.create()
		f.save(t, "a", assessment.Entry{Answer: assessment.Value(4), Reason: "old", Comment: "old"})
		f.save(t, "a", assessment.Entry{Answer: assessment.Value(0), Comment: "new"})
		same(f, "entry", f.entries(t.KeyHash)["a"], assessment.Entry{Answer: assessment.Value(0), Comment: "new"})
	}},
	{"a cleared answer is not listed", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(4))
		f.save(t, "b", answer(1))
		f.save(t, "a", assessment.Entry{})
		same(f, "number of entries", len(f.entries(t.KeyHash)), 1)
		same(f, "number in submission", len(f.submit(t.KeyHash, start).Entries), 1)
	}},
	{"tests are kept apart", func(f fixture) {
		a, b := f.create(), f.create()
		f.save(a, "x", answer(1))
		f.save(b, "x", answer(2))
		same(f, "entry", f.entries(a.KeyHash)["x"], answer(1))
		same(f, "entry", f.entries(b.KeyHash)["x"], answer(2))
	}},
	{"saves count in both revisions", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		f.ok(f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(2), at(5)))
		got := f.test(t.KeyHash)
		same(f, "revision", got.Revision, 2)
		same(f, "answers revision", got.AnswersRevision, 2)
		same(f, "updated", got.Updated, at(5))
		same(f, "created", got.Created, t.Created)
	}},
	{"saving the same entry again is no change of answers", func(f fixture) {
		t := f.create()
		e := assessment.Entry{Answer: assessment.Value(1), Reason: "r", Comment: "c"}
		f.save(t, "a", e)
		f.ok(f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), e, at(9)))
		f.save(t, "b", assessment.Entry{})
		got := f.test(t.KeyHash)
		same(f, "answers revision", got.AnswersRevision, 1)
		same(f, "revision", got.Revision, 3)
		e.Comment = "C"
		f.save(t, "a", e)
		same(f, "answers revision", f.test(t.KeyHash).AnswersRevision, 2)
	}},
	{"a closed test stores nothing", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		f.ok(f.Close(f.ctx(), t.KeyHash, at(1)))
		before := f.test(t.KeyHash)
		f.refused(f.SaveEntry(f.ctx(), t.KeyHash, asked("a"), answer(2), at(2)), errs.Conflict, "error.test_closed")
		f.refused(f.SaveEntry(f.ctx(), t.KeyHash, asked("b"), answer(2), at(2)), errs.Conflict, "error.test_closed")
		same(f, "test", f.test(t.KeyHash), before)
		same(f, "entry", f.entries(t.KeyHash)["a"], answer(1))
		same(f, "number of entries", len(f.entries(t.KeyHash)), 1)
	}},
	{"another questionnaire stores nothing", func(f fixture) {
		t := f.create()
		for _, other := range []assessment.Ref{{ID: "maturity", Version: 3}, {ID: "other", Version: 2}} {
			err := f.SaveEntry(f.ctx(), t.KeyHash, assessment.Question{Ref: other, Form: t.Form, Item: "a"}, answer(2), at(2))
			f.refused(err, errs.Conflict, "error.questionnaire_updated")
		}
		same(f, "test", f.test(t.KeyHash), t)
		same(f, "number of entries", len(f.entries(t.KeyHash)), 0)
	}},
	{"another form stores nothing", func(f fixture) {
		t := f.create()
		f.save(t, "a", answer(1))
		before := f.test(t.KeyHash)
		for _, form := range []string{"quick", "", "FULL"} {
			q := asked("a")
			q.Form = form
			f.refused(f.SaveEntry(f.ctx(), t.KeyHash, q, answer(2), at(2)), errs.Conflict, "error.questionnaire_updated")
		}
		same(f, "test", f.test(t.KeyHash), before)
		same(f, "entry", f.entries(t.KeyHash)["a"], answer(1))
	}},
	{"the language is remembered and is no change of answers", func(f fixture) {
		t := f.create()
		f.ok(f.SetLanguage(f.ctx(), t.KeyHash, "en"))
		f.ok(f.SetLanguage(f.ctx(), t.KeyHash, "en"))
		want := t
		want.Language, want.Revision = "en", 1
		same(f, "test", f.test(t.KeyHash), want)
	}},
}

package storetest

import (
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

var creating = []testCase{
	{"what is created is read back", func(f fixture) {
		want := f.create()
		same(f, "test", f.test(want.KeyHash), want)
	}},
	{"a test without profile is read back", func(f fixture) {
		want := example()
		want.Profile = assessment.Profile{}
		same(f, "test", f.test(f.createAs(want).KeyHash), want)
	}},
	{"an empty state is draft", func(f fixture) {
		want := example()
		want.State = ""
		same(f, "state", f.test(f.createAs(want).KeyHash).State, assessment.Draft)
	}},
	{"times keep milliseconds and are UTC", func(f fixture) {
		want := example()
		want.Created = start.In(time.FixedZone("CET", 3600)).Add(7*time.Millisecond + 999*time.Microsecond)
		same(f, "created", f.test(f.createAs(want).KeyHash).Created, at(7))
	}},
	{"creating again changes nothing", func(f fixture) {
		want := f.create()
		f.save(want, "a", answer(3))
		again := example()
		again.KeyHash, again.Language = want.KeyHash, "en"
		created, err := f.CreateTest(f.ctx(), again)
		f.ok(err)
		same(f, "created", created, false)
		got := f.test(want.KeyHash)
		same(f, "id", got.ID, want.ID)
		same(f, "language", got.Language, want.Language)
		same(f, "entries", len(f.entries(want.KeyHash)), 1)
	}},
	{"two tests with one id are refused", func(f fixture) {
		first, second := f.create(), example()
		second.ID = first.ID
		created, err := f.CreateTest(f.ctx(), second)
		f.kind(err, errs.Internal)
		same(f, "created", created, false)
	}},
	{"an unknown capability is not found", func(f fixture) {
		f.create()
		_, err := f.Test(f.ctx(), "unknown")
		f.missing(err)
		_, _, err = f.Entry(f.ctx(), "unknown", "a")
		f.missing(err)
		_, _, err = f.Entries(f.ctx(), "unknown")
		f.missing(err)
		_, _, _, err = f.Result(f.ctx(), "unknown")
		f.missing(err)
		_, err = f.Submit(f.ctx(), "unknown", start)
		f.missing(err)
		f.missing(f.SaveEntry(f.ctx(), "unknown", asked("a"), answer(1), start))
		f.missing(f.SavePlan(f.ctx(), "unknown", nil, start))
		f.missing(f.SetLanguage(f.ctx(), "unknown", "en"))
		f.missing(f.Close(f.ctx(), "unknown", start))
		f.missing(f.Reopen(f.ctx(), "unknown", start))
	}},
	{"the store is ready", func(f fixture) {
		f.ok(f.Ready(f.ctx()))
		f.ok(f.Ready(f.ctx()))
	}},
}

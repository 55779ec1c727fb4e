package web

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
)

// memory keeps tests for the tests of this package: only what handlers call,
// with a fault to inject. The contract of a store is tested with the real one,
// and so are the journeys.
type memory struct {
	assessment.Store // what is not below is not called

	mu    sync.Mutex
	tests map[string]*kept
	fault error // what every call returns; a test of faults sets it
}

// kept is one stored test.
type kept struct {
	test    assessment.Test
	entries map[string]assessment.Entry
	sent    assessment.Submission
	plan    []assessment.PlanItem
}

func newMemory() *memory { return &memory{tests: make(map[string]*kept)} }

// with runs fn on a stored test.
func (m *memory) with(keyHash string, fn func(*kept) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fault != nil {
		return m.fault
	}
	k, ok := m.tests[keyHash]
	if !ok {
		return errs.New(errs.NotFound, "error.test_not_found")
	}
	return fn(k)
}

// change counts a change that fn makes; open says that a closed test refuses it.
func (m *memory) change(keyHash string, open bool, fn func(*kept)) error {
	return m.with(keyHash, func(k *kept) error {
		if open && k.test.State == assessment.Closed {
			return errs.New(errs.Conflict, "error.test_closed")
		}
		k.test.Revision++
		fn(k)
		return nil
	})
}

func (m *memory) Ready(context.Context) error { return m.fault }

func (m *memory) CreateTest(_ context.Context, t assessment.Test) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tests[t.KeyHash] != nil || m.fault != nil {
		return false, m.fault
	}
	m.tests[t.KeyHash] = &kept{test: t, entries: make(map[string]assessment.Entry)}
	return true, nil
}

func (m *memory) Test(_ context.Context, keyHash string) (t assessment.Test, err error) {
	err = m.with(keyHash, func(k *kept) error { t = k.test; return nil })
	return t, err
}

func (m *memory) Entry(_ context.Context, keyHash, item string) (t assessment.Standing, e assessment.Entry, err error) {
	err = m.with(keyHash, func(k *kept) error { t, e = k.test.Standing(), k.entries[item]; return nil })
	return t, e, err
}

func (m *memory) Entries(_ context.Context, keyHash string) (t assessment.Test, all map[string]assessment.Entry, err error) {
	err = m.with(keyHash, func(k *kept) error { t, all = k.test, maps.Clone(k.entries); return nil })
	return t, all, err
}

func (m *memory) SaveEntry(_ context.Context, keyHash string, q assessment.Question, e assessment.Entry, _ time.Time) error {
	return m.change(keyHash, true, func(k *kept) {
		if k.entries[q.Item] != e {
			k.test.AnswersRevision++
		}
		k.entries[q.Item] = e
	})
}

func (m *memory) SetLanguage(_ context.Context, keyHash, lang string) error {
	return m.change(keyHash, false, func(k *kept) { k.test.Language = lang })
}

func (m *memory) Submit(_ context.Context, keyHash string, now time.Time) (sub assessment.Submission, err error) {
	err = m.change(keyHash, true, func(k *kept) {
		k.test.State = assessment.Submitted
		k.sent = assessment.Submission{Seq: k.sent.Seq + 1, AnswersRevision: k.test.AnswersRevision, At: now, Entries: maps.Clone(k.entries)}
		sub = k.sent
	})
	return sub, err
}

func (m *memory) Result(_ context.Context, keyHash string) (t assessment.Test, sub assessment.Submission, plan []assessment.PlanItem, err error) {
	err = m.with(keyHash, func(k *kept) error { t, sub, plan = k.test, k.sent, slices.Clone(k.plan); return nil })
	return t, sub, plan, err
}

func (m *memory) SavePlan(_ context.Context, keyHash string, items []assessment.PlanItem, _ time.Time) error {
	return m.change(keyHash, false, func(k *kept) { k.plan = append(k.plan, items...) })
}

func (m *memory) Close(_ context.Context, keyHash string, _ time.Time) error {
	return m.change(keyHash, false, func(k *kept) { k.test.State = assessment.Closed })
}

func (m *memory) Reopen(_ context.Context, keyHash string, _ time.Time) error {
	return m.change(keyHash, false, func(k *kept) { k.test.State = assessment.Submitted })
}

func (m *memory) Delete(_ context.Context, keyHash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tests, keyHash)
	return m.fault
}

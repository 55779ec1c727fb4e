package sqlstore

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/opmaat/opmaat/assessment"
)

const sqlPlan = `SELECT item, target, target_reason, owner, due, status FROM plan_items WHERE test_id = ?`

const sqlPlanned = `UPDATE tests SET revision = revision + 1, updated_at = ? WHERE key_hash = ? RETURNING id`

const sqlPlanItem = `INSERT INTO plan_items (test_id, item, target, target_reason, owner, due, status)
	VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (test_id, item) DO UPDATE SET target = excluded.target, target_reason = excluded.target_reason,
	owner = excluded.owner, due = excluded.due, status = excluded.status`

// SavePlan stores plan items; items it does not name stay as they are. Of two
// with the same item the later wins. An empty Status is ActionOpen.
func (t tests) SavePlan(ctx context.Context, keyHash string, items []assessment.PlanItem, now time.Time) error {
	return mapped("save plan", t.run.write(ctx, func(s *session) error {
		var id string
		if err := s.returning(sqlPlanned, []any{&id}, now.UnixMilli(), keyHash); err != nil {
			return found(err)
		}
		for _, p := range items {
			status := cmp.Or(p.Status, assessment.ActionOpen)
			if _, err := s.exec(sqlPlanItem, id, p.Item, p.Target, p.TargetReason, p.Owner, p.Due, string(status)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Result returns the test, its latest submission and its plan, of one moment.
// The plan is sorted by item id.
func (t tests) Result(ctx context.Context, keyHash string) (test assessment.Test, sub assessment.Submission, plan []assessment.PlanItem, err error) {
	err = t.run.read(ctx, func(s *session) error {
		return s.snapshot(func() (err error) {
			if test, err = findTest(s, keyHash); err != nil {
				return err
			}
			if sub, err = latest(s, test.ID); err != nil {
				return err
			}
			plan, err = planOf(s, test.ID)
			return err
		})
	})
	return test, sub, plan, mapped("read result", err)
}

// planOf reads the plan of a test, sorted here because databases sort text differently.
func planOf(s *session, id string) ([]assessment.PlanItem, error) {
	var p assessment.PlanItem
	var plan []assessment.PlanItem
	err := s.rows(sqlPlan, []any{&p.Item, &p.Target, &p.TargetReason, &p.Owner, &p.Due, (*string)(&p.Status)}, func() error {
		plan = append(plan, p)
		return nil
	}, id)
	slices.SortFunc(plan, func(a, b assessment.PlanItem) int { return strings.Compare(a.Item, b.Item) })
	return plan, err
}

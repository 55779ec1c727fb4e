package web

import (
	"context"

	"github.com/opmaat/opmaat/assessment/errs"
)

// How many reports are made at the same time, and how many people may wait for
// theirs; drawing is work for the processor, so more at once is not faster.
const (
	reportsAtOnce  = 2
	reportsWaiting = 20
)

var errReportsBusy = errs.New(errs.TooMany, "error.reports_busy")

// reportQueue lets a few reports be made at a time and a few people wait.
type reportQueue struct{ seats, desks chan struct{} }

func newReportQueue(atOnce, waiting int) *reportQueue {
	return &reportQueue{seats: make(chan struct{}, atOnce+waiting), desks: make(chan struct{}, atOnce)}
}

// enter waits for a turn. The error is errReportsBusy when too many wait, or that
// of the context when whoever asked is gone. leave gives the turn back.
func (q *reportQueue) enter(ctx context.Context) (leave func(), err error) {
	select {
	case q.seats <- struct{}{}:
	default:
		return nil, errReportsBusy
	}
	select {
	case q.desks <- struct{}{}:
		return func() { <-q.desks; <-q.seats }, nil
	case <-ctx.Done():
		<-q.seats
		return nil, ctx.Err()
	}
}

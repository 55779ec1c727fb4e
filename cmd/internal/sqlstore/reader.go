package sqlstore

import (
	"context"
	"errors"
)

// readers is a small pool of connections that can only read, each with its
// prepared statements.
type readers struct {
	free    chan *session
	closing chan struct{}
}

func newReaders(sessions []*session) *readers {
	r := &readers{free: make(chan *session, len(sessions)), closing: make(chan struct{})}
	for _, s := range sessions {
		r.free <- s
	}
	return r
}

// read runs fn with a connection, waiting for one at most as long as ctx.
// Once fn runs, it is not interrupted.
func (r *readers) read(ctx context.Context, fn func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return unavailable(err)
	}
	select {
	case <-r.closing:
		return unavailable(errClosed)
	default:
	}
	select {
	case s := <-r.free:
		defer func() { r.free <- s }()
		s.fresh()
		return fn(s)
	case <-ctx.Done():
		return unavailable(ctx.Err())
	case <-r.closing:
		return unavailable(errClosed)
	}
}

// close waits for the reads under way and closes the connections. Call it once.
func (r *readers) close() error {
	close(r.closing)
	var all []error
	for range cap(r.free) {
		all = append(all, (<-r.free).close())
	}
	return errors.Join(all...)
}

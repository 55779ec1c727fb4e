package web

import (
	"context"
	"runtime"
	"sync"
)

// turns lets as many pages be made at once as there are processors. A room whose
// phones all fetch their page at the same moment then forms a queue of pages,
// and not one of everything: votes and notices, which take no time, go first.
type turns chan struct{}

func newTurns() turns { return make(turns, runtime.GOMAXPROCS(0)) }

// do waits for a turn, at most until ctx ends, and calls fn.
func (t turns) do(ctx context.Context, fn func() error) error {
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-t }()
	return fn()
}

// mostCodes is how many drawn QR codes are kept.
const mostCodes = 256

// codes keeps the QR codes of sessions: to draw one takes longer than the rest
// of the page of a projector, which is fetched at every change.
type codes struct {
	mu    sync.Mutex
	drawn map[string]qrView
}

// draw gives the QR code of a text.
func (k *codes) draw(text string) (qrView, error) {
	k.mu.Lock()
	view, ok := k.drawn[text]
	k.mu.Unlock()
	if ok {
		return view, nil
	}
	view, err := drawQR(text)
	if err != nil {
		return view, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.drawn == nil || len(k.drawn) >= mostCodes {
		k.drawn = map[string]qrView{}
	}
	k.drawn[text] = view
	return view, nil
}

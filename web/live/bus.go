// Package live tells browsers that a session moved on. It knows nothing of the
// session: it takes numbers from a Bus, has each group's notice rendered once,
// and hands the same bytes to every stream of the group. A stream that is slow
// gets the newest notice only. Notices are whole, so nothing is ever replayed.
package live

import "sync"

// Bus carries the news that a session reached a number, after that was
// committed. The one here is for a single process; one over PostgreSQL carries
// the same numbers between processes.
type Bus interface {
	// Publish tells all who listen, in this process and in others.
	Publish(session string, seq int64)
	// Listen calls fn for every number, from any goroutine, until stop is called.
	// Numbers may be left out when a newer one is there; they are never wrong.
	Listen(fn func(session string, seq int64)) (stop func())
}

// Local is the Bus within one process.
type Local struct {
	mu        sync.RWMutex
	listeners map[int]func(string, int64)
	next      int
}

// Publish calls the listeners.
func (b *Local) Publish(session string, seq int64) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, fn := range b.listeners {
		fn(session, seq)
	}
}

// Listen adds a listener. It must not block and must not publish.
func (b *Local) Listen(fn func(string, int64)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listeners == nil {
		b.listeners = map[int]func(string, int64){}
	}
	id := b.next
	b.next++
	b.listeners[id] = fn
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.listeners, id)
	}
}

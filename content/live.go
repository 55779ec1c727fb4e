package content

import (
	"sync"
	"sync/atomic"
)

// Live holds the library in use and replaces it when a reload succeeds; a
// reload that fails keeps the last good one. It is safe for concurrent use.
type Live struct {
	current atomic.Pointer[Library]
	reload  func() (*Library, error)

	mu      sync.Mutex // one reload at a time
	failure atomic.Pointer[error]
}

// NewLive starts with lib. reload builds the next library, usually by Load with
// the same layers; it is where a caller logs.
func NewLive(lib *Library, reload func() (*Library, error)) *Live {
	l := &Live{reload: reload}
	l.current.Store(lib)
	return l
}

// Current returns the library in use. A request should ask once and keep it.
func (l *Live) Current() *Library { return l.current.Load() }

// Reload builds a new library and puts it into use. On an error the old one
// stays, and LastError returns that error until a reload succeeds.
func (l *Live) Reload() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	lib, err := l.reload()
	if err != nil {
		l.failure.Store(&err)
		return err
	}
	l.current.Store(lib)
	l.failure.Store(nil)
	return nil
}

// LastError returns why the latest reload failed, nil when it succeeded or none
// was tried.
func (l *Live) LastError() error {
	if err := l.failure.Load(); err != nil {
		return *err
	}
	return nil
}

package web

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
)

// Limits on wrong codes (shared design, trust 7.3): ten a minute from one
// address, then each answer takes a while, then none for a moment. A room
// behind one address can always join with the QR code, which has no code to guess.
const (
	freeTries   = 10
	slowTries   = 20
	allTries    = 100 // of everybody together
	tryWindow   = time.Minute
	trySlowness = 1500 * time.Millisecond
	// A session is cheap, but not free: this many from one address in an hour.
	mostSessions  = 60
	sessionWindow = time.Hour
)

// tries counts what may be tried only so often, by who tries.
type tries struct {
	one   sync.Mutex // held while a code is looked up
	mu    sync.Mutex
	by    map[string][]time.Time
	swept time.Time
}

// take counts a try and says how many came before it within a window. When there
// were too many it is not counted, and wait is how long until one fits again.
func (t *tries) take(who string, now time.Time, window time.Duration, most int) (before int, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	list := within(t.by[who], now, window)
	if len(list) >= most {
		return len(list), window - now.Sub(list[len(list)-most])
	}
	t.by[who] = append(list, now)
	return len(list), 0
}

// recent is how many tries there were within a window, and how long until there
// is room for one more when so many are allowed.
func (t *tries) recent(who string, now time.Time, window time.Duration, most int) (n int, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := within(t.by[who], now, window)
	if len(list) >= most {
		wait = window - now.Sub(list[len(list)-most])
	}
	return len(list), wait
}

// sweep forgets who tried long ago, now and then.
func (t *tries) sweep(now time.Time) {
	if t.by == nil {
		t.by, t.swept = map[string][]time.Time{}, now
	}
	if now.Sub(t.swept) <= sessionWindow {
		return
	}
	t.swept = now
	for key, list := range t.by {
		if len(within(list, now, sessionWindow)) == 0 {
			delete(t.by, key)
		}
	}
}

// within is the end of a list of moments that lies within a window.
func within(list []time.Time, now time.Time, window time.Duration) []time.Time {
	for len(list) > 0 && now.Sub(list[0]) >= window {
		list = list[1:]
	}
	return list
}

// guess looks a code up for somebody who may guess. One is looked up at a time, so
// that many at once are refused like many in a row; right ones count for
// nothing, so that a whole room may come at once.
func (s *Server) guess(c *gin.Context, look func() error) error {
	who := "code " + s.address(c.Request)
	if n, wait := s.tries.recent(who, s.Now(), tryWindow, slowTries); n >= freeTries && wait == 0 {
		select {
		case <-time.After(trySlowness):
		case <-c.Request.Context().Done():
		}
	}
	s.tries.one.Lock()
	defer s.tries.one.Unlock()
	now := s.Now()
	_, wait := s.tries.recent(who, now, tryWindow, slowTries)
	_, waitAll := s.tries.recent("code", now, tryWindow, allTries)
	if wait = max(wait, waitAll); wait > 0 {
		c.Header("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
		s.suspect(who, now)
		return errs.New(errs.TooMany, "workshop.error.tries")
	}
	err := look()
	if errs.Is(err, errs.NotFound) {
		s.tries.take(who, now, tryWindow, slowTries)
		s.tries.take("code", now, tryWindow, allTries)
		s.suspect(who, now)
	}
	return err
}

// address is the network address of the browser: the last one in
// X-Forwarded-For that no trusted proxy has, when a trusted proxy speaks for it.
func (s *Server) address(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := from.Addr().Unmap()
	trusted := proxies(s.TrustedProxies)
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(chain) - 1; i >= 0 && trusted.holds(addr); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(chain[i]))
		if err != nil {
			break
		}
		addr = next.Unmap()
	}
	return addr.String()
}

// holds says whether an address is that of a trusted proxy.
func (p proxies) holds(addr netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

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
	mu    sync.Mutex
	by    map[string][]time.Time
	swept time.Time
}

// recent is how often somebody tried within a window, and when the oldest of
// these tries leaves it.
func (t *tries) recent(who string, now time.Time, window time.Duration) (int, time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := within(t.by[who], now, window)
	if len(list) == 0 {
		return 0, 0
	}
	return len(list), window - now.Sub(list[0])
}

// add counts a try.
func (t *tries) add(who string, now time.Time, window time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.by == nil {
		t.by = map[string][]time.Time{}
	}
	if now.Sub(t.swept) > sessionWindow {
		for key, list := range t.by {
			if len(within(list, now, sessionWindow)) == 0 {
				delete(t.by, key)
			}
		}
		t.swept = now
	}
	t.by[who] = append(within(t.by[who], now, window), now)
}

// within is the end of a list of moments that lies within a window.
func within(list []time.Time, now time.Time, window time.Duration) []time.Time {
	for len(list) > 0 && now.Sub(list[0]) >= window {
		list = list[1:]
	}
	return list
}

// guard refuses a code from whoever gave too many wrong ones, and slows down
// whoever gave some.
func (s *Server) guard(c *gin.Context) error {
	who, now := s.address(c.Request), s.Now()
	own, wait := s.tries.recent("code "+who, now, tryWindow)
	all, waitAll := s.tries.recent("code", now, tryWindow)
	if own >= slowTries || all >= allTries {
		c.Header("Retry-After", strconv.Itoa(int(max(wait, waitAll)/time.Second)+1))
		return errs.New(errs.TooMany, "workshop.error.tries")
	}
	if own >= freeTries {
		select {
		case <-time.After(trySlowness):
		case <-c.Request.Context().Done():
		}
	}
	return nil
}

// wrong counts a wrong code.
func (s *Server) wrong(c *gin.Context) {
	s.tries.add("code "+s.address(c.Request), s.Now(), tryWindow)
	s.tries.add("code", s.Now(), tryWindow)
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

package live

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"time"
)

// Render makes the notice of a group of a session: the whole of what its
// streams must know, small. Present are the members that are connected now.
type Render func(ctx context.Context, session, group string, seq int64, present map[string]bool) ([]byte, error)

// Limits on streams. A zero Grace tells at once that somebody went.
type Limits struct {
	Streams   int           // in all
	PerMember int           // of one member of a session
	PerSource int           // of one network address; a whole room may share one
	Pause     time.Duration // between two pushes of a session
	Grace     time.Duration // for which a member without a stream still counts as present: phones change streams, and flicker else
	Spread    time.Duration // the most that chance adds to a pause: sessions that begin together do not stay together
}

// Refusals of a new stream. The browser polls instead.
var (
	ErrFull   = errors.New("too many streams")
	ErrClosed = errors.New("the hub is closed")
)

// Hub holds the streams of this process.
type Hub struct {
	// Moves counts what must not wait for the pause, such as the moves to another
	// phase: when it grew, the news goes out at once. Nil: all news waits. It
	// is set before the first stream opens.
	Moves func(session string, seq int64) int64
	// Failed hears of a panic while the notice of a group was made, or with group
	// "" while moves were counted. The streams of such a group are ended: their
	// browsers come back or poll. Nil: nobody hears of it. It is set before the
	// first stream opens.
	Failed func(session, group string, problem any, stack []byte)

	limits Limits
	render Render

	mu       sync.Mutex
	sessions map[string]*session
	streams  int
	sources  map[string]int
	closed   bool
	done     chan struct{}
}

// session is a session with at least one stream.
type session struct {
	id      string
	wake    chan struct{} // one slot
	gone    chan struct{}
	seq     int64
	groups  map[string]*group
	members map[string]int  // streams by member; 0 while one is expected back
	leaving map[string]int  // how often a member was expected, so that only the last time counts
	here    map[string]bool // the members, as was told before; nil when that changed
}

type group struct {
	last    []byte
	streams map[*Stream]struct{}
}

// Stream is one open connection. C holds the newest notice that was not taken
// yet; it is closed when the hub closes.
type Stream struct {
	C chan []byte

	hub                            *Hub
	session, group, member, source string
	once                           sync.Once
	ended                          bool // C is closed
}

// NewHub makes a hub. Close it to end its streams.
func NewHub(limits Limits, render Render) *Hub {
	return &Hub{limits: limits, render: render, sessions: map[string]*session{}, sources: map[string]int{}, done: make(chan struct{})}
}

// Moved says that a session reached a number. It never blocks.
func (h *Hub) Moved(id string, seq int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.sessions[id]; s != nil {
		s.seq = max(s.seq, seq)
		s.stir()
	}
}

// stir wakes the pusher of a session; being woken twice is being woken once.
func (s *session) stir() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Open opens a stream of a member in a group. The caller renders the first
// notice itself and closes the stream. Errors: ErrFull, ErrClosed.
func (h *Hub) Open(id, groupName, member, source string) (*Stream, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.sessions[id]
	switch {
	case h.closed:
		return nil, ErrClosed
	case h.streams >= h.limits.Streams, h.sources[source] >= h.limits.PerSource, s != nil && s.members[member] >= h.limits.PerMember:
		return nil, ErrFull
	}
	if s == nil {
		s = &session{id: id, wake: make(chan struct{}, 1), gone: make(chan struct{}), groups: map[string]*group{}, members: map[string]int{}, leaving: map[string]int{}}
		h.sessions[id] = s
		go h.push(s)
	}
	g := s.groups[groupName]
	if g == nil {
		g = &group{streams: map[*Stream]struct{}{}}
		s.groups[groupName] = g
	}
	x := &Stream{C: make(chan []byte, 1), hub: h, session: id, group: groupName, member: member, source: source}
	g.streams[x] = struct{}{}
	h.streams++
	h.sources[source]++
	_, expected := s.members[member]
	if s.members[member]++; !expected {
		s.here = nil
		s.stir() // somebody came
	}
	return x, nil
}

// Close ends a stream. Closing again does nothing.
func (x *Stream) Close() { x.once.Do(func() { x.hub.drop(x) }) }

func (h *Hub) drop(x *Stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.sessions[x.session]
	if s == nil || s.groups[x.group] == nil {
		return
	}
	delete(s.groups[x.group].streams, x)
	if len(s.groups[x.group].streams) == 0 {
		delete(s.groups, x.group)
	}
	h.streams--
	if h.sources[x.source]--; h.sources[x.source] == 0 {
		delete(h.sources, x.source)
	}
	if s.members[x.member]--; s.members[x.member] == 0 {
		h.await(s, x.member)
	}
	if len(s.groups) == 0 {
		delete(h.sessions, x.session)
		close(s.gone)
	}
}

// Expect counts a member of a session as present for the time of grace, because
// it is about to open its stream. Nobody follows the session: nothing to do.
func (h *Hub) Expect(id, member string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.sessions[id]
	if s == nil || s.members[member] > 0 {
		return
	}
	if _, expected := s.members[member]; !expected {
		s.members[member], s.here = 0, nil
		s.stir()
	}
	h.await(s, member)
}

// await lets a member without a stream go when the time of grace is over. The
// caller holds mu.
func (h *Hub) await(s *session, member string) {
	s.leaving[member]++
	turn := s.leaving[member]
	gone := func() {
		if s.members[member] == 0 && s.leaving[member] == turn {
			delete(s.members, member)
			delete(s.leaving, member)
			s.here = nil
			s.stir() // somebody went
		}
	}
	if h.limits.Grace == 0 {
		gone()
		return
	}
	time.AfterFunc(h.limits.Grace, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		gone()
	})
}

// Present are the members of a session with a stream in this process. Whoever
// gets the map must not change it: all get the same one until somebody comes or
// goes.
func (h *Hub) Present(id string) map[string]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.sessions[id]; s != nil {
		return s.present()
	}
	return map[string]bool{}
}

func (s *session) present() map[string]bool {
	if s.here == nil {
		s.here = make(map[string]bool, len(s.members))
		for member := range s.members {
			s.here[member] = true
		}
	}
	return s.here
}

// Streams is how many streams are open.
func (h *Hub) Streams() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.streams
}

// End ends the streams of a session that is gone.
func (h *Hub) End(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.sessions[id]; s != nil {
		for _, g := range s.groups {
			g.end()
		}
	}
}

// Close ends all streams: their channels are closed, so that each can say
// goodbye.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	close(h.done)
	for _, s := range h.sessions {
		for _, g := range s.groups {
			g.end()
		}
	}
}

// end closes what the streams of a group hear; each is closed by its reader.
func (g *group) end() {
	for x := range g.streams {
		if !x.ended {
			x.ended = true
			close(x.C)
		}
	}
}

// push serves one session: at most one push in a pause, the first and those
// that must not wait at once.
func (h *Hub) push(s *session) {
	for {
		select {
		case <-s.wake:
		case <-s.gone:
			return
		case <-h.done:
			return
		}
		moves := h.moves(s)
		h.round(s)
		if !h.rest(s, moves) {
			return
		}
	}
}

// rest waits between two pushes: for the pause, or until something that must not
// wait. It is false when there is nobody left to push to.
func (h *Hub) rest(s *session, moves int64) bool {
	pause, news := time.After(h.limits.Pause+rand.N(h.limits.Spread+1)), false
	for {
		select {
		case <-s.wake:
			if news = true; h.moves(s) <= moves {
				continue
			}
		case <-pause:
		case <-s.gone:
			return false
		case <-h.done:
			return false
		}
		if news {
			s.stir()
		}
		return true
	}
}

func (h *Hub) moves(s *session) int64 {
	if h.Moves == nil {
		return 0
	}
	h.mu.Lock()
	seq := s.seq
	h.mu.Unlock()
	defer h.survive(s.id, "", nil)
	return h.Moves(s.id, seq)
}

// survive keeps a panic in what we call from ending the process. It is deferred.
func (h *Hub) survive(id, group string, err *error) {
	problem := recover()
	if problem == nil {
		return
	}
	if err != nil {
		*err = errPanic
	}
	if h.Failed != nil {
		h.Failed(id, group, problem, debug.Stack())
	}
}

// renderTime is how long the notice of one group may take.
const renderTime = 5 * time.Second

// round renders every group once and hands out what is new, to the groups with
// most streams first.
func (h *Hub) round(s *session) {
	h.mu.Lock()
	seq, here := s.seq, s.present()
	names := slices.SortedFunc(maps.Keys(s.groups), func(a, b string) int { return len(s.groups[b].streams) - len(s.groups[a].streams) })
	h.mu.Unlock()
	for _, name := range names {
		if notice, err := h.rendered(s.id, name, seq, here); err == nil {
			h.deliver(s, name, notice)
		} else if errors.Is(err, errPanic) {
			h.dismiss(s, name)
		}
	}
}

// errPanic marks an error as a panic in what renders, a defect of ours.
var errPanic = errors.New("panic while rendering")

// rendered renders one notice. A panic fails this group, not the process.
func (h *Hub) rendered(id, name string, seq int64, here map[string]bool) (notice []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), renderTime)
	defer cancel()
	defer h.survive(id, name, &err)
	return h.render(ctx, id, name, seq, here)
}

// dismiss ends the streams of a group.
func (h *Hub) dismiss(s *session, name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if g := s.groups[name]; g != nil {
		g.end()
	}
}

// deliver puts a notice in front of every stream of a group. One that was not
// taken yet is replaced: it would be old news.
func (h *Hub) deliver(s *session, name string, notice []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	g := s.groups[name]
	if g == nil || h.closed || bytes.Equal(g.last, notice) {
		return
	}
	g.last = notice
	for x := range g.streams {
		if x.ended {
			continue
		}
		select {
		case <-x.C:
		default:
		}
		x.C <- notice
	}
}

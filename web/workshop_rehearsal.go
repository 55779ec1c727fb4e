package web

import (
	"context"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// Of the pretend players of a rehearsal: how long it takes until one of them
// does the next thing, and how long they go on when nobody watches.
const (
	pretendPause = 400 * time.Millisecond
	pretendAlone = 30 * time.Minute
)

// rehearsals are the sessions whose pretend players this process moves. Another
// process may move them too: what they do is the same, and done once.
type rehearsals struct {
	mu      sync.Mutex
	running map[string]bool
	done    chan struct{} // closed when all must stop
	closed  bool
	all     sync.WaitGroup
	pause   time.Duration // 0 is pretendPause
}

// begin says whether a session is not moved yet, and takes it.
func (r *rehearsals) begin(id string) (done <-chan struct{}, mine bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.running[id] {
		return nil, false
	}
	if r.running == nil {
		r.running, r.done = map[string]bool{}, make(chan struct{})
	}
	r.running[id] = true
	r.all.Add(1)
	return r.done, true
}

func (r *rehearsals) end(id string) {
	r.mu.Lock()
	delete(r.running, id)
	r.mu.Unlock()
	r.all.Done()
}

// stop ends all of them and waits until they have ended.
func (r *rehearsals) stop() {
	r.mu.Lock()
	if !r.closed && r.done != nil {
		close(r.done)
	}
	r.closed = true
	r.mu.Unlock()
	r.all.Wait()
}

// rehearse moves the pretend players of a session, when it is a rehearsal and
// nobody does so yet.
func (s *Server) rehearse(session workshop.Session) {
	if session.Settings.Rehearsal == "" || !session.Open {
		return
	}
	done, mine := s.rehearsals.begin(session.ID)
	if !mine {
		return
	}
	go func() {
		defer s.rehearsals.end(session.ID)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		s.pretend(ctx, session.ID, done)
	}()
}

// pretend lets pretend players do one thing after another until the session
// closes, nobody watches any more, or done is closed.
func (s *Server) pretend(ctx context.Context, id string, done <-chan struct{}) {
	pause := s.rehearsals.pause
	if pause == 0 {
		pause = pretendPause
	}
	tick := time.NewTicker(pause)
	defer tick.Stop()
	watched := s.Now()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		if len(s.hub.Present(id)) > 0 {
			watched = s.Now()
		}
		if s.Now().Sub(watched) > pretendAlone {
			return
		}
		if over, err := s.pretendOnce(ctx, id); err != nil {
			s.Log.Warn("a pretend player could not go on", "err", err)
		} else if over {
			return
		}
	}
}

// pretendOnce lets pretend players do one thing, if there is something to do.
// Over says that the session has closed or is gone, or that a defect of ours ends
// the pretending.
func (s *Server) pretendOnce(ctx context.Context, id string) (over bool, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			s.Log.Error("panic in a pretend player", "panic", problem, "stack", string(debug.Stack()))
			over, err = true, nil
		}
	}()
	room, err := s.rooms.Room(ctx, id)
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Conflict) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	var command workshop.Command
	todo := false
	err = room.Read(ctx, func(st *workshop.State) error {
		over = st.Phase == workshop.Closed
		command, todo = st.NextPretend(s.pretendLines(st.Rehearsal), s.Now().UnixMilli())
		return nil
	})
	if err != nil || !todo {
		return over, err
	}
	if _, err = room.Do(ctx, command); errs.Is(err, errs.Conflict) {
		err = nil // the facilitator was first
	}
	return over, err
}

// The texts that pretend players choose from.
var (
	pretendReasons     = []string{"workshop.pretend.reason.1", "workshop.pretend.reason.2", "workshop.pretend.reason.3", "workshop.pretend.reason.4", "workshop.pretend.reason.5"}
	pretendReflections = []string{"workshop.pretend.reflection.1", "workshop.pretend.reflection.2", "workshop.pretend.reflection.3"}
	pretendPledges     = []string{"workshop.pretend.pledge.1", "workshop.pretend.pledge.2", "workshop.pretend.pledge.3", "workshop.pretend.pledge.4"}
)

// pretendLines are what pretend players write in a language.
func (s *Server) pretendLines(lang string) workshop.Lines {
	ed := s.mustCurrent()
	p, ok := ed.printers[lang]
	if !ok {
		p = ed.printers[ed.languages[0]]
	}
	say := func(keys []string) (out []string) {
		for _, key := range keys {
			out = append(out, p.T(key))
		}
		return out
	}
	lines := workshop.Lines{Reasons: say(pretendReasons), Reflections: say(pretendReflections), Words: strings.Split(p.T("workshop.pretend.words"), ", ")}
	for _, what := range say(pretendPledges) {
		lines.Pledges = append(lines.Pledges, game.Pledge{What: what, With: p.T("workshop.pretend.with")})
	}
	return lines
}

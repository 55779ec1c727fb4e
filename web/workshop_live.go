package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/web/live"
)

// notice is all that the browsers of a group must hear; it is whole every time
// and holds no text. Page changes when the page must be fetched again.
type notice struct {
	Version  int64  `json:"version"`
	Phase    string `json:"phase"`
	Page     string `json:"page"`
	Deadline int64  `json:"deadline,omitempty"` // Unix milliseconds
	Left     int64  `json:"left,omitempty"`     // milliseconds, while paused
	Paused   bool   `json:"paused,omitempty"`
	Joined   int    `json:"joined"`
	Voted    int    `json:"voted"`
	Of       int    `json:"of"`
}

var (
	errStreams = errs.New(errs.TooMany, "workshop.error.streams")
	errEnded   = errs.New(errs.Unavailable, "workshop.error.stopping")
)

// notice makes the notice of a group as JSON. It has neither a number nor a
// time: what changed nothing for a group sends it nothing.
func (s *Server) notice(ctx context.Context, id, group string, seq int64, here map[string]bool) ([]byte, error) {
	room, err := s.rooms.Room(ctx, id)
	if err == nil {
		err = room.Refresh(ctx, seq)
	}
	if err != nil {
		return nil, err
	}
	var n notice
	err = room.Read(ctx, func(st *workshop.State) error {
		x, err := s.stage(s.mustCurrent().languages[0], room.Session(), st)
		if err != nil {
			return err
		}
		x.here = here
		n, err = x.notice(group)
		return err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(n)
}

// moves is how often the facilitator of a session moved on. When the session
// cannot be read, nothing is in a hurry.
func (s *Server) moves(id string, seq int64) (version int64) {
	ctx, cancel := context.WithTimeout(context.Background(), writeTime)
	defer cancel()
	room, err := s.rooms.Room(ctx, id)
	if err == nil {
		err = room.Refresh(ctx, seq)
	}
	if err == nil {
		err = room.Read(ctx, func(st *workshop.State) error { version = st.Version; return nil })
	}
	if err != nil {
		return 0
	}
	return version
}

func (x *stage) notice(group string) (notice, error) {
	st := x.st
	n := notice{Version: st.Version, Phase: string(st.Phase), Deadline: st.Deadline, Left: st.Left, Paused: st.Paused}
	switch group {
	case hostMember:
		n.Page = x.consoleKey()
		return n, nil
	case screenMember:
		key, err := viewKey(x.wall())
		n.Page = key
		return n, err
	}
	number, _ := strconv.Atoi(strings.TrimPrefix(group, "table-")) // 0 in the lobby
	n.Page = x.tableKey(number)
	if t := st.Table(number); t != nil {
		n.Voted, n.Of = x.turnout(t)
	} else {
		n.Joined = len(st.Present())
	}
	return n, nil
}

// viewKey makes the key of a page from all that it shows.
func viewKey(view any) (string, error) {
	data, err := json.Marshal(view)
	if err != nil {
		return "", fmt.Errorf("key of a page: %w", err)
	}
	h := fnv.New64a()
	_, _ = h.Write(data) // a hash takes everything
	return strconv.FormatUint(h.Sum64(), 16), nil
}

// framed is a notice as it goes over a stream, the same bytes for all of a group.
func (s *Server) framed(ctx context.Context, id, group string, seq int64, here map[string]bool) ([]byte, error) {
	data, err := s.notice(ctx, id, group, seq, here)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "event: state\ndata: %s\n\n", data), nil
}

// Of a stream: how often it shows that it is alive, how long one message may
// take, and after how long a browser should come back when it was cut off.
const (
	beatPause  = 10 * time.Second
	writeTime  = 10 * time.Second
	retryPause = 1000 // milliseconds; the script adds chance
)

// follow serves a stream until the browser or this program goes.
func (s *Server) follow(c *gin.Context, id, group, member string) error {
	stream, err := s.hub.Open(id, group, member, s.address(c.Request))
	switch {
	case errors.Is(err, live.ErrFull):
		c.Header("Retry-After", "30")
		return errStreams
	case err != nil:
		return errEnded
	}
	first, err := s.framed(c, id, group, 0, s.hub.Present(id))
	if err != nil {
		stream.Close()
		return err
	}
	l, own, err := s.takeLine(c)
	if err != nil {
		stream.Close()
		return err
	}
	first = fmt.Appendf(nil, "retry: %d\n\n%s%s", retryPause, s.beat(), first)
	if own {
		go s.serveLine(l, stream, first)
	} else {
		s.serveLine(l, stream, first)
	}
	return nil
}

// serveLine sends what the stream brings. A reader that takes too long is let
// go; it comes back and gets the newest.
func (s *Server) serveLine(l line, stream *live.Stream, message []byte) {
	defer stream.Close()
	defer l.close()
	beat := time.NewTicker(beatPause)
	defer beat.Stop()
	for l.write(message, s.Now().Add(writeTime)) == nil {
		select {
		case fresh, open := <-stream.C:
			if !open {
				_ = l.write([]byte("event: bye\ndata: {}\n\n"), s.Now().Add(writeTime)) // it is told, or notices
				return
			}
			message = fresh
		case <-beat.C:
			message = s.beat()
		case <-l.gone:
			return
		}
	}
}

// beat shows that the stream lives, and what time it is here.
func (s *Server) beat() []byte {
	return fmt.Appendf(nil, "event: beat\ndata: %d\n\n", s.Now().UnixMilli())
}

// headerNow tells a browser that polls what time it is here.
const headerNow = "Opmaat-Now"

// tell answers a browser that polls: the notice, or that it has not changed.
func (s *Server) tell(c *gin.Context, id, group string) error {
	data, err := s.notice(c, id, group, 0, s.hub.Present(id))
	if err != nil {
		return err
	}
	h := fnv.New64a()
	_, _ = h.Write(data) // a hash takes everything
	tag := `"` + strconv.FormatUint(h.Sum64(), 16) + `"`
	c.Header("ETag", tag)
	c.Header(headerNow, strconv.FormatInt(s.Now().UnixMilli(), 10))
	if c.GetHeader("If-None-Match") == tag {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	c.Data(http.StatusOK, "application/json", data)
	return nil
}

// groupOf finds the group and member of this browser's seat; a browser without
// a seat that takes part follows nothing.
func (s *Server) groupOf(c *gin.Context) (id, group, member string, err error) {
	room, hash, err := s.seated(c)
	if err != nil {
		return "", "", "", err
	}
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil || seat.Removed {
			return errNoSeat
		}
		group, member = tableGroup(seat.Table), seatMember(seat.Number)
		return nil
	})
	return room.ID, group, member, err
}

func (s *Server) getPhoneEvents(c *gin.Context) error {
	id, group, member, err := s.groupOf(c)
	if err != nil {
		return err
	}
	return s.follow(c, id, group, member)
}

func (s *Server) getPhoneState(c *gin.Context) error {
	id, group, _, err := s.groupOf(c)
	if err != nil {
		return err
	}
	return s.tell(c, id, group)
}

func (s *Server) getConsoleEvents(c *gin.Context) error {
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	s.rehearse(x.session)
	return s.follow(c, x.session.ID, hostMember, hostMember)
}

func (s *Server) getConsoleState(c *gin.Context) error {
	x, err := s.lead(c)
	if err != nil {
		return err
	}
	s.rehearse(x.session)
	return s.tell(c, x.session.ID, hostMember)
}

func (s *Server) getScreenEvents(c *gin.Context) error {
	w, err := s.watched(c)
	if err != nil {
		return err
	}
	return s.follow(c, w.room.ID, screenMember, screenMember)
}

func (s *Server) getScreenState(c *gin.Context) error {
	w, err := s.watched(c)
	if err != nil {
		return err
	}
	return s.tell(c, w.room.ID, screenMember)
}

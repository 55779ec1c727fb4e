package web

import (
	"cmp"
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
	"github.com/opmaat/opmaat/web/live"
)

// The cookies of workshops: what a facilitator, a projector and a seat hold, and
// for a short time the recovery code of a session that was just made.
const (
	hostCookie     = "opmaat-host"
	screenCookie   = "opmaat-screen"
	seatCookie     = "opmaat-seat"
	recoveryCookie = "opmaat-recovery"
)

// How long they are kept.
const (
	hostAge     = 60 * 24 * time.Hour
	seatAge     = 24 * time.Hour
	recoveryAge = 30 * time.Minute
)

// Standard limits on streams and on sessions that run at once. Three of one seat: a phone, another device, and
// one of them that the network has not given up yet.
const (
	standardStreams        = 2000
	standardAddressStreams = 250
	standardSessions       = 200
	seatStreams            = 3
	// Four times a second, so that with a move to another phase, which does not
	// wait, there are five.
	pushPause  = 250 * time.Millisecond
	pushSpread = 100 * time.Millisecond
	// A phone that comes to its table, or back from a pocket, is without a stream for
	// a second or two. A proxy that cuts a stream takes no longer.
	streamGrace = 4 * time.Second
)

var (
	errNotHost   = errs.New(errs.NotFound, "workshop.error.host")
	errNotScreen = errs.New(errs.NotFound, "workshop.error.screen")
	errNoSeat    = errs.New(errs.NotFound, "workshop.error.noSeat")
	errGone      = statusError{errs.New(errs.NotFound, "workshop.error.gone"), http.StatusGone}
	errNoCode    = errs.New(errs.NotFound, "workshop.error.unknown")
	errPass      = errs.New(errs.NotFound, "workshop.error.pass")
)

// openRooms connects the sessions, the news of them and the streams.
func (s *Server) openRooms() {
	if s.Bus == nil {
		s.Bus = &live.Local{}
	}
	s.rooms = &workshop.Rooms{Store: s.Workshops, Scenarios: library{s.Library}, Now: s.Now, Chance: rand.Uint64, Publish: s.Bus.Publish,
		Live: cmp.Or(s.Sessions, standardSessions)}
	limits := live.Limits{Streams: cmp.Or(s.Streams, standardStreams), PerMember: seatStreams,
		PerSource: cmp.Or(s.AddressStreams, standardAddressStreams), Pause: pushPause, Spread: pushSpread, Grace: streamGrace}
	s.hub = live.NewHub(limits, s.framed)
	s.hub.Moves, s.hub.Failed = s.moves, s.unrendered
	s.Bus.Listen(s.hub.Moved)
}

// unrendered logs a panic while news was made; its browsers ask again themselves.
func (s *Server) unrendered(id, group string, problem any, stack []byte) {
	s.Log.Error("panic in the news of a workshop", "object", group, "panic", problem, "stack", string(stack))
}

// Close ends the streams, each with a goodbye, so that browsers come back a
// little later and not all at once. It returns when all have been told, or when
// ctx ends.
func (s *Server) Close(ctx context.Context) {
	s.rehearsals.stop()
	s.hub.Close()
	for s.hub.Streams() > 0 && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(closePause):
		}
	}
}

// closePause is how often Close looks whether streams are left.
const closePause = 5 * time.Millisecond

// Sweep drops the rooms from memory that nobody watches, which are built again
// from the store when somebody comes, and those of sessions that were deleted.
func (s *Server) Sweep() {
	ctx, cancel := context.WithTimeout(context.Background(), sweepTime)
	defer cancel()
	for _, id := range s.rooms.Loaded() {
		_, err := s.Workshops.Session(ctx, id)
		if errs.Is(err, errs.NotFound) {
			s.forgetSession(id)
		} else if len(s.hub.Present(id)) == 0 {
			s.rooms.Forget(id)
		}
	}
	s.moulds.forget(s.rooms.Loaded())
}

// sweepTime is how long Sweep may ask the store.
const sweepTime = 30 * time.Second

// secretName is a cookie of this name, as the connection asks for.
func (s *Server) secretName(r *http.Request, name string) string {
	if s.secure(r) {
		return "__Host-" + name
	}
	return name
}

// secretOf is the secret in a cookie, or "" when there is none or it cannot be one.
func (s *Server) secretOf(c *gin.Context, name string) string {
	cookie, err := c.Request.Cookie(s.secretName(c.Request, name))
	if err != nil || !assessment.ValidCapability(cookie.Value) {
		return ""
	}
	return cookie.Value
}

// keepSecret puts a secret into a cookie; an empty one takes the cookie away.
func (s *Server) keepSecret(c *gin.Context, name, value string, age time.Duration) {
	seconds := int(age / time.Second)
	if value == "" {
		seconds = -1
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: s.secretName(c.Request, name), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

// lead is a session with the facilitator of this browser.
type lead struct {
	room    *workshop.Room
	session workshop.Session
	secrets workshop.Secrets // as many as this facilitator may know
}

// lead finds the session of the address when this browser may lead it. Whoever
// may not is told nothing about it.
func (s *Server) lead(c *gin.Context) (lead, error) {
	secret := s.secretOf(c, hostCookie)
	if secret == "" {
		return lead{}, errNotHost
	}
	session, err := s.Workshops.Session(c, c.Param("id"))
	if errs.Is(err, errs.NotFound) {
		return lead{}, missing(c, errNotHost)
	}
	if err != nil {
		return lead{}, err
	}
	x := lead{session: session}
	switch assessment.KeyHash(secret) {
	case session.Host:
		x.secrets = workshop.SecretsFrom(workshop.ByHost, secret).Renewed(session.Renewed)
	case session.Cohost:
		x.secrets = workshop.SecretsFrom(workshop.ByCohost, secret).Renewed(session.Renewed)
	default:
		return lead{}, errNotHost
	}
	x.room, err = s.rooms.Room(c, session.ID)
	return x, err
}

// watch is a session with what a projector may know.
type watch struct {
	room    *workshop.Room
	session workshop.Session
	secrets workshop.Secrets
}

// watched finds the session of the address when this browser may show it.
func (s *Server) watched(c *gin.Context) (watch, error) {
	secret := s.secretOf(c, screenCookie)
	session, err := s.Workshops.Session(c, c.Param("id"))
	if errs.Is(err, errs.NotFound) {
		return watch{}, missing(c, errNotScreen)
	}
	if err == nil && (secret == "" || session.Screen != assessment.KeyHash(secret)) {
		return watch{}, errNotScreen
	}
	if err != nil {
		return watch{}, err
	}
	room, err := s.rooms.Room(c, session.ID)
	return watch{room, session, workshop.SecretsFrom(workshop.ByScreen, secret).Renewed(session.Renewed)}, err
}

// seated finds the session of the address and the hash of what this browser
// holds of it; whether that is a seat, the session says.
func (s *Server) seated(c *gin.Context) (*workshop.Room, string, error) {
	room, err := s.rooms.Room(c, c.Param("id"))
	if errs.Is(err, errs.NotFound) {
		return nil, "", missing(c, errNoSeat)
	}
	if token := s.secretOf(c, seatCookie); token != "" {
		return room, assessment.KeyHash(token), err
	}
	return room, "", err
}

// missing says of a session that is not stored that it was deleted, when its id
// may once have been one; there are too many ids to guess one that was.
func missing(c *gin.Context, otherwise error) error {
	if assessment.ValidCapability(c.Param("id")) {
		return errGone
	}
	return otherwise
}

// Addresses of a session.
func consoleAddress(id string) string { return "/host/s/" + id }

func screenAddress(id string) string { return "/screen/" + id }

func phoneAddress(id string) string { return "/w/" + id }

// joinHost is the address to type without the scheme, as it stands on the wall.
func (s *Server) joinHost(r *http.Request) string {
	_, host, _ := strings.Cut(s.origin(r), "://")
	return host + "/join"
}

// splitStreams keeps streams out of compression, which would hold them back.
func splitStreams(plain, packed http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/events") {
			plain.ServeHTTP(w, r)
			return
		}
		packed.ServeHTTP(w, r)
	})
}

package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// The game cookie holds the capability of a solo game, beside that of a test.
const (
	gameCookie       = "opmaat-game"
	secureGameCookie = "__Host-opmaat-game"
)

var (
	errNoGame     = errs.New(errs.NotFound, "game.error.none")
	errGameLink   = errs.New(errs.NotFound, "game.error.link")
	errNotEnded   = errs.New(errs.Conflict, "game.error.not_ended")
	errRoundAhead = errs.New(errs.Conflict, "game.error.ahead")
)

func (s *Server) gameCookieName(r *http.Request) string {
	if s.secure(r) {
		return secureGameCookie
	}
	return gameCookie
}

// gameCapability is the secret of the game that this browser holds, or "".
func (s *Server) gameCapability(c *gin.Context) string {
	cookie, err := c.Request.Cookie(s.gameCookieName(c.Request))
	if err != nil || !assessment.ValidCapability(cookie.Value) {
		return ""
	}
	return cookie.Value
}

// gameKey is the hash of the capability of this browser's game, or "".
func (s *Server) gameKey(c *gin.Context) string {
	if capability := s.gameCapability(c); capability != "" {
		return assessment.KeyHash(capability)
	}
	return ""
}

// setGameCapability keeps the secret in this browser; an empty one forgets it.
func (s *Server) setGameCapability(c *gin.Context, capability string) {
	age := 400 * 24 * 3600
	if capability == "" {
		age = -1
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: s.gameCookieName(c.Request), Value: capability, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: s.secure(c.Request), SameSite: http.SameSiteLaxMode})
}

// played is one attempt of a game, rebuilt from its turns.
type played struct {
	speaker
	ed      *edition
	lang    string
	solo    game.Solo
	attempt game.Attempt
	turns   []game.Turn
	play    game.Play
}

// played finds the game of this browser and rebuilds the attempt of the
// address, or the newest one when the address names none.
func (s *Server) played(c *gin.Context) (played, error) {
	key := s.gameKey(c)
	if key == "" {
		return played{}, errNoGame
	}
	solo, sc, err := s.games.Open(c, key)
	if errs.Is(err, errs.NotFound) {
		return played{}, errNoGame
	}
	if err != nil {
		return played{}, err
	}
	number := solo.Newest()
	if text := c.Param("attempt"); text != "" {
		if number = number1(text); number < 1 || number > solo.Newest() {
			return played{}, errPageNotFound()
		}
	}
	return s.playedFrom(s.languageOf(c), solo, sc, number)
}

func (s *Server) playedFrom(lang string, solo game.Solo, sc *game.Scenario, attempt int) (played, error) {
	x := played{ed: s.mustCurrent(), lang: lang, solo: solo, attempt: solo.Attempts[attempt-1], turns: solo.TurnsOf(attempt)}
	var err error
	if x.speaker, err = x.ed.speaker(lang, sc); err != nil {
		return x, err
	}
	x.schedule = sc.Schedule(solo.Setup.Short)
	x.play, err = solo.Play(sc, attempt)
	return x, err
}

// number1 reads a whole number as it stands in an address; 0 when it is not one.
func number1(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text || n < 0 {
		return 0
	}
	return n
}

// round reads the round of the address; an unknown one has no page.
func (x *played) round(c *gin.Context) (int, error) {
	n := number1(c.Param("round"))
	if !slices.Contains(x.schedule, n) {
		return 0, errPageNotFound()
	}
	return n, nil
}

// place is how many rounds come before this one, from 0.
func (x *played) place(round int) int { return slices.Index(x.schedule, round) }

// decided says whether a round of the attempt is decided.
func (x *played) decided(round int) bool { return x.place(round) < len(x.turns) }

// newest says whether this attempt may still be played.
func (x *played) newest() bool { return x.attempt.Number == x.solo.Newest() }

// ended says whether the attempt came to its ending.
func (x *played) ended() bool { return x.play.Last().Ended() }

// before and after are the states around a decided round; before also is the
// state in which the next round is decided.
func (x *played) before(round int) *game.State { return &x.play.Steps[x.place(round)].State }

func (x *played) after(round int) *game.Taken { return &x.play.Steps[x.place(round)+1] }

// Addresses of the pages of one attempt.
func (x *played) address(page string) string {
	return "/game/play/" + strconv.Itoa(x.attempt.Number) + "/" + page
}

func (x *played) roundAddress(round int) string { return x.address("round/" + strconv.Itoa(round)) }

func (x *played) afterAddress(round int) string { return x.roundAddress(round) + "/after" }

// next is where this attempt goes on: the round to decide, or the ending.
func (x *played) next() string {
	if x.ended() {
		return x.address("ending")
	}
	return x.roundAddress(x.play.Last().Round())
}

// following is the page after the account of a round.
func (x *played) following(round int) string {
	if at := x.place(round) + 1; at < len(x.schedule) {
		return x.roundAddress(x.schedule[at])
	}
	return x.address("ending")
}

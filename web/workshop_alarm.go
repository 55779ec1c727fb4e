package web

import (
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// Wrong codes are odd when there are this many within a window, from one address
// or of everybody. A whole room that types with cold fingers has fewer.
const (
	oddFromOne  = 10
	oddOfAll    = 30
	alarmWindow = 5 * time.Minute
)

// alarmSteps are the counts that facilitators are told: at least so many. A page
// is drawn again for a step, not for every guess.
var alarmSteps = []int{oddFromOne, oddOfAll, 100, 300, 1000}

// alarm knows whether somebody guesses codes, in this process. A wrong code
// belongs to no session, so all facilitators hear of it.
type alarm struct {
	mu    sync.Mutex
	step  int // the last one reached, 0 when all is quiet
	until time.Time
	clear *time.Timer // tells the pages that it is quiet again
}

// guesses is how many wrong codes came in the last minutes at least, 0 when they
// are few.
func (a *alarm) guesses(now time.Time) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Before(a.until) {
		return a.step
	}
	return 0
}

// raise notes odd tries and says whether there are so many more that pages must
// tell. quiet is called when nothing came for a window.
func (a *alarm) raise(now time.Time, tries int, quiet func()) bool {
	step := 0
	for _, s := range alarmSteps {
		if tries >= s {
			step = s
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	news := step > a.step || !now.Before(a.until)
	if news {
		a.step = step
	}
	a.until = now.Add(alarmWindow)
	if a.clear == nil {
		a.clear = time.AfterFunc(alarmWindow, quiet)
	} else {
		a.clear.Reset(alarmWindow)
	}
	return news
}

// suspect counts a wrong code, and tells the facilitators when there are many.
func (s *Server) suspect(who string, now time.Time) {
	most := alarmSteps[len(alarmSteps)-1]
	one, _ := s.tries.take("odd "+who, now, alarmWindow, most)
	all, _ := s.tries.take("odd", now, alarmWindow, most)
	if (one+1 >= oddFromOne || all+1 >= oddOfAll) && s.alarm.raise(now, all+1, s.stirAll) {
		s.Log.Warn("somebody guesses the codes of workshops", "count", all+1)
		s.stirAll()
	}
}

// stirAll lets the pages of all sessions look again.
func (s *Server) stirAll() {
	for _, id := range s.rooms.Loaded() {
		s.hub.Moved(id, 0)
	}
}

// newCode is the form for another code: the number of the renewal that its page
// saw, and where it goes. A session that is over has none.
type newCode struct {
	Address string
	Renewed int
}

func newCodeOf(session workshop.Session) newCode {
	if !session.Open {
		return newCode{}
	}
	return newCode{consoleAddress(session.ID) + "/code", session.Renewed}
}

// postNewCode gives the session another code and QR code. The form says which
// renewal it saw: sent twice, or by two facilitators, it is one new code.
func (s *Server) postNewCode(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "renewed")
	}
	if err != nil {
		return err
	}
	h, err := s.lead(c)
	if err != nil {
		return err
	}
	if form.Get("renewed") == strconv.Itoa(h.session.Renewed) {
		err = s.rooms.NewCode(c, h.room, h.session, h.secrets)
	}
	if errs.Is(err, errs.Conflict) {
		return s.showConsole(c, h, statusOf(err), err)
	}
	if err != nil {
		return err
	}
	return seeOther(c, consoleAddress(h.session.ID)+"/links#qr")
}

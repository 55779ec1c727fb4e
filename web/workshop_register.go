package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game/workshop"
)

// promisesCookie holds the secret of the register that a browser opened last.
// Whoever comes back later has the link in a calendar.
const (
	promisesCookie = "opmaat-promises"
	promisesAge    = 7 * 24 * time.Hour
)

var errNoRegister = errs.New(errs.NotFound, "workshop.error.register")

// register is what was promised in a session, in the words of one language.
type register struct {
	workshop.Register
	speaker
	story string
}

// registered puts a register into words. A story that is no longer here keeps its id.
func (s *Server) registered(lang string, r workshop.Register) *register {
	ed := s.mustCurrent()
	x := &register{r, speaker{p: ed.printers[lang]}, r.Story.ID}
	if w, ok := ed.library.ScenarioWords(r.Story, lang); ok {
		x.story = w.Title
	}
	return x
}

// table names a table; a seat that never sat at one has none.
func (x *register) table(number int) string {
	if number == 0 {
		return ""
	}
	return x.t("workshop.table", "n", strconv.Itoa(number))
}

// end is the day on which the register is deleted.
func (x *register) end() time.Time { return time.UnixMilli(x.Until).UTC() }

// registerAddress is the page of a register; registerLink is the first hop to it.
func registerAddress(id string) string { return "/promises/" + id }

func (s *Server) registerLink(r *http.Request, session workshop.Session) string {
	return s.origin(r) + "/p/" + workshop.RegisterSecret(session)
}

// keepRegister keeps what was promised, after a promise was stored. When that
// fails the next look at the promises keeps it.
func (s *Server) keepRegister(c *gin.Context, room *workshop.Room) {
	if _, err := s.rooms.KeepRegister(c, room); err != nil {
		s.Log.Warn("promises not kept in the register", "request", c.GetString(keyRequestID), "err", err)
	}
}

// getSeatPromises leads a seat that promised something to the register.
func (s *Server) getSeatPromises(c *gin.Context) error {
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	promised := false
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil || seat.Removed {
			return errNoSeat
		}
		promised = seat.Pledge.What != ""
		return nil
	})
	if err != nil {
		return s.offerSeat(c, err)
	}
	if !promised {
		return errNoPledge
	}
	if _, err := s.rooms.KeepRegister(c, room); err != nil {
		return err
	}
	return seeOther(c, "/p/"+workshop.RegisterSecret(room.Session()))
}

// getPromisesLink takes the secret of a register out of the address.
func (s *Server) getPromisesLink(c *gin.Context) error {
	secret := c.Param("secret")
	if !assessment.ValidCapability(secret) {
		return errNoRegister
	}
	r, err := s.Workshops.Register(c, assessment.KeyHash(secret))
	if err != nil {
		return err
	}
	s.keepSecret(c, promisesCookie, secret, promisesAge)
	return seeOther(c, registerAddress(r.ID))
}

// openRegister finds the register of the address when this browser has its
// secret; whoever has not is told nothing about it.
func (s *Server) openRegister(c *gin.Context) (x *register, secret string, err error) {
	secret = s.secretOf(c, promisesCookie)
	if secret == "" {
		return nil, "", errNoRegister
	}
	r, err := s.Workshops.Register(c, assessment.KeyHash(secret))
	if err == nil && r.ID != c.Param("id") {
		err = errNoRegister
	}
	if err != nil {
		return nil, "", err
	}
	return s.registered(s.languageOf(c), r), secret, nil
}

// getPromisesCalendar is the register as a calendar.
func (s *Server) getPromisesCalendar(c *gin.Context) error {
	x, secret, err := s.openRegister(c)
	if err != nil {
		return err
	}
	sendCalendar(c, x.calendar(s.origin(c.Request)+"/p/"+secret, s.Now()), "opmaat-promises.ics")
	return nil
}

// getPromisesTable is the register as a table.
func (s *Server) getPromisesTable(c *gin.Context) error {
	x, _, err := s.openRegister(c)
	if err != nil {
		return err
	}
	return sendTable(c, x.p.Lang(), "opmaat-promises.csv", x.rows(nil))
}

// rows is the register as a table, the head first. names are those of seats, as
// long as they are kept; without them that column is left out.
func (x *register) rows(names map[int]string) [][]string {
	head := []string{x.t("workshop.table.col.table")}
	if names != nil {
		head = append(head, x.t("workshop.table.col.who"))
	}
	head = append(head, x.t("workshop.table.col.what"), x.t("workshop.table.col.with"), x.t("workshop.table.col.by"))
	for _, check := range workshop.Checks {
		head = append(head, x.t("workshop.table.col.check", "days", int(check)), x.t("workshop.table.col.line", "days", int(check)))
	}
	out := [][]string{head}
	for i := range x.Promises {
		promise := &x.Promises[i]
		row := []string{x.table(promise.Table)}
		if names != nil {
			row = append(row, names[promise.Seat])
		}
		row = append(row, promise.Pledge.What, promise.Pledge.With, promise.Pledge.By)
		for _, check := range workshop.Checks {
			how, line := "", ""
			if m := promise.Mark(check); m != nil {
				how, line = x.t(howNames[m.How]), m.Line
			}
			row = append(row, how, line)
		}
		out = append(out, row)
	}
	return out
}

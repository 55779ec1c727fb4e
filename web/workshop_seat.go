package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// seatKinds are the commands that a seat may send from its page.
var seatKinds = []workshop.Kind{workshop.Rename, workshop.Needs, workshop.Ballot, workshop.Decision, workshop.Reflection,
	workshop.Word, workshop.Pledge, workshop.PickPledge}

// singles are the fields of a command that have one value.
var singles = []string{"do", "nonce", "version", "turn", "option", "reason", "text", "name", "what", "with", "by", "seen", "seat", "into", "table", "minutes", "on", "from"}

func (s *Server) getPhone(c *gin.Context) error {
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	return s.showPhone(c, room, hash, http.StatusOK, nil, nil)
}

// postPhone does what a seat asks for. The same form twice is done once.
func (s *Server) postPhone(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, singles...)
	}
	if err != nil {
		return err
	}
	room, hash, err := s.seated(c)
	if err != nil {
		return s.offerSeat(c, err)
	}
	command, err := s.seatCommand(c, room, hash, form)
	if err == nil {
		_, err = room.Do(c, command)
	}
	if err != nil {
		return s.showPhone(c, room, hash, statusOf(err), form, err)
	}
	if command.Kind == workshop.Pledge {
		s.keepRegister(c, room)
	}
	return seeOther(c, phoneAddress(room.ID))
}

// seatCommand reads the command in a form of a seat.
func (s *Server) seatCommand(c *gin.Context, room *workshop.Room, hash string, form url.Values) (workshop.Command, error) {
	command, err := s.command(form, seatKinds, hash)
	if err != nil {
		return command, err
	}
	err = room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil {
			return errNoSeat
		}
		command.Seat = seat.Number
		if command.Kind == workshop.Rename {
			command.Text = s.decent(s.languageOf(c), st, seat, command.Text)
		}
		return nil
	})
	return command, err
}

// command reads a command of one of these kinds. The key is made of all that
// was sent, so that the same form with other content is another command.
func (s *Server) command(form url.Values, kinds []workshop.Kind, who string) (workshop.Command, error) {
	kind := workshop.Kind(form.Get("do"))
	if !slices.Contains(kinds, kind) {
		return workshop.Command{}, errs.New(errs.Invalid, "workshop.error.command", "command", "")
	}
	sum := sha256.Sum256([]byte(who + "\n" + form.Encode()))
	cmd := workshop.Command{Kind: kind, At: s.Now().UnixMilli(), Key: hex.EncodeToString(sum[:16]), Version: int64(number1(form.Get("version"))),
		Turn: number1(form.Get("turn")), Seat: number1(form.Get("seat")), Into: number1(form.Get("into")), Table: number1(form.Get("table")),
		On: form.Get("on") == "1", Needs: form["need"], Option: form.Get("option"), Moves: form["move"], Text: form.Get("text")}
	switch kind {
	case workshop.Rename:
		cmd.Text = form.Get("name")
	case workshop.Decision:
		cmd.Text, cmd.Seen = form.Get("reason"), number1(form.Get("seen"))
	case workshop.Pledge:
		cmd.Pledge = &game.Pledge{What: form.Get("what"), With: form.Get("with"), By: form.Get("by")}
	case workshop.AddTime:
		cmd.Minutes = map[string]int{"-1": -1, "1": 1, "2": 2, "5": 5}[form.Get("minutes")]
	}
	return cmd, nil
}

// decent gives a name that is no word of abuse: the next creature that nobody has.
func (s *Server) decent(own string, st *workshop.State, seat *workshop.Seat, name string) string {
	ed := s.mustCurrent()
	for _, lang := range ed.languages {
		p := ed.printers[lang]
		for _, word := range strings.Fields(assessment.CleanLine(name)) {
			if slices.ContainsFunc(seatNames(p.T("workshop.names.no")), func(bad string) bool { return strings.EqualFold(bad, word) }) {
				return generated(seatNames(ed.printers[own].T("workshop.names")), len(st.Seats)+seat.Number)
			}
		}
	}
	return name
}

// showPhone shows the page of the seat that this browser has, with what went
// wrong and what was typed.
func (s *Server) showPhone(c *gin.Context, room *workshop.Room, hash string, status int, typed url.Values, problem error) error {
	lang := s.languageOf(c)
	var p *phonePage
	err := room.Read(c, func(st *workshop.State) error {
		seat := st.SeatBy(hash)
		if seat == nil {
			return errNoSeat
		}
		x, err := s.stage(lang, room.Session(), st)
		if err != nil {
			return err
		}
		if seat.Removed {
			p = x.removed(seat)
			return nil
		}
		p = x.phone(seat, typed)
		p.Elsewhere = seat.Elsewhere(hash)
		s.answeredPing(room.ID, seat.Number)
		return s.troubled(c, x, &p.livePage, problem)
	})
	if err != nil {
		return s.offerSeat(c, err)
	}
	if p.Phase == removedPhase && status == http.StatusOK {
		status = http.StatusForbidden
	}
	s.renderPhone(c, status, lang, p)
	return nil
}

func (s *Server) renderPhone(c *gin.Context, status int, lang string, p *phonePage) {
	ed := s.mustCurrent()
	title := p.PhaseFor
	if p.N > 0 {
		title = ed.printers[lang].T("workshop.title.round", "n", p.N, "total", p.Total, "phase", p.PhaseFor)
	}
	live := phoneAddress(p.ID)
	s.dress(c, ed, lang, &p.livePage, title, live)
	if p.Error || p.N == 0 { // refused, or outside the rounds: nobody else's page looks like it
		s.render(c, ed, status, "phone", p)
		return
	}
	s.show(c, status, "phone", func(buf *bytes.Buffer) error {
		return s.moulds.show(buf, ed, p, func(buf *bytes.Buffer) error { return ed.execute(buf, lang, "phone", p) })
	})
}

// dress fills in what a page of a session has from its browser.
func (s *Server) dress(c *gin.Context, ed *edition, lang string, p *livePage, title, address string) {
	failed := p.Error
	p.Page = s.page(c, ed, lang, title)
	p.Error, p.Nav = failed, "game"
	p.Live, p.Nonce = address, rand.Text()
	if p.ID != sampleID {
		p.Follow = address
	}
	p.Languages = languageLinks(ed, lang, address)
}

// troubled puts an error of a command on the page it came from; an error that
// the page cannot show is passed on.
func (s *Server) troubled(c *gin.Context, x *stage, p *livePage, err error) error {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*errs.E](err)
	if !ok || e.Kind == errs.Internal || e.Kind == errs.Unavailable {
		return err
	}
	p.Error, p.Refresh = true, false
	text := x.t(e.Key, x.named(e.Args)...)
	if e.Kind == errs.Invalid && e.Field != "" {
		p.Problems = []problem{{Field: e.Field, Text: text}}
	} else {
		p.Notice = text
	}
	return nil
}

// offerSeat shows the way to a seat to a browser that has none here, or says
// that the session was deleted.
func (s *Server) offerSeat(c *gin.Context, err error) error {
	if !errs.Is(err, errs.NotFound) {
		return err
	}
	if e, ok := errors.AsType[*errs.E](err); ok && (e.Key == errGone.Key || e.Key == errNoCode.Key) {
		return s.showJoin(c, errGone.status, joinPage{Lost: true, Gone: true})
	}
	return s.showJoin(c, http.StatusNotFound, joinPage{Lost: true})
}

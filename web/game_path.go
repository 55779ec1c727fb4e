package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game"
)

// pathPage shows the way that was taken, beside other ways.
type pathPage struct {
	gamePage
	Rounds     []pathRound
	Attempts   []attemptRow
	Strategies []strategyRow
	Outcome    string // points of 100
	Name       string // of the ending
	NextNumber int    // number of an attempt that begins now
	Most       bool   // no more attempts fit in this game
}

// pathRound is one round of the attempt.
type pathRound struct {
	N, Round   int
	Title      string
	Chosen     string
	Moves      string
	Reason     string
	Event      string
	After      string
	Other      string
	Inherited  bool // decided in the attempt that this one went back into
	ChangedHow string
}

// attemptRow is one attempt of this game.
type attemptRow struct {
	Number        int
	About, Ending string
	Outcome       string
	Href          string
	Here          bool
}

// strategyRow is a named way to play with what it leads to here. Width is the
// outcome as a width of 100.
type strategyRow struct {
	Name, Ending, Outcome string
	Width                 int
	Own                   bool
}

func (s *Server) getPath(c *gin.Context) error {
	x, err := s.finished(c)
	if err != nil {
		return err
	}
	p, err := s.pathPage(c, &x)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_path", p)
	return nil
}

func (s *Server) pathPage(c *gin.Context, x *played) (pathPage, error) {
	last := x.play.Last()
	p := pathPage{gamePage: s.gamePage(c, x, x.t("game.path.title")), Outcome: x.points(x.sc.Outcome(last)), Name: x.w.Endings[x.sc.Arrived(last).ID].Title,
		NextNumber: x.solo.Newest() + 1, Most: x.solo.Newest() >= game.MaxAttempts}
	for i, t := range x.turns {
		p.Rounds = append(p.Rounds, x.pathRound(i, t))
	}
	var err error
	if p.Attempts, err = x.attemptRows(); err != nil {
		return p, err
	}
	p.Strategies, err = x.strategyRows()
	return p, err
}

// points writes an outcome, which is in hundredths, as whole points.
func (x *played) points(outcome int) string { return x.p.Integer((outcome + 50) / 100) }

func (x *played) pathRound(i int, t game.Turn) pathRound {
	state := &x.play.Steps[i+1].State
	r := pathRound{N: i + 1, Round: t.Round, Title: x.w.Dilemmas[x.sc.Dilemmas[t.Round-1].ID].Title, Chosen: x.w.Options[t.Option].Label, Reason: t.Reason,
		After: x.afterAddress(t.Round), Other: x.roundAddress(t.Round) + "/other", Inherited: t.Attempt != x.attempt.Number}
	var moves []string
	for _, m := range t.Moves {
		moves = append(moves, x.w.Moves[m].Name)
	}
	r.Moves = x.p.List(moves)
	if id, _ := x.sc.EventOf(state, t.Round); id != "" {
		r.Event = x.w.Events[id].Title
	}
	return r
}

func (x *played) attemptRows() ([]attemptRow, error) {
	var rows []attemptRow
	for _, a := range x.solo.Attempts {
		play, err := x.solo.Play(x.sc, a.Number)
		if err != nil {
			return nil, err
		}
		r := attemptRow{Number: a.Number, About: x.t("game.path.first"), Here: a.Number == x.attempt.Number, Href: "/game/continue"}
		if a.From > 0 {
			r.About = x.t("game.path.replay", "round", x.number(a.Before), "attempt", a.From)
		}
		if play.Last().Ended() {
			other := played{speaker: x.speaker, attempt: a}
			r.Ending, r.Outcome = x.w.Endings[x.sc.Arrived(play.Last()).ID].Title, x.points(x.sc.Outcome(play.Last()))
			r.Href = other.address("ending")
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// strategyRows play the named strategies with the seed and the needs of this
// game; this attempt stands among them by its outcome.
func (x *played) strategyRows() ([]strategyRow, error) {
	last := x.play.Last()
	own := strategyRow{Name: x.t("game.path.you"), Own: true}
	rows := []strategyRow{x.fill(own, last)}
	for _, st := range x.sc.Strategies {
		end, err := x.sc.PlayStrategy(x.solo.Setup, x.solo.Needs, st)
		if err != nil {
			return nil, err
		}
		rows = append(rows, x.fill(strategyRow{Name: x.w.Strategies[st.ID]}, &end))
	}
	sortBy(rows, func(r strategyRow) int { return -r.Width })
	return rows, nil
}

func (x *played) fill(r strategyRow, s *game.State) strategyRow {
	outcome := x.sc.Outcome(s)
	r.Ending, r.Outcome, r.Width = x.w.Endings[x.sc.Arrived(s).ID].Title, x.points(outcome), (outcome+50)/100
	return r
}

// postRewind begins a new attempt before a round of an earlier one.
func (s *Server) postRewind(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "from", "before", "number")
	}
	if err != nil {
		return err
	}
	key := s.gameKey(c)
	if key == "" {
		return errNoGame
	}
	a := game.Attempt{Number: number1(form.Get("number")), From: number1(form.Get("from")), Before: number1(form.Get("before"))}
	if err := s.games.Rewind(c, key, a); err != nil {
		return err
	}
	return seeOther(c, "/game/continue")
}

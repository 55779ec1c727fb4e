package web

import (
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
)

// elsewherePage says that a round was decided elsewhere in the meantime, where
// the game stands now, and what had been filled in here.
type elsewherePage struct {
	gamePage
	Problem string
	N       int // the round that was sent
	Now     int // the round where the newest attempt stands; 0 when it ended
	Total   int
	Chosen  string
	Moves   []string
	Reason  string
}

func (s *Server) elsewherePage(c *gin.Context, x *played, round int, typed url.Values, e *errs.E) elsewherePage {
	p := elsewherePage{gamePage: s.gamePage(c, x, x.w.Dilemmas[x.sc.Dilemmas[round-1].ID].Title), Problem: s.problems(c, []*errs.E{e})[0].Text,
		N: x.place(round) + 1, Total: len(x.schedule), Chosen: x.w.Options[typed.Get("option")].Label, Reason: typed.Get("reason")}
	p.Error = true
	if newest := len(x.solo.TurnsOf(x.solo.Newest())); newest < p.Total {
		p.Now = newest + 1
	}
	for _, id := range typed["move"] {
		if name := x.w.Moves[id].Name; name != "" {
			p.Moves = append(p.Moves, name)
		}
	}
	return p
}

package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
)

// afterPage tells what a decided round led to.
type afterPage struct {
	gamePage
	N, Total     int
	Name         string
	Back         bool // looked back at: the game has gone on since
	Chosen       string
	Reason       string
	Consequence  string
	Moves        []string
	Event        *eventView
	Bands        []bandView
	Groups       []groupView // those that came to another stage
	Causes       []causeView // what did most
	Why          []whyGroup  // the whole account, folded away
	Missed       []whyGroup  // and what did not come
	Next         string
	Last         bool // the next page is the ending
	OtherOptions string
}

// eventView is the event that closed a round.
type eventView struct{ Title, Inject, Text string }

// decidedRound is the attempt with a round of it that is decided.
func (s *Server) decidedRound(c *gin.Context) (played, int, error) {
	x, err := s.played(c)
	if err != nil {
		return x, 0, err
	}
	round, err := x.round(c)
	if err == nil && !x.decided(round) {
		err = errRoundAhead
	}
	return x, round, err
}

func (s *Server) getAfter(c *gin.Context) error {
	x, round, err := s.decidedRound(c)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_after", s.afterPage(c, &x, round))
	return nil
}

func (s *Server) afterPage(c *gin.Context, x *played, round int) afterPage {
	w, taken, turn := x.w.Dilemmas[x.sc.Dilemmas[round-1].ID], x.after(round), x.turns[x.place(round)]
	n, total := x.place(round)+1, len(x.schedule)
	option := x.w.Options[turn.Option]
	p := afterPage{gamePage: s.gamePage(c, x, x.t("game.after.title", "n", n, "total", total, "title", w.Title)), N: n, Total: total, Name: w.Title,
		Chosen: option.Label, Reason: turn.Reason, Consequence: option.Consequence, Bands: x.bands(&taken.State, x.before(round)),
		Groups: restaged(x.groups(&taken.State, x.before(round))), Causes: x.causes(round, taken.Facts, x.factsBefore(round)), Next: x.following(round), Last: n == total, Back: len(x.turns) > n || !x.newest()}
	p.Why, p.Missed = whatCame(x.why(round, taken.Facts))
	for _, id := range turn.Moves {
		p.Moves = append(p.Moves, x.w.Moves[id].Name)
	}
	if id, which := x.sc.EventOf(&taken.State, round); id != "" {
		e := x.w.Events[id]
		p.Event = &eventView{e.Title, e.Inject, e.Cases[which]}
	}
	if x.ended() {
		p.OtherOptions = x.roundAddress(round) + "/other"
	}
	return p
}

// factsBefore are the facts of the round before, or nil in the first one.
func (x *played) factsBefore(round int) []game.Fact {
	return x.play.Steps[x.place(round)].Facts
}

// restaged are the groups that came to another stage.
func restaged(groups []groupView) []groupView {
	return slices.DeleteFunc(groups, func(g groupView) bool { return g.Was == g.Stage })
}

// whatCame puts what happened apart from what could have happened.
func whatCame(groups []whyGroup) (came, missed []whyGroup) {
	for _, g := range groups {
		var did, not []whyLine
		for _, l := range g.Lines {
			if l.Kind == "missed" || l.Kind == "spared" {
				not = append(not, l)
			} else {
				did = append(did, l)
			}
		}
		if len(did) > 0 {
			came = append(came, whyGroup{g.Title, did})
		}
		if len(not) > 0 {
			missed = append(missed, whyGroup{g.Title, not})
		}
	}
	return came, missed
}

// testRef is the questionnaire whose dimensions a game may start from.
func (x *played) testRef() assessment.Ref {
	q, ok := x.ed.library.Latest(Questionnaire)
	if !ok {
		return assessment.Ref{}
	}
	return q.Ref
}

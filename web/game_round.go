package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// roundPage is one round to decide.
type roundPage struct {
	gamePage
	Problems    []problem
	N, Total    int
	Round       int
	Name        string
	Scene       string
	Own         adviserView
	Brief       string // of the own role, in the first round
	Advisers    []adviserView
	Options     []optionCard
	Moves       []moveCard
	Done        []string // moves bought before
	Effort, Max int
	Reason      string
	MaxReason   int
	Needs       string
	Channel     string // "" while there is none
	Bands       []bandView
	Groups      []groupView
	Opening     []string // what the own test result moved, in the first round
}

// adviserView is a role at the table with what it says in this round.
type adviserView struct{ ID, Name, Hint string }

type optionCard struct {
	ID, Label string
	Selected  bool
}

type moveCard struct {
	ID, Name, Text string
	Cost           int
	Enough         bool
	Selected       bool
}

func (s *Server) getRound(c *gin.Context) error {
	x, err := s.played(c)
	if err != nil {
		return err
	}
	round, err := x.round(c)
	if err != nil {
		return err
	}
	switch {
	case x.decided(round):
		return seeOther(c, x.afterAddress(round))
	case !x.newest() || x.ended() || round != x.play.Last().Round():
		return errRoundAhead
	}
	s.render(c, x.ed, http.StatusOK, "game_round", s.roundPage(c, &x, round, url.Values{}))
	return nil
}

// postRound decides a round. The same decision again changes nothing.
func (s *Server) postRound(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "option", "reason", "switch")
	}
	if err != nil {
		return err
	}
	x, err := s.played(c)
	if err != nil {
		return err
	}
	round, err := x.round(c)
	if err != nil {
		return err
	}
	if lang := form.Get("switch"); lang != "" {
		return s.switchInRound(c, &x, round, form)
	}
	turn := game.Turn{Attempt: x.attempt.Number, Round: round, Option: form.Get("option"), Moves: form["move"], Reason: form.Get("reason")}
	if err := s.games.Decide(c, x.solo.KeyHash, turn); err != nil {
		return s.refuseRound(c, &x, round, form, err)
	}
	return seeOther(c, x.afterAddress(round))
}

// refuseRound shows the round again with everything that was typed, when the
// person can do something about it.
func (s *Server) refuseRound(c *gin.Context, x *played, round int, form url.Values, err error) error {
	e, ok := errors.AsType[*errs.E](err)
	if !ok || e.Kind != errs.Invalid && e.Kind != errs.Conflict || x.place(round) > len(x.turns) {
		return err
	}
	e = &errs.E{Kind: e.Kind, Key: e.Key, Args: x.named(e.Args), Field: cmp.Or(e.Field, "option")}
	if e.Kind == errs.Conflict {
		if now, err := s.played(c); err == nil {
			x = &now // as it stands after what happened in the meantime
		}
		s.render(c, x.ed, statusOf(err), "game_elsewhere", s.elsewherePage(c, x, round, form, e))
		return nil
	}
	p := s.roundPage(c, x, round, form)
	p.Problems, p.Error = s.problems(c, []*errs.E{e}), true
	s.render(c, x.ed, statusOf(err), "game_round", p)
	return nil
}

// named puts names in place of the ids in the arguments of an error, and rounds
// as a person counts them.
func (sp *speaker) named(args []any) []any {
	out := slices.Clone(args)
	for i := 0; i+1 < len(out); i += 2 {
		switch v := out[i+1].(type) {
		case string:
			out[i+1] = cmp.Or(sp.w.Moves[v].Name, sp.w.Options[v].Label, sp.w.Needs[v].Name, v)
		case int:
			if out[i] == "round" || out[i] == "wanted" {
				out[i+1] = sp.number(v)
			}
		}
	}
	return out
}

// switchInRound shows the same round in another language with what was chosen
// and typed, which is not decided yet and so not stored.
func (s *Server) switchInRound(c *gin.Context, x *played, round int, form url.Values) error {
	lang := form.Get("switch")
	if !slices.Contains(x.ed.languages, lang) || x.place(round) > len(x.turns) {
		return errPageNotFound()
	}
	if err := s.switchLanguage(c, lang); err != nil {
		return err
	}
	y, err := s.playedFrom(lang, x.solo, x.sc, x.attempt.Number)
	if err != nil {
		return err
	}
	s.render(c, y.ed, http.StatusOK, "game_round", s.roundPage(c, &y, round, form))
	return nil
}

// roundPage shows the state in which a round is decided, with what was typed.
func (s *Server) roundPage(c *gin.Context, x *played, round int, typed url.Values) roundPage {
	d, state := x.sc.Dilemmas[round-1], x.before(round)
	w := x.w.Dilemmas[d.ID]
	n, total := x.place(round)+1, len(x.schedule)
	p := roundPage{gamePage: s.gamePage(c, x, x.t("game.round.title", "n", n, "total", total, "title", w.Title)), N: n, Total: total, Round: round,
		Name: w.Title, Scene: w.Inject, Effort: state.Effort(), Max: x.sc.Effort.MovesPerRound, Reason: typed.Get("reason"), MaxReason: game.MaxReason,
		Needs: x.needs(x.sc.PickedNeeds(state)), Bands: x.bands(state, nil), Groups: x.groups(state, nil)}
	for _, role := range x.sc.Roles {
		v := adviserView{role, x.role(role), w.Hints[role]}
		if role == x.solo.Role {
			p.Own = adviserView{role, x.roleInside(role), v.Hint}
		} else {
			p.Advisers = append(p.Advisers, v)
		}
	}
	for _, o := range d.Options {
		p.Options = append(p.Options, optionCard{o.ID, x.w.Options[o.ID].Label, typed.Get("option") == o.ID})
	}
	for _, o := range x.sc.Offers(state) {
		m := x.w.Moves[o.Move]
		p.Moves = append(p.Moves, moveCard{o.Move, m.Name, m.Text, o.Cost, o.Enough, slices.Contains(typed["move"], o.Move)})
	}
	p.Done = x.done(round)
	if channel := x.sc.Channel(state); channel != x.sc.Channels[0].ID {
		p.Channel = x.w.Channels[channel]
	}
	if n == 1 {
		p.Opening, p.Brief = x.opening(), x.w.Roles[x.solo.Role].Brief
	}
	return p
}

// done are the names of the moves bought before a round.
func (x *played) done(round int) []string {
	var out []string
	for _, t := range x.turns {
		if t.Round >= round {
			break
		}
		for _, m := range t.Moves {
			out = append(out, x.w.Moves[m].Name)
		}
	}
	return out
}

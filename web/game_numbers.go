package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game"
)

// numbersPage shows what was hidden in play: numbers, and how they came about.
type numbersPage struct {
	gamePage
	Outcome      string
	Name         string // of the ending
	Parts        *figureView
	Indicators   *figureView
	Groups       *figureView
	Stages       *figureView
	Principles   *figureView
	Needs        []string
	Kept, Broken []string
	Deciding     []string
	Seed         string
	Take         takeView
}

func (s *Server) getNumbers(c *gin.Context) error {
	x, err := s.finished(c)
	if err != nil {
		return err
	}
	p, err := s.numbersPage(c, &x)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_numbers", p)
	return nil
}

func (s *Server) numbersPage(c *gin.Context, x *played) (numbersPage, error) {
	last := x.play.Last()
	a := x.sc.Alignment(last)
	p := numbersPage{gamePage: s.gamePage(c, x, x.t("game.numbers.title")), Outcome: x.points(x.sc.Outcome(last)), Name: x.w.Endings[x.sc.Arrived(last).ID].Title,
		Deciding: x.deciding(), Take: x.take()}
	p.Kept, p.Broken = x.orderRules(a.Order)
	for _, score := range a.Needs {
		p.Needs = append(p.Needs, x.needSentence(score))
	}
	for _, chart := range []struct {
		to     **figureView
		id     string
		figure report.Figure
		number func(float64) string
	}{
		{&p.Parts, "parts", x.outcomeFigure(), func(v float64) string { return x.p.Number(v, 1) }},
		{&p.Indicators, "indicators", x.indicatorFigure(), x.number0},
		{&p.Groups, "groups", x.groupFigure(), x.number0},
		{&p.Stages, "stages", x.stageFigure(), x.number0},
		{&p.Principles, "principles", x.principleFigure(a), x.number0},
	} {
		var err error
		if *chart.to, err = newFigureView(chart.id, chart.figure, chart.number); err != nil {
			return p, err
		}
	}
	return p, nil
}

// needSentence says whether the choices served a need that was picked.
func (x *played) needSentence(score game.Score) string {
	percent, atStake := score.Percent()
	if !atStake {
		return x.t("game.numbers.need_none", "need", x.need(score.ID))
	}
	return x.t("game.numbers.need", "need", x.need(score.ID), "percent", percent)
}

// deciding is how the person decided: facts, no grade.
func (x *played) deciding() []string {
	d := x.sc.Deciding(x.turns)
	var with []string
	for _, role := range x.sc.Roles {
		key := "game.deciding.role"
		if role == x.solo.Role {
			key = "game.deciding.own"
		}
		with = append(with, x.t(key, "role", x.roleInside(role), "count", d.With[role]))
	}
	out := []string{x.t("game.deciding.with", "turns", d.Turns, "roles", x.p.List(with))}
	if d.Against > 0 {
		out = append(out, x.t("game.deciding.against", "count", d.Against))
	}
	return append(out, x.t("game.deciding.reasons", "count", d.Reasons, "turns", d.Turns))
}

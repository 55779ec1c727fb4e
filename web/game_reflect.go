package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
)

// reflectPage is the sheet to print: questions that fit this game, with lines.
type reflectPage struct {
	gamePage
	Ending, Tone string
	Name, Story  string
	Turns        []reflectTurn
	Phases       []reflectPhase
	Kept, Broken []string // order rules
	Principles   []principleView
	Pledge       *pledgeView
	Lines        []int
}

// reflectTurn is what was decided in a round, and why it was, as typed.
type reflectTurn struct {
	N                    int
	Name, Chosen, Reason string
	Moves                []string
}

type reflectPhase struct {
	Title   string
	Prompts []string
	Paper   []string // on paper only: on the screen they stand with the ending
}

// principleView is a principle with what the game was about there.
type principleView struct {
	ID, Name, About string
	Percent         int
	AtStake         bool
}

// pledgeView is the promise as a sentence.
type pledgeView struct{ Sentence string }

// pledgePage asks for the promise.
type pledgePage struct {
	gamePage
	Problems       []problem
	What, With, By string
	Saved          bool
	Sentence       string
	HasDate        bool
	Ended          bool
}

func (s *Server) getReflect(c *gin.Context) error {
	x, err := s.finished(c)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_reflect", s.reflectPage(c, &x))
	return nil
}

func (s *Server) reflectPage(c *gin.Context, x *played) reflectPage {
	last := x.play.Last()
	ending := x.sc.Arrived(last)
	w := x.w.Endings[ending.ID]
	p := reflectPage{gamePage: s.gamePage(c, x, x.t("game.reflect.title")), Ending: ending.ID, Tone: ending.Tone, Name: w.Title, Story: w.Story, Lines: []int{1, 2, 3}}
	for i, t := range x.turns {
		v := reflectTurn{N: i + 1, Name: x.w.Dilemmas[x.sc.Dilemmas[t.Round-1].ID].Title, Chosen: x.w.Options[t.Option].Label, Reason: t.Reason}
		for _, m := range t.Moves {
			v.Moves = append(v.Moves, x.w.Moves[m].Name)
		}
		p.Turns = append(p.Turns, v)
	}
	prompts := x.sc.PromptsFor(last, x.diverged())
	for _, phase := range phaseTexts {
		v := reflectPhase{Title: x.t(phase.key)}
		for _, prompt := range prompts {
			if prompt.Phase == phase.phase {
				v.Prompts = append(v.Prompts, x.w.Prompts[prompt.ID])
			}
		}
		if phase.phase == "analyse" {
			v.Paper = w.Prompts
		}
		if len(v.Prompts)+len(v.Paper) > 0 {
			p.Phases = append(p.Phases, v)
		}
	}
	alignment := x.sc.Alignment(last)
	p.Kept, p.Broken = x.orderRules(alignment.Order)
	p.Principles = x.principles(alignment.Principles)
	if x.solo.Pledge.What != "" {
		p.Pledge = &pledgeView{x.pledgeSentence()}
	}
	return p
}

// diverged are the dilemmas in which two attempts of this game chose differently.
func (x *played) diverged() map[string]bool {
	chosen, out := map[int]string{}, map[string]bool{}
	for _, a := range x.solo.Attempts {
		for _, t := range x.solo.TurnsOf(a.Number) {
			if first, ok := chosen[t.Round]; ok && first != t.Option {
				out[x.sc.Dilemmas[t.Round-1].ID] = true
			}
			chosen[t.Round] = t.Option
		}
	}
	return out
}

// orderRules are the sentences of the rules of order that were at stake.
func (x *played) orderRules(results []game.OrderResult) (kept, broken []string) {
	for _, r := range results {
		switch r.Status {
		case game.Kept:
			kept = append(kept, x.w.OrderRules[r.Rule].Kept)
		case game.Broken:
			broken = append(broken, x.w.OrderRules[r.Rule].Broken)
		}
	}
	return kept, broken
}

func (x *played) principles(scores []game.Score) []principleView {
	var out []principleView
	for _, score := range scores {
		percent, atStake := score.Percent()
		texts := principleTexts[score.ID]
		out = append(out, principleView{score.ID, x.t(texts[0]), x.t(texts[1]), percent, atStake})
	}
	return out
}

func (s *Server) getPledge(c *gin.Context) error {
	x, err := s.played(c)
	if err != nil {
		return err
	}
	stored := x.solo.Pledge
	p := s.pledgePage(c, &x, url.Values{"what": {stored.What}, "with": {stored.With}, "by": {stored.By}}, nil)
	p.Saved = stored.What != ""
	s.render(c, x.ed, http.StatusOK, "game_pledge", p)
	return nil
}

func (s *Server) postPledge(c *gin.Context) error {
	form, err := readForm(c)
	if err == nil {
		err = single(form, "what", "with", "by")
	}
	if err != nil {
		return err
	}
	x, err := s.played(c)
	if err != nil {
		return err
	}
	problems, err := s.games.Pledge(c, x.solo.KeyHash, game.Pledge{What: form.Get("what"), With: form.Get("with"), By: form.Get("by")})
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		s.render(c, x.ed, http.StatusUnprocessableEntity, "game_pledge", s.pledgePage(c, &x, form, problems))
		return nil
	}
	return seeOther(c, "/game/pledge")
}

func (s *Server) pledgePage(c *gin.Context, x *played, typed url.Values, problems []*errs.E) pledgePage {
	p := pledgePage{gamePage: s.gamePage(c, x, x.t("game.pledge.title")), Problems: s.problems(c, problems), What: typed.Get("what"), With: typed.Get("with"),
		By: typed.Get("by"), Sentence: x.pledgeSentence(), HasDate: x.solo.Pledge.By != "", Ended: x.ended()}
	p.Error = len(problems) > 0
	return p
}

// pledgeSentence is the stored promise in one sentence, or "".
func (x *played) pledgeSentence() string { return x.pledgeText(x.solo.Pledge) }

// pledgeText is a promise in one sentence, or "".
func (sp *speaker) pledgeText(g game.Pledge) string {
	if g.What == "" {
		return ""
	}
	text := sp.t("game.pledge.what", "what", g.What)
	if g.With != "" {
		text = sp.t("game.pledge.and_with", "text", text, "with", g.With)
	}
	if by, err := time.Parse(time.DateOnly, g.By); err == nil {
		text = sp.t("game.pledge.and_by", "text", text, "by", sp.p.Date(by))
	}
	return text
}

var errNoPledge = errs.New(errs.NotFound, "game.error.no_pledge")

// getPledgeCalendar is the promise as an all-day event on its date.
func (s *Server) getPledgeCalendar(c *gin.Context) error {
	x, err := s.played(c)
	if err != nil {
		return err
	}
	by, err := time.Parse(time.DateOnly, x.solo.Pledge.By)
	if err != nil || x.solo.Pledge.What == "" {
		return errNoPledge
	}
	cal := newCalendar()
	addDay(cal, x.solo.ID+"-pledge", s.Now(), by, x.solo.Pledge.What, x.pledgeSentence()+"\n"+x.w.Title)
	sendCalendar(c, cal, "opmaat-pledge.ics")
	return nil
}

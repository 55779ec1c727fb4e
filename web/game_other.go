package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/game"
)

// otherPage is what if: where the other options of one round would have led, all
// else the same.
type otherPage struct {
	gamePage
	N, Total   int
	Round      int
	Name       string
	Scene      string
	Options    []otherOption
	NextNumber int
	Most       bool
}

// otherOption is one option with where it leads.
type otherOption struct {
	Label       string
	Own         bool
	Ending      string
	Tone        string
	ToneFor     string
	Outcome     string
	Difference  string // in points, against what was chosen
	Consequence string
	Bands       []bandView // at the end, against what was chosen
	Dropped     []string   // what was not allowed any more
}

func sortBy[T any](list []T, key func(T) int) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}

func (s *Server) getOther(c *gin.Context) error {
	x, round, err := s.decidedRound(c)
	if err != nil {
		return err
	}
	if !x.ended() {
		return errNotEnded
	}
	p, err := s.otherPage(c, &x, round)
	if err != nil {
		return err
	}
	s.render(c, x.ed, http.StatusOK, "game_other", p)
	return nil
}

func (s *Server) otherPage(c *gin.Context, x *played, round int) (otherPage, error) {
	d := x.sc.Dilemmas[round-1]
	w := x.w.Dilemmas[d.ID]
	n, total := x.place(round)+1, len(x.schedule)
	p := otherPage{gamePage: s.gamePage(c, x, x.t("game.other.title", "n", n, "title", w.Title)), N: n, Total: total, Round: round, Name: w.Title, Scene: w.Inject,
		NextNumber: x.solo.Newest() + 1, Most: x.solo.Newest() >= game.MaxAttempts}
	for _, o := range d.Options {
		view, err := x.otherOption(round, o.ID)
		if err != nil {
			return p, err
		}
		p.Options = append(p.Options, view)
	}
	return p, nil
}

// otherOption plays the attempt again with this option in the round.
func (x *played) otherOption(round int, option string) (otherOption, error) {
	w := x.w.Options[option]
	v := otherOption{Label: w.Label, Consequence: w.Consequence, Own: x.turns[x.place(round)].Option == option}
	end, dropped, err := x.sc.Otherwise(x.solo.Setup, x.solo.Needs, x.turns, round, option)
	if err != nil {
		return v, err
	}
	mine, there := x.play.Last(), &end
	ending := x.sc.Arrived(there)
	v.Ending, v.Tone, v.ToneFor = x.w.Endings[ending.ID].Title, ending.Tone, x.t(toneTexts[ending.Tone])
	v.Outcome = x.points(x.sc.Outcome(there))
	if !v.Own {
		v.Bands = x.compared(there, mine)
		v.Difference = x.difference((x.sc.Outcome(there)+50)/100 - (x.sc.Outcome(mine)+50)/100)
	}
	for _, out := range dropped {
		v.Dropped = append(v.Dropped, x.t("game.other.dropped", "move", x.w.Moves[out.Move].Name, "round", x.number(out.Round)))
	}
	return v, nil
}

// difference says how an outcome compares, in whole points.
func (x *played) difference(points int) string {
	switch {
	case points > 0:
		return x.t("game.other.more", "count", points)
	case points < 0:
		return x.t("game.other.less", "count", -points)
	default:
		return x.t("game.other.equal")
	}
}

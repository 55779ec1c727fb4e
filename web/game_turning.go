package web

// leastTurn is the difference that a choice must make to be named, in hundredths
// of a point of the outcome.
const leastTurn = 100

// turningView names the decision that helped most and the round in which another
// choice would have helped most, all else the same.
type turningView struct {
	Helped, Missed string
	Other          string // address of what the other choices of that round would have led to, or ""
}

// turning plays the attempt again with every other option of every round, and
// compares the outcome: with the mean of the others for what helped, with the
// best of them for what was missed. No numbers: this page keeps them hidden.
func (x *played) turning() (turningView, error) {
	own := x.sc.Outcome(x.play.Last())
	helped, missed := leastTurn-1, leastTurn-1
	view := turningView{Missed: x.t("game.ending.none")}
	for _, turn := range x.turns {
		mean, best, err := x.others(turn.Round, turn.Option)
		if err != nil {
			return view, err
		}
		if own-mean > helped {
			helped = own - mean
			view.Helped = x.t("game.ending.helped", "round", x.number(turn.Round), "label", label(x.w.Options[turn.Option].Label))
		}
		if best-own > missed {
			missed = best - own
			view.Missed = x.t("game.ending.missed", "round", x.number(turn.Round), "title", x.w.Dilemmas[x.sc.Dilemmas[turn.Round-1].ID].Title)
			view.Other = x.roundAddress(turn.Round) + "/other"
		}
	}
	return view, nil
}

// others are the mean and the best outcome of the options of a round that were
// not chosen.
func (x *played) others(round int, chosen string) (mean, best int, err error) {
	sum, n := 0, 0
	for _, o := range x.sc.Dilemmas[round-1].Options {
		if o.ID == chosen {
			continue
		}
		end, _, err := x.sc.Otherwise(x.solo.Setup, x.solo.Needs, x.turns, round, o.ID)
		if err != nil {
			return 0, 0, err
		}
		outcome := x.sc.Outcome(&end)
		sum, n, best = sum+outcome, n+1, max(best, outcome)
	}
	return sum / max(n, 1), best, nil
}

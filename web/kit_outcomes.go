package web

import (
	"github.com/opmaat/opmaat/game"
)

// kitOutcomesPage is what happens, for the facilitator only.
type kitOutcomesPage struct {
	kitPage
	kitOutcomes
}

type kitOutcomes struct {
	Gains    kitGains
	Example  kitExample
	Bands    [4]int
	Channels []kitChannel
	Rules    kitRules
	Weights  []kitWeight
	Rounds   []kitRoundOutcome
	Moves    []kitMoveOutcome
	Events   []kitEventOutcome
	Draw     int
	Next     int // number of another order
	Order    []kitDrawn
	OrderIn  []kitDrawn // of the short version
	Closes   string     // rounds after which an event comes
}

// kitGains is the table of what a gain is worth.
type kitGains struct {
	Heads []string
	Rows  []kitRowOf
}

// kitExample is a gain that the sheet works out.
type kitExample struct{ Value, Gain, Worth int }

// kitRowOf is a row of a table of numbers.
type kitRowOf struct {
	Head  string
	Cells []string
}

// kitChannel is the growth table of a channel, a column for each group.
type kitChannel struct {
	Name, Caption string
	Heads         []string
	Rows          []kitRowOf
}

// kitRules are what comes on top of the growth tables.
type kitRules struct {
	Idle, Host, Manual, Tired string
	HostMark, ManualMark      int
	TiredBelow                int
	Hesitant                  string // groups that a guide helps
	Rounds                    string // rounds of the short version before which time passes twice
}

type kitWeight struct {
	Name   string
	Weight int
}

// kitRoundOutcome is the sheet of one round.
type kitRoundOutcome struct {
	kitDilemma
	Outcomes []kitOutcome
}

// kitOutcome is what one option leads to.
type kitOutcome struct {
	Letter, Label, Story string
	Fallback             bool
	Changes              []kitChange
}

type kitMoveOutcome struct {
	Name, Only string
	Cost       int
	Changes    []kitChange
}

type kitEventOutcome struct {
	Title, Inject string
	First, Last   int
	Cases         []kitCase
}

// kitCase is one way an event ends; the first whose condition holds.
type kitCase struct {
	If, Story string
	Changes   []kitChange
}

func (k *kit) outcomes(draw int) kitOutcomes {
	v := kitOutcomes{Gains: k.gains(), Example: kitExample{62, 9, kitGain(62, 9)}, Bands: k.sc.Bands, Closes: k.p.List(numerals(k.sc.EventPlan.Full)), Rules: k.rules(), Draw: draw, Next: draw%kitMostDraw + 1, Order: k.drawn(draw, false)}
	if len(k.sc.Short) > 0 {
		v.OrderIn = k.drawn(draw, true)
	}
	for i := range k.sc.Channels[1:] {
		v.Channels = append(v.Channels, k.growthTable(&k.sc.Channels[i+1]))
	}
	for i, w := range kitWeights(k.sc.Segments) {
		v.Weights = append(v.Weights, kitWeight{k.w.Segments[k.sc.Segments[i].ID], w})
	}
	for i := range k.sc.Dilemmas {
		v.Rounds = append(v.Rounds, k.roundOutcome(&k.sc.Dilemmas[i]))
	}
	for i := range k.sc.Moves {
		m := &k.sc.Moves[i]
		out := kitMoveOutcome{Name: k.w.Moves[m.ID].Name, Cost: m.Cost, Changes: k.lines(m.Effects, 0)}
		if m.Offer != nil {
			out.Only = k.t("kit.move.only", "clause", k.condition(m.Offer, false))
		}
		v.Moves = append(v.Moves, out)
	}
	for i := range k.sc.Events {
		v.Events = append(v.Events, k.eventOutcome(&k.sc.Events[i]))
	}
	return v
}

func (k *kit) roundOutcome(d *game.Dilemma) kitRoundOutcome {
	v := kitRoundOutcome{kitDilemma: k.dilemma(d)}
	for i := range d.Options {
		o := &d.Options[i]
		w := k.w.Options[o.ID]
		v.Outcomes = append(v.Outcomes, kitOutcome{letter(i), w.Label, w.Consequence, o.ID == d.Fallback, k.lines(o.Effects, d.Round)})
	}
	return v
}

func (k *kit) eventOutcome(e *game.Event) kitEventOutcome {
	w := k.w.Events[e.ID]
	v := kitEventOutcome{Title: w.Title, Inject: w.Inject, First: e.First, Last: e.Last}
	for i := range e.Cases {
		c := &e.Cases[i]
		out := kitCase{If: k.t("kit.case.else"), Story: w.Cases[c.ID], Changes: k.lines(c.Effects, 0)}
		if c.When != nil {
			out.If = upper(k.t("kit.lead.if", "clause", k.condition(c.When, false)))
		}
		v.Cases = append(v.Cases, out)
	}
	return v
}

package content

import (
	"path"
	"strings"

	"github.com/opmaat/opmaat/game"
)

// hash is the sha256 of the files that decide play: of the list of their own.
func (p *scenarioPack) hash() string {
	var list strings.Builder
	for _, name := range playFiles() {
		file := path.Join(p.dir, name+".yaml")
		list.WriteString(p.hashes[file] + "  " + file + "\n")
	}
	return hashOf([]byte(list.String()))
}

// define turns a scenario without problems into the domain type. It expects that
// every rule holds.
func (p *scenarioPack) define() game.Definition {
	f := &p.pack.body
	d := game.Definition{
		Ref: p.ref, Hash: p.hash(), Rounds: f.Rounds, Short: f.ShortRounds, Minutes: game.Minutes(f.Minutes),
		Sources: f.Sources, PickNeeds: f.PickNeeds, Roles: p.roles.body.Roles, EventPlan: game.EventPlan(f.Events),
	}
	for _, e := range f.Objectives {
		d.Objectives = append(d.Objectives, game.Objective(e))
	}
	for _, e := range p.needs.body.Needs {
		d.Needs = append(d.Needs, game.Need(e))
	}
	p.defineModel(&d)
	for _, e := range p.dilemmas.body.Dilemmas {
		dilemma := game.Dilemma{ID: e.ID, Round: e.Round, Fallback: e.Fallback, Leans: e.Leans}
		for _, o := range e.Options {
			dilemma.Options = append(dilemma.Options, game.Option{
				ID: o.ID, Principles: o.Principles, Needs: o.Needs, Trap: o.Trap, Effects: effectsOf(o.Effects),
			})
		}
		d.Dilemmas = append(d.Dilemmas, dilemma)
	}
	for _, e := range p.moves.body.Moves {
		d.Moves = append(d.Moves, game.Move{
			ID: e.ID, Cost: e.Cost, Offer: e.Offer.condition(), Principles: e.Principles, Needs: e.Needs, Effects: effectsOf(e.Effects),
		})
	}
	for _, e := range p.events.body.Events {
		event := game.Event{ID: e.ID, Weight: e.Weight, First: e.Rounds[0], Last: e.Rounds[1], Learning: e.Learning}
		for _, c := range e.Cases {
			event.Cases = append(event.Cases, game.Case{ID: c.ID, When: c.When.condition(), Effects: effectsOf(c.Effects)})
		}
		d.Events = append(d.Events, event)
	}
	p.defineRest(&d)
	return d
}

func (p *scenarioPack) defineModel(d *game.Definition) {
	f := &p.model.body
	for i, e := range []indicatorEntry{
		game.Fit: f.Indicators.Fit, game.Own: f.Indicators.Own, game.Use: {Weight: f.Indicators.Use.Weight},
		game.Safe: f.Indicators.Safe, game.Stam: f.Indicators.Stam,
	} {
		d.Indicators[i] = game.IndicatorRule(e)
	}
	d.Bands, d.SoftCap, d.Effort = [4]int(f.Bands), game.SoftCap(f.SoftCap), game.EffortRule(f.Effort)
	for _, e := range f.Segments {
		d.Segments = append(d.Segments, game.Segment(e))
	}
	for _, e := range f.Channels {
		d.Channels = append(d.Channels, game.Channel(e))
	}
	g := &f.Growth
	d.Growth = game.Growth{Divisor: g.Divisor, Decay: g.Decay, Idle: g.Idle, TiredBelow: g.TiredBelow, Tired: g.Tired}
	if g.Host != nil {
		d.Growth.HostFlag, d.Growth.Host = g.Host.Flag, g.Host.Add
	}
	if g.Manual != nil {
		d.Growth.ManualFlag, d.Growth.Manual = g.Manual.Flag, g.Manual.Add
	}
	for _, e := range f.FromTest {
		d.FromTest = append(d.FromTest, game.TestRule{Dimension: e.Dimension, AtMost: e.AtMost, Effect: e.Effect.effect()})
	}
}

func (p *scenarioPack) defineRest(d *game.Definition) {
	for _, e := range p.endings.body.Endings {
		d.Endings = append(d.Endings, game.Ending{ID: e.ID, When: e.When.condition(), Tone: e.Tone})
	}
	for _, e := range p.debrief.body.OrderRules {
		d.OrderRules = append(d.OrderRules, game.OrderRule{
			ID: e.ID, First: e.First.condition(), Then: e.Then.condition(), Points: e.Points, Principle: e.Principle,
		})
	}
	for _, e := range p.debrief.body.Prompts {
		d.Prompts = append(d.Prompts, game.Prompt{ID: e.ID, Phase: e.Phase, When: e.When.condition()})
	}
	for _, e := range p.balance.body.Strategies {
		d.Strategies = append(d.Strategies, game.Strategy(e))
	}
	d.Thresholds = game.Thresholds(p.balance.body.Thresholds)
}

func effectsOf(entries []effectEntry) []game.Effect {
	out := make([]game.Effect, len(entries))
	for i, e := range entries {
		out[i] = e.effect()
	}
	return out
}

func (e effectEntry) effect() game.Effect {
	return game.Effect{
		When: e.When.condition(), After: e.After, Because: e.Because, Fit: e.Fit, Own: e.Own, Safe: e.Safe, Stam: e.Stam,
		Effort: e.Effort, Segments: e.Seg, Set: e.Set, Clear: e.Clear, Channel: e.Channel,
	}
}

// condition turns a condition into that of the game; nil stays nil.
func (e *whenEntry) condition() *game.Condition {
	if e == nil {
		return nil
	}
	c := &game.Condition{
		Not: e.Not.condition(), Flag: e.Flag, Need: e.Need, Channels: e.Channel, ChannelSet: e.ChannelSet,
		Indicator: e.Ind, Segment: e.Seg, AtLeast: e.Gte, Below: e.Lt,
		Chose: e.Chose, Moved: e.Moved, Happened: e.Happened, Ending: e.Ending, Diverged: e.Diverged,
	}
	if e.Round != nil {
		c.FromRound, c.ToRound = e.Round.Gte, e.Round.Lte
	}
	for i := range e.All {
		c.All = append(c.All, *e.All[i].condition())
	}
	for i := range e.Any {
		c.Any = append(c.Any, *e.Any[i].condition())
	}
	return c
}

// Package gametest has a small scenario for tests: a works department of sixty
// people that plans a shared channel. Every rule of the engine occurs in it.
package gametest

import (
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/game"
)

// Ref names the test scenario.
var Ref = assessment.Ref{ID: "zandhoek", Version: 1}

// Definition is a fresh copy of the test scenario: four rounds, of which the
// short version plays 1, 2 and 4.
func Definition() game.Definition {
	d := game.Definition{
		Ref: Ref, Hash: "0000000000000000000000000000000000000000000000000000000000000000",
		Rounds: 4, Short: []int{1, 2, 4}, Minutes: game.Minutes{Short: 10, Full: 15}, Sources: []string{"seed-002"},
		Bands: [4]int{20, 40, 60, 80}, SoftCap: game.SoftCap{Top: 105, Span: 70},
		Effort: game.EffortRule{PerRound: 3, Carry: 1, MovesPerRound: 2}, PickNeeds: 1,
		Roles: []string{"manager", "adviser"}, EventPlan: game.EventPlan{Full: []int{2, 3}, Short: []int{2}},
	}
	d.Objectives = []game.Objective{{ID: "LO1", Principles: []string{"needs"}, Sources: []string{"seed-002"}}}
	d.Indicators = [game.IndicatorCount]game.IndicatorRule{
		game.Fit: {Start: 30, Weight: 25}, game.Own: {Start: 40, Weight: 20}, game.Use: {Weight: 25},
		game.Safe: {Start: 50, Weight: 20}, game.Stam: {Start: 60, Weight: 10},
	}
	d.Segments = []game.Segment{{ID: "office", Size: 35, Start: 20}, {ID: "crew", Size: 25, Start: 10, Hesitant: true}}
	d.Channels = []game.Channel{
		{ID: "none"},
		{ID: "network", Affinity: map[string]int{"office": 16, "crew": 7}},
		{ID: "meetings", Affinity: map[string]int{"office": 10, "crew": 12}},
	}
	d.Growth = game.Growth{Divisor: 110, Decay: 6, Idle: 2, HostFlag: "hosted", Host: 3, ManualFlag: "manual", Manual: 2, TiredBelow: 30, Tired: 5}
	d.FromTest = []game.TestRule{
		{Dimension: "d1", AtMost: 1, Effect: game.Effect{Fit: -6}},
		{Dimension: "d1", AtMost: 2, Effect: game.Effect{Fit: -3}},
		{Dimension: "d5", AtMost: 2, Effect: game.Effect{Safe: -5}},
	}
	d.Needs = []game.Need{
		{ID: "know", Tools: map[string]string{"documents": "must"}},
		{ID: "news", Tools: map[string]string{"news": "must"}},
		{ID: "together", Tools: map[string]string{"discuss": "should"}},
	}
	d.Dilemmas, d.Moves, d.Events = dilemmas(), moves(), events()
	d.Endings = []game.Ending{
		{ID: "leak", When: &game.Condition{Indicator: "safe", Below: number(35)}, Tone: "fail"},
		{ID: "alive", When: &game.Condition{All: []game.Condition{
			{Indicator: "own", AtLeast: number(55)}, {Indicator: "use", AtLeast: number(45)}}}, Tone: "good"},
		{ID: "ghost", When: &game.Condition{Indicator: "use", Below: number(20)}, Tone: "fail"},
		{ID: "muddling", Tone: "mixed"},
	}
	d.OrderRules = []game.OrderRule{
		{ID: "need-before-tool", First: flag("asked"), Then: &game.Condition{ChannelSet: yes()}, Points: 3, Principle: "needs"},
		{ID: "rules-before-all", First: flag("rules"), Then: &game.Condition{Chose: "d3.all"}, Points: 2, Principle: "secure"},
	}
	d.Prompts = []game.Prompt{{ID: "db.leak", Phase: "analyse", When: &game.Condition{Ending: "leak"}}, {ID: "db.home", Phase: "transition"}}
	d.Strategies, d.Thresholds = strategies(), thresholds()
	return d
}

// Scenario is the test scenario, ready to be played.
func Scenario() *game.Scenario {
	sc, err := game.New(Definition())
	if err != nil {
		panic(err) // the definition above is wrong
	}
	return sc
}

func number(n int) *int { return &n }

func yes() *bool { t := true; return &t }

func flag(id string) *game.Condition { return &game.Condition{Flag: id} }

func dilemmas() []game.Dilemma {
	return []game.Dilemma{
		{ID: "d1", Round: 1, Fallback: "d1.launch", Leans: map[string]string{"manager": "d1.launch", "adviser": "d1.ask"}, Options: []game.Option{
			{ID: "d1.ask", Principles: map[string]int{"needs": 2}, Needs: map[string]int{"know": 1}, Effects: []game.Effect{
				{Fit: 12, Own: 4, Stam: -3, Set: []string{"asked"}},
				{After: 2, Fit: 6, Because: "d1.ask.answers"}}},
			{ID: "d1.launch", Principles: map[string]int{"needs": -2, "involve": -1}, Effects: []game.Effect{
				{Own: -6, Segments: map[string]int{"office": 20, "crew": 8}, Channel: "network"},
				{After: 1, When: flag("asked"), Fit: 6}}},
			{ID: "d1.policy", Principles: map[string]int{"secure": 2}, Effects: []game.Effect{{Safe: 18, Own: -3, Set: []string{"rules"}}}},
		}},
		{ID: "d2", Round: 2, Fallback: "d2.network", Leans: map[string]string{"manager": "d2.network"}, Options: []game.Option{
			{ID: "d2.network", Needs: map[string]int{"know": 2}, Effects: []game.Effect{
				{Stam: -5, Channel: "network"},
				{When: &game.Condition{Need: "know"}, Fit: 12},
				{When: &game.Condition{Not: flag("asked")}, Fit: -8}}},
			{ID: "d2.meetings", Principles: map[string]int{"restraint": 2}, Needs: map[string]int{"together": 2, "news": 1}, Effects: []game.Effect{
				{Stam: 8, Own: 4, Channel: "meetings"},
				{When: &game.Condition{Any: []game.Condition{{Need: "news"}, {Need: "together"}}}, Fit: 12}}},
			{ID: "d2.wait", Effects: []game.Effect{{Stam: 10, Effort: 1}}},
		}},
		{ID: "d3", Round: 3, Fallback: "d3.all", Options: []game.Option{
			{ID: "d3.test", Principles: map[string]int{"test": 2}, Effects: []game.Effect{
				{Own: 4, Stam: -4, Segments: map[string]int{"all": -3}, Set: []string{"tested"}},
				{After: 1, Fit: 10, Own: 4, Because: "d3.test.learned"}}},
			{ID: "d3.all", Principles: map[string]int{"involve": -2}, Trap: true, Effects: []game.Effect{
				{Own: -8, Stam: -8, Segments: map[string]int{"all": 14}},
				{When: &game.Condition{Segment: "crew", Below: number(20)}, Safe: -6}}},
			{ID: "d3.equip", Principles: map[string]int{"manuals": 2}, Effects: []game.Effect{
				{Own: 5, Stam: -4, Segments: map[string]int{"office": 6, "crew": 12}, Set: []string{"manual"}}}},
		}},
		{ID: "d4", Round: 4, Fallback: "d4.leave", Options: []game.Option{
			{ID: "d4.host", Principles: map[string]int{"alive": 2}, Effects: []game.Effect{
				{Own: 8, Stam: -6, Segments: map[string]int{"all": 6}, Set: []string{"hosted"}},
				{When: flag("tested"), Fit: 8}}},
			{ID: "d4.leave", Principles: map[string]int{"alive": -2}, Effects: []game.Effect{
				{Stam: 14, Segments: map[string]int{"all": -6}, Clear: []string{"hosted"}}}},
			{ID: "d4.open", Principles: map[string]int{"open": 2}, Effects: []game.Effect{
				{Own: 6, Safe: -10},
				{When: &game.Condition{All: []game.Condition{{Flag: "rules"}, {Moved: "m.talks"}}}, Own: 6, Fit: 6, Safe: 14}}},
		}},
	}
}

func moves() []game.Move {
	return []game.Move{
		{ID: "m.talks", Cost: 1, Principles: map[string]int{"involve": 1}, Effects: []game.Effect{{Own: 6, Fit: 2}}},
		{ID: "m.rules", Cost: 2, Principles: map[string]int{"secure": 2}, Effects: []game.Effect{{Safe: 14, Set: []string{"rules"}}}},
		{ID: "m.host", Cost: 2, Offer: &game.Condition{ChannelSet: yes()}, Principles: map[string]int{"alive": 2}, Effects: []game.Effect{{Stam: -3, Set: []string{"hosted"}}}},
		{ID: "m.manual", Cost: 2, Principles: map[string]int{"manuals": 2}, Effects: []game.Effect{{Segments: map[string]int{"crew": 6}, Set: []string{"manual"}}}},
		{ID: "m.jury", Cost: 1, Offer: &game.Condition{ToRound: number(2)}, Principles: map[string]int{"involve": 2}, Effects: []game.Effect{{Own: 8}, {After: 2, Own: 4}}},
		{ID: "m.mail", Cost: 3, Principles: map[string]int{"private": -2}, Effects: []game.Effect{{Own: -8, Segments: map[string]int{"all": 10}}}},
	}
}

func events() []game.Event {
	return []game.Event{
		{ID: "e.story", Weight: 2, First: 2, Last: 3, Learning: []string{"LO1"}, Cases: []game.Case{
			{ID: "ready", When: flag("rules"), Effects: []game.Effect{{Safe: -2, Fit: 2}}},
			{ID: "bad", Effects: []game.Effect{{Safe: -18, Own: -4}}}}},
		{ID: "e.storm", Weight: 1, First: 2, Last: 3, Learning: []string{"LO1"}, Cases: []game.Case{
			{ID: "reached", When: &game.Condition{Segment: "crew", AtLeast: number(25)}, Effects: []game.Effect{{Own: 6, Fit: 4}}},
			{ID: "missed", Effects: []game.Effect{{Fit: -6, Stam: -4}}}}},
		{ID: "e.leaves", Weight: 1, First: 3, Last: 3, Learning: []string{"LO1"}, Cases: []game.Case{
			{ID: "shared", When: &game.Condition{Any: []game.Condition{{Flag: "hosted"}, {Happened: "e.storm"}}}, Effects: []game.Effect{{Stam: -4, Clear: []string{"hosted"}}}},
			{ID: "alone", Effects: []game.Effect{{Stam: -16, Segments: map[string]int{"all": -5}}}}}},
	}
}

func strategies() []game.Strategy {
	return []game.Strategy{
		{ID: "ask-first", Group: 1, Options: []string{"d1.ask", "d2.meetings", "d3.equip", "d4.host"}, Moves: [][]string{{"m.jury", "m.talks"}, {"m.rules"}, {"m.host"}, nil}},
		{ID: "safe-first", Group: 2, Needs: []string{"know"}, Options: []string{"d1.policy", "d2.network", "d3.test", "d4.leave"}, Moves: [][]string{{"m.rules"}, {"m.talks"}, nil, nil}},
		{ID: "tool-first", Group: 3, Options: []string{"d1.launch", "d2.network", "d3.all", "d4.leave"}, Moves: [][]string{{"m.mail"}, nil, nil, nil}},
	}
}

func thresholds() game.Thresholds {
	return game.Thresholds{
		EndingMin: 1, EndingMax: 70, BestMax: 85, LeadMin: 5, ForcedMax: 25, BannedMax: 15, GroupGap: 3, LuckMax: 15,
		Instrument: "d2", NeedsGap: 1, NeedsPairs: 1, SaturationMax: 95, GreedyOverRandom: 8, MinutesMax: 9,
	}
}

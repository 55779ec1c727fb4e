// Package game is the strategy game: scenarios, the pure step, endings and the
// three results. It knows no clock, database, network or language; a scenario,
// a seed and the commands give the same state on every machine, because all
// arithmetic is on integers and chance is a counter that is hashed.
package game

import "github.com/opmaat/opmaat/assessment"

// Definition is a scenario as its author wrote it, with ids as text and without
// words. New turns it into a Scenario that can be played.
type Definition struct {
	Ref        assessment.Ref
	Hash       string // sha256 of the files that decide play
	Rounds     int    // rounds of the long version, numbered from 1
	Short      []int  // numbers of the rounds that the short version plays
	Minutes    Minutes
	Sources    []string
	Objectives []Objective
	Indicators [IndicatorCount]IndicatorRule
	Bands      [4]int // lower bounds of the bands after the first
	SoftCap    SoftCap
	Segments   []Segment
	Channels   []Channel // the first is "none"
	Growth     Growth
	Effort     EffortRule
	FromTest   []TestRule
	Needs      []Need
	PickNeeds  int // how many of the needs a team picks
	Roles      []string
	Dilemmas   []Dilemma // one a round, in the order of rounds
	Moves      []Move
	Events     []Event
	EventPlan  EventPlan
	Endings    []Ending // the first that holds; the last has no condition
	OrderRules []OrderRule
	Prompts    []Prompt
	Strategies []Strategy
	Thresholds Thresholds
}

// Minutes is how long a version is meant to take.
type Minutes struct{ Short, Full int }

// Objective is a learning objective with the principles it trains.
type Objective struct {
	ID         string
	Principles []string
	Sources    []string
}

// IndicatorRule is the start value (0-100) and the weight in the outcome (per
// cent). Use has no start: it is derived from the segments.
type IndicatorRule struct{ Start, Weight int }

// SoftCap shrinks gains near the top: min(d, d*(Top-current)/Span).
type SoftCap struct{ Top, Span int }

// Segment is a group of staff; Start is its adoption, 0-100.
type Segment struct {
	ID          string
	Size, Start int
	Hesitant    bool // needs a manual or a buddy to move
}

// Channel is an instrument; Affinity is its growth potential per segment.
type Channel struct {
	ID       string
	Affinity map[string]int
}

// Growth holds the parameters of the growth rule (shared design, game 6.7).
type Growth struct {
	Divisor, Decay, Idle int
	HostFlag             string // flag that says somebody hosts the conversation
	Host                 int
	ManualFlag           string // flag that says hesitant staff are helped
	Manual               int
	TiredBelow, Tired    int
}

// EffortRule says how much effort a round gives, how much of what is left may
// be kept, and how many moves may be bought in a round.
type EffortRule struct{ PerRound, Carry, MovesPerRound int }

// TestRule moves a start value when the organisation's own maturity test puts a
// dimension in this band or lower (1-4).
type TestRule struct {
	Dimension string
	AtMost    int
	Effect    Effect
}

// Need is something staff may need. Tools names the needs of the recommender it
// stands for, with their weight (must, should, could).
type Need struct {
	ID    string
	Tools map[string]string
}

// Dilemma is the question of a round.
type Dilemma struct {
	ID       string
	Round    int
	Options  []Option
	Fallback string            // option taken when a table does not decide
	Leans    map[string]string // role -> option its hint speaks for, if any
}

// Option is one answer to a dilemma.
type Option struct {
	ID         string
	Principles map[string]int // -2..2
	Needs      map[string]int // -2..2: how it serves a need
	Trap       bool           // never the best, on purpose
	Effects    []Effect
}

// Move is something a team buys beside its decision, once a game.
type Move struct {
	ID         string
	Cost       int
	Offer      *Condition // nil: always offered
	Principles map[string]int
	Needs      map[string]int
	Effects    []Effect
}

// Effect is what happens when When holds. After delays it by rounds; Because
// names a text that explains it.
type Effect struct {
	When                 *Condition
	After                int
	Because              string
	Fit, Own, Safe, Stam int
	Effort               int            // effort more or less from the next round on, once
	Segments             map[string]int // "all" for every segment
	Set, Clear           []string
	Channel              string // makes this channel the live one
}

// Event is something that comes from outside, the same for every table.
type Event struct {
	ID       string
	Weight   int
	First    int // first and last round in which it may come
	Last     int
	Cases    []Case // the first that holds
	Learning []string
}

// Case is one way an event may end.
type Case struct {
	ID      string
	When    *Condition
	Effects []Effect
}

// EventPlan says after which rounds an event comes.
type EventPlan struct{ Full, Short []int }

// Ending is where an organisation may arrive. Tone is good, mixed or fail.
type Ending struct {
	ID   string
	When *Condition
	Tone string
}

// OrderRule asks that First came true in an earlier moment than Then.
type OrderRule struct {
	ID          string
	First, Then *Condition
	Points      int
	Principle   string
}

// Prompt is a question for the debrief. Phase is describe, analyse, transition
// or apply.
type Prompt struct {
	ID    string
	Phase string
	When  *Condition
}

// Strategy is a named way to play, for the checks and for comparison. Group 1
// is expected to do best. Needs may be empty: any needs.
type Strategy struct {
	ID      string
	Group   int
	Needs   []string
	Options []string
	Moves   [][]string // wanted moves by round; bought in this order when possible
}

// Thresholds are the limits of the balance checks (shared design, game 9).
// Shares in per cent, scores in points of outcome.
type Thresholds struct {
	EndingMin, EndingMax float64 // B1
	BestMax              float64 // B2
	LeadMin              float64 // B3
	ForcedMax, BannedMax float64 // B4
	GroupGap             float64 // B5
	LuckMax              float64 // B6
	Instrument           string  // B7: the dilemma in which the instrument is chosen
	NeedsGap             float64 // B7
	NeedsPairs           int     // B7
	SaturationMax        float64 // B8
	GreedyOverRandom     float64 // B9
	MinutesMax           float64 // B11
}

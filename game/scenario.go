package game

import (
	"errors"
	"fmt"
	"slices"
)

// Scenario is a Definition that can be played. It is immutable and may be used
// by many goroutines at once.
type Scenario struct {
	Definition
	flags    []string
	options  [][]option // by round, then place
	moves    []move
	events   []event
	endings  []*predicate
	order    []orderRule
	prompts  []*predicate
	fromTest []testRule
	effects  []effect // every effect, so that a State can name one by number
	schedule [2][]int // schedule of the full and the short version
	sizes    int      // staff in all segments
	affinity [MaxChannels][MaxSegments]int
	hosted   uint64 // the flags of the growth rule, as bits
	manual   uint64
	index    map[string]map[string]int
	at       map[string]place // option id -> round and place
}

type place struct{ round, index int }

type option struct {
	effects []int
}

type move struct {
	cost    int
	offer   *predicate
	effects []int
}

type event struct {
	weight, first, last int
	cases               []eventCase
}

type eventCase struct {
	when    *predicate
	effects []int
}

type orderRule struct {
	first, then *predicate
	points      int
	principle   int
}

type testRule struct {
	dimension string
	atMost    int
	effect    int
}

// effect is an Effect with its names resolved.
type effect struct {
	when       *predicate
	after      int
	because    string
	deltas     [IndicatorCount]int16 // Use stays 0
	segments   [MaxSegments]int16
	moves      bool // some segment changes
	effort     int
	set, clear uint64
	channel    int // -1: none
}

// compiler resolves names and gathers what is wrong.
type compiler struct {
	def  *Definition
	sc   *Scenario
	errs []error
}

// New resolves the names of a definition. The error joins everything that is
// wrong with it; the checker of the content says the same with file and line.
func New(def Definition) (*Scenario, error) {
	sc := &Scenario{Definition: def, index: map[string]map[string]int{}, at: map[string]place{}}
	c := &compiler{def: &sc.Definition, sc: sc}
	c.limits()
	if len(c.errs) == 0 {
		c.names()
		c.rules()
	}
	if err := errors.Join(c.errs...); err != nil {
		return nil, fmt.Errorf("scenario %s: %w", def.Ref, err)
	}
	return sc, nil
}

func (c *compiler) fail(err error) { c.errs = append(c.errs, err) }

func (c *compiler) limits() {
	d := c.def
	for _, l := range []struct {
		what        string
		n, min, max int
	}{
		{"rounds", d.Rounds, 1, MaxRounds},
		{"dilemmas", len(d.Dilemmas), d.Rounds, d.Rounds},
		{"segments", len(d.Segments), 1, MaxSegments},
		{"channels", len(d.Channels), 1, MaxChannels},
		{"needs", len(d.Needs), 1, MaxNeeds},
		{"needs to pick", d.PickNeeds, 1, len(d.Needs)},
		{"moves", len(d.Moves), 0, MaxMoves},
		{"events", len(d.Events), 0, MaxEvents},
		{"order rules", len(d.OrderRules), 0, MaxOrder},
		{"endings", len(d.Endings), 1, 100},
		{"moves per round", d.Effort.MovesPerRound, 0, MaxMoves},
		{"effort per round", d.Effort.PerRound, 0, maxEffort},
		{"effort carried", d.Effort.Carry, 0, maxEffort},
		{"divisor of growth", d.Growth.Divisor, 1, unbounded},
		{"span of the soft cap", d.SoftCap.Span, 1, unbounded},
	} {
		if l.n < l.min || l.n > l.max {
			c.fail(fmt.Errorf("%s: found %d, allowed %d to %d", l.what, l.n, l.min, l.max))
		}
	}
	for i, dl := range d.Dilemmas {
		if dl.Round != i+1 {
			c.fail(fmt.Errorf("dilemma %s: round %d, expected %d", dl.ID, dl.Round, i+1))
		}
		if n := len(dl.Options); n < 1 || n > MaxOptions {
			c.fail(fmt.Errorf("dilemma %s: %d options", dl.ID, n))
		}
	}
	c.start()
	c.outcomes()
}

// start refuses start values outside 0-100 and segments without staff.
func (c *compiler) start() {
	size := 0
	for _, s := range c.def.Segments {
		size += s.Size
		if s.Start < 0 || s.Start > 100 || s.Size < 0 {
			c.fail(fmt.Errorf("segment %s: start %d, size %d", s.ID, s.Start, s.Size))
		}
	}
	if size <= 0 {
		c.fail(errors.New("segments: no staff"))
	}
	for i, rule := range c.def.Indicators {
		if rule.Start < 0 || rule.Start > 100 {
			c.fail(fmt.Errorf("indicator %s: start %d, allowed 0 to 100", Indicators[i], rule.Start))
		}
	}
}

// outcomes refuses lists of which nothing might hold, and events in rounds that
// there are not.
func (c *compiler) outcomes() {
	for _, e := range c.def.Events {
		if n := len(e.Cases); n == 0 || e.Cases[n-1].When != nil {
			c.fail(fmt.Errorf("event %s: the last case must have no condition", e.ID))
		}
	}
	if n := len(c.def.Endings); n > 0 && c.def.Endings[n-1].When != nil {
		c.fail(fmt.Errorf("ending %s: the last ending must have no condition", c.def.Endings[n-1].ID))
	}
	for _, r := range slices.Concat(c.def.EventPlan.Full, c.def.EventPlan.Short) {
		if r < 1 || r > c.def.Rounds {
			c.fail(fmt.Errorf("events: there is no round %d", r))
		}
	}
}

func (c *compiler) names() {
	d, sc := c.def, c.sc
	c.list("indicator", Indicators[:], func(s string) string { return s })
	c.list("principle", Principles, func(s string) string { return s })
	listOf(c, "segment", d.Segments, func(s Segment) string { return s.ID })
	listOf(c, "channel", d.Channels, func(s Channel) string { return s.ID })
	listOf(c, "need", d.Needs, func(s Need) string { return s.ID })
	listOf(c, "move", d.Moves, func(s Move) string { return s.ID })
	listOf(c, "event", d.Events, func(s Event) string { return s.ID })
	listOf(c, "ending", d.Endings, func(s Ending) string { return s.ID })
	for r, dl := range d.Dilemmas {
		for i, o := range dl.Options {
			if _, twice := sc.at[o.ID]; twice {
				c.fail(fmt.Errorf("option %s is there twice", o.ID))
			}
			sc.at[o.ID] = place{r + 1, i}
		}
	}
	for _, s := range d.Segments {
		sc.sizes += s.Size
	}
	long := make([]int, d.Rounds)
	for i := range long {
		long[i] = i + 1
	}
	sc.schedule = [2][]int{long, slices.Clone(d.Short)}
	for i, r := range d.Short {
		if r < 1 || r > d.Rounds || i > 0 && r <= d.Short[i-1] {
			c.fail(fmt.Errorf("short version: round %d is out of place", r))
		}
	}
}

func (c *compiler) list(kind string, ids []string, id func(string) string) { listOf(c, kind, ids, id) }

func listOf[T any](c *compiler, kind string, all []T, id func(T) string) {
	ids := make(map[string]int, len(all))
	for i, v := range all {
		if _, twice := ids[id(v)]; twice {
			c.fail(fmt.Errorf("%s %s is there twice", kind, id(v)))
		}
		ids[id(v)] = i
	}
	c.sc.index[kind] = ids
}

func (c *compiler) find(kind, id string) int {
	i, ok := c.sc.index[kind][id]
	if !ok {
		c.fail(fmt.Errorf("%s %q is not known", kind, id))
	}
	return i
}

// flag gives the number of a flag; flags come into being by being named.
func (c *compiler) flag(id string) int {
	if i := slices.Index(c.sc.flags, id); i >= 0 {
		return i
	}
	if len(c.sc.flags) == MaxFlags {
		c.fail(fmt.Errorf("flag %q is one more than the %d allowed", id, MaxFlags))
		return 0
	}
	c.sc.flags = append(c.sc.flags, id)
	return len(c.sc.flags) - 1
}

func (c *compiler) option(id string) (round, index int) {
	p, ok := c.sc.at[id]
	if !ok {
		c.fail(fmt.Errorf("option %q is not known", id))
	}
	return p.round, p.index
}

func (c *compiler) rules() {
	d, sc := c.def, c.sc
	c.growth()
	sc.options = make([][]option, d.Rounds+1)
	for r := range d.Dilemmas {
		for _, o := range d.Dilemmas[r].Options {
			sc.options[r+1] = append(sc.options[r+1], option{c.effectsOf(o.Effects)})
		}
		if f := d.Dilemmas[r].Fallback; f != "" {
			c.option(f)
		}
	}
	for _, m := range d.Moves {
		sc.moves = append(sc.moves, move{m.Cost, c.compile(m.Offer), c.effectsOf(m.Effects)})
	}
	for _, e := range d.Events {
		ev := event{weight: e.Weight, first: e.First, last: e.Last}
		for _, k := range e.Cases {
			ev.cases = append(ev.cases, eventCase{c.compile(k.When), c.effectsOf(k.Effects)})
		}
		sc.events = append(sc.events, ev)
	}
	for _, e := range d.Endings {
		sc.endings = append(sc.endings, c.compile(e.When))
	}
	for _, o := range d.OrderRules {
		sc.order = append(sc.order, orderRule{c.compile(o.First), c.compile(o.Then), o.Points, c.find("principle", o.Principle)})
	}
	for _, p := range d.Prompts {
		sc.prompts = append(sc.prompts, c.compile(p.When))
	}
	for _, t := range d.FromTest {
		sc.fromTest = append(sc.fromTest, testRule{t.Dimension, t.AtMost, c.effectsOf([]Effect{t.Effect})[0]})
	}
	c.delays()
}

// delays refuses a scenario in which more effects could be under way at once
// than a State has room for.
func (c *compiler) delays() {
	worst := 0
	for _, options := range c.sc.options {
		most := 0
		for _, o := range options {
			most = max(most, c.delayed(o.effects))
		}
		worst += most
	}
	for _, m := range c.sc.moves {
		worst += c.delayed(m.effects)
	}
	for _, e := range c.sc.events {
		most := 0
		for _, k := range e.cases {
			most = max(most, c.delayed(k.effects))
		}
		worst += most
	}
	if worst > maxPending {
		c.fail(fmt.Errorf("up to %d effects could be under way at once, allowed are %d", worst, maxPending))
	}
}

func (c *compiler) delayed(effects []int) (n int) {
	for _, e := range effects {
		if c.sc.effects[e].after > 0 {
			n++
		}
	}
	return n
}

// growth resolves the names of the growth rule.
func (c *compiler) growth() {
	for i, channel := range c.def.Channels {
		for id, affinity := range channel.Affinity {
			c.sc.affinity[i][c.find("segment", id)] = affinity
		}
	}
	if f := c.def.Growth.HostFlag; f != "" {
		c.sc.hosted = 1 << c.flag(f)
	}
	if f := c.def.Growth.ManualFlag; f != "" {
		c.sc.manual = 1 << c.flag(f)
	}
}

func (c *compiler) effectsOf(effects []Effect) []int {
	numbers := make([]int, len(effects))
	for i := range effects {
		c.sc.effects = append(c.sc.effects, c.effect(effects[i]))
		numbers[i] = len(c.sc.effects) - 1
	}
	return numbers
}

func (c *compiler) effect(e Effect) effect {
	out := effect{
		when: c.compile(e.When), after: e.After, because: e.Because, effort: e.Effort, channel: -1,
		deltas: [IndicatorCount]int16{Fit: int16(e.Fit), Own: int16(e.Own), Safe: int16(e.Safe), Stam: int16(e.Stam)},
	}
	for id, delta := range e.Segments {
		out.moves = true
		if id == "all" {
			continue
		}
		out.segments[c.find("segment", id)] += int16(delta)
	}
	for i := range c.def.Segments {
		out.segments[i] += int16(e.Segments["all"])
	}
	for _, f := range e.Set {
		out.set |= 1 << c.flag(f)
	}
	for _, f := range e.Clear {
		out.clear |= 1 << c.flag(f)
	}
	if e.Channel != "" {
		out.channel = c.find("channel", e.Channel)
	}
	return out
}

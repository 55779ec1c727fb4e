package web

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/opmaat/opmaat/game"
)

// sheet is a game counted with a pencil: what stands on a tally sheet.
type sheet struct {
	sc       *game.Scenario
	short    bool
	levels   map[string]int
	groups   []int
	marks    map[string]bool
	needs    []string
	channel  string
	chosen   map[string]bool
	moved    map[string]bool
	happened map[string]bool
	late     []lateEffect
	round    int
	last     int
}

// lateEffect is a change that arrives at the start of a later round.
type lateEffect struct {
	effect *game.Effect
	round  int
}

func newSheet(sc *game.Scenario, needs []string, short bool) *sheet {
	x := &sheet{sc: sc, short: short, levels: map[string]int{}, marks: map[string]bool{}, needs: needs, channel: sc.Channels[0].ID,
		chosen: map[string]bool{}, moved: map[string]bool{}, happened: map[string]bool{}}
	for i, id := range game.Indicators {
		x.levels[id] = sc.Indicators[i].Start
	}
	for _, s := range sc.Segments {
		x.groups = append(x.groups, s.Start)
	}
	x.count()
	return x
}

func (x *sheet) count() { x.levels["use"] = kitUse(kitWeights(x.sc.Segments), x.groups) }

// holds looks at a condition as a person with the sheet would.
func (x *sheet) holds(c *game.Condition) bool {
	within := func(v int) bool { return (c.AtLeast == nil || v >= *c.AtLeast) && (c.Below == nil || v < *c.Below) }
	switch {
	case c == nil:
		return true
	case c.All != nil:
		return !slices.ContainsFunc(c.All, func(k game.Condition) bool { return !x.holds(&k) })
	case c.Any != nil:
		return slices.ContainsFunc(c.Any, func(k game.Condition) bool { return x.holds(&k) })
	case c.Not != nil:
		return !x.holds(c.Not)
	case c.Flag != "":
		return x.marks[c.Flag]
	case c.Need != "":
		return slices.Contains(x.needs, c.Need)
	case c.Channels != nil:
		return slices.Contains(c.Channels, x.channel)
	case c.ChannelSet != nil:
		return *c.ChannelSet == (x.channel != x.sc.Channels[0].ID)
	case c.Indicator != "":
		return within(x.levels[c.Indicator])
	case c.Segment != "":
		return within(x.groups[slices.IndexFunc(x.sc.Segments, func(s game.Segment) bool { return s.ID == c.Segment })])
	case c.Chose != "":
		return x.chosen[c.Chose]
	case c.Moved != "":
		return x.moved[c.Moved]
	case c.Happened != "":
		return x.happened[c.Happened]
	}
	return (c.FromRound == nil || x.round >= *c.FromRound) && (c.ToRound == nil || x.round <= *c.ToRound)
}

func (x *sheet) shift(value, change int) int { return min(max(value+kitGain(value, change), 0), 100) }

// apply writes a change down when its condition holds.
func (x *sheet) apply(e *game.Effect) {
	if !x.holds(e.When) {
		return
	}
	for id, change := range map[string]int{"fit": e.Fit, "own": e.Own, "safe": e.Safe, "stam": e.Stam} {
		x.levels[id] = x.shift(x.levels[id], change)
	}
	for i, s := range x.sc.Segments {
		x.groups[i] = x.shift(x.groups[i], e.Segments[s.ID]+e.Segments["all"])
	}
	for _, f := range e.Set {
		x.marks[f] = true
	}
	for _, f := range e.Clear {
		x.marks[f] = false
	}
	if e.Channel != "" {
		x.channel = e.Channel
	}
	x.count()
}

func (x *sheet) applyAll(effects []game.Effect) {
	for i := range effects {
		if e := &effects[i]; e.After > 0 {
			x.late = append(x.late, lateEffect{e, x.round + e.After})
		} else {
			x.apply(e)
		}
	}
}

// grow reads the growth table once for every round number that passed.
func (x *sheet) grow() {
	g := &x.sc.Growth
	at := slices.IndexFunc(x.sc.Channels, func(c game.Channel) bool { return c.ID == x.channel })
	row := kitRow(x.levels["fit"] + x.levels["own"])
	for ; x.last < x.round; x.last++ {
		for i, s := range x.sc.Segments {
			change := -g.Idle
			if at > 0 {
				change = kitGrowth(g, x.sc.Channels[at].Affinity[s.ID], row)
				if x.marks[g.HostFlag] {
					change += g.Host
				}
				if x.marks[g.ManualFlag] && s.Hesitant {
					change += g.Manual
				}
				if x.levels["stam"] < g.TiredBelow {
					change -= g.Tired
				}
			}
			x.groups[i] = x.shift(x.groups[i], change)
		}
	}
	x.count()
}

// play counts one round in the order of the guide.
func (x *sheet) play(round int, option *game.Option, moves []int, event string) {
	x.round = round
	var later []lateEffect
	for _, l := range x.late {
		if l.round > round {
			later = append(later, l)
			continue
		}
		x.apply(l.effect)
	}
	x.late = later
	x.chosen[option.ID] = true
	x.applyAll(option.Effects)
	for _, m := range moves {
		x.moved[x.sc.Moves[m].ID] = true
		x.applyAll(x.sc.Moves[m].Effects)
	}
	x.grow()
	if i := slices.IndexFunc(x.sc.Events, func(e game.Event) bool { return e.ID == event }); i >= 0 {
		x.happened[event] = true
		for j := range x.sc.Events[i].Cases {
			if c := &x.sc.Events[i].Cases[j]; x.holds(c.When) {
				x.applyAll(c.Effects)
				break
			}
		}
	}
}

func (x *sheet) ending() int {
	return slices.IndexFunc(x.sc.Endings, func(e game.Ending) bool { return x.holds(e.When) })
}

// together plays the same game with the engine and with a pencil.
func together(sc *game.Scenario, r *rand.Rand, short bool) (same bool, apart map[string]int) {
	state, _ := sc.Start(game.Setup{Seed: r.Uint64(), Short: short})
	places := r.Perm(len(sc.Needs))[:sc.PickNeeds]
	bits, needs := uint8(0), []string(nil)
	for _, p := range places {
		bits |= 1 << p
		needs = append(needs, sc.Needs[p].ID)
	}
	sc.Begin(&state, bits)
	x := newSheet(sc, needs, short)
	for _, round := range sc.Schedule(short) {
		options := sc.Dilemmas[round-1].Options
		option, spent, moves := r.IntN(len(options)), 0, []int(nil)
		for _, m := range r.Perm(len(sc.Moves)) {
			if len(moves) < sc.Effort.MovesPerRound && sc.CanBuy(&state, m, spent) {
				moves = append(moves, m)
				spent += sc.Moves[m].Cost
			}
		}
		sc.Advance(&state, option, moves...)
		event, _ := sc.EventOf(&state, round)
		x.play(round, &options[option], moves, event)
	}
	apart = map[string]int{}
	for i, id := range game.Indicators {
		apart[id] = x.levels[id] - state.Level(game.Indicator(i))
	}
	return x.ending() == sc.EndingAt(&state), apart
}

// TestKitCount plays the same games on screen and with a pencil: the kit says
// how often they end the same, and that must be true of every scenario.
func TestKitCount(t *testing.T) {
	const games = 600
	all, total := 0, 0
	for _, sc := range shared().Library().Scenarios() {
		for _, short := range []bool{false, true} {
			r, same, apart := rand.New(rand.NewPCG(1, 2)), 0, map[string]int{}
			for range games {
				ending, by := together(sc, r, short)
				if ending {
					same++
				}
				for id, points := range by {
					apart[id] += max(points, -points)
				}
			}
			all, total = all+same, total+games
			if same*100 < games*(kitAgree*10-3) {
				t.Errorf("%s, short %v: %d of %d games end the same, the kit promises %d of 10", sc.Ref, short, same, games, kitAgree)
			}
			for id, points := range apart {
				if points > 3*games {
					t.Errorf("%s, short %v: %s is %d points off in %d games", sc.Ref, short, id, points, games)
				}
			}
		}
	}
	if all*10 < total*kitAgree {
		t.Errorf("%d of %d games end the same, the kit promises %d of 10", all, total, kitAgree)
	}
}

// TestKitTables looks at the tables themselves: gains that never grow when the
// number is higher, weights that add up.
func TestKitTables(t *testing.T) {
	for gain := 1; gain <= 30; gain++ {
		for value := range 100 {
			if now, next := kitGain(value, gain), kitGain(value+1, gain); next > now || now > gain || now < 0 {
				t.Fatalf("a gain of %d on %d is worth %d, on the next %d", gain, value, now, next)
			}
		}
	}
	if got := kitGain(90, -7); got != -7 {
		t.Errorf("a loss of 7 counts as %d", got)
	}
	for pull := range 201 {
		if row := kitRow(pull); kitPulls[row] > pull || row+1 < len(kitPulls) && kitPulls[row+1] <= pull {
			t.Errorf("%d is looked up in row %d", pull, row)
		}
	}
	for _, sc := range shared().Library().Scenarios() {
		weights, sum, all := kitWeights(sc.Segments), 0, make([]int, len(sc.Segments))
		for i, w := range weights {
			sum += w
			all[i] = 100
		}
		if sum != 10 || kitUse(weights, all) != 100 {
			t.Errorf("%s: weights %v", sc.Ref, weights)
		}
	}
}

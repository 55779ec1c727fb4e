package web

import (
	"strconv"

	"github.com/opmaat/opmaat/game"
)

// gains is the table of what a gain is worth, up to the largest of the scenario.
func (k *kit) gains() kitGains {
	var v kitGains
	for i := len(kitSteps) - 1; i >= 0; i-- {
		top := 100
		if i > 0 {
			top = kitSteps[i-1].From - 1
		}
		v.Heads = append(v.Heads, k.t("kit.range", "from", kitSteps[i].From, "to", top))
	}
	for gain := 1; gain <= k.largestGain(); gain++ {
		row := kitRowOf{Head: signed(gain)}
		for i := len(kitSteps) - 1; i >= 0; i-- {
			row.Cells = append(row.Cells, signed(kitGain(kitSteps[i].From, gain)))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// largestGain is the largest single gain of the scenario.
func (k *kit) largestGain() int {
	most := 0
	look := func(effects []game.Effect) {
		for _, e := range effects {
			most = max(most, e.Fit, e.Own, e.Safe, e.Stam)
			for id, n := range e.Segments {
				if id != "all" {
					n += e.Segments["all"]
				}
				most = max(most, n)
			}
		}
	}
	for _, d := range k.sc.Dilemmas {
		for _, o := range d.Options {
			look(o.Effects)
		}
	}
	for _, m := range k.sc.Moves {
		look(m.Effects)
	}
	for _, e := range k.sc.Events {
		for _, c := range e.Cases {
			look(c.Effects)
		}
	}
	return most
}

// growthTable is how much each group grows in a round with a channel.
func (k *kit) growthTable(c *game.Channel) kitChannel {
	v := kitChannel{Name: k.w.Channels[c.ID], Caption: k.t("kit.growth.caption", "channel", k.channel(c.ID))}
	for _, s := range k.sc.Segments {
		v.Heads = append(v.Heads, k.w.Segments[s.ID])
	}
	for row, from := range kitPulls {
		head := k.t("kit.range.more", "from", from)
		if row+1 < len(kitPulls) {
			head = k.t("kit.range", "from", from, "to", kitPulls[row+1]-1)
		}
		out := kitRowOf{Head: head}
		for _, s := range k.sc.Segments {
			out.Cells = append(out.Cells, signed(kitGrowth(&k.sc.Growth, c.Affinity[s.ID], row)))
		}
		v.Rows = append(v.Rows, out)
	}
	return v
}

// numerals writes numbers.
func numerals(all []int) []string {
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = strconv.Itoa(n)
	}
	return out
}

// rules are what comes on top of the growth tables.
func (k *kit) rules() kitRules {
	g := &k.sc.Growth
	v := kitRules{Idle: signed(-g.Idle), Host: signed(g.Host), Manual: signed(g.Manual), Tired: signed(-g.Tired), TiredBelow: g.TiredBelow,
		HostMark: k.mark(g.HostFlag), ManualMark: k.mark(g.ManualFlag)}
	var groups []string
	var rounds []int
	for _, s := range k.sc.Segments {
		if s.Hesitant {
			groups = append(groups, k.quoted(k.w.Segments[s.ID]))
		}
	}
	last := 0
	for _, r := range k.sc.Short {
		if r > last+1 {
			rounds = append(rounds, r)
		}
		last = r
	}
	v.Hesitant, v.Rounds = k.p.List(groups), k.p.List(numerals(rounds))
	return v
}

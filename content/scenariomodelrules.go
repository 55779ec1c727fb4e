package content

import (
	"regexp"

	"github.com/opmaat/opmaat/game"
)

func (p *scenarioPack) checkModel() {
	p.checkIndicators()
	p.checkSegments()
	d, f := p.model.document, &p.model.body
	if n := len(f.Bands); d.given("bands") && n != numGameBands-1 {
		d.problem("bands", "bands needs %d numbers: where each band after the first starts, found %d", numGameBands-1, n)
	}
	for i, n := range f.Bands {
		d.checkRange(at("bands", i), "a band", n, 1, 100)
		if i > 0 && d.given(at("bands", i)) && n <= f.Bands[i-1] {
			d.problem(at("bands", i), "the bands must rise: %d comes after %d", n, f.Bands[i-1])
		}
	}
	d.checkRange("soft_cap.top", "top", f.SoftCap.Top, 100, 1000)
	d.checkRange("soft_cap.span", "span", f.SoftCap.Span, 1, 1000)
	d.checkRange("effort.per_round", "per_round", f.Effort.PerRound, 0, 20)
	d.checkRange("effort.carry", "carry", f.Effort.Carry, 0, 20)
	d.checkRange("effort.moves_per_round", "moves_per_round", f.Effort.MovesPerRound, 0, 4)
	p.checkGrowth()
}

func (p *scenarioPack) checkIndicators() {
	d, e := p.model.document, &p.model.body.Indicators
	sum, complete := 0, true
	for _, i := range []struct {
		id            string
		start, weight int
	}{
		{"fit", e.Fit.Start, e.Fit.Weight}, {"own", e.Own.Start, e.Own.Weight}, {"use", 0, e.Use.Weight},
		{"safe", e.Safe.Start, e.Safe.Weight}, {"stam", e.Stam.Start, e.Stam.Weight},
	} {
		path := "indicators." + i.id
		d.checkRange(path+".start", "start", i.start, 0, 100)
		d.checkRange(path+".weight", "weight", i.weight, 0, 100)
		complete = complete && d.given(path+".weight")
		sum += i.weight
	}
	if complete && sum != 100 {
		d.problem("indicators", "the weights must add up to 100, found %d", sum)
	}
}

func (p *scenarioPack) checkSegments() {
	d, f := p.model.document, &p.model.body
	d.checkCount("segments", "segments", len(f.Segments), minSegments, game.MaxSegments)
	for i, e := range f.Segments {
		d.checkRange(at("segments", i, "size"), "size", e.Size, 1, 100000)
		d.checkRange(at("segments", i, "start"), "start", e.Start, 0, 100)
	}
	d.checkCount("channels", "channels", len(f.Channels), 1, game.MaxChannels)
	for i, e := range f.Channels {
		path := at("channels", i)
		switch {
		case !d.said(path + ".id"):
		case i == 0 && e.ID != "none":
			d.problem(path+".id", "the first channel is none, found %q", e.ID)
		case i == 0 && len(e.Affinity) > 0:
			d.problem(path+".affinity", "the channel none has no affinity")
		}
		for _, segment := range d.keys[path+".affinity"] {
			at := join(path+".affinity", segment)
			d.checkKey(at, "segment", segment, p.known.segments.ids())
			d.checkRange(at, "affinity", e.Affinity[segment], 0, 100)
		}
		if i > 0 {
			p.checkForgotten(path, e.Affinity)
		}
	}
}

// checkForgotten asks for the affinity of a channel with every segment: one that
// was forgotten would mean that the channel does nothing for those people.
func (p *scenarioPack) checkForgotten(path string, affinity map[string]int) {
	d := p.model
	for _, segment := range p.known.segments.ids() {
		if _, there := affinity[segment]; !there {
			d.problem(path+".affinity", "the affinity with segment %q is missing; write 0 when the channel does nothing for it", segment)
		}
	}
}

func (p *scenarioPack) checkGrowth() {
	d, g := p.model.document, &p.model.body.Growth
	d.checkRange("growth.divisor", "divisor", g.Divisor, 1, 1000)
	d.checkRange("growth.decay", "decay", g.Decay, 0, 100)
	d.checkRange("growth.idle", "idle", g.Idle, 0, 100)
	d.checkRange("growth.tired_below", "tired_below", g.TiredBelow, 0, 100)
	d.checkRange("growth.tired", "tired", g.Tired, 0, 100)
	if g.Host != nil {
		d.checkRange("growth.host.add", "add", g.Host.Add, 0, 100)
	}
	if g.Manual != nil {
		d.checkRange("growth.manual.add", "add", g.Manual.Add, 0, 100)
	}
}

var testDimension = regexp.MustCompile(`^d[1-9]$`)

// checkFromTest checks the rules that move start values. Of those for one
// dimension the first that holds counts, so they stand together and rise.
func (p *scenarioPack) checkFromTest() {
	d, rules := p.model.document, p.model.body.FromTest
	d.checkCount("from_test", "rules", len(rules), 0, 40)
	last := map[string]int{}
	for i, e := range rules {
		path := at("from_test", i)
		d.checkRange(path+".at_most", "at_most", e.AtMost, 1, 4)
		if d.said(path+".dimension") && !testDimension.MatchString(e.Dimension) {
			d.problem(path+".dimension", "dimension %q is not one of the test: d1 to d9", shorten(e.Dimension))
			continue
		}
		before, seen := last[e.Dimension]
		switch {
		case !seen:
		case before != i-1:
			d.problem(path+".dimension", "the rules for %s must stand together", e.Dimension)
		case e.AtMost <= rules[before].AtMost:
			d.problem(path+".at_most", "this rule is never used: the one before it holds whenever it does")
		}
		last[e.Dimension] = i
		p.checkEffect(d, path+".effect", e.Effect)
		for _, key := range []string{"when", "after", "effort", "channel", "set", "clear"} {
			if d.given(path + ".effect." + key) {
				d.problem(path+".effect."+key, "%s does not belong in a start value", key)
			}
		}
	}
}

package recommend

// Draws is the number of plausible weightings behind the first shares.
const Draws = 4000

// drawSeed fixes the draws. Changing it changes every printed first share.
const drawSeed = 0x6f706d61617431

// The plausible range of each weight as factors of its number: Must 4 in 3..5,
// Should 2 in 1.2..3, Could 1 in 0.5..1.5; and of the share of fit in the rank.
var plausible = [weightCount][2]float64{{1, 1}, {0.5, 1.5}, {0.6, 1.5}, {0.75, 1.25}}

const shareLow, shareHigh = 0.55, 0.85

// stream is a counter-based random sequence: draw i is a function of the name
// of the stream and of i alone, so that a tool more or less, or a need more or
// less, shifts no other draw. The mixing is that of splitmix64 (Steele, Lea and
// Flood, "Fast splittable pseudorandom number generators", 2014).
type stream uint64

const golden = 0x9e3779b97f4a7c15

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// newStream names a stream by a text (FNV-1a).
func newStream(name string) stream {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return stream(mix(drawSeed ^ h))
}

// uniform is draw i, in [low, high).
func (s stream) uniform(i int, low, high float64) float64 {
	u := float64(mix(uint64(s)+uint64(i+1)*golden)>>11) / (1 << 53)
	return low + float64((high-low)*u)
}

// drawnNeed is a need that matters, with the range of its weight.
type drawnNeed struct {
	low, high float64
	from      stream
}

// drawnCell is a cell with an unknown value.
type drawnCell struct {
	need, tool int // in race.needs and race.values
	from       stream
}

// race holds what the draws need in flat arrays: value of need k and tool t at
// values[k*tools+t].
type race struct {
	tools    int
	needs    []drawnNeed
	values   []float64
	unknown  []drawnCell
	feasible []float64
	known    bool // feasibility
	share    stream
	sums     []float64
}

func newRace(c *Catalogue, s *Situation, mode Mode, ranking []Ranked) *race {
	r := &race{tools: len(ranking), share: newStream("share"), feasible: make([]float64, len(ranking)), sums: make([]float64, len(ranking))}
	numbers := s.weights()
	for n, w := range s.Needs {
		if number := numbers[min(w, Must)]; number > 0 {
			p := plausible[min(w, Must)]
			r.addNeed(c, mode, ranking, n, drawnNeed{number * p[0], number * p[1], newStream("need " + Needs[n])})
		}
	}
	for t := range ranking {
		r.feasible[t], r.known = ranking[t].Feasibility.Value, ranking[t].Feasibility.Known
	}
	return r
}

func (r *race) addNeed(c *Catalogue, mode Mode, ranking []Ranked, n int, need drawnNeed) {
	for t := range ranking {
		tool := &c.Tools[ranking[t].Tool]
		if _, known := tool.Needs[n].In(mode); !known {
			r.unknown = append(r.unknown, drawnCell{len(r.needs), t, newStream("cell " + tool.ID + " " + Needs[n])})
		}
		r.values = append(r.values, tool.Needs[n].span(mode).mid)
	}
	r.needs = append(r.needs, need)
}

// firstShares writes the share of draws in which each tool comes first. Tools
// that are level in a draw share it.
func (r *race) firstShares(ranking []Ranked) {
	if r.tools == 0 {
		return
	}
	firsts := make([]float64, r.tools)
	for i := range Draws {
		for _, cell := range r.unknown {
			r.values[cell.need*r.tools+cell.tool] = cell.from.uniform(i, 0, MaxValue)
		}
		r.draw(i)
		best, level := r.sums[0], 0
		for _, v := range r.sums {
			if v > best {
				best, level = v, 0
			}
			if v == best {
				level++
			}
		}
		for t, v := range r.sums {
			if v == best {
				firsts[t] += 1 / float64(level)
			}
		}
	}
	for t := range ranking {
		ranking[t].FirstShare = firsts[t] / Draws
	}
}

// draw leaves the rank of every tool in sums.
func (r *race) draw(i int) {
	sums, values, total := r.sums, r.values, 0.0
	clear(sums)
	for k := range r.needs {
		need := &r.needs[k]
		w := need.from.uniform(i, need.low, need.high)
		total += w
		row := values[:len(sums)]
		values = values[len(sums):]
		for t := range sums {
			sums[t] += float64(w * row[t])
		}
	}
	if total == 0 {
		total = 1
	}
	share := 1.0
	if r.known {
		share = r.share.uniform(i, shareLow, shareHigh)
	}
	factor := share / float64(MaxValue*total)
	for t, sum := range sums {
		sums[t] = float64(factor*sum) + float64((1-share)*r.feasible[t])
	}
}

package chart

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func samplePlane() plane {
	return plane{left: 36, right: 14, least: 280, most: 559, head: 30, height: 320, foot: 8, line: 15}
}

func drawTags(t *rapid.T) []tag {
	var tags []tag
	low := rapid.SampledFrom([]float64{0, 0.6, 0.99}).Draw(t, "crowd")
	for range rapid.IntRange(1, 16).Draw(t, "points") {
		tags = append(tags, tag{
			across: rapid.Float64Range(low, 1).Draw(t, "across"), down: rapid.Float64Range(0, 320*(1-low)).Draw(t, "down"),
			radius: rapid.SampledFrom([]float64{5.5, 8.5}).Draw(t, "radius"), length: rapid.Float64Range(5, 130).Draw(t, "length"),
		})
	}
	return tags
}

// frame is an area in a drawing of one width.
type frame struct{ left, right, top, bottom float64 }

func (a frame) meets(b frame) bool {
	const hair = 1e-6
	return a.left < b.right-hair && b.left < a.right-hair && a.top < b.bottom-hair && b.top < a.bottom-hair
}

// laid is where a name and its pole are in a drawing of some width, worked out
// apart from the code under test.
func laid(p plane, t tag, s seat, width float64) (name, pole frame) {
	x := p.left + t.across*(width-p.left-p.right)
	shift := map[string]float64{"left": 0, "right": 1, "center": 0.5}[s.align] * t.length
	name = frame{x + s.dx - shift, x + s.dx - shift + t.length, t.down + s.dy - p.line/2, t.down + s.dy + p.line/2}
	pole = frame{x - 1, x + 1, t.down + min(0, s.dy), t.down + max(0, s.dy)}
	return name, pole
}

// No name meets another, a pole of another or a symbol of another, and none
// leaves the drawing, in the narrowest drawing, the widest and those between.
func TestNamesNeverMeet(t *testing.T) {
	p := samplePlane()
	rapid.Check(t, func(t *rapid.T) {
		tags := drawTags(t)
		seats := p.place(tags)
		for _, width := range []float64{p.least, 300, 328, 401.5, 500, p.most} {
			for i := range tags {
				checkSeat(t, p, tags, seats, i, width)
			}
		}
	})
}

func checkSeat(t *rapid.T, p plane, tags []tag, seats []seat, i int, width float64) {
	if !seats[i].taken {
		return
	}
	name, pole := laid(p, tags[i], seats[i], width)
	if name.left < 0 || name.right > width+1e-6 || name.top < -p.head || name.bottom > p.height+p.foot {
		t.Fatalf("name %d leaves the drawing at width %v: %v", i, width, name)
	}
	if seats[i].pole && (pole.top < 0 || pole.bottom > p.height) {
		t.Fatalf("pole %d leaves the plot: %v", i, pole)
	}
	for j, other := range tags {
		x := p.left + other.across*(width-p.left-p.right)
		symbol := frame{x - other.radius, x + other.radius, other.down - other.radius, other.down + other.radius}
		if j != i && name.meets(symbol) {
			t.Fatalf("name %d meets symbol %d at width %v", i, j, width)
		}
		if j == i || !seats[j].taken {
			continue
		}
		name2, pole2 := laid(p, other, seats[j], width)
		if name.meets(name2) || seats[j].pole && name.meets(pole2) {
			t.Fatalf("name %d meets name %d or its pole at width %v", i, j, width)
		}
	}
}

// The same points always get the same seats.
func TestPlaceIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tags := drawTags(t)
		if a, b := samplePlane().place(tags), samplePlane().place(tags); !reflect.DeepEqual(a, b) {
			t.Fatalf("%v, then %v", a, b)
		}
	})
}

// Names find room where points are as they are in practice: spread out, all in
// one row, two in the same place.
func TestPlaceFindsRoom(t *testing.T) {
	var row, same []tag
	for i := range 12 {
		row = append(row, tag{across: 0.45 + float64(i*i)/240, radius: 5.5, length: 70})
	}
	for i := range 6 {
		same = append(same, tag{across: 0.5 + float64(i/2)/6, down: 100, radius: 5.5, length: 60})
	}
	var sample []tag
	l := pointLayout{x: span{25, 100}, y: span{50, 100}, height: 320, letter: 6.2}
	f := toolPoints()
	for _, p := range dots(f) {
		sample = append(sample, l.tag(p, f.Categories[p.category].Brief()))
	}
	for name, tags := range map[string][]tag{"a row": row, "pairs in one place": same, "the sample": sample} {
		for i, s := range samplePlane().place(tags) {
			if !s.taken {
				t.Errorf("%s: name %d has no seat", name, i)
			}
		}
	}
}

// A name that nowhere fits is left out; the others are not.
func TestPlaceLeavesOut(t *testing.T) {
	seats := samplePlane().place([]tag{{across: 0.5, down: 50, radius: 5, length: 900}, {across: 0.2, down: 200, radius: 5, length: 50}})
	if seats[0].taken || !seats[1].taken {
		t.Errorf("got %v", seats)
	}
}

func TestSpan(t *testing.T) {
	f := toolPoints()
	for _, c := range []struct{ least, low float64 }{{0, 0}, {24.9, 0}, {25, 25}, {49, 25}, {50, 50}, {99, 50}, {100, 50}} {
		got := spanOf(f, []dot{{x: 100}, {x: c.least}}, func(d dot) float64 { return d.x })
		if got != (span{c.low, 100}) {
			t.Errorf("from %v: %v", c.least, got)
		}
	}
}

func BenchmarkScatter(b *testing.B) {
	f := toolPoints()
	for b.Loop() {
		if _, err := Option(f, dutch()); err != nil {
			b.Fatal(err)
		}
	}
}

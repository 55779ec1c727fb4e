package picture

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestIndexed: the colours that cover most stay as they are; the others move to
// the nearest one, and no picture has more than a palette holds.
func TestIndexed(t *testing.T) {
	for _, colours := range []int{1, 2, 255, 256, 257, 2000} {
		chance := rand.New(rand.NewPCG(1, uint64(colours)))
		m := image.NewRGBA(image.Rect(0, 0, 200, 100))
		for i := range m.Pix {
			m.Pix[i] = 255
		}
		for i := range 6000 { // the rest is white
			n := i % colours
			m.SetRGBA(i%200, i/200, color.RGBA{uint8(n * 7), uint8(n >> 3), uint8(n), 255})
		}
		house := color.RGBA{18, 67, 109, 255}
		for i := range 3000 {
			m.SetRGBA(i%200, 40+i/200, house)
		}
		out := newTools().indexed(m)
		if len(out.Palette) > paletteMost || out.Bounds() != m.Bounds() {
			t.Fatalf("%d colours: palette of %d", colours, len(out.Palette))
		}
		for range 2000 {
			x, y := chance.IntN(200), chance.IntN(100)
			want, got := m.RGBAAt(x, y), color.RGBAModel.Convert(out.At(x, y)).(color.RGBA)
			exact := len(out.Palette) < paletteMost || want == house || want == color.RGBA{255, 255, 255, 255}
			nearest := slices.MinFunc(out.Palette, func(a, b color.Color) int { return cmp.Compare(away(a, want), away(b, want)) })
			if exact && got != want || away(got, want) > away(nearest, want) {
				t.Fatalf("%d colours: %v became %v", colours, want, got)
			}
		}
		var one, two bytes.Buffer
		if png.Encode(&one, out) != nil || png.Encode(&two, newTools().indexed(m)) != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%d colours: not the same bytes twice", colours)
		}
	}
}

// away is the sum of squares of the differences of two colours.
func away(a, b color.Color) int {
	x, y := color.RGBAModel.Convert(a).(color.RGBA), color.RGBAModel.Convert(b).(color.RGBA)
	square := func(a, b uint8) int { return (int(a) - int(b)) * (int(a) - int(b)) }
	return square(x.R, y.R) + square(x.G, y.G) + square(x.B, y.B) + square(x.A, y.A)
}

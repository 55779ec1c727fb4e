package picture

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletteMost is how many colours a picture of one byte a pixel has.
const paletteMost = 256

// indexed is the same picture with a palette: a chart has few colours and their
// mixtures at edges. Colours that do not fit become the nearest of those that
// cover most. It is a quarter in memory, half as a file, and packed in a fraction
// of the time. It belongs to the tools, as the pixels do.
func (t *tools) indexed(m *image.RGBA) *image.Paletted {
	counts, last := map[uint32]int{}, uint32(0)
	run := 0
	for i := 0; i < len(m.Pix); i += 4 {
		if c := packed(m.Pix[i:]); c == last {
			run++
		} else {
			counts[last] += run
			last, run = c, 1
		}
	}
	counts[last] += run
	colours := make([]uint32, 0, len(counts))
	for c, n := range counts {
		if n > 0 {
			colours = append(colours, c)
		}
	}
	slices.SortFunc(colours, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	index, palette := map[uint32]uint8{}, color.Palette{}
	for i, c := range colours {
		if i < paletteMost {
			palette = append(palette, color.RGBA{uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)})
			index[c] = uint8(i)
		} else {
			index[c] = nearest(colours[:paletteMost], c)
		}
	}
	t.indices = room(t.indices, m.Rect.Dx()*m.Rect.Dy())
	out := &image.Paletted{Pix: t.indices, Stride: m.Rect.Dx(), Rect: m.Rect, Palette: palette}
	last, at := packed(m.Pix), index[packed(m.Pix)]
	for i := range out.Pix {
		if c := packed(m.Pix[4*i:]); c != last {
			last, at = c, index[c]
		}
		out.Pix[i] = at
	}
	return out
}

// packed is a colour in one number.
func packed(p []uint8) uint32 {
	return uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
}

// nearest is the place of the colour that differs least, by the sum of squares.
func nearest(colours []uint32, c uint32) uint8 {
	best, least := 0, -1
	for i, d := range colours {
		sum := 0
		for shift := 0; shift < 32; shift += 8 {
			apart := int(c>>shift&0xff) - int(d>>shift&0xff)
			sum += apart * apart
		}
		if least < 0 || sum < least {
			best, least = i, sum
		}
	}
	return uint8(best)
}

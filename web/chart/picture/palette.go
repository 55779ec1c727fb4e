package picture

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// paletteMost is how many colours a picture of one byte a pixel has.
const paletteMost = 256

// indexed is the same picture with a palette: a chart has few colours and their
// mixtures at edges. Colours that do not fit become the nearest of those that
// cover most. It is a quarter in memory, half as a file, and packed in a fraction
// of the time. It belongs to the tools, as the pixels do.
func (t *tools) indexed(m *image.RGBA) *image.Paletted {
	shades := shadesOf(m.Pix)
	colours := slices.Collect(maps.Keys(shades))
	slices.SortFunc(colours, func(a, b uint32) int { return cmp.Or(cmp.Compare(shades[b], shades[a]), cmp.Compare(a, b)) })
	palette := color.Palette{}
	for i, c := range colours {
		if i < paletteMost {
			palette = append(palette, color.RGBA{uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)})
			shades[c] = i
		} else {
			shades[c] = nearest(colours[:paletteMost], c)
		}
	}
	t.indices = room(t.indices, m.Rect.Dx()*m.Rect.Dy())
	out := &image.Paletted{Pix: t.indices, Stride: m.Rect.Dx(), Rect: m.Rect, Palette: palette}
	var seen [1 << seenBits]struct {
		colour uint32
		index  uint8
		known  bool
	}
	for i := range out.Pix {
		c := packed(m.Pix[4*i:])
		s := &seen[place(c)]
		if !s.known || s.colour != c {
			s.colour, s.index, s.known = c, uint8(shades[c]), true
		}
		out.Pix[i] = s.index
	}
	return out
}

// shadesOf counts the pixels of each colour.
func shadesOf(pixels []uint8) map[uint32]int {
	counts := map[uint32]int{}
	var seen [1 << seenBits]struct {
		colour uint32
		count  int32
	}
	for i := 0; i < len(pixels); i += 4 {
		c := packed(pixels[i:])
		s := &seen[place(c)]
		if s.colour != c {
			if s.count > 0 {
				counts[s.colour] += int(s.count)
			}
			s.colour, s.count = c, 0
		}
		s.count++
	}
	for _, s := range seen {
		if s.count > 0 {
			counts[s.colour] += int(s.count)
		}
	}
	return counts
}

// seenBits is how many colours are kept at hand, as a power of two; place is where
// one of them is kept, if it is.
const seenBits = 11

func place(colour uint32) uint32 { return colour * 2654435769 >> (32 - seenBits) }

// packed is a colour in one number.
func packed(p []uint8) uint32 {
	return uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
}

// nearest is the place of the colour that differs least, by the sum of squares.
func nearest(colours []uint32, c uint32) int {
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
	return best
}

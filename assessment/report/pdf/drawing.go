package pdf

import (
	"image"
	"math"

	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// Frame begins a picture whose places are in a unit of its own, from its top left
// corner at x, y; scale is points to a unit. Unframe ends it.
func (p *Page) Frame(x, y, scale float64) {
	p.put("q %s 0 0 %s %s %s cm\n", number(scale), number(-scale), number(x), number(p.Height-y))
	p.ink = ""
}

// Unframe ends what Frame began.
func (p *Page) Unframe() {
	p.put("Q\n")
	p.ink = ""
}

// Clip lets only what lies in the path show, until Unclip. Path gets a function
// to draw with: M and L go to a place, Z back to the beginning of the line.
func (p *Page) Clip(path func(step func(command byte, x, y float64))) {
	p.put("q ")
	p.path(path)
	p.put("W n\n")
	p.ink = ""
}

// Unclip ends what Clip began.
func (p *Page) Unclip() { p.Unframe() }

func (p *Page) path(path func(step func(command byte, x, y float64))) {
	path(func(command byte, x, y float64) {
		switch command {
		case 'Z':
			p.content.WriteString("h ")
			return
		case 'M':
			command = 'm'
		default:
			command = 'l'
		}
		b := append(appendNumber(p.content.AvailableBuffer(), x), ' ')
		p.content.Write(append(appendNumber(b, y), ' ', command, ' '))
	})
}

// Pen is how a line is drawn; Width 0 fills instead.
type Pen struct {
	Width float64
	Dash  []float64
	Round bool   // ends
	Join  string // "round", "bevel", or empty for pointed corners
}

// Path draws a path in a colour; opacity is from 0 to 1.
func (p *Page) Path(path func(step func(command byte, x, y float64)), pen Pen, colour string, opacity float64) {
	done := p.set(pen, colour, opacity)
	p.path(path)
	if pen.Width > 0 {
		p.put("S\n")
	} else {
		p.put("f\n")
	}
	done()
}

// Letters draws a text within a frame: its base line begins at x, y and is turned
// by degrees, clockwise. A pen with a width draws around the letters instead.
func (p *Page) Letters(x, y, size, turn float64, glyphs []typeface.Glyph, pen Pen, colour string, opacity float64) {
	if len(glyphs) == 0 {
		return
	}
	done := p.set(pen, colour, opacity)
	sin, cos := math.Sincos(turn * math.Pi / 180)
	p.put("BT ")
	if pen.Width > 0 {
		p.put("1 Tr ")
	}
	p.put("%s %s %s %s %s %s Tm", number(cos), number(sin), number(sin), number(-cos), number(x), number(y))
	p.letters(size, glyphs)
	if pen.Width > 0 {
		p.put(" 0 Tr")
	}
	p.put(" ET\n")
	done()
}

// set sets pen, colour and opacity; done takes back what others do not expect.
func (p *Page) set(pen Pen, colour string, opacity float64) (done func()) {
	special := opacity < 1 || pen.Width > 0
	if special {
		p.put("q ")
	}
	if opacity < 1 {
		p.put("/G%d gs ", p.file.opacity(opacity))
	}
	if pen.Width > 0 {
		p.put("%s w %d j %d J ", number(pen.Width), map[string]int{"round": 1, "bevel": 2}[pen.Join], map[bool]int{true: 1}[pen.Round])
		p.put("4 M ")
		if len(pen.Dash) > 0 {
			p.put("[")
			for _, d := range pen.Dash {
				p.put("%s ", number(d))
			}
			p.put("] 0 d ")
		}
	}
	before := p.ink
	p.paint(colour)
	return func() {
		if special {
			p.put("Q\n")
			p.ink = before
		}
	}
}

// opacity is the number of an opacity in the file.
func (f *File) opacity(v float64) int {
	for i, have := range f.alphas {
		if have == v {
			return i
		}
	}
	f.alphas = append(f.alphas, v)
	return len(f.alphas) - 1
}

// Image draws a picture of pixels.
func (p *Page) Image(m image.Image, x, y, width, height float64) {
	f := p.file
	b := m.Bounds()
	colours, cover := make([]byte, 0, 3*b.Dx()*b.Dy()), make([]byte, 0, b.Dx()*b.Dy())
	solid := true
	for row := b.Min.Y; row < b.Max.Y; row++ {
		for column := b.Min.X; column < b.Max.X; column++ {
			r, g, bl, a := m.At(column, row).RGBA()
			if a > 0 && a < 0xffff { // they are multiplied with how much is covered
				r, g, bl = r*0xffff/a, g*0xffff/a, bl*0xffff/a
			}
			colours, cover = append(colours, byte(r>>8), byte(g>>8), byte(bl>>8)), append(cover, byte(a>>8))
			solid = solid && a == 0xffff
		}
	}
	size := " /Width " + number(float64(b.Dx())) + " /Height " + number(float64(b.Dy())) + " /BitsPerComponent 8"
	mask := ""
	if !solid {
		mask = " /SMask " + number(float64(f.packed("/Type /XObject /Subtype /Image /ColorSpace /DeviceGray"+size, cover))) + " 0 R"
	}
	f.images = append(f.images, f.packed("/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB"+size+mask, colours))
	p.put("q %s 0 0 %s %s %s cm /I%d Do Q\n", number(width), number(height), number(x), number(p.Height-y-height), len(f.images)-1)
}

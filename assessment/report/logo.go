package report

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // municipalities often have a logo as a photograph
	"image/png"
)

// The limits of a logo.
const (
	MaxLogo      = 2 << 20 // bytes
	logoSide     = 5000    // pixels
	logoPixels   = 12 << 20
	logoKept     = 720 // pixels of the longer side that are kept
	logoPerPixel = 3.0
)

// ErrLogo is wrapped by every error of ReadLogo.
var ErrLogo = errors.New("the logo cannot be used")

// ReadLogo decodes a PNG or JPEG and makes a new PNG of it, so that nothing but
// the picture is left. SVG and everything else is refused.
func ReadLogo(data []byte) (*Picture, error) {
	if len(data) > MaxLogo {
		return nil, fmt.Errorf("%w: it is larger than %d bytes", ErrLogo, MaxLogo)
	}
	size, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || kind != "png" && kind != "jpeg" {
		return nil, fmt.Errorf("%w: it is not a PNG or JPEG", ErrLogo)
	}
	if size.Width > logoSide || size.Height > logoSide || size.Width*size.Height > logoPixels {
		return nil, fmt.Errorf("%w: %d by %d pixels is too large", ErrLogo, size.Width, size.Height)
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: it is broken", ErrLogo)
	}
	m = smaller(m, logoKept)
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLogo, err)
	}
	return &Picture{PNG: buf.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Scale: logoPerPixel}, nil
}

// smaller is the picture with its longer side at most most pixels: each new
// pixel is the mean of those it stands for.
func smaller(m image.Image, most int) *image.NRGBA {
	from := m.Bounds()
	long := max(from.Dx(), from.Dy())
	w, h := from.Dx(), from.Dy()
	if long > most {
		w, h = max(1, w*most/long), max(1, h*most/long)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			cell := image.Rect(x*from.Dx()/w, y*from.Dy()/h, (x+1)*from.Dx()/w, (y+1)*from.Dy()/h).Add(from.Min)
			out.Set(x, y, mean(m, cell))
		}
	}
	return out
}

// mean is the mean colour of a part of a picture.
func mean(m image.Image, part image.Rectangle) color.Color {
	var r, g, b, a, n uint64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			cr, cg, cb, ca := m.At(x, y).RGBA()
			r, g, b, a, n = r+uint64(cr), g+uint64(cg), b+uint64(cb), a+uint64(ca), n+1
		}
	}
	n = max(n, 1)
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}
}

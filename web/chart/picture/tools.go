package picture

import (
	"bytes"
	"image"
	"image/png"
	"slices"

	"golang.org/x/image/vector"
)

// tools are what a drawing is made into a picture with. They are used again: to
// get the memory for them anew took a third of the time of a picture. They are
// for one goroutine at a time.
type tools struct {
	letters letters
	areas   areas
	ink     vector.Rasterizer
	pixels  []uint8 // red, green, blue and alpha
	indices []uint8 // in a palette
	png     png.Encoder
	file    bytes.Buffer
}

func newTools() *tools {
	return &tools{png: png.Encoder{BufferPool: new(packing), CompressionLevel: png.BestSpeed}}
}

// canvas is an image of some size, with anything on it.
func (t *tools) canvas(w, h int) *image.RGBA {
	t.pixels = room(t.pixels, 4*w*h)
	return &image.RGBA{Pix: t.pixels, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
}

// room is n bytes, in the memory of b when they fit there.
func room(b []uint8, n int) []uint8 { return slices.Grow(b[:0], n)[:n] }

// packing keeps what one packer of files works with.
type packing struct{ buffer *png.EncoderBuffer }

func (p *packing) Get() *png.EncoderBuffer { return p.buffer }

func (p *packing) Put(b *png.EncoderBuffer) { p.buffer = b }

package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"

	"github.com/opmaat/opmaat/assessment/report"
)

// pictureScale is how many pixels of a picture make one CSS pixel: some 220 an
// inch in the width that a figure has on paper.
const pictureScale = 2

// Picture draws an option of package chart, at its height in the wide layout, on
// a ground of one colour, "#ffffff": as pixels, and as shapes for formats that
// draw. The same option gives the same bytes. It stops when ctx ends. The error
// wraps ErrPaint or ErrSVG, or is that of ctx.
func (p *Painter) Picture(ctx context.Context, option json.RawMessage, ground string) (*report.Picture, error) {
	svg, err := p.draw(ctx, option)
	if err != nil {
		return nil, err
	}
	out, err := encode(svg, ground)
	if err == nil {
		out.Shapes, err = trace(svg, ground)
	}
	return out, err
}

// encode makes the pixels of a drawing on a ground.
func encode(svg, ground string) (*report.Picture, error) {
	m, err := rasterize(svg, ground, pictureScale)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, indexed(m)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	return &report.Picture{PNG: buf.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Scale: pictureScale}, nil
}

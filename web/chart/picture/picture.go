package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

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
	root, err := parseSVG(svg)
	if err != nil {
		return nil, err
	}
	t := <-p.idle
	if t == nil {
		t = newTools()
	}
	defer func() { p.idle <- t }()
	out, err := t.encode(root, ground)
	if err == nil {
		out.Shapes, err = t.trace(root, ground)
	}
	return out, err
}

// encode makes the pixels of a drawing on a ground.
func (t *tools) encode(root *node, ground string) (*report.Picture, error) {
	m, err := t.rasterize(root, ground, pictureScale)
	if err != nil {
		return nil, err
	}
	t.file.Reset()
	if err := t.png.Encode(&t.file, t.indexed(m)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	return &report.Picture{PNG: bytes.Clone(t.file.Bytes()), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Scale: pictureScale}, nil
}

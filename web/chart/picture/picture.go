package picture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"

	"github.com/opmaat/opmaat/assessment/report"
)

// pictureScale is how many pixels of a picture make one CSS pixel: enough for paper.
const pictureScale = 2.5

// Picture draws an option of package chart, at its height in the wide layout, on
// a ground of one colour, "#ffffff". The same option gives the same bytes. The
// error wraps ErrPaint or ErrSVG.
func (p *Painter) Picture(option json.RawMessage, ground string) (*report.Picture, error) {
	svg, err := p.draw(option)
	if err != nil {
		return nil, err
	}
	return encode(svg, ground)
}

// encode makes the pixels of a drawing on a ground.
func encode(svg, ground string) (*report.Picture, error) {
	m, err := rasterize(svg, ground, pictureScale)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	return &report.Picture{PNG: buf.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Scale: pictureScale}, nil
}

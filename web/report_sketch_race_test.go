//go:build race

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"time"

	"github.com/opmaat/opmaat/assessment/report"
)

// The race detector makes the script of the charts more than ten times slower.
// Package picture draws under it; the tests here, which are about the reports
// around the pictures, then have sketches.
func init() { housePainter = func() (drawer, error) { return sketcher{}, nil } }

// sketcher draws one line on a small ground.
type sketcher struct{}

// sketchTime is how long a sketch takes: some tests go away meanwhile.
const sketchTime = 20 * time.Millisecond

func (sketcher) Warm() {}

func (sketcher) Picture(ctx context.Context, _ json.RawMessage, ground string) (*report.Picture, error) {
	select {
	case <-time.After(sketchTime):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 50, 25))); err != nil {
		return nil, err
	}
	return &report.Picture{PNG: buf.Bytes(), Width: 50, Height: 25, Scale: 2.5,
		Shapes: []report.Shape{{Path: "M0 0L20 0L20 10L0 10Z", Colour: ground}, {Path: "M0 5L20 5", Colour: "#12436d", Width: 1}}}, nil
}

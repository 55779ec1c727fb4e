package web

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/web/chart"
	"github.com/opmaat/opmaat/web/chart/picture"
)

// Pictures draws the figures of reports and keeps the newest ones: results of one
// organisation are asked for in several formats.
type Pictures struct {
	painter func() (drawer, error)
	kept    *shelf[[sha256.Size]byte, *report.Picture]
	soon    sync.Once
	easels  chan struct{} // one for each picture that is drawn now: it takes 20 MB
}

const (
	paintersMost = 2  // pictures that are drawn at the same time
	picturesMost = 64 // pictures kept, about 150 kB each
	warmAfter    = time.Second
)

// drawer makes a picture of an option of package chart on a ground of one colour,
// and can get ready for that before.
type drawer interface {
	Picture(ctx context.Context, option json.RawMessage, ground string) (*report.Picture, error)
	Warm()
}

// housePainter is the painter of this process. The script is read when the first
// picture is asked for, or a little before.
var housePainter = sync.OnceValues(newPainter)

func newPainter() (drawer, error) {
	script, err := assetFiles.ReadFile("static/vendor/echarts/echarts.min.js")
	if err != nil {
		return nil, fmt.Errorf("script of the charts: %w", err)
	}
	return picture.NewPainter(string(script), paintersMost)
}

// NewPictures is ready to draw; it costs nothing before the first picture.
func NewPictures() *Pictures { return newPictures(housePainter) }

func newPictures(painter func() (drawer, error)) *Pictures {
	return &Pictures{kept: newShelf[[sha256.Size]byte, *report.Picture](picturesMost), painter: painter, easels: make(chan struct{}, paintersMost)}
}

// warm has the script read behind somebody's back who looks at a page from which
// reports are asked for: it takes a second, which nobody then waits for.
func (p *Pictures) warm() {
	p.soon.Do(func() {
		time.AfterFunc(warmAfter, func() {
			if painter, err := p.painter(); err == nil { // who draws is told
				painter.Warm()
			}
		})
	})
}

// Draw is the picture of a figure, or nil where there is too little to draw.
func (p *Pictures) Draw(f report.Figure, number func(float64) string) (*report.Picture, error) {
	return p.drawFor(context.Background(), f, number)
}

// drawFor stops drawing when ctx ends.
func (p *Pictures) drawFor(ctx context.Context, f report.Figure, number func(float64) string) (*report.Picture, error) {
	theme := chart.Light()
	theme.Number = number
	option, err := chart.Option(f, theme)
	if errors.Is(err, chart.ErrTooFew) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	key := sha256.Sum256(option)
	if kept, ok := p.kept.get(key); ok {
		return kept, nil
	}
	select {
	case p.easels <- struct{}{}:
		defer func() { <-p.easels }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if kept, ok := p.kept.get(key); ok {
		return kept, nil // somebody else drew it meanwhile
	}
	defer engine.begin()()
	painter, err := p.painter()
	if err != nil {
		return nil, err
	}
	drawn, err := painter.Picture(ctx, option, theme.Surface)
	if err == nil {
		p.kept.put(key, drawn)
	}
	return drawn, err
}

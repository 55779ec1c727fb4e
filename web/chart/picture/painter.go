// Package picture draws figures for documents without a browser: the options of
// the page go through the script of the page in this process, and what comes out
// becomes pixels.
package picture

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dop251/goja"
)

// Painter draws figures as pictures for documents: the very options of the page,
// through the very script of the page, run in this process.
type Painter struct {
	program *goja.Program
	free    chan *canvas // runtimes that are not drawing; nil ones are still to be made
	idle    chan *tools  // the same of tools
}

// Pictures are as wide as the text of a page of paper; drawings that take longer
// than paintTime are given up.
const (
	PictureWidth = 640 // CSS pixels
	paintTime    = patience * 20 * time.Second
	paintStack   = 2000 // calls
)

// ErrPaint is wrapped by the error of a figure that could not be drawn.
var ErrPaint = errors.New("the picture could not be drawn")

// NewPainter reads the script of ECharts. At most most figures are drawn at the
// same time; others wait.
func NewPainter(script string, most int) (*Painter, error) {
	program, err := goja.Compile("echarts.min.js", script, true)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	p := &Painter{program: program, free: make(chan *canvas, most), idle: make(chan *tools, most)}
	for range most {
		p.free <- nil
		p.idle <- nil
	}
	return p, nil
}

// Warm makes all runtimes, so that the first drawings need not wait for them.
func (p *Painter) Warm() {
	for range cap(p.free) {
		c := <-p.free
		if c == nil {
			c, _ = newCanvas(p.program) // nil again if it fails: whoever draws is told why
		}
		p.free <- c
	}
}

// draw waits for a runtime and draws an option with it, until ctx ends.
func (p *Painter) draw(ctx context.Context, option json.RawMessage) (svg string, err error) {
	var settings struct {
		Opmaat struct {
			Height struct{ Wide int }
		}
	}
	if err := json.Unmarshal(option, &settings); err != nil {
		return "", fmt.Errorf("%w: %w", ErrPaint, err)
	}
	var c *canvas
	select {
	case c = <-p.free:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { p.free <- c }()
	if c == nil {
		if c, err = newCanvas(p.program); err != nil {
			return "", err
		}
	}
	if svg, err = c.draw(ctx, option, settings.Opmaat.Height.Wide); err != nil {
		c = nil // a runtime that failed is not used again
	}
	return svg, err
}

// canvas is one runtime with the script loaded. It is for one goroutine at a time.
type canvas struct {
	vm      *goja.Runtime
	render  goja.Callable
	letters letters
}

// drawScript draws an option, and leaves nothing behind.
const drawScript = `(function (source, width, height) {
  var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
  try {
    var option = JSON.parse(source);
    delete option.opmaat;
    option.baseOption.animation = false;
    option.baseOption.tooltip = {show: false};
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
})`

func newCanvas(program *goja.Program) (*canvas, error) {
	c := &canvas{vm: goja.New()}
	c.vm.SetMaxCallStackSize(paintStack)
	// ECharts measures letters less well once it notices that this takes long, so
	// its clock stands still; so does chance, which names things.
	c.vm.SetTimeSource(func() time.Time { return time.Unix(0, 0) })
	c.vm.SetRandSource(func() float64 { return 0.5 })
	nothing := func(goja.FunctionCall) goja.Value { return c.vm.ToValue(0) }
	for _, name := range []string{"setTimeout", "clearTimeout", "setInterval", "clearInterval"} {
		if err := c.vm.Set(name, nothing); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrPaint, err)
		}
	}
	if err := c.vm.Set("opmaatWidth", func(s, css string) float64 {
		w, err := c.letters.width(s, css)
		if err != nil {
			panic(c.vm.NewGoError(err))
		}
		return w
	}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	if _, err := c.vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	const measure = `echarts.setPlatformAPI({measureText: function (t, f) { return {width: opmaatWidth(String(t), String(f || ''))} }})`
	if _, err := c.vm.RunString(measure); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	v, err := c.vm.RunString(drawScript)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPaint, err)
	}
	c.render, _ = goja.AssertFunction(v)
	return c, nil
}

func (c *canvas) draw(ctx context.Context, option json.RawMessage, height int) (string, error) {
	ctx, end := context.WithTimeout(ctx, paintTime)
	defer end()
	stop := context.AfterFunc(ctx, func() { c.vm.Interrupt("nobody waits any longer") })
	v, err := c.render(goja.Undefined(), c.vm.ToValue(string(option)), c.vm.ToValue(PictureWidth), c.vm.ToValue(height))
	if !stop() {
		err = ctx.Err() // an interrupt that comes late would stop the next drawing
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPaint, err)
	}
	return v.String(), nil
}

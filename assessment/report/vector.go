package report

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Shape is a piece of a picture that stays sharp at any size: an area, a line or
// a line of text, in one colour. Places and lengths are in CSS pixels from the
// top left corner of the picture. Shapes lie on top of those before them.
type Shape struct {
	// Path is straight lines: "M1 2L3 4" begins at one place and goes to another,
	// Z at the end of a line leads back to its beginning. Areas that run the same
	// way round cover once.
	Path string `json:"path,omitzero"`

	// Text stands on a base line that begins at X, Y and is turned by Turn
	// degrees, clockwise. Size is that of the letters.
	Text string  `json:"text,omitzero"`
	X    float64 `json:"x,omitzero"`
	Y    float64 `json:"y,omitzero"`
	Size float64 `json:"size,omitzero"`
	Turn float64 `json:"turn,omitzero"`
	Bold bool    `json:"bold,omitzero"`

	Colour string  `json:"colour,omitzero"` // "#12436d"
	Clear  float64 `json:"clear,omitzero"`  // how much shines through, from 0 to 1

	// Width is that of the line along the path or around the letters; 0 fills them.
	Width float64   `json:"width,omitzero"`
	Dash  []float64 `json:"dash,omitzero"` // lengths of line and gap in turn
	Round bool      `json:"round,omitzero"`
	Join  string    `json:"join,omitzero"` // of corners: "round", "bevel", or empty for pointed ones

	// Clip are paths that the shape shows within, all of them at once.
	Clip []string `json:"clip,omitzero"`
}

// The limits of a picture of shapes: far above what a chart has.
const (
	shapesMost = 20_000
	coordinate = 1e5
)

var errShape = errors.New("a shape cannot be drawn")

// Check says what is wrong with a shape, in words for a developer.
func (s *Shape) Check() error {
	numbers := append([]float64{s.X, s.Y, s.Size, s.Turn, s.Clear, s.Width}, s.Dash...)
	for _, v := range numbers {
		if !(math.Abs(v) <= coordinate) {
			return fmt.Errorf("%w: %v is out of range", errShape, v)
		}
	}
	sum := 0.0
	for _, v := range s.Dash {
		if v < 0 {
			return fmt.Errorf("%w: dash %v", errShape, s.Dash)
		}
		sum += v
	}
	switch {
	case !colourForm.MatchString(s.Colour) || s.Clear < 0 || s.Clear > 1 || s.Width < 0 || len(s.Dash) > 0 && sum == 0:
		return fmt.Errorf("%w: colour %q, clear %v, width %v or dash %v", errShape, s.Colour, s.Clear, s.Width, s.Dash)
	case s.Join != "" && s.Join != "round" && s.Join != "bevel":
		return fmt.Errorf("%w: join %q", errShape, s.Join)
	case (s.Path == "") == (s.Text == "") || s.Text != "" && s.Size <= 0:
		return fmt.Errorf("%w: want a path or a text with a size", errShape)
	}
	for _, path := range append([]string{s.Path}, s.Clip...) {
		if err := walk(path, func(byte, float64, float64) {}); err != nil {
			return err
		}
	}
	return nil
}

// walk goes along a path. step gets M and L with a place, and Z.
func walk(path string, step func(command byte, x, y float64)) error {
	for rest, begun := path, false; rest != ""; {
		command := rest[0]
		end := strings.IndexAny(rest[1:], "MLZ") + 1
		if end == 0 {
			end = len(rest)
		}
		inside := rest[1:end]
		rest = rest[end:]
		if begun = begun || command == 'M'; !begun {
			return fmt.Errorf("%w: path %.40q does not begin with M", errShape, path)
		}
		if command == 'Z' && inside == "" {
			step('Z', 0, 0)
			continue
		}
		left, right, _ := strings.Cut(inside, " ")
		x, err := strconv.ParseFloat(left, 64)
		y, err2 := strconv.ParseFloat(right, 64)
		if err != nil || err2 != nil || command != 'M' && command != 'L' || !(math.Abs(x) <= coordinate) || !(math.Abs(y) <= coordinate) {
			return fmt.Errorf("%w: path at %c%.40q", errShape, command, inside)
		}
		step(command, x, y)
	}
	return nil
}

// checkShapes says what is wrong with the shapes of a picture.
func (p *Picture) checkShapes() error {
	if len(p.Shapes) > shapesMost {
		return fmt.Errorf("%w: %d of them", errShape, len(p.Shapes))
	}
	for i := range p.Shapes {
		if err := p.Shapes[i].Check(); err != nil {
			return fmt.Errorf("shape %d: %w", i, err)
		}
	}
	return nil
}

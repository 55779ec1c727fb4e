package report

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"github.com/opmaat/opmaat/assessment/report/pdf"
	"github.com/opmaat/opmaat/assessment/report/typeface"
)

const (
	pointsPerPixel = 0.68  // so that the words of a chart are as large as those of a table
	figureHigh     = 470.0 // at most, so that its caption fits below it
)

// figure adds a picture with its caption below and its table after that.
func (t *typesetter) figure(f Drawing) {
	if f.Picture == nil {
		t.plain("P", Plain(f.Figure.Sentence), pdfBody, map[bool]bond{true: firm}[f.Shown])
	} else {
		t.figures++
		s := t.picture(*f.Picture, f.Figure.Sentence, pdfText, figureHigh)
		t.add(8, pdfCaption.after, together([]strip{s}, firm, firm)...)
		text := labelled(t.d.Labels.Figure, t.figures, f.Figure.Title+". "+f.Figure.Sentence)
		caption := t.stripsOf(t.lines(text, pdfCaption, pdfText), pdfCaption, pdfLeft, t.lazily(t.file.Root, "Caption", nil))
		t.add(0, pdfBody.after+4, together(caption, firm, parted)...)
	}
	if f.Shown {
		t.table(f.Table)
	}
}

// picture is a strip with a picture in its own size, or smaller where it must fit.
func (t *typesetter) picture(f Picture, alt string, width, height float64) strip {
	wide, high := float64(f.Width)/f.Scale*pointsPerPixel, float64(f.Height)/f.Scale*pointsPerPixel
	fit := min(1, width/wide, height/high)
	wide, high = wide*fit, high*fit
	if len(f.Shapes) > 0 {
		if err := f.checkShapes(); err != nil {
			t.fail(err)
			f.Shapes = nil
		}
		for _, s := range f.Shapes {
			t.boxes = t.boxes || lacking(t.shapeGlyphs(s))
		}
	}
	return strip{height: high, draw: func(p *pdf.Page, top float64) {
		e := t.file.Add(t.file.Root(), "Figure")
		e.Alt(oneLine(alt))
		e.Box(p, pdfLeft, top, wide, high)
		p.Begin(e)
		if len(f.Shapes) > 0 {
			t.shapes(p, e, f.Shapes, top, pointsPerPixel*fit)
			return
		}
		m, err := decoded(f)
		if err != nil {
			t.fail(err)
			return
		}
		p.Image(m, pdfLeft, top, wide, high)
	}}
}

func decoded(f Picture) (image.Image, error) {
	m, err := png.Decode(bytes.NewReader(f.PNG))
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return m, nil
}

func (t *typesetter) shapeGlyphs(s Shape) []typeface.Glyph {
	weight := typeface.Regular
	if s.Bold {
		weight = typeface.Bold
	}
	glyphs, err := t.letters.Glyphs(t.faces[weight], readable(s.Text)+" ") // the space is between it and the next text
	if err != nil {
		t.fail(err)
	}
	return glyphs
}

// shapes draws a picture as lines and letters. Its paths passed Check.
func (t *typesetter) shapes(p *pdf.Page, e *pdf.Element, shapes []Shape, top, scale float64) {
	along := func(path string) func(func(byte, float64, float64)) {
		return func(step func(byte, float64, float64)) { _ = walk(path, step) }
	}
	p.Frame(pdfLeft, top, scale)
	for _, s := range shapes {
		for _, clip := range s.Clip {
			p.Clip(along(clip))
		}
		pen := pdf.Pen{Width: s.Width, Dash: s.Dash, Round: s.Round, Join: s.Join}
		if s.Text != "" {
			glyphs := t.shapeGlyphs(s)
			switch {
			case s.Width > 0:
				p.Artifact("Layout") // a ground for the letters that follow
			case lacking(glyphs):
				t.stand(p, e, atom{as: oneLine(s.Text) + " "})
			}
			p.Letters(s.X, s.Y, s.Size, s.Turn, glyphs, pen, s.Colour, 1-s.Clear)
			p.Begin(e)
		} else {
			p.Path(along(s.Path), pen, s.Colour, 1-s.Clear)
		}
		for range s.Clip {
			p.Unclip()
		}
	}
	p.Unframe()
}

package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
)

// jsonFormat names what the file is and which version of it.
const jsonFormat = "opmaat-report/1"

// MaxJSON is the largest report in JSON that is read, in bytes.
const MaxJSON = 32 << 20

// file is the whole file: the document, and what it is.
type file struct {
	Format   string   `json:"format"`
	Document Document `json:"document"`
}

// writeJSON writes the document itself, so that ReadJSON gives the same one.
func writeJSON(d *Document) ([]byte, error) {
	var buf bytes.Buffer
	out := json.NewEncoder(&buf)
	out.SetIndent("", " ")
	out.SetEscapeHTML(false)
	if err := out.Encode(file{jsonFormat, *d}); err != nil {
		return nil, fmt.Errorf("json: %w", err)
	}
	return buf.Bytes(), nil
}

// ReadJSON reads what the format json wrote. It refuses unknown keys, pictures
// that are none and documents that do not fit together.
func ReadJSON(data []byte) (*Document, error) {
	if len(data) > MaxJSON {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrDocument, MaxJSON)
	}
	var f file
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDocument, err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: there is more behind it", ErrDocument)
	}
	if f.Format != jsonFormat {
		return nil, fmt.Errorf("%w: format %q, want %q", ErrDocument, f.Format, jsonFormat)
	}
	if err := f.Document.Check(); err != nil {
		return nil, err
	}
	for _, p := range f.Document.pictures() {
		size, err := png.DecodeConfig(bytes.NewReader(p.PNG))
		if err != nil || size.Width != p.Width || size.Height != p.Height || !(p.Scale > 0) {
			return nil, fmt.Errorf("%w: a picture is not what it says", ErrDocument)
		}
		if err := p.checkShapes(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDocument, err)
		}
	}
	return &f.Document, nil
}

// pictures are all pictures of the document.
func (d *Document) pictures() []*Picture {
	var out []*Picture
	if d.Style.Logo != nil {
		out = append(out, d.Style.Logo)
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Figure != nil && b.Figure.Picture != nil {
				out = append(out, b.Figure.Picture)
			}
		}
	}
	return out
}

// MarshalJSON writes a number, or null where it is missing.
func (v Value) MarshalJSON() ([]byte, error) {
	if !v.Known {
		return []byte("null"), nil
	}
	return json.Marshal(v.Number)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(data []byte) error {
	*v = Value{}
	if string(data) == "null" {
		return nil
	}
	if err := json.Unmarshal(data, &v.Number); err != nil {
		return err
	}
	v.Known = true
	return nil
}

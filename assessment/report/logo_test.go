package report

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

// TestLogo: a picture is made anew; everything else is refused (trust.md, cases 59 and 60).
func TestLogo(t *testing.T) {
	encoded := func(w, h int) []byte {
		var buf bytes.Buffer
		if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 30, 20)), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		w, h int // 0 for refused
	}{
		"png": {encoded(30, 20), 30, 20}, "jpeg": {photo.Bytes(), 30, 20}, "wide": {encoded(5000, 10), logoKept, 1}, "large": {encoded(1440, 720), 720, 360},
		"too wide": {encoded(5001, 1), 0, 0}, "too many": {encoded(5000, 5000), 0, 0}, "svg": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), 0, 0},
		"gif": {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), 0, 0}, "nothing": {nil, 0, 0}, "cut": {encoded(300, 200)[:60], 0, 0}, "bytes": {make([]byte, MaxLogo+1), 0, 0},
		"polyglot": {append(encoded(30, 20), "PK\x03\x04<script>"...), 30, 20}, "bomb": {bomb(encoded(3, 3)), 0, 0},
	} {
		got, err := ReadLogo(c.data)
		if c.w == 0 {
			if !errors.Is(err, ErrLogo) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || got.Width != c.w || got.Height != c.h {
			t.Errorf("%s: %+v %v", name, got, err)
			continue
		}
		if bytes.Contains(got.PNG, []byte("script")) {
			t.Errorf("%s: what stood behind the picture is still there", name)
		}
	}
}

// bomb is a picture that says it is enormous.
func bomb(data []byte) []byte {
	out := bytes.Clone(data)
	binary.BigEndian.PutUint32(out[16:], 1<<30)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

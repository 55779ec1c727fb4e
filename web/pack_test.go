package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	long := strings.Repeat("<p>a page</p>", 200)
	for name, c := range map[string]struct {
		accept, page, secret string
		packed               bool
	}{
		"a browser":         {"gzip, deflate, br, zstd", long, "", true},
		"with a quality":    {"br;q=1.0, gzip;q=0.8", long, "", true},
		"refused":           {"gzip;q=0", long, "", false},
		"not named":         {"br", long, "", false},
		"none":              {"", long, "", false},
		"a short page":      {"gzip", "short", "", false},
		"a page of secrets": {"gzip", long, "1", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Accept-Encoding", c.accept)
			h, page := http.Header{}, bytes.NewBufferString(c.page)
			if c.secret != "" {
				h.Set("No-Gzip-Compression", c.secret)
			}
			if err := pack(h, r, page); err != nil {
				t.Fatal(err)
			}
			var body io.Reader = page
			if c.packed != (h.Get("Content-Encoding") == "gzip") {
				t.Fatal(h)
			}
			if c.packed {
				var err error
				if body, err = gzip.NewReader(page); err != nil {
					t.Fatal(err)
				}
			}
			if text, err := io.ReadAll(body); err != nil || string(text) != c.page {
				t.Fatal(len(text), err)
			}
		})
	}
}

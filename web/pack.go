package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
)

// Pages from this size on are compressed, this hard: level 4 takes twice the time of
// level 1 for pages that are a twentieth smaller.
const (
	packFrom  = 1024
	packLevel = 1
)

// packers are kept: each holds about a megabyte. As pages take turns, there are
// no more of them than processors, however many phones fetch at once.
var packers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, packLevel)
	if err != nil {
		panic(err) // the level above is wrong
	}
	return z
}}

// pack compresses a page in place when the browser takes that, and says so in
// the header. What holds secrets stays as it is.
func pack(h http.Header, r *http.Request, page *bytes.Buffer) error {
	if page.Len() < packFrom || h.Get(gzhttp.HeaderNoCompression) != "" || !takesGzip(r) {
		return nil
	}
	z, out := packers.Get().(*gzip.Writer), buffers.Get().(*bytes.Buffer)
	defer packers.Put(z)
	defer buffers.Put(out)
	out.Reset()
	z.Reset(out)
	_, err := z.Write(page.Bytes())
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("compress page: %w", err)
	}
	page.Reset()
	page.Write(out.Bytes())
	h["Content-Encoding"] = []string{"gzip"}
	return nil
}

// takesGzip reports whether a browser names gzip without refusing it.
func takesGzip(r *http.Request) bool {
	for name := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(name), ";")
		if name == "gzip" {
			quality = strings.TrimSpace(quality)
			return quality != "q=0" && !strings.HasPrefix(quality, "q=0.0")
		}
	}
	return false
}

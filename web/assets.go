package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

//go:embed static/app.css static/kit.css static/workshop.css static/app.js static/live.js static/wall.js static/charts.js static/icon.svg static/vendor/figtree/figtree.woff2 static/vendor/echarts/echarts.min.js
var assetFiles embed.FS

// asset is one static file, ready to send.
type asset struct {
	hash, kind string
	body, gz   []byte
}

// assets are all static files by their base name; addresses carry the content hash.
type assets struct{ byName map[string]*asset }

// assetKinds lists every static file with its content type.
var assetKinds = map[string]string{
	"static/app.css":                       "text/css; charset=utf-8",
	"static/kit.css":                       "text/css; charset=utf-8",
	"static/workshop.css":                  "text/css; charset=utf-8",
	"static/app.js":                        "text/javascript; charset=utf-8",
	"static/live.js":                       "text/javascript; charset=utf-8",
	"static/wall.js":                       "text/javascript; charset=utf-8",
	"static/charts.js":                     "text/javascript; charset=utf-8",
	"static/icon.svg":                      "image/svg+xml",
	"static/vendor/figtree/figtree.woff2":  "font/woff2",
	"static/vendor/echarts/echarts.min.js": "text/javascript; charset=utf-8",
}

// packedAssets packs the embedded files once a process; nothing changes them.
var packedAssets = sync.OnceValues(loadAssets)

func loadAssets() (*assets, error) {
	a := &assets{byName: make(map[string]*asset)}
	for file, kind := range assetKinds {
		body, err := assetFiles.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("asset %s: %w", file, err)
		}
		a.byName[path.Base(file)] = &asset{kind: kind, body: body}
	}
	// The style sheet names the font by its address, so the font is hashed first.
	for _, f := range a.byName {
		f.seal()
	}
	css := a.byName["app.css"]
	css.body = bytes.ReplaceAll(css.body, []byte("figtree.woff2"), []byte("../"+a.byName["figtree.woff2"].hash+"/figtree.woff2"))
	css.seal()
	return a, nil
}

func (f *asset) seal() {
	sum := sha256.Sum256(f.body)
	f.hash = hex.EncodeToString(sum[:6])
	if !strings.HasPrefix(f.kind, "font/") {
		var buf bytes.Buffer
		w, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // the level is valid
		_, _ = w.Write(f.body)
		_ = w.Close()
		f.gz = buf.Bytes()
	}
}

// url is the address of an asset by its base name; unknown names fail the template.
func (a *assets) url(name string) (string, error) {
	f, ok := a.byName[name]
	if !ok {
		return "", fmt.Errorf("no asset %s", name)
	}
	return "/static/" + f.hash + "/" + name, nil
}

func (s *Server) getAsset(c *gin.Context) {
	f, ok := s.assets.byName[strings.TrimPrefix(c.Param("name"), "/")]
	if !ok || f.hash != c.Param("hash") {
		s.showError(c, errPageNotFound())
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := f.body
	if f.gz != nil && strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.gz
	}
	c.Data(http.StatusOK, f.kind, body)
}

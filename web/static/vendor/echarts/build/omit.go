package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// omitted are modules that our pages never reach, with what stands in for
// them. They would only make the script larger, and the first of them is the
// part that writes HTML.
var omitted = map[string]string{
	// Tooltips are always drawn as SVG text (renderMode richText).
	"echarts/lib/component/tooltip/TooltipHTMLContent.js": `export default class { constructor() { throw new Error('tooltips must use renderMode richText'); } }`,
	// Charts hold no words of their own, so the Chinese defaults are not needed.
	"echarts/lib/i18n/langZH.js": `export default {};`,
	// Patterns are made by the SVG renderer; this is the way over a canvas.
	"zrender/lib/canvas/graphic.js": `const none = () => { throw new Error('no canvas renderer in this bundle'); };
export { none as brush, none as brushLoopFinalize, none as brushSingle, none as createCanvasPattern };`,
}

// omission replaces the omitted modules while bundling and remembers which it
// met, so that a file that moved in a new version is noticed.
type omission struct {
	mu  sync.Mutex
	met map[string]bool
}

func (o *omission) plugin(modules string) api.Plugin {
	return api.Plugin{Name: "omit", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `\.js$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			name, err := filepath.Rel(modules, args.Path)
			stub, ok := omitted[filepath.ToSlash(name)]
			if err != nil || !ok {
				return api.OnLoadResult{}, nil
			}
			o.mu.Lock()
			defer o.mu.Unlock()
			o.met[filepath.ToSlash(name)] = true
			return api.OnLoadResult{Contents: &stub}, nil
		})
	}}
}

// check fails if a module to leave out was never asked for.
func (o *omission) check() error {
	var gone []string
	for name := range omitted {
		if !o.met[name] {
			gone = append(gone, name)
		}
	}
	if len(gone) > 0 {
		return fmt.Errorf("not part of this version, revise omit.go: %s", strings.Join(gone, ", "))
	}
	return nil
}

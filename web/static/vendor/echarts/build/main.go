// Command build makes ../echarts.min.js and the files beside it from the
// published packages of Apache ECharts. It needs npm once, to fetch three
// packages by name and version; nothing of them is executed. Each archive must
// have the checksum written here, so the result is the same bytes everywhere.
package main

import (
	"crypto/sha256"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// source is one npm package the bundle is made of. Sum is the sha256 of its
// archive as npm pack delivers it.
type source struct {
	name, version, sum string
}

// version is the release of ECharts this bundle is built from.
const version = "6.1.0"

var sources = []source{
	{"echarts", version, "681aff88cc1038c3fa941a3a53d1b177a52250b05335efc607d6105ae13be481"},
	{"zrender", "6.1.0", "38f2fb722a638be016ca0175b139c40c886ef47fc2afdb741b2e7e7ae9683f9c"},
	{"tslib", "2.3.0", "ae285639feff7e3c39de4626352181a5d73b815725e42639b411c43848abffdb"},
}

func main() {
	log.SetFlags(0)
	if err := run(".."); err != nil {
		log.Fatal("build: ", err)
	}
}

func run(out string) error {
	tmp, err := os.MkdirTemp("", "echarts-build-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, s := range sources {
		if err := fetch(tmp, s); err != nil {
			return fmt.Errorf("fetch %s: %w", s.name, err)
		}
	}
	if err := bundle(tmp, filepath.Join(out, "echarts.min.js")); err != nil {
		return err
	}
	if err := licences(filepath.Join(tmp, "node_modules"), out); err != nil {
		return err
	}
	return sums(out)
}

// fetch lets npm download one package and unpacks it under dir/node_modules.
func fetch(dir string, s source) error {
	cmd := exec.Command("npm", "pack", "--silent", "--ignore-scripts", s.name+"@"+s.version)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("npm pack: %w", err)
	}
	archive, err := os.ReadFile(filepath.Join(dir, s.name+"-"+s.version+".tgz"))
	if err != nil {
		return err
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(archive)); got != s.sum {
		return fmt.Errorf("archive has sha256 %s, want %s", got, s.sum)
	}
	return unpack(archive, filepath.Join(dir, "node_modules", s.name))
}

// bundle joins entry.js and what it imports into one minified script that
// defines the global echarts and speaks ES2017.
func bundle(dir, target string) error {
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	modules, err := filepath.EvalSymlinks(filepath.Join(dir, "node_modules"))
	if err != nil {
		return err
	}
	left := &omission{met: map[string]bool{}}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(here, "entry.js")},
		NodePaths:         []string{modules},
		Plugins:           []api.Plugin{left.plugin(modules)},
		Outfile:           target,
		Write:             true,
		Bundle:            true,
		Format:            api.FormatIIFE,
		GlobalName:        "echarts",
		Target:            api.ES2017,
		Define:            map[string]string{"process.env.NODE_ENV": `"production"`},
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Banner: map[string]string{
			"js": "/*! Apache ECharts " + version + ", own selection, Apache-2.0; with zrender (BSD-3-Clause): see LICENSE, NOTICE */",
		},
		Charset:  api.CharsetASCII,
		LogLevel: api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("esbuild: %s", result.Errors[0].Text)
	}
	return left.check()
}

// sums writes SHA256SUMS over the files that are shipped or must travel along.
func sums(out string) error {
	var b strings.Builder
	for _, name := range []string{"LICENSE", "LICENSE-d3", "LICENSE-tslib", "LICENSE-zrender", "NOTICE", "echarts.min.js"} {
		data, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), name)
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(b.String()), 0o644)
}

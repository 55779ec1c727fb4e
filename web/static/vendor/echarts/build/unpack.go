package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// unpack writes the regular files of an npm archive, all of which lie under one
// folder, to dir. A name that would leave dir is refused.
func unpack(archive []byte, dir string) error {
	zip, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	for files := tar.NewReader(zip); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, _ := strings.Cut(head.Name, "/")
		if head.Typeflag != tar.TypeReg {
			continue
		}
		if !filepath.IsLocal(name) {
			return fmt.Errorf("archive names %q", head.Name)
		}
		if err := writeFile(filepath.Join(dir, name), files); err != nil {
			return err
		}
	}
}

func writeFile(path string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// licences copies the licence texts of everything in the bundle to out, and
// writes one NOTICE that says what is from whom.
func licences(modules, out string) error {
	for from, to := range map[string]string{
		"echarts/LICENSE":             "LICENSE",
		"echarts/licenses/LICENSE-d3": "LICENSE-d3",
		"zrender/LICENSE":             "LICENSE-zrender",
		"tslib/LICENSE.txt":           "LICENSE-tslib",
	} {
		data, err := os.ReadFile(filepath.Join(modules, from))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, to), data, 0o644); err != nil {
			return err
		}
	}
	notice, err := os.ReadFile(filepath.Join(modules, "echarts/NOTICE"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "NOTICE"), append(bytes.TrimSpace(notice), ours...), 0o644)
}

const ours = `

echarts.min.js is a selection of Apache ECharts, bundled and minified without
other changes. It also contains
  zrender, Copyright (c) 2017 Baidu Inc., BSD-3-Clause (LICENSE-zrender),
  parts of d3, Copyright 2010-2016 Mike Bostock, BSD-3-Clause (LICENSE-d3),
  parts of tslib, Copyright (c) Microsoft Corporation, 0BSD (LICENSE-tslib).
`

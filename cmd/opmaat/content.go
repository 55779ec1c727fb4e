package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/opmaat/opmaat/content"
)

// content checks, freezes or describes content.
func (p program) content(_ context.Context, args []string) int {
	if len(args) == 0 {
		return p.usage("content needs one of check [DIR], freeze [DIR], schema KIND")
	}
	switch {
	case args[0] == "check" && len(args) <= 2:
		return p.contentCheck(args[1:])
	case args[0] == "freeze" && len(args) <= 2:
		return p.contentFreeze(args[1:])
	case args[0] == "schema" && len(args) == 2:
		return p.contentSchema(args[1])
	}
	return p.usage("content takes check [DIR], freeze [DIR] or schema KIND, not %q", strings.Join(args, " "))
}

func (p program) contentCheck(args []string) int {
	layers, code := p.contentLayers(args)
	if code != exitDone {
		return code
	}
	lib, report, err := content.Load(layers...)
	if err == nil {
		report.Warnings = append(report.Warnings, content.CheckDates(lib, time.Now())...)
	}
	for _, problem := range report.Problems {
		fmt.Fprintln(p.out, problem)
	}
	for _, warning := range report.Warnings {
		fmt.Fprintln(p.out, "warning:", warning)
	}
	var seen []string
	for kind, n := range report.Files {
		seen = append(seen, fmt.Sprintf("%d %s", n, kind))
	}
	slices.Sort(seen)
	fmt.Fprintf(p.err, "seen: %s; %d problems, %d warnings\n", strings.Join(seen, ", "), len(report.Problems), len(report.Warnings))
	if len(report.Problems) > 0 {
		return exitFailed
	}
	return exitDone
}

// contentLayers is the built-in content, with DIR on top of it when given.
func (p program) contentLayers(args []string) ([]fs.FS, int) {
	layers := []fs.FS{content.Builtin()}
	if len(args) == 0 {
		return layers, exitDone
	}
	if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
		return nil, p.usage("the folder %q does not exist", args[0])
	}
	return append(layers, os.DirFS(args[0])), exitDone
}

func (p program) contentFreeze(args []string) int {
	dir := "content"
	if len(args) == 1 {
		dir = args[0]
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return p.usage("the folder %q does not exist; run this in the checkout or name the content folder", dir)
	}
	added, err := content.Freeze(dir)
	if err != nil {
		return p.failed(err)
	}
	for _, line := range added {
		fmt.Fprintln(p.out, line)
	}
	fmt.Fprintf(p.err, "%d files frozen\n", len(added))
	return exitDone
}

func (p program) contentSchema(kind string) int {
	schema, err := content.Schema(kind)
	if err != nil {
		return p.usage("%v", err)
	}
	_, err = p.out.Write(append(schema, '\n'))
	if err != nil {
		return p.failed(err)
	}
	return exitDone
}

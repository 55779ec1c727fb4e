package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set at release time with -ldflags "-X main.version=...".
var version = "0.1.0"

func (p program) version(_ context.Context, args []string) int {
	if len(args) > 0 {
		return p.usage("version takes no arguments")
	}
	revision := "unknown revision"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = s.Value[:12]
			}
		}
	}
	fmt.Fprintf(p.out, "opmaat %s (%s, %s)\n", version, revision, runtime.Version())
	return exitDone
}

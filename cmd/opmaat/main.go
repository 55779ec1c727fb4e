// Command opmaat is the whole program: the web application, the tests on the
// command line, and what an administrator needs.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := program{env: os.Environ(), in: os.Stdin, out: os.Stdout, err: os.Stderr}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is one run of the command with its surroundings, so that tests can start it.
type program struct {
	env []string
	in  io.Reader
	out io.Writer // results, as JSON
	err io.Writer // everything else
}

// Exit codes: done, the work failed, wrong usage or setting.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// run finds the subcommand; none is serve.
func (p program) run(ctx context.Context, args []string) int {
	name := "serve"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	if len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") && name == "serve" || name == "help" {
		return p.help()
	}
	for _, c := range commands {
		if c.name == name {
			return c.run(p, ctx, args)
		}
	}
	return p.usage("there is no command %q; the commands are %s", name, commandNames())
}

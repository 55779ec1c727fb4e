package main

import (
	"context"
	"fmt"
	"strings"
)

// command is one row of the table of subcommands.
type command struct {
	name, about string
	run         func(program, context.Context, []string) int
}

var commands = []command{
	{"serve", "run the web application (the default)", program.serve},
	{"score", "read answers.json from standard input, print the result as JSON", program.score},
	{"recommend", "read situation.json from standard input, print which tool fits as JSON", program.recommend},
	{"report", "read answers.json from standard input, write the report of the test with --format to -o FILE", program.report},
	{"game", "play SCENARIO (a plan.json from standard input) or simulate SCENARIO (thousands of plays), as JSON", program.game},
	{"content", "check [DIR], freeze [DIR] or schema KIND: the questionnaires and texts", program.content},
	{"loadtest", "play workshops with thousands of phones against a server of its own, print what people waited for as JSON", program.loadtest},
	{"healthcheck", "ask a running server whether it is ready", program.healthcheck},
	{"version", "print the version", program.version},
}

func commandNames() string {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}

// usage reports wrong usage in one sentence.
func (p program) usage(format string, args ...any) int {
	fmt.Fprintf(p.err, "opmaat: "+format+".\n", args...)
	return exitUsage
}

// failed reports work that failed in one sentence.
func (p program) failed(err error) int {
	fmt.Fprintf(p.err, "opmaat: %v.\n", err)
	return exitFailed
}

func (p program) help() int {
	fmt.Fprintln(p.out, "opmaat [command] [flags]")
	fmt.Fprintln(p.out)
	for _, c := range commands {
		fmt.Fprintf(p.out, "  %-12s %s\n", c.name, c.about)
	}
	fmt.Fprintln(p.out, "\nSettings of serve, as flag or environment variable:")
	for _, s := range settings {
		fmt.Fprintf(p.out, "  --%-16s %-24s %s (default %q)\n", s.name, s.variable(), s.about, s.standard)
	}
	return exitDone
}

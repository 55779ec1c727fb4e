package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/opmaat/opmaat/game/balance"
)

// Limits of --plays. With fewer than the least, one play is half a per cent.
const (
	fewestPlays = 200
	mostPlays   = 2_000_000
)

// gameSimulate plays a scenario many times and prints the judgement. The exit
// code is 1 when a check fails.
func (p program) gameSimulate(ctx context.Context, args []string) int {
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	plays, seed := flags.Int("plays", balance.StandardPlays, ""), flags.Uint64("seed", 1, "")
	report, own := flags.Bool("report", false, ""), flags.String("content", "", "")
	name, err := scenarioArg(flags, args)
	if err != nil {
		return p.usage("%s: %v", usageSimulate, err)
	}
	if *plays < fewestPlays || *plays > mostPlays {
		return p.usage("--plays %d: allowed is a whole number from %d to %d", *plays, fewestPlays, mostPlays)
	}
	lib, sc, code := p.scenario(name, *own)
	if code != exitDone {
		return code
	}
	bar := newBar(p.err, sc.Ref.String())
	options := balance.Options{Plays: *plays, Seed: *seed, Words: wordCount(lib, sc), Progress: bar.show}
	result, err := balance.Run(ctx, sc, options)
	bar.clear()
	if err != nil {
		return p.failed(err)
	}
	return p.judgement(&result, *report)
}

func (p program) judgement(result *balance.Result, report bool) int {
	if report {
		if err := result.Text(p.out); err != nil {
			return p.failed(err)
		}
	} else if code := p.print(result); code != exitDone {
		return code
	}
	if !result.Passed {
		var names []string
		for _, c := range result.Checks {
			if !c.Passed {
				names = append(names, c.ID)
			}
		}
		return p.failed(fmt.Errorf("%s does not pass %s", result.Scenario, strings.Join(names, ", ")))
	}
	return exitDone
}

// bar shows progress on one line of a terminal, and nothing elsewhere.
type bar struct {
	out     io.Writer // nil: not a terminal
	name    string
	lock    sync.Mutex
	percent int
}

func newBar(out io.Writer, name string) *bar {
	b := &bar{name: name, percent: -1}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			b.out = out
		}
	}
	return b
}

const barWidth = 40

func (b *bar) show(done, total int) {
	b.lock.Lock()
	defer b.lock.Unlock()
	percent := 100 * done / total
	if b.out == nil || percent <= b.percent {
		return
	}
	b.percent = percent
	full := barWidth * percent / 100
	fmt.Fprintf(b.out, "\r%s [%s%s] %3d %%", b.name, strings.Repeat("#", full), strings.Repeat(".", barWidth-full), percent)
}

// clear takes the line away, so that the result stands alone.
func (b *bar) clear() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.out != nil && b.percent >= 0 {
		fmt.Fprintf(b.out, "\r%*s\r", len(b.name)+barWidth+9, "")
	}
	b.out = nil
}

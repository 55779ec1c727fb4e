package main

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/balance"
)

// Limits of the engine on one processor: the standard number of plays, and one
// step of a running game with its facts.
const (
	playsLimit = 2 * time.Second
	stepLimit  = 100 * time.Microsecond
)

// BenchmarkStoryPlays plays each story the standard number of times on one
// processor, half at random and half by the named strategies:
//
//	go test -run xxx -bench Story ./cmd/opmaat
func BenchmarkStoryPlays(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, sc := range builtinLibrary(b).Scenarios() {
		b.Run(sc.Ref.ID, func(b *testing.B) {
			for b.Loop() {
				if r := balance.Reach(sc, balance.StandardPlays, 1); len(r.Endings) < 7 {
					b.Fatalf("reached only %v", r.Endings)
				}
			}
			within(b, playsLimit)
		})
	}
}

// BenchmarkStoryStep plays the rounds of a golden plan of each story, each with
// its facts.
func BenchmarkStoryStep(b *testing.B) {
	lib := builtinLibrary(b)
	for _, sc := range lib.Scenarios() {
		plans := lib.Plans(sc.Ref)
		plan := plans[slices.IndexFunc(plans, func(p content.GoldenPlan) bool { return !p.Setup.Short })]
		play, err := game.PlayPlan(sc, plan.Setup, plan.Plan)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(sc.Ref.ID, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				at := 1 + n%(len(play.Steps)-1)
				if _, _, err := game.Step(sc, play.Steps[at-1].State, play.Steps[at].Command); err != nil {
					b.Fatal(err)
				}
			}
			within(b, stepLimit)
		})
	}
}

// within says when a benchmark is over its limit.
func within(b *testing.B, limit time.Duration) {
	if each := b.Elapsed() / time.Duration(max(b.N, 1)); each > limit {
		b.Logf("%v each, the limit is %v; say it with the load of the machine", each, limit)
	}
}

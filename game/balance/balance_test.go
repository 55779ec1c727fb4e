package balance

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

func encode(t *testing.T, r Result) string {
	t.Helper()
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestX(t *testing.T) {
	r := Run(gametest.Scenario(), Options{Plays: 2000, Seed: 1})
	var b strings.Builder
	r.Text(&b)
	t.Log("\n" + b.String())
	_ = runtime.NumCPU()
}

// BenchmarkPlays plays the first check of a scenario on one processor.
func BenchmarkPlays(b *testing.B) {
	sc := gametest.Scenario()
	r := newRun(sc, Options{Seed: 1})
	for b.Loop() {
		for i := range StandardPlays {
			l, needs := randomLine(sc, game.Draw(1, drawStart, 0, i)), r.anyNeeds(i)
			s := play(sc, r.gameSeed(i), false, needs, &l)
			r.keep(&s, needs)
		}
	}
}

package web

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestShareOfGarbage(t *testing.T) {
	for inUse, want := range map[uint64]int{0: 200, 5 << 20: 200, 12 << 20: 200, 24 << 20: 100, 90 << 20: 25, 400 << 20: 25, 1 << 40: 25, 30 << 20: 80} {
		if got := shareFor(inUse); got != want {
			t.Errorf("%d bytes in use: %d per cent, want %d", inUse, got, want)
		}
	}
}

// A drawing changes the share while it lasts, whatever the pace says meanwhile.
func TestShareWhileDrawing(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	g := effort{share: 60}
	now := func() int {
		share := debug.SetGCPercent(100)
		debug.SetGCPercent(share)
		return share
	}
	end := g.begin()
	second := g.begin()
	g.pace(30 << 20)
	if now() != drawingShare {
		t.Errorf("%d per cent while drawing", now())
	}
	second()
	end()
	if now() != 80 {
		t.Errorf("%d per cent after it", now())
	}
	if g.pace(10 << 20); now() != 200 {
		t.Errorf("%d per cent with little in use", now())
	}
}

// While pictures are drawn there is one processor more, however many are drawn,
// and after the last of them as many as before.
func TestOneProcessorMoreWhileDrawing(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	p := effort{share: debug.SetGCPercent(100)}
	debug.SetGCPercent(p.share)
	first, second := p.begin(), p.begin()
	if now := runtime.GOMAXPROCS(0); now != before+1 {
		t.Errorf("%d processors while drawing, %d before", now, before)
	}
	first()
	if now := runtime.GOMAXPROCS(0); now != before+1 {
		t.Errorf("%d processors while one picture is left", now)
	}
	if second(); runtime.GOMAXPROCS(0) != before {
		t.Errorf("%d processors after it, %d before", runtime.GOMAXPROCS(0), before)
	}
}

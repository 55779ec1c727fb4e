package web

import (
	"runtime"
	"testing"
)

// While pictures are drawn there is one processor more, however many are drawn,
// and after the last of them as many as before.
func TestOneProcessorMoreWhileDrawing(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	var p courtesy
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

package web

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// tidier decides how much garbage may lie in memory beside what is in use.
var tidier = gcShare{usual: 100}

// gcShare is that share, in per cent of what is in use. While pictures are drawn
// it is drawingShare: a picture makes several times as much garbage as is left in the
// end, and to collect it all the time would take a fifth of the time of drawing.
type gcShare struct {
	mu      sync.Mutex
	drawing int
	usual   int // while nobody draws
}

const (
	drawingShare = 100
	// An evening of workshops keeps 90 MB in use. To let garbage grow to as much
	// again, as is usual in Go, would take what the house has promised not to take.
	garbageRoom = 24 << 20 // bytes
	leastShare  = 25       // per cent: below it, collecting costs more than memory does
	mostShare   = 200
	paceEvery   = 2 * time.Second
)

// begin is called before a picture is drawn, what it returns after that.
func (g *gcShare) begin() (end func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.drawing++; g.drawing == 1 {
		debug.SetGCPercent(drawingShare)
	}
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.drawing--; g.drawing == 0 {
			debug.SetGCPercent(g.usual)
		}
	}
}

// pace sets the share for so many bytes in use.
func (g *gcShare) pace(inUse uint64) {
	share := shareFor(inUse)
	g.mu.Lock()
	defer g.mu.Unlock()
	if share == g.usual {
		return
	}
	if g.usual = share; g.drawing == 0 {
		debug.SetGCPercent(share)
	}
}

// shareFor is garbageRoom as a share of what is in use, in steps of ten per cent.
func shareFor(inUse uint64) int {
	share := mostShare
	if inUse > 0 {
		share = int(min(garbageRoom*100/inUse, mostShare))
	}
	return max(share/10*10, leastShare)
}

// PaceGC keeps the garbage of this process small until ctx ends.
func PaceGC(ctx context.Context) {
	every := time.NewTicker(paceEvery)
	defer every.Stop()
	read := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for {
		select {
		case <-every.C:
			metrics.Read(read)
			tidier.pace(read[0].Value.Uint64())
		case <-ctx.Done():
			return
		}
	}
}

package web

import (
	"context"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// engine is what this process takes of its machine.
var engine = effort{share: 100}

// effort is how much garbage may lie in memory beside what is in use, and how many
// processors are used. Both are others while pictures are drawn.
//
// A picture makes several times as much garbage as is left in the end, and to
// collect it all the time would take a fifth of the time of drawing.
//
// Drawing holds as many processors as there are, for long, and whoever saved an
// answer would wait for a turn at each step. With one processor more than the
// machine has, the operating system shares them out, and it lets those go first
// who waited for the network or the disk.
type effort struct {
	mu         sync.Mutex
	drawing    int
	share      int // of garbage, in per cent of what is in use, while nobody draws
	processors int // the same
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
func (e *effort) begin() (end func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.drawing++; e.drawing == 1 {
		debug.SetGCPercent(drawingShare)
		e.processors = runtime.GOMAXPROCS(0)
		runtime.GOMAXPROCS(e.processors + 1)
	}
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.drawing--; e.drawing == 0 {
			debug.SetGCPercent(e.share)
			runtime.GOMAXPROCS(e.processors)
		}
	}
}

// pace sets the share for so many bytes in use.
func (e *effort) pace(inUse uint64) {
	share := shareFor(inUse)
	e.mu.Lock()
	defer e.mu.Unlock()
	if share == e.share {
		return
	}
	if e.share = share; e.drawing == 0 {
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
			engine.pace(read[0].Value.Uint64())
		case <-ctx.Done():
			return
		}
	}
}

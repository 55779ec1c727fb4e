package web

import (
	"runtime"
	"sync"
)

// polite keeps this process answering while pictures are drawn. Drawing holds as
// many processors as there are, for long, and whoever saved an answer would wait
// for a turn at each step. With one processor more than the machine has, the
// operating system shares them out, and it lets those go first who waited for the
// network or the disk.
var polite courtesy

type courtesy struct {
	mu      sync.Mutex
	drawing int
	usual   int // processors while nobody draws
}

// begin is called before a picture is drawn, what it returns after that.
func (p *courtesy) begin() (end func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawing++; p.drawing == 1 {
		p.usual = runtime.GOMAXPROCS(0)
		runtime.GOMAXPROCS(p.usual + 1)
	}
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.drawing--; p.drawing == 0 {
			runtime.GOMAXPROCS(p.usual)
		}
	}
}

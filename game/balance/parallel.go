package balance

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls work for 0..n-1 on all processors, until the context ends. The work
// writes its result at its own place, so the order in which it is done cannot
// be seen.
func each(ctx context.Context, n int, work func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	all.Wait()
}

// chunk is how many games are played as one piece of work.
const chunk = 256

// games calls work for 0..n-1 in chunks, as one game is too little work to hand out.
func games(ctx context.Context, n int, work func(i int)) {
	each(ctx, (n+chunk-1)/chunk, func(c int) {
		for i := c * chunk; i < min((c+1)*chunk, n); i++ {
			work(i)
		}
	})
}

type progress struct {
	done  atomic.Int64
	total int
	tell  func(done, total int)
}

func (p *progress) step() {
	done := int(p.done.Add(1))
	if p.tell != nil {
		p.tell(done, p.total)
	}
}

package roomload

import (
	"os"
	"sync"
	"time"
)

// meter watches what a play costs the server, this client and the machine.
type meter struct {
	pid            int
	began          time.Time
	server, client time.Duration // processor time at the beginning
	worked, had    time.Duration // the same of all processors
	queue          float64
	stop           chan struct{}
	watching       sync.WaitGroup
	peak           int64 // only look writes it
}

// watch begins to watch; end it with done.
func watch(pid int) *meter {
	m := &meter{pid: pid, began: time.Now(), server: processor(pid), client: processor(os.Getpid()), queue: queue(), stop: make(chan struct{})}
	m.worked, m.had = busy()
	m.watching.Go(m.look)
	return m
}

// look keeps the most memory that the server had.
func (m *meter) look() {
	every := time.NewTicker(100 * time.Millisecond)
	defer every.Stop()
	for {
		m.peak = max(m.peak, resident(m.pid))
		select {
		case <-m.stop:
			return
		case <-every.C:
		}
	}
}

// done ends the watch and adds what it saw.
func (m *meter) done(r *Report) {
	close(m.stop)
	m.watching.Wait()
	server, client := processor(m.pid)-m.server, processor(os.Getpid())-m.client
	worked, had := busy()
	worked, had = worked-m.worked, had-m.had
	r.add("server processor time", server.Seconds(), "s")
	r.add("client processor time", client.Seconds(), "s")
	r.add("time", time.Since(m.began).Seconds(), "s")
	r.add("load of the machine before", m.queue, "")
	if had > 0 {
		r.add("processors used by others", 100*max(float64(worked-server-client), 0)/float64(had), "%")
	}
}

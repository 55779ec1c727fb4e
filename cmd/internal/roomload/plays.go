package roomload

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// play is one of the loads.
type play struct {
	id, about string
	run       func(context.Context, *load, *Report) error
}

// plays are all loads, in the order in which they are run.
var plays = []play{
	{"crowd", "one session, 200 phones answer within 5 s", func(ctx context.Context, l *load, r *Report) error {
		return l.crowd(ctx, r, 200, 2, 5*time.Second)
	}},
	{"evening", "20 sessions of 50 phones, ten rounds", func(ctx context.Context, l *load, r *Report) error {
		return l.evening(ctx, r, 20, 50, 10)
	}},
	{"spike", "ten sessions, 2,000 phones answer within 2 s", func(ctx context.Context, l *load, r *Report) error {
		return l.spike(ctx, r, 10, []int{20, 200}, 2*time.Second)
	}},
	{"idle", "10,000 idle streams, a broadcast a second", func(ctx context.Context, l *load, r *Report) error {
		return l.idle(ctx, r, []int{2500, 5000, 10000}, 8)
	}},
	{"restart", "1,000 streams come back after a restart", func(ctx context.Context, l *load, r *Report) error {
		return l.restart(ctx, r, 5, 200)
	}},
	{"reports", "20 reports at once while 20 people take the test", func(ctx context.Context, l *load, r *Report) error {
		return l.reports(ctx, r, 20, 20)
	}},
}

// Names are the names of the plays.
func Names() []string {
	var names []string
	for _, p := range plays {
		names = append(names, p.id)
	}
	return names
}

// Run runs the plays that are named, all when none is. Reports of the plays
// before an error are returned with it.
func Run(ctx context.Context, o Options, names []string) ([]Report, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.Contains(Names(), name) {
			return nil, fmt.Errorf("roomload: there is no play %q", name)
		}
	}
	var reports []Report
	next := new(atomic.Int64)
	for _, p := range plays {
		if len(names) > 0 && !slices.Contains(names, p.id) {
			continue
		}
		r, pid, err := start(ctx, o, next, p)
		reports = append(reports, r)
		if err != nil {
			return reports, fmt.Errorf("%s: %w", p.id, err)
		}
		o.PID = pid
	}
	return reports, nil
}

// Small plays one short round with a few phones and returns what it saw; every
// part of the larger plays is in it but their size.
func Small(ctx context.Context, o Options) (Report, error) {
	if err := o.check(); err != nil {
		return Report{}, err
	}
	r, _, err := start(ctx, o, new(atomic.Int64), play{"small", "one session, eight phones", func(ctx context.Context, l *load, r *Report) error {
		return l.crowd(ctx, r, 8, 1, 300*time.Millisecond)
	}})
	return r, err
}

// SmallReports asks for two reports while somebody takes the test.
func SmallReports(ctx context.Context, o Options) (Report, error) {
	if err := o.check(); err != nil {
		return Report{}, err
	}
	r, _, err := start(ctx, o, new(atomic.Int64), play{"small reports", "two reports at once", func(ctx context.Context, l *load, r *Report) error {
		return l.reports(ctx, r, 2, 1)
	}})
	return r, err
}

// start runs one play to its end and closes its streams.
func start(ctx context.Context, o Options, next *atomic.Int64, p play) (Report, int, error) {
	streams, stop := context.WithCancel(ctx)
	defer stop()
	l := &load{Options: o, ctx: streams, next: next}
	r := Report{Play: p.id, About: p.about}
	l.say("%s: %s", p.id, p.about)
	err := p.run(ctx, l, &r)
	stop()
	l.running.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.errors {
		r.Errors = append(r.Errors, e.Error())
	}
	return r, l.PID, err
}

// outcome adds what must not happen at all.
func (l *load) outcome(r *Report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r.limit("errors", float64(l.fails), "", 0)
	r.limit("versions missed", float64(l.missed.Load()), "", 0)
}

// crowd is one session: its phones answer within a window in some rounds.
func (l *load) crowd(ctx context.Context, r *Report, phones, rounds int, window time.Duration) error {
	m := watch(l.PID)
	x, err := l.create(ctx, 60)
	if err != nil {
		return err
	}
	x.follow(ctx)
	if err := x.join(ctx, phones, false); err != nil {
		return err
	}
	for range rounds {
		if err := x.round(ctx, window); err != nil {
			return err
		}
	}
	l.outcome(r)
	r.times("join", &l.joins, 0, 0)
	r.times("answer acknowledged", &l.acks, 0.95, 100*time.Millisecond)
	r.times("reveal shown on a phone", &l.reveals, 0.95, 250*time.Millisecond)
	r.times("move heard by a phone", &l.hears, 0, 0)
	l.traffic(r, []*room{x})
	m.done(r)
	return nil
}

// round plays one round: everybody votes, one of each table decides.
func (r *room) round(ctx context.Context, window time.Duration) error {
	if err := r.to(ctx, "vote"); err != nil {
		return err
	}
	if err := r.vote(ctx, window); err != nil {
		return err
	}
	if err := r.to(ctx, "decide"); err != nil {
		return err
	}
	if err := r.decide(ctx, window); err != nil {
		return err
	}
	return r.to(ctx, "reveal")
}

// traffic adds what came over the streams.
func (l *load) traffic(r *Report, rooms []*room) {
	heard, bytes, pages, phones := int64(0), int64(0), int64(0), 0
	for _, x := range rooms {
		for _, t := range x.phones {
			heard, bytes, pages = heard+t.heard.Load(), bytes+t.bytes.Load(), pages+t.pages.Load()
		}
		phones += len(x.phones)
	}
	r.add("notices a phone", float64(heard)/float64(phones), "")
	r.add("bytes a notice", float64(bytes)/float64(max(heard, 1)), "B")
	r.add("pages a phone", float64(pages)/float64(phones), "")
}

// evening is many sessions at once. A session has six rounds; then another begins.
func (l *load) evening(ctx context.Context, r *Report, sessions, phones, rounds int) error {
	const answers, decisions, long = 10 * time.Second, 5 * time.Second, 6
	m := watch(l.PID)
	var mu sync.Mutex
	var rooms []*room
	err := each(ctx, sessions, sessions, func(int) error {
		for left := rounds; left > 0; left -= long {
			x, err := l.seated(ctx, phones)
			if err != nil {
				return err
			}
			mu.Lock()
			rooms = append(rooms, x)
			mu.Unlock()
			if err := x.evening(ctx, min(left, long), answers, decisions); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	l.outcome(r)
	r.times("answer acknowledged", &l.acks, 0.95, 100*time.Millisecond)
	r.times("move heard by a phone", &l.hears, 0.99, 200*time.Millisecond)
	r.times("move shown on a phone", &l.sees, 0, 0)
	l.traffic(r, rooms)
	m.done(r)
	r.limit("memory of the server, most", mb(m.peak), "MB", 200)
	return nil
}

func mb(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// seated is a session whose phones have joined.
func (l *load) seated(ctx context.Context, phones int) (*room, error) {
	x, err := l.create(ctx, 120)
	if err != nil {
		return nil, err
	}
	x.follow(ctx)
	return x, x.join(ctx, phones, false)
}

// evening plays rounds, and the pages after them when they were the last ones.
func (r *room) evening(ctx context.Context, rounds int, answers, decisions time.Duration) error {
	for n := range rounds {
		if err := r.to(ctx, "vote"); err != nil {
			return err
		}
		if err := r.vote(ctx, answers); err != nil {
			return err
		}
		if err := r.to(ctx, "decide"); err != nil {
			return err
		}
		if err := r.decide(ctx, decisions); err != nil {
			return err
		}
		if err := r.to(ctx, "reflect"); err != nil {
			return err
		}
		r.load.say("%s: %d rounds over", r.id[:4], n+1)
	}
	defer r.leave()
	return r.command(ctx, "end", nil)
}

// spike lets all phones of many sessions answer at once, with few phones and
// with many, so that growth shows.
func (l *load) spike(ctx context.Context, r *Report, sessions int, sizes []int, window time.Duration) error {
	m := watch(l.PID)
	for _, size := range sizes {
		l.say("spike: %d sessions of %d phones", sessions, size)
		rooms := make([]*room, sessions)
		err := each(ctx, sessions, 2, func(i int) (err error) {
			if rooms[i], err = l.seated(ctx, size); err == nil {
				err = rooms[i].to(ctx, "vote")
			}
			return err
		})
		if err != nil {
			return err
		}
		pause(ctx, time.Second)
		heard, bytes := count(rooms)
		l.acks.reset()
		server, client := processor(l.PID), processor(os.Getpid())
		bare, stop := l.watchDisk(ctx)
		err = each(ctx, sessions, sessions, func(i int) error { return rooms[i].vote(ctx, window) })
		if err = errors.Join(err, stop()); err != nil {
			return err
		}
		pause(ctx, time.Second)
		heardThen, bytesThen := count(rooms)
		pushes := float64(heardThen-heard) / float64(sessions*size)
		name := fmt.Sprintf("%d phones: ", sessions*size)
		r.times(name+"answer acknowledged", &l.acks, 0.99, 40*time.Millisecond)
		if l.Folder != "" {
			r.times(name+"bare sync of the disk meanwhile", bare, 0, 0)
			r.add(name+"bare sync, the longest", ms(bare.quantile(1)), "ms")
		}
		r.limit(name+"notices a phone in the round", pushes, "", 5*window.Seconds()+2)
		r.add(name+"server processor time an answer", 1000*(processor(l.PID)-server).Seconds()/float64(sessions*size), "ms")
		r.add(name+"client processor time an answer", 1000*(processor(os.Getpid())-client).Seconds()/float64(sessions*size), "ms")
		r.add(name+"bytes a notice", float64(bytesThen-bytes)/float64(max(heardThen-heard, 1)), "B")
	}
	l.outcome(r)
	m.done(r)
	return nil
}

// watchDisk measures the disk until stop.
func (l *load) watchDisk(ctx context.Context) (times *series, stop func() error) {
	times = new(series)
	if l.Folder == "" {
		return times, func() error { return nil }
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- disk(ctx, l.Folder, times) }()
	return times, func() error {
		cancel()
		return <-ended
	}
}

func (s *series) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = nil
}

func count(rooms []*room) (heard, bytes int64) {
	for _, x := range rooms {
		for _, t := range x.phones {
			heard, bytes = heard+t.heard.Load(), bytes+t.bytes.Load()
		}
	}
	return heard, bytes
}

// idle opens more and more streams and sends a broadcast a second to all: the
// facilitators give a minute more, which no page is fetched for.
func (l *load) idle(ctx context.Context, r *Report, sizes []int, broadcasts int) error {
	const seats = 200
	m := watch(l.PID)
	var rooms []*room
	before, first := resident(l.PID), 0
	for _, size := range sizes {
		l.say("idle: %d streams", size)
		more := make([]*room, (size+seats-1)/seats-len(rooms))
		err := each(ctx, len(more), 4, func(i int) (err error) {
			if more[i], err = l.create(ctx, 60); err == nil {
				err = more[i].join(ctx, seats, true)
			}
			return err
		})
		if err != nil {
			return err
		}
		rooms = append(rooms, more...)
		pause(ctx, time.Second)
		if err := l.broadcast(ctx, r, rooms, size, broadcasts); err != nil {
			return err
		}
		now := resident(l.PID)
		r.limit(fmt.Sprintf("%d streams: memory of the server a stream", size), float64(now-before)/1024/float64(size-first), "KB", 30)
		before, first = now, size
	}
	l.outcome(r)
	m.done(r)
	r.add("memory of the server, most", mb(m.peak), "MB")
	return nil
}

// broadcast sends broadcasts to all rooms at once, a second apart, and measures
// from the first of them until each phone heard.
func (l *load) broadcast(ctx context.Context, r *Report, rooms []*room, size, times int) error {
	var all, last series
	used := processor(l.PID)
	for range times {
		begin := time.Now()
		waiting := make([]*awaited, len(rooms))
		for i, x := range rooms {
			waiting[i] = x.expect(x.more(), false)
		}
		err := each(ctx, len(rooms), 8, func(i int) error {
			return rooms[i].command(ctx, "add_time", url.Values{"minutes": {"1"}})
		})
		if err != nil {
			return err
		}
		slowest := time.Duration(0)
		for i, x := range rooms {
			l.missed.Add(int64(x.wait(ctx, waiting[i])))
			hears := waiting[i].since(begin)
			all.add(hears...)
			slowest = max(slowest, slices.Max(hears))
		}
		last.add(slowest)
		pause(ctx, time.Second-time.Since(begin))
	}
	name := fmt.Sprintf("%d streams: ", size)
	r.times(name+"broadcast heard", &all, 0.99, 250*time.Millisecond)
	r.limit(name+"until the last, a stream", float64(last.quantile(0.5))/1000/float64(size), "µs", 12)
	r.add(name+"server processor time a notice", float64(processor(l.PID)-used)/1000/float64(size*times), "µs")
	return nil
}

// restart ends the server while many phones follow it, starts it again and
// measures until each has the state again.
func (l *load) restart(ctx context.Context, r *Report, sessions, phones int) error {
	if l.Restart == nil {
		return nil
	}
	rooms := make([]*room, sessions)
	err := each(ctx, sessions, 2, func(i int) (err error) {
		if rooms[i], err = l.seated(ctx, phones); err == nil {
			err = rooms[i].to(ctx, "vote")
		}
		return err
	})
	if err != nil {
		return err
	}
	m := watch(0)
	var current series
	waiting := make([]*awaited, sessions)
	pid, served, err := l.Restart(ctx, func() {
		for i, x := range rooms {
			waiting[i] = x.expect(x.latest(), false)
		}
	})
	if err != nil {
		return err
	}
	l.PID = pid
	for i, x := range rooms {
		l.missed.Add(int64(x.wait(ctx, waiting[i])))
		current.add(waiting[i].since(served)...)
	}
	l.outcome(r)
	r.times("current again after the start", &current, 0, 0)
	r.limit("the last one", ms(current.quantile(1)), "ms", 5000)
	m.done(r)
	return nil
}

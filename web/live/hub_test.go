package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

var wide = Limits{Streams: 1000, PerMember: 3, PerSource: 1000, Pause: 200 * time.Millisecond}

// numbers renders the number that was reached and who is there.
func numbers(_ context.Context, _, group string, seq int64, present map[string]bool) ([]byte, error) {
	return fmt.Appendf(nil, "%s %d %d", group, seq, len(present)), nil
}

func open(t *testing.T, h *Hub, group, member string) *Stream {
	t.Helper()
	x, err := h.Open("s", group, member, "room")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestEveryStreamGetsTheNewestNotice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(wide, numbers)
		var streams []*Stream
		for i := range 50 {
			streams = append(streams, open(t, h, fmt.Sprint("table ", i%5), fmt.Sprint("seat ", i)))
		}
		time.Sleep(time.Second)
		for seq := range int64(500) { // nobody reads: what is old is dropped
			h.Moved("s", seq+1)
		}
		time.Sleep(time.Second)
		for i, x := range streams {
			if got, want := string(<-x.C), fmt.Sprintf("table %d 500 50", i%5); got != want {
				t.Fatalf("stream %d got %q, want %q", i, got, want)
			}
		}
		for _, x := range streams {
			x.Close()
			x.Close()
		}
		if h.Streams() != 0 || len(h.sessions) != 0 || len(h.sources) != 0 {
			t.Fatal("something was left behind")
		}
		h.Close()
	})
}

func TestPushesAreCoalescedAndRenderedOnceAGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var renders atomic.Int64
		h := NewHub(wide, func(ctx context.Context, s, g string, seq int64, p map[string]bool) ([]byte, error) {
			renders.Add(1)
			return numbers(ctx, s, g, seq, nil)
		})
		for i := range 100 {
			open(t, h, "table", fmt.Sprint(i))
		}
		time.Sleep(time.Second)
		renders.Store(0)
		for seq := range int64(1000) { // a second of a thousand votes
			h.Moved("s", seq)
			time.Sleep(time.Millisecond)
		}
		if n := renders.Load(); n < 4 || n > 6 {
			t.Fatalf("%d renders in a second, want about 5", n)
		}
		h.Close()
	})
}

func TestAMoveDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var moves atomic.Int64
		h := NewHub(wide, numbers)
		h.Moves = func(string, int64) int64 { return moves.Load() }
		x := open(t, h, "table", "1")
		time.Sleep(time.Second)
		<-x.C
		h.Moved("s", 1)
		synctest.Wait()
		<-x.C // the first at once
		begin := time.Now()
		h.Moved("s", 2)
		time.Sleep(10 * time.Millisecond)
		moves.Add(1)
		h.Moved("s", 3)
		if got := string(<-x.C); got != "table 3 1" || time.Since(begin) != 10*time.Millisecond {
			t.Fatalf("%q after %s", got, time.Since(begin))
		}
		h.Moved("s", 4)
		if got := string(<-x.C); got != "table 4 1" || time.Since(begin) != 10*time.Millisecond+wide.Pause {
			t.Fatalf("%q after %s", got, time.Since(begin))
		}
		h.Close()
	})
}

func TestTheSameNoticeIsNotSentTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(wide, func(context.Context, string, string, int64, map[string]bool) ([]byte, error) {
			return []byte("same"), nil
		})
		x := open(t, h, "table", "1")
		time.Sleep(time.Second)
		<-x.C
		h.Moved("s", 9)
		time.Sleep(time.Second)
		select {
		case <-x.C:
			t.Fatal("old news")
		default:
		}
		h.Close()
	})
}

func TestLimits(t *testing.T) {
	h := NewHub(Limits{Streams: 3, PerMember: 1, PerSource: 2, Pause: time.Millisecond}, numbers)
	defer h.Close()
	first := open(t, h, "g", "a")
	if _, err := h.Open("s", "g", "a", "other"); !errors.Is(err, ErrFull) {
		t.Fatalf("a second stream of a member: %v", err)
	}
	open(t, h, "g", "b")
	if _, err := h.Open("s", "g", "c", "room"); !errors.Is(err, ErrFull) {
		t.Fatalf("a third stream from a room: %v", err)
	}
	first.Close()
	open(t, h, "g", "c")
	if _, err := h.Open("s", "g", "d", "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Open("s", "g", "e", "y"); !errors.Is(err, ErrFull) {
		t.Fatalf("one more than all: %v", err)
	}
}

func TestWhoIsPresent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(wide, numbers)
		host := open(t, h, "host", "host")
		a := open(t, h, "g", "a")
		second := open(t, h, "g", "a") // the same seat on another device
		time.Sleep(time.Second)
		if got := string(<-host.C); got != "host 0 2" {
			t.Fatalf("got %q", got)
		}
		a.Close()
		time.Sleep(time.Second)
		second.Close()
		time.Sleep(time.Second)
		if got := string(<-host.C); got != "host 0 1" || h.Present("s")["a"] {
			t.Fatalf("got %q, present %v", got, h.Present("s"))
		}
		h.Close()
	})
}

// Who changes streams, or is about to open one, is present all the time; who
// stays away is gone when the time of grace is over, counted from the last time.
func TestGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := wide
		limits.Grace = 4 * time.Second
		h := NewHub(limits, numbers)
		defer h.Close()
		host := open(t, h, "host", "host")
		heard := func(want ...string) {
			t.Helper()
			var got []string
			for len(host.C) > 0 {
				got = append(got, string(<-host.C))
			}
			if !slices.Equal(got, want) {
				t.Fatalf("heard %q, want %q", got, want)
			}
		}
		h.Expect("s", "a") // it joined
		h.Expect("none", "a")
		time.Sleep(3 * time.Second)
		heard("host 0 2")
		a := open(t, h, "lobby", "a")
		time.Sleep(3 * time.Second) // past the time in which it was expected
		a.Close()
		time.Sleep(time.Second)
		a = open(t, h, "table", "a")
		time.Sleep(5 * time.Second)
		heard()
		a.Close()
		time.Sleep(3900 * time.Millisecond)
		heard()
		time.Sleep(time.Second)
		heard("host 0 1")
	})
}

func TestCloseSaysGoodbye(t *testing.T) {
	h := NewHub(wide, numbers)
	x := open(t, h, "g", "a")
	h.Close()
	h.Close()
	for range x.C {
	}
	if _, err := h.Open("s", "g", "a", "r"); !errors.Is(err, ErrClosed) {
		t.Fatalf("open after close: %v", err)
	}
	x.Close()
}

// A defect in what renders costs the group its streams, not the process; the
// other groups hear on, and so does the group when the defect is gone.
func TestAPanicCostsOneGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var broken atomic.Bool
		h := NewHub(wide, func(ctx context.Context, session, group string, seq int64, present map[string]bool) ([]byte, error) {
			if broken.Load() && group == "bad" {
				panic("a defect")
			}
			return numbers(ctx, session, group, seq, present)
		})
		var failed []string
		h.Failed = func(session, group string, problem any, stack []byte) {
			failed = append(failed, fmt.Sprint(session, " ", group, ": ", problem, len(stack) > 0))
		}
		h.Moves = func(_ string, seq int64) int64 {
			if seq == 2 {
				panic("another")
			}
			return 0
		}
		good, bad, too := open(t, h, "good", "a"), open(t, h, "bad", "b"), open(t, h, "bad", "c")
		time.Sleep(time.Second)
		for _, x := range []*Stream{good, bad, too} {
			<-x.C
		}
		broken.Store(true)
		h.Moved("s", 1)
		time.Sleep(time.Second)
		h.Moved("s", 2)
		time.Sleep(time.Second)
		if got := string(<-good.C); got != "good 2 3" {
			t.Errorf("the other group got %q", got)
		}
		for _, x := range []*Stream{bad, too} {
			if notice, open := <-x.C; open {
				t.Errorf("the group got %q", notice)
			}
			x.Close()
		}
		if len(failed) < 3 || failed[0] != "s bad: a defecttrue" || h.Streams() != 1 || h.Present("s")["b"] {
			t.Errorf("%d streams after %q", h.Streams(), failed)
		}
		broken.Store(false)
		back := open(t, h, "bad", "b")
		time.Sleep(time.Second)
		if got := string(<-back.C); got != "bad 2 2" {
			t.Errorf("the group that came back got %q", got)
		}
		good.Close()
		back.Close()
		h.Close()
		if h.Streams() != 0 || len(h.sessions) != 0 || len(h.sources) != 0 {
			t.Error("something was left behind")
		}
	})
}

func TestEndOfASession(t *testing.T) {
	h := NewHub(wide, numbers)
	mine, theirs := open(t, h, "g", "a"), open(t, h, "g2", "b")
	other, err := h.Open("another", "g", "a", "r")
	if err != nil {
		t.Fatal(err)
	}
	h.End("s")
	h.End("s")
	h.End("nobody")
	for _, x := range []*Stream{mine, theirs} {
		for range x.C {
		}
		x.Close()
	}
	if h.Streams() != 1 {
		t.Errorf("%d streams are left", h.Streams())
	}
	h.Close()
	for range other.C {
	}
	other.Close()
}

func TestOpenAndCloseAtOnce(t *testing.T) {
	h := NewHub(wide, numbers)
	defer h.Close()
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			for range 50 {
				x, err := h.Open("s", fmt.Sprint(i%3), fmt.Sprint(i), "room")
				if err != nil {
					t.Error(err)
					return
				}
				h.Moved("s", int64(i))
				x.Close()
			}
		})
	}
	wait.Wait()
	if h.Streams() != 0 {
		t.Fatalf("%d streams left", h.Streams())
	}
}

func TestLocalBus(t *testing.T) {
	var b Local
	var got []int64
	stop := b.Listen(func(_ string, seq int64) { got = append(got, seq) })
	b.Publish("s", 1)
	stop()
	b.Publish("s", 2)
	if len(got) != 1 || got[0] != 1 {
		t.Fatalf("heard %v", got)
	}
}

// BenchmarkFanOut is the cost of one broadcast to many streams; ns/op divided
// by the streams is the cost a client without its socket.
func BenchmarkFanOut(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			h := NewHub(Limits{Streams: n, PerMember: 1, PerSource: n, Pause: time.Nanosecond}, numbers)
			defer h.Close()
			for i := range n {
				if _, err := h.Open("s", "g", fmt.Sprint(i), "room"); err != nil {
					b.Fatal(err)
				}
			}
			s := h.sessions["s"]
			for i := 0; b.Loop(); i++ {
				h.deliver(s, "g", fmt.Append(nil, i))
			}
		})
	}
}

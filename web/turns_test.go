package web

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

func TestTurns(t *testing.T) {
	turns := newTurns()
	var at, most atomic.Int64
	var wait sync.WaitGroup
	for range 100 {
		wait.Go(func() {
			err := turns.do(t.Context(), func() error {
				for n := at.Add(1); n > most.Load(); {
					most.Store(n)
				}
				at.Add(-1)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := int(most.Load()); n > cap(turns) || len(turns) != 0 {
		t.Fatalf("%d at once of %d, %d left", n, cap(turns), len(turns))
	}
	for range cap(turns) {
		turns <- struct{}{}
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if turns.do(ended, func() error { return nil }) == nil {
		t.Fatal("a reader that went still got a turn")
	}
}

func TestCodesAreDrawnOnce(t *testing.T) {
	var k codes
	for n := range 3 * mostCodes {
		text := fmt.Sprint("https://opmaat.example.eu/j/", n)
		first, err := k.draw(text)
		again, _ := k.draw(text)
		want, _ := drawQR(text)
		if err != nil || first != again || first != want || len(k.drawn) > mostCodes {
			t.Fatal(n, err, len(k.drawn))
		}
	}
}

package sqlstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/workshop"
)

// BenchmarkVote votes through a room, from one seat and from 64 at once, and
// from 2,000 seats of ten sessions.
func BenchmarkVote(b *testing.B) {
	for _, c := range []struct{ sessions, seats int }{{1, 1}, {1, 64}, {10, 200}} {
		b.Run(fmt.Sprintf("%dx%d", c.sessions, c.seats), func(b *testing.B) {
			db := openTemp(b)
			all := make([]*workshop.Room, c.sessions)
			for i := range all {
				all[i] = newWorkshop(b, rooms(db), c.seats)
			}
			before := db.Counts().Transactions
			took := make([][]time.Duration, c.sessions*c.seats)
			b.ResetTimer()
			var wait sync.WaitGroup
			for i := range took {
				wait.Go(func() {
					for n := i; n < b.N; n += len(took) {
						begin := time.Now()
						vote(b, all[i%c.sessions], i/c.sessions+1, n/len(took))
						took[i] = append(took[i], time.Since(begin))
					}
				})
			}
			wait.Wait()
			b.StopTimer()
			sorted := slices.Sorted(slices.Values(slices.Concat(took...)))
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "votes/s")
			b.ReportMetric(sorted[len(sorted)*99/100].Seconds()*1000, "p99-ms")
			b.ReportMetric(float64(b.N)/float64(db.Counts().Transactions-before), "votes/commit")
		})
	}
}

// vote changes the vote of a seat in the first round.
func vote(b *testing.B, room *workshop.Room, seat, n int) {
	options := []string{"d1.ask", "d1.launch", "d1.policy"}
	c := workshop.Command{Kind: workshop.Ballot, At: 1_772_357_400_000, Seat: seat, Option: options[n%3], Key: fmt.Sprintf("%016x%016x", seat, n)}
	if changed, err := room.Do(context.Background(), c); err != nil || !changed {
		b.Error(changed, err)
	}
}

// longWorkshop stores a session of the built-in scenarios that was played to its
// end: 200 seats, six rounds, every seat votes and reflects, every table decides.
func longWorkshop(b *testing.B, rs *workshop.Rooms) *workshop.Room {
	b.Helper()
	lib, report, err := content.Load(content.Builtin())
	if err != nil {
		b.Fatal(err, report)
	}
	sc, ok := lib.LatestScenario("vlasbrugge")
	if !ok {
		b.Fatal("no such scenario")
	}
	rs.Scenarios = onlyScenario{sc}
	s, _, err := rs.Create(context.Background(), workshop.CreateInput{Scenario: "vlasbrugge", Agenda: 120, Devices: "personal", Timers: true})
	if err != nil {
		b.Fatal(err)
	}
	room, err := rs.Room(context.Background(), s.ID)
	if err != nil {
		b.Fatal(err)
	}
	for n := range workshop.MaxSeats {
		must(b, room, workshop.Command{Kind: workshop.Join, At: 1, Hash: fmt.Sprintf("%064x", n), Language: "nl", Key: fmt.Sprintf("%026x", n)})
	}
	random := rand.New(rand.NewPCG(1, 1))
	for where(room).Phase != workshop.Closed {
		playPhase(b, room, sc, random)
		must(b, room, workshop.Command{Kind: workshop.Next, At: 1, Facilitator: true, Version: where(room).Version})
	}
	return room
}

// playPhase has every seat do what the phase asks for.
func playPhase(b *testing.B, room *workshop.Room, sc *game.Scenario, random *rand.Rand) {
	at := where(room)
	kind, ok := map[workshop.Phase]workshop.Kind{workshop.Vote: workshop.Ballot, workshop.Decide: workshop.Decision, workshop.Reflect: workshop.Reflection}[at.Phase]
	if !ok {
		return
	}
	options := sc.Dilemmas[sc.Schedule(false)[at.Turn]-1].Options
	for seat := range workshop.MaxSeats {
		if kind == workshop.Decision && seat >= workshop.MaxTables {
			return
		}
		must(b, room, workshop.Command{Kind: kind, At: 1_772_357_400_000, Seat: seat + 1, Turn: at.Turn, Option: options[random.IntN(len(options))].ID,
			Text: fmt.Sprint("because that is what people asked for, said seat ", seat), Key: fmt.Sprintf("%026x", random.Uint64())})
	}
}

// BenchmarkRebuild rebuilds a long session from its log, as after a restart.
func BenchmarkRebuild(b *testing.B) {
	db := openTemp(b)
	rs := rooms(db)
	room := longWorkshop(b, rs)
	seq := where(room).Seq
	for b.Loop() {
		rs.Forget(room.ID)
		again, err := rs.Room(context.Background(), room.ID)
		if err != nil || where(again).Seq != seq {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(seq), "commands")
}

// BenchmarkMemory is what a long session keeps in memory.
func BenchmarkMemory(b *testing.B) {
	const copies = 10
	db := openTemp(b)
	rs := rooms(db)
	id := longWorkshop(b, rs).ID
	rs.Forget(id)
	for b.Loop() {
		before := heap()
		all := make([]*workshop.Room, copies)
		for i := range all {
			rs.Forget(id)
			all[i], _ = rs.Room(context.Background(), id)
			where(all[i])
		}
		b.ReportMetric(float64(heap()-before)/copies/1024, "KB/session")
		runtime.KeepAlive(all)
		rs.Forget(id)
	}
}

// heap is what is alive.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

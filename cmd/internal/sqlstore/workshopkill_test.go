package sqlstore

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
	"github.com/opmaat/opmaat/game/workshop"
)

// killSeats is how many phones play in the kill rounds, at three tables.
const killSeats = 12

// onlyScenario has the scenario of the tests.
type onlyScenario struct{ scenario *game.Scenario }

func (o onlyScenario) Scenario(assessment.Ref) (*game.Scenario, bool) { return o.scenario, true }

func (o onlyScenario) LatestScenario(string) (*game.Scenario, bool) { return o.scenario, true }

// rooms are the workshops of a database.
func rooms(db *DB) *workshop.Rooms {
	return &workshop.Rooms{Store: db.Workshops(), Scenarios: onlyScenario{gametest.Scenario()}, Now: time.Now, Chance: rand.Uint64}
}

// newWorkshop stores a session with seats that stands in its first vote.
func newWorkshop(t testing.TB, rs *workshop.Rooms, seats int) *workshop.Room {
	t.Helper()
	s, _, err := rs.Create(context.Background(), workshop.CreateInput{Scenario: "zandhoek", Agenda: 60, Devices: "personal"})
	if err != nil {
		t.Fatal(err)
	}
	room, err := rs.Room(context.Background(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	for n := range seats {
		must(t, room, workshop.Command{Kind: workshop.Join, At: 1, Hash: fmt.Sprint("phone ", n), Language: "nl", Key: fmt.Sprint("join ", n)})
	}
	move(t, room, workshop.Vote)
	return room
}

func must(t testing.TB, room *workshop.Room, c workshop.Command) {
	t.Helper()
	if _, err := room.Do(context.Background(), c); err != nil {
		t.Fatalf("%s: %v", c.Kind, err)
	}
}

// move presses next until the session is in a phase, at least once.
func move(t testing.TB, room *workshop.Room, to workshop.Phase) {
	t.Helper()
	for {
		must(t, room, workshop.Command{Kind: workshop.Next, At: 1, Facilitator: true, Version: where(room).Version})
		if p := where(room).Phase; p == to || p == workshop.Closed {
			return
		}
	}
}

// spot is where a session stands.
type spot struct {
	Phase        workshop.Phase
	Version, Seq int64
	Turn         int
}

func where(room *workshop.Room) (at spot) {
	_ = room.Read(context.Background(), func(s *workshop.State) error {
		at = spot{s.Phase, s.Version, s.Seq, s.Turn}
		return nil
	})
	return at
}

// playForEver plays one round of a session: every seat votes and decides again
// and again while the facilitator goes to and fro between the two phases. Each
// acknowledged command is printed: its key, and the version it moved on from.
func playForEver(dir, id string) error {
	db, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	room, err := rooms(db).Room(context.Background(), id)
	if err != nil {
		return err
	}
	failed := make(chan error)
	for seat := range killSeats {
		go func() { failed <- player(room, seat+1) }()
	}
	go func() { failed <- facilitator(room) }()
	return <-failed
}

// send does a command and prints it once it is acknowledged, one short write a
// line. One that came too late for its phase is no failure.
func send(room *workshop.Room, c workshop.Command) error {
	changed, err := room.Do(context.Background(), c)
	if errs.Is(err, errs.Conflict) {
		return nil
	}
	if err == nil && changed {
		_, err = fmt.Fprintf(os.Stdout, "%s %d\n", c.Key, c.Version)
	}
	return err
}

// player votes, and decides for its table, with another option each time.
func player(room *workshop.Room, seat int) error {
	sc := gametest.Scenario()
	for n := 0; ; n++ {
		at := where(room)
		c := workshop.Command{Kind: workshop.Ballot, At: int64(n), Seat: seat, Turn: at.Turn, Option: sc.Dilemmas[sc.Schedule(true)[at.Turn]-1].Options[n%3].ID, Key: fmt.Sprintf("%d-%d-%d", os.Getpid(), seat, n)}
		if at.Phase == workshop.Decide && n%2 == 0 {
			c.Kind, c.Text = workshop.Decision, c.Key
		}
		if err := send(room, c); err != nil {
			return err
		}
	}
}

// facilitator goes from the vote to the decision and back.
func facilitator(room *workshop.Room) error {
	for n := 0; ; n++ {
		time.Sleep(3 * time.Millisecond)
		at := where(room)
		c := workshop.Command{Kind: workshop.Next, At: int64(n), Facilitator: true, Version: at.Version, Key: fmt.Sprintf("%d-host-%d", os.Getpid(), n)}
		if at.Phase == workshop.Decide {
			c.Kind = workshop.Back
		}
		if err := send(room, c); err != nil {
			return err
		}
	}
}

// TestKillInMidRound kills a process that serves a workshop again and again.
// After each kill every acknowledged vote and decision is in the log, once, the
// session stands at the version that was acknowledged or one further, and what
// was acknowledged can be sent again without harm.
func TestKillInMidRound(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 5
	}
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	id, checked := "", 0
	for round := range rounds {
		withDB(t, dir, func(db *DB) {
			switch rs := rooms(db); {
			case round%10 == 0: // a session has only so many rounds
				id = newWorkshop(t, rs, killSeats).ID
			case round%4 == 0:
				room, err := rs.Room(t.Context(), id)
				if err != nil {
					t.Fatal(err)
				}
				move(t, room, workshop.Vote)
			}
		})
		cmd := child(t, "play", dir)
		cmd.Env = append(cmd.Env, sessionEnv+"="+id)
		acked := killRound(t, cmd, time.Duration(random.IntN(80))*time.Millisecond)
		if len(acked) == 0 {
			t.Fatalf("round %d (seed %d): nothing was acknowledged", round, seed)
		}
		withDB(t, dir, func(db *DB) {
			if err := playedOn(db, id, acked); err != nil {
				t.Fatalf("round %d (seed %d): %v", round, seed, err)
			}
			sound(t, db)
		})
		checked += len(acked)
	}
	t.Logf("%d rounds, %d acknowledged commands were there", rounds, checked)
}

// playedOn checks a session against what was acknowledged before the kill.
func playedOn(db *DB, id string, acked map[string]string) error {
	log, err := db.Workshops().Commands(context.Background(), id, 0)
	if err != nil {
		return err
	}
	room, err := rooms(db).Room(context.Background(), id)
	if err != nil {
		return err
	}
	stored := map[string]workshop.Command{}
	for _, c := range log {
		if _, twice := stored[c.Key]; twice && c.Key != "" {
			return fmt.Errorf("%s %s was stored twice", c.Kind, c.Key)
		}
		stored[c.Key] = c
	}
	reached := int64(0)
	for key, version := range acked {
		c, ok := stored[key]
		if !ok {
			return fmt.Errorf("%s was acknowledged and is not stored", key)
		}
		if c.Facilitator {
			seen, _ := strconv.ParseInt(version, 10, 64)
			reached = max(reached, seen+1)
		}
	}
	at := where(room)
	if at.Seq != int64(len(log)) || at.Version < reached || reached > 0 && at.Version > reached+1 {
		return fmt.Errorf("at %d of %d, version %d, acknowledged %d", at.Seq, len(log), at.Version, reached)
	}
	last := log[len(log)-1]
	if changed, err := room.Do(context.Background(), last); err != nil || changed {
		return fmt.Errorf("the last command again: changed %t, %w", changed, err)
	}
	return nil
}

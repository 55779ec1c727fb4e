package workshop

import (
	"reflect"
	"testing"
	"time"

	"github.com/opmaat/opmaat/game"
)

var pretendSays = Lines{Reasons: []string{"one", "two"}, Reflections: []string{"hm"}, Words: []string{"busy", "fun"}, Pledges: []game.Pledge{{What: "ask"}}}

// rehearsed plays a rehearsal to its end and gives all commands of it.
func rehearsed(t *testing.T, settings Settings, visit func(*State)) []Command {
	t.Helper()
	p := newPlay(t, settings)
	p.Seed = settings.Seed
	st, now := p.State, int64(1_000)
	var done []Command
	for range 2000 {
		now += 400
		c, ok := st.NextPretend(pretendSays, now)
		if !ok {
			visit(st)
			if st.Phase == Closed {
				return done
			}
			c = Command{Kind: Next, Facilitator: true, Version: st.Version, At: now}
		}
		changed, err := st.Apply(c)
		if err != nil || !changed {
			t.Fatalf("%s in %s: %v, changed %v", c.Kind, st.Phase, err, changed)
		}
		done = append(done, c)
	}
	t.Fatal("a rehearsal without an end")
	return nil
}

// TestRehearsal: pretend players at two tables do all that people do, none of it
// is refused, and the same seed gives the same rehearsal.
func TestRehearsal(t *testing.T) {
	for _, devices := range []Devices{Personal, Shared} {
		settings := Settings{Devices: devices, Rehearsal: "nl", Seed: 5, Agenda: Agenda60}
		kinds := map[Kind]int{}
		visit := func(st *State) {
			if st.Phase == Lobby && len(st.Seats) == 0 || st.Phase != Lobby && len(st.Tables) != 2 {
				t.Errorf("%s in %s: %d seats, %d tables", devices, st.Phase, len(st.Seats), len(st.Tables))
			}
			for _, table := range st.Tables {
				r := st.Current(table)
				if st.Phase == Decide && (r.Option == "" || r.Reason == "" || len(r.Votes) != len(st.At(table.Number))) {
					t.Errorf("%s: table %d is not ready: %+v", devices, table.Number, r)
				}
				if st.Phase == Reveal && r.Fallback {
					t.Errorf("%s: table %d did not decide", devices, table.Number)
				}
			}
		}
		first := rehearsed(t, settings, visit)
		for _, c := range first {
			kinds[c.Kind]++
			if c.Kind == Pledge {
				by, err := time.Parse(time.DateOnly, c.Pledge.By)
				if days := by.Sub(time.UnixMilli(c.At)).Hours() / 24; err != nil || days < 7 || days > 40 || by.Weekday() != time.Friday {
					t.Errorf("a promise by %q, %.0f days later: %v", c.Pledge.By, days, err)
				}
			}
		}
		for _, kind := range []Kind{Join, Needs, Ballot, Decision, Reflection, Word, Pledge, PickPledge} {
			if kinds[kind] == 0 {
				t.Errorf("%s: nobody did %s", devices, kind)
			}
		}
		if again := rehearsed(t, settings, func(*State) {}); !reflect.DeepEqual(first, again) {
			t.Errorf("%s: the same seed gave another rehearsal", devices)
		}
		settings.Seed = 6
		if other := rehearsed(t, settings, func(*State) {}); devices == Personal && reflect.DeepEqual(first, other) {
			t.Errorf("%s: another seed gave the same rehearsal", devices)
		}
	}
}

// TestPretendLeavesPeopleAlone: without a rehearsal nobody pretends; while the
// session is paused nobody moves; where a person sits, the table's decision is
// left to them for a while.
func TestPretendLeavesPeopleAlone(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	if c, ok := p.State.NextPretend(pretendSays, 1); ok {
		t.Errorf("a pretend player does %s", c.Kind)
	}
	st := newPlay(t, Settings{Devices: Personal, Rehearsal: "en"}).State
	do := func(c Command) {
		t.Helper()
		if _, err := st.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	do(Command{Kind: Join, Hash: "real"})
	settle := func(now int64) {
		for c, ok := st.NextPretend(pretendSays, now); ok; c, ok = st.NextPretend(pretendSays, now) {
			do(c)
		}
	}
	settle(1)
	do(Command{Kind: Next, Facilitator: true, Version: st.Version, At: 1000})
	settle(2000)
	own := st.Table(st.Seat(1).Table)
	if st.Seat(1).Pretend() || !st.Seat(2).Pretend() || len(own.Needs) != 0 {
		t.Errorf("a pretend player picked for a person: %v", own.Needs)
	}
	settle(1000 + pretendWait)
	if len(own.Needs) == 0 {
		t.Error("the table of a person waits for ever")
	}
	do(Command{Kind: Pause, Facilitator: true})
	do(Command{Kind: Remove, Facilitator: true, Seat: 3})
	if c, ok := st.NextPretend(pretendSays, 99_000); ok {
		t.Errorf("a pretend player does %s in a pause", c.Kind)
	}
}

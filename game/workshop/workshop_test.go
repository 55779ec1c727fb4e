package workshop

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/errs"
	"github.com/opmaat/opmaat/game"
	"github.com/opmaat/opmaat/game/gametest"
)

// play is a session under test with the log of what was accepted.
type play struct {
	*testing.T
	*State
	log []Command
	now int64
}

func newPlay(t *testing.T, settings Settings) *play {
	sc := gametest.Scenario()
	settings.Ref, settings.Hash, settings.Seed = sc.Ref, sc.Hash, 7
	if settings.Agenda == 0 {
		settings.Agenda = Agenda60
	}
	return &play{T: t, State: New(sc, settings, 1000), now: 1000}
}

// try sends a command one second later than the one before.
func (p *play) try(c Command) error {
	p.now += 1000
	c.At = p.now
	changed, err := p.Apply(c)
	if changed {
		p.log = append(p.log, c)
	}
	return err
}

func (p *play) do(c Command) {
	p.Helper()
	if err := p.try(c); err != nil {
		p.Fatalf("%s in %s: %v", c.Kind, p.Phase, err)
	}
}

func (p *play) refused(c Command, kind errs.Kind, key string) {
	p.Helper()
	before := snapshot(p.T, p.State)
	err := p.try(c)
	e, ok := errors.AsType[*errs.E](err)
	if !ok || e.Kind != kind || e.Key != key {
		p.Fatalf("%s in %s: error %v, want kind %d with key %q", c.Kind, p.Phase, err, kind, key)
	}
	if after := snapshot(p.T, p.State); after != before {
		p.Fatalf("a refused %s changed the state", c.Kind)
	}
}

// host sends a command of the facilitator who has seen the newest phase.
func (p *play) host(kind Kind) {
	p.Helper()
	p.do(Command{Kind: kind, Facilitator: true, Version: p.Version})
}

func (p *play) to(phase Phase) {
	p.Helper()
	for range 60 {
		if p.Phase == phase {
			return
		}
		p.host(Next)
	}
	p.Fatalf("never came to %s", phase)
}

func (p *play) join(n int) {
	p.Helper()
	for range n {
		p.do(Command{Kind: Join, Hash: fmt.Sprintf("phone-%d", len(p.Seats)+1), Language: "nl"})
	}
}

// snapshot is everything that can be seen of a state.
func snapshot(t testing.TB, s *State) string {
	t.Helper()
	flat := *s
	flat.Scenario, flat.keys = nil, nil
	for _, table := range flat.Tables {
		table.Play.Scenario = nil
	}
	text, err := json.Marshal(flat)
	for _, table := range s.Tables {
		table.Play.Scenario = s.Scenario
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// replayed is the state rebuilt from the log.
func (p *play) replayed() *State {
	p.Helper()
	s := New(p.Scenario, p.Settings, 1000)
	if err := s.Replay(p.log); err != nil {
		p.Fatal(err)
	}
	return s
}

func (p *play) sameAfterReplay() {
	p.Helper()
	again := p.replayed()
	if got, want := snapshot(p.T, again), snapshot(p.T, p.State); got != want {
		p.Fatalf("replay differs:\n got %s\nwant %s", got, want)
	}
	for i, t := range p.Tables {
		if len(t.Play.Steps) > 0 && *again.Tables[i].Play.Last() != *t.Play.Last() {
			p.Fatalf("table %d stands elsewhere after replay", t.Number)
		}
	}
}

// session plays a whole session: every table votes, some decide.
func session(t *testing.T, settings Settings, seats int) *play {
	p := newPlay(t, settings)
	p.join(seats)
	p.to(Briefing)
	p.do(Command{Kind: Needs, Seat: 1, Needs: []string{"news"}})
	for p.Phase != Closed {
		switch p.Phase {
		case Vote:
			for i, seat := range p.Present() {
				options := p.Dilemma().Options
				p.do(Command{Kind: Ballot, Seat: seat.Number, Turn: p.Turn, Option: options[i%len(options)].ID})
			}
		case Decide:
			p.do(Command{Kind: Decision, Seat: 1, Turn: p.Turn, Option: p.Dilemma().Options[0].ID, Text: "because the crews need the news"})
		case Reflect:
			p.do(Command{Kind: Reflection, Seat: 1, Turn: p.Turn, Text: "we asked too late"})
		case Describe:
			p.do(Command{Kind: Word, Seat: 2, Text: "surprised"})
		case Commit:
			p.do(Command{Kind: Pledge, Seat: 2, Pledge: &game.Pledge{What: "ask the crews", With: "Noor"}})
		}
		p.host(Next)
	}
	return p
}

func TestSession(t *testing.T) {
	for name, settings := range map[string]Settings{
		"personal phones": {Agenda: Agenda60, Devices: Personal, Timers: true},
		"long version":    {Agenda: Agenda90, Devices: Personal},
		"shared devices":  {Agenda: Agenda120, Devices: Shared, Timers: true},
	} {
		t.Run(name, func(t *testing.T) {
			p := session(t, settings, 8)
			for _, table := range p.Tables {
				if !table.Play.Last().Ended() {
					t.Errorf("table %d did not come to its end", table.Number)
				}
			}
			if first := p.Tables[0]; first.Needs[0] != "news" || first.Rounds[0].Fallback || first.Rounds[0].Option != "d1.ask" {
				t.Errorf("table 1 played %+v", first.Rounds[0])
			}
			if second := p.Tables[1]; !second.Rounds[0].Fallback || second.Rounds[0].Option != "d1.launch" {
				t.Errorf("table 2 did not play the fallback: %+v", second.Rounds[0])
			}
			p.sameAfterReplay()
		})
	}
}

func TestTablesAreEvenAndRolesAreDealt(t *testing.T) {
	for seats := 1; seats <= 60; seats++ {
		p := newPlay(t, Settings{Devices: Personal})
		p.join(seats)
		p.to(Briefing)
		smallest, largest := seats, 0
		for _, table := range p.Tables {
			at := p.At(table.Number)
			smallest, largest = min(smallest, len(at)), max(largest, len(at))
			roles := map[string]bool{}
			for _, seat := range at {
				if len(seat.Roles) == 0 {
					t.Errorf("%d seats: seat %d has no role", seats, seat.Number)
				}
				for _, r := range seat.Roles {
					roles[r] = true
				}
			}
			if len(roles) != len(p.Scenario.Roles) {
				t.Errorf("%d seats: table %d has roles %v", seats, table.Number, roles)
			}
		}
		if largest > TableSize || largest-smallest > 1 || seats >= 6 && smallest < 3 {
			t.Errorf("%d seats: tables of %d to %d", seats, smallest, largest)
		}
	}
}

func TestPhaseChecks(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal, Timers: true})
	p.refused(Command{Kind: Next, Facilitator: true, Version: 0}, errs.Conflict, "workshop.error.empty")
	p.join(4)
	p.refused(Command{Kind: Next, Seat: 1}, errs.Forbidden, "workshop.error.notHost")
	p.refused(Command{Kind: "dance"}, errs.Invalid, "workshop.error.command")
	p.refused(Command{Kind: Ballot, Seat: 1, Option: "d1.ask"}, errs.Conflict, "workshop.error.late")
	p.to(Vote)
	p.refused(Command{Kind: Ballot, Seat: 1, Turn: 1, Option: "d1.ask"}, errs.Conflict, "workshop.error.late")
	p.refused(Command{Kind: Ballot, Seat: 1, Option: "d2.network"}, errs.Invalid, "game.error.option")
	p.refused(Command{Kind: Ballot, Seat: 9, Option: "d1.ask"}, errs.NotFound, "workshop.error.noSeat")
	p.refused(Command{Kind: Decision, Seat: 1, Option: "d1.ask"}, errs.Conflict, "workshop.error.late")
	p.to(Decide)
	p.refused(Command{Kind: Decision, Seat: 1, Option: "d1.ask", Moves: []string{"m.talks", "m.talks"}}, errs.Invalid, "game.error.twice")
	p.refused(Command{Kind: Decision, Seat: 1, Option: "d1.ask", Moves: []string{"m.host"}}, errs.Invalid, "game.error.notOffered")
	p.do(Command{Kind: Ballot, Seat: 1, Option: "d1.ask"})
	p.to(Reveal)
	p.refused(Command{Kind: Ballot, Seat: 1, Option: "d1.policy"}, errs.Conflict, "workshop.error.late")
	p.refused(Command{Kind: Back, Facilitator: true, Version: p.Version}, errs.Conflict, "workshop.error.back")
	p.to(Closed)
	p.refused(Command{Kind: Join, Hash: "late"}, errs.Conflict, "workshop.error.closed")
}

func TestTwoFacilitatorsPressNext(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(3)
	seen := p.Version
	p.do(Command{Kind: Next, Facilitator: true, Version: seen})
	p.refused(Command{Kind: Next, Facilitator: true, Version: seen}, errs.Conflict, "workshop.error.moved")
	if p.Phase != Briefing {
		t.Fatalf("in %s", p.Phase)
	}
}

func TestACommandWithAKeyIsDoneOnce(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(3)
	c := Command{Kind: Next, Facilitator: true, Version: p.Version, Key: "k1"}
	p.do(c)
	p.do(c) // a retry is no error though the version moved on
	if p.Phase != Briefing || len(p.log) != 4 {
		t.Fatalf("in %s after %d commands", p.Phase, len(p.log))
	}
}

func TestLateJoinersPlayOn(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(6)
	p.to(Decide)
	p.join(1)
	if n := len(p.At(p.Seats[6].Table)); n != 4 {
		t.Fatalf("the newcomer sits at a table of %d", n)
	}
	p.host(Next)
	p.do(Command{Kind: AddTable, Facilitator: true})
	if last := p.Tables[2]; !last.Rounds[0].Skipped || last.Play.Last().Round() != p.Schedule()[1] {
		t.Fatalf("a table that came late stands at round %d", last.Play.Last().Round())
	}
	p.to(Closed)
	p.sameAfterReplay()
}

func TestPaperTablesOnly(t *testing.T) {
	p := newPlay(t, Settings{Devices: Paper})
	p.do(Command{Kind: AddTable, Facilitator: true})
	p.do(Command{Kind: AddTable, Facilitator: true})
	p.to(Briefing)
	p.do(Command{Kind: Needs, Facilitator: true, Table: 2, Needs: []string{"together"}})
	p.to(Decide)
	p.do(Command{Kind: Decision, Facilitator: true, Table: 2, Option: "d1.policy", Moves: []string{"m.jury"}})
	p.to(Reveal)
	if r := p.Tables[1].Rounds[0]; r.Option != "d1.policy" || r.By != 0 || p.Tables[1].Needs[0] != "together" {
		t.Fatalf("table 2 played %+v", r)
	}
	p.sameAfterReplay()
}

func TestSeats(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(4)
	p.do(Command{Kind: Rename, Seat: 1, Text: "  Noor "})
	p.do(Command{Kind: Rename, Seat: 2, Text: "nооr"}) // with Cyrillic letters
	if p.Seats[0].Name != "Noor" || p.Seats[1].Name != "nооr 2" {
		t.Errorf("names %q and %q", p.Seats[0].Name, p.Seats[1].Name)
	}
	for _, bad := range []string{"<script>alert(1)", "a\u202eb<", "{{.}}", "x/y"} {
		p.refused(Command{Kind: Rename, Seat: 3, Text: bad}, errs.Invalid, "workshop.error.name")
	}
	p.refused(Command{Kind: Rename, Seat: 3, Text: "   "}, errs.Invalid, "workshop.error.nameEmpty")
	p.refused(Command{Kind: Rename, Seat: 3, Text: "abcdefghijklmnopqrstuvwxyz"}, errs.Invalid, "error.too_long")
	p.do(Command{Kind: Lock, Facilitator: true, On: true})
	p.refused(Command{Kind: Join, Hash: "new"}, errs.Conflict, "workshop.error.locked")
	p.do(Command{Kind: Join, Hash: "phone-2"}) // who has a seat keeps it
	p.do(Command{Kind: Remove, Facilitator: true, Seat: 4})
	p.refused(Command{Kind: Rename, Seat: 4, Text: "Ada"}, errs.Forbidden, "workshop.error.removed")
	p.to(Briefing)
	p.sameAfterReplay()
}

func TestASeatMovesToAnotherDevice(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(3)
	p.do(Command{Kind: Pass, Seat: 2, Hash: "pass"})
	p.do(Command{Kind: Claim, Hash: "pass", NewHash: "tablet"})
	if p.SeatBy("tablet") != p.Seats[1] || p.SeatBy("phone-2") != p.Seats[1] {
		t.Fatal("the seat is not on both devices")
	}
	p.refused(Command{Kind: Claim, Hash: "pass", NewHash: "thief"}, errs.NotFound, "workshop.error.pass")
	p.do(Command{Kind: Pass, Seat: 2, Hash: "slow"})
	p.now += (PassMinutes*60 + 1) * 1000
	p.refused(Command{Kind: Claim, Hash: "slow", NewHash: "other"}, errs.NotFound, "workshop.error.pass")
	p.do(Command{Kind: Merge, Facilitator: true, Seat: 3, Into: 1})
	if p.SeatBy("phone-3") != p.Seats[0] || len(p.Present()) != 2 {
		t.Fatal("the seats were not merged")
	}
	p.to(Briefing)
	p.sameAfterReplay()
}

func TestTimersAreSoft(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal, Timers: true})
	p.join(3)
	p.to(Vote)
	planned := p.Agenda.Planned(Vote).Milliseconds()
	if p.State.Deadline != p.now+planned {
		t.Fatalf("deadline %d at %d", p.State.Deadline, p.now)
	}
	p.do(Command{Kind: Pause, Facilitator: true})
	left := p.Left
	p.now += 3600_000
	p.do(Command{Kind: AddTime, Facilitator: true, Minutes: 1})
	p.do(Command{Kind: Resume, Facilitator: true})
	if p.State.Deadline != p.now+left+60_000 {
		t.Fatalf("%d left, want %d", p.State.Deadline-p.now, left+60_000)
	}
	p.now += 3600_000 // long over: voting still works, nothing was sent for anybody
	p.do(Command{Kind: Ballot, Seat: 1, Option: "d1.ask"})
	if p.Phase != Vote || len(p.Tables[0].Rounds[0].Votes) != 1 {
		t.Fatal("the timer did something")
	}
	p.do(Command{Kind: TimersOff, Facilitator: true})
	p.to(Decide)
	if p.State.Deadline != 0 {
		t.Fatal("a timer that was turned off runs")
	}
	p.sameAfterReplay()
}

func TestASkippedRoundLetsTimePass(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(3)
	p.to(Vote)
	p.host(Skip)
	r := p.Tables[0].Rounds[0]
	if p.Phase != Inject || p.Turn != 1 || !r.Skipped || len(r.Facts) == 0 || !reflect.DeepEqual(p.Skipped, []int{1}) {
		t.Fatalf("in %s, turn %d, round %+v", p.Phase, p.Turn, r)
	}
	p.to(Closed)
	p.sameAfterReplay()
}

func TestThePlanOfTheDayAddsUp(t *testing.T) {
	for agenda, rounds := range map[Agenda]int{Agenda60: 4, Agenda90: 6, Agenda120: 6} {
		end := agenda.Until(Closed, rounds, 0) + agenda.Planned(Closed)
		if minutes := end.Minutes(); minutes < float64(agenda)-3 || minutes > float64(agenda) {
			t.Errorf("the plan of %d minutes takes %.1f", agenda, minutes)
		}
		last := agenda.Until(Inject, rounds, 0)
		for over := range rounds {
			for _, p := range []Phase{Inject, Vote, Decide, Reveal, Reflect} {
				at := agenda.Until(p, rounds, over)
				if at < last {
					t.Errorf("%d minutes: %s of round %d is planned before what goes before it", agenda, p, over+1)
				}
				last = at + agenda.Planned(p)
			}
		}
		if numbers := agenda.Until(Numbers, rounds, rounds); numbers != last {
			t.Errorf("%d minutes: numbers at %s, the rounds end at %s", agenda, numbers, last)
		}
	}
}

// FuzzApply sends any commands in any order: nothing panics, a refused command
// changes nothing, and the log gives the same state again.
func FuzzApply(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Add([]byte{14, 14, 14, 14, 0, 0, 0, 21, 0, 22, 0, 23, 0, 0, 0})
	kinds := []Kind{Next, Back, Pause, Resume, AddTime, TimersOff, TimersOn, Skip, Blackout, Lock, Plenary, Remove, Merge, Shift, Join, AddTable,
		Keep, Rename, Speak, Pass, Needs, Ballot, Decision, Reflection, Word, Pledge, PickPledge, Claim, End, Renew}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 300 {
			return
		}
		p := newPlay(t, Settings{Devices: []Devices{Personal, Shared, Paper}[len(data)%3], Timers: len(data)%2 == 0})
		for i, b := range data {
			n := int(b) / len(kinds)
			c := Command{
				Kind: kinds[int(b)%len(kinds)], Facilitator: b%5 != 0, Version: p.Version, Seat: n + 1, Into: n + 2, Table: n, Turn: p.Turn, Minutes: n - 2, On: n%2 == 0,
				Hash: fmt.Sprint("h", i/2), NewHash: fmt.Sprint("n", i), Language: "en", Text: fmt.Sprint("word ", n), Needs: []string{"know"},
				Pledge: &game.Pledge{What: "ask"},
			}
			if number := p.RoundNumber(); number > 0 {
				options := p.Dilemma().Options
				c.Option, c.Moves = options[n%len(options)].ID, []string{"m.talks"}[:n%2]
			}
			before := snapshot(t, p.State)
			if err := p.try(c); err != nil && snapshot(t, p.State) != before {
				t.Fatalf("a refused %s changed the state", c.Kind)
			}
		}
		p.sameAfterReplay()
	})
}

func TestThreeSharePartOfTheRoles(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	four := *p.Scenario
	four.Roles = []string{"secretary", "adviser", "staff", "security"}
	p.State.Scenario = &four
	p.join(3)
	p.to(Roles)
	var dealt [][]string
	for _, seat := range p.At(1) {
		dealt = append(dealt, seat.Roles)
	}
	if want := [][]string{{"secretary"}, {"adviser", "staff"}, {"security"}}; !reflect.DeepEqual(dealt, want) {
		t.Errorf("roles %v, want %v", dealt, want)
	}
}

func TestASeatIsMovedToAnotherTable(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(7)
	p.to(Vote)
	moved := p.Seat(2)
	p.do(Command{Kind: Ballot, Seat: 2, Option: "d1.ask"})
	old, roles := moved.Table, len(p.At(moved.Table))
	p.refused(Command{Kind: Shift, Facilitator: true, Seat: 2, Table: 9}, errs.NotFound, "workshop.error.noTable")
	p.refused(Command{Kind: Shift, Seat: 2, Table: 1}, errs.Forbidden, "workshop.error.notHost")
	p.do(Command{Kind: Shift, Facilitator: true, Seat: 2, Table: 1})
	if moved.Table != 1 || len(p.At(old)) != roles-1 || len(p.Tables[old-1].Rounds[0].Votes) != 0 || len(moved.Roles) == 0 {
		t.Errorf("the seat is at table %d with roles %v, its vote %v", moved.Table, moved.Roles, p.Tables[old-1].Rounds[0].Votes)
	}
	p.sameAfterReplay()
}

func TestASeatSpeaksForItsOwnTable(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(6)
	p.to(Decide)
	p.do(Command{Kind: Decision, Seat: 1, Table: 2, Option: "d1.ask", Text: "ours"}) // whatever it says
	if p.Tables[0].Rounds[0].Option != "d1.ask" || p.Tables[1].Rounds[0].Option != "" {
		t.Error("a seat decided for another table")
	}
	p.to(Commit)
	p.do(Command{Kind: Pledge, Seat: 2, Pledge: &game.Pledge{What: "ask"}})
	p.refused(Command{Kind: PickPledge, Seat: 1, Into: 2}, errs.NotFound, "workshop.error.noPledge")
	p.sameAfterReplay()
}

func TestOneStepBackLosesNothing(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(3)
	p.to(Decide)
	p.do(Command{Kind: Ballot, Seat: 1, Option: "d1.ask"})
	p.do(Command{Kind: Decision, Seat: 1, Option: "d1.policy"})
	for _, want := range []Phase{Vote, Inject} {
		if p.host(Back); p.Phase != want {
			t.Fatalf("back in %s, want %s", p.Phase, want)
		}
	}
	p.refused(Command{Kind: Back, Facilitator: true, Version: p.Version}, errs.Conflict, "workshop.error.back")
	p.to(Reveal)
	if r := p.Tables[0].Rounds[0]; r.Option != "d1.policy" || r.Votes[1] != "d1.ask" || p.Tables[0].Play.Last().Round() == 1 {
		t.Errorf("the round is %+v", r)
	}
	p.sameAfterReplay()
}

// Divergence counts the different options first, then how even they are.
func TestDivergence(t *testing.T) {
	s := &State{}
	rounds := [][]string{{"a", "a", "b", "a"}, {"a", "b", "a", "b"}, {"a", "b", "c", "a"}, {"a", "a", "a", "a"}, {"", "", "", ""}, {"a", "", "b", ""}}
	for n := range 4 {
		table := &Table{Number: n + 1}
		for _, options := range rounds {
			table.Rounds = append(table.Rounds, &Round{Option: options[n]})
		}
		s.Tables = append(s.Tables, table)
	}
	for turn, want := range [][2]int{{1, 25}, {1, 50}, {2, 50}, {0, 0}, {0, 0}, {1, 50}, {0, 0}} {
		if different, even := s.Divergence(turn); different != want[0] || even != want[1] {
			t.Errorf("turn %d: %d %d, want %v", turn, different, even, want)
		}
	}
}

// Without the names that people typed, a session is replayed to where it was; its
// seats have generated names.
func TestForgottenNames(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(4)
	for _, name := range []string{"Noor", "Noor B.", "Noor"} {
		p.do(Command{Kind: Rename, Seat: 1, Text: name})
		p.do(Command{Kind: Rename, Seat: 2, Text: name + " too"})
	}
	p.to(Reveal)
	p.do(Command{Kind: Rename, Seat: 3, Text: "Ada"})
	for i, c := range p.log {
		if c.Kind == Rename {
			p.log[i] = c.ForgetName()
		}
	}
	again := p.replayed()
	if text := snapshot(t, again); strings.Contains(text, "Noor") || strings.Contains(text, "Ada") {
		t.Errorf("a name is left: %s", text)
	}
	for _, seat := range p.Seats {
		seat.Name = ""
	}
	if got, want := snapshot(t, again), snapshot(t, p.State); got != want {
		t.Errorf("replay differs:\n got %s\nwant %s", got, want)
	}
}

// Two at a table decide at the same moment: the second one is told, and may
// replace the first one knowingly. The facilitator, who sees both, just does.
func TestTwoDecideAtOnce(t *testing.T) {
	p := newPlay(t, Settings{Devices: Personal})
	p.join(4)
	p.to(Decide)
	options := p.Dilemma().Options
	p.do(Command{Kind: Decision, Seat: 1, Seen: 1, Option: options[0].ID, Text: "first"})
	p.refused(Command{Kind: Decision, Seat: 2, Seen: 1, Option: options[1].ID, Text: "second"}, errs.Conflict, "workshop.error.decided")
	p.do(Command{Kind: Decision, Seat: 3, Seen: 1, Option: options[0].ID, Text: "first"}) // the same: nothing is lost
	p.do(Command{Kind: Decision, Seat: 2, Seen: 2, Option: options[1].ID, Text: "second"})
	if r := p.Current(p.Tables[0]); r.Option != options[1].ID || r.By != 2 || r.Sent != 2 {
		t.Errorf("the table decided %+v", r)
	}
	p.do(Command{Kind: Decision, Facilitator: true, Table: 1, Option: options[0].ID, Text: "third"})
	p.sameAfterReplay()
}

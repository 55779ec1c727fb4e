package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game/workshop"
	"golang.org/x/net/html"
)

// TestDebriefComesLast: nothing of the debrief is known before its phase, and
// then the tables stand side by side.
func TestDebriefComesLast(t *testing.T) {
	x := shared()
	for _, phase := range workshop.Phases {
		st, err := x.sampleSession(phase)
		if err != nil {
			t.Fatal(err)
		}
		y, err := x.stage("en", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		page, err := y.debriefPage(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, wall := range []bool{true, false} {
			v, err := y.debrief(wall)
			if err != nil {
				t.Fatal(err)
			}
			want := inDebrief(phase) && (!wall || phase == workshop.Describe || phase == workshop.Analyse)
			if (v != nil) != want || (page != nil) != inDebrief(phase) {
				t.Errorf("%s, wall %v: debrief %v, page %v", phase, wall, v != nil, page != nil)
			}
			if v == nil || wall {
				continue
			}
			if len(v.Paths) != len(st.Tables) || len(v.Paths[0].Steps) != len(v.Rounds) || len(v.Adoption.Table.Rows) != len(v.Rounds)+1 ||
				len(v.Principles.Rows) != 12 || len(v.Why) == 0 {
				t.Errorf("%s: %d paths, %d rows, %d principles, %d whys", phase, len(v.Paths), len(v.Adoption.Table.Rows), len(v.Principles.Rows), len(v.Why))
			}
		}
	}
}

// TestWidestRound: the tables look at the round in which they chose most
// differently, with what each chose, why, and how its people had voted.
func TestWidestRound(t *testing.T) {
	x := shared()
	st, err := x.sampleSession(workshop.Analyse)
	if err != nil {
		t.Fatal(err)
	}
	for turn := range st.Tables[0].Rounds {
		for n, table := range st.Tables {
			r := table.Rounds[turn]
			if options := st.Scenario.Dilemmas[r.Number-1].Options; turn == 2 {
				r.Option, r.Reason, r.Fallback = options[n].ID, fmt.Sprint("why ", n), false
			} else {
				r.Option = options[0].ID
			}
		}
	}
	y, err := x.stage("nl", workshop.Session{ID: sampleID}, st)
	if err != nil {
		t.Fatal(err)
	}
	if y.widest() != 2 {
		t.Fatalf("the widest round is %d", y.widest())
	}
	p := y.phone(st.Seat(1), nil)
	if p.WidestN != 3 || len(p.Widest) != len(st.Tables) {
		t.Fatalf("round %d of %d tables", p.WidestN, len(p.Widest))
	}
	votes := 0
	for n, choice := range p.Widest {
		if choice.Reason != fmt.Sprint("why ", n) || choice.Letter != letter(n) {
			t.Errorf("table %d: %+v", n+1, choice)
		}
		for _, v := range choice.Votes {
			votes += v.Votes
		}
	}
	wall := y.wall().Widest
	if wall == nil || wall.N != 3 || len(wall.Choices) != len(st.Tables) || votes != sampleRoomSeats-1 {
		t.Errorf("on the wall %+v; %d votes", wall, votes)
	}
	for _, table := range st.Tables {
		table.Rounds[2].Option = st.Scenario.Dilemmas[table.Rounds[2].Number-1].Options[0].ID
	}
	if y.widest() != -1 {
		t.Error("tables that agreed differ")
	}
}

// TestDebriefOfManyTables draws no more lines than can be told apart, and names
// of each principle only who did most and least.
func TestDebriefOfManyTables(t *testing.T) {
	x := shared()
	many := func(phase workshop.Phase) (*stage, *debriefView) {
		st, err := x.sampleCrowd(phase, 55)
		if err != nil {
			t.Fatal(err)
		}
		y, err := x.stage("nl", workshop.Session{ID: sampleID}, st)
		if err != nil {
			t.Fatal(err)
		}
		v, err := y.debrief(true)
		if err != nil {
			t.Fatal(err)
		}
		return y, v
	}
	y, v := many(workshop.Describe)
	if f := y.adoptionFigure(y.arrived()); len(f.Series) != 3 || len(f.Series) > report.LinesMost || len(v.Paths) != 12 {
		t.Errorf("%d lines, %d paths", len(f.Series), len(v.Paths))
	}
	_, v = many(workshop.Analyse)
	for _, row := range v.Principles.Rows {
		most, least := row.Cells[0], row.Cells[1]
		if len(row.Cells) != 2 || most.Who == "" || least.Who == "" || most.Percent <= least.Percent {
			t.Errorf("%s: %+v", row.Name, row.Cells)
		}
	}
	if len(v.Principles.Tables) != 2 || len(v.Principles.Rows) == 0 {
		t.Errorf("%d columns, %d rows", len(v.Principles.Tables), len(v.Principles.Rows))
	}
}

// TestDebriefPage is for the facilitator, table by table, and not before its time.
func TestDebriefPage(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	x.sits(t, l)
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	path := "/host/s/" + l.id + "/debrief"
	for version := int64(0); ; version++ {
		phase := workshop.Phase("")
		if err := room.Read(t.Context(), func(st *workshop.State) error { phase = st.Phase; return nil }); err != nil {
			t.Fatal(err)
		}
		a := x.get(t, path+"?table=1", "Cookie", l.host)
		if inDebrief(phase) {
			if body := a.wants(http.StatusOK).Body.String(); strings.Count(body, "data-chart=") != 3 {
				t.Errorf("%s: %d charts", phase, strings.Count(body, "data-chart="))
			}
			for _, odd := range []string{"?table=99", "?table=x", "?table=-1", ""} {
				x.get(t, path+odd, "Cookie", l.host).wants(http.StatusOK)
			}
			break
		}
		if to := a.wants(http.StatusSeeOther).Header().Get("Location"); to != "/host/s/"+l.id {
			t.Errorf("%s leads to %s", phase, to)
		}
		if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: version, Key: fmt.Sprint(version)}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestQuotesFromTheDebrief: a reason is kept and let go on the page of a table,
// which then shows the same round again.
func TestQuotesFromTheDebrief(t *testing.T) {
	x := newSite(t, nil)
	l := x.leads(t)
	x.sits(t, l)
	room, err := x.rooms.Room(t.Context(), l.id)
	if err != nil {
		t.Fatal(err)
	}
	quotes := func() (phase workshop.Phase, turn, kept int, option string) {
		err := room.Read(t.Context(), func(st *workshop.State) error {
			phase, turn, kept = st.Phase, st.Turn, len(st.Quotes)
			if phase == workshop.Decide {
				option = st.Dilemma().Options[0].ID
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return phase, turn, kept, option
	}
	for version := int64(0); ; version++ {
		phase, turn, _, option := quotes()
		if phase == workshop.Transition {
			break
		}
		if phase == workshop.Decide {
			if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Decision, Seat: 1, Turn: turn, Option: option, Text: "a reason to keep"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := room.Do(t.Context(), workshop.Command{Kind: workshop.Next, Facilitator: true, Version: version}); err != nil {
			t.Fatal(err)
		}
	}
	path := "/host/s/" + l.id + "/debrief"
	for want := range 3 { // kept, let go, kept again
		page := x.get(t, path, "Cookie", l.host).wants(http.StatusOK)
		form := url.Values{}
		for f := range elements(page.doc(), "form") {
			if form = fieldsOf(f); form.Get("turn") == "1" {
				break
			}
		}
		sent := x.post(t, "/host/s/"+l.id, form, "Cookie", l.host).wants(http.StatusSeeOther)
		if to := sent.Header().Get("Location"); to != path+"?table=1#round-2" {
			t.Errorf("leads to %s", to)
		}
		if _, _, kept, _ := quotes(); kept != (want+1)%2 {
			t.Errorf("%d quotes after %d clicks", kept, want+1)
		}
	}
}

// fieldsOf are the hidden fields of a form.
func fieldsOf(form *html.Node) url.Values {
	fields := url.Values{}
	for n := range elements(form, "input") {
		if value(n, "type") == "hidden" {
			fields.Add(value(n, "name"), value(n, "value"))
		}
	}
	return fields
}

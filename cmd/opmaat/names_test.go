package main

import (
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/game/workshop"
)

// TestTypedNamesGoAfterADay: a server that starts forgets the names that were
// typed in workshops in which nothing happened for a day, and keeps the others.
func TestTypedNamesGoAfterADay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"yesterday": "", "today": "Noor"} // what is left
	for id, ago := range map[string]time.Duration{"yesterday": namesKept + time.Minute, "today": namesKept - time.Hour} {
		at := time.Now().Add(-ago).UnixMilli()
		s := workshop.Session{ID: id, Code: workshop.NewCode(), Open: true, Host: "h" + id, Cohost: "c" + id, Recovery: "r" + id, Screen: "s" + id, Join: "j" + id,
			Settings: workshop.Settings{Ref: assessment.Ref{ID: "vlasbrugge", Version: 1}, Agenda: workshop.Agenda60, Devices: workshop.Personal}, Created: at, Changed: at}
		if err := db.Workshops().CreateSession(t.Context(), s, workshop.Limit{}); err != nil {
			t.Fatal(err)
		}
		log := []workshop.Command{{Kind: workshop.Join, At: at, Key: "1", Hash: "phone"}, {Kind: workshop.Rename, At: at, Key: "2", Seat: 1, Text: "Noor"}}
		if err := db.Workshops().Append(t.Context(), id, 1, log); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r := started(t, "--data", dir)
	for end := time.Now().Add(time.Minute); !strings.Contains(r.log.String(), "old names of seats deleted"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("no name went within a minute:\n%s", r.log)
		}
	}
	if code := r.stop(); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, r.log)
	}
	if db, err = sqlstore.Open(t.Context(), sqlstore.Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for id, want := range names {
		log, err := db.Workshops().Commands(t.Context(), id, 0)
		if err != nil || len(log) != 2 || log[1].Text != want || log[1].Forgotten != (want == "") {
			t.Errorf("%s: %+v, %v", id, log, err)
		}
	}
}

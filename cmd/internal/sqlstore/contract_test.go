package sqlstore

import (
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/assessment/storetest"
	"github.com/opmaat/opmaat/game"
	gamestore "github.com/opmaat/opmaat/game/storetest"
	"github.com/opmaat/opmaat/game/workshop"
	workshopstore "github.com/opmaat/opmaat/game/workshop/storetest"
)

// openIn opens a database in dir and closes it with the test.
func openIn(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// openTemp opens a new database in a folder whose name is hard to get into a DSN.
func openTemp(t testing.TB) *DB {
	t.Helper()
	return openIn(t, filepath.Join(t.TempDir(), "a b?mode=memory&c#d%20é"))
}

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) assessment.Store { return openTemp(t).Tests() })
}

func TestGameContract(t *testing.T) {
	gamestore.Run(t, func(t *testing.T) game.Store { return openTemp(t).Games() })
}

func TestWorkshopContract(t *testing.T) {
	workshopstore.Run(t, func(t *testing.T) workshop.Store { return openTemp(t).Workshops() })
}

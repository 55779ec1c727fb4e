package sqlstore

import (
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

// dialect holds all that differs between databases. Every other text in this
// package is written once, with ? for its parameters. A second database is a
// second value of this type, a case in mapError and its own way to connect.
type dialect struct {
	driver     string            // as registered with database/sql
	migrations goose.Dialect     // how goose keeps its version table
	tables     *strings.Replacer // turns the shared migrations into this database's
	begin      string            // opens a transaction that will write
	snapshot   string            // opens a transaction that reads one state
}

// rebind writes the parameters of a statement the way the driver wants them.
func (d dialect) rebind(text string) string {
	return sqlx.Rebind(sqlx.BindType(d.driver), text)
}

// sqlite returns the dialect of SQLite. STRICT makes a wrong type an error, but
// it knows no BIGINT. Answers and plan items are clustered by test (WITHOUT
// ROWID): one page a save instead of two. Rows that may grow to many kilobytes
// and tests, where neighbours in time should share a page, stay in a heap.
func sqlite() dialect {
	return dialect{
		driver:     "sqlite3",
		migrations: goose.DialectSQLite3,
		tables: strings.NewReplacer(
			"BIGINT", "INTEGER",
			"/* heap */", "STRICT",
			"/* clustered */", "STRICT, WITHOUT ROWID",
		),
		begin:    "BEGIN IMMEDIATE",
		snapshot: "BEGIN",
	}
}

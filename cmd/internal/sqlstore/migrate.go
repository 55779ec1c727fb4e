package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the database to the newest version this program knows and
// returns that version. A database from a newer program is left as it is.
func migrate(ctx context.Context, db *sql.DB, d dialect) (int64, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return 0, err
	}
	p, err := goose.NewProvider(d.migrations, db, rewritten{files, d.tables},
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	found, err := p.GetDBVersion(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	if found > newest {
		return found, fmt.Errorf("%w: it has version %d, this program knows %d", ErrNewer, found, newest)
	}
	if found < newest {
		if _, err := p.Up(ctx); err != nil {
			return found, fmt.Errorf("migrate from version %d to %d: %w", found, newest, err)
		}
	}
	return newest, nil
}

// rewritten is a folder of texts that are passed through a replacer when opened.
type rewritten struct {
	fs.FS
	replacer *strings.Replacer
}

// Open opens a file with its text replaced; folders pass unchanged.
func (r rewritten) Open(name string) (fs.File, error) {
	f, err := r.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return rewrittenFile{f, bytes.NewReader([]byte(r.replacer.Replace(string(text))))}, nil
}

// rewrittenFile reads the replaced text in place of the file's own.
type rewrittenFile struct {
	fs.File
	text *bytes.Reader
}

func (f rewrittenFile) Read(p []byte) (int, error) { return f.text.Read(p) }

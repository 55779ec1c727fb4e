package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/jmoiron/sqlx"
	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// fileName is the database inside the data folder.
const fileName = "opmaat.db"

// Options say where the database is.
type Options struct {
	// Dir is the data folder. It is made with mode 0700 when it is not there.
	Dir string
	// Logger gets what no caller can be told; slog.Default when nil.
	Logger *slog.Logger
}

// Open opens the database in the data folder, making or migrating it as needed,
// and holds the folder until Close. An error is one sentence for the person who
// starts the program; errors.Is finds ErrInUse, ErrNewer, ErrCorrupt and
// ErrNetwork. A database that is damaged or too new is left untouched.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("find the data folder %q: %w", o.Dir, err)
	}
	lock, err := holdDir(dir)
	if err != nil {
		return nil, err
	}
	db := &DB{lock: lock, counts: &counts{}}
	if err := db.connect(ctx, filepath.Join(dir, fileName), o.Logger); err != nil {
		return nil, errors.Join(explained(dir, err), db.closePools(), lock.Close())
	}
	return db, nil
}

// connect opens the writer, migrates, and opens the readers.
func (db *DB) connect(ctx context.Context, path string, log *slog.Logger) error {
	d := sqlite()
	err := checkFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = create(ctx, path, d)
	}
	if err != nil {
		return err
	}
	write, err := db.pool(ctx, d, writerDSN(path), 1)
	if err != nil {
		return err
	}
	if db.version, err = migrate(ctx, write.DB, d); err != nil {
		return err
	}
	read, err := db.pool(ctx, d, readerDSN(path), max(2, runtime.NumCPU()))
	if err != nil {
		return err
	}
	changing, err := db.sessions(ctx, write, d, 1)
	if err != nil {
		return err
	}
	reading, err := db.sessions(ctx, read, d, read.Stats().MaxOpenConnections)
	if err != nil {
		return errors.Join(err, changing[0].close())
	}
	db.writer, db.readers = newWriter(changing[0], log), newReaders(reading)
	return nil
}

// create makes a new database under another name and renames it, so that a
// database of this name is always a whole one, whatever stops the program.
func create(ctx context.Context, path string, d dialect) error {
	if _, err := os.Lstat(path + "-wal"); err == nil {
		return fmt.Errorf("%w: %s is gone but its log %s-wal is there", ErrCorrupt, fileName, fileName)
	}
	draft := path + ".new"
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(draft + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	f, err := os.OpenFile(draft, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	p, err := sqlx.Open(d.driver, writerDSN(draft))
	if err != nil {
		return err
	}
	p.SetMaxOpenConns(1)
	_, err = migrate(ctx, p.DB, d)
	if err = errors.Join(err, p.Close()); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a rename in a folder durable.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// pool opens n connections at most and proves that one works.
func (db *DB) pool(ctx context.Context, d dialect, dsn string, n int) (*sqlx.DB, error) {
	p, err := sqlx.Open(d.driver, dsn)
	if err != nil {
		return nil, err
	}
	db.pools = append(db.pools, p)
	p.SetMaxOpenConns(n)
	p.SetMaxIdleConns(n)
	return p, p.PingContext(ctx)
}

// sessions takes n connections out of a pool for good.
func (db *DB) sessions(ctx context.Context, p *sqlx.DB, d dialect, n int) ([]*session, error) {
	var all []*session
	for range n {
		conn, err := p.Conn(ctx)
		if err != nil {
			for _, s := range all {
				err = errors.Join(err, s.close())
			}
			return nil, err
		}
		all = append(all, newSession(conn, d, db.counts))
	}
	return all, nil
}

// Settings of both kinds of connection. They are in the DSN because a PRAGMA
// reaches one connection of a pool only. The cache is 16 MB a connection.
const shared = "&_busy_timeout=5000&_foreign_keys=on&_cache_size=-16000&_stmt_cache_size=64"

// writerDSN asks for full durability and for the write lock at BEGIN, and has
// deleted content overwritten where that costs no extra writes.
func writerDSN(path string) string {
	return fileURI(path) + "?mode=rw&_txlock=immediate&_journal_mode=WAL&_synchronous=FULL&_secure_delete=FAST" + shared
}

// readerDSN refuses every change.
func readerDSN(path string) string {
	return fileURI(path) + "?mode=ro&_query_only=true" + shared
}

// fileURI writes a path so that no character of it reads as a parameter.
func fileURI(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "file:" + strings.Join(parts, "/")
}

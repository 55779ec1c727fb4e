package sqlstore

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// filled returns a data folder with a database that has content, closed.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	withDB(t, dir, func(db *DB) { createTests(t, db.Tests(), 200) })
	return dir
}

// refuses checks that Open refuses dir for a reason, says so in one sentence, and
// leaves the database file as it was.
func refuses(t *testing.T, dir string, why error, words string) {
	t.Helper()
	path := filepath.Join(dir, fileName)
	before, _ := os.ReadFile(path)
	db, err := Open(context.Background(), Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err == nil {
		db.Close()
		t.Fatal("the data folder was accepted")
	}
	if why != nil && !errors.Is(err, why) {
		t.Errorf("error %v, want %v", err, why)
	}
	text := err.Error()
	if strings.Contains(text, "\n") || !strings.Contains(text, dir) || !strings.Contains(text, words) {
		t.Errorf("not one sentence that names the folder and says %q: %s", words, text)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the database file was changed")
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	for name, damage := range map[string]func(file []byte) []byte{
		"emptied":           func([]byte) []byte { return nil },
		"cut in the header": func(f []byte) []byte { return f[:10] },
		"cut after it":      func(f []byte) []byte { return f[:100] },
		"cut in half":       func(f []byte) []byte { return f[:len(f)/2] },
		"one page short":    func(f []byte) []byte { return f[:len(f)-4096] },
		"other file":        func(f []byte) []byte { return append([]byte("%PDF-1.7"), f[8:]...) },
		"header lost":       func(f []byte) []byte { return append(f[:16:16], append(make([]byte, 84), f[100:]...)...) },
		"first page lost":   func(f []byte) []byte { return append(f[:100:100], append(make([]byte, 3996), f[4096:]...)...) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			path := filepath.Join(dir, fileName)
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(file), 0o600); err != nil {
				t.Fatal(err)
			}
			refuses(t, dir, ErrCorrupt, "restore a backup")
		})
	}
}

func TestOpenRefusesALogWithoutDatabase(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName+"-wal"), []byte("log"), 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, dir, ErrCorrupt, "restore a backup")
	if _, err := os.Stat(filepath.Join(dir, fileName)); err == nil {
		t.Error("a database was made beside the log of another")
	}
}

func TestOpenRefusesANewerDatabase(t *testing.T) {
	dir := t.TempDir()
	withDB(t, dir, func(db *DB) {
		if db.SchemaVersion() < 1 {
			t.Error("schema version", db.SchemaVersion())
		}
		err := db.write(t.Context(), func(s *session) error {
			_, err := s.exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	refuses(t, dir, ErrNewer, "9999")
}

func TestOpenRefusesASecondProcess(t *testing.T) {
	dir := t.TempDir()
	db := openIn(t, dir)
	refuses(t, dir, ErrInUse, "process")
	out, err := child(t, "open", dir).CombinedOutput()
	if err == nil || !strings.Contains(string(out), ErrInUse.Error()) || strings.Count(string(out), "\n") != 1 {
		t.Errorf("another process: %v %s", err, out)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := child(t, "open", dir).CombinedOutput(); err != nil {
		t.Errorf("after Close: %v %s", err, out)
	}
}

// TestOpenSaysThatItMayNotWrite runs as an ordinary user, if need be in a child
// that gives up root: root may write everywhere.
func TestOpenSaysThatItMayNotWrite(t *testing.T) {
	top := t.TempDir()
	for _, dir := range []string{top, filepath.Dir(top)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	locked := filepath.Join(top, "locked")
	if err := os.Mkdir(locked, 0o555); err != nil {
		t.Fatal(err)
	}
	full := filepath.Join(top, "full")
	withDB(t, full, func(*DB) {})
	for path, mode := range map[string]os.FileMode{full: 0o777, filepath.Join(full, lockName): 0o666, filepath.Join(full, fileName): 0o444} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, dir := range map[string]string{"folder": locked, "new folder in it": filepath.Join(locked, "data"), "database": full} {
		cmd := child(t, "open", dir)
		if os.Geteuid() == 0 {
			cmd.Path = "/proc/self/exe" // the folder of the test binary may be closed to others
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.CombinedOutput()
		if err == nil || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), "give the program's user the right") {
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
}

func TestOpenRefusesAFileForAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, path, nil, "choose a path that is a folder")
	refuses(t, filepath.Join(path, "data"), nil, "choose a path that is a folder")
}

func TestOpenKeepsItsFilesPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	db := openIn(t, dir)
	createTests(t, db.Tests(), 1)
	for name, want := range map[string]os.FileMode{
		"": 0o700, fileName: 0o600, fileName + "-wal": 0o600, fileName + "-shm": 0o600, lockName: 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v", name, info, err)
		}
	}
}

// TestOpenAfterACrashWhileCreating leaves half a new database behind.
func TestOpenAfterACrashWhileCreating(t *testing.T) {
	dir := t.TempDir()
	for _, tail := range []string{".new", ".new-wal"} {
		if err := os.WriteFile(filepath.Join(dir, fileName+tail), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := openIn(t, dir).Tests().Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSettingsReachEveryConnection(t *testing.T) {
	db := openTemp(t)
	check := func(s *session, want map[string]string) {
		t.Helper()
		for pragma, value := range want {
			var got string
			if err := s.row("PRAGMA "+pragma, []any{&got}); err != nil || got != value {
				t.Errorf("%s is %q, want %q (%v)", pragma, got, value, err)
			}
		}
	}
	check(db.writer.session, map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "secure_delete": "2"})
	for range cap(db.readers.free) {
		s := <-db.readers.free
		check(s, map[string]string{"journal_mode": "wal", "query_only": "1", "busy_timeout": "5000"})
		if _, err := s.exec(sqlBeat); err == nil {
			t.Error("a reader could write")
		}
		db.readers.free <- s
	}
}

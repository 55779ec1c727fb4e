package sqlstore

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// lockName is the file that the process holding the data folder has locked.
const lockName = "opmaat.lock"

// magic starts every SQLite database.
const magic = "SQLite format 3\x00"

// holdDir makes the data folder if needed and holds it for this process. The
// result frees it. The lock ends with the process, also after kill -9.
func holdDir(dir string) (io.Closer, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, explained(dir, err)
	}
	kind, err := networkKind(dir)
	if err != nil {
		return nil, explained(dir, err)
	}
	if kind != "" {
		return nil, fmt.Errorf("%w (%s): choose a folder on a local disk instead of %q", ErrNetwork, kind, dir)
	}
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, explained(dir, err)
	}
	if err := claim(f); err != nil {
		return nil, errors.Join(explained(dir, err), f.Close())
	}
	return f, nil
}

// claim locks the file and writes the process number into it for whoever comes second.
func claim(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("%w%s", ErrInUse, holder(f))
	}
	if err != nil {
		return fmt.Errorf("lock %s: %w", lockName, err)
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%d\n", os.Getpid())
	return err
}

// holder says which process wrote the lock file, if it can be read.
func holder(f *os.File) string {
	buf := make([]byte, 16)
	n, _ := f.ReadAt(buf, 0)
	if pid := strings.TrimSpace(string(buf[:n])); pid != "" {
		return " (process " + pid + ")"
	}
	return ""
}

// checkFile refuses a file that cannot be a database. The program never leaves
// an empty one behind (see create), so an empty one is damaged as well: taking it
// for new would hide that its content is lost.
func checkFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %s is empty or cut off", ErrCorrupt, fileName)
	} else if err != nil {
		return err
	}
	if !bytes.Equal(head, []byte(magic)) {
		return fmt.Errorf("%w: %s does not start like an SQLite database", ErrCorrupt, fileName)
	}
	return nil
}

// explained turns a cause into one sentence that names the folder and the way out.
func explained(dir string, err error) error {
	way := ""
	switch {
	case errors.Is(err, ErrInUse):
		way = "stop that process or choose another folder"
	case errors.Is(err, ErrNewer):
		way = "start the newer program or restore a backup"
	case errors.Is(err, ErrCorrupt):
		way = "it was left as it is; move it away and restore a backup"
	case damaged(err):
		err = fmt.Errorf("%w (%w)", ErrCorrupt, err)
		way = "it was left as it is; move it away and restore a backup"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), readOnly(err):
		way = "give the program's user the right to read and write there or choose another folder"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EEXIST):
		way = "choose a path that is a folder"
	default:
		way = "choose another folder or mend the cause"
	}
	return fmt.Errorf("cannot use the data folder %q: %w: %s", dir, err, way)
}

package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Freeze releases every questionnaire and scenario version below dir that is not
// released yet: it adds the sha256 of the structure file, or of each file that
// decides play, to released.sum and returns the added lines. It refuses content
// with problems, among them a released version that has changed. Language files
// are not frozen, so that they can be mended.
func Freeze(dir string) ([]string, error) {
	fsys := os.DirFS(dir)
	a := assemble([]fs.FS{fsys})
	if err := a.report.Err(); err != nil {
		return nil, fmt.Errorf("freeze: %w", err)
	}
	before, err := fs.ReadFile(fsys, releasedFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("freeze: %w", err)
	}
	frozen := map[string]bool{}
	for _, s := range parseSums(before, func(int, string) {}) {
		frozen[s.path] = true
	}
	var added []string
	hashes := a.hashes()
	for _, name := range slices.Sorted(maps.Keys(hashes)) {
		if !frozen[name] {
			added = append(added, hashes[name]+"  "+name)
		}
	}
	if len(added) == 0 {
		return nil, nil
	}
	after := string(normalise(before))
	if after != "" && !strings.HasSuffix(after, "\n") {
		after += "\n"
	}
	after += strings.Join(added, "\n") + "\n"
	if err := replaceFile(filepath.Join(dir, releasedFile), []byte(after)); err != nil {
		return nil, fmt.Errorf("freeze: %w", err)
	}
	return added, nil
}

// replaceFile writes beside the file and renames, so that a crash leaves the
// old or the new one.
func replaceFile(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".released-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long a folder must be quiet before it is read again: editors
// and copies save in several steps.
const settle = 250 * time.Millisecond

// Watch reloads whenever something below dir changes, until ctx ends; then it
// returns nil. It watches folders, not files, because editors save by creating
// and renaming. A failed reload is kept in LastError and watching goes on. The
// error is about starting to watch.
func (l *Live) Watch(ctx context.Context, dir string) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch content: %w", err)
	}
	defer func() { _ = watcher.Close() }()
	if err := watchTree(watcher, dir); err != nil {
		return fmt.Errorf("watch content: %w", err)
	}
	quiet := time.NewTimer(settle)
	quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-watcher.Events:
			if !ok {
				return nil
			}
			if event.Op != fsnotify.Chmod {
				quiet.Reset(settle)
			}
		case err, ok := <-watcher.Errors:
			if !ok {
				return nil
			}
			// After an overflow events are lost: read everything again.
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				quiet.Reset(settle)
			}
		case <-quiet.C:
			// New folders first, so that nothing written during the reload is missed.
			_ = watchTree(watcher, dir)
			_ = l.Reload()
		}
	}
}

// watchTree adds every folder below dir; adding one twice changes nothing.
func watchTree(watcher *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir:
			return err
		case err != nil || !e.IsDir():
			return nil // gone meanwhile, or a file
		}
		return watcher.Add(path)
	})
}

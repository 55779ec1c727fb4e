package roomload

import (
	"context"
	"errors"
	"os"
	"time"
)

// syncPause is the time between two looks at the disk.
const syncPause = 10 * time.Millisecond

// disk syncs a small file of its own in a folder, again and again, until ctx
// ends: an answer is acknowledged when the disk says so, and no program can be
// quicker than its disk. It adds how long each sync took.
func disk(ctx context.Context, folder string, times *series) (err error) {
	f, err := os.CreateTemp(folder, "sync")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	page := make([]byte, 4096)
	for ctx.Err() == nil {
		began := time.Now()
		if _, err := f.WriteAt(page, 0); err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return err
		}
		times.add(time.Since(began))
		pause(ctx, syncPause)
	}
	return nil
}

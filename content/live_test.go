package content_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/content"
)

// folder copies the good content to disk.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, good(t)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func liveOn(t *testing.T, dir string) *content.Live {
	t.Helper()
	reload := func() (*content.Library, error) {
		lib, _, err := content.Load(os.DirFS(dir))
		return lib, err
	}
	lib, err := reload()
	if err != nil {
		t.Fatal(err)
	}
	return content.NewLive(lib, reload)
}

// save writes the way editors do: beside the file, then a rename.
func save(t *testing.T, dir, file string, pairs ...string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(pairs...).Replace(string(data))
	if err := os.WriteFile(name+"~", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+"~", name); err != nil {
		t.Fatal(err)
	}
}

func title(l *content.Live) string {
	w, _ := l.Current().Words(mini, "en")
	return w.Title
}

func TestReloadKeepsLastGood(t *testing.T) {
	dir := folder(t)
	live := liveOn(t, dir)
	before := live.Current()

	save(t, dir, miniDir+"en.yaml", "A small test", "")
	if err := live.Reload(); err == nil || live.LastError() == nil {
		t.Error("a broken folder was loaded")
	}
	if live.Current() != before {
		t.Error("the last good version is gone")
	}
	save(t, dir, miniDir+"en.yaml", `title: ""`, `title: "A mended test"`)
	if err := live.Reload(); err != nil || live.LastError() != nil {
		t.Error(err, live.LastError())
	}
	if title(live) != "A mended test" {
		t.Errorf("title %q", title(live))
	}
}

func TestWatch(t *testing.T) {
	dir := folder(t)
	live := liveOn(t, dir)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- live.Watch(ctx, dir) }()

	save(t, dir, miniDir+"en.yaml", "A small test", "A changed test")
	poke := filepath.Join(dir, "poke") // in case watching had not begun yet
	eventually(t, "a change", func() bool {
		if title(live) == "A changed test" {
			return true
		}
		if info, err := os.Stat(poke); err != nil || time.Since(info.ModTime()) > time.Second {
			_ = os.WriteFile(poke, nil, 0o644)
		}
		return false
	})

	save(t, dir, miniDir+"structure.yaml", "impact: 3", "impact: 9")
	eventually(t, "a fault", func() bool { return live.LastError() != nil })
	save(t, dir, miniDir+"structure.yaml", "impact: 9", "impact: 3")
	eventually(t, "mending", func() bool { return live.LastError() == nil })

	if err := os.CopyFS(dir, layer(t, "2")); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a new folder", func() bool {
		q, _ := live.Current().Latest("mini")
		return q.Ref.Version == 2
	})
	save(t, dir, "questionnaires/mini/2/structure.yaml", "impact: 3", "impact: 1")
	eventually(t, "a change in the new folder", func() bool {
		q, _ := live.Current().Latest("mini")
		return q.Items[0].Impact == 1
	})
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := live.Watch(context.Background(), filepath.Join(dir, "none")); err == nil {
		t.Error("watches a folder that is not there")
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 200 {
		if ok() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s was not noticed", what)
}

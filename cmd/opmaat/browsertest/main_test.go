package browsertest

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/web"
)

// TestMain stops the one browser that all tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	shared.stop()
	os.Exit(code)
}

// shared is the browser of this test run, started by the first test that needs it.
var shared = chromium{stop: func() {}}

type chromium struct {
	once sync.Once
	ctx  context.Context
	err  error
	stop func()
}

// browser returns the context of the running browser. Without Chromium the test
// is skipped, except in CI.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := program()
	switch asked := os.Getenv("CI") == "true" || os.Getenv("REQUIRE_BROWSER") != ""; {
	case !asked:
		t.Skip("walking all pages takes minutes; set REQUIRE_BROWSER=1 to do it")
	case err != nil || testing.Short():
		t.Fatal("no browser, or -short, where the suite must run: ", err)
	}
	shared.once.Do(func() { shared.start(path) })
	if shared.err != nil {
		t.Fatal("chromium does not start: ", shared.err)
	}
	return shared.ctx
}

// program finds Chromium. Its headless shell is the same engine without the
// windows, which cost more than most pages.
func program() (string, error) {
	if path, err := exec.LookPath("chromium-headless-shell"); err == nil {
		return path, nil
	}
	return exec.LookPath("chromium")
}

func (b *chromium) start(path string) {
	dir, err := os.MkdirTemp("", "browsertest-")
	if err != nil {
		b.err = err
		return
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(dir), chromedp.NoSandbox, chromedp.DisableGPU)
	for _, name := range []string{"disable-quic", "disable-component-update"} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	outer, stopAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	inner, stopBrowser := chromedp.NewContext(outer)
	b.ctx, b.err = inner, chromedp.Do(inner)
	b.stop = func() {
		stopBrowser()
		stopAllocator()
		_ = os.RemoveAll(dir) // a folder that is left over harms nobody
	}
}

// site is the application, running.
type site struct{ url string }

// start runs the application on a new database until the test ends. Where hold
// is given and says true of a request, the connection breaks.
func start(t *testing.T, hold func(*http.Request) bool) site {
	t.Helper()
	return startAt(t, hold, time.Now)
}

// startAt does the same by a clock of the test.
func startAt(t *testing.T, hold func(*http.Request) bool, now func() time.Time) site {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	library, report, err := content.Load([]fs.FS{content.Builtin()}...)
	if err != nil {
		t.Fatal(err, report.Problems)
	}
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{Dir: filepath.Join(t.TempDir(), "data"), Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	app, err := web.New(web.Options{Tests: db.Tests(), Games: db.Games(), Workshops: db.Workshops(), Library: func() *content.Library { return library }, Log: log, Now: now,
		DraftDays: 30, ResultMonths: 24, Contact: "help@opmaat.example", Version: "test", Dev: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		app.Close(ctx)
	})
	handler, err := app.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hold != nil && hold(r) {
			panic(http.ErrAbortHandler)
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return site{url: server.URL}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/web"
)

// drainTime is how long running requests may take to finish at the end.
const drainTime = 10 * time.Second

// serve runs the web application until ctx ends.
func (p program) serve(ctx context.Context, args []string) int {
	cfg, err := readConfig(args, p.env)
	if err != nil {
		return p.usage("%v", err)
	}
	log := p.logger(cfg.Dev)
	live, err := loadContent(cfg.Content)
	if err != nil {
		return p.usage("--content: %v", err)
	}
	db, err := sqlstore.Open(ctx, sqlstore.Options{Dir: cfg.Data, Logger: log})
	if err != nil {
		return p.usage("--data %q: %v", cfg.Data, err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			log.Error("closing the database failed", "err", err)
		}
	}()
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return p.usage("--addr %s: %s", cfg.Addr, listenProblem(err))
	}
	server, app, err := p.server(cfg, log, live, db)
	if err != nil {
		return p.failed(err)
	}
	background, stop := context.WithCancel(ctx)
	defer stop()
	go purge(background, log, db, cfg, app.Sweep)
	go web.PaceGC(background)
	go reloads(background, log, live, cfg.Content)
	fmt.Fprintf(p.err, "Opmaat %s runs at %s\n", version, address(cfg, listener))
	return p.drain(ctx, log, server, app, listener)
}

func (p program) server(cfg config, log *slog.Logger, live *content.Live, db *sqlstore.DB) (*http.Server, *web.Server, error) {
	app, err := web.New(web.Options{Tests: db.Tests(), Games: db.Games(), Workshops: db.Workshops(), Library: live.Current, Log: log, Now: time.Now, BaseURL: cfg.BaseURL, TrustedProxies: cfg.Proxies,
		DraftDays: cfg.DraftDays, ResultMonths: cfg.ResultMonths, Contact: cfg.Contact, Version: version, Dev: cfg.Dev, Streams: cfg.Streams, AddressStreams: cfg.AddressStreams,
		Sessions: cfg.Sessions})
	if err != nil {
		return nil, nil, err
	}
	handler, err := app.Handler()
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	return server, app, nil
}

// drain serves until ctx ends, then ends the streams, which never end by
// themselves, and lets running requests finish.
func (p program) drain(ctx context.Context, log *slog.Logger, server *http.Server, app *web.Server, listener net.Listener) int {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return p.failed(err)
	case <-ctx.Done():
	}
	log.Info("stopping; running requests may finish")
	end, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	server.RegisterOnShutdown(func() { app.Close(end) })
	err := server.Shutdown(end)
	app.Close(end) // those that have a connection of their own
	if err != nil {
		log.Warn("some requests were cut off", "err", err)
	}
	return exitDone
}

func (p program) logger(dev bool) *slog.Logger {
	if dev {
		return slog.New(slog.NewTextHandler(p.err, nil))
	}
	return slog.New(slog.NewJSONHandler(p.err, nil))
}

func address(cfg config, listener net.Listener) string {
	if cfg.BaseURL != nil {
		return cfg.BaseURL.String() + " (listening on " + listener.Addr().String() + ")"
	}
	return "http://" + listener.Addr().String()
}

func listenProblem(err error) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "this port is in use by another program; choose another with --addr"
	case errors.Is(err, syscall.EACCES):
		return "this port needs more rights; choose one above 1023"
	default:
		return "cannot listen there: " + err.Error()
	}
}

// loadContent loads the built-in content with the folder on top, and can do so again.
func loadContent(dir string) (*content.Live, error) {
	load := func() (*content.Library, error) {
		layers := []fs.FS{content.Builtin()}
		if dir != "" {
			layers = append(layers, os.DirFS(dir))
		}
		lib, report, err := content.Load(layers...)
		if err != nil {
			var lines []string
			for _, problem := range report.Problems {
				lines = append(lines, problem.String())
			}
			return nil, fmt.Errorf("the content has %d problems:\n%s", len(lines), strings.Join(lines, "\n"))
		}
		return lib, nil
	}
	lib, err := load()
	if err != nil {
		return nil, err
	}
	return content.NewLive(lib, load), nil
}

// reloads reads the content again at SIGHUP and when its folder changes.
func reloads(ctx context.Context, log *slog.Logger, live *content.Live, dir string) {
	if dir != "" {
		go func() {
			if err := live.Watch(ctx, dir); err != nil && ctx.Err() == nil {
				log.Error("cannot watch the content folder; send SIGHUP to reload", "err", err)
			}
		}()
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hup:
			if err := live.Reload(); err != nil {
				log.Error("new content refused; keeping the last good version", "err", err)
				continue
			}
			log.Info("content reloaded")
		}
	}
}

// namesKept is for how long after the last thing that happened in a workshop the
// names stay that people typed (shared design, trust 7.5).
const namesKept = 24 * time.Hour

// purge deletes what is past its time and clears the memory of what nobody
// uses, at start and every hour.
func purge(ctx context.Context, log *slog.Logger, db *sqlstore.DB, cfg config, sweep func()) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		now := time.Now()
		drafts := now.AddDate(0, 0, -cfg.DraftDays)
		n, err := db.Tests().Purge(ctx, drafts, now.AddDate(0, -cfg.ResultMonths, 0))
		purged(ctx, log, "tests", n, err)
		n, err = db.Games().PurgeSolo(ctx, drafts)
		purged(ctx, log, "games", n, err)
		n, err = db.Workshops().PurgeSessions(ctx, drafts.UnixMilli())
		purged(ctx, log, "workshops", n, err)
		n, err = db.Workshops().ForgetNames(ctx, now.Add(-namesKept).UnixMilli())
		purged(ctx, log, "names of seats", n, err)
		n, err = db.Workshops().PurgeRegisters(ctx, now.UnixMilli())
		purged(ctx, log, "registers of promises", n, err)
		sweep()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// purged writes down what became of one purge.
func purged(ctx context.Context, log *slog.Logger, what string, n int, err error) {
	if err != nil && ctx.Err() == nil {
		log.Error("deleting old "+what+" failed", "err", err)
	} else if n > 0 {
		log.Info("old "+what+" deleted", "count", n)
	}
}

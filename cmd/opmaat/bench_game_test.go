package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/loadgen"
	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/content"
	"github.com/opmaat/opmaat/game"
)

// The limit of a page of the game, 99 of 100 at 16 connections.
const (
	roundLimit = 60 * time.Millisecond
	roundConns = 16
)

// BenchmarkGamePages asks for the pages of a game that has come to its last
// round: each is rebuilt from the stored turns.
func BenchmarkGamePages(b *testing.B) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError}))
	db, err := sqlstore.Open(context.Background(), sqlstore.Options{Dir: b.TempDir(), Logger: quiet})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	live, err := loadContent("")
	if err != nil {
		b.Fatal(err)
	}
	p := program{out: io.Discard, err: io.Discard}
	server, _, err := p.server(config{DraftDays: 30, ResultMonths: 24}, quiet, live, db)
	if err != nil {
		b.Fatal(err)
	}
	addr := listen(b, server.Handler)
	var open, ended []string // secrets of games at their last round, and after it
	for i := range roundConns {
		open = append(open, storedGame(b, db.Games(), i, 5))
		ended = append(ended, storedGame(b, db.Games(), i, 6))
	}
	for _, page := range []struct {
		name, path string
		secrets    []string
	}{
		{"round", "/game/play/1/round/6", open}, {"after", "/game/play/1/round/5/after", open}, {"ending", "/game/play/1/ending", ended},
		{"path", "/game/play/1/path", ended}, {"other", "/game/play/1/round/2/other", ended}, {"numbers", "/game/play/1/numbers", ended},
	} {
		b.Run(page.name, func(b *testing.B) {
			r, err := loadgen.Run(context.Background(), loadgen.Options{Addr: addr, Conns: roundConns, Duration: benchTime, Request: func(conn, n int, buf []byte) []byte {
				return fmt.Appendf(buf, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: opmaat-game=%s; opmaat-lang=nl\r\n\r\n", page.path, addr, page.secrets[conn])
			}})
			if err != nil || r.Refused > 0 {
				b.Fatalf("%v, %d refused", err, r.Refused)
			}
			p99 := r.Latency.Quantile(0.99)
			b.Logf("%v", r)
			b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
			if p99 > roundLimit {
				b.Logf("p99 is %v, the limit is %v; say it with the load of the machine", p99, roundLimit)
			}
		})
	}
}

// storedGame stores a game with its first rounds decided.
func storedGame(b *testing.B, games game.Store, i, rounds int) string {
	b.Helper()
	lib, err := builtin()
	if err != nil {
		b.Fatal(err)
	}
	sc := lib.Scenarios()[i%len(lib.Scenarios())]
	plans := lib.Plans(sc.Ref)
	plan := plans[slices.IndexFunc(plans, func(p content.GoldenPlan) bool { return !p.Setup.Short })]
	secret, now := assessment.NewCapability(), time.Now()
	g := game.Solo{ID: secret[:20], KeyHash: assessment.KeyHash(secret), Ref: sc.Ref, Hash: sc.Hash, Setup: game.Setup{Seed: plan.Setup.Seed}, Role: sc.Roles[0],
		Needs: plan.Plan.Needs, Created: now, Updated: now, Attempts: []game.Attempt{{Number: 1}}}
	if _, err := games.CreateSolo(context.Background(), g); err != nil {
		b.Fatal(err)
	}
	for round, r := range plan.Plan.Rounds[:rounds] {
		t := game.Turn{Attempt: 1, Round: round + 1, Option: r.Option, Moves: r.Moves, Reason: "Omdat de ploeg het vroeg.", At: now}
		if err := games.AddTurn(context.Background(), g.KeyHash, t); err != nil {
			b.Fatal(err)
		}
	}
	return secret
}

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/cmd/internal/loadgen"
	"github.com/opmaat/opmaat/cmd/internal/sqlstore"
	"github.com/opmaat/opmaat/web"
)

// The HTTP benchmarks run the program beside a bare ceiling in alternating
// pairs and report the ratio of their rates, because the machine is shared:
//
//	go test -run xxx -bench 'HTTP' -benchtime 1x ./cmd/opmaat
const (
	benchConns = 64
	benchPairs = 5
	benchTime  = 2 * time.Second
)

// bench is a running program with one test a connection.
type bench struct {
	addr    string
	tests   assessment.Store
	q       *assessment.Questionnaire
	form    *assessment.Form
	secrets []string
}

func startBench(b *testing.B, form string) *bench {
	b.Helper()
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
	x := &bench{addr: listen(b, server.Handler), tests: db.Tests()}
	x.q, _ = live.Current().Latest(web.Questionnaire)
	x.form, _ = x.q.Form(form)
	for range benchConns {
		x.secrets = append(x.secrets, x.newTest(b))
	}
	return x
}

func listen(b *testing.B, h http.Handler) string {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(listener) }()
	b.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

func (x *bench) newTest(b *testing.B) string {
	b.Helper()
	secret := assessment.NewCapability()
	now := time.Now()
	_, err := x.tests.CreateTest(context.Background(), assessment.Test{ID: secret[:20], KeyHash: assessment.KeyHash(secret), Ref: x.q.Ref, Hash: x.q.Hash,
		Form: x.form.ID, Language: "en", State: assessment.Draft, Created: now, Updated: now})
	if err != nil {
		b.Fatal(err)
	}
	return secret
}

// item is the id of the n-th question of the form, round and round.
func (x *bench) item(n int) string { return x.q.Items[x.form.Items[n%len(x.form.Items)]].ID }

// answering says which answer the n-th post brings to its question.
type answering struct {
	name  string
	value func(x *bench, n int) int
}

// answerings are the two loads of saving. The full form has 45 questions, so n%5
// brings every question the same answer each time round: then the ceiling has
// nothing to write after the first round and never syncs the disk again, while
// the program still counts and commits every save. With changing answers both
// commit every save durably, as with people who answer.
var answerings = []answering{
	{"changing", func(x *bench, n int) int { return (n + n/len(x.form.Items)) % 5 }},
	{"again", func(_ *bench, n int) int { return n % 5 }},
}

// post is a form post of one answer.
func (x *bench) post(buf []byte, conn, n int, a answering) []byte {
	body := fmt.Sprintf("ref=%s&form=%s&answer=%d&reason=&comment=", "social-media-maturity%401", x.form.ID, a.value(x, n))
	return fmt.Appendf(buf, "POST /test/q/%s HTTP/1.1\r\nHost: %s\r\nCookie: opmaat-test=%s; opmaat-lang=en\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		x.item(n), x.addr, x.secrets[conn], len(body), body)
}

// get is a page request.
func (x *bench) get(buf []byte, path string, conn int) []byte {
	return fmt.Appendf(buf, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: opmaat-test=%s; opmaat-lang=en\r\n\r\n", path, x.addr, x.secrets[conn])
}

func load(b *testing.B, addr string, request func(conn, n int, buf []byte) []byte) loadgen.Result {
	b.Helper()
	before := cpuTime()
	r, err := loadgen.Run(context.Background(), loadgen.Options{Addr: addr, Conns: benchConns, Duration: benchTime, Request: request})
	if err != nil {
		b.Fatal(err)
	}
	if r.Refused > 0 {
		b.Fatalf("%s: %d answers refused", addr, r.Refused)
	}
	b.Logf("%v, %.1f µs of processor a request, client included", r, float64((cpuTime()-before).Nanoseconds())/1000/float64(r.Requests))
	return r
}

// cpuTime is the processor time of this process so far, of server and client.
func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it cannot fail for the process itself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// compare reports the rate of ours, its ratio to the ceiling, and our latency.
func compare(b *testing.B, ours, bare func() loadgen.Result) {
	b.Helper()
	var last loadgen.Result
	for b.Loop() {
		ratio := loadgen.Compare(benchPairs, func() loadgen.Result { last = ours(); return last }, bare)
		b.ReportMetric(ratio.Median(), "of-ceiling")
		b.Log("ratio", ratio)
	}
	b.ReportMetric(last.Rate(), "req/s")
	b.ReportMetric(float64(last.Latency.Quantile(0.5).Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(last.Latency.Quantile(0.99).Microseconds())/1000, "p99-ms")
}

func page(b *testing.B, x *bench) []byte {
	b.Helper()
	req, err := http.NewRequest(http.MethodGet, "http://"+x.addr+"/test/q/"+x.item(0), nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Cookie", "opmaat-test="+x.secrets[0])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatal(res.Status, err)
	}
	return body
}

func readAll(r *http.Request) string {
	body, _ := io.ReadAll(http.MaxBytesReader(nil, r.Body, 64<<10)) // the load is ours and short
	return string(body)
}

// BenchmarkHTTPSave saves answers durably over 64 connections.
func BenchmarkHTTPSave(b *testing.B) {
	for _, a := range answerings {
		b.Run(a.name, func(b *testing.B) {
			x := startBench(b, "full")
			bare := listen(b, newCeiling(b, page(b, x)).handler())
			request := func(conn, n int, buf []byte) []byte { return x.post(buf, conn, n, a) }
			compare(b, func() loadgen.Result { return load(b, x.addr, request) }, func() loadgen.Result { return load(b, bare, request) })
		})
	}
}

// BenchmarkHTTPSaveAndNext saves an answer and gets the next question page, in turns.
func BenchmarkHTTPSaveAndNext(b *testing.B) {
	for _, a := range answerings {
		b.Run(a.name, func(b *testing.B) {
			x := startBench(b, "full")
			bare := listen(b, newCeiling(b, page(b, x)).handler())
			request := func(conn, n int, buf []byte) []byte {
				if n%2 == 0 {
					return x.post(buf, conn, n/2, a)
				}
				return x.get(buf, "/test/q/"+x.item(n/2+1), conn)
			}
			compare(b, func() loadgen.Result { return load(b, x.addr, request) }, func() loadgen.Result { return load(b, bare, request) })
		})
	}
}

// BenchmarkHTTPResult reads result pages of full tests. Each connection has its
// own test; the ceiling is a page of a prepared answer with one database read.
func BenchmarkHTTPResult(b *testing.B) {
	x := startBench(b, "full")
	for _, secret := range x.secrets {
		x.answerAll(b, secret)
	}
	bare := listen(b, newCeiling(b, page(b, x)).handler())
	compare(b, func() loadgen.Result {
		return load(b, x.addr, func(conn, _ int, buf []byte) []byte { return x.get(buf, "/test/result", conn) })
	}, func() loadgen.Result {
		return load(b, bare, func(conn, _ int, buf []byte) []byte { return x.get(buf, "/test/q/q01", conn) })
	})
}

// BenchmarkHTTPResultCold makes every result page anew: each read follows a change of the plan.
func BenchmarkHTTPResultCold(b *testing.B) {
	x := startBench(b, "full")
	for _, secret := range x.secrets {
		x.answerAll(b, secret)
	}
	for b.Loop() {
		r := load(b, x.addr, func(conn, n int, buf []byte) []byte {
			if n%2 == 1 {
				return x.get(buf, "/test/result", conn)
			}
			body := fmt.Sprintf("target=next&owner=o%d&due=&status=open&target_reason=", n)
			return fmt.Appendf(buf, "POST /test/plan/q02 HTTP/1.1\r\nHost: %s\r\nCookie: opmaat-test=%s; opmaat-lang=en\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", x.addr, x.secrets[conn], len(body), body)
		})
		b.ReportMetric(r.Rate()/2, "pages/s")
		b.ReportMetric(float64(r.Latency.Quantile(0.99).Microseconds())/1000, "p99-ms")
	}
}

func (x *bench) answerAll(b *testing.B, secret string) {
	b.Helper()
	ctx, hash := context.Background(), assessment.KeyHash(secret)
	for n := range x.form.Items {
		if err := x.tests.SaveEntry(ctx, hash, assessment.Question{Ref: x.q.Ref, Form: x.form.ID, Item: x.item(n)}, assessment.Entry{Answer: assessment.Value(n % 5)}, time.Now()); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := x.tests.Submit(ctx, hash, time.Now()); err != nil {
		b.Fatal(err)
	}
}

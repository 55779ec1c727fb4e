package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment/recommend"
	"github.com/opmaat/opmaat/cmd/internal/loadgen"
)

// The limits of the recommender: one recommendation, and its page at 16 connections.
const (
	recommendLimit = 15 * time.Millisecond
	answerLimit    = 60 * time.Millisecond
	answerConns    = 16
)

// fullSituation asks for everything, so that no draw is spared: of each need the
// weight goes round, and nothing is known that would rule a tool out.
func fullSituation() recommend.Situation {
	s := recommend.Situation{Readiness: &recommend.Readiness{People: 45, Culture: 30, Channels: 45}, Today: "2026-11-22", WorkaroundOK: true}
	for n := range s.Needs {
		s.Needs[n] = []recommend.Weight{recommend.Should, recommend.Could, recommend.Should}[n%3]
	}
	return s
}

// BenchmarkRecommendCatalogue answers one situation from the real catalogue, the
// widest and a published one, and reports the slowest of all runs too.
func BenchmarkRecommendCatalogue(b *testing.B) {
	lib, err := builtin()
	if err != nil {
		b.Fatal(err)
	}
	catalogue := lib.Tools()
	published, err := recommend.ParseSituation(situationBytes(b, "case-a"))
	if err != nil {
		b.Fatal(err)
	}
	for name, s := range map[string]recommend.Situation{"everything": fullSituation(), "case-a": published} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				if r := recommend.Recommend(catalogue, s, recommend.Now); len(r.Ranking) < 2 {
					b.Fatalf("%d tools ranked", len(r.Ranking))
				}
				took = append(took, time.Since(begin))
			}
			slices.Sort(took)
			median := took[len(took)/2]
			b.ReportMetric(float64(median.Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			if median > recommendLimit {
				b.Errorf("a recommendation takes %v, the limit is %v", median, recommendLimit)
			}
		})
	}
}

func situationBytes(b *testing.B, name string) []byte {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "recommend", name+".json"))
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// answerAddresses fills in the form of the tools for towns of different sizes
// and returns where the answers are.
func answerAddresses(b *testing.B, addr string, form url.Values) []string {
	b.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	var out []string
	for n := range 4 * answerConns {
		form.Set("fact_staff", strconv.Itoa(50+n))
		res, err := client.PostForm("http://"+addr+"/tools", form)
		if err != nil {
			b.Fatal(err)
		}
		_ = res.Body.Close() // only the redirect matters
		to := res.Header.Get("Location")
		if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/tools/s/") {
			b.Fatalf("the form leads to %q with %s", to, res.Status)
		}
		out = append(out, to)
	}
	return out
}

// BenchmarkHTTPAnswer reads answers of the recommender over 16 connections, each
// a different situation, plain and compressed:
//
//	go test -run xxx -bench HTTPAnswer -benchtime 1x ./cmd/opmaat
func BenchmarkHTTPAnswer(b *testing.B) {
	x := startBench(b, "quick")
	addresses := answerAddresses(b, x.addr, url.Values{"need_single_sign_on": {"must"}, "need_documents": {"should"}, "need_calendar": {"should"}, "need_stories": {"should"},
		"need_dialogue": {"should"}, "need_discuss": {"could"}, "need_low_admin": {"could"}, "fact_microsoft365": {"yes"}, "fact_intranet": {"yes"}, "readiness": {"50-25-45"}})
	for _, encoding := range []string{"identity", "gzip"} {
		b.Run(encoding, func(b *testing.B) {
			request := func(conn, n int, buf []byte) []byte {
				return fmt.Appendf(buf, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: %s\r\n\r\n", addresses[(n*answerConns+conn)%len(addresses)], x.addr, encoding)
			}
			var r loadgen.Result
			var cpu time.Duration
			for b.Loop() {
				var err error
				before := cpuTime()
				if r, err = loadgen.Run(context.Background(), loadgen.Options{Addr: x.addr, Conns: answerConns, Duration: benchTime, Request: request}); err != nil || r.Refused > 0 {
					b.Fatalf("%d answers refused, %v", r.Refused, err)
				}
				cpu = cpuTime() - before
			}
			p99 := r.Latency.Quantile(0.99)
			b.ReportMetric(r.Rate(), "pages/s")
			b.ReportMetric(cpu.Seconds()*1000/float64(r.Requests), "cpu-ms/page") // of the client too
			b.ReportMetric(float64(r.Latency.Quantile(0.5).Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
			if p99 > answerLimit {
				b.Logf("p99 is %v, the limit is %v; say it with the load of the machine", p99, answerLimit)
			}
		})
	}
}

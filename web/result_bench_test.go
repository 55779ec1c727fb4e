package web

import (
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
)

// BenchmarkResultPage makes the whole page of a full test, from entries to HTML:
// for the first time, with nothing kept, and again as after a change of the plan.
func BenchmarkResultPage(b *testing.B) {
	for _, first := range []bool{true, false} {
		b.Run(map[bool]string{true: "first", false: "again"}[first], func(b *testing.B) {
			s := quietServer(b)
			c, _ := gin.CreateTestContext(httptest.NewRecorder())
			c.Request = httptest.NewRequest("GET", "/test/result", nil)
			t, entries := s.made(sampleFull)
			b.ReportAllocs()
			for b.Loop() {
				if first {
					ed := s.mustCurrent()
					clear(ed.parts["en"].young)
					clear(ed.figures["en"].young)
				}
				x, err := s.outcomeOf("en", t, assessment.Submission{Seq: 1, At: t.Updated, Entries: entries}, sampleFull.plan)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.resultBody(c, x, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// quietServer is a server without tests.
func quietServer(tb testing.TB) *Server {
	tb.Helper()
	gin.SetMode(gin.ReleaseMode)
	s, err := New(Options{Library: shared().Library, Log: slog.New(slog.DiscardHandler), Now: time.Now, DraftDays: 30, ResultMonths: 24})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

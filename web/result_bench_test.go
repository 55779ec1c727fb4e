package web

import (
	"bytes"
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/opmaat/opmaat/assessment"
	"github.com/opmaat/opmaat/content"
)

// BenchmarkResultPage makes the whole page of a full test, from entries to HTML.
func BenchmarkResultPage(b *testing.B) {
	lib, _, err := content.Load(content.Builtin())
	if err != nil {
		b.Fatal(err)
	}
	s, err := New(Options{Library: func() *content.Library { return lib }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: time.Now, DraftDays: 30, ResultMonths: 24})
	if err != nil {
		b.Fatal(err)
	}
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest("GET", "/test/result", nil)
	t, entries := s.made(sampleFull)
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		x, err := s.outcomeOf("en", t, assessment.Submission{Seq: 1, At: t.Updated, Entries: entries}, sampleFull.plan)
		if err != nil {
			b.Fatal(err)
		}
		page, err := s.resultPage(c, x)
		if err != nil {
			b.Fatal(err)
		}
		buf.Reset()
		if err := x.ed.execute(&buf, "en", "result", page); err != nil {
			b.Fatal(err)
		}
	}
}

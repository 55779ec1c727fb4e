package main

import (
	"strings"
	"testing"

	"github.com/opmaat/opmaat/cmd/internal/roomload"
)

// TestLoadSmall plays a short round with a few phones, so that the loads stay
// in step with the pages. It asserts no times.
func TestLoadSmall(t *testing.T) {
	server := started(t, "--data", t.TempDir())
	report, err := roomload.Small(t.Context(), roomload.Options{Addr: strings.TrimPrefix(server.base, "http://"), Scenario: "vlasbrugge", Workers: 4})
	if err != nil {
		t.Fatal(err)
	}
	noErrors(t, report)
}

// TestLoadReports asks for two reports, likewise.
func TestLoadReports(t *testing.T) {
	server := launch(t, nil, "--addr", "127.0.0.1:0", "--data", t.TempDir()) // built as people do: under the race detector drawing takes minutes
	report, err := roomload.SmallReports(t.Context(), roomload.Options{Addr: strings.TrimPrefix(server.base, "http://"), Workers: 4})
	if err != nil {
		t.Fatal(err)
	}
	noErrors(t, report)
}

func noErrors(t *testing.T, report roomload.Report) {
	t.Helper()
	for _, row := range report.Rows {
		if row.Unit == "" && !row.OK() {
			t.Errorf("%s: %v, at most %v: %q", row.Name, row.Value, row.Limit, report.Errors)
		}
	}
}

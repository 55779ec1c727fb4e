package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBarIsForTerminals: a file, a pipe and a buffer get no progress; a device
// such as a terminal does.
func TestBarIsForTerminals(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	defer write.Close()
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	if newBar(file, "x").out != nil || newBar(write, "x").out != nil || newBar(new(bytes.Buffer), "x").out != nil {
		t.Error("progress is written to what is no terminal")
	}
	if newBar(device, "x").out == nil {
		t.Error("a terminal gets no progress")
	}
	quiet := newBar(file, "x")
	quiet.show(1, 2)
	quiet.clear()
	if info, err := file.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("%v bytes in the file, %v", info.Size(), err)
	}
}

// TestBar: the line grows from nothing to full, never goes back, is written over
// itself and is gone at the end.
func TestBar(t *testing.T) {
	var out strings.Builder
	b := &bar{out: &out, name: "oostkade@1", percent: -1}
	for _, done := range []int{0, 1, 3, 2, 3, 4} {
		b.show(done, 4)
	}
	lines := strings.Split(out.String(), "\r")[1:]
	want := []struct {
		full    int
		percent string
	}{{0, "  0 %"}, {10, " 25 %"}, {30, " 75 %"}, {40, "100 %"}}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	for i, line := range lines {
		if strings.Count(line, "#") != want[i].full || strings.Count(line, "#")+strings.Count(line, ".") != barWidth || !strings.HasSuffix(line, want[i].percent) || !strings.HasPrefix(line, "oostkade@1 [") {
			t.Errorf("line %d: %q", i, line)
		}
	}
	out.Reset()
	b.clear()
	if blank := strings.Split(out.String(), "\r"); len(blank) != 3 || strings.TrimSpace(blank[1]) != "" || len(blank[1]) < len(lines[0]) {
		t.Errorf("cleared with %q", out.String())
	}
	b.show(4, 4)
	if strings.Contains(out.String(), "#") {
		t.Error("the line comes back after it was cleared")
	}
}

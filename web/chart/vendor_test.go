package chart

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const vendor = "../static/vendor/echarts"

// The script we ship is the one that the build made, with its licences.
func TestVendorSums(t *testing.T) {
	list, err := os.Open(filepath.Join(vendor, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	seen := map[string]bool{}
	for lines := bufio.NewScanner(list); lines.Scan(); {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		data, err := os.ReadFile(filepath.Join(vendor, name))
		if !ok || err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != sum {
			t.Errorf("%s has sha256 %s, SHA256SUMS says %s", name, got, sum)
		}
		seen[name] = true
	}
	for _, name := range []string{"echarts.min.js", "LICENSE", "LICENSE-zrender", "LICENSE-d3", "LICENSE-tslib", "NOTICE"} {
		if !seen[name] {
			t.Errorf("SHA256SUMS does not list %s", name)
		}
	}
}

// The script keeps to its part of the budget of a page with charts.
func TestVendorSize(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(vendor, "echarts.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() > 220_000 {
		t.Errorf("%d bytes with gzip, want at most 220000", packed.Len())
	}
	for _, call := range []string{"eval(", "new Function(", "document.write("} {
		if bytes.Contains(data, []byte(call)) {
			t.Errorf("the script calls %s", call)
		}
	}
}

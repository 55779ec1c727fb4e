package web

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// TestQR compares the drawn modules with the code, one by one: all there, at
// their place, with four modules of white around.
func TestQR(t *testing.T) {
	link := "https://opmaat.example.eu/t/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	svg, err := qrSVG(link)
	if err != nil {
		t.Fatal(err)
	}
	var picture struct {
		ViewBox string `xml:"viewBox,attr"`
		Rect    struct {
			Fill string `xml:"fill,attr"`
		} `xml:"rect"`
		Path struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(svg, &picture); err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(link, qr.M, qr.Unicode)
	if err != nil {
		t.Fatal(err)
	}
	n := code.Bounds().Dx()
	if want := fmt.Sprintf("0 0 %d %d", n+8, n+8); picture.ViewBox != want || picture.Rect.Fill != "#fff" || n < 29 {
		t.Errorf("%d modules in %s on %s", n, picture.ViewBox, picture.Rect.Fill)
	}
	drawn := map[[2]int]bool{}
	for _, square := range strings.Split(strings.TrimPrefix(picture.Path.D, "M"), "M") {
		var x, y int
		if _, err := fmt.Sscanf(square, "%d %dh1v1h-1z", &x, &y); err != nil {
			t.Fatalf("%q: %v", square, err)
		}
		drawn[[2]int{x - 4, y - 4}] = true
	}
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); drawn[[2]int{x, y}] != (r == 0) {
				t.Fatalf("module %d,%d is drawn %v", x, y, drawn[[2]int{x, y}])
			}
		}
	}
	if !drawn[[2]int{0, 0}] || !drawn[[2]int{n - 1, 0}] || !drawn[[2]int{0, n - 1}] || drawn[[2]int{1, 1}] {
		t.Error("the three corners are not those of a QR code")
	}
	if len(svg) > 16<<10 {
		t.Errorf("%d bytes", len(svg))
	}
	if _, err := qrSVG(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text too long for a code gives a picture")
	}
}

// TestLinkIsLocal says when a link works on this computer only.
func TestLinkIsLocal(t *testing.T) {
	for host, want := range map[string]bool{"localhost:8080": true, "localhost": true, "127.0.0.1:1": true, "[::1]:80": true, "192.168.1.5:80": false, "opmaat.example.eu": false, "127.0.0.1.example": false} {
		if got := loopback(host); got != want {
			t.Errorf("loopback(%q) = %v", host, got)
		}
	}
	x := newSite(t, nil)
	capability, cookie := x.holder(t, sampleStandard)
	a := x.get(t, "/test/link.svg", "Cookie", cookie).wants(200)
	want, err := qrSVG("http://example.com/t/" + capability)
	if err != nil || a.Body.String() != string(want) || a.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("another picture, %v, %v", a.Header(), err)
	}
}

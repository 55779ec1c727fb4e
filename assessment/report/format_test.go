package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the goldens anew")

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// unpacked are the parts of a package by name, in their order.
func unpacked(t testing.TB, data []byte) (names []string, parts map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, parts[f.Name] = append(names, f.Name), string(text)
	}
	return names, parts
}

// shownAsText is a file as its golden: packages part by part, pictures by size.
func shownAsText(t testing.TB, name string, data []byte) []byte {
	if name == "pdf" {
		return pdfAsText(t, data)
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return data
	}
	var b strings.Builder
	names, parts := unpacked(t, data)
	for _, n := range names {
		text := strings.ReplaceAll(parts[n], "><", ">\n<")
		if path.Ext(n) == ".png" {
			text = fmt.Sprintf("%d bytes", len(parts[n]))
		}
		fmt.Fprintf(&b, "== %s\n%s\n", n, text)
	}
	return []byte(b.String())
}

func TestGoldens(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			data, err := f.Write(specimen())
			if err != nil {
				t.Fatal(err)
			}
			if again, err := f.Write(specimen()); err != nil || !bytes.Equal(data, again) {
				t.Errorf("the same document gave other bytes (%v)", err)
			}
			golden, got := "testdata/specimen."+f.Name+".golden", shownAsText(t, f.Name, data)
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; look at what go test -update makes of it", golden)
			}
		})
	}
}

func TestFormatTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if f.Name == "" || f.MediaType == "" || f.Write == nil || seen[f.Name] {
			t.Errorf("row %+v", f.Name)
		}
		seen[f.Name] = true
		if got, ok := FormatNamed(f.Name); !ok || got.Name != f.Name {
			t.Errorf("%s is not found", f.Name)
		}
	}
	if _, ok := FormatNamed("doc"); ok {
		t.Error("doc is found")
	}
}

// wellFormed reads XML to its end.
func wellFormed(s string) error {
	in := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := in.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestHostileTexts: whatever stands in a text, every format is a valid file that
// shows it as text (trust.md, cases 2, 8, 64, 65, 67 and 70).
func TestHostileTexts(t *testing.T) {
	for _, text := range attacks {
		d := attacked(text)
		for _, f := range Formats() {
			data, err := f.Write(d)
			if err != nil {
				t.Fatalf("%s of %.20q: %v", f.Name, text, err)
			}
			switch f.Name {
			case "docx", "odt", "pptx", "xlsx", "ods":
				checkPackage(t, data, text)
			case "pdf":
				checkPDF(t, data, text)
			case "csv":
				checkCSV(t, data, text)
			case "html":
				checkHTML(t, data, text)
			}
		}
	}
}

func checkPackage(t *testing.T, data []byte, text string) {
	t.Helper()
	names, parts := unpacked(t, data)
	all := ""
	for _, name := range names {
		if path.Ext(name) == ".png" || name == "mimetype" {
			continue
		}
		if err := wellFormed(parts[name]); err != nil {
			t.Errorf("%.20q: %s: %v", text, name, err)
		}
		if strings.HasPrefix(name, "xl/") && strings.Contains(parts[name], "<f>") || strings.Contains(parts[name], "table:formula") {
			t.Errorf("%.20q: %s has a formula", text, name)
		}
		if strings.HasSuffix(name, ".rels") && strings.Contains(parts[name], "External") && !strings.Contains(parts[name], "https://example.org/") {
			t.Errorf("%s refers to the outside", name)
		}
		all += strings.ReplaceAll(parts[name], `<text:s text:c="1"/>`, " ")
	}
	if want := escaped(strings.SplitN(strings.TrimSpace(readable(text)), "\n", 2)[0]); len(want) < 1100 && !strings.Contains(all, want) {
		t.Errorf("%.20q is not in the package", text)
	}
}

func checkCSV(t *testing.T, data []byte, text string) {
	t.Helper()
	if !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || !utf8.Valid(data) || bytes.Contains(data, []byte{0}) {
		t.Errorf("%.20q: no mark, not UTF-8 or a NUL", text)
	}
	in := csv.NewReader(bytes.NewReader(data[3:]))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil || len(rows) != 3 || len(rows[0]) != 3 {
		t.Fatalf("%.20q: %d rows, %v", text, len(rows), err)
	}
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
			t.Errorf("%.20q: a cell begins with %q", text, cell[0])
		}
	}
}

func checkHTML(t *testing.T, data []byte, text string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	headings, titles := 0, map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains([]string{"script", "iframe", "object", "link", "form"}, n.Data) {
			t.Errorf("%.20q: there is a %s", text, n.Data)
		}
		if n.Type == html.ElementNode && n.Data == "h1" && n.FirstChild != nil {
			headings, titles[n.FirstChild.Data] = headings+1, true
		}
	}
	if want := strings.TrimSpace(readable(text)); want != "" && (headings != 1 || !titles[readable(text)] && !titles[want]) {
		t.Errorf("%.20q is not the heading as it is: %v", text, len(titles))
	}
}

// TestRoundTrip: JSON reads back and gives the same bytes in every format.
func TestRoundTrip(t *testing.T) {
	for _, text := range append([]string{"gewoon"}, attacks[:8]...) {
		d := attacked(text)
		data, err := writeJSON(d)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadJSON(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Formats() {
			want, err := f.Write(d)
			got, err2 := f.Write(back)
			if err != nil || err2 != nil || !bytes.Equal(got, want) {
				t.Errorf("%.20q: %s differs after reading back: %v %v", text, f.Name, err, err2)
			}
		}
	}
}

func TestReadJSONRefuses(t *testing.T) {
	good, err := writeJSON(specimen())
	if err != nil {
		t.Fatal(err)
	}
	swap := func(old, new string) []byte {
		if !bytes.Contains(good, []byte(old)) {
			t.Fatalf("the file has no %q", old)
		}
		return bytes.Replace(good, []byte(old), []byte(new), 1)
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "no object": []byte("[]"), "more": append(good[:len(good):len(good)], '1'), "format": swap("opmaat-report/1", "opmaat-report/2"),
		"unknown key": swap(`"title"`, `"titel"`), "colour": swap("#12436d", "red;}"), "date": swap("2026-11-22", "today"),
		"link": swap("https://example.org", "javascript:alert"), "level": swap(`"level": 1`, `"level": 4`), "id twice": swap(`"id": "plan"`, `"id": "scores"`),
		"kind": swap(`"kind": "lead"`, `"kind": "video"`), "picture": swap(`"width": 12`, `"width": 13`), "scale": swap(`"scale": 2`, `"scale": -2`),
		"shape": swap(`"colour": "#801650"`, `"colour": "red"`), "path": swap(`M2 2L18 8`, `M2 2Q18 8`), "short row": swap(`"Communicatie"`, `"Communicatie", "x"`), "figure": swap(`"max": 100`, `"max": 0`), "language": swap(`"language": "nl"`, `"language": "\"x"`),
	} {
		if _, err := ReadJSON(data); !errors.Is(err, ErrDocument) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Text that begins like a formula stays text, in CSV and XLSX (case 64).
func TestGuarded(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\x00x", "＝1"} {
		if Guarded(s) != "'"+s {
			t.Errorf("%q is not guarded", s)
		}
	}
	for _, s := range []string{"", "1", "a=b", " =1", "é"} {
		if Guarded(s) != s {
			t.Errorf("%q is changed", s)
		}
	}
}

package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// These tests let other programs read the PDF files that we wrote. They run where
// the suite must (CI=true), or with REQUIRE_OFFICE=1.

// pictured are the charts that tests drew, so that no other test draws them again.
var pictured = sync.OnceValue(NewPictures)

// outside runs a program of others and gives what it says.
func outside(t *testing.T, program string, args ...string) string {
	t.Helper()
	if os.Getenv("CI") != "true" && os.Getenv("REQUIRE_OFFICE") == "" {
		t.Skip("starts " + program + "; set REQUIRE_OFFICE=1 to do it")
	}
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("no %s where the suite must run: %v", program, err)
	}
	var said, errors bytes.Buffer
	run := exec.CommandContext(t.Context(), path, args...)
	run.Stdout, run.Stderr = &said, &errors
	if err := run.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%.2000s%.4000s", program, strings.Join(args, " "), err, errors.String(), said.String())
	}
	return said.String()
}

// TestPopplerReadsPDF: poppler and qpdf find the headings, header cells,
// alternative texts, links, title and author that the document has.
func TestPopplerReadsPDF(t *testing.T) {
	folder := t.TempDir()
	for _, lang := range []string{"en", "nl"} {
		d := reportOf(t, lang, sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true, Draw: pictured().Draw, Logo: glassLogo(t)})
		file := written(t, folder, "pdf", &d)
		outside(t, "qpdf", "--check", file)
		tree := readStructure(outside(t, "pdfinfo", "-struct-text", file))
		same(t, lang+" headings", tree.headings(), headingsWritten(d))
		same(t, lang+" header rows", tree.tables(), headersWritten(d))
		figures, links := readObjects(t, file)
		same(t, lang+" alternative texts", figures, alternatives(d))
		same(t, lang+" links", links, linksWritten(d))
		about := outside(t, "pdfinfo", file)
		for _, want := range []string{"Tagged:          yes\n", "Author:          " + d.Author + "\n", "Title:           " + d.Title, "JavaScript:      no\n"} {
			if !strings.Contains(about, want) {
				t.Errorf("%s: pdfinfo does not say %q", lang, want)
			}
		}
		said := squeezed(outside(t, "pdftotext", "-raw", file, "-"))
		for _, want := range []string{d.Cover.Lead, d.Records.Rows[44][4], d.Sections[len(d.Sections)-1].Title} {
			if !strings.Contains(said, squeezed(want)) {
				t.Errorf("%s: pdftotext does not find %q", lang, want)
			}
		}
	}
}

// structured is an element of the structure tree with the text in it.
type structured struct {
	kind  string
	depth int
	text  string
}

type structure []structured

// readStructure reads what pdfinfo says: an element a line, below it what it
// says in quotation marks, and what it holds with more space before it.
func readStructure(said string) structure {
	var out structure
	for line := range strings.Lines(said) {
		word := strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(word, `"`); ok && len(out) > 0 {
			out[len(out)-1].text += strings.TrimSuffix(text, `"`)
		} else if word != "" && word[0] != '/' && !strings.HasPrefix(word, "Object ") {
			kind, _, _ := strings.Cut(strings.TrimSuffix(word, ":"), " ")
			out = append(out, structured{kind, len(line) - len(strings.TrimLeft(line, " ")), ""})
		}
	}
	return out
}

func (s structure) headings() []string {
	var out []string
	for _, e := range s {
		if len(e.kind) == 2 && e.kind[0] == 'H' && e.kind[1] >= '1' && e.kind[1] <= '6' {
			out = append(out, e.kind[1:]+" "+oneLine(e.text))
		}
	}
	return out
}

// tables are the number of rows and the header cells of each table.
func (s structure) tables() []string {
	var out []string
	for i, table := range s {
		if table.kind != "Table" {
			continue
		}
		rows, head := 0, []string{}
		for _, e := range s[i+1:] {
			if e.depth <= table.depth {
				break
			}
			if e.kind == "TR" {
				rows++
			}
			if e.kind == "TH" && rows == 1 {
				head = append(head, oneLine(e.text))
			}
		}
		out = append(out, fmt.Sprintf("%d: %s", rows, strings.Join(head, "|")))
	}
	return out
}

// readObjects are the alternative texts of the figures and the addresses of the
// links, as qpdf finds them.
func readObjects(t *testing.T, file string) (figures, links []string) {
	t.Helper()
	var all struct {
		QPDF []map[string]json.RawMessage `json:"qpdf"`
	}
	if err := json.Unmarshal([]byte(outside(t, "qpdf", "--json=2", "--json-key=qpdf", file)), &all); err != nil || len(all.QPDF) != 2 {
		t.Fatalf("qpdf: %d parts, %v", len(all.QPDF), err)
	}
	for n := range len(all.QPDF[1]) {
		var object struct {
			Value struct {
				Kind    string            `json:"/S"`
				Alt     string            `json:"/Alt"`
				Subtype string            `json:"/Subtype"`
				Action  map[string]string `json:"/A"`
				Content string            `json:"/Contents"`
			}
		}
		// Objects of other kinds have other values in these keys, which says nothing.
		_ = json.Unmarshal(all.QPDF[1][fmt.Sprintf("obj:%d 0 R", n)], &object)
		switch v := object.Value; {
		case v.Kind == "/Figure":
			figures = append(figures, oneLine(strings.TrimPrefix(v.Alt, "u:")))
		case v.Subtype == "/Link" && v.Content == "":
			t.Errorf("link %d does not say where it leads", n)
		case v.Subtype == "/Link" && v.Action["/URI"] != "":
			if link := strings.TrimPrefix(v.Action["/URI"], "u:"); !slices.Contains(links, link) {
				links = append(links, link)
			}
		}
	}
	return figures, links
}

// linksWritten are the addresses in a document, each once.
func linksWritten(d report.Document) []string {
	var out []string
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			for _, text := range append([]report.Text{b.Text}, b.Items...) {
				for _, r := range text {
					if r.Link != "" && !slices.Contains(out, r.Link) {
						out = append(out, r.Link)
					}
				}
			}
		}
	}
	return out
}

// TestVeraPDF: what says of itself that it is PDF/UA-1 passes the profile of
// veraPDF: whole reports, one with logo and draft mark, one of an empty test and
// one with the worst of texts.
func TestVeraPDF(t *testing.T) {
	classes := filepath.Join(t.TempDir(), "classes")
	outside(t, "mvn", "-q", "-B", "-f", "../.ci/verapdf/pom.xml", "dependency:build-classpath", "-Dmdep.outputFile="+classes)
	path, err := os.ReadFile(classes)
	if err != nil {
		t.Fatal(err)
	}
	files := veraSamples(t)
	said := outside(t, "java", append([]string{"-cp", strings.TrimSpace(string(path)), "../.ci/verapdf/UACheck.java"}, files...)...)
	if got := strings.Count(said, "passed "); got != len(files) {
		t.Errorf("%d of %d files passed:\n%s", got, len(files), said)
	}
	t.Log(said)
}

// veraSamples writes the files that TestVeraPDF looks at.
func veraSamples(t *testing.T) []string {
	t.Helper()
	var files []string
	add := func(name string, d report.Document) {
		f, _ := report.FormatNamed("pdf")
		data, err := f.Write(&d)
		if err != nil {
			t.Fatal(name, err)
		}
		files = append(files, filepath.Join(t.TempDir(), name+".pdf"))
		if err := os.WriteFile(files[len(files)-1], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tools, draw := reportSituations(t)["tools"], pictured().Draw
	add("full-en", reportOf(t, "en", sampleFull, tools, ReportLook{Draw: draw}))
	add("full-nl", reportOf(t, "nl", sampleFull, tools, ReportLook{Draw: draw, Draft: true, Logo: glassLogo(t), Colour: "#801650"}))
	add("none", reportOf(t, "nl", reportSamples["none"], nil, ReportLook{Draw: draw}))
	hostile := reportOf(t, "en", sampleQuick, tools, ReportLook{Draw: draw, Draft: true})
	spoil(&hostile, " 😀 עברית \u202eomgekeerd Łódź \x00(\\ "+strings.Repeat("x", 300))
	add("hostile", hostile)
	return files
}

// glassLogo is half see-through.
func glassLogo(t *testing.T) *report.Picture {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 90, 30))
	for i := range 90 * 30 {
		m.Set(i%90, i/90, color.NRGBA{128, 22, 80, uint8(i % 256)})
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	logo, err := report.ReadLogo(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return logo
}

// spoil puts a text behind every text of a document.
func spoil(d *report.Document, text string) {
	for _, s := range []*string{&d.Title, &d.Author, &d.Cover.Organisation, &d.Cover.Lead, &d.Cover.Draft, &d.Cover.Facts[0].Value} {
		*s += text
	}
	table := func(rows ...[]string) {
		for _, row := range rows {
			for i := range row {
				row[i] += text
			}
		}
	}
	for i := range d.Sections {
		d.Sections[i].Title += text
		for _, b := range d.Sections[i].Blocks {
			for _, runs := range append([]report.Text{b.Text}, b.Items...) {
				for k := range runs {
					runs[k].Text += text
				}
			}
			if b.Table != nil {
				b.Table.Caption += text
				table(append(b.Table.Rows, b.Table.Head)...)
			}
			if b.Figure != nil {
				b.Figure.Figure.Sentence += text
				b.Figure.Picture = spoiled(b.Figure.Picture, text)
			}
		}
	}
}

// spoiled is a copy of a picture with other texts in it.
func spoiled(p *report.Picture, text string) *report.Picture {
	if p == nil {
		return nil
	}
	out := *p
	out.Shapes = slices.Clone(p.Shapes)
	for i := range out.Shapes {
		if out.Shapes[i].Text != "" {
			out.Shapes[i].Text += text
		}
	}
	return &out
}

// The memory and the size of a whole report stay small: five charts as lines and
// letters, and only the letters that are used.
func TestPDFSize(t *testing.T) {
	d := reportOf(t, "nl", sampleFull, reportSituations(t)["tools"], ReportLook{Draw: pictured().Draw})
	f, _ := report.FormatNamed("pdf")
	data, err := f.Write(&d)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 250_000 {
		t.Errorf("%d bytes", len(data))
	}
	pixels := strconv.Itoa(int(640 * 2.5))
	if bytes.Contains(data, []byte("/Width "+pixels)) {
		t.Error("a chart is drawn as pixels")
	}
}

package web

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// TestPopplerReadsPDF: poppler and qpdf find the texts in their order, headings,
// header cells, alternative texts, links, title and author that the document has.
func TestPopplerReadsPDF(t *testing.T) {
	folder, documents := t.TempDir(), officeDocuments(t)
	delete(documents, "hostile-nl") // is in TestVeraPDF, shorter
	for name, d := range documents {
		file := writtenAs(t, folder, name, "pdf", &d)
		outside(t, "qpdf", "--check", file)
		tree := readStructure(outside(t, "pdfinfo", "-struct-text", file))
		same(t, name+" headings", tree.headings(), headingsWritten(d))
		same(t, name+" header rows", tree.tables(), headersWritten(d))
		tree.says(t, name, textsWritten(d))
		figures, links := readObjects(t, file)
		same(t, name+" alternative texts", figures, alternatives(d))
		same(t, name+" links", links, linksWritten(d))
		about := outside(t, "pdfinfo", file)
		for _, want := range []string{"Tagged:          yes\n", "Author:          " + d.Author + "\n", "Title:           " + d.Title, "JavaScript:      no\n"} {
			if !strings.Contains(about, want) {
				t.Errorf("%s: pdfinfo does not say %q", name, want)
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

// says checks that texts are there, one after another, in capitals or not.
func (s structure) says(t *testing.T, name string, texts []string) {
	t.Helper()
	var all strings.Builder
	for _, e := range s {
		all.WriteString(e.text)
	}
	rest := strings.ToLower(squeezed(all.String()))
	for _, text := range texts {
		before, after, ok := strings.Cut(rest, strings.ToLower(squeezed(text)))
		if !ok {
			t.Errorf("%s: %q is missing, or not in its place after %q", name, text, before[:min(len(before), 80)])
			return
		}
		rest = after
	}
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
// veraPDF: reports of every kind, with logo and draft mark or with nothing in
// them, and one whose every text is long and in letters that no font has.
func TestVeraPDF(t *testing.T) {
	folder := t.TempDir()
	classes := filepath.Join(folder, "classes")
	outside(t, "mvn", "-q", "-B", "-f", "../.ci/verapdf/pom.xml", "dependency:build-classpath", "-Dmdep.outputFile="+classes)
	path, err := os.ReadFile(classes)
	if err != nil {
		t.Fatal(err)
	}
	documents := officeDocuments(t)
	documents["hostile-nl"] = strangeDocument(t)
	args := []string{"-cp", strings.TrimSpace(string(path)), "../.ci/verapdf/UACheck.java"}
	for name, d := range documents {
		args = append(args, writtenAs(t, folder, name, "pdf", &d))
	}
	said := outside(t, "java", args...)
	if got := strings.Count(said, "passed "); got != len(documents) {
		t.Errorf("%d of %d files passed", got, len(documents))
	}
	t.Log(said)
}

// strangeDocument has long texts of letters that no font has, in its charts too.
func strangeDocument(t *testing.T) report.Document {
	t.Helper()
	strange := "😀 עברית \u202eomgekeerd Łódź \x00(\\ " + strings.Repeat("x", 300)
	d := reportOf(t, "en", sampleQuick, reportSituations(t)["tools"], ReportLook{Draft: true, Draw: pictured().Draw})
	spoilt(&d, strange)
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Figure != nil && b.Figure.Picture != nil {
				picture := *b.Figure.Picture // the charts are shared
				picture.Shapes = slices.Clone(picture.Shapes)
				for i := range picture.Shapes {
					if picture.Shapes[i].Text != "" {
						picture.Shapes[i].Text = strange
					}
				}
				b.Figure.Picture = &picture
			}
		}
	}
	return d
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

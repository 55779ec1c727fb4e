package web

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// openXML lets the second reader, which .ci/openxml is, read files and gives what
// it said of each: the things of a kind in their order. Any finding is an error.
func openXML(t *testing.T, files ...string) map[string]map[string][]string {
	t.Helper()
	classes := filepath.Join(t.TempDir(), "classes")
	outside(t, "mvn", "-q", "-B", "-f", "../.ci/openxml/pom.xml", "dependency:build-classpath", "-Dmdep.outputFile="+classes)
	path, err := os.ReadFile(classes)
	if err != nil {
		t.Fatal(err)
	}
	out := outside(t, "java", append([]string{"-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory", "-cp", strings.TrimSpace(string(path)), "../.ci/openxml/OpenXML.java"}, files...)...)
	said := map[string]map[string][]string{}
	name := ""
	for line := range strings.Lines(out) {
		kind, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch kind {
		case "file":
			name = text
			said[name] = map[string][]string{}
		case "wrong":
			t.Errorf("%s: %s", name, text)
		default:
			if said[name] == nil {
				t.Fatalf("the second reader: %s", out)
			}
			said[name][kind] = append(said[name][kind], text)
		}
	}
	return said
}

// TestOpenXMLReader: each part of each file is valid by the schemas of the
// standard, whatever stands in the texts, and a reader that is not LibreOffice
// finds what the document has.
func TestOpenXMLReader(t *testing.T) {
	folder, documents := t.TempDir(), map[string]report.Document{}
	var files []string
	for name, d := range officeDocuments(t) {
		for _, format := range []string{"docx", "pptx", "xlsx"} {
			file := writtenAs(t, folder, name, format, &d)
			documents[filepath.Base(file)], files = d, append(files, file)
		}
	}
	said := openXML(t, files...)
	for name, d := range documents {
		got := said[name]
		if parts := strings.Join(got["parts"], ""); len(parts) == 0 || parts == "0" {
			t.Errorf("%s: no part was looked at", name)
		}
		if strings.HasPrefix(name, "hostile") {
			continue // what it says is cut or cleaned
		}
		same(t, name+" author", got["author"], []string{oneLine(d.Author)})
		switch filepath.Ext(name) {
		case ".docx":
			same(t, name+" headings", got["heading"], headingsWritten(d))
			same(t, name+" alternative texts", got["alt"], alternatives(d))
			same(t, name+" tables", got["table"], tableRows(d))
		case ".pptx":
			sameTitles(t, name, got["slide"], messages(d))
			same(t, name+" alternative texts", got["alt"], alternatives(told(d)))
			if notes := got["notes"]; len(notes) != len(got["slide"]) || slices.Contains(notes, "") || !strings.Contains(notes[0], oneLine(d.Cover.Lead)) {
				t.Errorf("%s: notes %q", name, notes)
			}
			for _, table := range got["table"] {
				if !strings.HasSuffix(table, " true") {
					t.Errorf("%s: a table of %s rows has no head", name, table)
				}
			}
		case ".xlsx":
			if n := len(got["sheet"]); n < 2 || got["sheet"][0] != d.Labels.ReadMe {
				t.Errorf("%s: sheets %q", name, got["sheet"])
			}
		}
	}
}

// tableRows are the tables of a Word document: how many rows, and that the first repeats.
func tableRows(d report.Document) []string {
	var out []string
	for _, head := range headersWritten(d) {
		n, _, _ := strings.Cut(head, ":")
		out = append(out, n+" true")
	}
	return out
}

package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// These tests let LibreOffice open what we wrote and compare what it understood
// with the document. They run where the suite must (CI=true), or with REQUIRE_OFFICE=1.

// office converts files to the flat form of OpenDocument, which is one XML file.
func office(t *testing.T, to string, files ...string) {
	t.Helper()
	if os.Getenv("CI") != "true" && os.Getenv("REQUIRE_OFFICE") == "" {
		t.Skip("starts LibreOffice; set REQUIRE_OFFICE=1 to do it")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("no LibreOffice where the suite must run: ", err)
	}
	folder := filepath.Dir(files[0])
	args := append([]string{"-env:UserInstallation=file://" + folder + "/profile", "--headless", "--convert-to", to, "--outdir", folder}, files...)
	if out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil || strings.Contains(string(out), "Error") {
		t.Fatalf("LibreOffice: %v: %s", err, out)
	}
}

// element is XML with names without their prefixes.
type element struct {
	name     string
	attr     map[string]string
	text     strings.Builder // of the element and all in it, without pictures
	children []*element
}

// readXML reads a file into a tree.
func readXML(t *testing.T, name string) *element {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := xml.NewDecoder(file)
	root := &element{}
	stack := []*element{root}
	for {
		token, err := in.Token()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			top := stack[len(stack)-1]
			top.children, stack = append(top.children, e), append(stack, e)
			if e.name == "line-break" || e.name == "s" || e.name == "p" {
				write(stack, " ")
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if stack[len(stack)-1].name != "binary-data" {
				write(stack, string(token))
			}
		}
	}
	return root
}

func write(stack []*element, text string) {
	for _, e := range stack {
		e.text.WriteString(text)
	}
}

// all are the elements with a name, in their order.
func (e *element) all(name string) []*element {
	var out []*element
	for _, child := range e.children {
		if child.name == name {
			out = append(out, child)
		}
		out = append(out, child.all(name)...)
	}
	return out
}

// words is the text of an element in single spaces.
func (e *element) words() string { return oneLine(e.text.String()) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// written writes a report in a format, under a name that is still its own when
// the file has been converted.
func written(t *testing.T, folder, name string, d *report.Document) string {
	t.Helper()
	f, _ := report.FormatNamed(name)
	data, err := f.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, d.Language+"-"+name+"."+name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOfficeReadsText: LibreOffice finds in Word and OpenDocument files the
// headings, texts, alternative texts, header rows, language and author that the
// document has.
func TestOfficeReadsText(t *testing.T) {
	folder, charts := t.TempDir(), pictured()
	documents := map[string]report.Document{}
	var files []string
	for _, lang := range []string{"en", "nl"} {
		d := reportOf(t, lang, sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true, Draw: charts.Draw, Logo: sampleLogo(t)})
		for _, format := range []string{"docx", "odt"} {
			file := written(t, folder, format, &d)
			documents[strings.TrimSuffix(file, format)+"fodt"], files = d, append(files, file)
		}
	}
	office(t, "fodt", files...)
	for file, d := range documents {
		checkText(t, filepath.Base(file), readXML(t, file), d)
	}
}

// sampleLogo is a logo as it is kept.
func sampleLogo(t *testing.T) *report.Picture {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	logo, err := report.ReadLogo(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return logo
}

// checkText compares what was read with the document.
func checkText(t *testing.T, file string, got *element, d report.Document) {
	t.Helper()
	same(t, file+" headings", headingsRead(got), headingsWritten(d))
	same(t, file+" alternative texts", texts(got.all("desc")), alternatives(d))
	same(t, file+" header rows", headersRead(got), headersWritten(d))
	if author := texts(got.all("initial-creator")); !slices.Equal(author, []string{d.Author}) {
		t.Errorf("%s: author %q", file, author)
	}
	if title := texts(got.all("title")); len(title) == 0 || !strings.HasPrefix(title[0], d.Title) {
		t.Errorf("%s: title %q", file, title)
	}
	rest := got.all("body")[0].words()
	for _, text := range textsWritten(d) {
		before, after, ok := strings.Cut(rest, text)
		if !ok {
			t.Errorf("%s: %q is missing, or not in its place after %q", file, text, before[:min(len(before), 80)])
			break
		}
		rest = after
	}
	if styles := got.all("default-style"); !slices.ContainsFunc(styles, func(e *element) bool {
		return len(e.all("text-properties")) > 0 && e.all("text-properties")[0].attr["language"] == d.Language
	}) {
		t.Errorf("%s: no language of the document", file)
	}
}

// textsWritten are the texts of the document in their order.
func textsWritten(d report.Document) []string {
	out := []string{d.Cover.Organisation, d.Title, d.Cover.Lead, d.Cover.Draft}
	for _, f := range d.Cover.Facts {
		out = append(out, f.Name+": "+f.Value)
	}
	table := func(t report.Table) {
		out = append(append(append(out, t.Caption), t.Head...), slices.Concat(t.Rows...)...)
		out = append(out, t.Notes...)
	}
	for _, s := range d.Sections {
		out = append(out, s.Title)
		for _, b := range s.Blocks {
			for _, text := range append([]report.Text{b.Text}, b.Items...) {
				out = append(out, text.String())
			}
			switch {
			case b.Kind == report.Grid:
				table(*b.Table)
			case b.Kind == report.Chart:
				out = append(out, b.Figure.Figure.Sentence)
				if b.Figure.Shown {
					table(b.Figure.Table)
				}
			}
		}
	}
	for i, text := range out {
		out[i] = oneLine(text)
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("%s: %d read, %d written; the first that differs is %d: %q", what, len(got), len(want), i, append(append([]string(nil), got[min(i, len(got)):min(i+1, len(got))]...), want[min(i, len(want)):min(i+1, len(want))]...))
			return
		}
	}
}

func texts(elements []*element) []string {
	var out []string
	for _, e := range elements {
		out = append(out, e.words())
	}
	return out
}

func headingsRead(e *element) []string {
	var out []string
	for _, h := range e.all("h") {
		out = append(out, h.attr["outline-level"]+" "+h.words())
	}
	return out
}

func headingsWritten(d report.Document) []string {
	var out []string
	for _, s := range d.Sections {
		out = append(out, strconv.Itoa(s.Level)+" "+oneLine(s.Title))
	}
	return out
}

func alternatives(d report.Document) []string {
	out := []string{d.Labels.Logo + ": " + d.Cover.Organisation}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Kind == report.Chart && b.Figure.Picture != nil {
				out = append(out, oneLine(b.Figure.Figure.Sentence))
			}
		}
	}
	return out
}

func headersRead(e *element) []string {
	var out []string
	for _, table := range e.all("table") {
		head := table.all("table-header-rows")
		if len(head) == 0 {
			out = append(out, "none")
			continue
		}
		out = append(out, fmt.Sprintf("%d: %s", len(table.all("table-row")), strings.Join(texts(head[0].all("table-cell")), "|")))
	}
	return out
}

func headersWritten(d report.Document) []string {
	var out []string
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Kind == report.Grid:
				out = append(out, fmt.Sprintf("%d: %s", len(b.Table.Rows)+1, oneLine(strings.Join(b.Table.Head, "|"))))
			case b.Kind == report.Chart && b.Figure.Shown:
				out = append(out, fmt.Sprintf("%d: %s", len(b.Figure.Table.Rows)+1, oneLine(strings.Join(b.Figure.Table.Head, "|"))))
			}
		}
	}
	return out
}

// TestOfficeReadsSheets: LibreOffice finds in Excel and OpenDocument files the
// sheets, every cell as it is, numbers as numbers, days as days, and no formula.
func TestOfficeReadsSheets(t *testing.T) {
	folder := t.TempDir()
	x := sampleFull
	x.name = "=HYPERLINK(\"http://evil\")"
	d := reportOf(t, "nl", x, reportSituations(t)["tools"], ReportLook{})
	var files []string
	for _, format := range []string{"xlsx", "ods"} {
		files = append(files, written(t, folder, format, &d))
	}
	office(t, "fods", files...)
	for _, file := range files {
		checkBook(t, readXML(t, strings.TrimSuffix(file, filepath.Ext(file))+".fods"), d, x.name)
	}
}

// checkBook compares a workbook with the tables of the document.
func checkBook(t *testing.T, got *element, d report.Document, name string) {
	t.Helper()
	sheets := got.all("table")
	var tables []report.Table
	for _, table := range d.Tables() {
		if table.Sheet != "" {
			tables = append(tables, table)
		}
	}
	if len(sheets) != len(tables)+1 || sheets[0].attr["name"] != d.Labels.ReadMe || !strings.Contains(sheets[0].words(), "'"+name) {
		t.Fatalf("%d sheets for %d tables, the first is %q", len(sheets), len(tables), sheets[0].attr["name"])
	}
	for i, table := range tables {
		checkSheet(t, sheets[i+1], table)
	}
	days := 0
	for _, cell := range got.all("table-cell") {
		if cell.attr["formula"] != "" {
			t.Errorf("a formula: %s", cell.attr["formula"])
		}
		if cell.attr["date-value"] != "" {
			days++
		}
	}
	if days == 0 {
		t.Error("no day is a day")
	}
}

// checkSheet compares the cells of a sheet with those of a table.
func checkSheet(t *testing.T, sheet *element, table report.Table) {
	t.Helper()
	rows := sheet.all("table-row")
	if len(rows) <= len(table.Rows) {
		t.Fatalf("%s: %d rows", table.Sheet, len(rows))
	}
	same(t, table.Sheet+" head", texts(cellsOf(rows[0], len(table.Head))), table.Head)
	for r, row := range table.Rows {
		cells := cellsOf(rows[r+1], len(row))
		for i, text := range row {
			number := report.Value{}
			if len(table.Numbers) > 0 {
				number = table.Numbers[r][i]
			}
			if value, err := strconv.ParseFloat(cells[i].attr["value"], 64); number.Known && (err != nil || value-number.Number > 1e-9 || number.Number-value > 1e-9) {
				t.Errorf("%s: cell %d of row %d is %q, want the number %v", table.Sheet, i, r, cells[i].attr["value"], number.Number)
			}
			if number.Known && number.Number == math.Trunc(number.Number) && strings.ContainsAny(cells[i].words(), ",.") {
				t.Errorf("%s: %v is shown as %q", table.Sheet, number.Number, cells[i].words())
			}
			if !number.Known && cells[i].words() != oneLine(text) {
				t.Errorf("%s: cell %d of row %d is %q, want %q", table.Sheet, i, r, cells[i].words(), text)
			}
		}
	}
}

// cellsOf are n cells of a row; a cell may stand for several.
func cellsOf(row *element, n int) []*element {
	var out []*element
	for _, cell := range row.all("table-cell") {
		times, err := strconv.Atoi(cell.attr["number-columns-repeated"])
		if err != nil {
			times = 1
		}
		for range min(times, n) {
			out = append(out, cell)
		}
	}
	for len(out) < n {
		out = append(out, &element{})
	}
	return out[:n]
}

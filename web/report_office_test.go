package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/opmaat/opmaat/assessment/report"
	"github.com/opmaat/opmaat/game/workshop"
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
			if slices.Contains([]string{"line-break", "tab", "s", "p"}, e.name) {
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
// the file has been converted. The gate shows a copy to other readers.
func written(t *testing.T, folder, format string, d *report.Document) string {
	t.Helper()
	return writtenAs(t, folder, d.Language, format, d)
}

func writtenAs(t *testing.T, folder, name, format string, d *report.Document) string {
	t.Helper()
	f, _ := report.FormatNamed(format)
	data, err := f.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	name += "-" + format + "." + format
	if copies := os.Getenv("REPORT_COPIES"); copies != "" {
		if err := os.WriteFile(filepath.Join(copies, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// officeDocuments are the reports that LibreOffice reads back, by name: of a whole
// test in each language with all that a report can have, of one without answers, of
// a game, of a workshop, and one in which words mean something to programs.
func officeDocuments(t *testing.T) map[string]report.Document {
	t.Helper()
	tools := reportSituations(t)["tools"]
	out := map[string]report.Document{}
	for _, lang := range []string{"en", "nl"} {
		out["full-"+lang] = reportOf(t, lang, sampleFull, tools, ReportLook{Draft: true, Draw: pictured().Draw, Logo: sampleLogo(t)})
	}
	out["none-nl"] = reportOf(t, "nl", reportSamples["none"], nil, ReportLook{})
	out["game-nl"] = paperOf(t, matter{g: playedSample(t, "nl", sampleGame{rounds: 6})})
	out["room-en"] = paperOf(t, matter{w: roomSample(t, "en", workshop.Closed)})
	out["hostile-nl"] = hostileDocument(t)
	return out
}

// hostileTexts mean something to a format, are long, or run from right to left.
var hostileTexts = []string{"</text:p></w:p> & <b> ]]> \"'", "=HYPERLINK(\"http://evil\")", "+1", "-1+1", "@SUM(A1)", "two  spaces,   three\tand a tab", "first line\nsecond line",
	"bell\x07 NUL\x00 turned \u202eround", "עברית العربية", "😀 👩‍👩‍👧 🇧🇪", "2026-02-30", strings.Repeat("lang woord ", 4000)}

// hostileDocument is a report with such a text in every place for text.
func hostileDocument(t *testing.T) report.Document {
	t.Helper()
	d := reportOf(t, "nl", reportSamples["one"], reportSituations(t)["tools"], ReportLook{})
	n := -1
	spoil := func(texts ...*string) {
		for _, text := range texts {
			if *text != "" {
				n++
				*text = hostileTexts[n%len(hostileTexts)]
			}
		}
	}
	spoilTable := func(t *report.Table) {
		spoil(&t.Caption)
		for _, row := range append([][]string{t.Head, t.Notes}, t.Rows...) {
			for i := range row {
				spoil(&row[i])
			}
		}
	}
	spoil(&d.Author, &d.Cover.Organisation, &d.Cover.Lead)
	for i := range d.Sections {
		spoil(&d.Sections[i].Title)
		for _, b := range d.Sections[i].Blocks {
			for _, text := range append([]report.Text{b.Text}, b.Items...) {
				for k := range text {
					spoil(&text[k].Text)
				}
			}
			if b.Table != nil {
				spoilTable(b.Table)
			}
		}
	}
	spoilTable(&d.Records)
	return d
}

// shownOf is what a reader must show of a text: nothing that no reader can show, in
// single spaces.
func shownOf(s string) string {
	return oneLine(strings.NewReplacer("\x07", "", "\x00", "", "\u202e", "").Replace(s))
}

// cellOf is what a cell must show of a text: never a formula, and not more than fits.
func cellOf(s string) string {
	if len(s) > 32767 && s == hostileTexts[len(hostileTexts)-1] {
		s = strings.TrimRight(s[:32766], " ") + "…"
	}
	return shownOf(report.Guarded(s))
}

// TestOfficeReadsText: LibreOffice finds in Word and OpenDocument files the
// headings, texts, alternative texts, header rows, language and author that the
// document has.
func TestOfficeReadsText(t *testing.T) {
	officeReads(t, officeDocuments(t), []string{"docx", "odt"}, "fodt", checkText)
}

// officeReads writes documents in formats, lets LibreOffice convert all of them at
// once, and checks each against what it was written from.
func officeReads(t *testing.T, documents map[string]report.Document, formats []string, to string, check func(*testing.T, string, *element, report.Document)) {
	t.Helper()
	folder, read := t.TempDir(), map[string]report.Document{}
	var files []string
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		for _, format := range formats {
			d := documents[name]
			file := writtenAs(t, folder, name, format, &d)
			read[strings.TrimSuffix(file, format)+to], files = d, append(files, file)
		}
	}
	office(t, to, files...)
	for file, d := range read {
		check(t, filepath.Base(file), readXML(t, file), d)
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
	if author := texts(got.all("initial-creator")); !slices.Equal(author, []string{shownOf(d.Author)}) {
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
		out[i] = shownOf(text)
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
		out = append(out, strconv.Itoa(s.Level)+" "+shownOf(s.Title))
	}
	return out
}

func alternatives(d report.Document) []string {
	var out []string
	if d.Style.Logo != nil {
		out = append(out, d.Labels.Logo+": "+d.Cover.Organisation)
	}
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
				out = append(out, fmt.Sprintf("%d: %s", len(b.Table.Rows)+1, headOf(*b.Table)))
			case b.Kind == report.Chart && b.Figure.Shown:
				out = append(out, fmt.Sprintf("%d: %s", len(b.Figure.Table.Rows)+1, headOf(b.Figure.Table)))
			}
		}
	}
	return out
}

func headOf(t report.Table) string {
	var out []string
	for _, text := range t.Head {
		out = append(out, shownOf(text))
	}
	return strings.Join(out, "|")
}

// TestOfficeReadsSheets: LibreOffice finds in Excel and OpenDocument files the
// sheets, every cell as it is, numbers as numbers, days as days, and no formula.
func TestOfficeReadsSheets(t *testing.T) {
	documents := map[string]report.Document{"full-nl": reportOf(t, "nl", sampleFull, reportSituations(t)["tools"], ReportLook{}),
		"none-en": reportOf(t, "en", reportSamples["none"], nil, ReportLook{}), "game-en": paperOf(t, matter{g: playedSample(t, "en", sampleGame{rounds: 6})}), "hostile-nl": hostileDocument(t)}
	officeReads(t, documents, []string{"xlsx", "ods"}, "fods", checkBook)
}

// checkBook compares a workbook with the tables of the document.
func checkBook(t *testing.T, file string, got *element, d report.Document) {
	t.Helper()
	sheets := got.all("table")
	var tables []report.Table
	for _, table := range d.Tables() {
		if table.Sheet != "" {
			tables = append(tables, table)
		}
	}
	if len(sheets) != len(tables)+1 || sheets[0].attr["name"] != d.Labels.ReadMe || !strings.Contains(sheets[0].words(), cellOf(d.Cover.Organisation)) {
		t.Fatalf("%s: %d sheets for %d tables, the first is %q", file, len(sheets), len(tables), sheets[0].attr["name"])
	}
	for i, table := range tables {
		checkSheet(t, file, sheets[i+1], table)
	}
	if filters := got.all("database-range"); len(filters) != len(tables) {
		t.Errorf("%s: %d of %d tables can be filtered", file, len(filters), len(tables))
	}
	for _, cell := range got.all("table-cell") {
		if cell.attr["formula"] != "" {
			t.Errorf("%s: a formula: %s", file, cell.attr["formula"])
		}
	}
}

// checkSheet compares the cells of a sheet with those of a table.
func checkSheet(t *testing.T, file string, sheet *element, table report.Table) {
	t.Helper()
	rows := sheet.all("table-row")
	if len(sheet.all("table-header-rows")) != 1 {
		t.Errorf("%s: %s: the head is not repeated on paper", file, table.Sheet)
	}
	if len(rows) <= len(table.Rows) {
		t.Fatalf("%s: %s: %d rows", file, table.Sheet, len(rows))
	}
	for r, row := range append([][]string{table.Head}, table.Rows...) {
		cells := cellsOf(rows[r], len(row))
		for i, text := range row {
			number := report.Value{}
			if r > 0 && len(table.Numbers) > 0 {
				number = table.Numbers[r-1][i]
			}
			if problem := cellProblem(cells[i], text, number); problem != "" {
				t.Errorf("%s: %s: cell %d of row %d %s", file, table.Sheet, i, r, problem)
			}
		}
	}
}

// cellProblem says what is wrong with a cell that should hold a number, a day or
// a text.
func cellProblem(cell *element, text string, number report.Value) string {
	day, err := time.Parse(time.DateOnly, text)
	switch value, notNumber := strconv.ParseFloat(cell.attr["value"], 64); {
	case number.Known && (notNumber != nil || math.Abs(value-number.Number) > 1e-9):
		return fmt.Sprintf("is %q, want the number %v", cell.attr["value"], number.Number)
	case number.Known && number.Number == math.Trunc(number.Number) && strings.ContainsAny(cell.words(), ",."):
		return fmt.Sprintf("shows the whole number %v as %q", number.Number, cell.words())
	case !number.Known && err == nil && !strings.HasPrefix(cell.attr["date-value"], day.Format(time.DateOnly)):
		return fmt.Sprintf("is %q, want the day %s", cell.attr["date-value"], text)
	case !number.Known && cell.words() != cellOf(text):
		return fmt.Sprintf("is %.100q, want %.100q", cell.words(), cellOf(text))
	}
	return ""
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

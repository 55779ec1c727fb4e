package report

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report/pdf"
	"github.com/opmaat/opmaat/assessment/report/typeface"
)

// pdfAsText is a PDF as its golden: what it says about itself, its structure with
// the text, and what is drawn on each page.
func pdfAsText(t testing.TB, data []byte) []byte {
	f := readPDF(t, data)
	var b bytes.Buffer
	for _, what := range []string{"/Type /Catalog", "/Producer", "/Title"} {
		for _, n := range f.with(what) {
			fmt.Fprintln(&b, f.objects[n])
		}
	}
	fmt.Fprintf(&b, "%s\n%s", f.data[f.one(t, "/Type /Metadata")], f.outline(t))
	for _, n := range f.with("/Subtype /Link") {
		fmt.Fprintln(&b, f.objects[n])
	}
	for i, n := range f.with("/Type /Page /Parent") {
		fmt.Fprintf(&b, "== page %d\n%s", i+1, f.data[atoi(t, group(f.objects[n], `/Contents (\d+)`))])
	}
	return b.Bytes()
}

// checkPDF: the text is in the structure tree, also where a box is drawn, and the
// letter for letters that are missing is nowhere (trust.md, case 70).
func checkPDF(t *testing.T, data []byte, text string) {
	t.Helper()
	f := readPDF(t, data)
	if len(text) > 10_000 {
		if n := len(f.with("/Type /Page /Parent")); n < 300 {
			t.Errorf("%d pages of a long text", n)
		}
		return // one text as long as that is read back in TestLongRow
	}
	tree := f.outline(t)
	want := oneLine(strings.Map(func(r rune) rune {
		if typeface.Silent(r) {
			return -1
		}
		return r
	}, text))
	if want = want[:min(len(want), 60)]; want != "" && !strings.Contains(visible(tree), visible(want)) {
		t.Errorf("%.20q is not in the tree", text)
	}
	for _, n := range f.with("/Subtype /Link") {
		if !strings.Contains(f.objects[n], "/URI (https://example.org/?a=1&b=2)") && !strings.Contains(f.objects[n], "/Dest [") {
			t.Errorf("%.20q: a link to %s", text, f.objects[n])
		}
	}
	for _, forbidden := range []string{"/JavaScript", "/Launch", "/EmbeddedFile", "/OpenAction", "/AA "} {
		if len(f.with("<<"+forbidden)) > 0 {
			t.Errorf("%.20q: the file has %s", text, forbidden)
		}
	}
}

// visible is text without what takes no room, and without the places where lines end.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if typeface.Silent(r) || r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, s)
}

// tree is the structure of a document as a PDF.
func tree(t *testing.T, d *Document) string {
	t.Helper()
	data, err := writePDF(d)
	if err != nil {
		t.Fatal(err)
	}
	f := readPDF(t, data)
	return f.outline(t)
}

// Letters that no font has: a box on paper, the letter itself for who listens,
// and one note.
func TestPDFBoxes(t *testing.T) {
	d := specimen()
	if got := tree(t, d); strings.Contains(got, d.Labels.Boxes) {
		t.Error("a note about boxes without boxes")
	}
	d.Sections[1].Title = "Gemeente עיר 😀 Łódź"
	if got := tree(t, d); strings.Count(got, d.Labels.Boxes) != 1 || !strings.Contains(got, "H1 "+d.Sections[1].Title+"\n") {
		t.Errorf("no note, or another heading:\n%s", got)
	}
	d = specimen()
	d.Sections[1].Blocks[0].Figure.Picture.Shapes[4].Text = "😀"
	if got := tree(t, d); !strings.Contains(got, d.Labels.Boxes) || !strings.Contains(got, "😀") {
		t.Error("no note about a box in a chart")
	}
}

// A picture that cannot be drawn stops the file.
func TestPDFRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*Picture){
		"a curve": func(p *Picture) { p.Shapes[0].Path = "M0 0Q1 1 2 2" }, "no colour": func(p *Picture) { p.Shapes[0].Colour = "" },
		"no pixels": func(p *Picture) { p.Shapes, p.PNG = nil, []byte("PNG") }, "no start": func(p *Picture) { p.Shapes[0].Clip = []string{"L1 1"} },
		"both": func(p *Picture) { p.Shapes[0].Text = "x" }, "neither": func(p *Picture) { p.Shapes[0].Path = "" },
		"far away": func(p *Picture) { p.Shapes[0].Path = "M0 1e9" }, "NaN": func(p *Picture) { p.Shapes[0].Path = "M0 NaN" },
		"dashes of nothing": func(p *Picture) { p.Shapes[1].Dash = []float64{0} }, "join": func(p *Picture) { p.Shapes[1].Join = "arcs" },
	} {
		d := specimen()
		spoil(d.Sections[1].Blocks[0].Figure.Picture)
		if data, err := writePDF(d); err == nil {
			t.Errorf("%s: %d bytes", name, len(data))
		}
	}
	d := specimen()
	d.Sections[1].Blocks[0].Figure.Picture.Shapes = make([]Shape, shapesMost+1)
	if _, err := writePDF(d); !errors.Is(err, errShape) {
		t.Errorf("too many shapes: %v", err)
	}
}

// paper are strips by their heights; a letter behind one is its bond.
func paper(t *testing.T, spec string) []strip {
	t.Helper()
	var out []strip
	for _, word := range strings.Fields(spec) {
		s := strip{gap: 10}
		if _, err := fmt.Sscanf(strings.TrimRight(word, "flnh"), "%f", &s.height); err != nil {
			t.Fatal(err)
		}
		s.newPage = strings.Contains(word, "n")
		if strings.Contains(word, "f") {
			s.keep = firm
		} else if strings.Contains(word, "l") {
			s.keep = loose
		}
		if strings.Contains(word, "h") {
			s.again = &strip{height: 20}
		}
		out = append(out, s)
	}
	return out
}

// TestPlace: a page is 710 points high here. What is bound stays together as long
// as a page can hold it.
func TestPlace(t *testing.T) {
	for _, c := range []struct{ why, strips, want string }{
		{"one after another", "300 300 300", "0:0 0:310 1:0"},
		{"a new page, but not an empty one", "50n 50n", "0:0 1:0"},
		{"a heading goes with what follows", "600 30f 200", "0:0 1:0 1:40"},
		{"a small table stays whole", "600 50l 50l 50", "0:0 1:0 1:60 1:120"},
		{"a large one does not leave much of a page empty", "300 200l 100l 100l 100", "0:0 0:310 0:520 1:0 1:110"},
		{"but its firm part stays", "450 100f 200l 100l 100", "0:0 1:0 1:110 1:320 1:430"},
		{"more than a page breaks where it must", "400f 400f 400", "0:0 1:0 2:0"},
		{"the head of a table comes back", "650 100h 100h", "0:0 1:0 1:20 1:130"},
	} {
		spots, _ := place(paper(t, c.strips))
		got := ""
		for _, s := range spots {
			got += fmt.Sprintf(" %d:%.0f", s.page, s.top-pdfTop)
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

// brokenLines are the lines that a text becomes, with "|" between them.
func brokenLines(t *testing.T, width float64, text Text) string {
	t.Helper()
	faces, err := typeface.Faces()
	if err != nil {
		t.Fatal(err)
	}
	s := typesetter{d: specimen(), faces: faces}
	var out []string
	for _, l := range s.lines(text, pdfBody, width) {
		line := ""
		for _, a := range l.atoms {
			line += spelled(a.glyphs)
		}
		if l.width > width+1e-6 {
			t.Errorf("%q is %.2f wide, at most %.2f", line, l.width, width)
		}
		out = append(out, line)
	}
	return strings.Join(out, "|")
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		width float64
		text  Text
		want  string
	}{
		{400, Plain("a b"), "a b"},
		{400, Plain(" a \t b "), "a b "},
		{400, Plain("a\nb\r\n\nc"), "a|b||c"},
		{60, Plain("een twee drie vier"), "een twee |drie vier"},
		{60, Plain("een twee\u00a0drie"), "een |twee drie"},
		{55, Plain("beleids-ontwikkeling"), "beleids-|ontwikkelin|g"},
		{60, Text{{Text: "a (", Bold: true}, {Text: "samenspel"}, {Text: ")"}}, "a |(samenspel)"},
		{400, Plain("e\u0301\u200b\u00ad"), "é"},
		{400, nil, ""},
	} {
		if got := brokenLines(t, c.width, c.text); got != c.want {
			t.Errorf("%q became %q, want %q", c.text.String(), got, c.want)
		}
	}
	if got := brokenLines(t, 50, Plain(strings.Repeat("x", 1000))); strings.Count(got, "|") < 90 || strings.Count(got, "x") != 1000 {
		t.Errorf("a long word: %d lines", strings.Count(got, "|"))
	}
}

// A column is as wide as it asks for, unless its longest word needs more than
// that and others have room.
func TestColumns(t *testing.T) {
	faces, err := typeface.Faces()
	if err != nil {
		t.Fatal(err)
	}
	s := typesetter{d: specimen(), faces: faces}
	even := s.columns(Table{Head: []string{"a", "b"}, Widths: []int{25, 75}})
	if got := even[1] - even[0]; got < pdfText/4-0.1 || got > pdfText/4+0.1 || even[2] != pdfLeft+pdfText {
		t.Errorf("columns at %v", even)
	}
	tight := s.columns(Table{Head: []string{"Verantwoordelijke", "b"}, Widths: []int{5, 95}})
	if tight[1]-tight[0] < 80 || tight[2] != pdfLeft+pdfText {
		t.Errorf("columns at %v", tight)
	}
	for _, most := range []string{strings.Repeat("x", 40_000), "a"} {
		edges := s.columns(Table{Head: []string{most, most, most}, Rows: [][]string{{most, "", ""}}})
		for i := range 3 {
			if edges[i+1]-edges[i] < 60 {
				t.Errorf("%d letters: columns at %v", len(most), edges)
			}
		}
	}
}

// A cell of many pages breaks between its lines; every header cell says what it heads.
func TestLongRow(t *testing.T) {
	d := specimen()
	table := Table{Caption: "Lang", Head: []string{"Nr.", "Tekst"}, Rows: [][]string{{"1", strings.Repeat("lorem ", 8000)}, {"2", "kort"}}}
	d.Sections[2].Blocks = []Block{{Kind: Grid, Table: &table}}
	got := tree(t, d)
	for _, want := range []string{"TH Column Nr.\n", "TH Row 1\n", "TH Row 2\n", "TD kort\n", "lorem lorem"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
	if got := strings.Count(got, "lorem"); got != 8000 {
		t.Errorf("%d words", got)
	}
}

// Numbers, bookmarks and the contents lead to the pages that they name.
func TestPDFContents(t *testing.T) {
	data, err := writePDF(specimen())
	if err != nil {
		t.Fatal(err)
	}
	f := readPDF(t, data)
	pages := map[string]int{}
	for i, n := range f.with("/Type /Page /Parent") {
		pages[fmt.Sprint(n)] = i + 1
	}
	entries := regexp.MustCompile(`(?m)^ *TOCI \n *Reference \n *Link (.+) (\d+)$`).FindAllStringSubmatch(f.outline(t), -1)
	if len(entries) != 2 {
		t.Fatalf("entries %v", entries)
	}
	for _, e := range entries {
		for _, want := range []string{"/Subtype /Link", "/Title"} {
			found := false
			for _, n := range f.with(asWritten(t, e[1])) {
				found = found || strings.Contains(f.objects[n], want) && fmt.Sprint(pages[group(f.objects[n], `/Dest \[(\d+)`)]) == e[2]
			}
			if !found {
				t.Errorf("%q: no %s to page %s", e[1], want, e[2])
			}
		}
	}
}

// asWritten is a text as it stands in a file.
func asWritten(t *testing.T, s string) string {
	f := pdf.New(pdf.Info{Title: s, Date: "2026-11-22"})
	f.AddPage(1, 1)
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	r := readPDF(t, data)
	return group(r.objects[r.with("/Producer")[0]], `/Title `+stringForm)
}

func BenchmarkPDF(b *testing.B) {
	d := specimen()
	for b.Loop() {
		if _, err := writePDF(d); err != nil {
			b.Fatal(err)
		}
	}
}

// A note is not alone on a page: the end of what it is about comes with it.
func TestPDFNote(t *testing.T) {
	for lines := range 60 {
		items := []Text{}
		for range lines + 1 {
			items = append(items, Plain("punt"))
		}
		d := specimen()
		d.Sections = []Section{{ID: "a", Level: 1, Title: "Lijst", NewPage: true, Blocks: []Block{{Kind: Bullets, Items: items}, {Kind: Note, Text: Plain("Voetnoot.")}}}}
		data, err := writePDF(d)
		if err != nil {
			t.Fatal(err)
		}
		f := readPDF(t, data)
		pages := f.with("/Type /Page /Parent")
		last := string(f.data[atoi(t, group(f.objects[pages[len(pages)-1]], `/Contents (\d+)`))])
		if !strings.Contains(last, "/P <<") || !strings.Contains(last, "/LBody <<") {
			t.Errorf("%d items: the note is alone on page %d", lines+1, len(pages))
		}
	}
}

package web

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/opmaat/opmaat/assessment/report"
)

// told are the sections that a presentation shows.
func told(d report.Document) report.Document {
	d.Sections = slices.DeleteFunc(slices.Clone(d.Sections), func(s report.Section) bool { return s.Slide == "" })
	return d
}

// messages are what the slides must say, in their order: the cover, each message
// once, unless it only leads to figures, and each figure.
func messages(d report.Document) []string {
	out := []string{oneLine(d.Title)}
	for _, s := range told(d).Sections {
		before := s.Blocks
		if i := slices.IndexFunc(before, func(b report.Block) bool { return b.Kind == report.Chart }); i >= 0 {
			before = before[:i]
		}
		has := func(kinds ...report.BlockKind) bool {
			return slices.ContainsFunc(before, func(b report.Block) bool {
				return slices.Contains(kinds, b.Kind) && oneLine(b.Text.String()) != oneLine(s.Slide)
			})
		}
		alone := has(report.Grid, report.Bullets, report.Numbered) || len(before) == len(s.Blocks) && has(report.Lead, report.Paragraph, report.Notice)
		if alone && !slices.Contains(out, oneLine(s.Slide)) {
			out = append(out, oneLine(s.Slide))
		}
		for _, b := range s.Blocks {
			if b.Kind == report.Chart {
				out = append(out, oneLine(b.Figure.Figure.Sentence))
			}
		}
	}
	return out
}

// TestOfficeReadsSlides: LibreOffice finds the titles, alternative texts, tables
// and notes that the document has, and no text outside its place.
func TestOfficeReadsSlides(t *testing.T) {
	folder := t.TempDir()
	documents := map[string]report.Document{}
	var files []string
	for _, lang := range []string{"en", "nl"} {
		d := reportOf(t, lang, sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true, Draw: pictured().Draw, Logo: sampleLogo(t)})
		documents[lang], files = d, append(files, written(t, folder, "pptx", &d))
	}
	office(t, "fodp", files...)
	for lang, d := range documents {
		got := readXML(t, filepath.Join(folder, lang+"-pptx.fodp"))
		pages := got.all("page")
		sameTitles(t, lang, titlesRead(pages), messages(d))
		var alt []string
		for _, p := range pages {
			alt = append(alt, alternativesRead(p)...)
		}
		same(t, lang+" alternative texts", alt, alternatives(told(d)))
		if n := len(pages); n < 10 || n > 16 {
			t.Errorf("%s: %d slides for a council", lang, n)
		}
		checkNotes(t, pages, d)
		checkSlideTables(t, pages, d)
	}
	office(t, "pdf", files...)
	for lang := range documents {
		checkPlaces(t, folder, lang+"-pptx")
	}
}

// sameTitles compares titles with messages, of which the first sentences may stand
// for the whole.
func sameTitles(t *testing.T, name string, got, want []string) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		if strings.HasSuffix(got[i], ".") && strings.HasPrefix(want[i], got[i]+" ") {
			want[i] = got[i]
		}
	}
	same(t, name+" titles", got, want)
}

// framed are the frames of a page for something, such as the title.
func framed(page *element, class string) []*element {
	return slices.DeleteFunc(page.all("frame"), func(f *element) bool { return f.attr["class"] != class })
}

func titlesRead(pages []*element) []string {
	var out []string
	for _, p := range pages {
		out = append(out, strings.Join(texts(framed(p, "title")), "|"))
	}
	return out
}

// alternativesRead are the alternative texts of the pictures of a page.
func alternativesRead(page *element) []string {
	var out []string
	for _, f := range page.all("frame") {
		if len(f.all("image")) > 0 && len(f.all("table")) == 0 {
			out = append(out, texts(f.all("desc"))...)
		}
	}
	return out
}

// checkNotes looks for every cell of every figure in the notes.
func checkNotes(t *testing.T, pages []*element, d report.Document) {
	t.Helper()
	var notes []string
	for i, p := range pages {
		if n := p.all("notes"); len(n) == 1 && len(framed(n[0], "notes")) == 1 {
			notes = append(notes, framed(n[0], "notes")[0].words())
		} else {
			t.Errorf("%s: slide %d has no notes", d.Language, i+1)
		}
	}
	for _, s := range told(d).Sections {
		for _, b := range s.Blocks {
			if b.Kind != report.Chart {
				continue
			}
			for _, row := range b.Figure.Table.Rows {
				want := oneLine(row[0] + ": " + b.Figure.Table.Head[1] + " " + row[1])
				if !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, want) }) {
					t.Errorf("%s: no notes say %q", d.Language, want)
				}
			}
		}
	}
}

// checkSlideTables looks for every table of a section, as far as it fits, under
// its head. That the head is marked as one, LibreOffice does not say.
func checkSlideTables(t *testing.T, pages []*element, d report.Document) {
	t.Helper()
	var tables []*element
	for _, p := range pages {
		tables = append(tables, p.all("table")...)
	}
	for _, s := range told(d).Sections {
		if len(s.Blocks) == 0 || s.Blocks[0].Kind != report.Grid {
			continue
		}
		want := s.Blocks[0].Table
		found := slices.ContainsFunc(tables, func(table *element) bool {
			rows := table.all("table-row")
			if len(rows) < 2 {
				return false
			}
			head, first := texts(rows[0].all("table-cell")), texts(rows[1].all("table-cell"))
			return slices.Equal(head, oneLines(want.Head[:len(head)])) && first[0] == oneLine(want.Rows[0][0])
		})
		if !found {
			t.Errorf("%s: no slide has the table %q with its head", d.Language, want.Caption)
		}
	}
}

func oneLines(all []string) []string {
	var out []string
	for _, s := range all {
		out = append(out, oneLine(s))
	}
	return out
}

// Where text may stand on a slide, in points: a slide is 960 by 540, its foot
// begins at 500.
const (
	slideEdge, slideEnd     = 47.0, 913.0
	slideBottom, slideFoot  = 492.0, 505.0
	slideHeight, slideSlack = 540.0, 1.0
)

// checkPlaces finds every word where it may stand: nothing runs out of its box.
func checkPlaces(t *testing.T, folder, name string) {
	t.Helper()
	places := filepath.Join(folder, name+".xml")
	if out, err := exec.CommandContext(t.Context(), "pdftotext", "-bbox", filepath.Join(folder, name+".pdf"), places).CombinedOutput(); err != nil {
		t.Fatalf("pdftotext: %v: %s", err, out)
	}
	for i, page := range readXML(t, places).all("page") {
		for _, w := range page.all("word") {
			var at [4]float64
			for k, side := range []string{"xMin", "yMin", "xMax", "yMax"} {
				at[k], _ = strconv.ParseFloat(w.attr[side], 64)
			}
			body := at[3] <= slideBottom+slideSlack || i == 0
			foot := at[1] >= slideFoot-slideSlack && at[3] <= slideHeight
			if at[0] < slideEdge-slideSlack || at[2] > slideEnd+slideSlack || at[3] > slideHeight || !body && !foot {
				t.Errorf("%s, slide %d: %q stands at %v", name, i+1, w.words(), at)
			}
		}
	}
}

// TestOfficeReadsHostileSlides: whatever stands in every text, nothing runs out
// of its box (trust.md, cases 8 and 70).
func TestOfficeReadsHostileSlides(t *testing.T) {
	folder := t.TempDir()
	var files []string
	for name, text := range map[string]string{"long": strings.Repeat("woord ", 7000), "letters": strings.Repeat("M", 900), "others": "עברית العربية 😀 Ελληνικά \x00\u202e" + strings.Repeat("e\u0301", 90)} {
		d := reportOf(t, "nl", sampleFull, reportSituations(t)["tools"], ReportLook{Draft: true})
		spoilt(&d, text)
		d.Language = "nl-" + name
		files = append(files, written(t, folder, "pptx", &d))
	}
	office(t, "pdf", files...)
	for _, file := range files {
		checkPlaces(t, folder, strings.TrimSuffix(filepath.Base(file), ".pptx"))
	}
}

// spoilt puts a text in every place of a document for one.
func spoilt(d *report.Document, text string) {
	d.Title, d.Author, d.Cover = text, text, report.Cover{Organisation: text, Lead: text, Draft: text, Facts: []report.Pair{{Name: text, Value: text}}}
	for i := range d.Sections {
		s := &d.Sections[i]
		if s.Title = text; s.Slide != "" {
			s.Slide = text + s.ID
		}
		for _, b := range s.Blocks {
			for k := range b.Text {
				b.Text[k].Text = text
			}
			for _, item := range b.Items {
				item[0].Text = text
			}
			if b.Figure != nil {
				b.Figure.Figure.Sentence, b.Table = text, &b.Figure.Table
			}
			if b.Table != nil {
				for _, row := range append(b.Table.Rows, b.Table.Head) {
					for k := range row {
						row[k] = text
					}
				}
			}
		}
	}
}

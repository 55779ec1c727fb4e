package report

import (
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// paragraphs are the texts of the paragraphs of a part, in their order.
func paragraphs(t testing.TB, part string) []string {
	t.Helper()
	var out []string
	in := xml.NewDecoder(strings.NewReader(part))
	letters := false
	for {
		token, err := in.Token()
		if err != nil {
			return out
		}
		switch token := token.(type) {
		case xml.StartElement:
			letters = token.Name.Local == "t"
			if token.Name.Local == "p" && strings.HasSuffix(token.Name.Space, "drawingml/2006/main") {
				out = append(out, "")
			}
			if token.Name.Local == "br" {
				out[len(out)-1] += "\n"
			}
		case xml.EndElement:
			letters = false
		case xml.CharData:
			if letters {
				out[len(out)-1] += string(token)
			}
		}
	}
}

// said are all texts of a document, in one line each.
func said(d *Document) []string {
	out := []string{d.Title, d.Cover.Organisation, d.Cover.Lead, d.Cover.Draft}
	table := func(t Table) {
		out = append(append(append(out, t.Caption), t.Head...), t.Notes...)
		for _, row := range t.Rows {
			out = append(out, row...)
		}
	}
	for _, f := range d.Cover.Facts {
		out = append(out, f.Name+": "+f.Value)
	}
	for _, s := range d.Sections {
		out = append(out, s.Title, s.Slide)
		for _, b := range s.Blocks {
			out = append(out, b.Text.String())
			for _, item := range b.Items {
				out = append(out, item.String())
			}
			if b.Table != nil {
				table(*b.Table)
			}
			if b.Figure != nil {
				out = append(out, b.Figure.Figure.Title, b.Figure.Figure.Sentence)
				table(b.Figure.Table)
				for _, c := range b.Figure.Figure.Categories {
					out = append(out, c.Brief())
				}
			}
		}
	}
	return out
}

// TestSlidesSayNothingElse: what stands on a slide stands in the document, whole
// or cut short, except for its number, its footer and what says that there is more.
func TestSlidesSayNothingElse(t *testing.T) {
	for _, d := range []*Document{specimen(), attacked(strings.Repeat("Een lange zin over niets. ", 1600))} {
		data, err := writePPTX(d)
		if err != nil {
			t.Fatal(err)
		}
		names, parts := unpacked(t, data)
		all, slides := said(d), 0
		for _, name := range names {
			if path.Dir(name) != "ppt/slides" {
				continue
			}
			slides++
			for _, text := range paragraphs(t, parts[name]) {
				start := strings.TrimSuffix(text, "…")
				known := slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), start) })
				if !known && text != fmt.Sprint(slides) && !strings.Contains(text, " · ") && !strings.HasPrefix(text, "Nog ") {
					t.Errorf("%s says %q", name, short(text, 80))
				}
			}
		}
		if slides != 5 {
			t.Errorf("%d slides", slides)
		}
	}
}

// TestDeck: sections with a message and all figures are slides; a message that
// two sections share is one slide; the numbers are in the notes.
func TestDeck(t *testing.T) {
	var got []string
	for _, s := range deck(specimen()) {
		what := s.title + ":"
		for _, side := range s.sides {
			switch {
			case side.picture != nil:
				what += " picture"
			case side.table != nil:
				what += fmt.Sprintf(" table of %d", len(side.table.Head))
			default:
				what += fmt.Sprintf(" %d lines", len(side.lines))
			}
		}
		got = append(got, what)
		if len(s.notes) == 0 {
			t.Errorf("%q has no notes", s.title)
		}
	}
	want := []string{"Niveau 3.: 4 lines table of 3", "Doel is het hoogst met 62,5.: picture table of 2", "Doel is het hoogst met 62,5.: table of 4", "Vraag, en begin bij Teams.: 2 lines"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if notes := strings.Join(deck(specimen())[1].notes, "\n"); !strings.Contains(notes, "Doel en behoeften: Nu 62,5; Minstens 50; Hoogstens 75") || !strings.Contains(notes, "25: niveau 2") {
		t.Errorf("notes %q", notes)
	}
}

// TestFitted: text is broken into lines that fit, nothing of it is lost, and what
// is cut is a beginning that says so.
func TestFitted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := readable(rapid.StringN(0, 300, -1).Draw(t, "text"))
		room, size := rapid.Float64Range(30, 900).Draw(t, "room"), rapid.SampledFrom([]float64{18, 24, 40}).Draw(t, "size")
		lines := broken(text, room, size)
		if strings.Join(lines, "") != text {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, line := range lines {
			if line = strings.TrimSpace(line); textWidth(line, size) > room+size && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("%q is %v wide in %v", line, textWidth(line, size), room)
			}
		}
		most := rapid.IntRange(1, 5).Draw(t, "most")
		cut := fitted(text, room, size, most)
		if n := len(broken(cut, room, size)); n > most && room > 3*size {
			t.Fatalf("%q has %d lines, want %d", cut, n, most)
		}
		if !strings.HasPrefix(strings.TrimSpace(text), strings.TrimSuffix(cut, "…")) {
			t.Fatalf("%q is not a beginning of %q", cut, text)
		}
	})
}

// TestFlowed: whatever the lines are, they do not reach below their box, and
// those that are left out are counted.
func TestFlowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) line {
			kind := rapid.SampledFrom([]BlockKind{Paragraph, Lead, Notice, Bullets, Numbered}).Draw(t, "kind")
			return line{kind, Text{{Text: strings.Repeat(rapid.SampledFrom([]string{"woord ", "x", "één zin. "}).Draw(t, "word"), rapid.IntRange(1, 400).Draw(t, "times"))}}}
		}), 1, 12).Draw(t, "lines")
		wide, high := bodyBox.points()
		f := flowed(lines, wide, high, bodySizes[0])
		sum := f.high(wide)
		if sum > high+1 {
			t.Fatalf("%v high in %v", sum, high)
		}
		if f.size < leastSize || len(f.lines) == 0 {
			t.Fatalf("%d lines of size %v", len(f.lines), f.size)
		}
		items := onlyListed(lines)
		if n := len(f.lines) + f.more; n != len(lines) && n != len(items) {
			t.Fatalf("%d shown and %d more of %d lines", len(f.lines), f.more, len(lines))
		}
	})
}

// TestLaidOut: a table of any text ends above the foot of the slide.
func TestLaidOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 8).Draw(t, "columns")
		table := Table{Caption: "c", Head: make([]string, columns)}
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			row := make([]string, columns)
			for i := range row {
				row[i] = strings.Repeat("woord ", rapid.IntRange(0, 60).Draw(t, "words"))
			}
			table.Rows = append(table.Rows, row)
		}
		wide, high := bodyBox.points()
		l := laidOut(table, whole(table.shares()), wide, high)
		sum := l.high()
		if l.more > 0 {
			sum += leastSize*lineHeight + cellTop
		}
		if sum > high+1 || len(l.Rows)+l.more != len(table.Rows) || len(l.heights) != len(l.Rows)+1 {
			t.Fatalf("%v high in %v, %d rows and %d more of %d", sum, high, len(l.Rows), l.more, len(table.Rows))
		}
	})
}

// TestManyColumns: a table that is wider than any paper is written all the same,
// and widths that cannot be are refused.
func TestManyColumns(t *testing.T) {
	d := specimen()
	wide := Table{Caption: "Breed", Head: make([]string, 150), Rows: [][]string{make([]string, 150)}}
	for i := range wide.Head {
		wide.Head[i], wide.Rows[0][i] = "kolom", "waarde"
	}
	d.Sections[2].Blocks[0].Table = &wide
	for _, f := range Formats() {
		if data, err := f.Write(d); err != nil || len(data) == 0 {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, share := range []int{0, -1, 1 << 40} {
		wide.Widths = make([]int, 150)
		wide.Widths[0] = share
		if err := d.Check(); err == nil {
			t.Errorf("a width of %d passed", share)
		}
	}
}

// TestNarrowed: beside text a table keeps the columns of numbers whose heads stay
// on one line, and its names enough room.
func TestNarrowed(t *testing.T) {
	table := Table{Caption: "c", Head: []string{"Tool", "Fit", "Feasible", "Together", "First in 100"}, Rows: [][]string{{"Redesigned or social intranet", "87", "100", "91", "0"}},
		Numbers: [][]Value{{{}, Of(87), Of(100), Of(91), Of(0)}}}
	wide, _ := rightBox.points()
	n := table.narrowed(wide)
	if len(n.Head) != 4 {
		t.Errorf("columns %q", n.Head)
	}
	for i, share := range n.sharesByText(wide) {
		if lines := broken(n.Head[i], share-2*cellEdge, leastSize*widthBold); len(lines) > 1 {
			t.Errorf("the head %q is broken", lines)
		}
	}
	table.Numbers = nil
	if n := table.narrowed(wide); len(n.Head) != 2 {
		t.Errorf("columns of text %q", n.Head)
	}
}

// TestDeepened: white can be read on every colour that comes out, and a colour on
// which it could be read is not changed.
func TestDeepened(t *testing.T) {
	for colour, want := range map[string]string{"#12436d": "12436D", "#801650": "801650", "#000000": "000000"} {
		if got := deepened(colour); got != want {
			t.Errorf("%s became %s", colour, got)
		}
	}
	for _, colour := range []string{"#ffffff", "#ffff00", "#777777", "#f46a25", "#28a197"} {
		var r, g, b float64
		var c [3]int
		if _, err := fmt.Sscanf(deepened(colour), "%02X%02X%02X", &c[0], &c[1], &c[2]); err != nil {
			t.Fatal(err)
		}
		r, g, b = float64(c[0]), float64(c[1]), float64(c[2])
		if contrast := 1.05 / (luminance([3]float64{r, g, b}) + 0.05); contrast < readableContrast {
			t.Errorf("%s became %s: contrast %v", colour, deepened(colour), contrast)
		}
	}
}

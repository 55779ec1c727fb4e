package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// pixels is a small picture.
func pixels(w, h int) *Picture {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w {
		m.Set(i, i%h, color.NRGBA{18, 67, 109, 255})
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		panic(err)
	}
	return &Picture{PNG: buf.Bytes(), Width: w, Height: h, Scale: 2}
}

// drawn is a small picture of pixels and of shapes, one of each.
func drawn(w, h int) *Picture {
	p := pixels(w, h)
	p.Shapes = []Shape{
		{Path: "M0 0L20 0L20 10L0 10Z", Colour: "#ffffff"},
		{Path: "M2 2L18 8", Colour: "#801650", Width: 0.5, Dash: []float64{1, 2}, Round: true, Join: "bevel", Clear: 0.5},
		{Path: "M1 1L3 1L2 3Z", Colour: "#12436d", Clip: []string{"M0 0L9 0L9 9L0 9Z"}},
		{Text: "Doel", X: 2, Y: 6, Size: 3, Colour: "#ffffff", Width: 1}, {Text: "Doel", X: 2, Y: 6, Size: 3, Colour: "#1b2430", Bold: true, Turn: -90},
	}
	return p
}

// specimen is a document with one of everything.
func specimen() *Document {
	f := Figure{Kind: Bars, Title: "Score per onderwerp", Sentence: "Doel is het hoogst met 62,5.", Subject: "Onderwerp", ValueName: "Score", Max: 100,
		Categories: []Category{{Name: "Doel en behoeften", Short: "Doel"}, {Name: "Bereik"}},
		Series:     []Series{{Name: "Nu", Values: []Value{Of(62.5), {}}, Low: []Value{Of(50), Of(0)}, High: []Value{Of(75), Of(100)}}},
		Thresholds: []Threshold{{At: 25, Name: "niveau 2"}}, LowName: "Minstens", HighName: "Hoogstens", Missing: "te weinig antwoorden"}
	comma := func(v float64) string { return strings.ReplaceAll(decimal(v), ".", ",") }
	scores := f.Table(comma)
	scores.Numbers, scores.Sheet = f.Numbers(), "Scores"
	plan := Table{Caption: "Actieplan", Sheet: "Actieplan", Widths: []int{10, 60, 30}, Head: []string{"Nr.", "Stap", "Wie"},
		Rows: [][]string{{"1", "Vraag het.\nDoe eerst: luister.", "Communicatie"}, {"2", "Meet het.", "Management"}}, Numbers: [][]Value{{Of(1), {}, {}}, {Of(2), {}, {}}}}
	return &Document{Language: "nl", Title: "Sociale media op het werk", Author: "Gemeente Vlasbrugge", Date: "2026-11-22",
		Style:  Style{Colour: "#12436d", Logo: pixels(12, 6)},
		Labels: Labels{Contents: "Inhoud", Figure: "Figuur", Table: "Tabel", Page: "Pagina", ReadMe: "Lees mij", Draft: "Concept", Sheet: "Blad", Logo: "Logo", Boxes: "□ is een letter die ontbreekt.", More: "Nog {n} in het rapport."},
		Cover:  Cover{Organisation: "Gemeente Vlasbrugge", Lead: "Gemeente Vlasbrugge staat op niveau 3 van 4.", Facts: []Pair{{"Datum", "22 november 2026"}}, Draft: "Concept"},
		Sections: []Section{
			{ID: "summary", Level: 1, Title: "Op één bladzijde", NewPage: true, Slide: "Niveau 3.", Blocks: []Block{
				{Kind: Lead, Text: Plain("Niveau 3.")}, {Kind: Paragraph, Text: Text{{Text: "Vet.", Bold: true}, {Text: " En gewoon."}}},
				{Kind: Notice, Text: Plain("Voorlopig.")}, {Kind: Numbered, Items: []Text{Plain("Eerst dit"), Plain("dan dat")}}}},
			{ID: "scores", Level: 1, Title: "Scores", Slide: "Doel is het hoogst.", Blocks: []Block{
				{Kind: Chart, Figure: &Drawing{Figure: f, Table: scores, Shown: true, Picture: drawn(40, 20)}},
				{Kind: Chart, Figure: &Drawing{Figure: f, Table: scores, Shown: true}}}},
			{ID: "plan", Level: 2, Title: "Plan", Slide: "Niveau 3.", Blocks: []Block{{Kind: Grid, Table: &plan}, {Kind: Note, Text: Plain("Voorstel.")}}},
			{ID: "tool-teams", Level: 3, Title: "Teams", Slide: "Vraag, en begin bij Teams.", Blocks: []Block{{Kind: Bullets, Items: []Text{{{Text: "Bron", Link: "https://example.org/?a=1&b=2"}}}},
				{Kind: Numbered, Items: []Text{Plain("Opnieuw vanaf 1")}}}},
		},
		Reading: []string{"Een beredeneerd instrument."},
		Records: Table{Caption: "Alle antwoorden", Sheet: "Alle antwoorden", Head: []string{"Nr.", "Vraag", "Stap"},
			Rows: [][]string{{"1", "Hoe?", "3"}, {"2", "Waarom; \"dan\"?", ""}}, Numbers: [][]Value{{Of(1), {}, Of(3)}, {Of(2), {}, {}}}},
	}
}

// attacks are texts that mean something to one format or another.
var attacks = []string{
	"</script><script>alert(1)</script>", "__f__x__f__", "{{.}}", "${7*7}", "{a|b}", "]]>", "<w:br/>", "a & b < c > \"d\" 'e'",
	"NUL\x00 bel\x07 esc\x1b del\x7f", "\u202eomgekeerd", "zero\u200bwidth", "half \xed\xa0\x80 surrogate", "\xff\xfe", "\ufffe\uffff",
	"=HYPERLINK(\"http://evil\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "\n=1", "＝1+1",
	"één; twee, \"drie\"\nvier", "😀 👩‍👩‍👧 🇧🇪", "Ελληνικά İstanbul ığüş", "עברית العربية", strings.Repeat("woord ", 7000), strings.Repeat("x", 1000),
	"e" + strings.Repeat("\u0301", 100), "%s %d %!", "..\\..\\x", "\r\n", " ",
}

// attacked is the specimen with one text in every place for text.
func attacked(text string) *Document {
	d := specimen()
	for _, s := range []*string{&d.Title, &d.Author, &d.Cover.Organisation, &d.Cover.Lead, &d.Cover.Draft, &d.Cover.Facts[0].Name, &d.Cover.Facts[0].Value, &d.Reading[0]} {
		*s = text
	}
	for i := range d.Sections {
		d.Sections[i].Title = text
		if d.Sections[i].Slide != "" {
			d.Sections[i].Slide = text
		}
		for _, b := range d.Sections[i].Blocks {
			for k := range b.Text {
				b.Text[k].Text = text
			}
			for _, item := range b.Items {
				item[0].Text = text
			}
			if b.Table != nil {
				spoil(b.Table, text)
			}
			if b.Figure != nil {
				b.Figure.Figure.Title, b.Figure.Figure.Sentence = text, text
				spoil(&b.Figure.Table, text)
			}
		}
	}
	spoil(&d.Records, text)
	return d
}

func spoil(t *Table, text string) {
	t.Caption, t.Sheet = text, text
	for i := range t.Head {
		t.Head[i] = text
	}
	for _, row := range t.Rows {
		for i := range row {
			row[i] = text
		}
	}
	for i := range t.Notes {
		t.Notes[i] = text
	}
}

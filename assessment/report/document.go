package report

import (
	"errors"
	"fmt"
	"regexp"
)

// Document is a whole report, ready to be written in any format. All words are
// in the reader's language. A format takes everything it needs from here.
type Document struct {
	Language string    `json:"language,omitzero"` // BCP 47, such as "nl"
	Title    string    `json:"title,omitzero"`
	Author   string    `json:"author,omitzero"` // the organisation, never an account or a machine
	Date     string    `json:"date,omitzero"`   // YYYY-MM-DD; the only date a format may write
	Style    Style     `json:"style,omitzero"`
	Labels   Labels    `json:"labels,omitzero"`
	Cover    Cover     `json:"cover,omitzero"`
	Sections []Section `json:"sections,omitzero"`
	// Reading is what somebody should know who has only the tables.
	Reading []string `json:"reading,omitzero"`
	// Records is one row a question: what a file for calculation holds.
	Records Table `json:"records,omitzero"`
}

// Style is how the report looks.
type Style struct {
	Colour string   `json:"colour,omitzero"` // of headings and lines, "#12436d"
	Logo   *Picture `json:"logo,omitzero"`   // nil for none
}

// Picture is an image in PNG; Width and Height are its pixels. Scale is how many
// of them make one CSS pixel. Shapes are the same picture for formats that can
// draw; it is empty for one that has only pixels.
type Picture struct {
	PNG    []byte  `json:"png,omitzero"`
	Width  int     `json:"width,omitzero"`
	Height int     `json:"height,omitzero"`
	Scale  float64 `json:"scale,omitzero"`
	Shapes []Shape `json:"shapes,omitzero"`
}

// Labels are the words that formats write themselves.
type Labels struct {
	Contents string `json:"contents,omitzero"`
	Figure   string `json:"figure,omitzero"`
	Table    string `json:"table,omitzero"`
	Page     string `json:"page,omitzero"`
	ReadMe   string `json:"read_me,omitzero"`
	Draft    string `json:"draft,omitzero"`
	Sheet    string `json:"sheet,omitzero"`
	Logo     string `json:"logo,omitzero"`
	// Boxes says what a box in the place of a letter means; formats that carry
	// their own fonts write it where they had to.
	Boxes string `json:"boxes,omitzero"`
	// More says that the report has more of something; "{n}" stands for how many.
	More string `json:"more,omitzero"`
}

// Cover is the first page. Draft is empty when the report is final.
type Cover struct {
	Organisation string `json:"organisation,omitzero"`
	Lead         string `json:"lead,omitzero"` // the result in one sentence
	Facts        []Pair `json:"facts,omitzero"`
	Draft        string `json:"draft,omitzero"`
}

// Pair is a name and what belongs to it.
type Pair struct {
	Name  string `json:"name,omitzero"`
	Value string `json:"value,omitzero"`
}

// Section is a part with a heading of level 1, 2 or 3, on a new page if it says so.
type Section struct {
	ID      string  `json:"id,omitzero"` // unique in the document: a letter, then letters, digits, "-"
	Level   int     `json:"level,omitzero"`
	Title   string  `json:"title,omitzero"`
	NewPage bool    `json:"new_page,omitzero"`
	Blocks  []Block `json:"blocks,omitzero"`
	// Slide is what a presentation says of the section, in one sentence; empty when
	// it leaves the section out. Two sections with one message share a slide, and a
	// figure has a slide of its own, of which its sentence is the message.
	Slide string `json:"slide,omitzero"`
}

// BlockKind says which field of a Block is used.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph" // Text
	Lead      BlockKind = "lead"      // Text that opens a section
	Notice    BlockKind = "notice"    // Text that must not be missed
	Note      BlockKind = "note"      // Text beside the matter
	Bullets   BlockKind = "bullets"   // Items
	Numbered  BlockKind = "numbered"  // Items, from 1
	Grid      BlockKind = "table"     // Table
	Chart     BlockKind = "figure"    // Figure
)

// Block is one piece of a section.
type Block struct {
	Kind   BlockKind `json:"kind,omitzero"`
	Text   Text      `json:"text,omitzero"`
	Items  []Text    `json:"items,omitzero"`
	Table  *Table    `json:"table,omitzero"`
	Figure *Drawing  `json:"figure,omitzero"`
}

// Text is a line of runs.
type Text []Run

// Run is text in one style. Link is an address that begins with https: or http:.
type Run struct {
	Text string `json:"text,omitzero"`
	Bold bool   `json:"bold,omitzero"`
	Link string `json:"link,omitzero"`
}

// Drawing is a figure with its picture. Table is the data of the figure, which
// stands below it when Shown. Picture is nil when there is too little to draw.
type Drawing struct {
	Figure  Figure   `json:"figure,omitzero"`
	Table   Table    `json:"table,omitzero"`
	Shown   bool     `json:"shown,omitzero"`
	Picture *Picture `json:"picture,omitzero"`
}

// Plain is a text in one run.
func Plain(s string) Text { return Text{{Text: s}} }

// String is the text without its styles.
func (t Text) String() string {
	s := ""
	for _, r := range t {
		s += r.Text
	}
	return s
}

// Tables are all tables of the document in their order, those of figures too,
// and the records last.
func (d *Document) Tables() []Table {
	var out []Table
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Kind == Grid:
				out = append(out, *b.Table)
			case b.Kind == Chart:
				out = append(out, b.Figure.Table)
			}
		}
	}
	return append(out, d.Records)
}

// ErrDocument is wrapped by every error of Document.Check.
var ErrDocument = errors.New("document does not fit together")

var (
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	dateForm   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	langForm   = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	linkForm   = regexp.MustCompile(`^https?://[^\s"<>]+$`)
)

// Check says what is wrong with a document, in words for a developer. A document
// read from a file must pass it before it is written.
func (d *Document) Check() error {
	switch {
	case d.Title == "" || d.Author == "":
		return fmt.Errorf("%w: title and author must not be empty", ErrDocument)
	case !langForm.MatchString(d.Language) || !dateForm.MatchString(d.Date) || !colourForm.MatchString(d.Style.Colour):
		return fmt.Errorf("%w: language %q, date %q or colour %q is not written as it must be", ErrDocument, d.Language, d.Date, d.Style.Colour)
	case len(d.Sections) == 0:
		return fmt.Errorf("%w: no sections", ErrDocument)
	}
	seen := map[string]bool{}
	level := 0
	for _, s := range d.Sections {
		if !idForm.MatchString(s.ID) || seen[s.ID] || s.Title == "" {
			return fmt.Errorf("%w: section %q %q: id or title is missing, wrong or used twice", ErrDocument, s.ID, s.Title)
		}
		if s.Level < 1 || s.Level > 3 || s.Level > level+1 {
			return fmt.Errorf("%w: section %q has level %d after %d", ErrDocument, s.ID, s.Level, level)
		}
		seen[s.ID], level = true, s.Level
		for i, b := range s.Blocks {
			if err := b.check(); err != nil {
				return fmt.Errorf("%w: section %q, block %d: %w", ErrDocument, s.ID, i, err)
			}
		}
	}
	return d.Records.check()
}

func (b Block) check() error {
	switch b.Kind {
	case Paragraph, Lead, Notice, Note:
		return checkTexts(b.Text)
	case Bullets, Numbered:
		return checkTexts(b.Items...)
	case Grid:
		if b.Table == nil {
			return errors.New("no table")
		}
		return b.Table.check()
	case Chart:
		if b.Figure == nil {
			return errors.New("no figure")
		}
		return errors.Join(b.Figure.Figure.Check(), b.Figure.Table.check())
	}
	return fmt.Errorf("kind %q is not known", b.Kind)
}

func checkTexts(texts ...Text) error {
	if len(texts) == 0 {
		return errors.New("no items")
	}
	for _, t := range texts {
		if t.String() == "" {
			return errors.New("an empty text")
		}
		for _, r := range t {
			if r.Link != "" && !linkForm.MatchString(r.Link) {
				return fmt.Errorf("%q is not a link", r.Link)
			}
		}
	}
	return nil
}

// widthMost is the largest share of a column that a file may ask for.
const widthMost = 1000

// check says whether every row has a cell for each column.
func (t Table) check() error {
	if t.Caption == "" || len(t.Head) == 0 {
		return errors.New("a table without caption or head")
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Head) {
			return fmt.Errorf("row %d of %q has %d cells for %d columns", i, t.Caption, len(row), len(t.Head))
		}
	}
	if len(t.Numbers) != 0 && len(t.Numbers) != len(t.Rows) {
		return fmt.Errorf("%d rows of numbers for %d rows of %q", len(t.Numbers), len(t.Rows), t.Caption)
	}
	for i, row := range t.Numbers {
		if len(row) != len(t.Head) {
			return fmt.Errorf("numbers %d of %q: %d for %d columns", i, t.Caption, len(row), len(t.Head))
		}
	}
	if len(t.Widths) != 0 && len(t.Widths) != len(t.Head) {
		return fmt.Errorf("%d widths for %d columns of %q", len(t.Widths), len(t.Head), t.Caption)
	}
	for _, share := range t.Widths {
		if share < 1 || share > widthMost {
			return fmt.Errorf("a column of %q has the width %d", t.Caption, share)
		}
	}
	return nil
}

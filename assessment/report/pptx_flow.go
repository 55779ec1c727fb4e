package report

import (
	"slices"
	"strings"
	"unicode"
)

// Letters on a slide, in points. Nothing that must be read is smaller than
// leastSize; the footer is.
const (
	titleSize  = 28.0
	leastSize  = 18.0
	footerSize = 12.0
	titleLines = 2
)

// bodySizes are what lines are tried in, the largest that fits first.
var bodySizes = []float64{24, 20, leastSize}

const (
	lineGap       = 0.45 // before a paragraph, in sizes of its letters
	indent        = 28.0 // of an item, in points
	cellEdge      = 6.0  // beside the text of a cell, in points
	cellTop       = 4.0  // above and below it
	leastName     = 0.45 // of the width of a narrow table is for the names
	cellMostLines = 4    // of text in a cell at most
)

// flow is lines as they stand in a box: how large, and how many were left out.
type flow struct {
	lines []line
	size  float64
	more  int
}

// flowed puts lines in a box of some points, in letters up to a size. Where they do not fit, text around
// a list goes first, and then the last of what is left.
func flowed(lines []line, wide, high, largest float64) flow {
	for _, kept := range [][]line{lines, onlyListed(lines)} {
		for _, size := range bodySizes {
			if size <= largest && heightOf(kept, wide, size) <= high {
				return flow{lines: kept, size: size}
			}
		}
		lines = kept
	}
	return shortened(lines, wide, high-lineHeight*leastSize*(1+lineGap))
}

// onlyListed are the items and notices, or all lines where nothing is an item.
func onlyListed(lines []line) []line {
	var out []line
	items := 0
	for _, l := range lines {
		if l.listed() {
			items++
		}
		if l.listed() || l.kind == Notice {
			out = append(out, l)
		}
	}
	if items == 0 {
		return lines
	}
	return out
}

func (l line) listed() bool { return l.kind == Bullets || l.kind == Numbered }

// room is how wide the text of a line may be.
func (l line) room(wide float64) float64 {
	if l.listed() {
		return wide - indent
	}
	return wide
}

// weight is how much wider the letters are than plain ones.
func (l line) weight() float64 {
	if l.kind == Lead || l.kind == Notice || slices.ContainsFunc(l.text, func(r Run) bool { return r.Bold }) {
		return widthBold
	}
	return 1
}

func (l line) height(wide, size float64) float64 {
	n := len(broken(strings.TrimSpace(l.text.String()), l.room(wide), size*l.weight()))
	return size * (lineHeight*float64(n) + lineGap)
}

func heightOf(lines []line, wide, size float64) float64 {
	sum := 0.0
	for _, l := range lines {
		sum += l.height(wide, size)
	}
	return sum
}

// high is how high the lines are, with the one that says that there is more.
func (f flow) high(wide float64) float64 {
	sum := heightOf(f.lines, wide, f.size)
	if f.more > 0 {
		sum += f.size * (lineHeight + lineGap)
	}
	return sum
}

// shortened keeps what fits in the smallest letters, and cuts the first that does not.
func shortened(lines []line, wide, high float64) flow {
	out := flow{size: leastSize}
	for i, l := range lines {
		if h := l.height(wide, leastSize); h <= high {
			out.lines, high = append(out.lines, l), high-h
			continue
		}
		out.more = len(lines) - i
		if n := int((high/leastSize - lineGap) / lineHeight); n > 1 || n == 1 && i == 0 {
			l.text = l.text.cut(fitted(l.text.String(), l.room(wide), leastSize*l.weight(), n))
			out.lines, out.more = append(out.lines, l), out.more-1
		}
		break
	}
	return out
}

// cut keeps of the runs what a shorter text, which ends in "…", has of them.
func (t Text) cut(shorter string) Text {
	left := strings.TrimSuffix(shorter, "…")
	var out Text
	for _, r := range t {
		r.Text = readable(r.Text)
		if len(out) == 0 {
			r.Text = strings.TrimLeftFunc(r.Text, unicode.IsSpace)
		}
		if r.Text == "" {
			continue
		}
		r.Text = r.Text[:min(len(r.Text), len(left))]
		if out, left = append(out, r), left[len(r.Text):]; left == "" {
			break
		}
	}
	if n := len(out); n > 0 {
		out[n-1].Text += "…"
	}
	return out
}

// laid is a table as it stands in a box: its texts cut to their cells, the height
// of each row with that of the head first, and how many rows were left out.
type laid struct {
	Table
	widths  []float64
	heights []float64
	more    int
}

// laidOut puts a table in a box of some points.
func laidOut(t Table, shares []float64, wide, high float64) laid {
	out := laid{Table: Table{Caption: t.Caption, Numbers: t.Numbers}}
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	for _, s := range shares {
		out.widths = append(out.widths, wide*s/sum)
	}
	head, h := out.row(t.Head, leastSize*widthBold)
	out.Head, out.heights, high = head, []float64{h}, high-h
	whole := 0.0
	for _, row := range t.Rows {
		_, h := out.row(row, leastSize)
		whole += h
	}
	if whole > high {
		high -= lineHeight*leastSize + 2*cellTop
	}
	for i, row := range t.Rows {
		cells, h := out.row(row, leastSize)
		if h > high && i > 0 {
			out.more = len(t.Rows) - i
			break
		}
		out.Rows, out.heights, high = append(out.Rows, cells), append(out.heights, h), high-h
	}
	return out
}

// row cuts the texts of a row, in letters as wide as those of a size, to their
// cells and says how high it is.
func (l *laid) row(cells []string, size float64) (out []string, height float64) {
	lines := 1
	for i, cell := range cells {
		room := l.widths[i] - 2*cellEdge
		cell = fitted(cell, room, size, cellMostLines)
		lines = max(lines, len(broken(cell, room, size)))
		out = append(out, cell)
	}
	return out, float64(lines)*leastSize*lineHeight + 2*cellTop
}

// high is where a table ends, in points below its top.
func (l *laid) high() float64 {
	sum := 0.0
	for _, h := range l.heights {
		sum += h
	}
	return sum
}

// sharesByText are the widths of columns that their texts ask for: what the
// numbers need, and the rest for the names.
func (t *Table) sharesByText(wide float64) []float64 {
	shares, sum := make([]float64, len(t.Head)), 0.0
	for i := 1; i < len(t.Head); i++ {
		shares[i] = t.asks(i)
		sum += shares[i]
	}
	most := wide * (1 - leastName)
	for i := range shares {
		shares[i] *= min(1, most/max(1, sum))
	}
	shares[0] = wide - min(sum, most)
	return shares
}

// narrowed is a table for half a slide: the names, the first column, and what
// fits beside them of the columns of numbers that follow.
func (t *Table) narrowed(wide float64) *Table {
	columns, left := []int{0}, wide
	for i := 1; i < len(t.Head); i++ {
		left -= t.asks(i)
		if i > 1 && (!t.numeric(i) || left < wide*leastName) {
			break
		}
		columns = append(columns, i)
	}
	return t.only(columns)
}

// asks is how wide a column must be for its texts to stand on one line.
func (t *Table) asks(column int) float64 {
	most := textWidth(t.Head[column], leastSize*widthBold)
	for _, row := range t.Rows {
		most = max(most, textWidth(row[column], leastSize))
	}
	return most + 2*cellEdge + 1
}

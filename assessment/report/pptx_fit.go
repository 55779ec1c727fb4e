package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// letterWidths are those of Calibri and of Carlito, which stands in for it, in
// thousandths of the size of the letters, from the space to the tilde.
var letterWidths = [...]int{
	226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463,
	894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498,
	291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498,
}

// The room that other letters take at most, in the same unit, and how much wider
// than measured a text may become: a little in another typeface, more in bold.
const (
	widthOther = 700
	widthWide  = 1050
	widthSpare = 1.02
	widthBold  = 1.04
	lineHeight = 1.22 // of the size of the letters
)

// letterWidth is how wide a letter is, rather too wide than too narrow.
func letterWidth(r rune) int {
	switch {
	case r >= ' ' && int(r-' ') < len(letterWidths):
		return letterWidths[r-' ']
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.IsSpace(r):
		return letterWidths[0]
	case r < 0x500 && unicode.IsLower(r):
		return 560
	case r < 0x2100:
		return widthOther
	}
	return widthWide
}

// broken are the lines of a text in a room, in points, for letters of a size,
// each with the space or line break that ends it. A word that is longer than a
// line is broken where the line ends.
func broken(text string, room, size float64) []string {
	most := int(room / size / widthSpare * 1000)
	var out []string
	for line := range strings.SplitAfterSeq(readable(text), "\n") {
		out = append(out, wrapped(line, most)...)
	}
	return out
}

// wrapped breaks one line behind the last space before most, or in a word.
func wrapped(line string, most int) []string {
	var out []string
	start, word, wide, after := 0, 0, 0, 0 // word is where the last one begins, after is how wide it is
	for i, r := range line {
		w := letterWidth(r)
		if wide+w > most && i > start && !unicode.IsSpace(r) {
			if word == start {
				word, after = i, 0
			}
			out = append(out, line[start:word])
			start, wide = word, after
		}
		wide, after = wide+w, after+w
		if unicode.IsSpace(r) {
			word, after = i+utf8.RuneLen(r), 0
		}
	}
	return append(out, line[start:])
}

// fitted is a text in at most most lines; one that is cut ends in "…".
func fitted(text string, room, size float64, most int) string {
	text = strings.TrimSpace(readable(text))
	lines := broken(text, room, size)
	if len(lines) <= most {
		return text
	}
	last := []rune(strings.TrimSpace(lines[most-1]))
	for len(last) > 0 && len(broken(string(last)+"…", room, size)) > 1 {
		last = last[:len(last)-1]
	}
	return strings.Join(lines[:most-1], "") + strings.TrimRight(string(last), " ,.;:") + "…"
}

// textWidth is how wide a text is on one line, in points.
func textWidth(text string, size float64) float64 {
	sum := 0
	for _, r := range readable(text) {
		sum += letterWidth(r)
	}
	return float64(sum) * size / 1000 * widthSpare
}

// message is a text in at most most lines: as many whole sentences as fit, or
// else the beginning of the first.
func message(text string, room, size float64, most int) string {
	cut := fitted(text, room, size, most)
	if end := strings.LastIndex(cut, ". "); strings.HasSuffix(cut, "…") && end > 0 {
		return cut[:end+1]
	}
	return cut
}
